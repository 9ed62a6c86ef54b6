"""Shows a paragraph that became two, or two that became one, as what it is: a mark that came or went between words.

Which paragraphs are halves of one is the engine's business. While such paragraphs are compared they are
one, with a join where a mark stands on one side alone.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Sequence

from lxml import etree

from redline.ooxml.names import W
from redline.ooxml.revisions import BETWEEN, between
from redline.writers.in_place.atoms import JOIN, paragraph_from
from redline.writers.in_place.pairs import mark_paragraph
from redline.writers.in_place.paragraphs import MarkBox
from redline.writers.in_place.properties import DELETED, INSERTED, mark_end
from redline.writers.in_place.scene import Scene


def mark_joined(
    olds: Sequence[etree._Element], news: Sequence[etree._Element], scene: Scene, mark_box: MarkBox
) -> etree._Element:
    """Turn paragraphs of the old document into those of the new, where one is several.

    Args:
        olds: Neighbouring paragraphs of the old document.
        news: Those of the new; either is one.
        scene: What comparing needs.
        mark_box: Called with the text boxes of each shape that both have.

    Returns:
        The last paragraph of the old document.
    """
    old = _one(olds)
    mark_paragraph(old, _one([copy.deepcopy(node) for node in news]), scene, mark_box)
    for join in list(old.iter(JOIN)):
        _part(old, join, scene)
    return old


def _one(paragraphs: Sequence[etree._Element]) -> etree._Element:
    """The last of some paragraphs, with what the others hold before its own; each mark between them is a join."""
    last = paragraphs[-1]
    at = 0 if last.find(f"{W}pPr") is None else 1
    for paragraph, following in itertools.pairwise(paragraphs):
        beside = [node for node in between(paragraph, following) if node.tag in BETWEEN]
        join = etree.Element(JOIN)
        for key, value in paragraph.attrib.items():
            join.set(key, value)
        for child in list(paragraph):
            if child.tag == f"{W}pPr":
                join.append(child)
            else:
                last.insert(at, child)
                at += 1
        for node in (join, *beside):
            last.insert(at, node)
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
        own = scene.pair.stamp.parted(holder)
        own.extend(before)
        made.append(own)
    holder.remove(join)
    if not len(holder):
        paragraph.remove(holder)
    paragraph.addprevious(made)
    mark_end(made, INSERTED if holder.tag == f"{W}{INSERTED}" else DELETED, scene.pair.stamp)
