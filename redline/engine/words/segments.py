"""A text and its revision as kept stretches and changes, before a reader sees them: what the clean-ups work on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from redline.engine.words.script import Match, matches
from redline.engine.words.tokens import is_word

SENTENCE_ENDS = frozenset(".;!?؛؟。；！？")
CLAUSE_ENDS = frozenset(",;:.،؛。，；：、")


@dataclass(slots=True)
class Segment:
    """A kept stretch, or a change: tokens deleted and tokens inserted."""

    kept: bool
    old: list[str] = field(default_factory=list)
    """Tokens of the earlier text; of a kept stretch as many as in ``new``, and alike but for what is ignored."""

    new: list[str] = field(default_factory=list)

    def take(self, other: Segment) -> None:
        """Add what follows to this segment."""
        self.old += other.old
        self.new += other.new

    @property
    def weight(self) -> tuple[int, int]:
        """Words deleted and inserted."""
        return words(self.old), words(self.new)


def words(tokens: Iterable[str]) -> int:
    """Return how many of some tokens are words or numbers."""
    return sum(map(is_word, tokens))


def segments(old: Sequence[str], new: Sequence[str], keys: tuple[Sequence[str], Sequence[str]]) -> list[Segment]:
    """Return the segments that turn ``old`` into ``new``, kept stretches and changes by turns.

    Args:
        old: Tokens of the earlier text.
        new: Tokens of the later text.
        keys: What each of them is compared by.
    """
    found: list[Segment] = []
    at = new_at = 0
    for start, new_start, size in (*_kept(*keys), (len(old), len(new), 0)):
        if start > at or new_start > new_at:
            append(found, Segment(False, list(old[at:start]), list(new[new_at:new_start])))
        if size:
            append(found, Segment(True, list(old[start : start + size]), list(new[new_start : new_start + size])))
        at, new_at = start + size, new_start + size
    return found


def _kept(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    """The stretches that are kept: words first, then the spacing and punctuation between them.

    Were all tokens alike to the script, it would rather keep eleven spaces than ten words.
    """
    words_at, new_words_at = ([i for i, token in enumerate(side) if is_word(token)] for side in (old, new))
    found = matches([old[i] for i in words_at], [new[i] for i in new_words_at])
    pairs = [(words_at[i + step], new_words_at[j + step]) for i, j, size in found for step in range(size)]
    at = new_at = 0
    for word, new_word in pairs:
        yield from _between(old, new, (at, word, new_at, new_word))
        yield word, new_word, 1
        at, new_at = word + 1, new_word + 1
    yield from _between(old, new, (at, len(old), new_at, len(new)))


def _between(old: Sequence[str], new: Sequence[str], window: tuple[int, int, int, int]) -> Iterator[Match]:
    """The spacing and punctuation that is kept between two kept words."""
    start, end, new_start, new_end = window
    if end - start == 1 == new_end - new_start and old[start] == new[new_start]:
        yield start, new_start, 1
        return
    places = [i for i in range(start, end) if not is_word(old[i])]
    new_places = [i for i in range(new_start, new_end) if not is_word(new[i])]
    if places and new_places:
        for i, j, size in matches([old[i] for i in places], [new[j] for j in new_places]):
            yield from ((places[i + step], new_places[j + step], 1) for step in range(size))


def append(listed: list[Segment], segment: Segment) -> None:
    """Append ``segment``, joining it to a neighbour of its sort."""
    if listed and listed[-1].kept == segment.kept:
        listed[-1].take(segment)
    elif segment.old or segment.new:
        listed.append(segment)


def cut(listed: Iterable[Segment], ends: frozenset[str]) -> Iterator[list[Segment]]:
    """Yield the segments in groups that end where a kept stretch has one of ``ends``, or a line end.

    >>> [len(group) for group in cut([Segment(True, list("a. b"), list("a. b"))], SENTENCE_ENDS)]
    [1, 1]
    """
    group: list[Segment] = []
    for segment in listed:
        if not segment.kept:
            group.append(segment)
            continue
        start = 0
        for at, token in enumerate(segment.new):
            following = segment.new[at + 1] if at + 1 < len(segment.new) else " "
            if token == "\n" or (token in ends and (following.isspace() or not token.isascii())):
                group.append(Segment(True, segment.old[start : at + 1], segment.new[start : at + 1]))
                yield group
                group, start = [], at + 1
        if start < len(segment.new):
            group.append(Segment(True, segment.old[start:], segment.new[start:]))
    if group:
        yield group
