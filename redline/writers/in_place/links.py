"""Tracks a link that comes, goes or leads elsewhere while its words stay.

Word cannot track a ``w:hyperlink``. To Word a link is a field, though, and what makes a field of some words are a few
runs before and after them, which can be inserted and deleted. So the words are neither struck nor repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from redline.model import ChangeKind
from redline.ooxml.names import XML_SPACE, R, W
from redline.writers.in_place.atoms import Atom, Atoms, Mark
from redline.writers.in_place.pieces import Piece
from redline.writers.in_place.scene import Scene

_APART = frozenset({f"{R}id", f"{W}anchor", f"{W}history"})
_SWITCHES = {f"{W}tooltip": "o", f"{W}tgtFrame": "t"}
_EDGE = 0.5
"""The end of a link stands half a place before an atom, so that a mark may stand on either side of it."""

Ends = tuple[etree._Element | None, etree._Element | None]
"""The hyperlink that holds an atom in the old document, and in the new."""


class Links:
    """Knows where the links of two parts lead, and makes fields of those that change."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def differ(self, old: Atom, new: Atom) -> bool:
        """Return whether an atom leads elsewhere in the new document, or anywhere in one of them alone."""
        if old.link is None and new.link is None:
            return False
        return self._target(old.link, new=False) != self._target(new.link, new=True)

    def told(self, old: Atom, new: Atom) -> bool:
        """Return whether fields can say where an atom leads in both documents."""
        if old.wrap is not None or not _is_run(old):
            return False
        sides = ((old.link, False), (new.link, True))
        return all(link is None or self._instruction(link, new=side) for link, side in sides)

    def tracked(self, pieces: Sequence[Piece], first: Atoms, second: Atoms) -> list[Piece]:
        """Return the pieces of a paragraph with the ends of links that change among them, as those of fields.

        Args:
            pieces: The pieces; what stands in such a field stands in no hyperlink afterwards.
            first: The atoms of the old paragraph.
            second: Those of the new one.
        """
        linked = any(atom.link is not None for atom in (*first.atoms, *second.atoms))
        stretches = list(self._stretches(pieces)) if linked else []
        found: list[Piece] = []
        at = 0
        for begin, end, links in stretches:
            found += pieces[at:begin]
            held = pieces[begin:end]
            olds = _extent([(piece.old, piece) for piece in held if piece.kind is not ChangeKind.INSERT])
            news = _extent([(piece.new, piece) for piece in held if piece.kind is not ChangeKind.DELETE])
            theirs = [mark for mark in second.marks if links[1] is not None and mark.link is links[1]]
            edges = _edges(first.marks, _inside(first, second, links), olds), _edges(second.marks, theirs, news)
            begins, ends = self._field(links)
            found += [replace(piece, old=edges[0][0], new=edges[1][0]) for piece in begins]
            for piece in held:
                piece.atom.link = None
            found += held
            found += [replace(piece, old=edges[0][1], new=edges[1][1]) for piece in ends]
            at = end
        return found + list(pieces[at:])

    def _stretches(self, pieces: Sequence[Piece]) -> Iterator[tuple[int, int, Ends]]:
        """The neighbours that one field is to hold: where it begins and ends among the pieces, and its links."""
        at = free = 0
        while at < len(pieces):
            links = self._changed(pieces[at])
            if links is None:
                at += 1
                continue
            begin, end = at, at + 1
            while begin > free and _holds(pieces[begin - 1], links):
                begin -= 1
            while end < len(pieces) and _holds(pieces[end], links):
                end += 1
            while _is_outside(pieces[begin], links):
                begin += 1
            while _is_outside(pieces[end - 1], links):
                end -= 1
            yield begin, end, links
            at = free = end

    def _changed(self, piece: Piece) -> Ends | None:
        """The links of an atom that both documents have, if they lead to different places and a field can say so."""
        new = piece.other
        if piece.kind is not ChangeKind.EQUAL or new is None:
            return None
        changed = self.differ(piece.atom, new) and self.told(piece.atom, new)
        return (piece.atom.link, new.link) if changed else None

    def _field(self, links: Ends) -> tuple[list[Piece], list[Piece]]:
        """What begins a field that is the link of either document, and what ends it."""
        old, new = (
            self._instruction(link, new=side) if link is not None else ""
            for link, side in zip(links, (False, True), strict=True)
        )
        begins: list[Piece] = []
        ends: list[Piece] = []
        for kind, told in ((ChangeKind.DELETE, old), (ChangeKind.INSERT, new)):  # where both are, one in the other
            if told:
                begins.append(Piece(kind, _thing([_character("begin"), _code(told), _character("separate")])))
                ends.insert(0, Piece(kind, _thing([_character("end")])))
        return begins, ends

    def _target(self, link: etree._Element | None, *, new: bool) -> str:
        """Where a hyperlink leads, and what else it says of itself."""
        if link is None:
            return ""
        more = sorted(f"{key!s}={value!s}" for key, value in link.items() if key not in _APART and value)
        return "#".join([self._address(link, new=new)[0], str(link.get(f"{W}anchor", "")), *more])

    def _address(self, link: etree._Element, *, new: bool) -> tuple[str, bool]:
        """The target of a hyperlink, and whether a field can name it."""
        document, part = (
            (self._scene.pair.new, self._scene.new_part) if new else (self._scene.pair.old, self._scene.old_part)
        )
        identifier = str(link.get(f"{R}id", ""))
        found = document.relationships(part).get(identifier)
        return (found.target, found.external) if found is not None else ("", not identifier)

    def _instruction(self, link: etree._Element, *, new: bool) -> str:
        """What a field says that leads where a hyperlink leads; empty if none can (ECMA-376 Part 1, 17.16.5.25)."""
        target, named = self._address(link, new=new)
        anchor = str(link.get(f"{W}anchor", ""))
        switches = {
            _SWITCHES.get(str(key), ""): str(value) for key, value in link.items() if key not in _APART and value
        }
        if not named or "" in switches or not (target or anchor):
            return ""
        parts = ["HYPERLINK", *([_quoted(target)] if target else []), *([f"\\l {_quoted(anchor)}"] if anchor else [])]
        parts += [f"\\{name} {_quoted(value)}" for name, value in sorted(switches.items())]
        return f" {' '.join(parts)} "


