"""A base and a revised instrument, read side by side: every heading and provision paired, every change typed."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from redline.model.heading import DivisionKind, Heading
from redline.model.instrument import Instrument, Item
from redline.model.note import Note
from redline.model.proposal import Amendment, Proposal


class ChangeKind(enum.Enum):
    """What a stretch of text is: in both texts, in the base alone, in the revised text alone."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


class Nature(enum.Enum):
    """What sort of difference a change is. A change of brackets alone, say, alters no word."""

    WORDING = "wording"
    BRACKETS = "brackets"
    CASE = "case"
    TYPOGRAPHY = "typography"
    WHITESPACE = "whitespace"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that is kept, deleted or inserted.

    >>> accept((Change(ChangeKind.DELETE, "may"), Change(ChangeKind.INSERT, "shall"), Change(ChangeKind.EQUAL, " go")))
    'shall go'
    """

    kind: ChangeKind
    text: str
    """The stretch; of kept text, as the revised text has it."""

    nature: Nature = Nature.WORDING
    """What sort of difference it is; without meaning where text is kept."""

    base_text: str | None = None
    """Kept text as the base has it, where that differs only in what was to be ignored; else None."""

    def __post_init__(self) -> None:
        if not self.text and not self.base_text:
            raise ValueError("a change without text says nothing")
        if self.base_text is not None and self.kind is not ChangeKind.EQUAL:
            raise ValueError("only kept text has a second form in the base")

    @property
    def base(self) -> str:
        """The stretch as the base text has it; empty where it is inserted."""
        if self.kind is ChangeKind.INSERT:
            return ""
        return self.text if self.base_text is None else self.base_text

    @property
    def revised(self) -> str:
        """The stretch as the revised text has it; empty where it is deleted."""
        return "" if self.kind is ChangeKind.DELETE else self.text


Changes = tuple[Change, ...]
"""Changes in reading order; no two neighbours of one kind, and a deletion before the insertion that replaces it."""


def accept(changes: Iterable[Change]) -> str:
    """Return the revised text that ``changes`` hold."""
    return "".join(change.revised for change in changes)


def reject(changes: Iterable[Change]) -> str:
    """Return the base text that ``changes`` hold.

    >>> reject((Change(ChangeKind.DELETE, "may"), Change(ChangeKind.INSERT, "shall"), Change(ChangeKind.EQUAL, " go")))
    'may go'
    """
    return "".join(change.base for change in changes)


def whole(text: str, kind: ChangeKind) -> Changes:
    """Return one change that holds all of ``text``, or none if it is empty."""
    return (Change(kind, text),) if text else ()


class Effect(enum.Enum):
    """What becomes of a heading or provision."""

    UNCHANGED = "unchanged"
    MODIFIED = "modified"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"


class PairReason(enum.Enum):
    """Why two headings or provisions were taken for versions of one another."""

    AMENDMENT = "amendment"
    """A proposal says so; nothing was guessed."""

    SAME_TEXT = "same text"
    SAME_NUMBER_AND_TEXT = "same number and text"
    SAME_TEXT_IN_ORDER = "same text, in order"
    SAME_TEXT_BESIDE_A_PAIR = "same text, beside a pair"
    SAME_PLACE = "same place"
    """Of one number or label, or alone between two pairs, and alike enough."""

    SIMILAR_TEXT = "similar text"
    SAME_NUMBER = "same number"
    SAME_TITLE = "same title"
    SAME_PROVISIONS = "same provisions"
    """Of headings: what stands under them is the same."""

    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What becomes of one heading or provision, at the place where a reader of the redline meets it.

    A move has two ends, each an ItemChange of its own: where the text was (``base`` alone) and where it is now
    (``revised`` alone), both with the same ``move`` number. A split has one item in the base and several in the revised
    text, a merger the other way round; the further items are in ``more_base`` and ``more_revised``, and ``body`` runs
    on through them, with the line ends, numbers and labels between them.
    """

    effect: Effect
    base: Item | None
    revised: Item | None
    lead: Changes
    """Changes of number and labels (of a heading: its first line)."""

    body: Changes
    """Changes of the text (of a heading: its title). A line end in it is the end of a paragraph."""

    amendments: tuple[Amendment, ...] = ()
    """The amendments that bring this about, or assert that nothing changes here."""

    match: PairReason | None = None
    """Why the two sides were paired; None where there is but one."""

    move: int = 0
    """Number of the move of which this is an end; 0 where nothing moves."""

    lead_edits: Changes = ()
    """At either end of a move: what became of number and labels on the way. Empty if nothing did."""

    edits: Changes = ()
    """At either end of a move: what became of the text on the way. Empty if nothing did."""

    deleted_words: int = 0
    """How many words and numbers of the text are deleted; the old end of a move deletes none, the new one those that
    were lost on the way. Changes of brackets, typography and spacing alone count none."""

    inserted_words: int = 0
    """How many are inserted; the new end of a move inserts only those that were added on the way."""

    more_base: tuple[Item, ...] = ()
    """Of a merger: the further items of the base, in order."""

    more_revised: tuple[Item, ...] = ()
    """Of a split: the further items of the revised text, in order."""

    def __post_init__(self) -> None:
        if self.base is None and self.revised is None:
            raise ValueError("an item change stands in the base, in the revised text, or in both")

    @property
    def item(self) -> Item:
        """The side that names the place: the revised one where there is one."""
        found = self.revised or self.base
        if found is None:
            raise AssertionError("held by __post_init__")
        return found

    @property
    def bases(self) -> tuple[Item, ...]:
        """Its items in the base, in order: usually one, none where it was inserted, several in a merger."""
        return () if self.base is None else (self.base, *self.more_base)

    @property
    def reviseds(self) -> tuple[Item, ...]:
        """Its items in the revised text, in order: usually one, none where it was deleted, several in a split."""
        return () if self.revised is None else (self.revised, *self.more_revised)

    @property
    def changes(self) -> Changes:
        """All that it prints: number and labels, then text."""
        return self.lead + self.body

    @property
    def lead_base(self) -> str:
        """Number and labels as the base has them; empty where it has none."""
        return self.base.lead if self.base is not None else ""

    @property
    def lead_revised(self) -> str:
        """Number and labels as the revised text has them; empty where it has none."""
        return self.revised.lead if self.revised is not None else ""

    @property
    def natures(self) -> frozenset[Nature]:
        """The sorts of difference in its text: of a move, those made on the way."""
        return frozenset(c.nature for c in (self.edits if self.move else self.body) if c.kind is not ChangeKind.EQUAL)

    @property
    def changed(self) -> bool:
        """Whether accepting it differs from rejecting it."""
        return self.effect is not Effect.UNCHANGED

    @property
    def ending(self) -> ChangeKind:
        """What the end of its last paragraph is: kept, deleted or inserted."""
        if self.revised is None:
            return ChangeKind.DELETE
        return ChangeKind.INSERT if self.base is None else ChangeKind.EQUAL


