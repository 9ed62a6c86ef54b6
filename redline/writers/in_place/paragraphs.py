"""Marks in one paragraph of somebody's Word document what makes it another: words, formatting, things.

What is kept stays as it is, run by run, byte for byte; a run is cut only where a change begins or ends.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from redline.model import Change, ChangeKind, Changes
from redline.writers.in_place.atoms import NOTE, Atom, Atoms, Codes, Mark, atoms_of, canonical, digest, shell
from redline.writers.in_place.files import Document
from redline.writers.in_place.imports import Importer, R
from redline.writers.in_place.properties import DELETED, INSERTED, Stamp, become, mark_end
from redline.writers.in_place.settle import W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNTOLD = frozenset({"rPrChange", "pPrChange", "lang", "noProof", "webHidden", "rPr", "sectPr", "ins", "del"})
_NO_RUN = frozenset({"rPrChange", "lang", "noProof", "webHidden", "ins", "del"})


@dataclass(slots=True)
class Scene:
    """What comparing two parts needs."""

    old: Document
    new: Document
    importer: Importer
    stamp: Stamp
    words: Callable[[str, str], Changes]
    formatting: bool = True
    """Whether a change of formatting alone is marked."""

    moves: int | None = None
    """How many moves are shown as Word's own so far; None where moves are deletions and insertions."""

    old_part: str = "word/document.xml"
    new_part: str = "word/document.xml"
    codes: Codes = field(default_factory=Codes)
    notes: list[tuple[etree._Element, etree._Element]] = field(default_factory=list)
    """References to notes that both documents have."""

    new_notes: Callable[[etree._Element], None] = lambda node: None
    """Called with each reference to a note that is inserted."""

    differ: dict[tuple[etree._Element, etree._Element], bool] = field(default_factory=dict)
    """Whether two runs of a paragraph look different."""

    def fingerprint(self, document: Document, part: str) -> Callable[[etree._Element], str]:
        """Return what tells one thing of a part from another."""

        def told(node: etree._Element) -> str:
            key = canonical(node, frozenset({"docPr", "cNvPr"}))
            for child in node.iter():
                for name in map(str, child.attrib):
                    if name.startswith(R):
                        found = document.relationships(part).get(str(child.attrib[name]))
                        if found is not None:
                            target = found.target if found.external else digest(document.raw(found.target))
                            key = key.replace(repr(child.attrib[name]), target)
            return key

        return told

    def atoms(self, paragraph: etree._Element, *, new: bool) -> Atoms:
        """Return the atoms of a paragraph of either document."""
        document, part = (self.new, self.new_part) if new else (self.old, self.old_part)
        return atoms_of(paragraph, self.codes, self.fingerprint(document, part))

    def look(self, properties: etree._Element | None, *, new: bool, drop: frozenset[str] = _NO_RUN) -> str:
        """Return what formatting says, in the words of the old document."""
        if properties is None or not len(properties):
            return ""
        if new:
            properties = self.importer.brought(properties, self.new_part, self.old_part)
        said = canonical(properties, drop)
        return "" if said in (f"<{properties.tag}></>", f"<{properties.tag}>None</>") else said


def mark_paragraph(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    """Turn a paragraph of the old document into one of the new by tracked changes."""
    first, second = scene.atoms(old, new=False), scene.atoms(new, new=True)
    scene.differ.clear()
    _know_list(old, new, scene)
    _paragraph_look(old, new, scene)
    pieces = list(_pieces(first, second, scene))
    if all(piece.kind is ChangeKind.EQUAL and piece.look is None for piece in pieces):
        return
    content = _Writer(scene, first).written(pieces)
    for child in list(old):
        if child.tag != f"{W}pPr":
            old.remove(child)
    old.extend(content)


def mark_deleted(paragraph: etree._Element, scene: Scene, *, mark: bool = True) -> None:
    """Mark a whole paragraph as deleted, its end too unless told otherwise."""
    atoms = scene.atoms(paragraph, new=False)
    content = _Writer(scene, atoms).written([_Piece(ChangeKind.DELETE, atom) for atom in atoms.atoms])
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)
    paragraph.extend(content)
    if mark:
        mark_end(paragraph, DELETED, scene.stamp)


