"""The treaty as it would read with a proposal's amendments applied, and which amendment touched which place.

MOD, SUP and NOC are resolved against the base instrument; ADDs then go in, each after its anchor and after what was
added there before it. Suppressed text stays as an anchor until the end, so that "after 31" works when 31 goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from redline.engine.amend.anchors import anchor_error, implied_anchor, written_anchor
from redline.engine.amend.moves import pair_moves
from redline.engine.amend.places import find, near_to
from redline.errors import AmendmentError, ConflictingAmendments, OptionError, ProvisionNotFound
from redline.model import (
    Address,
    Amendment,
    Heading,
    Instrument,
    Item,
    Note,
    NoteKind,
    Proposal,
    Provision,
    Status,
    divisions_of,
    extent,
)


@dataclass(frozen=True, slots=True)
class Consolidation:
    """A consolidated text, and where each of its parts comes from.

    Indices count headings and provisions in reading order (``Instrument.items``).
    """

    instrument: Instrument
    """The consolidated text."""

    origins: tuple[int | None, ...]
    """For each item of the consolidated text its index in the base, or None if it was added."""

    touched_by: tuple[tuple[Amendment, ...], ...]
    """For each item of the consolidated text the amendments that added, changed or kept it."""

    suppressed: tuple[tuple[int, Amendment], ...]
    """Index in the base, and the amendment that takes it out."""

    moves: tuple[tuple[int, int], ...] = ()
    """Index in the base and index in the consolidated text of what moved."""

    notes: tuple[Note, ...] = ()


@dataclass(slots=True, eq=False)
class Slot:
    """A heading or provision on its way into the consolidated text."""

    item: Item
    base: int | None = None
    """Index in the base instrument; None for what was added."""

    amendments: list[Amendment] = field(default_factory=list)
    suppressed_by: Amendment | None = None
    root: Slot | None = None
    """What it was added after."""

    def descends(self, other: Slot) -> bool:
        """Return whether this was added after ``other``, at once or through others."""
        at = self.root
        while at is not None and at is not other:
            at = at.root
        return at is not None


def consolidate(instrument: Instrument, proposal: Proposal, option: str | None = None) -> Instrument:
    """Return the treaty as it would read with a proposal's amendments applied.

    Args:
        instrument: The base text.
        proposal: The amendments.
        option: Which of the proposal's alternatives to apply; needed if it has any.

    Raises:
        OptionError: If an option is needed, or is not there.
        ProvisionNotFound: If a MOD, SUP or NOC names a place that the base does not have.
        AmendmentError: If an ADD has no anchor, two amendments touch one place, or a move lacks an end.
    """
    return apply(instrument, proposal, option).instrument


def apply(instrument: Instrument, proposal: Proposal, option: str | None = None) -> Consolidation:
    """Return the consolidated text with the origin of its parts. Arguments and errors as in :func:`consolidate`."""
    names = [o.name for o in proposal.options]
    if (names and option is None) or (option is not None and option not in names):
        raise OptionError(proposal.reference, names, option or "")
    selected = [a for a in proposal.amendments if a.option in ("", option)]
    applied = _Application(instrument).run(selected)
    return replace(applied, instrument=_signed(applied.instrument, proposal, option))


def _signed(consolidated: Instrument, proposal: Proposal, option: str | None) -> Instrument:
    """The consolidated text under a name of its own, saying what was applied and what is doubtful about it."""
    chosen = f", option {option}" if option else ""
    only = f", {', '.join(proposal.selected)} alone" if proposal.selected else ""
    said = f"Consolidated text: {consolidated.id} with {proposal.id}{chosen}{only} ({proposal.proposer}) applied."
    doubts = f" Of {proposal.id}: {'; '.join(proposal.labels)}." if proposal.labels else ""
    own = [proposal.provenance.status, *(a.status for a in proposal.amendments)]
    status = next((s for s in (Status.UNCOLLATED, Status.QUOTED) if s in own), consolidated.provenance.status)
    note = " ".join(part for part in (said + doubts, consolidated.provenance.note) if part)
    provenance = replace(consolidated.provenance, status=status, note=note)
    return replace(consolidated, id=f"{consolidated.id}+{proposal.reference}", provenance=provenance)


class _Application:
    """The slots of a consolidated text while amendments are applied to them."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.base = instrument.items
        self.slots = [Slot(item, index) for index, item in enumerate(self.base)]
        self.touched: dict[int, Amendment] = {}
        self.placed: dict[str, Slot] = {}
        """Last slot of each amendment applied so far, by its identifier."""
        self.notes: list[Note] = []

    def run(self, amendments: Sequence[Amendment]) -> Consolidation:
        for amendment in amendments:
            if amendment.symbol.modifies:
                self._modify(amendment)
            elif amendment.symbol.suppresses:
                self._suppress(amendment)
            elif amendment.symbol.keeps:
                self._keep(amendment)
        self._add_all([a for a in amendments if a.symbol.adds])
        return self._finished(amendments)

    def _finished(self, amendments: Sequence[Amendment]) -> Consolidation:
        moves = pair_moves(amendments, self.slots)
        final = [slot for slot in self.slots if slot.suppressed_by is None]
        index = {id(slot): at for at, slot in enumerate(final)}
        gone = [(s.base, s.suppressed_by) for s in self.slots if s.base is not None and s.suppressed_by]
        return Consolidation(
            replace(self.instrument, divisions=divisions_of(slot.item for slot in final)),
            origins=tuple(slot.base for slot in final),
            touched_by=tuple(tuple(slot.amendments) for slot in final),
            suppressed=tuple(gone),
            moves=tuple((old.base, index[id(new)]) for old, new in moves if old.base is not None),
            notes=tuple(self.notes),
        )

    # places in the base

    def _resolve(self, item: Item, amendment: Amendment) -> int | None:
        """Index in the base of the place that an amendment's wording names, or None."""
        if isinstance(item, Heading):
            found = find(self.base, Address(division=item.key))
        elif item.number:
            found = find(self.base, Address(number=item.number))
        elif item.label or item.letter:
            found = find(self.base, Address(label=item.label, letter=item.letter))
        else:
            raise AmendmentError(
                item.origin,
                amendment.id,
                "names no place: its wording has neither a marginal number nor a label",
                "Write the number of the provision that it amends before the wording.",
            )
        if len(found) > 1 and isinstance(item, Provision):
            own = [i for i in found if (p := self.base[i]) and isinstance(p, Provision) and p.letter == item.letter]
            found = tuple(own) if len(own) == 1 else found
        if len(found) > 1:
            raise AmendmentError(
                item.origin,
                amendment.id,
                f"{_named(item)} may be any of several provisions",
                "Write the marginal number of the one that it amends.",
            )
        return found[0] if found else None

    def _needed(self, item: Item, amendment: Amendment) -> int:
        index = self._resolve(item, amendment)
        if index is None:
            wanted = _named(item)
            raise ProvisionNotFound(
                wanted,
                instrument=self.instrument.name,
                near=near_to(self.base, wanted),
                origin=item.origin or amendment.origin,
                amendment=amendment.id,
            )
        return index

    def _touch(self, index: int, amendment: Amendment) -> Slot:
        """The slot of a base place that no other amendment has touched."""
        other = self.touched.setdefault(index, amendment)
        if other is not amendment:
            raise ConflictingAmendments(
                amendment.origin,
                amendment.id,
                f"{amendment.symbol.printed} of {_named(self.base[index])}, which {other.id} ({other.symbol.printed}) "
                "already amends",
                "If they are alternatives, give each an `option:`; otherwise one of the two has to go.",
            )
        slot = next(s for s in self.slots if s.base == index)
        self.placed[amendment.id] = slot
        return slot

    # the four actions

    def _keep(self, amendment: Amendment) -> None:
        for item in amendment.wording:
            index = self._needed(item, amendment)
            self._touch(index, amendment).amendments.append(amendment)
            self._note_mismatch(item, self.base[index], amendment)

    def _suppress(self, amendment: Amendment) -> None:
        for item in amendment.wording:
            start = self._needed(item, amendment)
            stop = extent(self.base, start) if isinstance(item, Heading) else start + 1
            for index in range(start, stop):
                if self.touched.get(index) is amendment:  # the wording may list the provisions of its article
                    continue
                slot = self._touch(index, amendment)
                slot.suppressed_by = amendment
                slot.amendments.append(amendment)
            self._note_mismatch(item, self.base[start], amendment)

    def _modify(self, amendment: Amendment) -> None:
        last: Slot | None = None
        for item in amendment.wording:
            index = self._resolve(item, amendment) if last else self._needed(item, amendment)
            if index is not None:
                slot = self._touch(index, amendment)
                slot.item = self._modified(item, self.base[index], amendment)
                slot.amendments.append(amendment)
                last = slot
            elif last is not None:
                words = f"{_named(item)} is not in the base text; it was placed after {_named(last.item)}"
                self.notes.append(Note(NoteKind.PLACED, amendment.id, words))
                slot = Slot(item, amendments=[amendment], root=last)
                self.slots.insert(self.slots.index(last) + 1, slot)
                last = self.placed[amendment.id] = slot

    def _modified(self, item: Item, base: Item, amendment: Amendment) -> Item:
        if isinstance(item, Heading) and isinstance(base, Heading):
            return replace(item, printed=item.printed or base.printed)
        if not isinstance(item, Provision) or not isinstance(base, Provision):
            raise TypeError("an amendment's wording and its place are both headings or both provisions")
        if not item.number:
            item = replace(item, number=base.number)
        if not item.label and not item.letter and (base.label or base.letter):
            words = f"gives no label; {' '.join((base.label, base.letter)).strip()} of the base text was kept"
            self.notes.append(Note(NoteKind.MISMATCH, amendment.id, words))
            item = replace(item, label=base.label, letter=base.letter)
        return item

    def _note_mismatch(self, item: Item, base: Item, amendment: Amendment) -> None:
        if isinstance(item, Provision) and isinstance(base, Provision):
            given, there = (item.label, item.letter), (base.label, base.letter)
            if any(given) and given != there:
                words = f"names No. {base.number} as {' '.join(given).strip()}; it is {' '.join(there).strip()}"
                self.notes.append(Note(NoteKind.MISMATCH, amendment.id, words))

    # additions

    def _add_all(self, amendments: list[Amendment]) -> None:
        """Add in the order of the document; what stands after a later addition waits for it."""
        waiting = list(amendments)
        while waiting:
            later = [a for a in waiting if not self._add(a)]
            if len(later) == len(waiting):
                raise anchor_error(later[0], [slot.item for slot in self.slots], self.instrument.name)
            waiting = later

    def _add(self, amendment: Amendment) -> bool:
        anchor = written_anchor(amendment, self.slots, self.placed)
        if anchor is None and not amendment.after:
            anchor = implied_anchor(amendment, self.slots)
            if anchor:
                words = f"says not where it goes; by its number it was placed after {_named(anchor.item)}"
                self.notes.append(Note(NoteKind.PLACED, amendment.id, words))
        if anchor is None:
            return False
        self._refuse_taken(amendment)
        at = self._insertion_point(anchor, amendment)
        new = [Slot(item, amendments=[amendment], root=anchor) for item in amendment.wording]
        self.slots[at:at] = new
        self.placed[amendment.id] = new[-1]
        return True

    def _refuse_taken(self, amendment: Amendment) -> None:
        live = [slot.item for slot in self.slots if slot.suppressed_by is None]
        for item in amendment.wording:
            if isinstance(item, Heading):
                taken = bool(find(live, Address(division=item.key)))
            else:
                taken = bool(item.number) and bool(find(live, Address(number=item.number)))
            if taken:
                raise ConflictingAmendments(
                    item.origin or amendment.origin,
                    amendment.id,
                    f"adds {_named(item)}, which is already there",
                    "A change of what is there is MOD; new text takes the number before it and a letter, as 28A.",
                )

    def _insertion_point(self, anchor: Slot, amendment: Amendment) -> int:
        at = self.slots.index(anchor)
        if not isinstance(amendment.wording[0], Heading):
            at += 1
            while (
                at < len(self.slots) and self.slots[at].descends(anchor) and isinstance(self.slots[at].item, Provision)
            ):
                at += 1
            return at
        start = next((i for i in range(at, -1, -1) if isinstance(self.slots[i].item, Heading)), at)
        stop = extent([slot.item for slot in self.slots], start)
        rest = [s for s in self.slots[at + 1 : stop] if s.suppressed_by is None and not s.descends(anchor)]
        if isinstance(anchor.item, Provision) and rest:
            raise AmendmentError(
                amendment.origin,
                amendment.id,
                f"adds {_named(amendment.wording[0])} after {_named(anchor.item)}, in the middle of "
                f"{_named(self.slots[start].item)}",
                "A new division goes after a whole one: name that in `after:`, as `after: ARTICLE 3`.",
            )
        while stop < len(self.slots) and self.slots[stop].descends(anchor):
            stop += 1
        return stop


def _named(item: Item) -> str:
    """How a message names a heading or provision."""
    if isinstance(item, Heading):
        return item.name
    return f"No. {item.number}" if item.number else item.anchor or "a provision without number"
