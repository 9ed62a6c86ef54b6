"""Texts of which it can be counted how alike they are: made of words that are nothing but different."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from redline.engine.align.alignment import Alignment, align
from redline.engine.compare import compare
from redline.model import (
    Division,
    DivisionKind,
    Effect,
    Heading,
    Instrument,
    Item,
    Provision,
)


def some(name: str, count: int) -> str:
    """Words that stand nowhere else."""
    return " ".join(f"{name}{number}" for number in range(count))


def alike(shared: int, of: int = 20, name: str = "") -> tuple[str, str]:
    """Two texts of as many words, of which the first are shared."""
    first, second = (f"{some(f's{name}', shared)} {some(f'{side}{name}', of - shared)}" for side in ("o", "n"))
    return first, second


def provisions(texts: Iterable[str], start: int = 1) -> list[Provision]:
    return [Provision(str(number), text=text) for number, text in enumerate(texts, start)]


def pairs(base: Sequence[Item], revised: Sequence[Item]) -> set[tuple[int, int]]:
    return ends(align(base, revised))


def ends(found: Alignment) -> set[tuple[int, int]]:
    return {(pair.old, pair.new) for pair in (*found.kept, *found.moved)}


def article(number: str, title: str = "", *texts: str, start: int = 1) -> list[Item]:
    return [Heading(DivisionKind.ARTICLE, number, title), *provisions(texts, start)]


def effects(base: Sequence[Provision], revised: Sequence[Provision]) -> set[Effect]:
    texts = (Instrument("t", "T", (Division(Heading(DivisionKind.BODY), tuple(side)),)) for side in (base, revised))
    return {change.effect for change in compare(*texts).changes if change.item != Heading(DivisionKind.BODY)}


def parts(*sizes: int) -> tuple[str, list[str]]:
    """A text of forty words, and stretches of it."""
    words, at, found = some("w", 40).split(), 0, []
    for size in sizes:
        found.append(" ".join(words[at : at + size]))
        at += size
    return " ".join(words), found


def base_of(count: int) -> Instrument:
    texts = tuple(provisions(some(f"base{at}", 6) for at in range(count)))
    return Instrument("base", "T", (Division(Heading(DivisionKind.BODY), texts),))