def _holds(piece: Piece, links: Ends) -> bool:
    """Whether a piece stands in the links of a field, so that the field can hold it."""
    if piece.atom.wrap is not None or not _is_run(piece.atom):
        return False
    if piece.kind is ChangeKind.EQUAL:
        return piece.other is not None and (piece.atom.link, piece.other.link) == links
    return piece.atom.link is links[0 if piece.kind is ChangeKind.DELETE else 1]


def _is_outside(piece: Piece, links: Ends) -> bool:
    """Whether a piece at the edge of a field need not stand in it: it stands in no link."""
    return piece.kind is not ChangeKind.EQUAL and links[0 if piece.kind is ChangeKind.DELETE else 1] is None


def _is_run(atom: Atom) -> bool:
    """Whether an atom is made of runs, as all that a field holds here."""
    return atom.run is not None or all(node.tag == f"{W}r" for node in atom.nodes)


def _inside(first: Atoms, second: Atoms, links: Ends) -> list[Mark]:
    """The marks of the old document that stand in a link; in one that comes, those that stand in it in the new one."""
    old, new = links
    if old is not None:
        return [mark for mark in first.marks if mark.link is old]
    names = {name for mark, name in _named(second.marks) if mark.link is new}
    return [mark for mark, name in _named(first.marks) if name in names]


def _named(marks: Iterable[Mark]) -> Iterator[tuple[Mark, tuple[str, str]]]:
    """The ends of bookmarks, each with what it is and the name."""
    names: dict[str, str] = {}
    for mark in marks:
        if mark.node.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            identifier = str(mark.node.get(f"{W}id", ""))
            name = names.setdefault(identifier, str(mark.node.get(f"{W}name", "")))
            yield mark, (str(mark.node.tag), name)


def _extent(held: Sequence[tuple[float, Piece]]) -> tuple[float, float] | None:
    """Where some pieces begin and end in a document, if they are any."""
    if not held:
        return None
    return held[0][0], held[-1][0] + len(held[-1][1].atom.text)


def _edges(marks: Iterable[Mark], inside: Collection[Mark], extent: tuple[float, float] | None) -> tuple[float, float]:
    """Where a field begins and ends among the characters of a document; marks at either end stand within or without.

    Args:
        marks: The marks of the document.
        inside: Those that stand in its link; where they are in the field, they stand in no hyperlink any more.
        extent: From where to where the document's part of the field reaches.
    """
    if extent is None:
        return -1, -1
    begin, end = (place - _EDGE for place in extent)
    known = set(map(id, inside))
    for mark in marks:
        if mark.at == extent[0] and id(mark) not in known:
            mark.at = begin
        elif mark.at == extent[1] and id(mark) in known:
            mark.at = end
        if id(mark) in known and begin < mark.at <= end:
            mark.link = None
    return begin, end


def _thing(nodes: Iterable[etree._Element]) -> Atom:
    return Atom("", None, tuple(nodes))


def _character(kind: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}fldChar").set(f"{W}fldCharType", kind)
    return run


def _code(instruction: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    node = etree.SubElement(run, f"{W}instrText")
    node.text = instruction
    node.set(XML_SPACE, "preserve")
    return run


def _quoted(value: str) -> str:
    """An argument of a field: a backslash begins a switch, and a quote ends the argument, so either is escaped."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
