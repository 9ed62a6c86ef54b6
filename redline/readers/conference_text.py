"""Reads the conference text layout: a front matter, then a treaty's provisions or a delegation's amendments.

The layout is described in ``texts/README.md``. Nothing is guessed: a block that is neither a heading, a provision nor
part of an amendment is an error that names file and line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from redline.errors import LayoutError, UnreadableDocument
from redline.model import (
    Amendment,
    FrontMatter,
    Instrument,
    Item,
    Note,
    NoteKind,
    Proposal,
    Provision,
    Status,
    Symbol,
    divisions_of,
    parse_heading,
    parse_provision,
)
from redline.model.front_matter import Value
from redline.model.provision import MARGINAL_NUMBER, forbidden_character
from redline.readers.fields import INSTRUMENT_KEYS, KEYS, PROPOSAL_KEYS, Fields, key_origin
from redline.readers.front_matter import parse_front_matter

_SYMBOLS = {symbol.value: symbol for symbol in Symbol}
_AMENDMENT = re.compile(r"(?P<symbol>ADD\*?|MOD|\(MOD\)|SUP\*?|NOC|_NOC_)[ \t]+(?P<id>\S.*)")
_DETAIL = re.compile(r"(?P<key>after|option|status|from):[ \t]*(?P<value>.*)")
_REASONS = re.compile(r"Reasons:[ \t]?(?P<text>.*)")
_ADVICE = "See texts/README.md for the layout."


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines between two empty lines, and the number of the first."""

    line: int
    lines: tuple[str, ...]


def read_conference_text(text: str, name: str) -> Instrument | Proposal:
    """Return the treaty or proposal that ``text`` holds.

    Args:
        text: The whole document, with line ends of Unix or Windows.
        name: Name of the document, for messages.

    Returns:
        A Proposal if the front matter has ``base`` or ``proposers``, else an Instrument. Its ``notes`` say what was
        repaired.

    Raises:
        LayoutError: If any part cannot be placed, with file and line.

    Source:
        ``texts/README.md``.

    >>> treaty = read_conference_text('''---
    ... id: example
    ... title: An example
    ... ---
    ...
    ... ARTICLE 1
    ... Purpose
    ...
    ... 1\\t1.1\\tMembers shall cooperate.
    ... ''', "example.txt")
    >>> treaty.divisions[0].provisions[0].text
    'Members shall cooperate.'
    """
    text, notes = _repair(text, name)
    if not text.strip():
        raise UnreadableDocument(name, "the file is empty", "A text begins with its front matter. " + _ADVICE)
    bad = forbidden_character(text)
    if bad:
        line = text[: text.index(bad)].count("\n") + 1
        raise LayoutError(
            f"{name}:{line}", f"control character U+{ord(bad):04X}", "Remove it; no document can hold it."
        )
    lines = text.split("\n")
    front_matter, start = parse_front_matter(lines, name, KEYS)
    fields = {entry.name: entry.value for entry in front_matter.entries}
    is_proposal = "base" in fields or "proposers" in fields
    for entry in front_matter.entries:
        if entry.name not in (PROPOSAL_KEYS if is_proposal else INSTRUMENT_KEYS):
            what = "a proposal" if is_proposal else "an instrument (it has neither base nor proposers)"
            raise LayoutError(key_origin(lines, entry.name, name), f"key {entry.name!r} is not for {what}", _ADVICE)
    blocks = tuple(_blocks(lines, start))
    if is_proposal:
        return _proposal(front_matter, fields, blocks, notes, name, lines)
    return _instrument(front_matter, fields, blocks, notes, name, lines)


def _repair(text: str, name: str) -> tuple[str, tuple[Note, ...]]:
    notes = []
    if text.startswith("\ufeff"):
        text = text[1:]
        notes.append(Note(NoteKind.REPAIRED, f"{name}:1", "a byte order mark was left out"))
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
        notes.append(Note(NoteKind.REPAIRED, f"{name}:1", "line ends of Windows were read as line ends"))
    return text, tuple(notes)


def _blocks(lines: Sequence[str], start: int) -> Iterator[_Block]:
    held: list[str] = []
    for number, line in enumerate((*lines[start:], ""), start + 1):
        if line.strip():
            held.append(line)
        elif held:
            yield _Block(number - len(held), tuple(held))
            held = []


