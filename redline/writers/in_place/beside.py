"""Brings the second document's comments and bookmarks along, which Word does not track: they are there in both views.

A comment that both documents have is known by author, date and words; which bookmarks are, :class:`Bookmarks` says.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from redline.ooxml.document import Document
from redline.ooxml.names import W
from redline.writers.in_place.bookmarks import ENDS
from redline.writers.in_place.following import Bookmarks
from redline.writers.in_place.imports import Importer
from redline.writers.in_place.threads import bring_threads, resolved_in_one

_REFERENCE = f"{W}commentReference"
_RANGE = (f"{W}commentRangeStart", f"{W}commentRangeEnd")

MARKS = (*ENDS, *_RANGE)
"""What begins or ends something that is not tracked."""


class Beside:
    """Says which marks of the new document are placed in the old, and as what."""

    def __init__(self, old: Document, new: Document, importer: Importer) -> None:
        self.old, self.new, self.importer = old, new, importer
        self.bookmarks = Bookmarks(old, new, importer)
        self._comments: dict[str, str] = {}
        self._same: dict[str, etree._Element] = {}
        """Comments of the old document, by their ids in the new one."""

        self._number = 0

    def begin(self, number: int, apart: frozenset[str]) -> None:
        """Find what is to be brought.

        Args:
            number: The highest id of anything in the old document.
            apart: Bookmarks of the new document that are not those of the old, by their keys.
        """
        self._number = number
        known: dict[tuple[str, ...], list[etree._Element]] = {}
        for node in _comments(self.old):
            known.setdefault(_words(node), []).append(node)
        for node in _comments(self.new):
            there = known.get(_words(node))
            if there:
                self._same[str(node.get(f"{W}id", ""))] = there.pop(0)
            else:
                self._comments[str(node.get(f"{W}id", ""))] = self._next()
        self._number = self.bookmarks.begin(self._number, apart)

    @property
    def last(self) -> int:
        """The highest id that was given."""
        return self._number

    def wanted(self, node: etree._Element) -> etree._Element | None:
        """Return what to place for a mark of the new document; None for nothing."""
        if node.tag in ENDS:
            return self.bookmarks.wanted(node)
        if node.tag in _RANGE:
            return self._renamed(node, self._comments)
        reference = node.find(_REFERENCE) if node.tag == f"{W}r" else None
        if reference is None or str(reference.get(f"{W}id", "")) not in self._comments:
            return None
        made = copy.deepcopy(node)
        for style in made.iter(f"{W}rStyle"):
            style.set(f"{W}val", self.importer.style(str(style.get(f"{W}val", ""))))
        for child in made.iter(_REFERENCE):
            child.set(f"{W}id", self._comments[str(child.get(f"{W}id", ""))])
        return made

    def place_between(self, made: etree._Element) -> None:
        """Place the marks between rows and cells of a copy of a table; those in its paragraphs come with these."""
        for node in [one for one in made.iter(*MARKS) if next(one.iterancestors(f"{W}p"), None) is None]:
            placed = self.wanted(node)
            if placed is not None:
                node.getparent().replace(node, placed)  # type: ignore[union-attr]
            else:
                node.getparent().remove(node)  # type: ignore[union-attr]

    def finish(self) -> None:
        """Add the words of the comments that were placed, and drop what has but one end."""
        self.bookmarks.finish()
        root = self.old.tree(self.old.document)
        ends = [{str(n.get(f"{W}id", "")): n for n in root.iter(name)} for name in _RANGE]
        for identifier in set(self._comments.values()) & (ends[0].keys() ^ ends[1].keys()):
            for found in ends:
                if identifier in found:
                    found[identifier].getparent().remove(found[identifier])  # type: ignore[union-attr]
        placed = {str(node.get(f"{W}id", "")) for node in root.iter(_REFERENCE)}
        lost, brought = 0, {}
        for node in list(_comments(self.new)):
            identifier = self._comments.get(str(node.get(f"{W}id", "")), "")
            if identifier in placed:
                made = self.importer.brought(node, self.new.held("comments"), self.old.held("comments"))
                made.set(f"{W}id", identifier)
                self.old.own("comments").append(made)
                brought[str(node.get(f"{W}id", ""))] = made
            elif identifier:
                lost += 1
        if resolved_in_one(self.old, self.new, self._same):
            words = "a comment of both files is settled in one alone; it is kept as it is in the first"
            self.importer.say(words)
        bring_threads(self.old, self.new, brought, self._same)
        if lost:
            word = "comment" if lost == 1 else "comments"
            self.importer.say(f"{lost} {word} of the second file stood at nothing that stays, and went")

    def _renamed(self, node: etree._Element, own: dict[str, str]) -> etree._Element | None:
        identifier = own.get(str(node.get(f"{W}id", "")))
        if identifier is None:
            return None
        made = copy.deepcopy(node)
        made.set(f"{W}id", identifier)
        return made

    def _next(self) -> str:
        self._number += 1
        return str(self._number)


def _comments(document: Document) -> Iterator[etree._Element]:
    part = document.held("comments")
    return document.tree(part).iterfind(f"{W}comment") if part in document else iter(())


def _words(comment: etree._Element) -> tuple[str, ...]:
    said = "".join(node.text or "" for node in comment.iter(f"{W}t"))
    return str(comment.get(f"{W}author", "")), str(comment.get(f"{W}date", "")), said
