"""What a compilation says of one member's entry: who proposes it, its identifiers, its reasons and doubts.

Every format of a compilation shows this, so that its table, page and sheet never disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redline.model import ComparedRow, Compilation, ItemChange, Member, Proposed, Relation, Row, labels_of


@dataclass(frozen=True, slots=True)
class Statement:
    """One entry of a row."""

    member: Member
    change: ItemChange
    identifiers: tuple[str, ...]
    symbol: str
    """``"MOD"``; empty where a text is compared as it is."""

    reasons: str
    labels: tuple[str, ...]
    """What must be said of its wording."""


def statement_of(compilation: Compilation, entry: Proposed) -> Statement:
    """Return what a compilation says of one entry."""
    member = compilation.members[entry.member]
    amendments = entry.change.amendments
    reasons = "\n".join(amendment.reasons for amendment in amendments if amendment.reasons)
    return Statement(
        member,
        entry.change,
        tuple(amendment.id for amendment in amendments),
        " ".join(dict.fromkeys(amendment.symbol.printed for amendment in amendments)),
        reasons,
        _labels(member, entry.change),
    )


def _labels(member: Member, change: ItemChange) -> tuple[str, ...]:
    """The doubts of an entry's amendments, as labels say them."""
    found: dict[str, None] = {}
    for amendment in change.amendments:
        document = next((p for p in member.proposals if amendment in p.amendments), None)
        found |= dict.fromkeys(labels_of(amendment, document))
    return tuple(found)


def divisions(compilation: Compilation) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Return the rows under the name of the division that they stand in, in order."""
    found: dict[str, list[Row]] = {}
    for row in compilation.rows:
        found.setdefault(_division(row), []).append(row)
    return tuple((name, tuple(rows)) for name, rows in found.items())


def _division(row: Row) -> str:
    heading = row.division
    return f"{heading.name}: {heading.title}" if heading.title else heading.name


def ledger(compilation: Compilation) -> tuple[tuple[str, str, str], ...]:
    """Return every amendment read once: identifier, symbol, and the places where it is shown or why it is not."""
    shown: dict[str, dict[str, None]] = {}
    for row in compilation.rows:
        for entry in row.entries:
            for amendment in entry.change.amendments:
                shown.setdefault(amendment.id, {})[row.place] = None
    found: dict[str, tuple[str, str, str]] = {}
    for member in compilation.members:
        for amendment in member.amendments:
            places = ", ".join(shown.get(amendment.id, ())) or "MISSING: outside what was asked for"
            found.setdefault(amendment.id, (amendment.id, amendment.symbol.printed, places))
    return tuple(found.values())


def relation_name(row: ComparedRow, members: Sequence[Member]) -> str:
    """Return how two members' entries go together, naming the member where only one has one."""
    sides = {Relation.ONLY_A: 0, Relation.ONLY_B: 1}
    if row.relation in sides:
        return f"only {members[sides[row.relation]].code}"
    return row.relation.value