def _instrument(
    front_matter: FrontMatter,
    raw: Mapping[str, Value],
    blocks: Sequence[_Block],
    notes: tuple[Note, ...],
    name: str,
    lines: Sequence[str],
) -> Instrument:
    fields = Fields(raw, lines, name)
    items: list[Item] = []
    for block in blocks:
        where = f"{name}:{block.line}"
        if _AMENDMENT.match(block.lines[0]):
            raise LayoutError(
                where,
                f"an amendment in an instrument: {block.lines[0]!r}",
                "A proposal's front matter names its `base`.",
            )
        items.append(_item(block, name))
    return Instrument(
        id=fields.needed("id"),
        title=fields.needed("title"),
        divisions=divisions_of(items),
        language=fields.word("language") or "en",
        short_title=fields.word("short_title"),
        kind=fields.word("kind"),
        adopted_at=fields.word("adopted_at"),
        adopted_on=fields.date("adopted_on"),
        in_force_on=fields.date("in_force_on"),
        citation=fields.word("citation"),
        footnotes=fields.pairs("footnotes"),
        provenance=fields.provenance(),
        front_matter=front_matter,
        notes=notes + _doubles(items),
    )


def _doubles(items: Sequence[Item]) -> tuple[Note, ...]:
    """Notes for marginal numbers that stand twice, since an amendment could not say which it means."""
    seen: dict[str, str] = {}
    notes = []
    for item in items:
        if isinstance(item, Provision) and item.number:
            if item.number in seen:
                words = f"No. {item.number} also stands at {seen[item.number]}"
                notes.append(Note(NoteKind.DUPLICATE, item.origin, words))
            seen.setdefault(item.number, item.origin)
    return tuple(notes)


def _item(block: _Block, name: str, *, bare: bool = False) -> Item:
    """The heading or provision that a block writes; ``bare`` if a marginal number may stand alone."""
    where = f"{name}:{block.line}"
    first, *rest = block.lines
    if "\t" in first or (bare and MARGINAL_NUMBER.fullmatch(first)):
        try:
            return parse_provision("\n".join(block.lines), where, bare=bare)
        except ValueError as error:
            raise LayoutError(where, f"{error}", _ADVICE) from error
    heading = parse_heading(first, rest[0] if rest else "", where)
    if heading is None:
        shown = first if len(first) <= 60 else first[:57] + "..."
        advice = "A block begins with ARTICLE n (or another heading), or with a marginal number and a TAB."
        raise LayoutError(where, f"cannot be placed: {shown!r}", advice)
    if len(rest) > 1 or (rest and "\t" in rest[0]):
        wrong = block.line + (1 if "\t" in rest[0] else 2)
        raise LayoutError(f"{name}:{wrong}", "an empty line is missing after the heading", _ADVICE)
    return heading


def _proposal(
    front_matter: FrontMatter,
    raw: Mapping[str, Value],
    blocks: Sequence[_Block],
    notes: tuple[Note, ...],
    name: str,
    lines: Sequence[str],
) -> Proposal:
    fields = Fields(raw, lines, name)
    amendments = tuple(_amendments(blocks, name))
    _refuse_doubles(amendments)
    if fields.flag("options") and not any(amendment.option for amendment in amendments):
        raise fields.error("options", "options: true, but no amendment says which option it belongs to")
    return Proposal(
        id=fields.needed("id"),
        title=fields.word("title"),
        amendments=amendments,
        proposers=fields.words("proposers"),
        supporters=fields.words("supporters"),
        proposer_code=fields.word("proposer_code"),
        proposer_kind=fields.word("proposer_kind"),
        base=fields.word("base"),
        submitted_on=fields.date("submitted_on"),
        compiled_in=fields.word("compiled_in"),
        compiled_on=fields.date("compiled_on"),
        language=fields.word("language") or "en",
        original_language=fields.word("original_language"),
        subjects=fields.words("subjects"),
        provenance=fields.provenance(),
        front_matter=front_matter,
        notes=notes,
    )


