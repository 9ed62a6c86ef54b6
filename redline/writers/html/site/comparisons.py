"""What the page that compares any two reads: what each side makes of each place, and how each two go together.

One script a side, so that a page loads three of them, not the whole conference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redline.model import ComparedRow, Row, unchanged
from redline.writers.html.cells import cell, line_of
from redline.writers.html.site.pages import View
from redline.writers.html.site.search import script
from redline.writers.html.template import fragment
from redline.writers.statements import statement_of


def places_data(view: View) -> bytes:
    """Return the script with the place, address and base text of every row."""
    together = view.site.together
    own = {key: at for at, row in enumerate(view.compilation.rows) for key in _keys(row)}
    listed = []
    for row in together.rows:
        base = cell(unchanged(row.base), view.marks) if row.base is not None else None
        at = next((own[key] for key in _keys(row) if key in own), None)
        url = view.addresses.place(at) if at is not None else ""
        listed.append([row.place, url, fragment("cell", base) if base else ""])
    return script("redlinePlaces", listed)


def _keys(row: Row) -> list[tuple[str, str]]:
    """What tells a row from the others in any compilation: its place in the base, or who adds it there."""
    if row.base is not None:
        return [("base", str(row.at))]
    return [(row.place, amendment.id) for entry in row.entries for amendment in entry.change.amendments]


def side_data(view: View, number: int, paired: Mapping[int, Sequence[tuple[int, ComparedRow]]]) -> bytes:
    """Return the script of one side: its entry at each row, and how each later side goes together with it.

    Args:
        view: The site.
        number: Which side.
        paired: For each later side the rows that both touch, by their index, with how the two go together.
    """
    together = view.site.together
    entries: dict[int, list[object]] = {}
    for at, row in enumerate(together.rows):
        entry = next((entry for entry in row.entries if entry.member == number), None)
        if entry is None:
            continue
        one = statement_of(together, entry)
        redline = fragment("cell", cell(one.change, view.marks)) if one.change.changed else ""
        link = [(identifier, view.addresses.amendment(identifier)) for identifier in one.identifiers]
        entries[at] = [one.symbol, link, redline, "; ".join(one.labels), one.reasons]
    pairs = {other: {at: _pair(row) for at, row in rows} for other, rows in paired.items()}
    return script("redlineSide", number, entries, pairs)


def _pair(row: ComparedRow) -> list[object]:
    between = fragment("line", line_of(row.between)) if row.between else ""
    return [row.relation.name, between, row.merged, list(row.contested)]
