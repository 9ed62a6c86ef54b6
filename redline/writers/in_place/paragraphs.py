"""Marks in one paragraph of somebody's Word document what makes it another: words, formatting, things.

What is kept stays as it is, run by run, byte for byte; a run is cut only where a change begins or ends.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

from redline.model import Change, ChangeKind
from redline.ooxml.elements import shell
from redline.ooxml.names import TEXT_BOX, XML_SPACE, W
from redline.writers.in_place.atoms import JOIN, NOTES, Atom, Atoms, Cutter, Mark
from redline.writers.in_place.beside import MARKS
from redline.writers.in_place.links import Links
from redline.writers.in_place.pieces import MOVED, Piece, Spans, cut_pieces
from redline.writers.in_place.properties import DELETED, INSERTED, become, mark_end
from redline.writers.in_place.scene import Scene
from redline.writers.in_place.sentences import with_sentence_moved

MarkBox = Callable[[etree._Element, etree._Element, Scene], None]
"""Marks what a text box says, of a shape that both documents have."""


def mark_words(
    old: etree._Element,
    new: etree._Element,
    scene: Scene,
    mark_box: MarkBox,
    *,
    whole: bool = False,
    moved: tuple[Spans, Spans] = ((), ()),
) -> None:
    """Turn a paragraph of the old document into one of the new: word by word, or all of it deleted and inserted.

    Args:
        old: The paragraph; it is changed.
        new: What it becomes.
        scene: What comparing needs.
        mark_box: Called with the text boxes of each shape that both have.
        whole: Whether nothing is kept.
        moved: What of either moved elsewhere or came from elsewhere, where nothing is kept.
    """
    first, second = scene.atoms(old, new=False), scene.atoms(new, new=True)
    _know_list(old, new, scene)
    _paragraph_look(old, new, scene)
    if whole:
        pieces = [*_all(first, ChangeKind.DELETE, moved[0]), *_all(second, ChangeKind.INSERT, moved[1])]
    else:
        pieces = Links(scene).tracked(list(_Pieces(scene, mark_box).of(first, second)), first, second)
        if scene.pair.native_moves and all(next(node.iter(JOIN), None) is None for node in (old, new)):
            pieces = with_sentence_moved(pieces)
            scene.findings.sentences += [old] if any(piece.moved for piece in pieces) else []
    writer = Writer(scene, first, second)
    if not writer.brought and all(piece.kind is ChangeKind.EQUAL and piece.look is None for piece in pieces):
        return
    content = writer.written(pieces)
    for child in list(old):
        if child.tag != f"{W}pPr":
            old.remove(child)
    old.extend(content)


def mark_deleted(paragraph: etree._Element, scene: Scene, *, mark: bool = True, moved: Spans = ()) -> None:
    """Mark a whole paragraph as deleted, its end too unless told otherwise; some of it may have moved."""
    atoms = scene.atoms(paragraph, new=False)
    content = Writer(scene, atoms, Atoms()).written(_all(atoms, ChangeKind.DELETE, moved))
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)
    paragraph.extend(content)
    if mark:
        mark_end(paragraph, DELETED, scene.pair.stamp)


def inserted(paragraph: etree._Element, scene: Scene, *, mark: bool = True, moved: Spans = ()) -> etree._Element:
    """Return a paragraph of the new document as one inserted in the old, its end too unless told otherwise."""
    atoms = scene.atoms(paragraph, new=True)
    made = etree.Element(f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        kept = scene.brought(properties)
        for child in kept.findall(f"{W}pPrChange"):
            kept.remove(child)
        made.append(kept)
    made.extend(Writer(scene, Atoms(), atoms).written(_all(atoms, ChangeKind.INSERT, moved)))
    if mark:
        mark_end(made, INSERTED, scene.pair.stamp)
    return made


def _know_list(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    path = f"{W}pPr/{W}numPr/{W}numId"
    mine, theirs = old.find(path), new.find(path)
    if mine is not None and theirs is not None:
        scene.pair.importer.same_list(str(mine.get(f"{W}val", "")), str(theirs.get(f"{W}val", "")))


def _paragraph_look(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    scene.section(old, new)
    if not scene.pair.formatting or scene.same_paragraph(old, new):
        return
    if scene.same_style(old, new) and scene.pair.proof.same_properties((old, scene.old_part), (new, scene.new_part)):
        return
    theirs = new.find(f"{W}pPr")
    wanted = scene.brought(theirs) if theirs is not None else None
    become(old, wanted, scene.pair.stamp)


def _all(atoms: Atoms, kind: ChangeKind, moved: Spans = ()) -> list[Piece]:
    """All atoms of a paragraph, deleted or inserted."""
    cutter = Cutter(atoms.atoms)
    found = [(at, atom, along) for count, along in moved or ((atoms.length, False),) for at, atom in cutter.take(count)]
    if kind is ChangeKind.DELETE:
        return [Piece(kind, atom, old=at, moved=along) for at, atom, along in found]
    return [Piece(kind, atom, new=at, moved=along) for at, atom, along in found]


class _Pieces:
    """Compares two paragraphs atom by atom."""

    def __init__(self, scene: Scene, mark_box: MarkBox) -> None:
        self.scene, self.mark_box = scene, mark_box
        self.links = Links(scene)
        self.differ: dict[tuple[etree._Element, etree._Element], bool] = {}
        """Whether two runs look different."""

    def of(self, first: Atoms, second: Atoms) -> Iterator[Piece]:
        """Yield the atoms of both, those that both have once."""
        old, new = Cutter(first.atoms), Cutter(second.atoms)
        one, other = first.text, second.text
        changes = (Change(ChangeKind.EQUAL, one),) if one == other != "" else ()
        for change in changes or self.scene.pair.words(one, other):
            count = len(change.text)
            if change.kind is ChangeKind.DELETE:
                yield from (Piece(change.kind, atom, old=at) for at, atom in old.take(count))
            elif change.kind is ChangeKind.INSERT:
                yield from (Piece(change.kind, atom, new=at) for at, atom in new.take(count))
            elif change.base_text is not None:  # told apart only by what is to be ignored: it stays as it was
                taken = [*new.take(count)]
                begins, like = taken[0] if taken else (-1, None)
                for at, atom in old.take(len(change.base_text)):
                    yield Piece(change.kind, atom, at, begins, other=like)
            else:
                yield from self._kept(_both(old, new, count))

    def _kept(self, both: Iterable[_Kept]) -> Iterator[Piece]:
        """Atoms that both have; where a link leads elsewhere and no field can say so, they are replaced."""

        def untold(kept: _Kept) -> bool:
            (_, mine), (_, theirs) = kept
            return self.links.differ(mine, theirs) and not self.links.told(mine, theirs)

        for apart, group in itertools.groupby(both, untold):
            pairs = list(group)
            if apart:
                yield from (Piece(ChangeKind.DELETE, atom, old=at) for (at, atom), _ in pairs)
                yield from (Piece(ChangeKind.INSERT, atom, new=at) for _, (at, atom) in pairs)
            else:
                yield from (self._same(mine, theirs) for mine, theirs in pairs)

    def _same(self, mine: tuple[int, Atom], theirs: tuple[int, Atom]) -> Piece:
        """An atom that both have: its formatting may still differ."""
        old, new = mine[1], theirs[1]
        if old.nodes:
            notes, others = _references(old), _references(new)
            if [node.tag for node in notes] == [node.tag for node in others]:
                self.scene.findings.notes += zip(notes, others, strict=True)
            for box, other in zip(_boxes(old), _boxes(new), strict=True):
                self.mark_box(box, other, self.scene)
        look = None
        if self.scene.pair.formatting and old.run is not None and new.run is not None:
            ends = (old.run, new.run)
            if ends not in self.differ:
                self.differ[ends] = not self.scene.same_run(*ends)
            look = new.run if self.differ[ends] else None
        return Piece(ChangeKind.EQUAL, old, mine[0], theirs[0], look, new)


_Kept = tuple[tuple[int, Atom], tuple[int, Atom]]
"""Equal characters of both documents, each with how many stand before them."""


def _both(old: Cutter, new: Cutter, count: int) -> Iterator[_Kept]:
    """Atoms of so many equal characters, cut so that each is one of either."""
    while count > 0:
        most = min(count, old.rest(), new.rest())
        mine, theirs = (old.at, old.one(most)), (new.at, new.one(most))
        count -= most
        yield mine, theirs


def _references(atom: Atom) -> list[etree._Element]:
    """The references to notes in a thing: itself, or those in a field or a content control."""
    return [node for own in atom.nodes for node in own.iter(*NOTES)]


def _boxes(atom: Atom) -> list[etree._Element]:
    """The text boxes in a thing: where Word wrote it twice, for old readers too, both."""
    return [box for node in atom.nodes for box in node.iter(TEXT_BOX)]


class Writer:
    """Writes pieces as runs, each under its mark, in the hyperlinks that hold them."""

    def __init__(self, scene: Scene, old: Atoms, new: Atoms) -> None:
        self.scene, self.old = scene, old
        wanted = ((mark.at, scene.pair.beside.wanted(mark.node)) for mark in new.marks)
        self.brought = [Mark(at, node) for at, node in wanted if node is not None]
        self.wrapped: tuple[etree._Element, etree._Element] | None = None
        self.used: set[etree._Element] = set()
        self.link: tuple[etree._Element, etree._Element] | None = None

    def written(self, pieces: Sequence[Piece]) -> list[etree._Element]:
        found: list[etree._Element] = []
        marks, brought = list(self.old.marks), list(self.brought)
        for group in self._groups(pieces):
            first = group[0].atom
            while marks and marks[0].at <= group[0].old:
                self._place(marks.pop(0), found)
            while brought and brought[0].at <= group[0].new:
                found.append(brought.pop(0).node)
                self.link = None
            into = self._held(first.link, found, new=group[0].kind is ChangeKind.INSERT)
            content = list(into) if into is not found else found
            self._mark(group, content)
            if into is not found:
                into.extend(content)
        for mark in marks:
            self._place(mark, found)
        return found + [mark.node for mark in brought]

    def _place(self, mark: Mark, found: list[etree._Element]) -> None:
        into = self._held(mark.link, found, new=False)
        into.append(mark.node)

    def _held(
        self, link: etree._Element | None, found: list[etree._Element], *, new: bool
    ) -> list[etree._Element] | etree._Element:
        """Where to write what stands in a hyperlink, or in none."""
        if link is None:
            self.link = None
            return found
        if self.link is None or self.link[0] is not link:
            made = shell(link)
            if new:
                made = self.scene.brought(made)
            self.link = (link, made)
            found.append(made)
        return self.link[1]

    def _groups(self, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
        """Neighbours that can stand in one run: of one run, under one mark, with no bookmark between."""
        ends = {mark.at for mark in self.old.marks}
        news = {mark.at for mark in self.brought}
        held: list[Piece] = []
        for piece in cut_pieces(pieces, ends, news):
            same = held and (
                piece.kind is held[-1].kind
                and piece.moved is held[-1].moved
                and piece.atom.run is not None
                and piece.atom.run is held[-1].atom.run
                and piece.look is held[-1].look
                and piece.atom.link is held[-1].atom.link
                and piece.atom.wrap is held[-1].atom.wrap
                and piece.old not in ends
                and piece.new not in news
            )
            if held and not same:
                yield held
                held = []
            held.append(piece)
        if held:
            yield held

    def _mark(self, group: Sequence[Piece], found: list[etree._Element]) -> None:
        """Add a group to what is written: kept as it is, or under a mark that it may share with its neighbour."""
        kind, atoms = group[0].kind, [piece.atom for piece in group]
        nodes = self._runs(atoms, kind, group[0].look)
        wrap = atoms[0].wrap if kind is not ChangeKind.INSERT else None
        into: list[etree._Element] | etree._Element = found if wrap is None else self._within(wrap, found)
        if kind is ChangeKind.EQUAL:
            into.extend(nodes)
            return
        name = DELETED if kind is ChangeKind.DELETE else INSERTED
        for node in nodes:
            content, holder = [node], into
            if node.tag == f"{W}hyperlink":  # no revision can hold one, so it holds a revision
                content, holder = list(node), shell(node)
                into.append(holder)
            last = holder[-1] if len(holder) else None
            same = last is not None and last.tag == f"{W}{name}" and (MOVED in last.attrib) is group[0].moved
            if last is None or not same or not self.scene.pair.stamp.owns(last):
                holder.append(self.scene.pair.stamp.mark(name))
                holder[-1].attrib.update({MOVED: "1"} if group[0].moved else {})
            holder[-1].extend(content)

    def _within(self, wrap: etree._Element, found: list[etree._Element]) -> etree._Element:
        """Where to write in the insertion of somebody else: the last one, or one more like it."""
        if self.wrapped is None or self.wrapped[0] is not wrap or not found or found[-1] is not self.wrapped[1]:
            made = self.scene.pair.stamp.parted(wrap) if wrap in self.used else shell(wrap)
            self.used.add(wrap)
            self.wrapped = (wrap, made)
            found.append(made)
        return self.wrapped[1]

    def _runs(self, atoms: Sequence[Atom], kind: ChangeKind, look: etree._Element | None) -> list[etree._Element]:
        run = atoms[0].run
        if run is None:
            nodes = [copy.deepcopy(node) for atom in atoms for node in atom.nodes]
            return self._finished([part for node in nodes for part in _flat(node)], kind)
        if (
            kind is ChangeKind.EQUAL
            and look is None
            and sum(len(atom.text) for atom in atoms) == self.old.sizes.get(run)
        ):
            return [run]
        made = etree.Element(f"{W}r")
        properties = run.find(f"{W}rPr")
        if properties is not None:
            made.append(copy.deepcopy(properties))
        words = ""
        for atom in atoms:
            if atom.nodes:
                _words(made, words)
                words = ""
                made.extend(copy.deepcopy(node) for node in atom.nodes)
            else:
                words += atom.text
        _words(made, words)
        if look is not None:
            self._look(made, look)
        return self._finished([made], kind)

    def _look(self, run: etree._Element, wanted: etree._Element) -> None:
        former = run.find(f"{W}rPr")
        theirs = wanted.find(f"{W}rPr")
        made = etree.Element(f"{W}rPr")
        if theirs is not None:
            made = self.scene.brought(theirs)
        for child in made.findall(f"{W}rPrChange"):
            made.remove(child)
        change = former.find(f"{W}rPrChange") if former is not None else None  # somebody's: what it was before theirs
        if change is None:
            change = self.scene.pair.stamp.mark("rPrChange")
            change.append(copy.deepcopy(former) if former is not None else etree.Element(f"{W}rPr"))
        made.append(change)
        if former is not None:
            run.remove(former)
        run.insert(0, made)

    def _finished(self, nodes: list[etree._Element], kind: ChangeKind) -> list[etree._Element]:
        if kind is ChangeKind.DELETE:
            for node in nodes:
                for tag, gone in ((f"{W}t", f"{W}delText"), (f"{W}instrText", f"{W}delInstrText")):
                    for child in list(node.iter(tag)):
                        child.tag = gone
            return nodes
        if kind is ChangeKind.INSERT:
            pair = self.scene.pair
            placed = (pair.beside.within(n, pair.stamp) if n.tag in MARKS else self.scene.brought(n) for n in nodes)
            nodes = [node for node in placed if node is not None]
            for node in nodes:
                for reference in node.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
                    self.scene.findings.new_notes.append(reference)
        return nodes


def _flat(node: etree._Element) -> Iterator[etree._Element]:
    """What can stand in a revision: a simple field is written as the runs of a complex one."""
    if node.tag != f"{W}fldSimple":
        yield node
        return
    for kind in ("begin", "", "separate"):
        run = etree.Element(f"{W}r")
        if kind:
            etree.SubElement(run, f"{W}fldChar").set(f"{W}fldCharType", kind)
        else:
            code = etree.SubElement(run, f"{W}instrText")
            code.text = str(node.get(f"{W}instr", ""))
            code.set(XML_SPACE, "preserve")
        yield run
    yield from [child for child in node if child.tag in (f"{W}r", f"{W}hyperlink")]
    end = etree.Element(f"{W}r")
    etree.SubElement(end, f"{W}fldChar").set(f"{W}fldCharType", "end")
    yield end


def _words(run: etree._Element, text: str) -> None:
    if text:
        node = etree.SubElement(run, f"{W}t")
        node.text = text
        node.set(XML_SPACE, "preserve")