def _refuse_doubles(amendments: Sequence[Amendment]) -> None:
    seen: dict[str, Amendment] = {}
    for amendment in amendments:
        first = seen.setdefault(amendment.id, amendment)
        if first is not amendment:
            raise LayoutError(
                amendment.origin,
                f"amendment {amendment.id} was already given at {first.origin}",
                "Each amendment has an identifier of its own.",
            )


def _amendments(blocks: Sequence[_Block], name: str) -> Iterator[Amendment]:
    current: Amendment | None = None
    for block in blocks:
        match = _AMENDMENT.fullmatch(block.lines[0])
        if match:
            if current:
                yield _finished(current)
            where = f"{name}:{block.line}"
            current = Amendment(_SYMBOLS[match["symbol"]], match["id"], origin=where)
            current, rest = _details(current, _Block(block.line + 1, block.lines[1:]), name)
        else:
            rest = block
        if current is None:
            raise LayoutError(
                f"{name}:{block.line}",
                "wording before the first amendment",
                "An amendment begins with ADD, MOD, SUP or NOC and its identifier.",
            )
        if rest.lines:
            current = _with_wording(current, rest, name)
    if current:
        yield _finished(current)


def _details(amendment: Amendment, block: _Block, name: str) -> tuple[Amendment, _Block]:
    """Read the ``key: value`` lines under the symbol."""
    take: dict[str, Callable[[str], Amendment]] = {
        "after": lambda value: replace(amendment, after=value),
        "option": lambda value: replace(amendment, option=value),
        "from": lambda value: replace(amendment, moved_from=value),
        "status": lambda value: replace(amendment, status=Status(value)),
    }
    seen: set[str] = set()
    line, lines = block.line, list(block.lines)
    while lines and (match := _DETAIL.fullmatch(lines[0])):
        key, value = match["key"], match["value"].strip()
        where = f"{name}:{line}"
        if not value or key in seen:
            raise LayoutError(where, f"`{key}:` is empty or stands twice", _ADVICE)
        if key == "status" and value not in {status.value for status in Status}:
            raise LayoutError(where, f"status {value!r} is not known", f"Known: {', '.join(s.value for s in Status)}.")
        seen.add(key)
        amendment = take[key](value)
        line, lines = line + 1, lines[1:]
    return amendment, _Block(line, tuple(lines))


def _with_wording(amendment: Amendment, block: _Block, name: str) -> Amendment:
    at = next((i for i, line in enumerate(block.lines) if _REASONS.fullmatch(line)), len(block.lines))
    wording, reasons = block.lines[:at], block.lines[at:]
    if amendment.reasons:
        raise LayoutError(
            f"{name}:{block.line}",
            f"text after the reasons of {amendment.id}",
            "Reasons end an amendment; the next one begins with its symbol.",
        )
    if wording:
        names_place = amendment.symbol.suppresses or amendment.symbol.keeps
        item = _item(_Block(block.line, wording), name, bare=names_place)
        amendment = replace(amendment, wording=(*amendment.wording, item))
    if reasons:
        match = _REASONS.fullmatch(reasons[0])
        first = match["text"] if match else ""
        amendment = replace(amendment, reasons="\n".join((first, *reasons[1:])))
    return amendment


def _finished(amendment: Amendment) -> Amendment:
    if not amendment.wording:
        missing = "wording" if amendment.symbol.adds or amendment.symbol.modifies else "place"
        raise LayoutError(amendment.origin, f"{amendment.symbol.printed} {amendment.id} gives no {missing}", _ADVICE)
    if amendment.symbol.adds or amendment.symbol.modifies:
        for item in amendment.wording:
            if isinstance(item, Provision) and not item.text:
                raise LayoutError(item.origin, f"{amendment.symbol.printed} {amendment.id} gives no wording", _ADVICE)
    if amendment.after and not amendment.symbol.adds:
        raise LayoutError(amendment.origin, f"`after:` is for ADD, not for {amendment.symbol.printed}", _ADVICE)
    if amendment.moved_from and amendment.symbol is not Symbol.ADD_MOVED:
        raise LayoutError(amendment.origin, f"`from:` is for ADD*, not for {amendment.symbol.printed}", _ADVICE)
    return amendment
