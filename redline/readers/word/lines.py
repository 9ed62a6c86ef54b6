"""The body of a Word document as lines, one a paragraph, with tracked changes accepted or rejected.

What is hard: a paragraph whose mark goes joins the next one, a field shows its result alone, and a number may stand in
the paragraph, in its style, or in a cell of a table beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from redline.model import Emphasis, Note, NoteKind
from redline.ooxml.names import CHARACTERS, MC, TEXT_BOX, W, as_level, has, is_on, value_of
from redline.ooxml.package import Package
from redline.readers.word.numbering import Numbering
from redline.readers.word.parts import cells_of, content_of, endless_fields, notes_text, rows_of, symbol
from redline.readers.word.styles import Styles

_TRACKED = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
_NEW = {f"{W}ins", f"{W}moveTo"}
_SKIPPED = {f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}pict", f"{W}drawing", f"{W}object"}
_SKIPPED |= {f"{W}instrText", f"{W}delInstrText", f"{MC}Fallback"}
_LEAD = re.compile(
    r"(?:(?:ADD\*?|\(?MOD\)?|SUP\*?|NOC)\b.*|(?:\d+[A-Z]*/)?\d+[A-Z]*(?:\s?(?:bis|ter|quater))?|\d+[A-Z]*(?:\.\d+[A-Z]*)+|"
    r"\(?\w{1,4}\)|[^\s/()]+(?:/[^\s/()]+)+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of tracked changes."""

    accept: bool = True
    author: str | None = None
    """Whose changes alone are accepted, where the others' are rejected."""

    def gone(self, node: etree._Element) -> bool:
        """Return whether what stands in a tracked change, or what its mark ends, is not there."""
        accept = self.accept if self.author is None else node.get(f"{W}author") == self.author
        return (node.tag in _NEW) is not accept


@dataclass(slots=True)
class Line:
    """One paragraph, or one row of a table that sets numbers beside text."""

    text: str
    styles: tuple[str, ...] = ()
    """Ids and names of its style and those that is based on, folded."""

    emphasis: tuple[Emphasis, ...] = ()
    emphatic: bool = False
    """Whether its first word is underlined, as a proposal to keep is set."""

    outline: int | None = None
    number: int = 0
    """Which paragraph of the document it is, from 1."""

    computed: int = 0
    """How many characters at its start Word computes: the number of a list, and what follows it."""

    joined: bool = False
    """Whether it is a row of a table, its cells joined."""


@dataclass(slots=True)
class Lines:
    """The lines of a document, and what is said of reading them."""

    lines: list[Line] = field(default_factory=list)
    footnotes: tuple[tuple[str, str], ...] = ()
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class _Text:
    """Text in the making, with its emphasis."""

    parts: list[str] = field(default_factory=list)
    spans: list[list[int]] = field(default_factory=list)
    length: int = 0
    underlined: bool | None = None

    def add(self, text: str, *, emphatic: bool = False, underlined: bool = False) -> None:
        if not text:
            return
        if emphatic and text.strip():
            if self.spans and self.spans[-1][1] == self.length:
                self.spans[-1][1] += len(text)
            else:
                self.spans.append([self.length, self.length + len(text)])
        if self.underlined is None and text.strip():
            self.underlined = underlined
        self.parts.append(text)
        self.length += len(text)


def authors_of(package: Package) -> tuple[str, ...]:
    """Return who tracked changes in a document, in the order in which they are met."""
    root = package.part(package.document)
    nodes = (node for node in root.iter(*_TRACKED) if node.get(f"{W}author") is not None)
    return tuple(dict.fromkeys(str(node.get(f"{W}author")) for node in nodes))


def lines_of(package: Package, reading: Reading) -> Lines:
    """Return the lines of a document.

    Raises:
        UnreadableDocument: If a part is missing, damaged, or holds what it may not.
    """
    root = package.part(package.document)
    made = _Maker(package, reading, root)
    body = root.find(f"{W}body")
    if body is not None:
        made.take(body)
    made.finish()
    return made.found


Grid = list[list[list[Line]]]
"""A table: rows of cells of lines."""


def grids_of(package: Package, reading: Reading | None = None) -> Iterator[Grid]:
    """Yield the tables of a document's body, cell by cell."""
    root = package.part(package.document)
    made = _Maker(package, reading or Reading(), root)
    body = root.find(f"{W}body")
    for table in body.iterfind(f"{W}tbl") if body is not None else ():
        grid: Grid = []
        for row in rows_of(table):
            cells: list[list[Line]] = []
            for cell in cells_of(row):
                made.found.lines = []
                made.take(cell)
                cells.append(made.found.lines)
            grid.append(cells)
        yield grid


