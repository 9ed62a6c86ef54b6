"""Finds the place in an instrument that an address names, or says what stands nearest to it."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from redline.errors import AddressError, nearest
from redline.model import (
    Address,
    AddressKind,
    DivisionKind,
    Heading,
    Instrument,
    Item,
    ItemChange,
    ProvisionNumber,
    Redline,
    extent,
    places_of,
)

_MAIN = (DivisionKind.ARTICLE, DivisionKind.BODY, DivisionKind.PREAMBLE)
"""Divisions whose paragraphs are meant when an address names no division."""


def same_number(one: str, other: str) -> bool:
    """Return whether two marginal numbers are one, however they are spaced.

    >>> same_number("28bis", "28 bis"), same_number("28", "28A")
    (True, False)
    """
    return bool(one) and one.replace(" ", "") == other.replace(" ", "")


def find(items: Sequence[Item], address: Address) -> tuple[int, ...]:
    """Return the indices of the headings and provisions that ``address`` names; ``()`` if there are none.

    A paragraph without a letter names its sub-paragraphs too. A paragraph without a division is looked for in the
    articles first, then elsewhere. A bare number names the provision and the article of that number.

    Args:
        items: An instrument from top to bottom.
        address: What to look for.
    """
    if address.kind is AddressKind.DIVISION:
        return tuple(i for i, item in enumerate(items) if isinstance(item, Heading) and item.key == address.division)
    if address.kind in (AddressKind.NUMBER, AddressKind.BARE):
        found = tuple(
            i
            for i, item in enumerate(items)
            if not isinstance(item, Heading) and same_number(address.number, item.number)
        )
        if address.bare:
            found += find(items, Address(division=(DivisionKind.ARTICLE, address.number)))
        return found
    return _paragraphs(items, address)


def covered(items: Sequence[Item], address: Address) -> frozenset[int]:
    """Return the indices of what ``address`` names, a division with all that stands under it."""
    found: set[int] = set()
    for at in find(items, address):
        item = items[at]
        found.update(range(at, extent(items, at)) if isinstance(item, Heading) else [at])
    return frozenset(found)


def changes_at(redline: Redline, address: Address) -> Iterator[tuple[ItemChange, bool]]:
    """Yield every change of a redline, and whether it is at an address of either text."""
    old, new = covered(redline.base.items, address), covered(redline.revised.items, address)
    before = after = 0
    for change in redline.changes:
        here = any(before + at in old for at in range(len(change.bases)))
        here = here or any(after + at in new for at in range(len(change.reviseds)))
        before, after = before + len(change.bases), after + len(change.reviseds)
        yield change, here


def _paragraphs(items: Sequence[Item], address: Address) -> tuple[int, ...]:
    provisions = [i for i, item in enumerate(items) if not isinstance(item, Heading)]
    fits = []
    for index, place in zip(provisions, places_of(items), strict=True):
        if place.label != address.label and (address.label or place.provision.label):
            continue
        if address.letter and _letter(place.provision.letter) != _letter(address.letter):
            continue
        if address.division and place.heading.key != address.division:
            continue
        fits.append((index, place.heading.kind in _MAIN))
    main = tuple(index for index, in_main in fits if in_main)
    return main or tuple(index for index, _ in fits)


def _letter(written: str) -> str:
    return written.strip("()").casefold()


def locate(instrument: Instrument, text: str) -> tuple[Item, ...]:
    """Return the headings and provisions that an address names, a division with all its provisions.

    Args:
        instrument: Where to look.
        text: An address as a delegate writes it, such as ``"3.4"`` or ``"Art. 6"``.

    Raises:
        AddressError: If the text is no address, the place is not there, or it may mean several places; the nearest
            addresses are offered.
    """
    try:
        address = Address.parse(text)
    except ValueError as error:
        raise AddressError(text, str(error), near_to(instrument.items, text)) from error
    items = instrument.items
    found = find(items, address)
    if not found:
        raise AddressError(text, f"{text}: is not in {instrument.name}.", near_to(items, text))
    headings = {_division_of(items, index) for index in found}
    if len(headings) > 1:
        ways = dict.fromkeys(_unambiguous(items, index, address) for index in found)
        raise AddressError(
            text, f"{text}: may be any of several places in {instrument.name}.", tuple(ways), "Write one of"
        )
    if isinstance(items[found[0]], Heading):
        return items[found[0] : extent(items, found[0])]
    return tuple(items[index] for index in found)


def _division_of(items: Sequence[Item], index: int) -> int:
    return next((at for at in range(index, -1, -1) if isinstance(items[at], Heading)), -1)


def _unambiguous(items: Sequence[Item], index: int, address: Address) -> str:
    item = items[index]
    if isinstance(item, Heading):
        return item.name
    heading = items[_division_of(items, index)]
    if address.label and isinstance(heading, Heading):
        return str(Address(heading.key, "", address.label, address.letter))
    return f"No. {item.number}"


def near_to(items: Sequence[Item], text: str) -> tuple[str, ...]:
    """Return up to four addresses in ``items`` that are nearest to what ``text`` asks for.

    Marginal numbers are near by their order, everything else by its letters.
    """
    numbers = sorted({number for item in items if (number := _number_of(item))})
    bare = text.strip().removeprefix("No.").strip()
    try:
        wanted = ProvisionNumber.parse(bare)
    except ValueError:
        known = [str(place.address) for place in places_of(items)]
        known += [item.name for item in items if isinstance(item, Heading) and item.kind is not DivisionKind.BODY]
        try:
            written = str(Address.parse(text))
        except ValueError:
            written = text
        return nearest(written, list(dict.fromkeys(known)), 4)
    at = bisect.bisect_left(numbers, wanted)
    return tuple(f"No. {number}" for number in numbers[max(at - 2, 0) : at + 2])


def _number_of(item: Item) -> ProvisionNumber | None:
    if isinstance(item, Heading) or not item.number:
        return None
    try:
        return ProvisionNumber.parse(item.number)
    except ValueError:
        return None
