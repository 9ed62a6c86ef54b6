"""Pairs the two ends of a move: the SUP* that takes a text away and the ADD* that brings it to its new place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from redline.engine.amend.places import find
from redline.errors import UnpairedMove
from redline.model import Address, Amendment, Item, Symbol


class MovingSlot(Protocol):
    """A part of a text in the making, and the amendments that touch it."""

    item: Item
    amendments: list[Amendment]


T = TypeVar("T", bound=MovingSlot)


def pair_moves(amendments: Sequence[Amendment], slots: Sequence[T]) -> list[tuple[T, T]]:
    """Return the parts that move, each as the slot it leaves and the slot it comes to.

    An ADD* that says where its text is from is paired with that; then equal texts; then, if one is left at either end
    or as many at both, in the order of the document.

    Raises:
        UnpairedMove: If an end is left without its other.
    """
    leaving = [a for a in amendments if a.symbol is Symbol.SUP_MOVED]
    coming = [a for a in amendments if a.symbol is Symbol.ADD_MOVED]
    pairs = []
    for fits in (_says_so, _same_text, _in_order):
        for new in list(coming):
            old = next((o for o in leaving if fits(o, new, slots)), None)
            if old is not None and (fits is not _in_order or len(leaving) == len(coming)):
                pairs.append((old, new))
                leaving.remove(old)
                coming.remove(new)
    for lone in (*leaving, *coming):
        other = "ADD*" if lone.symbol is Symbol.SUP_MOVED else "SUP*"
        raise UnpairedMove(
            lone.origin,
            lone.id,
            f"{lone.symbol.printed} is one end of a move, and its {other} is missing",
            f"Give the {other} too, or write {lone.symbol.printed[:3]} if nothing moves.",
        )
    return [pair for old, new in pairs for pair in _parts(old, new, slots)]


def _slots_of(amendment: Amendment, slots: Sequence[T]) -> list[T]:
    return [slot for slot in slots if amendment in slot.amendments]


def _says_so(old: Amendment, new: Amendment, slots: Sequence[MovingSlot]) -> bool:
    if not new.moved_from or new.moved_from == old.id:
        return bool(new.moved_from)
    try:
        address = Address.parse(new.moved_from)
    except ValueError:
        return False
    items = [slot.item for slot in _slots_of(old, slots)]
    return bool(find(items, Address(number=address.number) if address.bare else address))


def _same_text(old: Amendment, new: Amendment, slots: Sequence[MovingSlot]) -> bool:
    return [s.item.body for s in _slots_of(old, slots)] == [s.item.body for s in _slots_of(new, slots)]


def _in_order(old: Amendment, new: Amendment, slots: Sequence[MovingSlot]) -> bool:
    return True


def _parts(old: Amendment, new: Amendment, slots: Sequence[T]) -> list[tuple[T, T]]:
    """Pair the parts of a moved text one by one; what has no counterpart was added or taken out on the way."""
    return [
        pair
        for pair in zip(_slots_of(old, slots), _slots_of(new, slots), strict=False)
        if type(pair[0].item) is type(pair[1].item)
    ]
