"""Where an ADD goes: after what its document names, or, when it names nothing, where its number says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from redline.engine.amend.places import find, near_to
from redline.errors import AnchorNotFound
from redline.model import Address, Amendment, Heading, Item, ProvisionNumber


class HasItem(Protocol):
    """Anything that holds a heading or provision of a text in the making."""

    item: Item


T = TypeVar("T", bound=HasItem)


def written_anchor(amendment: Amendment, slots: Sequence[T], placed: Mapping[str, T]) -> T | None:
    """Return the slot that ``after:`` names, or None if it names none (yet).

    The identifier of an amendment is tried first, then the marginal number, the division, the label.
    """
    if not amendment.after:
        return None
    if amendment.after in placed:
        return placed[amendment.after]
    try:
        address = Address.parse(amendment.after)
    except ValueError:
        return None
    if address.bare:
        address = Address(number=address.number)
    found = find([slot.item for slot in slots], address)
    return slots[found[-1]] if found else None


def implied_anchor(amendment: Amendment, slots: Sequence[T]) -> T | None:
    """Return the slot that the number of an ADD without ``after:`` implies: ``28A`` goes after 28, ``3.3A`` after 3.3.

    Only a number made by adding letters or a Latin ordinal says where it belongs; for any other, None.
    """
    first = amendment.wording[0]
    if isinstance(first, Heading):
        return _before(first.number, slots, lambda item: item.number if _same_kind(item, first) else "")
    if first.number:
        return _before(first.number, slots, lambda item: "" if isinstance(item, Heading) else item.number)
    stem, dot, last = first.label.rpartition(".")
    if not last:
        return None
    return _before(last, slots, lambda item: _last_part(item, stem + dot))


def _same_kind(item: Item, heading: Heading) -> bool:
    return isinstance(item, Heading) and item.kind is heading.kind


def _last_part(item: Item, stem: str) -> str:
    if isinstance(item, Heading) or not item.label.startswith(stem):
        return ""
    return re.split(r"\.", item.label[len(stem) :])[0]


def _before(wanted: str, slots: Sequence[T], number_of: Callable[[Item], str]) -> T | None:
    """The last slot whose number has the same base as ``wanted`` and comes before it."""
    new = _parsed(wanted)
    if new is None or not (new.letters or new.ordinal):
        return None
    best: tuple[ProvisionNumber, T] | None = None
    for slot in slots:
        number = _parsed(number_of(slot.item))
        if number is None or (number.appendix, number.base) != (new.appendix, new.base) or not number < new:
            continue
        if best is None or not number < best[0]:
            best = (number, slot)
    return best[1] if best else None


def _parsed(text: str) -> ProvisionNumber | None:
    try:
        return ProvisionNumber.parse(text)
    except ValueError:
        return None


def anchor_error(amendment: Amendment, items: Sequence[Item], instrument: str) -> AnchorNotFound:
    """Return the error for an ADD whose place cannot be found."""
    if not amendment.after:
        problem = "adds text, but says not after what"
        return AnchorNotFound(
            amendment.origin, amendment.id, problem, "Add a line such as `after: 28` under its symbol."
        )
    near = near_to(items, amendment.after)
    offer = f"Nearest there: {', '.join(near)}." if near else "Name a marginal number, a division or an amendment."
    problem = f"goes after {amendment.after}, which is neither in {instrument} nor added by another amendment"
    return AnchorNotFound(amendment.origin, amendment.id, problem, offer)
