"""The list of what a redline changes, one line each: "MOD 3.2 (No. 29): 4 words replaced by 53".

Every writer shows this one list, so that the documents of one proposal never disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redline.model import Amendment, Effect, Heading, Item, ItemChange, Nature, Redline, labels_of, names_of

_SYMBOLS = {
    Effect.INSERTED: "ADD",
    Effect.DELETED: "SUP",
    Effect.MODIFIED: "MOD",
    Effect.RENUMBERED: "MOD",
    Effect.MOVED: "MOVE",
    Effect.SPLIT: "SPLIT",
    Effect.MERGED: "MERGE",
}
_ALONE = {
    Nature.BRACKETS: "square brackets",
    Nature.CASE: "capital letters",
    Nature.TYPOGRAPHY: "typography",
    Nature.WHITESPACE: "spacing",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: an amendment, or, between two instruments, one change."""

    symbol: str
    """``"MOD"``, or the effect in words where there is no proposal."""

    place: str
    """``"3.2 (No. 29)"``."""

    effect: str
    """``"4 words replaced by 53"``."""

    changes: tuple[int, ...]
    """Indices into ``redline.changes`` of what it changes; the first is where a link leads."""

    amendment: Amendment | None = None
    labels: tuple[str, ...] = ()
    """What must be said of this wording in particular."""

    deleted_words: int = 0
    inserted_words: int = 0

    @property
    def text(self) -> str:
        """The line as a sentence."""
        return f"{self.symbol} {self.place}: {self.effect}"


def change_list(redline: Redline) -> tuple[Line, ...]:
    """Return the lines of the list: in the order of the document if there is a proposal, else in reading order."""
    places = _Places(redline)
    if redline.proposal is None:
        return tuple(_line(redline, [i], None, places) for i, change in enumerate(redline.changes) if change.changed)
    by_amendment: dict[str, list[int]] = {}
    for index, change in enumerate(redline.changes):
        for amendment in change.amendments:
            by_amendment.setdefault(amendment.id, []).append(index)
    applied = [a for a in redline.proposal.amendments if a.option in ("", redline.option)]
    return tuple(_line(redline, by_amendment.get(a.id, []), a, places) for a in applied)


