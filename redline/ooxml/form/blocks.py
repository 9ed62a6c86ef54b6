"""A story as blocks: paragraphs, and tables, rows, cells and content controls before what they hold."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from redline.ooxml.form.context import Context, State
from redline.ooxml.form.inline import Line, branch_name, mark, shell
from redline.ooxml.form.model import Aspect, Block, Element, Kind, Piece
from redline.ooxml.form.names import DROPPED, TRANSPARENT
from redline.ooxml.form.things import canonical, control
from redline.ooxml.names import MATH, MC, R, W

_DEEPEST = 40  # tables in tables and the like; below this a block counts by its bytes
_POINTS = frozenset(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")
)
_ROW_PARTS = frozenset(f"{W}{name}" for name in ("trPr", "tblPrEx"))
_TABLE_PARTS = frozenset(f"{W}{name}" for name in ("tblPr", "tblGrid"))
_APART = _ROW_PARTS | _TABLE_PARTS | {f"{W}tcPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}customXmlPr"}


class Walk:
    """The blocks of one story, as they are met."""

    def __init__(self, context: Context, state: State) -> None:
        self.context, self.state = context, state
        self.blocks: list[Block] = []

    def taken(self, children: Iterable[Element], table: str = "") -> tuple[Block, ...]:
        """Return the blocks of a story.

        Args:
            children: What it holds.
            table: The style of the table that holds it.
        """
        self._children(children, 0, table, "")
        if self.state.pending:
            self._end(tuple(sorted(self.state.pending, key=lambda one: one[1])))
            self.state.pending = []
        return tuple(self.blocks)

    def _end(self, pending: tuple[Piece, ...]) -> None:
        """Take what shows nothing after the last paragraph: a bookmark there names no more than one at its end."""
        last = len(self.blocks) - 1
        while last >= 0 and self.blocks[last].kind is Kind.SECTION:
            last -= 1
        if last >= 0 and self.blocks[last].kind is Kind.PARAGRAPH and all(one[0] is Aspect.LINK for one in pending):
            block = self.blocks[last]
            self.blocks[last] = replace(block, pieces=(*block.pieces, *pending))
        else:
            self._add(Kind.OTHER, 0, "end of the story", "its end", pieces=pending)

    def _add(self, kind: Kind, depth: int, look: str, place: str, pieces: tuple[Piece, ...] = ()) -> None:
        self.blocks.append(Block(kind, depth, look, pieces, place=place))

    def _children(self, children: Iterable[Element], depth: int, table: str, place: str) -> None:
        for child in children:
            tag = child.tag
            if tag == f"{W}p":
                self._paragraph(child, depth, table, place)
            elif tag in _POINTS:
                piece = mark(child, self.state, self.context)
                if piece is not None:
                    self.state.pending.append(piece)
            elif not isinstance(tag, str) or tag in DROPPED or tag in _APART:
                continue
            elif tag == f"{W}sectPr":
                self._section(child, depth)
            elif depth > _DEEPEST:
                deep = hashlib.sha256(etree.tostring(child, method="c14n")).hexdigest()[:16]
                self._add(Kind.OTHER, depth, f"deep {deep}", self._here(place))
            elif not self._held(child, tag, depth, table, place):
                self._other(child, tag, depth, place)

    def _held(self, child: Element, tag: str, depth: int, table: str, place: str) -> bool:
        """Take a block that holds others, if it is one."""
        if tag == f"{W}tbl":
            self._table(child, depth, place)
        elif tag == f"{W}tr":
            self._row(child, depth, table, place)
        elif tag == f"{W}tc":
            look = self.context.looks.plain(child.find(f"{W}tcPr"))
            self._add(Kind.CELL, depth, look, place)
            self._children(child, depth + 1, table, place)
        elif tag == f"{W}sdt":
            said = control(child.find(f"{W}sdtPr"), self.context.targets, self.state.part, self.context.bound)
            self._add(Kind.CONTROL, depth, f"content control {said}", self._here(place))
            self._children(child, depth + 1, table, place)
        elif tag == f"{W}sdtContent" or tag in TRANSPARENT:
            self._children(child, depth, table, place)
        elif tag == f"{W}customXml":
            self._add(Kind.CONTROL, depth, shell(child), self._here(place))
            self._children(child, depth + 1, table, place)
        elif tag == f"{MC}AlternateContent":
            self._add(Kind.OTHER, depth, "alternate content", self._here(place))
            self._children(child, depth + 1, table, place)
        elif tag in (f"{MC}Choice", f"{MC}Fallback"):
            self._add(Kind.OTHER, depth, branch_name(child), self._here(place))
            self._children(child, depth + 1, table, place)
        else:
            return False
        return True

    def _other(self, child: Element, tag: str, depth: int, place: str) -> None:
        here = self._here(place)
        if tag == f"{W}altChunk":
            identifier = str(child.get(f"{R}id", ""))
            piece = (Aspect.OBJECT, f"included document {self.context.targets.of(self.state.part, identifier)}", "")
            found = self.context.targets.held(self.state.part).get(identifier)
            here += f", “{posixpath.basename(found.target)}”" if found is not None else ""
        else:
            aspect = Aspect.OBJECT if tag.startswith(MATH) else Aspect.OTHER
            piece = (aspect, self._canonical(child), "")
        self._add(Kind.OTHER, depth, "", here, (piece,))

    def _canonical(self, node: Element) -> str:
        return canonical(node, self.context.targets, self.state.part)

    def _here(self, place: str) -> str:
        return place or f"after paragraph {self.state.paragraphs}"

    # paragraphs

    def _paragraph(self, node: Element, depth: int, table: str, place: str) -> None:
        context, state = self.context, self.state
        if not place:
            state.paragraphs += 1
            place = f"paragraph {state.paragraphs}"
        own, mark_look, section = context.prepared(next(node.iterchildren(f"{W}pPr"), None), table)
        boxes: list[tuple[Block, ...]] = []

        def boxed(box: Element) -> None:
            inner = State(state.part, state.name, state.count, state.preserve, bookmarks=state.bookmarks)
            inner.notes, inner.comments = state.notes, state.comments
            inner.anchors, inner.open_comments, inner.words = state.anchors, state.open_comments, state.words
            boxes.append(Walk(context, inner).taken(box))

        pieces = Line(context, state, own.style, table, boxed).taken(node)
        block = Block(
            Kind.PARAGRAPH,
            depth,
            own.look,
            pieces,
            context.looks.run(mark_look, own.style, table),
            own.list,
            state.count.next(own.number, own.at) if own.number and state.count is not None else "",
            tuple(boxes),
            place,
            own.names,
        )
        self.blocks.append(block)
        if section is not None:
            self._section(section, depth)

    def _section(self, node: Element, depth: int) -> None:
        self.state.sections += 1
        self.state.section_nodes.append(node)
        self._add(Kind.SECTION, depth, self.context.looks.plain(node), f"section {self.state.sections}")

    # tables

    def _table(self, node: Element, depth: int, place: str) -> None:
        self.state.tables += 1
        own = f"table {self.state.tables}" if not place else f"{place}, table in it"
        looks = self.context.looks
        properties = node.find(f"{W}tblPr")
        style = looks.style(properties, "tblStyle")
        columns = [
            str(column.get(f"{W}w", "")) if column.tag == f"{W}gridCol" else self._canonical(column)
            for column in node.iterfind(f"{W}tblGrid/*")
        ]
        self._add(Kind.TABLE, depth, f"{looks.table(properties, style)}; columns {' '.join(columns)}", own)
        rows = _Rows()
        self._rows(node, depth + 1, style, own, rows)

    def _rows(self, children: Iterable[Element], depth: int, table: str, place: str, rows: _Rows) -> None:
        """Take rows, those in content controls too."""
        for child in children:
            if child.tag == f"{W}tr":
                rows.count += 1
                self._row(child, depth, table, f"{place}, row {rows.count}")
            elif child.tag in (f"{W}sdt", f"{W}customXml") and depth < _DEEPEST:
                said = shell(child)
                if child.tag == f"{W}sdt":
                    bound, targets = self.context.bound, self.context.targets
                    said = f"content control {control(child.find(f'{W}sdtPr'), targets, self.state.part, bound)}"
                self._add(Kind.CONTROL, depth, said, f"{place}, after row {rows.count}")
                self._rows(child, depth + 1, table, place, rows)
            elif child.tag == f"{W}sdtContent":
                self._rows(child, depth, table, place, rows)
            elif child.tag not in _APART:
                self._children((child,), depth, table, f"{place}, after row {rows.count}")

    def _row(self, node: Element, depth: int, table: str, place: str) -> None:
        looks = self.context.looks
        look = looks.plain(node.find(f"{W}trPr"))
        exceptions = looks.plain(node.find(f"{W}tblPrEx"))
        self._add(Kind.ROW, depth, f"{look}; {exceptions}" if exceptions else look, place)
        column = 0
        for child in node:
            if child.tag not in _APART:
                column += child.tag not in _POINTS
                self._children((child,), depth + 1, table, f"{place}, column {column}")


class _Rows:
    """How many rows of a table were met."""

    count = 0
