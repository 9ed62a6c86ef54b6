"""Knows a sentence that changed its place in a provision, which Word can show as one of its own moves.

Only one that is the same to the letter: a few words that go here and come there are read more easily as such.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from redline.model import ChangeKind
from redline.writers.in_place.atoms import PLAIN
from redline.writers.in_place.pieces import Piece

_LEAST, _LEAST_OF_PART = 5, 8
"""Words of a sentence, and of what is only a part of one, that read better as moved."""

_MOST = 1_000_000
"""Pairs of stretches that are looked at; a paragraph with more of them is no provision that anybody reads."""

_ENDS = (".", ";", ":", "!", "?", "。", "؟", "۔")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Neighbouring pieces of one kind."""

    begin: int
    end: int
    text: str


def with_sentence_moved(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a paragraph with the longest sentence that is deleted here and inserted there as moved.

    Args:
        pieces: What becomes of the paragraph's atoms. One move is shown in a paragraph at most.
    """
    gone, came = _stretches(pieces, ChangeKind.DELETE), _stretches(pieces, ChangeKind.INSERT)
    if len(gone) * len(came) > _MOST:
        return list(pieces)
    pairs = ((_common(old.text, new.text), old, new) for old in gone for new in came)
    words, *ends = max(pairs, key=lambda pair: len(pair[0]), default=("",))
    found = list(pieces)
    if len(words.split()) < (_LEAST if words.endswith(_ENDS) else _LEAST_OF_PART):
        return found
    for end in sorted(ends, key=lambda end: end.begin, reverse=True):
        found[end.begin : end.end] = _flagged(pieces[end.begin : end.end], *_within(end.text, words))
    return found


def _stretches(pieces: Sequence[Piece], kind: ChangeKind) -> list[_Stretch]:
    """The stretches of a kind that are long enough, and nothing but words."""
    found = []
    for (own, plain), group in itertools.groupby(enumerate(pieces), lambda one: (one[1].kind, _is_plain(one[1]))):
        held = list(group)
        text = "".join(piece.atom.text for _, piece in held)
        if own is kind and plain and len(text.split()) >= _LEAST:
            found.append(_Stretch(held[0][0], held[-1][0] + 1, text))
    return found


def _is_plain(piece: Piece) -> bool:
    atom = piece.atom
    held = atom.link is not None or atom.wrap is not None
    return atom.run is not None and not held and (not atom.nodes or atom.text in PLAIN)


def _common(old: str, new: str) -> str:
    """What went and came, without the spaces round it; empty if neither stands in the other."""
    short, long = sorted((old.strip(), new.strip()), key=len)
    return short if short in long else ""


def _within(text: str, words: str) -> tuple[int, int]:
    """Where some words begin and end in a text; the spaces beside them go along, for a lone space reads as nothing."""
    begin = text.index(words)
    end = begin + len(words)
    return begin if text[:begin].strip() else 0, end if text[end:].strip() else len(text)


def _flagged(pieces: Sequence[Piece], begin: int, end: int) -> Iterator[Piece]:
    """The pieces of a stretch, cut where what moved begins and ends."""
    at = 0
    for piece in pieces:
        length = len(piece.atom.text)
        cuts = sorted({0, length, *(min(max(edge - at, 0), length) for edge in (begin, end))})
        rest = piece
        for one, other in itertools.pairwise(cuts):
            head, rest = rest.cut(other - one)
            yield replace(head, moved=begin <= at + one and at + other <= end)
        at += length
