"""Writes the pieces of a paragraph as runs, each under its mark, in the hyperlinks that hold them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from lxml import etree

from redline.model import ChangeKind
from redline.ooxml.elements import shell
from redline.ooxml.names import W
from redline.writers.in_place.atoms import Atom, Atoms, Mark, add_words, flat
from redline.writers.in_place.beside import MARKS
from redline.writers.in_place.bookmarks import ENDS
from redline.writers.in_place.pieces import MOVED, Pair, Piece, arranged, cut_pieces
from redline.writers.in_place.properties import DELETED, INSERTED
from redline.writers.in_place.scene import Scene


class Writer:
    """Writes pieces as runs, each under its mark, in the hyperlinks that hold them."""

    def __init__(self, scene: Scene, old: Atoms, new: Atoms) -> None:
        self.scene, self.old = scene, old
        wanted = ((mark, scene.pair.beside.wanted(mark.node)) for mark in new.marks)
        self.brought = [Mark(mark.at, node, mark.link) for mark, node in wanted if node is not None]
        self.joined: list[Pair] = []
        """Bookmarks' ends that are one in both documents: as the old has them, and as the new."""

        self.wrapped: tuple[etree._Element, etree._Element] | None = None
        self.used: set[etree._Element] = set()
        self.link: tuple[etree._Element, etree._Element] | None = None

    def arranged(self, pieces: Sequence[Piece]) -> list[Piece | Mark]:
        """Return pieces in an order in which a bookmark that both documents have stands right in either, with its ends.

        Where words were replaced that it parts, so are those before it, and then those after it.
        """
        bookmarks = self.scene.pair.beside.bookmarks
        theirs = {(bookmarks.same(m.node), m.node.tag): m for m in self.brought if m.node.tag in ENDS}
        ends = ((own, theirs.get((str(own.node.get(f"{W}id", "")), own.node.tag))) for own in self.old.marks)
        pairs = [(own, came) for own, came in ends if came is not None]
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
            while marks and marks[0].at <= group[0].old:
                self._place(marks.pop(0), found)
            while brought and brought[0].at <= group[0].new:
                self._bring(brought.pop(0), found, group[0])
            into = self._held(first.link, found, new=group[0].kind is ChangeKind.INSERT)
            content = list(into) if into is not found else found
            self._mark(group, content)
            if into is not found:
                into.extend(content)
        for mark in marks:
            self._place(mark, found)
        for mark in brought:
            self._bring(mark, found, None)
        return found

    def _bring(self, mark: Mark, found: list[etree._Element], following: Piece | None) -> None:
        """Write a mark of the new document: in the link that goes on, or that begins, if it stands in one."""
        if mark.link is not None and following is not None and following.atom.link is not None:
            self._held(following.atom.link, found, new=following.kind is ChangeKind.INSERT)
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
        for piece in cut_pieces(pieces, ends, news):
            if isinstance(piece, Mark):
                if held:
                    yield held
                held = []
                yield piece
                continue
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
            return self._finished([part for node in nodes for part in flat(node)], kind)
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
                add_words(made, words)
                words = ""
                made.extend(copy.deepcopy(node) for node in atom.nodes)
            else:
                words += atom.text
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
            beside = self.scene.pair.beside
            placed = (beside.wanted(node) if node.tag in MARKS else self.scene.brought(node) for node in nodes)
            nodes = [node for node in placed if node is not None]
            for node in nodes:
                for reference in node.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
                    self.scene.findings.new_notes.append(reference)
        return nodes
