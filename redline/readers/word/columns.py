"""Reads a compilation laid out as a table: the text in one column, and a column for each delegation.

What is hard is that a cell says MOD or NOC and gives no number: its place is what stands in the column of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redline.model import (
    Amendment,
    Instrument,
    Item,
    Note,
    NoteKind,
    Proposal,
    Provision,
    Symbol,
    divisions_of,
)
from redline.ooxml.package import Package
from redline.readers.word.items import heading_of, provision_of
from redline.readers.word.lines import Grid, Line, grids_of

_SYMBOL = re.compile(r"(?P<symbol>ADD\*?|MOD|\(MOD\)|SUP\*?|NOC)\b[ \t:]*(?P<rest>.*)", re.DOTALL)
_REASONS = re.compile(r"Reasons?\s*:\s*(?P<text>.*)", re.DOTALL)
_ID = re.compile(r"(?P<id>[^\s/()]+(?:/[^\s/()]+(?:\([^()/]*\))?)+)\s*(?P<rest>.*)", re.DOTALL)


def columns_of(package: Package, name: str) -> tuple[Instrument, tuple[Proposal, ...]] | None:
    """Return the text and the proposals of a compilation in columns; None if a document holds none.

    Args:
        package: The document.
        name: File name, for messages.
    """
    for grid in grids_of(package):
        found = _read(grid, name)
        if found is not None:
            return found
    return None


def _read(grid: Grid, name: str) -> tuple[Instrument, tuple[Proposal, ...]] | None:
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    titles = [" ".join(line.text.strip() for line in cell) for cell in grid[0]]
    rows = [row for row in grid[1:] if len(row) == len(titles)]
    proposing = [at for at in range(1, len(titles)) if any(_SYMBOL.match(_text(row[at])) for row in rows)]
    if not proposing or not any(_text(row[0]).strip() for row in rows):
        return None
    items = [list(_items(row[0], name)) for row in rows]
    stem = name.rpartition("/")[2].rpartition(".")[0]
    base = Instrument(stem, titles[0], divisions_of(item for own in items for item in own))
    proposals = [_proposal(titles[at], [row[at] for row in rows], items, name) for at in proposing]
    return base, tuple(proposals)


def _text(cell: Sequence[Line]) -> str:
    return "\n".join(line.text for line in cell)


def _items(cell: Sequence[Line], name: str) -> Iterator[Item]:
    for line in cell:
        if line.text.strip():
            yield heading_of(line) or provision_of(line, f"{name}, paragraph {line.number}")


def _proposal(title: str, cells: Sequence[Sequence[Line]], items: Sequence[Sequence[Item]], name: str) -> Proposal:
    amendments: list[Amendment] = []
    notes: list[Note] = []
    last: Item | None = None
    for cell, places in zip(cells, items, strict=True):
        last = places[-1] if places else last
        notes += _left_out(cell, title, name)
        for amendment in _amendments(cell, places, last, name):
            identifier = amendment.id or f"{title}/{len(amendments) + 1}"
            amendments.append(replace(amendment, id=identifier))
    code = title if re.fullmatch(r"[A-Z][A-Z0-9-]{1,9}", title) else ""
    return Proposal(
        f"{title} in {name}",
        f"Proposals of {title}",
        tuple(amendments),
        (title,),
        proposer_code=code,
        notes=tuple(notes),
    )


def _left_out(cell: Sequence[Line], title: str, name: str) -> Iterator[Note]:
    """What stands in a cell before its first symbol, and is nobody's amendment."""
    for line in cell:
        if _SYMBOL.fullmatch(line.text.strip()):
            return
        if line.text.strip():
            shown = line.text.strip()[:60]
            words = f"in the column of {title}, without a symbol: {shown!r}"
            yield Note(NoteKind.LEFT_OUT, f"{name}, paragraph {line.number}", words)


def _amendments(cell: Sequence[Line], places: Sequence[Item], last: Item | None, name: str) -> Iterator[Amendment]:
    drafts: list[tuple[Symbol, str, list[Line], list[str], int]] = []
    for line in cell:
        match = _SYMBOL.fullmatch(line.text.strip())
        reasons = _REASONS.fullmatch(line.text.strip())
        if match:
            named = _ID.fullmatch(match["rest"])
            rest = named["rest"] if named else match["rest"]
            drafts.append((Symbol(match["symbol"]), named["id"] if named else "", [], [], line.number))
            if rest.strip():
                drafts[-1][2].append(replace(line, text=rest.strip(), emphasis=()))
        elif reasons and drafts:
            drafts[-1][3].append(reasons["text"])
        elif line.text.strip() and drafts:
            drafts[-1][2].append(line)
    for symbol, identifier, lines, reasons_, number in drafts:
        wording = tuple(_wording(lines, places, symbol, name))
        after = last.anchor if symbol.adds and last is not None else ""
        origin = f"{name}, paragraph {number}"
        if wording:
            yield Amendment(symbol, identifier, wording, after, reasons="\n".join(reasons_), origin=origin)


def _wording(lines: Sequence[Line], places: Sequence[Item], symbol: Symbol, name: str) -> Iterator[Item]:
    """What a cell proposes; without a number of its own it is for the place beside it."""
    items = list(_items(lines, name))
    if not items and not symbol.adds:
        yield from places[:1]
        return
    for at, item in enumerate(items):
        beside = places[at] if at < len(places) else None
        bare = isinstance(item, Provision) and not (item.number or item.label or item.letter)
        if bare and not symbol.adds and isinstance(beside, Provision) and isinstance(item, Provision):
            yield replace(item, number=beside.number, label=beside.label, letter=beside.letter)
        else:
            yield item
