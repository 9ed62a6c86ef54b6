"""Where a block that comes is put: after the one before it, and in no content control that it does not stand in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lxml import etree

from redline.ooxml.names import W
from redline.ooxml.revisions import BETWEEN
from redline.writers.in_place.scene import Step

Blocks = Sequence[etree._Element]


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


def place_new(
    made: etree._Element,
    cursor: etree._Element | None,
    stories: tuple[etree._Element, etree._Element],
    blocks: tuple[Blocks, Blocks],
    steps: Sequence[Step],
    at: int,
) -> None:
    """Put a new block into a story: into the content control that it stands in, where that is there already.

    Args:
        made: The block.
        cursor: The block before it; None where it is the first.
        stories: The story, and that of the new document.
        blocks: Those that either had.
        steps: What becomes of them.
        at: Which step brings this one.
    """
    wanted = blocks[1][steps[at][1][0]]
    holder = wanted.getparent()
    follows = at > 0 and bool(steps[at - 1][1]) and blocks[1][steps[at - 1][1][-1]].getparent() is holder
    first = None if holder is stories[1] or follows else _first_of_holder(wanted, blocks, steps, at)
    ancestors = cursor.iterancestors() if cursor is not None else ()
    if first is None or any(node is first.getparent() for node in ancestors):
        place(made, outside(cursor, stories[0], depth(wanted, stories[1])), stories[0], blocks[0])
    else:
        first.addprevious(made)


def _first_of_holder(
    wanted: etree._Element, blocks: tuple[Blocks, Blocks], steps: Sequence[Step], at: int
) -> etree._Element | None:
    """What begins the content control here that a new block begins there: known by the next block that both have."""
    olds, news = next(((olds, news) for olds, news in islice(steps, at, None) if olds and news), ((), ()))
    if not olds:
        return None
    mine, theirs = blocks[0][olds[0]], blocks[1][news[0]]
    while theirs.getparent() is not wanted.getparent():
        one, other = mine.getparent(), theirs.getparent()
        if one is None or other is None or one.tag != other.tag:
            return None
        mine, theirs = one, other
    first = next(blocks[0][olds[0]] for olds, _ in islice(steps, at, None) if olds)  # it may be one that goes
    return first if first.getparent() is mine.getparent() else mine


def place(made: etree._Element, cursor: etree._Element | None, container: etree._Element, blocks: Blocks) -> None:
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
