"""Signs revisions, and tracks the ends and the properties of paragraphs."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from lxml import etree

from redline.ooxml.elements import shell
from redline.ooxml.fingerprint import canonical
from redline.ooxml.names import W
from redline.ooxml.order import child_of, put

INSERTED, DELETED = "ins", "del"


@dataclass(slots=True)
class Stamp:
    """Signs revisions and counts them."""

    author: str
    date: str = ""
    number: int = 0
    first: int = 0
    """Marks with higher numbers are ours."""

    lent: set[int] = field(default_factory=set)
    """Those of them that are somebody else's, whose mark had to be parted."""

    def begin(self, number: int) -> None:
        """Count on from the highest number that the document has."""
        self.number = self.first = number

    def owns(self, node: etree._Element) -> bool:
        """Return whether a mark is ours, not one that the document came with."""
        value = str(node.get(f"{W}id", ""))
        return value.isdecimal() and self.first < int(value) <= self.number and int(value) not in self.lent

    def parted(self, mark: etree._Element) -> etree._Element:
        """Return an empty mark like another, to hold the other half of what it held."""
        self.number += 1
        if not self.owns(mark):
            self.lent.add(self.number)
        made = shell(mark)
        made.set(f"{W}id", str(self.number))
        return made

    def mark(self, name: str) -> etree._Element:
        """Return a revision mark: ``w:ins``, ``w:del``, ``w:rPrChange``, ..."""
        self.number += 1
        made = etree.Element(f"{W}{name}")
        made.set(f"{W}id", str(self.number))
        made.set(f"{W}author", self.author)
        if self.date:
            made.set(f"{W}date", self.date)
        return made


def mark_end(paragraph: etree._Element, kind: str, stamp: Stamp) -> None:
    """Track the end of a paragraph."""
    put(child_of(child_of(paragraph, "pPr"), "rPr"), stamp.mark(kind))


def unmark_end(paragraph: etree._Element, stamp: Stamp) -> None:
    """Take our mark of the end of a paragraph away."""
    look = paragraph.find(f"{W}pPr/{W}rPr")
    for node in list(look) if look is not None else []:
        if node.tag in (f"{W}{INSERTED}", f"{W}{DELETED}") and stamp.owns(node):
            look.remove(node)  # type: ignore[union-attr]


def end_of(paragraph: etree._Element, stamp: Stamp) -> str:
    """Return how we track the end of a paragraph; empty if it stays."""
    for kind in (INSERTED, DELETED):
        if any(stamp.owns(node) for node in paragraph.iterfind(f"{W}pPr/{W}rPr/{W}{kind}")):
            return kind
    return ""


def become(paragraph: etree._Element, wanted: etree._Element | None, stamp: Stamp) -> None:
    """Give a paragraph other properties, and track what they were."""
    own = paragraph.find(f"{W}pPr")
    known = own.find(f"{W}pPrChange") if own is not None else None
    if known is not None and stamp.owns(known):
        return
    former = plain(own)
    made = plain(wanted)
    if canonical(former) == canonical(made):
        return
    for name in ("rPr", "sectPr"):
        kept = own.find(f"{W}{name}") if own is not None else None
        if kept is not None:
            made.append(kept)
    if known is None:
        known = stamp.mark("pPrChange")
        known.append(former)
    made.append(known)
    if own is not None:
        paragraph.remove(own)
    paragraph.insert(0, made)


def plain(properties: etree._Element | None) -> etree._Element:
    """Return paragraph properties without those of the mark, the section, and what they were."""
    made = copy.deepcopy(properties) if properties is not None else etree.Element(f"{W}pPr")
    for name in ("rPr", "sectPr", "pPrChange"):
        for child in made.findall(f"{W}{name}"):
            made.remove(child)
    return made
