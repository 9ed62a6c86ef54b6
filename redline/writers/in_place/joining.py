"""Shows a paragraph that became two, or two that became one, as what it is: a mark that came or went between words.

Else its second half would be deleted in one place and inserted in another. While such paragraphs are compared they are
one, with a join where a mark stands on one side alone.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence

from lxml import etree

from redline.model import ChangeKind, Changes
from redline.ooxml.names import W
from redline.writers.in_place.atoms import JOIN, paragraph_from
from redline.writers.in_place.paragraphs import mark_paragraph
from redline.writers.in_place.properties import DELETED, INSERTED, mark_end
from redline.writers.in_place.scene import Scene

Step = tuple[tuple[int, ...], tuple[int, ...]]
"""Blocks of the old story and of the new that are one another's; none where one comes or goes."""

_LEAST = 15  # characters; less is a word or two that stand in any two paragraphs
_SHARE = 0.6  # of what is taken for the other half


def with_joins(
    steps: Sequence[Step],
    mine: Sequence[str],
    theirs: Sequence[str],
    can: Callable[[bool, int], bool],
    words: Callable[[str, str], Changes],
) -> list[Step]:
    """Return the steps with halves put together.

    Args:
        steps: What becomes of each block, in the order of reading.
        mine: What the old blocks say.
        theirs: What the new blocks say.
        can: Whether a block, new or old, by its index, is a paragraph that can be joined to another.
        words: The changes that turn one text into another.
    """
    found: list[Step] = []
    for step in steps:
        joined = found and _joined(found[-1], step, mine, theirs, can, words)
        if joined:
            found[-1] = joined
        else:
            found.append(step)
    return found


def _joined(
    one: Step,
    other: Step,
    mine: Sequence[str],
    theirs: Sequence[str],
    can: Callable[[bool, int], bool],
    words: Callable[[str, str], Changes],
) -> Step | None:
    """Two neighbouring steps as one, where the blocks of both are halves of one; else None."""
    olds, news = one[0] + other[0], one[1] + other[1]
    if len(olds) == len(news) or 1 not in (len(olds), len(news)):
        return None
    if not all(can(False, at) for at in olds) or not all(can(True, at) for at in news):
        return None
    pair = one if one[0] and one[1] else other if other[0] and other[1] else None
    added = [other if pair is one else one][0]
    if pair is None:
        return None
    rest = [mine[at] for at in pair[0]] if added[1] else [theirs[at] for at in pair[1]]
    if not _shares([mine[at] for at in added[0]] + [theirs[at] for at in added[1]], rest):
        return None
    whole = words("\n".join(mine[at] for at in olds), "\n".join(theirs[at] for at in news))
    before = words("\n".join(mine[at] for at in pair[0]), "\n".join(theirs[at] for at in pair[1]))
    half = sum(len(mine[at]) for at in added[0]) + sum(len(theirs[at]) for at in added[1])
    gain = _kept(whole) - _kept(before)
    return (olds, news) if gain >= max(_LEAST, _SHARE * half) else None


def _shares(half: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether most words of what is taken for a half stand in the other document's paragraph: cheap, and seldom so."""
    wanted, known = " ".join(half).split(), set(" ".join(rest).split())
    return sum(word in known for word in wanted) >= _SHARE * len(wanted) / 2 > 0


def _kept(changes: Changes) -> int:
    return sum(len(change.text) for change in changes if change.kind is ChangeKind.EQUAL)


def mark_joined(olds: Sequence[etree._Element], news: Sequence[etree._Element], scene: Scene) -> etree._Element:
    """Turn paragraphs of the old document into those of the new, where one is several.

    Args:
        olds: Neighbouring paragraphs of the old document.
        news: Those of the new; either is one.
        scene: What comparing needs.

    Returns:
        The last paragraph of the old document.
    """
    old = _one(olds)
    mark_paragraph(old, _one([copy.deepcopy(node) for node in news]), scene)
    for join in list(old.iter(JOIN)):
        _part(old, join, scene)
    return old


def _one(paragraphs: Sequence[etree._Element]) -> etree._Element:
    """The last of some paragraphs, with what the others hold before its own; each mark between them is a join."""
    last = paragraphs[-1]
    at = 0 if last.find(f"{W}pPr") is None else 1
    for paragraph in paragraphs[:-1]:
        join = etree.Element(JOIN)
        for key, value in paragraph.attrib.items():
            join.set(key, value)
        for child in list(paragraph):
            if child.tag == f"{W}pPr":
                join.append(child)
            else:
                last.insert(at, child)
                at += 1
        last.insert(at, join)
        at += 1
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)
    return last


def _part(paragraph: etree._Element, join: etree._Element, scene: Scene) -> None:
    """Make what stands before a join a paragraph of its own, its mark inserted or deleted."""
    holder = join.getparent()
    assert holder is not None and holder is not paragraph  # noqa: S101, PT018
    made = paragraph_from(join)
    for child in list(paragraph)[: paragraph.index(holder)]:
        if child.tag != f"{W}pPr":
            made.append(child)
    before = list(holder)[: holder.index(join)]
    if before:
        own = scene.stamp.parted(holder)
        own.extend(before)
        made.append(own)
    holder.remove(join)
    if not len(holder):
        paragraph.remove(holder)
    paragraph.addprevious(made)
    mark_end(made, INSERTED if holder.tag == f"{W}{INSERTED}" else DELETED, scene.stamp)
