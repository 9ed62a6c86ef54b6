"""Puts redlines into a position paper that is a Word document, and leaves every other byte of it as it was.

What is attached stands in a content control that keeps the marker, so that a later run finds and refreshes it. What is
hard is a marker that Word has cut into several runs: it is looked for in the text of the paragraph.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from redline.ooxml.document import Document
from redline.ooxml.elements import element
from redline.ooxml.fingerprint import canonical
from redline.ooxml.names import W
from redline.ooxml.package import Package
from redline.writers.docx.ooxml import footnotes_part
from redline.writers.footnotes import cut_at_marks
from redline.writers.in_place.atoms import Codes, Cutter, atoms_of
from redline.writers.in_place.ends import settle_ends
from redline.writers.in_place.properties import DELETED, INSERTED, Stamp, mark_end
from redline.writers.looks import LOOKS, run_properties
from redline.writers.marks import Mark, Piece
from redline.writers.options import Style
from redline.writers.paper.content import Content, Paragraph
from redline.writers.paper.markers import MARKER
from redline.writers.paper.word_parts import (
    ANNEX,
    control,
    id_of,
    is_annex,
    is_inside,
    look_of,
    properties_of,
    run_like,
    run_of,
    text_of,
    words_of,
)
from redline.writers.paper.word_tracked import following, is_tracked, title_of

_NAMES = {
    Mark.INSERTED: ("RedlineInsertion", "Redline insertion"),
    Mark.DELETED: ("RedlineDeletion", "Redline deletion"),
    Mark.MOVED_HERE: ("RedlineMovedHere", "Redline moved here"),
    Mark.MOVED_AWAY: ("RedlineMovedAway", "Redline moved away"),
}
_SOURCE = ("RedlineSource", "Redline source", (("i", ""), ("sz", "18")))
Resolve = Callable[[str], Content]


def attach_to_word(
    package: Package,
    resolve: Resolve,
    annex: Sequence[Content] = (),
    *,
    tracked: bool = False,
    style: Style = Style.SAFE,
) -> tuple[bytes | None, tuple[str, ...]]:
    """Return a paper with what its markers stand for, and an annex if there is one.

    Args:
        package: The paper.
        resolve: What a marker stands for.
        annex: What is added at the end.
        tracked: Whether changes are Word's own tracked changes, or printed.
        style: How printed marks look; a paper that has our styles already keeps them.

    Returns:
        The bytes of the paper, or None if nothing in it changes; and which tracked redlines of an earlier run were left
        as they are, since somebody has accepted or edited some of their changes.
    """
    made = _Paper(Document(package), resolve, tracked, style)
    return made.attach(annex), tuple(made.left)


class _Paper:
    def __init__(self, document: Document, resolve: Resolve, tracked: bool, style: Style) -> None:
        self.document, self.resolve, self.tracked, self.style = document, resolve, tracked, style
        self.root = document.tree(document.document)
        self.number = 0
        self.changed = False
        self.left: list[str] = []
        """Markers of tracked changes that somebody has accepted or edited."""

        self.stamp = Stamp("redline")
        self.stamp.number = max((id_of(node) for node in self.root.iter()), default=0)

    def attach(self, annex: Sequence[Content]) -> bytes | None:
        body = self.root.find(f"{W}body")
        if body is None:
            return None
        for node in list(body.iter(f"{W}p", f"{W}sdt")):
            if node.tag == f"{W}sdt":
                self._refresh(node)
            elif not is_inside(node) and "{{" in text_of(node):
                self._paragraph(node)
        if annex:
            self._annex(body, annex)
        if not self.changed:
            return None
        self.document.tree(self.document.document, change=True)
        self.document.order_notes("footnote")
        return self.document.saved()

    # what an earlier run attached

    def _refresh(self, control: etree._Element) -> None:
        words = words_of(control)
        content = control.find(f"{W}sdtContent")
        if not words or content is None:
            return
        block = content.find(f"{W}p") is not None
        self.number += block
        if is_tracked(control):
            self._refresh_tracked(control, words)
            return
        found = self.resolve(words)
        was, self.tracked = self.tracked, False  # as it was attached
        if block:  # the note of the source looks as the marker did
            like = content.findall(f"{W}p")[-1]
            inner = self._blocks(found, like, like.find(f"{W}r"))
        else:
            inner = self._runs(found, content.find(f"{W}r"))
        self.tracked = was
        old, new = canonical(content), "".join(map(canonical, inner))
        if old != f"<{content.tag}>{new}</>":
            for child in list(content):
                content.remove(child)
            content.extend(inner)
            self.changed = True

    def _refresh_tracked(self, control: etree._Element, words: str) -> None:
        """Make tracked changes anew that nobody has touched."""
        rest = following(control)
        if rest is None:
            self.left.append(words)
            return
        was, self.tracked = self.tracked, True
        blocks = self._blocks(self.resolve(words), rest[-1], rest[-1].find(f"{W}r"))
        made = self._placed(words, blocks[:1], blocks[1:])
        self.tracked = was
        self._replace(control, rest, made)

    def _placed(
        self, words: str, lead: Sequence[etree._Element], rest: Sequence[etree._Element]
    ) -> list[etree._Element]:
        """What is attached, with a content control that keeps the marker: round all, or before tracked changes."""
        if self.tracked:
            return [control(words, lead, title_of(rest)), *rest]
        return [control(words, [*lead, *rest])]

    # markers

    def _paragraph(self, paragraph: etree._Element) -> None:
        atoms = atoms_of(paragraph, Codes(), canonical)
        text = atoms.text
        matches = list(MARKER.finditer(text))
        if not matches:
            return
        self.changed = True
        placed = list(Cutter(atoms.atoms).take(atoms.length))
        if len(matches) == 1 and text.strip() == matches[0][0]:
            runs = [atom.run for at, atom in placed if at <= matches[0].start() < at + len(atom.text)]
            self._block(paragraph, matches[0]["words"], runs[0])
            return
        starts: dict[etree._Element, int] = {}
        for at, atom in placed:
            if atom.run is not None:
                starts.setdefault(atom.run, at)
        for run, start in starts.items():
            own = text[start : start + atoms.sizes[run]]
            inside = [m for m in matches if m.start() < start + len(own) and m.end() > start]
            if inside:
                for node in self._cut(run, own, start, inside):
                    run.addprevious(node)
                run.getparent().remove(run)  # type: ignore[union-attr]

    def _cut(self, run: etree._Element, text: str, start: int, matches: Sequence) -> Iterator[etree._Element]:  # type: ignore[type-arg]
        """A run without the parts of markers in it; where one begins, what it stands for."""
        at = 0
        for match in matches:
            begin, end = max(match.start() - start, 0), min(match.end() - start, len(text))
            if text[at:begin]:
                yield run_like(run, text[at:begin])
            if match.start() >= start:
                found = self.resolve(match["words"])
                nodes = self._runs(found, run)
                yield from nodes if self.tracked else [control(found.marker, nodes)]
            at = end
        if text[at:]:
            yield run_like(run, text[at:])

    def _block(self, paragraph: etree._Element, words: str, run: etree._Element | None) -> None:
        self.number += 1
        found = self.resolve(words)
        blocks = self._blocks(found, paragraph, run)
        parent = paragraph.getparent()
        assert parent is not None  # noqa: S101
        for node in self._placed(found.marker, blocks[:1], blocks[1:]):
            paragraph.addprevious(node)
        last = paragraph.getnext() is None and parent.tag != f"{W}body"
        if last or paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            for child in [child for child in paragraph if child.tag != f"{W}pPr"]:
                paragraph.remove(child)
        else:
            parent.remove(paragraph)

    # what stands there then

    def _blocks(
        self, content: Content, like: etree._Element | None, run: etree._Element | None = None
    ) -> list[etree._Element]:
        """A caption, the paragraphs, and the note of the source."""
        self.stamp.author = content.author
        properties = properties_of(like)
        look = look_of(run)
        made = [self._caption(content)]
        notes = dict(content.footnotes)
        text: list[etree._Element] = []
        for paragraph in content.paragraphs:
            node = element("p", *([copy.deepcopy(properties)] if properties is not None else []))
            node.extend(self._pieces(paragraph, look, notes))
            ends = {piece.mark for piece in paragraph.pieces}
            if self.tracked and len(ends) == 1 and (only := next(iter(ends))) is not Mark.KEPT:
                mark_end(node, DELETED if only.lost else INSERTED, self.stamp)
            text.append(node)
        source = element("p", *([copy.deepcopy(properties)] if properties is not None else []))
        source.append(run_of(content.source, self._style(*_SOURCE), look=look))
        if self.tracked:
            settle_ends([*made, *text, source], self.stamp)
        return [*made, *text, source]

    def _caption(self, content: Content) -> etree._Element:
        style = self._named("caption")
        node = element("p", element("pPr", element("pStyle", val=style))) if style else element("p")
        # the number is text: LibreOffice 7.4 shows the instruction of a field that stands in a content control
        node.append(run_of(f"Redline {self.number}. {content.caption}", bold=not style))
        return node

    def _runs(self, content: Content, run: etree._Element | None) -> list[etree._Element]:
        """What an inline marker stands for: the paragraphs one after another."""
        self.stamp.author = content.author
        found: list[etree._Element] = []
        for number, paragraph in enumerate(content.paragraphs):
            if number:
                found.append(run_of(" "))
            pieces = tuple(Piece(p.mark, p.text.replace("\t", " "), p.emphatic) for p in paragraph.pieces)
            found += self._pieces(Paragraph(pieces), look_of(run), {})
        return found

    def _pieces(
        self, paragraph: Paragraph, look: etree._Element | None, notes: dict[str, str]
    ) -> Iterator[etree._Element]:
        for mark, group in itertools.groupby(paragraph.pieces, lambda piece: piece.mark):
            runs = [
                node
                for piece in group
                for part, footnote in cut_at_marks(piece.text, list(notes))
                for node in self._run(part, footnote, piece, look, paragraph.heading, notes)
            ]
            if not self.tracked or mark is Mark.KEPT:
                yield from runs
                continue
            kept = self.stamp.mark(DELETED if mark.lost else INSERTED)
            kept.extend(runs)
            for node in kept.iter(f"{W}t") if mark.lost else ():
                node.tag = f"{W}delText"
            yield kept

    def _run(
        self,
        text: str,
        footnote: str | None,
        piece: Piece,
        look: etree._Element | None,
        heading: bool,
        notes: dict[str, str],
    ) -> Iterator[etree._Element]:
        style = "" if self.tracked or piece.mark is Mark.KEPT else self._mark_style(piece.mark)
        made = run_of(text, style, look=look, bold=heading, italic=piece.emphatic)
        if footnote and footnote in notes:
            reference = element(
                "footnoteReference", customMarkFollows="1", id=self._note(footnote, notes.pop(footnote))
            )
            made.insert(1 if made.find(f"{W}rPr") is not None else 0, reference)
        yield made

    def _note(self, mark: str, text: str) -> str:
        """Add a footnote to the paper's own; return its id."""
        root = self.document.own("footnotes", footnotes_part({1: (mark, text)}))
        for node in root.iterfind(f"{W}footnote"):  # one that an earlier run added
            if "".join(t.text or "" for t in node.iter(f"{W}t")) == f"{mark} {text}":
                return str(node.get(f"{W}id"))
        number = str(1 + max((id_of(node) for node in root.iterfind(f"{W}footnote")), default=0))
        root.append(element("footnote", element("p", run_of(f"{mark} {text}")), id=number))
        return number

    # styles of the paper

    @property
    def _styles(self) -> etree._Element:
        part = self.document.held("styles")
        return self.document.tree(part) if part in self.document else element("styles")

    def _named(self, name: str) -> str:
        """The id of a paragraph style of the paper, by its standard name."""
        for node in self._styles.iterfind(f"{W}style"):
            own = node.find(f"{W}name")
            if (
                own is not None
                and str(own.get(f"{W}val", "")).casefold() == name
                and node.get(f"{W}type") == "paragraph"
            ):
                return str(node.get(f"{W}styleId", ""))
        return ""

    def _mark_style(self, mark: Mark) -> str:
        return self._style(*_NAMES[mark], run_properties(LOOKS[self.style][mark]))

    def _style(self, identifier: str, name: str, looks: tuple[tuple[str, str], ...]) -> str:
        """The id of a character style for marks, which is made if the paper has none of that name."""
        if not len(self._styles):
            return ""
        for node in self._styles.iterfind(f"{W}style"):
            if node.get(f"{W}styleId") == identifier:
                return identifier
        properties = [element(look, val=value) if value else element(look) for look, value in looks]
        made = element("style", element("name", val=name), element("rPr", *properties))
        made.set(f"{W}type", "character")
        made.set(f"{W}customStyle", "1")
        made.set(f"{W}styleId", identifier)
        self.document.own("styles").append(made)
        return identifier

    # the annex

    def _annex(self, body: etree._Element, contents: Sequence[Content]) -> None:
        """Add what was asked for at the end, on a page of its own, under headings of the paper's own style."""
        marker = ANNEX + "; ".join(content.marker for content in contents)
        blocks = [element("p", element("r", element("br", type="page")))]
        treaties = dict.fromkeys(content.caption.rpartition(" to ")[2] for content in contents)
        blocks.append(self._heading(f"Annex: proposed changes to {'; '.join(treaties)}", 1))
        like = next((p for p in body.iterfind(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is None), None)
        for content in contents:
            self.number += 1
            blocks += self._blocks(content, like)
        made = self._placed(marker, blocks[:2], blocks[2:])
        before = next((node for node in body.iter(f"{W}sdt") if is_annex(node)), None)
        if before is not None:
            self._replace_annex(before, made, marker)
            return
        last = body.find(f"{W}sectPr")
        for node in made:
            if last is None:
                body.append(node)
            else:
                last.addprevious(node)
        self.changed = True

    def _replace_annex(self, before: etree._Element, made: Sequence[etree._Element], marker: str) -> None:
        """Put an annex in the place of one of an earlier run, unless somebody has touched its tracked changes."""
        rest = following(before) if is_tracked(before) else []
        if rest is None:
            self.left.append(marker)
            return
        self._replace(before, rest, made)

    def _replace(self, before: etree._Element, rest: Sequence[etree._Element], made: Sequence[etree._Element]) -> None:
        """Put something in the place of a content control and what follows it, unless it says the same."""
        if canonical(before) == canonical(made[0]):
            return
        for node in made:
            before.addprevious(node)
        for node in (before, *rest):
            node.getparent().remove(node)  # type: ignore[union-attr]
        self.changed = True

    def _heading(self, text: str, level: int) -> etree._Element:
        style = self._named(f"heading {level}")
        properties = [element("pPr", element("pStyle", val=style))] if style else []
        return element("p", *properties, run_of(text, bold=not style))
