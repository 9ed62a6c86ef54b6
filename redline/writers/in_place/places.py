"""Whether two places in a marked part are one, in the document with all changes rejected and in that with all accepted.

What is hard is that a bookmark is not tracked: one alone serves both documents if a place can be found that is right in
either. Before such a place stand the same things of the old document, and the same of the new, as before the two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from lxml import etree

from redline.ooxml.names import MATH, W
from redline.ooxml.revisions import GONE, TRACKED

_MARKS = frozenset({f"{W}bookmarkStart", f"{W}bookmarkEnd"})
_STORIES = frozenset(f"{W}{name}" for name in ("body", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent"))
_UNSHOWN = frozenset({f"{W}rPr", f"{W}lastRenderedPageBreak", f"{W}annotationRef", f"{W}commentReference"})
_EQUATIONS = frozenset({f"{MATH}oMath", f"{MATH}oMathPara"})


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
        self._walk(root, (True, True))

    def common(self, old: etree._Element, new: etree._Element) -> int | None:
        """Return a place that is right for a mark of the old document and for one of the new; None if there is none.

        Args:
            old: The end of a bookmark as the old document has it.
            new: That of the new.
        """
        mine, theirs = self._at.get(old), self._at.get(new)
        if mine is None or theirs is None:
            return None
        wanted = self._counts[0][mine], self._counts[1][theirs]
        ranges = [
            (bisect_left(own, count), bisect_right(own, count) - 1)
            for own, count in zip(self._counts, wanted, strict=True)
        ]
        first, last = max(begin for begin, _ in ranges), min(end for _, end in ranges)
        if first > last:
            return None
        return next((place for place in (mine, theirs) if first <= place <= last), first)

    def move(self, mark: etree._Element, other: etree._Element, place: int) -> None:
        """Move a mark to a place, which may be its own or that of another mark.

        Args:
            mark: The end of a bookmark.
            other: Another one.
            place: What :meth:`common` says of the two.
        """
        if place == self._at[mark]:
            return
        if place == self._at[other]:
            other.addprevious(mark)
        else:
            self._put(mark, place)
        self._at[mark] = place

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

    def _put(self, mark: etree._Element, place: int) -> None:
        following = self._shown[place] if place < len(self._shown) else None
        if following is None:
            last = self._shown[-1]
            (last.append if last.tag == f"{W}p" else _outermost(last).addnext)(mark)
        elif following.tag == f"{W}p":
            following.append(mark)
        else:
            _outermost(following).addprevious(mark)

    def _walk(self, node: etree._Element, there: tuple[bool, bool]) -> None:
        """Take what an element holds; ``there`` says in which of the two documents it is."""
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag.endswith("Pr"):
                continue
            if tag in _MARKS:
                self._at[child] = len(self._shown)
            elif tag in TRACKED:
                self._walk(child, _within(there, tag))
            elif tag == f"{W}p":
                self._walk(child, there)
                self._show(child, _marked(there, child.find(f"{W}pPr/{W}rPr")))
            elif tag == f"{W}tr":
                self._walk(child, _marked(there, child.find(f"{W}trPr")))
            elif tag in _EQUATIONS:
                self._show(child, there)
            else:
                if tag == f"{W}fldSimple" or (tag == f"{W}r" and any(own.tag not in _UNSHOWN for own in child)):
                    self._show(child, there)
                self._walk(child, there)
        if node.tag in _STORIES:
            self._end(node)

    def _show(self, node: etree._Element, there: tuple[bool, bool]) -> None:
        self._shown.append(node)
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


def _within(there: tuple[bool, bool], tag: str) -> tuple[bool, bool]:
    return (there[0], False) if tag in GONE else (False, there[1])


def _marked(there: tuple[bool, bool], properties: etree._Element | None) -> tuple[bool, bool]:
    for node in properties if properties is not None else ():
        if node.tag in TRACKED:
            there = _within(there, str(node.tag))
    return there


def _outermost(node: etree._Element) -> etree._Element:
    """The mark that holds something, or itself: bookmarks stand beside marks, so that they stay when those go."""
    found = node
    for holder in node.iterancestors():
        if holder.tag == f"{W}p":
            break
        if holder.tag in TRACKED:
            found = holder
    return found
