"""Lays what several delegations propose side by side: a row for each place, in treaty order.

What is hard is added text: two delegations add at one place without knowing of each other. Additions after one place
share a row if they have the same number, label or heading, or are alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redline.engine.align.similar import Profiles
from redline.model import (
    Compilation,
    DivisionKind,
    Heading,
    Instrument,
    Item,
    ItemChange,
    Member,
    Proposed,
    Row,
    names_of,
)

_ALIKE = 0.4  # likeness above which two additions at one place are versions of one; as in align


def collate(base: Instrument, members: Sequence[Member], missing: Sequence[str] = ()) -> Compilation:
    """Return what ``members`` would change in ``base``, place by place.

    Args:
        base: The text that every member's redline starts from.
        members: The delegations or documents, in the order in which they are to be shown.
        missing: What could not be taken in, and why.

    Raises:
        ValueError: If a redline has another base.
    """
    if any(member.redline.base.items != base.items for member in members):
        raise ValueError("every member of a compilation changes the same base")
    return Compilation(base, tuple(members), tuple(_rows(base, members)), tuple(missing))


@dataclass(slots=True)
class _Side:
    """One member's changes, by the place in the base where they are met."""

    at: dict[int, ItemChange] = field(default_factory=dict)
    after: dict[int, list[tuple[str, ItemChange]]] = field(default_factory=dict)
    """What is added after an item of the base (-1: before the first), with its name."""


def _side(member: Member) -> _Side:
    side, at = _Side(), -1
    names = iter(names_of(member.redline.revised.items))
    for change in member.redline.changes:
        own = [next(names) for _ in change.reviseds]
        if change.base is None:
            side.after.setdefault(at, []).append((own[0], change))
            continue
        if change.changed or change.amendments:
            side.at[at + 1] = change
        at += len(change.bases)
    return side


def _rows(base: Instrument, members: Sequence[Member]) -> Iterator[Row]:
    sides = [_side(member) for member in members]
    names = names_of(base.items)
    heading = Heading(DivisionKind.BODY)
    for at in range(-1, len(base.items)):
        item = base.items[at] if at >= 0 else None
        heading = item if isinstance(item, Heading) else heading
        touched = [Proposed(number, side.at[at]) for number, side in enumerate(sides) if at in side.at]
        if touched and item is not None:
            yield Row(names[at], heading, item, at, tuple(touched))
        yield from _additions([side.after.get(at, []) for side in sides], heading, at)


def _additions(listed: Sequence[Sequence[tuple[str, ItemChange]]], heading: Heading, at: int) -> Iterator[Row]:
    """Rows of what is added at one place, in the order of the members that add it."""
    profiles = Profiles()
    rows: list[tuple[str, Heading, list[Proposed]]] = []
    for member, additions in enumerate(listed):
        own, at_row = heading, 0
        waiting: list[tuple[str, Heading, list[Proposed]]] = []
        for name, change in additions:
            own = change.item if isinstance(change.item, Heading) else own
            fits = range(at_row, len(rows))  # never before what this member has added already
            same = next((i for i in fits if _same(rows[i][2][0].change.item, change.item, profiles)), None)
            if same is None:
                waiting.append((name, own, [Proposed(member, change)]))
                continue
            rows[same][2].append(Proposed(member, change))
            rows[same:same] = waiting
            at_row = same + len(waiting) + 1
            waiting = []
        rows += waiting
    for name, division, entries in rows:
        yield Row(name, division, None, at, tuple(entries))


def _same(one: Item, other: Item, profiles: Profiles) -> bool:
    if isinstance(one, Heading) or isinstance(other, Heading):
        return isinstance(one, Heading) and isinstance(other, Heading) and one.key == other.key
    numbered = bool(one.number) and one.number == other.number
    labelled = bool(one.label) and (one.label, one.letter) == (other.label, other.letter)
    return numbered or labelled or profiles.similarity(one.body, other.body) >= _ALIKE