class _Maker:
    def __init__(self, package: Package, reading: Reading, root: etree._Element) -> None:
        self.name, self.reading = package.name, reading
        self.styles, self.numbering = Styles(package), Numbering(package)
        self.found = Lines()
        self.carried: _Text | None = None
        self.at = 0
        self.marks: list[str] = []
        self.notes = notes_text(package)
        self.fields: list[bool] = []
        """For each open field whether its result has begun."""

        self.endless = endless_fields(root)

    def take(self, container: etree._Element) -> None:
        """Read the blocks of a body, a cell or a content control."""
        for node in container:
            if node.tag == f"{W}p":
                line = self._paragraph(node)
                if line is not None:
                    self.found.lines.append(line)
                self._boxes(node)
            elif node.tag == f"{W}tbl":
                self._table(node)
            elif node.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"):
                self.take(node)
            elif node.tag in _TRACKED:
                if not self.reading.gone(node):
                    self.take(node)
            else:
                self._beside(node)

    def _beside(self, node: etree._Element) -> None:
        """What stands among the blocks and is none."""
        if node.tag == f"{MC}AlternateContent":
            choice = node.find(f"{MC}Choice")
            if choice is not None:
                self.take(choice)
        elif node.tag == f"{W}altChunk":
            words = "another document that this one includes is not read"
            self.found.notes.append(Note(NoteKind.LEFT_OUT, f"{self.name}, paragraph {self.at}", words))

    def finish(self) -> None:
        """End the reading: what joins a paragraph that is not there stands on its own; footnotes are listed."""
        if self.carried is not None:
            self.found.lines.append(Line("".join(self.carried.parts), number=self.at))
            self.carried = None
        used = dict.fromkeys(self.marks)
        self.found.footnotes = tuple((mark, self.notes[mark]) for mark in used if mark in self.notes)

    def _paragraph(self, node: etree._Element) -> Line | None:
        self.at += 1
        text = self.carried or _Text()
        self.carried = None
        properties = node.find(f"{W}pPr")
        self._inline(node, text)
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if mark is not None and any(child.tag in _TRACKED and self.reading.gone(child) for child in mark):
            self.carried = text
            return None
        properties = self._as_read(properties)
        style = value_of(properties, "pStyle")
        label, after = self._label(properties, style) if text.length else ("", "")
        written = "".join(text.parts)
        shift = len(label) + len(after)
        spans = tuple(Emphasis(start + shift, end + shift) for start, end in text.spans)
        names, outline = self.styles.names(style), self.styles.outline(style)
        return Line(label + after + written, names, spans, bool(text.underlined), outline, self.at, shift)

    def _as_read(self, properties: etree._Element | None) -> etree._Element | None:
        """The properties that a paragraph has, or had before somebody changed them."""
        change = properties.find(f"{W}pPrChange") if properties is not None else None
        if change is None or self.reading.accept or self.reading.author is not None:
            return properties
        return change.find(f"{W}pPr")

    def _boxes(self, node: etree._Element) -> None:
        """Read the text boxes of a paragraph after it; where Word wrote one twice, for old readers too, once."""
        before, kept = self.at, self.found.lines
        for box in node.iter(TEXT_BOX):
            twice = next(box.iterancestors(f"{MC}Fallback"), None) is not None
            gone = any(self.reading.gone(holder) for holder in box.iterancestors(*_TRACKED))
            if twice or gone or next(box.iterancestors(TEXT_BOX, f"{W}p"), None) is not node:
                continue
            self.found.lines = []
            self.take(box)
            said = [replace(line, number=before, joined=True) for line in self.found.lines]
            self.at, self.found.lines = before, kept
            if any(line.text.strip() for line in said):
                words = "the text of a text box stands after the paragraph that it is tied to"
                self.found.notes.append(Note(NoteKind.PLACED, f"{self.name}, paragraph {self.at}", words))
            kept += said

    def _label(self, properties: etree._Element | None, style: str) -> tuple[str, str]:
        numbers = properties.find(f"{W}numPr") if properties is not None else None
        inherited = self.styles.numbering(style)
        added = numbers.find(f"{W}ins") if numbers is not None else None
        if added is not None and self.reading.gone(added):
            numbers = None
        if numbers is not None:
            identifier = value_of(numbers, "numId") or (inherited[0] if inherited else "")
            level = (
                as_level(value_of(numbers, "ilvl")) if value_of(numbers, "ilvl") else inherited[1] if inherited else 0
            )
            return self.numbering.label(identifier, level)
        return self.numbering.label(*inherited) if inherited else ("", "")

    def _inline(self, node: etree._Element, text: _Text) -> None:
        for child in node:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                continue
            if child.tag in _TRACKED:
                if not self.reading.gone(child):
                    self._inline(child, text)
            elif child.tag == f"{W}r":
                self._run(child, text)
            elif child.tag == f"{MC}AlternateContent":
                for choice in child.iterfind(f"{MC}Choice"):
                    self._inline(choice, text)
                    break
            elif child.tag not in (f"{W}p", f"{W}tbl"):
                self._inline(child, text)

    def _run(self, run: etree._Element, text: _Text) -> None:
        properties = run.find(f"{W}rPr")
        hidden = has(properties, "vanish")
        if hidden and any(node.text for node in run.iterfind(f"{W}t")):
            self._note_hidden()
        emphatic = has(properties, "i") or value_of(properties, "rStyle") in ("Emphasis",)
        underline = value_of(properties, "u") not in ("", "none") or value_of(properties, "rStyle") == "Emphaticsymbol"
        for child in content_of(run):
            if child.tag == f"{W}fldChar":
                if child in self.endless:
                    words = "a field that never ends is read as if it were none"
                    self.found.notes.append(Note(NoteKind.REPAIRED, f"{self.name}, paragraph {self.at}", words))
                else:
                    self._field(str(child.get(f"{W}fldCharType", "")))
            elif all(self.fields) and not hidden:
                if child.tag in (f"{W}t", f"{W}delText"):
                    text.add(child.text or "", emphatic=emphatic, underlined=underline)
                else:
                    self._other(child, text)

    def _note_hidden(self) -> None:
        note = Note(NoteKind.LEFT_OUT, f"{self.name}, paragraph {self.at}", "hidden text is not read")
        if note not in self.found.notes:
            self.found.notes.append(note)

    def _other(self, child: etree._Element, text: _Text) -> None:
        """What a run holds beside text."""
        if child.tag in CHARACTERS:
            text.add(CHARACTERS[str(child.tag)])
        elif child.tag == f"{W}sym":
            text.add(symbol(child))
        elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            text.add(self._footnote(child))
        elif child.tag == f"{W}ruby":  # what stands above says how the word is read
            for base in child.iterfind(f"{W}rubyBase"):
                self._inline(base, text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _footnote(self, node: etree._Element) -> str:
        kind = "footnote" if node.tag == f"{W}footnoteReference" else "endnote"
        key = f"{kind} {node.get(f'{W}id', '')}"
        words = self.notes.get(key)
        if words is None:
            return ""
        if is_on(node.get(f"{W}customMarkFollows")):
            mark, _, rest = words.partition(" ")
            self.notes[mark] = rest
            self.marks.append(mark)
            return ""
        mark = str(1 + len({m for m in self.marks if m.isdecimal()}))
        self.notes[mark] = words
        self.marks.append(mark)
        return mark

    # tables

    def _table(self, table: etree._Element) -> None:
        for row in rows_of(table):
            properties = row.find(f"{W}trPr")
            tracked = [child for child in properties if child.tag in _TRACKED] if properties is not None else []
            if any(self.reading.gone(child) for child in tracked):
                continue
            self._row(list(cells_of(row)))

    def _row(self, cells: list[etree._Element]) -> None:
        """A row that sets numbers beside text is one line, and further paragraphs of its last cell go on from it."""
        kept, self.found.lines = self.found.lines, []
        parts: list[list[Line]] = []
        for cell in cells:
            self.take(cell)
            parts.append([line for line in self.found.lines if line.text.strip()])
            self.found.lines = []
        self.found.lines = kept
        *leads, last = [part for part in parts if part] or [[]]
        if leads and all(len(part) <= 2 and all(_LEAD.fullmatch(one.text.strip()) for one in part) for part in leads):
            marks = [one for part in leads for one in part]
            above = [one for one in marks if re.match(r"\(?[A-Z]{2}", one.text.strip())]
            self.found.lines += above
            numbers = [one for one in marks if one not in above]
            if last and numbers:
                lead = "".join(f"{one.text.strip()}\t" for one in numbers)
                first = last[0]
                spans = tuple(Emphasis(span.start + len(lead), span.end + len(lead)) for span in first.emphasis)
                joined = replace(first, text=lead + first.text, emphasis=spans, emphatic=False, joined=True)
                self.found.lines.append(joined)
                last = last[1:]
            self.found.lines += last
            return
        for part in parts:
            self.found.lines += part