@dataclass(frozen=True, slots=True)
class Redline:
    """A base and a revised instrument, and what becomes of every heading and provision."""

    base: Instrument
    revised: Instrument
    changes: tuple[ItemChange, ...]
    """In reading order; what was deleted stands where it stood."""

    proposal: Proposal | None = None
    """The document that brings the changes about, where it is one."""

    option: str = ""
    """Which of the proposal's alternatives was applied."""

    notes: tuple[Note, ...] = ()

    ignored: tuple[str, ...] = ()
    """Sorts of difference that were not to be marked: ``"typography"``."""

    @property
    def accepted(self) -> tuple[str, ...]:
        """The lines of the revised text, read off the changes."""
        return _lines(accept(c.changes) for c in self.changes if _prints(c.revised))

    @property
    def rejected(self) -> tuple[str, ...]:
        """The lines of the base text, read off the changes."""
        return _lines(reject(c.changes) for c in self.changes if _prints(c.base))


def _prints(item: Item | None) -> bool:
    return item is not None and not (isinstance(item, Heading) and item.kind is DivisionKind.BODY)


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for text in texts for line in text.split("\n"))


def unchanged(item: Item) -> ItemChange:
    """Return a heading or provision as one that nothing changes."""
    lead, body = (whole(text, ChangeKind.EQUAL) for text in (item.lead, item.body))
    return ItemChange(Effect.UNCHANGED, item, item, lead, body)