class LinesAt:
    """The lines of a list by the change where their amendment begins, and by the one where it ends."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._begin: dict[int, list[Line]] = {}
        self._end: dict[int, list[Line]] = {}
        for line in lines:
            if line.amendment and line.changes:
                self._begin.setdefault(line.changes[0], []).append(line)
                self._end.setdefault(line.changes[-1], []).append(line)

    def begin(self, index: int) -> Sequence[Line]:
        """Return the lines whose amendment begins at a change."""
        return self._begin.get(index, ())

    def reasons(self, index: int) -> Iterator[str]:
        """Yield the reasons of the amendments that end at a change."""
        for line in self._end.get(index, ()):
            if line.amendment and line.amendment.reasons:
                yield line.amendment.reasons


class _Places:
    """How a sentence names each change, and the other end of each move; looked up once for all lines."""

    def __init__(self, redline: Redline) -> None:
        self.names = place_names(redline)
        self._ends = {(c.move, c.revised is None): name for c, name in zip(redline.changes, self.names, strict=True)}

    def other_end(self, changes: Sequence[ItemChange]) -> str:
        """Where the first text that moves here went or came from."""
        moved = next((change for change in changes if change.move), None)
        if moved is None:
            return ""
        return self._ends.get((moved.move, moved.revised is not None), "another place")


def _line(redline: Redline, indices: Sequence[int], amendment: Amendment | None, places: _Places) -> Line:
    changes = [redline.changes[index] for index in indices]
    deleted = sum(change.deleted_words for change in changes)
    inserted = sum(change.inserted_words for change in changes)
    return Line(
        amendment.symbol.printed if amendment else _SYMBOLS.get(changes[0].effect, "MOD"),
        ", ".join(_places(indices, redline, places.names)) or "nowhere",
        _effect(changes, deleted, inserted, amendment, places.other_end(changes)),
        tuple(indices),
        amendment,
        _labels(redline, amendment),
        deleted,
        inserted,
    )


def _labels(redline: Redline, amendment: Amendment | None) -> tuple[str, ...]:
    """The doubts of an amendment, as labels say them."""
    if amendment is None or redline.proposal is None:
        return ()
    return labels_of(amendment, redline.proposal)


def _places(indices: Sequence[int], redline: Redline, places: Sequence[str]) -> Iterator[str]:
    """The places of a line: a heading stands for the provisions under it."""
    under: Item | None = None
    for index in indices:
        change = redline.changes[index]
        if isinstance(change.item, Heading):
            under = change.item
            yield places[index]
        elif under is None:
            yield places[index]


def _effect(changes: Sequence[ItemChange], deleted: int, inserted: int, amendment: Amendment | None, other: str) -> str:
    effects = {change.effect for change in changes}
    headings = [change.item for change in changes if isinstance(change.item, Heading)]
    provisions = sum(1 for change in changes if not isinstance(change.item, Heading))
    if not changes:
        return "applied nowhere"
    if effects == {Effect.UNCHANGED}:
        return "to be kept as it is" if amendment and amendment.symbol.keeps else "no change"
    if Effect.MOVED in effects:
        return _moved(changes, other)
    if headings and effects <= {Effect.DELETED, Effect.INSERTED}:
        verb = "deleted" if Effect.DELETED in effects else "inserted"
        title = f" “{headings[0].title}”" if headings[0].title else ""
        words = f"{_count(provisions, 'provision')} ({_count(max(deleted, inserted), 'word')})"
        return f"{words if provisions else 'heading' + title} {verb}"
    grouped = [change for change in changes if change.more_base or change.more_revised]
    if grouped:
        return _regrouped(grouped[0], deleted, inserted)
    return _words_changed(deleted, inserted) or _wordless(changes, effects)


def _words_changed(deleted: int, inserted: int) -> str:
    if deleted and inserted:
        return f"{_count(deleted, 'word')} replaced by {inserted}"
    if deleted or inserted:
        return f"{_count(deleted or inserted, 'word')} {'deleted' if deleted else 'inserted'}"
    return ""


def _wordless(changes: Sequence[ItemChange], effects: set[Effect]) -> str:
    if effects == {Effect.RENUMBERED}:
        return "renumbered"
    natures = {nature for change in changes for nature in change.natures}
    if natures and natures <= set(_ALONE):
        return f"{' and '.join(words for nature, words in _ALONE.items() if nature in natures)} changed"
    return "deleted" if effects == {Effect.DELETED} else "punctuation or spacing changed"


def _regrouped(change: ItemChange, deleted: int, inserted: int) -> str:
    words = _words_changed(deleted, inserted)
    done = (
        f"split into {len(change.reviseds)} provisions"
        if change.more_revised
        else f"merged from {len(change.bases)} provisions"
    )
    return f"{done}, {words}" if words else done


def _moved(changes: Sequence[ItemChange], other: str) -> str:
    edited = sum(c.deleted_words + c.inserted_words for c in changes)
    end = f"taken to {other}" if changes[0].revised is None else f"brought from {other}"
    renumbered = ", renumbered" if any(change.lead_edits for change in changes) else ""
    return f"{end}{renumbered}, {_count(edited, 'word')} changed" if edited else end + renumbered


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def place_names(redline: Redline) -> tuple[str, ...]:
    """Return how a sentence names the place of each of ``redline.changes``: ``"3.2 (No. 29)"``, ``"Article 3A"``."""
    revised, base = iter(names_of(redline.revised.items)), iter(names_of(redline.base.items))
    names = []
    for change in redline.changes:
        in_base = [next(base) for _ in change.bases]
        in_revised = [next(revised) for _ in change.reviseds]
        names.append((in_revised or in_base)[0])
    return tuple(names)


def totals(redline: Redline) -> tuple[int, int]:
    """Return how many words the redline deletes and inserts."""
    deleted = sum(change.deleted_words for change in redline.changes)
    return deleted, sum(change.inserted_words for change in redline.changes)
