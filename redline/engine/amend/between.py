"""What two texts differ by, as a delegation would write it: ADD, MOD and SUP, each with a place.

It is the way back from a redline to a proposal: applied to the base, the amendments give the revised text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redline.engine.compare import compare
from redline.model import Amendment, Heading, Instrument, Item, ItemChange, Provision, Symbol, extent


def amendments_between(base: Instrument, revised: Instrument, stem: str) -> tuple[Amendment, ...]:
    """Return the amendments that turn one text into another.

    Args:
        base: The text that is amended.
        revised: What it becomes.
        stem: What their identifiers begin with: ``"RUS/27"``.

    Returns:
        In the order of the text. A move is a SUP and an ADD, as nothing says that it was meant as one.
    """
    changes = compare(base, revised).changes
    made = _Made(stem, frozenset(_taken_with_heading(base, changes)))
    at = 0
    for change in changes:
        made.take(change, at)
        at += len(change.bases)
    return tuple(made.amendments)


def _taken_with_heading(base: Instrument, changes: Sequence[ItemChange]) -> Iterator[int]:
    """The items of the base that stand under a heading that goes or gets another number: its SUP takes them all."""
    at = 0
    for change in changes:
        gone = change.revised is None or (change.base is not None and _leads(change.base) != _leads(change.revised))
        if gone and isinstance(change.base, Heading):
            yield from range(at + 1, extent(base.items, at))
        at += len(change.bases)


@dataclass(slots=True)
class _Made:
    stem: str
    covered: frozenset[int]
    amendments: list[Amendment] = field(default_factory=list)
    last: tuple[Item, str] | None = None
    """The last item of the revised text, and the amendment that adds it; empty if none does."""

    def take(self, change: ItemChange, at: int) -> None:
        """Say what one change is, whose first item in the base is the one at an index."""
        if change.base is not None and change.revised is not None and at not in self.covered:
            if change.changed:
                self._modify(change)
            else:
                self.last = (change.base, "")
        elif change.revised is not None:
            for item in change.reviseds:
                self._add(item)
        else:
            for number, item in enumerate(change.bases):
                if at + number not in self.covered:
                    self._say(Symbol.SUP, _place(item))

    def _modify(self, change: ItemChange) -> None:
        """A change in place; of a split the further parts are added, of a merger those that go are suppressed."""
        base, revised = change.base, change.revised
        assert base is not None and revised is not None  # noqa: S101, PT018
        same = _leads(base) == _leads(revised)
        if same:
            self._say(Symbol.MOD, revised)
            self.last = (base, "")
        else:  # another number is another place to whoever applies it
            self._say(Symbol.SUP, _place(base))
            self._add(revised)
        for item in change.more_revised:
            self._add(item)
        for item in change.more_base:
            self._say(Symbol.SUP, _place(item))

    def _add(self, item: Item) -> None:
        after = ""
        if self.last is not None:
            before, identifier = self.last
            after = identifier or before.anchor
        self.last = (item, self._say(Symbol.ADD, item, after))

    def _say(self, symbol: Symbol, item: Item, after: str = "") -> str:
        identifier = f"{self.stem}/{len(self.amendments) + 1}"
        self.amendments.append(Amendment(symbol, identifier, (item,), after))
        return identifier


def _leads(item: Item) -> tuple[str, ...]:
    return (item.kind.value, item.number) if isinstance(item, Heading) else (*item.prefix, item.letter)


def _place(item: Item) -> Item:
    """What names a place: an item without its text."""
    if isinstance(item, Heading):
        return Heading(item.kind, item.number, "", item.printed)
    return Provision(item.number, item.label, item.letter) if item.number or item.label or item.letter else item
