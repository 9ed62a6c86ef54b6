"""Where a block that comes is put: after the one before it, and in no content control that it does not stand in."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from redline.ooxml.names import W
from redline.ooxml.revisions import BETWEEN


def depth(node: etree._Element, container: etree._Element) -> int:
    """Return how many content controls of a story hold a block."""
    found = 0
    holder = node.getparent()
    while holder is not None and holder is not container:
        found += holder.tag != f"{W}sdtContent"
        holder = holder.getparent()
    return found


def outside(cursor: etree._Element | None, container: etree._Element, held_by: int) -> etree._Element | None:
    """Return what a new block stands after: not within a content control that ends there, if the block stands in none.

    Args:
        cursor: The block before it; None where it is the first.
        container: The story.
        held_by: How many content controls hold it.
    """
    while cursor is not None and depth(cursor, container) > held_by:
        following = cursor.getnext()
        while following is not None and following.tag in BETWEEN:
            following = following.getnext()
        holder = cursor.getparent()
        if following is not None or holder is None:
            break
        cursor = holder
        if cursor.tag == f"{W}sdtContent":
            cursor = cursor.getparent()
    return cursor


def place(
    made: etree._Element, cursor: etree._Element | None, container: etree._Element, blocks: Sequence[etree._Element]
) -> None:
    """Put a new block into a story.

    Args:
        made: The block.
        cursor: What it stands after; None where it is the first.
        container: The story.
        blocks: Those that the story had.
    """
    if cursor is not None:
        cursor.addnext(made)
    elif blocks:
        blocks[0].addprevious(made)
    else:
        container.insert(0, made)
