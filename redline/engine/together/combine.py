"""Several delegations' proposals as one, where they can be adopted together; else the reason why not.

Nothing is chosen for anybody: the same change is made once, changes of different words of one provision are both made,
and whatever is left is an error that names both amendments and the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from redline.engine.together.collate import collate
from redline.engine.together.relate import related
from redline.errors import ConflictingAmendments
from redline.model import (
    Amendment,
    Compilation,
    Heading,
    Instrument,
    Item,
    Member,
    Proposal,
    Proposed,
    Provenance,
    Provision,
    Relation,
    Row,
    doubts_of,
)

_ADVICE = "`redline delegations` shows the two side by side; leave one of them out."


def combine(base: Instrument, members: Sequence[Member]) -> Proposal:
    """Return one proposal that makes all the changes of some members.

    Args:
        base: The text that they amend.
        members: Delegations or documents, each with a redline of ``base``.

    Raises:
        ConflictingAmendments: If two of them cannot be adopted together; the first such place is named.

    >>> combine(Instrument("t", "T"), []).amendments
    ()
    """
    compilation = collate(base, members)
    made = _Combined(compilation)
    for row in compilation.rows:
        made.settle(row)
    proposals = [proposal for member in members for proposal in member.proposals]
    return replace(together(proposals), amendments=tuple(made.amendments()), base=base.id, language=base.language)


def together(proposals: Sequence[Proposal]) -> Proposal:
    """Return some documents as one, with every doubt about any of them.

    >>> together([]).amendments
    ()
    """
    provenances = [proposal.provenance for proposal in proposals]
    return Proposal(
        " + ".join(proposal.id for proposal in proposals),
        f"{', '.join(dict.fromkeys(p.reference for p in proposals))} together",
        tuple(_signed(amendment, proposal) for proposal in proposals for amendment in proposal.amendments),
        tuple(dict.fromkeys(name for proposal in proposals for name in proposal.proposers)),
        provenance=Provenance(
            editorial_placement=any(one.editorial_placement for one in provenances),
            withdrawn=any(one.withdrawn for one in provenances),
        ),
    )


def _signed(amendment: Amendment, proposal: Proposal) -> Amendment:
    """The amendment with what its document says of it."""
    return replace(
        amendment,
        status=amendment.status or proposal.provenance.status,
        doubts=doubts_of(amendment, proposal),
    )


@dataclass(slots=True)
class _Combined:
    """The amendments of all members, less what another makes already."""

    compilation: Compilation
    dropped: dict[str, list[Item]] = field(default_factory=dict)
    """By identifier of an amendment the items of its wording that are made by another."""

    merged: dict[tuple[str, str], Item] = field(default_factory=dict)
    """By identifier and line of an item what it becomes with other changes made too."""

    def settle(self, row: Row) -> None:
        """Make the entries of a row one, or raise."""
        first = row.entries[0]
        for other in row.entries[1:]:
            compared = related(row, first.member, other.member)
            if compared.relation in (Relation.CONFLICTING, Relation.REWORDED):
                raise self._conflict(row, first, other, compared.contested)
            self._drop(other)
            if compared.relation is Relation.COMPATIBLE:
                row = self._merge(row, first, compared.merged)
                first = row.entries[0]

    def _merge(self, row: Row, first: Proposed, text: str) -> Row:
        """The row with the first entry's text as both make it, so that a third is compared with that."""
        item = first.change.revised
        if item is None:
            return row
        if isinstance(item, Heading):
            new: Item = replace(item, title=text.strip("\n"))
        else:
            new = Provision(item.number, item.label, item.letter, text)
        for amendment in first.change.amendments:
            self.merged[amendment.id, _name(item)] = new
        entry = Proposed(first.member, replace(first.change, revised=new))
        return replace(row, entries=(entry, *row.entries[1:]))

    def _drop(self, entry: Proposed) -> None:
        item = entry.change.revised or entry.change.base
        for amendment in entry.change.amendments:
            if item is not None:
                self.dropped.setdefault(amendment.id, []).append(item)

    def _conflict(self, row: Row, one: Proposed, other: Proposed, words: Sequence[str]) -> ConflictingAmendments:
        mine, theirs = (entry.change.amendments[0] for entry in (one, other))
        about = f": both change “{'”, “'.join(words)}”" if words else ""
        problem = f"cannot be adopted together with {mine.id} at {row.place}{about}"
        return ConflictingAmendments(theirs.origin, theirs.id, problem, _ADVICE)

    def amendments(self) -> Iterator[Amendment]:
        """Yield what is left, in the order of the members and their documents."""
        for member in self.compilation.members:
            chosen = member.redline.option
            for amendment in together(member.proposals).amendments:
                if amendment.option in ("", chosen) and (left := self._left(amendment)) is not None:
                    yield left

    def _left(self, amendment: Amendment) -> Amendment | None:
        dropped = self.dropped.get(amendment.id, [])
        if dropped and not (amendment.symbol.adds or amendment.symbol.modifies):
            return None  # the same place is suppressed or kept by another
        names = [_name(item) for item in dropped]
        kept = [
            self.merged.get((amendment.id, _name(item)), item) for item in amendment.wording if _name(item) not in names
        ]
        return replace(amendment, wording=tuple(kept), option="") if kept else None


def _name(item: Item) -> str:
    """What tells an item of an amendment from the others: its number, else its labels; of a heading kind and number.

    A MOD that leaves the label out keeps that of the treaty, so that a number alone must do.
    """
    if isinstance(item, Heading):
        return f"{item.kind.value} {item.number}"
    return item.number or f"{item.label}\t{item.letter}"
