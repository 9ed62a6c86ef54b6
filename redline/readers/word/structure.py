"""Lines of a Word document as a treaty or a proposal: by style where one says what a line is, else by the text.

What is hard is a proposal: what stands under a symbol is proposed, what stands under none is context, and nothing but
the text says where the one ends and the other begins. An amendment that begins with a provision ends at the next
heading; […] ends any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from redline.model import (
    Amendment,
    DivisionKind,
    Emphasis,
    Heading,
    Instrument,
    Item,
    Note,
    NoteKind,
    Proposal,
    Provision,
    Symbol,
    divisions_of,
)
from redline.model.provision import forbidden_character
from redline.ooxml.package import Package
from redline.readers.word.front import Front, front_of
from redline.readers.word.items import LONGEST_TITLE, TITLES, heading_of, is_numbered, provision_of, shifted
from redline.readers.word.lines import Line, Lines

_SYMBOL = r"(?P<symbol>ADD\*?|MOD|\(MOD\)|SUP\*?|NOC)"
_ID = r"(?P<id>[^\s/()]+(?:/[^\s/()]+(?:\([^()/]*\))?)+)"
_FORMS = (
    re.compile(rf"{_SYMBOL}\s+{_ID}(?:\s+(?P<rest>.*))?", re.DOTALL),
    re.compile(rf"{_ID}\s+{_SYMBOL}(?:\s+(?P<rest>.*))?", re.DOTALL),
    re.compile(rf"{_SYMBOL}(?:\t\s*(?P<rest>.*))?", re.DOTALL),
)
_ALONE = re.compile(_ID)
_AFTER = re.compile(r"\(after (?P<after>.+)\)")
_REASONS = re.compile(r"(?:Reasons?|Motifs?|Motivos?|Основания|理由)\s*[::]\s*(?P<text>.*)", re.DOTALL)
_LEFT_OUT = {"[…]", "[...]", "…", "...", "* * *", "_______________"}


def structured(read: Lines, package: Package, name: str) -> Instrument | Proposal:
    """Return the treaty or the proposal that lines hold.

    Args:
        read: The lines.
        package: The document, for its properties.
        name: File name, for messages.
    """
    lines = [line for line in read.lines if line.text.strip()]
    parser = _Parser(name, [_clean(line) for line in lines])
    start = parser.start()
    parser.run(start)
    front = front_of(parser.lines[:start], package, name)
    notes = (*read.notes, *parser.notes, *front.notes)
    if parser.amendments:
        return _proposal(parser, front, notes)
    return Instrument(
        front.id,
        front.title,
        divisions_of(parser.items),
        language=front.language,
        footnotes=read.footnotes,
        provenance=front.provenance,
        notes=notes,
    )


def placed(read: Lines, name: str) -> tuple[tuple[Item, tuple[Line, ...]], ...]:
    """Return the headings and provisions of a document, each with the lines that it was read from."""
    parser = _Parser(name, [_clean(line) for line in read.lines if line.text.strip()])
    parser.run(parser.start())
    return tuple((item, tuple(lines)) for item, lines in zip(parser.items, parser.places, strict=True))


def _proposal(parser: _Parser, front: Front, notes: Sequence[Note]) -> Proposal:
    statuses = front.statuses
    return Proposal(
        front.id,
        front.title,
        tuple(replace(a, status=statuses.get(a.id, a.status)) for a in parser.finished()),
        front.proposers,
        front.supporters,
        front.code,
        base=front.base,
        submitted_on=front.date,
        language=front.language,
        original_language=front.original_language,
        subjects=front.subjects,
        provenance=front.provenance,
        notes=(*notes, *parser.notes[len(notes) :]),
    )


def _clean(line: Line) -> Line:
    """A line without what no text may hold, such as the characters of old fonts."""
    bad = forbidden_character(line.text)
    if not bad:
        return line
    return replace(line, text="".join("\ufffd" if forbidden_character(c) else c for c in line.text))


@dataclass(slots=True)
class _Draft:
    """An amendment in the making."""

    symbol: Symbol
    id: str
    number: int
    after: str = ""
    wording: list[Item] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    closed: bool = False


@dataclass(frozen=True, slots=True)
class _Marked:
    """A line that begins an amendment."""

    symbol: Symbol
    id: str
    rest: str


class _Parser:
    """Walks the lines once."""

    def __init__(self, name: str, lines: list[Line]) -> None:
        self.name, self.lines = name, lines
        self.items: list[Item] = []
        self.places: list[list[Line]] = []
        """The lines of each item."""

        self.amendments: list[_Draft] = []
        self.notes: list[Note] = []
        self.pending = ""
        """An identifier that stood alone on its line."""

        self.heading_line = -2
        self.last: tuple[Item, _Draft | None] | None = None
        self.open = False
        """Whether a further paragraph may go on from the last item."""

    def start(self) -> int:
        """Return the first line of the text: after the title page, where there is one."""
        for at, line in enumerate(self.lines):
            if "treatysource" in line.styles:
                return at + 1
        for at, line in enumerate(self.lines):
            alone = _ALONE.fullmatch(line.text.strip()) and at + 1 < len(self.lines) and self.symbol(self.lines[at + 1])
            if self.symbol(line) or alone or heading_of(line) or is_numbered(line):
                return at
        return next((at for at, line in enumerate(self.lines) if not _is_front(line)), len(self.lines))

    def symbol(self, line: Line) -> _Marked | None:
        """Return what a line that begins an amendment says; None for any other."""
        text = line.text.strip()
        for form in _FORMS:
            match = form.fullmatch(text)
            if match:
                groups = match.groupdict()
                symbol = Symbol(match["symbol"])
                if symbol is Symbol.NOC and line.emphatic:
                    symbol = Symbol.NOC_EMPHATIC
                return _Marked(symbol, groups.get("id") or "", (groups["rest"] or "").strip(" "))
        return None

    def run(self, start: int) -> None:
        """Read the lines from ``start``."""
        for at in range(start, len(self.lines)):
            line = self.lines[at]
            if self._mark(line) or self._ends(line) or self._reasons(line):
                continue
            alone = _ALONE.fullmatch(line.text.strip())
            if alone and (self._symbol_near(at) or "proposal" in line.styles):
                self._name(line.text.strip())
                continue
            self._text(line, at)

    def _symbol_near(self, at: int) -> bool:
        near = [self.lines[i] for i in (at - 1, at + 1) if 0 <= i < len(self.lines)]
        return any((marked := self.symbol(line)) is not None and not marked.id for line in near)

    def _name(self, identifier: str) -> None:
        """An identifier alone on its line: of the symbol above it that has none, else of the one below."""
        if self.amendments and not self.amendments[-1].id and not self.amendments[-1].wording:
            self.amendments[-1].id = identifier
        else:
            self.pending = identifier

    def _mark(self, line: Line) -> bool:
        marked = self.symbol(line)
        if marked is None:
            return False
        draft = _Draft(marked.symbol, marked.id or self.pending, line.number)
        self.pending = ""
        self.amendments.append(draft)
        self.open = False
        after = _AFTER.fullmatch(marked.rest)
        if after:
            draft.after = after["after"]
        elif marked.rest:
            emphasis = shifted(line.emphasis, len(line.text) - len(marked.rest), len(marked.rest))
            self._text(replace(line, text=marked.rest, emphasis=emphasis, styles=()), -2)
        return True

    def _ends(self, line: Line) -> bool:
        if line.text.strip() not in _LEFT_OUT and "leftout" not in line.styles:
            return False
        self.last, self.open = None, False
        if self.amendments:
            self.amendments[-1].closed = True
        return True

    def _reasons(self, line: Line) -> bool:
        match = _REASONS.fullmatch(line.text.strip())
        styled = "reasons" in line.styles
        if not self.amendments or not (match or (styled and self.amendments[-1].reasons)):
            return False
        draft = self.amendments[-1]
        draft.reasons.append(match["text"] if match else line.text.strip())
        draft.closed, self.open = True, False
        return True

    def _text(self, line: Line, at: int) -> None:
        heading = heading_of(line)
        if heading is not None:
            self._put(replace(heading, origin=self._origin(line)), line)
            self.heading_line = at
            return
        if at == self.heading_line + 1 and self._title(line):
            return
        provision = provision_of(line, self._origin(line))
        if not provision.number and not provision.label and not provision.letter and self._goes_on(provision, line):
            return
        self._put(provision, line)

    def _title(self, line: Line) -> bool:
        """Take a line as the title of the heading above it, if it looks like one."""
        last = self.last[0] if self.last else None
        if not isinstance(last, Heading) or last.title:
            return False
        text = line.text.strip()
        styled = any(style in TITLES for style in line.styles)
        plain = "\t" not in text and len(text) <= LONGEST_TITLE and text[-1] not in ".;:," and not is_numbered(line)
        if not styled and (not plain or last.kind is DivisionKind.PREAMBLE):
            return False
        self._replace(replace(last, title=" ".join(text.split("\n"))))
        self.places[-1].append(line)
        return True

    def _goes_on(self, provision: Provision, line: Line) -> bool:
        """Add a paragraph without number to the provision before it, if that has one."""
        last = self.last[0] if self.last else None
        if not self.open or not isinstance(last, Provision) or not (last.number or last.label or last.letter):
            return False
        shift = len(last.text) + 1
        spans = tuple(Emphasis(e.start + shift, e.end + shift) for e in provision.emphasis)
        text = f"{last.text}\n{provision.text}"
        self._replace(replace(last, text=text, emphasis=last.emphasis + spans))
        self.places[-1].append(line)
        return True

    def _replace(self, item: Item) -> None:
        assert self.last is not None  # noqa: S101
        draft = self.last[1]
        (draft.wording if draft else self.items)[-1] = item
        if draft:
            self.items[-1] = item
        self.last = (item, draft)

    def _put(self, item: Item, line: Line) -> None:
        draft = self.amendments[-1] if self.amendments and not self.amendments[-1].closed else None
        if draft and draft.wording and isinstance(item, Heading):
            inside = isinstance(draft.wording[0], Heading) and item.kind is DivisionKind.SECTION
            if not inside:
                draft.closed, draft = True, None
        self.items.append(item)
        self.places.append([line])
        if draft:
            if not draft.wording and draft.symbol.adds and not draft.after:
                draft.after = self._anchor()
            draft.wording.append(item)
        self.last, self.open = (item, draft), True

    def _anchor(self) -> str:
        """What an ADD stands after."""
        if self.last is None:
            return ""
        item, draft = self.last
        if draft and draft.symbol.adds and draft is not self.amendments[-1]:
            return draft.id
        return item.anchor

    def _origin(self, line: Line) -> str:
        return f"{self.name}, paragraph {line.number}"

    def finished(self) -> tuple[Amendment, ...]:
        """Return the amendments; what has no identifier gets one, and a note says so."""
        found = []
        taken = {draft.id for draft in self.amendments}
        for number, draft in enumerate(self.amendments, 1):
            origin = f"{self.name}, paragraph {draft.number}"
            identifier = draft.id
            if not identifier:
                identifier = f"{self.name.rpartition('/')[2].rpartition('.')[0] or 'document'}/{number}"
                while identifier in taken:
                    identifier += "a"
                taken.add(identifier)
                words = f"{draft.symbol.printed} has no identifier; it is called {identifier}"
                self.notes.append(Note(NoteKind.GUESSED, origin, words))
            if not draft.wording:
                words = f"{draft.symbol.printed} {identifier} gives no text and no place; it is left out"
                self.notes.append(Note(NoteKind.LEFT_OUT, origin, words))
                continue
            reasons = "\n".join(draft.reasons)
            wording = tuple(draft.wording)
            found.append(Amendment(draft.symbol, identifier, wording, draft.after, reasons=reasons, origin=origin))
        return tuple(found)


def _is_front(line: Line) -> bool:
    return any(style in ("title", "subtitle", "kicker", "source", "treatytitle") for style in line.styles)
