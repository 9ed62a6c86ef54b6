"""Square brackets: what is agreed, what is not yet, and which brackets a revision opened or closed.

Brackets may nest and may be left open by mistake; both are told, and neither changes the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from redline.engine.align.alignment import align
from redline.engine.words.tokens import count_words
from redline.model import Heading, Instrument, Item, names_of


@dataclass(frozen=True, slots=True)
class Bracket:
    """A pair of square brackets: half-open ``[start, end)`` in code points of the text, brackets included."""

    start: int
    end: int
    depth: int
    """1 for outer brackets, 2 for those within them, and so on."""

    text: str
    """What stands between them."""


@dataclass(frozen=True, slots=True)
class Bracketed:
    """What is bracketed in one heading or provision."""

    place: str
    words: int
    """Words and numbers of the text."""

    bracketed_words: int
    """How many of them stand between brackets."""

    brackets: tuple[Bracket, ...]
    unclosed: int
    """Brackets that are opened and not closed, or closed and not opened."""


@dataclass(frozen=True, slots=True)
class BracketChange:
    """What a revision did to the brackets of one provision."""

    place: str
    opened: tuple[str, ...]
    """Texts that are bracketed only in the revision."""

    kept: tuple[str, ...]
    """Texts whose brackets went and that stay."""

    dropped: tuple[str, ...]
    """Texts that went with their brackets."""


def brackets_in(text: str) -> tuple[tuple[Bracket, ...], int]:
    """Return the pairs of square brackets in ``text``, by where they begin, and how many have no other half.

    >>> pairs, lone = brackets_in("[shall [not]] pay]")
    >>> [(pair.depth, pair.text) for pair in pairs], lone
    ([(1, 'shall [not]'), (2, 'not')], 1)
    """
    open_at: list[int] = []
    found: list[Bracket] = []
    lone = 0
    for at, character in enumerate(text):
        if character == "[":
            open_at.append(at)
        elif character == "]" and open_at:
            start = open_at.pop()
            found.append(Bracket(start, at + 1, len(open_at) + 1, text[start + 1 : at]))
        elif character == "]":
            lone += 1
    return tuple(sorted(found, key=lambda pair: pair.start)), lone + len(open_at)


def bracketed(items: Iterable[Item]) -> tuple[Bracketed, ...]:
    """Return what is bracketed in each heading and provision, in their order."""
    return tuple(_bracketed(place, text) for place, text in _texts(list(items)))


def _bracketed(place: str, text: str) -> Bracketed:
    pairs, lone = brackets_in(text)
    outer = sum(count_words(pair.text) for pair in pairs if pair.depth == 1)
    return Bracketed(place, count_words(text), outer, pairs, lone)


def _texts(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    for name, item in zip(names_of(items), items, strict=True):
        yield name, item.title if isinstance(item, Heading) else item.text


def bracket_changes(base: Instrument, revised: Instrument) -> tuple[BracketChange, ...]:
    """Return what a revision did to brackets, for each provision where it did something, in the order of the base.

    Args:
        base: The earlier text.
        revised: The later text.
    """
    found = align(base.items, revised.items)
    partner = {pair.old: pair.new for pair in (*found.kept, *found.moved)}
    old, new = list(_texts(base.items)), list(_texts(revised.items))
    listed = []
    for at, (place, text) in enumerate(old):
        other = new[partner[at]] if at in partner else ("", "")
        listed.append(_bracket_change(other[0] or place, text, other[1]))
    taken = set(partner.values())
    listed += [_bracket_change(place, "", text) for at, (place, text) in enumerate(new) if at not in taken]
    return tuple(one for one in listed if one.opened or one.kept or one.dropped)


def _bracket_change(place: str, old: str, new: str) -> BracketChange:
    before, after = (Counter(pair.text for pair in brackets_in(text)[0]) for text in (old, new))
    gone = list((before - after).elements())
    plain_old, plain_new = _plain(old), _plain(new)
    kept = [text for text in gone if plain_new.count(_plain(text)) >= plain_old.count(_plain(text))]
    dropped = [text for text in gone if text not in kept]
    return BracketChange(place, tuple((after - before).elements()), tuple(kept), tuple(dropped))


def _plain(text: str) -> str:
    return text.replace("[", "").replace("]", "")
