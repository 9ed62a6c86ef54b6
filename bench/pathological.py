"""Texts that make comparers slow: each must end in under 20 seconds here, exact."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from generator import vocabulary

from redline.engine.compare import compare
from redline.model import Division, DivisionKind, Heading, Instrument, Provision


def treaty(texts: list[str], numbers: list[int] | None = None) -> Instrument:
    """A treaty of one article with these provisions."""
    numbered = zip(numbers or range(1, len(texts) + 1), texts, strict=True)
    provisions = tuple(Provision(str(number), text=text) for number, text in numbered)
    return Instrument("t", "Made up", (Division(Heading(DivisionKind.ARTICLE, "1", "All"), provisions),))


def pairs() -> Iterator[tuple[str, Instrument, Instrument]]:
    """Yield name, base and revised text."""
    chance = random.Random(1)
    known = vocabulary()
    same = "Members shall cooperate in the establishment of the international network."
    numbers = list(range(1, 10_001))
    shuffled = chance.sample(numbers, 9_999)
    texts = [same] * 9_998 + [same.replace("shall", "should")]
    yield (
        "10,000 identical provisions, 9,999 of them shuffled and one edited",
        treaty([same] * 10_000, numbers),
        treaty(chance.sample(texts, 9_999), shuffled),
    )
    words = chance.choices(known, k=200_000)
    edited = [chance.choice(known) if chance.random() < 0.01 else word for word in words]
    yield (
        "one provision of 200,000 words, one in a hundred edited",
        treaty([" ".join(words)]),
        treaty([" ".join(edited)]),
    )
    yield (
        "one provision of 200,000 words, shuffled",
        treaty([" ".join(words)]),
        treaty([" ".join(chance.sample(words, len(words)))]),
    )
    other = ["x" + word for word in words]
    yield "no common word, one provision of 200,000", treaty([" ".join(words)]), treaty([" ".join(other)])
    texts = [" ".join(chance.choices(known, k=30)) for _ in range(10_000)]
    yield (
        "no common word, 10,000 provisions",
        treaty(texts),
        treaty([" ".join("x" + word for word in text.split()) for text in texts]),
    )
    yield "10,000 provisions in another order", treaty(texts), treaty(chance.sample(texts, len(texts)))
    yield (
        "10,000 provisions, none kept, of the same words",
        treaty(texts),
        treaty([" ".join(chance.sample(text.split(), 30)) for text in texts]),
    )
    yield "the same two words, 100,000 times, shifted by one", treaty(["a b " * 50_000]), treaty(["b a " * 49_999])


def main() -> None:
    """Print how long each takes, and whether it is exact."""
    for name, base, revised in pairs():
        began = time.perf_counter()
        redline = compare(base, revised)
        seconds = time.perf_counter() - began
        exact = redline.accepted == revised.lines and redline.rejected == base.lines
        print(f"{seconds:6.2f} s  {'exact' if exact else 'NOT EXACT'}  {name}")


if __name__ == "__main__":
    main()
