"""The ends of paragraphs that come or go: where a mark cannot come or go itself, the change moves up by one mark."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from redline.ooxml.elements import held
from redline.ooxml.names import W
from redline.ooxml.revisions import GONE
from redline.writers.in_place.keeping import live_rows
from redline.writers.in_place.properties import DELETED, INSERTED, Stamp, become, end_of, mark_end, unmark_end


def settle_ends(blocks: Sequence[etree._Element], stamp: Stamp) -> None:
    """See that the last paragraph before the end, or before a table, keeps its mark.

    Where a paragraph ends in a change of the same kind as the paragraphs after it, LibreOffice takes the two for one
    and loses the mark between them; there too the change moves up by one mark.
    """
    for kind in (DELETED, INSERTED):
        _settle([block for block in blocks if block.tag == f"{W}p" or not _goes_too(block, kind, stamp)], kind, stamp)


def _goes_too(table: etree._Element, kind: str, stamp: Stamp) -> bool:
    """Whether a table goes when what is marked so goes: what stands before it then joins what stands after it."""
    if kind == DELETED:
        return not live_rows(table) and next(held(table, "tr"), None) is not None
    rows = list(held(table, "tr"))
    marks = [row.find(f"{W}trPr/{W}{INSERTED}") for row in rows]
    return bool(rows) and all(mark is not None and stamp.owns(mark) for mark in marks)


def _settle(blocks: Sequence[etree._Element], kind: str, stamp: Stamp) -> None:
    for at, block in enumerate(blocks):
        if block.tag != f"{W}p" or end_of(block, stamp) != kind or not _is_whole(block, stamp):
            continue
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        last = following is None or following.tag != f"{W}p"
        other = following is not None and end_of(following, stamp) != end_of(block, stamp)
        if last or (other and _runs_on(blocks, at, stamp)):
            _shift(blocks, at, stamp)


def _is_whole(paragraph: etree._Element, stamp: Stamp) -> bool:
    """Whether nothing in a paragraph stays: its mark may then move up, past what comes or goes with it."""
    marks = (f"{W}{INSERTED}", *GONE)
    return all(
        any(node.tag in GONE or stamp.owns(node) for node in run.iterancestors(*marks))
        for run in paragraph.iter(f"{W}r")
    )


def _runs_on(blocks: Sequence[etree._Element], at: int, stamp: Stamp) -> bool:
    """Whether the paragraph before those that come or go together ends in a change of their kind."""
    kind = end_of(blocks[at], stamp)
    while at > 0 and blocks[at - 1].tag == f"{W}p" and end_of(blocks[at - 1], stamp) == kind:
        at -= 1
    before = blocks[at - 1] if at > 0 else None
    if before is None or before.tag != f"{W}p" or before.find(f"{W}pPr/{W}rPr/{W}{kind}") is not None:
        return False
    return len(before) > 0 and before[-1].tag == f"{W}{kind}"


def _shift(blocks: Sequence[etree._Element], at: int, stamp: Stamp) -> None:
    kind = end_of(blocks[at], stamp)
    start = at
    while start > 0 and blocks[start - 1].tag == f"{W}p" and end_of(blocks[start - 1], stamp) == kind:
        start -= 1
    before = blocks[start - 1] if start > 0 else None
    if before is None or before.tag != f"{W}p" or end_of(before, stamp):
        return
    if before.find(f"{W}pPr/{W}sectPr") is not None:  # whose mark ends a section, and has to stay
        return
    last = blocks[at]
    unmark_end(last, stamp)
    if kind == DELETED or before.find(f"{W}pPr/{W}rPr/{W}{kind}") is None:  # else somebody inserted it before us
        mark_end(before, kind, stamp)
    kept = before.find(f"{W}pPr")
    if kind == DELETED:
        become(last, kept, stamp)
    else:
        _was(last, kept, stamp)


def _was(paragraph: etree._Element, former: etree._Element | None, stamp: Stamp) -> None:
    """Track that a paragraph had the properties of another."""
    own = copy.deepcopy(paragraph.find(f"{W}pPr"))
    current = paragraph.find(f"{W}pPr")
    if current is not None:
        paragraph.remove(current)
    before = former.find(f"{W}pPrChange/{W}pPr") if former is not None else None
    former = before if before is not None else former
    if former is not None:
        plain = copy.deepcopy(former)
        for name in ("rPr", "sectPr", "pPrChange"):
            for child in plain.findall(f"{W}{name}"):
                plain.remove(child)
        paragraph.insert(0, plain)
    become(paragraph, own, stamp)
