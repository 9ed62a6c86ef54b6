"""What stands among paragraphs and tables and is neither: alternate content, an included document, an equation.

Branches of alternate content are compared one by one, as stories of their own. What Word includes when it opens a
document it does not track: it stays where it is, and the proof says what differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from redline.ooxml.alternate import ALTERNATE, branches, wanted
from redline.ooxml.document import Document
from redline.ooxml.fingerprint import digest
from redline.ooxml.names import R, W

_INCLUDED = f"{W}altChunk"
WHOLE = frozenset({ALTERNATE, _INCLUDED})
"""Blocks that are no paragraphs, no tables, and hold none that are compared with those beside them."""


def is_included(node: etree._Element) -> bool:
    """Return whether a block is a document that Word includes when it opens this one."""
    return node.tag == _INCLUDED


def alike(old: etree._Element, new: etree._Element) -> bool:
    """Return whether one block can be a version of another: a table of a table, branches of the same branches."""
    return old.tag == new.tag and (old.tag != ALTERNATE or _needs(old) == _needs(new))


def paired_branches(old: etree._Element, new: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield the branches of alternate content that two documents have; nothing of what is none."""
    if old.tag == ALTERNATE:
        yield from zip(branches(old), branches(new), strict=True)


def words_of_whole(node: etree._Element, document: Document, part: str) -> str:
    """Return what a block without words is known by, to find its version; empty for a paragraph or a table."""
    if node.tag != _INCLUDED:
        return ""
    found = document.relationships(part).get(str(node.get(f"{R}id", "")))
    named = "" if found is None else found.target if found.external else digest(document.raw(found.target))
    return f"included document {named}"


def pairs_in(
    mine: Sequence[etree._Element], theirs: Sequence[etree._Element], olds: Sequence[int], news: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the blocks of a stretch that are versions of one another though their words differ, in the order of both.

    Args:
        mine: The blocks of the old story.
        theirs: Those of the new.
        olds: Which of the old are in the stretch.
        news: Which of the new.
    """
    found: list[tuple[int, int]] = []
    left = [at for at in news if theirs[at].tag in WHOLE]
    for one in (at for at in olds if mine[at].tag in WHOLE):
        other = next((at for at in left if alike(mine[one], theirs[at])), None)
        if other is not None:
            found.append((one, other))
            left = [at for at in left if at > other]
    return found


def _needs(node: etree._Element) -> list[tuple[str, str]]:
    """What the branches of alternate content are for."""
    return [(str(branch.tag), wanted(branch) or str(branch.get("Requires", ""))) for branch in branches(node)]
