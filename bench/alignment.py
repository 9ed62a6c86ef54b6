"""How well provisions are paired in made-up documents: with and without numbers, with articles inserted and moved."""

from __future__ import annotations

import sys
import time

from generator import Shares, Truth, make_pair

from redline.engine.align.alignment import align
from redline.engine.compare import compare
from redline.model import Effect, Heading


def score(truth: Truth) -> tuple[float, float, int, int]:
    """Share of true pairs found, share of pairs that are true, moves found, true moves."""
    found = align(truth.base.items, truth.revised.items)
    numbers = [
        {index: n for n, index in enumerate(i for i, item in enumerate(x.items) if not isinstance(item, Heading))}
        for x in (truth.base, truth.revised)
    ]
    pairs = {
        numbers[0][p.old]: numbers[1][p.new]
        for p in (*found.kept, *found.moved)
        if p.old in numbers[0] and p.new in numbers[1]
    }
    right = sum(pairs.get(old) == new for old, new in truth.became.items())
    moved = {numbers[0][pair.old] for pair in found.moved if pair.old in numbers[0]}
    return right / len(truth.became), right / max(len(pairs), 1), len(moved & truth.moved), len(truth.moved)


def main() -> None:
    """Print the scores and words marked of some pairs."""
    sizes = [int(size) for size in sys.argv[1:]] or [100, 1000]
    many = Shares(articles_inserted=5, articles_moved=3)
    print("provisions seed numbers    found    true     moves marked/true     time")
    for size in sizes:
        for seed in range(3):
            for name, numbered, shares in (("kept", True, Shares()), ("removed", False, many)):
                truth = make_pair(size, seed, shares, numbered)
                start = time.perf_counter()
                redline = compare(truth.base, truth.revised)
                seconds = time.perf_counter() - start
                found, right, moves, true_moves = score(truth)
                marked = sum(c.deleted_words + c.inserted_words for c in redline.changes)
                marked += sum(
                    len(part.text.split())
                    for c in redline.changes
                    for part in (c.lead_edits if c.effect is Effect.MOVED else c.lead)
                    if part.kind.value != "equal" and (c.revised is not None or c.effect is not Effect.MOVED)
                )
                ratio = marked / (truth.edited_words + truth.renumbered_fields)
                print(
                    f"{size:>10} {seed:>4} {name:8} {found:7.2%} {right:7.2%} {moves:>4}/{true_moves:<4} "
                    f"{ratio:>11.3f} {seconds:7.2f}s"
                )


if __name__ == "__main__":
    main()