def inserted(paragraph: etree._Element, scene: Scene, *, mark: bool = True) -> etree._Element:
    """Return a paragraph of the new document as one inserted in the old, its end too unless told otherwise."""
    atoms = scene.atoms(paragraph, new=True)
    made = etree.Element(f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        kept = scene.importer.brought(properties, scene.new_part, scene.old_part)
        for name in ("sectPr", "pPrChange"):
            for child in kept.findall(f"{W}{name}"):
                kept.remove(child)
        if properties.find(f"{W}sectPr") is not None:
            scene.importer.said["a section break of the second file is not taken over"] = None
        made.append(kept)
    made.extend(_Writer(scene, Atoms()).written([_Piece(ChangeKind.INSERT, atom) for atom in atoms.atoms]))
    if mark:
        mark_end(made, INSERTED, scene.stamp)
    return made


def _know_list(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    path = f"{W}pPr/{W}numPr/{W}numId"
    mine, theirs = old.find(path), new.find(path)
    if mine is not None and theirs is not None:
        scene.importer.same_list(str(mine.get(f"{W}val", "")), str(theirs.get(f"{W}val", "")))


def _paragraph_look(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    mine, theirs = old.find(f"{W}pPr"), new.find(f"{W}pPr")
    if scene.look(mine, new=False, drop=_UNTOLD) == scene.look(theirs, new=True, drop=_UNTOLD):
        return
    if not scene.formatting:
        return
    wanted = scene.importer.brought(theirs, scene.new_part, scene.old_part) if theirs is not None else None
    become(old, wanted, scene.stamp)


@dataclass(slots=True)
class _Piece:
    """One atom of the result."""

    kind: ChangeKind
    atom: Atom
    look: etree._Element | None = None
    """Formatting that it gets, where that changes alone."""


def _pieces(first: Atoms, second: Atoms, scene: Scene) -> Iterator[_Piece]:
    old, new = iter(first.atoms), iter(second.atoms)
    changes = (Change(ChangeKind.EQUAL, first.text),) if first.text == second.text != "" else ()
    for change in changes or scene.words(first.text, second.text):
        count = len(change.text)
        if change.kind is ChangeKind.DELETE:
            yield from (_Piece(change.kind, atom) for atom in itertools.islice(old, count))
        elif change.kind is ChangeKind.INSERT:
            yield from (_Piece(change.kind, atom) for atom in itertools.islice(new, count))
        elif change.base_text is not None:  # told apart only by what is to be ignored: it stays as it was
            yield from (_Piece(change.kind, atom) for atom in itertools.islice(old, len(change.base_text)))
            next(itertools.islice(new, count, count), None)
        else:
            both = zip(itertools.islice(old, count), itertools.islice(new, count), strict=True)
            yield from _kept(both, scene)


def _kept(both: Iterable[tuple[Atom, Atom]], scene: Scene) -> Iterator[_Piece]:
    """Atoms that both have; where a link leads elsewhere, it is replaced."""

    def elsewhere(pair: tuple[Atom, Atom]) -> bool:
        mine, theirs = (_target(pair[0], scene.old, scene.old_part), _target(pair[1], scene.new, scene.new_part))
        return mine != theirs

    for apart, group in itertools.groupby(both, elsewhere):
        pairs = list(group)
        if apart:
            yield from (_Piece(ChangeKind.DELETE, old) for old, _ in pairs)
            yield from (_Piece(ChangeKind.INSERT, new) for _, new in pairs)
        else:
            yield from (_same(old, new, scene) for old, new in pairs)


def _same(old: Atom, new: Atom, scene: Scene) -> _Piece:
    """An atom that both have: its formatting may still differ."""
    if old.char == NOTE and old.nodes and new.nodes:
        scene.notes.append((old.nodes[0], new.nodes[0]))
    look = None
    if scene.formatting and old.run is not None and new.run is not None:
        ends = (old.run, new.run)
        if ends not in scene.differ:
            mine, theirs = old.run.find(f"{W}rPr"), new.run.find(f"{W}rPr")
            scene.differ[ends] = scene.look(mine, new=False) != scene.look(theirs, new=True)
        look = new.run if scene.differ[ends] else None
    return _Piece(ChangeKind.EQUAL, old, look)


def _target(atom: Atom, document: Document, part: str) -> str:
    """Where the link that holds an atom leads."""
    if atom.link is None:
        return ""
    found = document.relationships(part).get(str(atom.link.get(f"{R}id", "")))
    return f"{found.target if found else ''}#{atom.link.get(f'{W}anchor', '')}"


class _Writer:
    """Writes pieces as runs, each under its mark, in the hyperlinks that hold them."""

    def __init__(self, scene: Scene, old: Atoms) -> None:
        self.scene, self.old = scene, old
        self.places = {id(atom): at for at, atom in enumerate(old.atoms)}
        self.wrapped: tuple[etree._Element, etree._Element] | None = None
        self.used: set[etree._Element] = set()
        self.link: tuple[etree._Element, etree._Element] | None = None

    def written(self, pieces: Sequence[_Piece]) -> list[etree._Element]:
        found: list[etree._Element] = []
        marks = list(self.old.marks)
        for group in self._groups(pieces):
            first = group[0].atom
            while marks and marks[0].at <= self.places.get(id(first), -1):
                self._place(marks.pop(0), found)
            into = self._held(first.link, found, new=group[0].kind is ChangeKind.INSERT)
            content = list(into) if into is not found else found
            self._mark(group, content)
            if into is not found:
                into.extend(content)
        for mark in marks:
            self._place(mark, found)
        return found

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
                made = self.scene.importer.brought(made, self.scene.new_part, self.scene.old_part)
            self.link = (link, made)
            found.append(made)
        return self.link[1]

    def _groups(self, pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
        """Neighbours that can stand in one run: of one run, under one mark, with no bookmark between."""
        ends = {mark.at for mark in self.old.marks}
        held: list[_Piece] = []
        for piece in pieces:
            same = held and (
                piece.kind is held[-1].kind
                and piece.atom.run is not None
                and piece.atom.run is held[-1].atom.run
                and piece.look is held[-1].look
                and piece.atom.link is held[-1].atom.link
                and piece.atom.wrap is held[-1].atom.wrap
                and self.places.get(id(piece.atom), -1) not in ends
            )
            if held and not same:
                yield held
                held = []
            held.append(piece)
        if held:
            yield held

    def _mark(self, group: Sequence[_Piece], found: list[etree._Element]) -> None:
        """Add a group to what is written: kept as it is, or under a mark that it may share with its neighbour."""
        kind, atoms = group[0].kind, [piece.atom for piece in group]
        nodes = self._runs(atoms, kind, group[0].look)
        wrap = atoms[0].wrap if kind is not ChangeKind.INSERT else None
        into: list[etree._Element] | etree._Element = found if wrap is None else self._within(wrap, found)
        if kind is ChangeKind.EQUAL:
            into.extend(nodes)
            return
        name = DELETED if kind is ChangeKind.DELETE else INSERTED
        if not len(into) or into[-1].tag != f"{W}{name}":
            into.append(self.scene.stamp.mark(name))
        into[-1].extend(nodes)

    def _within(self, wrap: etree._Element, found: list[etree._Element]) -> etree._Element:
        """Where to write in the insertion of somebody else: the last one, or one more like it."""
        if self.wrapped is None or self.wrapped[0] is not wrap or not found or found[-1] is not self.wrapped[1]:
            made = shell(wrap)
            if wrap in self.used:
                self.scene.stamp.number += 1
                made.set(f"{W}id", str(self.scene.stamp.number))
            self.used.add(wrap)
            self.wrapped = (wrap, made)
            found.append(made)
        return self.wrapped[1]

    def _runs(self, atoms: Sequence[Atom], kind: ChangeKind, look: etree._Element | None) -> list[etree._Element]:
        run = atoms[0].run
        if run is None:
            nodes = [copy.deepcopy(node) for atom in atoms for node in atom.nodes]
            return self._finished([part for node in nodes for part in _flat(node)], kind)
        if kind is ChangeKind.EQUAL and look is None and len(atoms) == self.old.sizes.get(run):
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
                words += atom.char
        _words(made, words)
        if look is not None:
            self._look(made, look)
        return self._finished([made], kind)

    def _look(self, run: etree._Element, wanted: etree._Element) -> None:
        former = run.find(f"{W}rPr")
        theirs = wanted.find(f"{W}rPr")
        made = etree.Element(f"{W}rPr")
        if theirs is not None:
            made = self.scene.importer.brought(theirs, self.scene.new_part, self.scene.old_part)
        for child in made.findall(f"{W}rPrChange"):
            made.remove(child)
        change = former.find(f"{W}rPrChange") if former is not None else None  # somebody's: what it was before theirs
        if change is None:
            change = self.scene.stamp.mark("rPrChange")
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
            nodes = [self.scene.importer.brought(node, self.scene.new_part, self.scene.old_part) for node in nodes]
            for node in nodes:
                for reference in node.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
                    self.scene.new_notes(reference)
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
            code.set(_SPACE, "preserve")
        yield run
    yield from node.iterfind(f"{W}r")
    end = etree.Element(f"{W}r")
    etree.SubElement(end, f"{W}fldChar").set(f"{W}fldCharType", "end")
    yield end


def _words(run: etree._Element, text: str) -> None:
    if text:
        node = etree.SubElement(run, f"{W}t")
        node.text = text
        node.set(_SPACE, "preserve")
