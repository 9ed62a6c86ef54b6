"""Marks in one paragraph of somebody's Word document what makes it another: words, formatting, things.

What is kept stays as it is, run by run, byte for byte; a run is cut only where a change begins or ends.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

from redline.model import Change, ChangeKind
from redline.ooxml.document import Document
from redline.ooxml.elements import shell
from redline.ooxml.names import TEXT_BOX, R, W
from redline.writers.in_place.atoms import NOTES, Atom, Atoms, Mark, add_words, flat
from redline.writers.in_place.bookmarks import ENDS
from redline.writers.in_place.pieces import Pair, Piece, arranged
from redline.writers.in_place.properties import DELETED, INSERTED, become, mark_end
from redline.writers.in_place.scene import Scene

MarkBox = Callable[[etree._Element, etree._Element, Scene], None]
"""Marks what a text box says, of a shape that both documents have."""


def mark_words(
    old: etree._Element, new: etree._Element, scene: Scene, mark_box: MarkBox, *, whole: bool = False
) -> None:
    """Turn a paragraph of the old document into one of the new: word by word, or all of it deleted and inserted.

    Args:
        old: The paragraph; it is changed.
        new: What it becomes.
        scene: What comparing needs.
        mark_box: Called with the text boxes of each shape that both have.
        whole: Whether nothing is kept.
    """
    first, second = scene.atoms(old, new=False), scene.atoms(new, new=True)
    _know_list(old, new, scene)
    _paragraph_look(old, new, scene)
    if whole:
        pieces = [Piece(ChangeKind.DELETE, atom) for atom in first.atoms]
        pieces += [Piece(ChangeKind.INSERT, atom, at=at) for at, atom in enumerate(second.atoms)]
    else:
        pieces = list(_Pieces(scene, mark_box).of(first, second))
    writer = Writer(scene, first, second)
    arranged = list(writer.arranged(pieces))
    if not writer.brought and all(piece.kind is ChangeKind.EQUAL and piece.look is None for piece in pieces):
        return
    content = writer.written(arranged)
    for child in list(old):
        if child.tag != f"{W}pPr":
            old.remove(child)
    old.extend(content)


def mark_deleted(paragraph: etree._Element, scene: Scene, *, mark: bool = True) -> None:
    """Mark a whole paragraph as deleted, its end too unless told otherwise."""
    atoms = scene.atoms(paragraph, new=False)
    content = Writer(scene, atoms, Atoms()).written([Piece(ChangeKind.DELETE, atom) for atom in atoms.atoms])
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)
    paragraph.extend(content)
    if mark:
        mark_end(paragraph, DELETED, scene.pair.stamp)


def inserted(paragraph: etree._Element, scene: Scene, *, mark: bool = True) -> etree._Element:
    """Return a paragraph of the new document as one inserted in the old, its end too unless told otherwise."""
    atoms = scene.atoms(paragraph, new=True)
    made = etree.Element(f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        kept = scene.brought(properties)
        for child in kept.findall(f"{W}pPrChange"):
            kept.remove(child)
        made.append(kept)
    pieces = [Piece(ChangeKind.INSERT, atom, at=at) for at, atom in enumerate(atoms.atoms)]
    made.extend(Writer(scene, Atoms(), atoms).written(pieces))
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


class _Pieces:
    """Compares two paragraphs atom by atom."""

    def __init__(self, scene: Scene, mark_box: MarkBox) -> None:
        self.scene, self.mark_box = scene, mark_box
        self.differ: dict[tuple[etree._Element, etree._Element], bool] = {}
        """Whether two runs look different."""

    def of(self, first: Atoms, second: Atoms) -> Iterator[Piece]:
        """Yield the atoms of both, those that both have once."""
        old, new = iter(first.atoms), enumerate(second.atoms)
        changes = (Change(ChangeKind.EQUAL, first.text),) if first.text == second.text != "" else ()
        for change in changes or self.scene.pair.words(first.text, second.text):
            count = len(change.text)
            if change.kind is ChangeKind.DELETE:
                yield from (Piece(change.kind, atom) for atom in itertools.islice(old, count))
            elif change.kind is ChangeKind.INSERT:
                yield from (Piece(change.kind, atom, at=at) for at, atom in itertools.islice(new, count))
            elif change.base_text is not None:  # told apart only by what is to be ignored: it stays as it was
                at = next((at for at, _ in itertools.islice(new, count)), -1)
                next(itertools.islice(new, count - 1, count - 1), None)
                yield from (Piece(change.kind, atom, at=at) for atom in itertools.islice(old, len(change.base_text)))
            else:
                both = zip(itertools.islice(old, count), itertools.islice(new, count), strict=True)
                yield from self._kept((mine, *theirs) for mine, theirs in both)

    def _kept(self, both: Iterable[tuple[Atom, int, Atom]]) -> Iterator[Piece]:
        """Atoms that both have; where a link leads elsewhere, it is replaced."""

        def elsewhere(pair: tuple[Atom, int, Atom]) -> bool:
            if pair[0].link is None and pair[2].link is None:
                return False
            mine, theirs = (
                _target(pair[0], self.scene.pair.old, self.scene.old_part),
                _target(pair[2], self.scene.pair.new, self.scene.new_part),
            )
            return mine != theirs

        for apart, group in itertools.groupby(both, elsewhere):
            pairs = list(group)
            if apart:
                yield from (Piece(ChangeKind.DELETE, old) for old, _, _ in pairs)
                yield from (Piece(ChangeKind.INSERT, new, at=at) for _, at, new in pairs)
            else:
                yield from (self._same(old, new, at) for old, at, new in pairs)

    def _same(self, old: Atom, new: Atom, at: int) -> Piece:
        """An atom that both have: its formatting may still differ."""
        if old.nodes:
            for node in new.nodes:
                self.scene.pair.beside.bookmarks.alike(node)
            mine, theirs = _references(old), _references(new)
            if [node.tag for node in mine] == [node.tag for node in theirs]:
                self.scene.findings.notes += zip(mine, theirs, strict=True)
            for box, other in zip(_boxes(old), _boxes(new), strict=True):
                self.mark_box(box, other, self.scene)
        look = None
        if self.scene.pair.formatting and old.run is not None and new.run is not None:
            ends = (old.run, new.run)
            if ends not in self.differ:
                self.differ[ends] = not self.scene.same_run(*ends)
            look = new.run if self.differ[ends] else None
        return Piece(ChangeKind.EQUAL, old, look, at)


def _references(atom: Atom) -> list[etree._Element]:
    """The references to notes in a thing: itself, or those in a field or a content control."""
    return [node for own in atom.nodes for node in own.iter(*NOTES)]


def _boxes(atom: Atom) -> list[etree._Element]:
    """The text boxes in a thing: where Word wrote it twice, for old readers too, both."""
    return [box for node in atom.nodes for box in node.iter(TEXT_BOX)]


def _target(atom: Atom, document: Document, part: str) -> str:
    """Where the link that holds an atom leads."""
    if atom.link is None:
        return ""
    found = document.relationships(part).get(str(atom.link.get(f"{R}id", "")))
    return f"{found.target if found else ''}#{atom.link.get(f'{W}anchor', '')}"


class Writer:
    """Writes pieces as runs, each under its mark, in the hyperlinks that hold them."""

    def __init__(self, scene: Scene, old: Atoms, new: Atoms) -> None:
        self.scene, self.old = scene, old
        wanted = ((mark, scene.pair.beside.wanted(mark.node)) for mark in new.marks)
        self.brought = [Mark(mark.at, node, mark.link) for mark, node in wanted if node is not None]
        self.joined: list[Pair] = []
        """Bookmarks' ends that are one in both documents: as the old has them, and as the new."""

        self.places = {id(atom): at for at, atom in enumerate(old.atoms)}
        self.wrapped: tuple[etree._Element, etree._Element] | None = None
        self.used: set[etree._Element] = set()
        self.link: tuple[etree._Element, etree._Element] | None = None

    def arranged(self, pieces: Sequence[Piece]) -> list[Piece | Mark]:
        """Return pieces in an order in which a bookmark that both documents have stands right in either, with its ends.

        Where words were replaced that it parts, so are those before it, and then those after it.
        """
        bookmarks = self.scene.pair.beside.bookmarks
        mine = {(str(m.node.get(f"{W}id", "")), m.node.tag): m for m in self.old.marks if m.node.tag in ENDS}
        pairs = []
        for came in self.brought:
            own = mine.get((bookmarks.same(came.node), came.node.tag)) if came.node.tag in ENDS else None
            pairs += [(own, came)] if own is not None else []
        pairs.sort(key=lambda pair: (pair[0].at, pair[1].at))
        found, self.joined = arranged(pieces, pairs)
        alone = {str(came.node.get(f"{W}id", "")) for own, came in pairs if (own, came) not in self.joined}
        if alone:  # an end that cannot be one stands alone, and then so does the other
            kept = [pair for pair in self.joined if pair[1].node.get(f"{W}id", "") not in alone]
            found, self.joined = arranged(pieces, kept)
        for pair in pairs:
            bookmarks.joined(pair[1].node, one=pair in self.joined)
        gone = [came for _, came in self.joined]
        self.brought = [mark for mark in self.brought if mark not in gone]
        return found

    def written(self, pieces: Sequence[Piece | Mark]) -> list[etree._Element]:
        """Return what a paragraph holds.

        Args:
            pieces: Its atoms, with the ends of bookmarks that are one in both documents.
        """
        found: list[etree._Element] = []
        order = {id(mark): at for at, mark in enumerate(self.old.marks)}
        one = {id(own) for own, _ in self.joined}
        marks, brought = [mark for mark in self.old.marks if id(mark) not in one], list(self.brought)
        for group in self._groups(pieces):
            if isinstance(group, Mark):
                while marks and order[id(marks[0])] < order[id(group)]:
                    self._place(marks.pop(0), found)
                self._place(group, found)
                continue
            first = group[0].atom
            while marks and marks[0].at <= self.places.get(id(first), -1):
                self._place(marks.pop(0), found)
            while brought and brought[0].at <= group[0].at:
                self._bring(brought.pop(0), found)
            into = self._held(first.link, found, new=group[0].kind is ChangeKind.INSERT)
            content = list(into) if into is not found else found
            self._mark(group, content)
            if into is not found:
                into.extend(content)
        for mark in marks:
            self._place(mark, found)
        for mark in brought:
            self._bring(mark, found)
        return found

    def _bring(self, mark: Mark, found: list[etree._Element]) -> None:
        if mark.link is not None and self.link is not None:
            self.link[1].append(mark.node)
        else:
            found.append(mark.node)
            self.link = None

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

    def _groups(self, pieces: Sequence[Piece | Mark]) -> Iterator[list[Piece] | Mark]:
        """Neighbours that can stand in one run: of one run, under one mark, with no bookmark between."""
        ends = {mark.at for mark in self.old.marks}
        news = {mark.at for mark in self.brought}
        held: list[Piece] = []
        for piece in pieces:
            if isinstance(piece, Mark):
                if held:
                    yield held
                held = []
                yield piece
                continue
            same = held and (
                piece.kind is held[-1].kind
                and piece.atom.run is not None
                and piece.atom.run is held[-1].atom.run
                and piece.look is held[-1].look
                and piece.atom.link is held[-1].atom.link
                and piece.atom.wrap is held[-1].atom.wrap
                and self.places.get(id(piece.atom), -1) not in ends
                and piece.at not in news
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
            if not len(holder) or holder[-1].tag != f"{W}{name}" or not self.scene.pair.stamp.owns(holder[-1]):
                holder.append(self.scene.pair.stamp.mark(name))
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
            return self._finished([part for node in nodes for part in flat(node)], kind)
        if kind is ChangeKind.EQUAL and look is None and len(atoms) == self.old.sizes.get(run):
            return [run]
        made = etree.Element(f"{W}r")
        properties = run.find(f"{W}rPr")
        if properties is not None:
            made.append(copy.deepcopy(properties))
        words = ""
        for atom in atoms:
            if atom.nodes:
                add_words(made, words)
                words = ""
                made.extend(copy.deepcopy(node) for node in atom.nodes)
            else:
                words += atom.char
        add_words(made, words)
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
            nodes = [self.scene.brought(node) for node in nodes]
            for node in nodes:
                for reference in node.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
                    self.scene.findings.new_notes.append(reference)
        return nodes
