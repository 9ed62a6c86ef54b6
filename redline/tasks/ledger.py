"""Every amendment of some proposals once: the files that show it, or why none does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from redline.model import Redline
from redline.tasks.proposals import Missing


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every amendment of some proposals once: the files that show it, or why none does."""

    entries: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Identifier, symbol, and names of the redlines that show it."""

    missing: tuple[str, ...] = ()
    """What could not be shown, and why."""

    def lines(self) -> Iterator[str]:
        """Yield the ledger as text: identifier, symbol, redlines; then what is missing."""
        for identifier, symbol, stems in self.entries:
            yield f"{identifier}\t{symbol}\t{', '.join(stems) or 'MISSING'}"
        for reason in self.missing:
            yield f"MISSING\t{reason}"


def ledger(redlines: Mapping[str, Redline], missing: Iterable[Missing] = ()) -> Ledger:
    """Return where each amendment of the proposals is shown.

    Args:
        redlines: Name of each redline, and the redline.
        missing: Why other proposals have none.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for stem, redline in redlines.items():
        shown = {amendment.id for change in redline.changes for amendment in change.amendments}
        for amendment in redline.proposal.amendments if redline.proposal else ():
            _, stems = found.setdefault(amendment.id, (amendment.symbol.printed, []))
            if amendment.id in shown:
                stems.append(stem)
    reasons = []
    for lost in missing:
        reasons.append(lost.error.on_one_line)
        for amendment in lost.proposal.amendments if lost.proposal else ():
            found.setdefault(amendment.id, (amendment.symbol.printed, []))
    entries = tuple((identifier, symbol, tuple(stems)) for identifier, (symbol, stems) in found.items())
    return Ledger(entries, tuple(reasons))
