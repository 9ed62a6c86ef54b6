"""A part of a proposal: the amendments asked for, and no more of the rest than they need to have a place.

What is hard is an ADD that stands after another ADD: alone it goes where the first would have gone, and a provision of
a new article needs that article's heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from redline.engine.amend.consolidate import apply
from redline.engine.amend.places import find
from redline.errors import DocumentNotFound
from redline.model import Address, Amendment, Heading, Instrument, Note, NoteKind, Proposal, Provision, Symbol


def select(proposal: Proposal, wanted: Sequence[str], base: Instrument) -> Proposal:
    """Return the proposal with the amendments ``wanted`` alone.

    Args:
        proposal: The whole document.
        wanted: Identifiers of amendments, in any case: ``"RUS/27/8"``.
        base: The text that it amends.

    Returns:
        The proposal with ``selected`` set. An ADD that stood after one that was not asked for goes where that one would
        have gone; the heading of a new division and the other end of a move come along. Notes say so.

    Raises:
        DocumentNotFound: If the proposal has no such amendment.
    """
    by_id = {amendment.id.casefold(): amendment for amendment in proposal.amendments}
    for identifier in wanted:
        if identifier.casefold() not in by_id:
            known = [amendment.id for amendment in proposal.amendments]
            raise DocumentNotFound(identifier, what="amendment", known=known, where=proposal.id)
    chosen = {by_id[identifier.casefold()].id for identifier in wanted}
    selection = _Selection(proposal, chosen, base)
    amendments = selection.run()
    asked = tuple(amendment.id for amendment in proposal.amendments if amendment.id in chosen)
    return replace(proposal, amendments=amendments, selected=asked, notes=(*proposal.notes, *selection.notes))


class _Selection:
    """The amendments chosen so far, and why."""

    def __init__(self, proposal: Proposal, chosen: set[str], base: Instrument) -> None:
        self.proposal, self.chosen, self.base = proposal, set(chosen), base
        self.rewritten: dict[str, Amendment] = {}
        self.notes: list[Note] = []

    def run(self) -> tuple[Amendment, ...]:
        self._other_ends()
        for amendment in reversed(self.proposal.amendments):
            if amendment.id in self.chosen and amendment.symbol.adds:
                self._anchor(amendment)
        return tuple(self.rewritten.get(a.id, a) for a in self.proposal.amendments if a.id in self.chosen)

    def _other_ends(self) -> None:
        for ends in self._moves():
            if ends & self.chosen and not ends <= self.chosen:
                (other,), (one,) = ends - self.chosen, ends & self.chosen
                words = f"is one end of a move; the other, {other}, is shown with it"
                self.notes.append(Note(NoteKind.PLACED, one, words))
                self.chosen |= ends

    def _moves(self) -> list[set[str]]:
        """The identifiers of both ends of each move."""
        if not any(a.symbol is Symbol.ADD_MOVED for a in self.proposal.amendments):
            return []
        options = {a.option for a in self.proposal.amendments if a.id in self.chosen and a.option}
        names = [option.name for option in self.proposal.options]
        applied = apply(self.base, self.proposal, min(options, default=names[0] if names else None))
        leaving = dict(applied.suppressed)
        coming = [next(a for a in applied.touched_by[new] if a.symbol is Symbol.ADD_MOVED) for _, new in applied.moves]
        return [{leaving[old].id, new.id} for (old, _), new in zip(applied.moves, coming, strict=True)]

    def _anchor(self, amendment: Amendment) -> None:
        """Let an ADD stand after something that is there without the amendments that were not chosen."""
        at = amendment
        while (provider := self._provider(at)) is not None and provider.id not in self.chosen:
            heading = provider.wording[0]
            if isinstance(heading, Heading) and not isinstance(amendment.wording[0], Heading):
                self._take_heading(provider, amendment, heading.name)
                return
            at = provider
        after = at.after
        if after != amendment.after:
            where = f"placed after {after}" if after else "placed by its number"
            words = f"stands after {amendment.after}, which is not shown; {where}"
            self.notes.append(Note(NoteKind.PLACED, amendment.id, words))
            self.rewritten[amendment.id] = replace(self.rewritten.get(amendment.id, amendment), after=after)

    def _take_heading(self, provider: Amendment, amendment: Amendment, name: str) -> None:
        """Show the heading of a new division, but not the provisions that the same amendment adds."""
        headings = tuple(item for item in provider.wording if isinstance(item, Heading))
        self.chosen.add(provider.id)
        self.rewritten[provider.id] = replace(provider, wording=headings)
        self.rewritten[amendment.id] = replace(self.rewritten.get(amendment.id, amendment), after=name)
        words = f"stands in {name}, whose heading ({provider.id}) is shown with it"
        self.notes.append(Note(NoteKind.PLACED, amendment.id, words))
        self._anchor(provider)

    def _provider(self, amendment: Amendment) -> Amendment | None:
        """The amendment that adds what ``amendment`` stands after; None if the base has it, or nobody does."""
        if not amendment.after:
            return None
        others = [a for a in self.proposal.amendments if a is not amendment and a.option in ("", amendment.option)]
        named = next((other for other in others if other.id == amendment.after), None)
        if named is not None:
            return named if named.symbol.adds else None
        try:
            address = Address.parse(amendment.after)
        except ValueError:
            return None
        address = Address(number=address.number) if address.bare else address
        if find(self.base.items, address):
            return None
        return next((other for other in others if not other.symbol.keeps and find(_added(other), address)), None)


def _added(amendment: Amendment) -> tuple[Heading | Provision, ...]:
    return amendment.wording if amendment.symbol.adds or amendment.symbol.modifies else ()
