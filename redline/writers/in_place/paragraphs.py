"""Marks in one paragraph of somebody's Word document what makes it another: words, formatting, things.

What is kept stays as it is, run by run, byte for byte; a run is cut only where a change begins or ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from redline.model import Change, ChangeKind
from redline.ooxml.names import TEXT_BOX, W
from redline.writers.in_place.atoms import JOIN, NOTES, Atom, Atoms, Cutter
from redline.writers.in_place.links import Links
from redline.writers.in_place.pieces import Piece, Spans
from redline.writers.in_place.properties import DELETED, INSERTED, become, mark_end
from redline.writers.in_place.scene import Scene
from redline.writers.in_place.sentences import with_sentence_moved
from redline.writers.in_place.writing import Writer

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
    row = writer.arranged(pieces)
    if not writer.brought and all(piece.kind is ChangeKind.EQUAL and piece.look is None for piece in pieces):
        return
    content = writer.written(row)
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
            for node in new.nodes:
                self.scene.pair.beside.bookmarks.alike(node)
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
