"""Whether two places in a marked part are one, in the document with all changes rejected and in that with all accepted.

What is hard is that a bookmark is not tracked: one alone serves both documents if a place can be found that is right in
either. Before such a place stand the same things of the old document, and the same of the new, as before the two.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from lxml import etree

from redline.ooxml.names import MATH, W
from redline.ooxml.revisions import GONE, TRACKED

_MARKS = frozenset({f"{W}bookmarkStart", f"{W}bookmarkEnd"})
_STORIES = frozenset(f"{W}{name}" for name in ("body", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent"))
_UNSHOWN = frozenset({f"{W}rPr", f"{W}lastRenderedPageBreak", f"{W}annotationRef", f"{W}commentReference"})
_EQUATIONS = frozenset({f"{MATH}oMath", f"{MATH}oMathPara"})
_SHOWN = _EQUATIONS | {f"{W}fldSimple"}


class Places:
    """What a part shows, in order, and where its bookmarks stand in that.

    Args:
        root: The part; what is shown in it stays while its bookmarks may be moved.

    Cost:
        Linear in the part, once; then next to nothing for each place.
    """

    def __init__(self, root: etree._Element) -> None:
        self._shown: list[etree._Element] = []
        """Runs, and paragraphs for their marks."""

        self._counts: tuple[list[int], list[int]] = ([0], [0])
        """How much of the old document, and of the new, stands before each of them and before the end."""

        self._at: dict[etree._Element, int] = {}
        self._holders: list[etree._Element | None] = []
        """The outermost mark, or row that comes or goes, that holds each of them: with it, a bookmark would go."""

        self._held: dict[etree._Element, list[int]] = {}
        """Before which of them each of these begins, and before which it has ended."""

        self._within: set[etree._Element] = set()
        """Bookmarks' ends in any of these."""

        self._walk(root, (True, True), None)

    def common(self, old: etree._Element, new: etree._Element) -> int | None:
        """Return a place that is right for a mark of the old document and for one of the new; None if there is none.

        Args:
            old: The end of a bookmark as the old document has it.
            new: That of the new.
        """
        mine, theirs = self._at.get(old), self._at.get(new)
        if mine is None or theirs is None or {old, new} <= self._within:  # else each goes with its own
            return None
        wanted = self._counts[0][mine], self._counts[1][theirs]
        ranges = [
            (bisect_left(own, count), bisect_right(own, count) - 1)
            for own, count in zip(self._counts, wanted, strict=True)
        ]
        first, last = max(begin for begin, _ in ranges), min(end for _, end in ranges)
        stand = [self._at[mark] for mark in (old, new) if mark not in self._within]
        places = itertools.chain((place for place in stand if first <= place <= last), range(first, last + 1))
        return next((place for place in places if place in stand or self._spot(place) is not None), None)

    def move(self, mark: etree._Element, other: etree._Element, place: int) -> None:
        """Move a mark to a place, which may be its own or that of another mark.

        Args:
            mark: The end of a bookmark.
            other: Another one.
            place: What :meth:`common` says of the two.
        """
        stand = [self._at[one] if one not in self._within else None for one in (mark, other)]
        if place == stand[0]:
            return
        if place == stand[1]:
            other.addprevious(mark)
        else:
            put = self._spot(place)
            assert put is not None  # noqa: S101
            put(mark)
        self._at[mark] = place
        self._within.discard(mark)

    def stays(self, start: etree._Element, end: etree._Element) -> bool:
        """Return whether a bookmark is there in both documents: not if it names anything, all of which one has not."""
        return self.stay(self._at.get(start, 0), self._at.get(end, 0))

    def stay(self, begins: int, ends: int) -> bool:
        """Return the same of a bookmark between two places."""
        named = [counts[ends] - counts[begins] for counts in self._counts]
        return all(named) or not any(named)

    def of(self, mark: etree._Element) -> int:
        """Return where a mark stands."""
        return self._at.get(mark, 0)

    def _spot(self, place: int) -> Callable[[etree._Element], object] | None:
        """What puts a mark at a place so that it stays whatever comes or goes there; None if nothing can."""
        if place < len(self._shown):
            node, holder = self._shown[place], self._holders[place]
            if holder is None:
                return node.append if node.tag == f"{W}p" else node.addprevious
            if self._held[holder][0] == place:
                return holder.addprevious
        if place > 0:
            node, holder = self._shown[place - 1], self._holders[place - 1]
            if holder is None:
                return node.append if node.tag == f"{W}p" and place == len(self._shown) else node.addnext
            if self._held[holder][1] == place:
                return holder.addnext
        return None

    def _walk(self, node: etree._Element, there: tuple[bool, bool], holder: etree._Element | None) -> None:
        """Take what an element holds; ``there`` says in which of the two documents it is."""
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag.endswith("Pr"):
                continue
            if tag in _MARKS:
                self._at[child] = len(self._shown)
                if holder is not None:
                    self._within.add(child)
            elif tag in TRACKED or tag == f"{W}tr":
                inner = _within(there, tag) if tag in TRACKED else _marked(there, child.find(f"{W}trPr"))
                self._hold(child, inner, holder, goes=inner != there)
            elif tag == f"{W}p":
                self._walk(child, there, holder)
                self._show(child, _marked(there, child.find(f"{W}pPr/{W}rPr")), holder)
            else:
                if tag in _SHOWN or _shows(child):
                    self._show(child, there, holder)
                if tag not in _EQUATIONS:
                    self._walk(child, there, holder)
        if node.tag in _STORIES:
            self._end(node)

    def _hold(
        self, node: etree._Element, there: tuple[bool, bool], holder: etree._Element | None, *, goes: bool
    ) -> None:
        """Take what a mark holds, or a row, which may come or go with it."""
        begins = len(self._shown)
        self._walk(node, there, node if holder is None and goes else holder)
        self._held[node] = [begins, len(self._shown)]

    def _show(self, node: etree._Element, there: tuple[bool, bool], holder: etree._Element | None) -> None:
        self._shown.append(node)
        self._holders.append(holder)
        for counts, own in zip(self._counts, there, strict=True):
            counts.append(counts[-1] + own)

    def _end(self, story: etree._Element) -> None:
        """Take what stands after the last paragraph of a story for its end: no other document says it otherwise."""
        place = len(self._shown)
        for child in reversed(story):
            if child.tag in _MARKS and self._at.get(child) == place and self._shown[place - 1 :]:
                self._at[child] = place - 1
            elif child.tag == f"{W}p":
                return


def _shows(node: etree._Element) -> bool:
    """Whether an element is a run that shows something."""
    return node.tag == f"{W}r" and any(own.tag not in _UNSHOWN for own in node)


def _within(there: tuple[bool, bool], tag: str) -> tuple[bool, bool]:
    return (there[0], False) if tag in GONE else (False, there[1])


def _marked(there: tuple[bool, bool], properties: etree._Element | None) -> tuple[bool, bool]:
    for node in properties if properties is not None else ():
        if node.tag in TRACKED:
            there = _within(there, str(node.tag))
    return there
