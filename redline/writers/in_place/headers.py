"""Compares headers and footers, section by section.

A section without a header of its own has that of the section before, in both documents; and a header that only one
document has is compared with an empty one.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from redline.ooxml.document import RELATIONSHIP, Document
from redline.ooxml.names import R, W, has
from redline.ooxml.package import Relationship
from redline.ooxml.revisions import GONE, TRACKED
from redline.writers.in_place.imports import Importer

Names = dict[str, str]
"""``"default header"``, ``"first footer"`` and the like, and the part that holds each."""

_ROOTS = {"header": "hdr", "footer": "ftr"}
Compare = Callable[[str, str, etree._Element, etree._Element], None]
"""Marks in a part of the old document what makes it one of the new."""


class Headers:
    """The headers and footers of two documents; made before the body is marked."""

    def __init__(self, importer: Importer, compare: Compare) -> None:
        old, new = self.old, self.new = importer.old, importer.new
        self.importer, self.compare = importer, compare
        self._shown = _shown(old), _shown(new)
        self._made: dict[tuple[str, str, str], str] = {}
        """What stands for a header of either, by its name and theirs."""

        self._originals: dict[str, etree._Element] = {}

    def mark(self, pairs: Mapping[etree._Element, etree._Element]) -> None:
        """Compare those of the sections that both documents have.

        Args:
            pairs: The ``w:sectPr`` of the old document, and what each is in the new.
        """
        even = [_parts_even(document) for document in (self.old, self.new)]
        if even[0] != even[1]:
            which = "first" if even[0] else "second"
            words = f"only the {which} file has headers of their own on even pages; that is kept as it is in the first"
            self.importer.say(words)
        now: tuple[Names, Names] = ({}, {})  # what a section without its own shows, all accepted, and all rejected
        for node in list(_sections(self.old)):
            own = _own(self.old, node)
            theirs = pairs.get(node)
            if theirs is None:
                for at in _counts(node):
                    now[at].update(own)
                continue
            there = [now[at] for at in _counts(node)]
            for name, part in self._wanted(node, theirs).items():
                if own.get(name) != part and (name in own or {names.get(name) for names in there} != {part}):
                    self._refer(node, name, part)
                own[name] = part
            for names in there:
                names.update(own)

    def _wanted(self, mine: etree._Element, theirs: etree._Element) -> Names:
        olds, news = self._shown[0].get(mine, {}), self._shown[1].get(theirs, {})
        found = {name: self._part(name, olds.get(name, ""), news.get(name, "")) for name in sorted({*olds, *news})}
        return {name: part for name, part in found.items() if part}

    def _part(self, name: str, mine: str, theirs: str) -> str:
        """The part of the old document that becomes another; empty if neither says anything."""
        kind = name.rpartition(" ")[2]
        key = (mine, theirs, kind)
        if key not in self._made:
            empty = etree.Element(f"{W}{_ROOTS[kind]}")
            etree.SubElement(empty, f"{W}p")
            new = self.new.tree(theirs) if theirs else empty
            if _is_empty(new) and (not mine or _is_empty(self.old.tree(mine))):
                if mine:
                    self._originals.setdefault(mine, copy.deepcopy(self.old.tree(mine)))  # taken as it is
                return self._made.setdefault(key, mine)
            part = self._made[key] = self._own_part(mine, kind, empty)
            old = self.old.tree(part)
            if not mine:
                self._begin(old, new, theirs, part)
            before = etree.tostring(old)
            self.compare(part, theirs or self.new.document, old, new)
            if etree.tostring(old) != before:
                self.old.tree(part, change=True)
        return self._made[key]

    def _begin(self, old: etree._Element, new: etree._Element, theirs: str, part: str) -> None:
        """Give an empty header the look of the paragraph that will end it."""
        look = new[-1].find(f"{W}pPr") if len(new) else None
        if look is not None:
            old[0].append(self.importer.brought(look, theirs, part))

    def _own_part(self, mine: str, kind: str, empty: etree._Element) -> str:
        """The part that is marked: the document's own, a copy if that is marked for another section, or a new one."""
        if mine and mine not in self._originals:
            self._originals[mine] = copy.deepcopy(self.old.tree(mine))
            return mine
        return self.old.add_story(kind, copy.deepcopy(self._originals[mine]) if mine else empty, mine)

    def _refer(self, section: etree._Element, name: str, part: str) -> None:
        which, _, kind = name.partition(" ")
        for child in section.findall(f"{W}{kind}Reference"):
            if child.get(f"{W}type", "default") == which:
                section.remove(child)
        made = etree.Element(f"{W}{kind}Reference")
        made.set(f"{W}type", which)
        made.set(f"{R}id", self.old.relate(self.old.document, Relationship(RELATIONSHIP.format(kind), part, False)))
        section.insert(0, made)


def end_sections(old: Document, new: Document) -> None:
    """Give a document that ends without saying how its page is an empty section, where the other says it.

    Args:
        old: The document that is marked; it is changed if it lacks one.
        new: The other, of which only what is held here is changed.
    """
    bodies = [document.tree(document.document).find(f"{W}body") for document in (old, new)]
    ends = [body is not None and body.find(f"{W}sectPr") is not None for body in bodies]
    for document, body, end in zip((old, new), bodies, ends, strict=True):
        if any(ends) and body is not None and not end:
            document.tree(document.document, change=document is old)
            etree.SubElement(body, f"{W}sectPr")


def _sections(document: Document) -> Iterator[etree._Element]:
    """The ends of a document's sections; not what somebody changed them from."""
    for node in document.tree(document.document).iter(f"{W}sectPr"):
        if node.getparent() is not None and node.getparent().tag in (f"{W}body", f"{W}pPr"):  # type: ignore[union-attr]
            yield node


def _shown(document: Document) -> dict[etree._Element, Names]:
    """The headers and footers of each section: its own, else those of the section before."""
    found: dict[etree._Element, Names] = {}
    views: list[Names] = [{}, {}]  # all accepted, and all rejected: somebody's changes may be kept
    for node in _sections(document):
        counts = _counts(node)
        for at in counts:
            views[at] = views[at] | _own(document, node)
        found[node] = views[1] if 1 in counts else views[0]
    return found


def _own(document: Document, section: etree._Element) -> Names:
    relationships = document.relationships(document.document)
    found = {}
    for kind in _ROOTS:
        for child in section.iterfind(f"{W}{kind}Reference"):
            named = relationships.get(str(child.get(f"{R}id", "")))
            if named is not None and not named.external:
                found[f"{child.get(f'{W}type', 'default')} {kind}"] = named.target
    return found


def _counts(section: etree._Element) -> tuple[int, ...]:
    """Whether a section is there when all is accepted (0), when all is rejected (1)."""
    holder = section.getparent()
    marks = {node.tag for node in holder.iterfind(f"{W}rPr/*")} & TRACKED if holder is not None else set()
    return tuple(at for at, lost in enumerate((GONE, TRACKED - GONE)) if not marks & lost)


def _parts_even(document: Document) -> bool:
    """Whether a document shows other headers on even pages."""
    part = document.held("settings")
    return part in document and has(document.tree(part), "evenAndOddHeaders")


def _is_empty(root: etree._Element) -> bool:
    return next(root.iter(f"{W}r", f"{W}tbl"), None) is None
