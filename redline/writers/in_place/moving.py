"""Shows paragraphs that only changed their place as Word's own moves.

Both ends have been marked as deleted and inserted already; a pair whose words are the same, and that is marked whole,
becomes the two ends of one move. Malformed moves make Word refuse a file, so anything less stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from redline.writers.in_place.properties import DELETED, INSERTED, Stamp, end_of
from redline.writers.in_place.settle import W

_NO_DATE = "1900-01-01T00:00:00Z"  # the standard wants a date on a range
_LEAST = 3  # words; fewer stand twice in any document

Ends = Sequence[tuple[str, etree._Element]]
"""Paragraphs by what they say."""


def show_moves(gone: Ends, came: Ends, stamp: Stamp, before: int) -> int:
    """Turn deletions and insertions of the same paragraph into moves.

    Args:
        gone: Paragraphs that were marked as deleted.
        came: Those that were marked as inserted.
        stamp: Signs them.
        before: How many moves the document has so far; their names count on.

    Returns:
        How many it has then.
    """
    where: dict[str, list[etree._Element]] = {}
    for text, node in came:
        where.setdefault(text, []).append(node)
    counts = [text for text, _ in gone]
    for text, node in gone:
        found = where.get(text, [])
        unique = len(found) == 1 and counts.count(text) == 1 and len(text.split()) >= _LEAST
        if unique and _whole(node, DELETED, stamp) and _whole(found[0], INSERTED, stamp):
            before += 1
            _end(node, DELETED, "moveFrom", before, stamp)
            _end(found[0], INSERTED, "moveTo", before, stamp)
    return before


def _whole(paragraph: etree._Element, kind: str, stamp: Stamp) -> bool:
    """Whether a paragraph is marked with its end, and holds nothing but text under one mark."""
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    changed = [child for child in content if child.tag == f"{W}{kind}"]
    plain = all(child.tag in (f"{W}{kind}", f"{W}bookmarkStart", f"{W}bookmarkEnd") for child in content)
    return end_of(paragraph, stamp) == kind and plain and len(changed) == 1 and changed[0].find(f"{W}sdt") is None


def _end(paragraph: etree._Element, kind: str, name: str, number: int, stamp: Stamp) -> None:
    for node in paragraph.findall(f"{W}pPr/{W}rPr/{W}{kind}"):
        node.tag = f"{W}{name}"
    content = paragraph.find(f"{W}{kind}")
    assert content is not None  # noqa: S101
    content.tag = f"{W}{name}"
    for node in list(content.iter(f"{W}delText")):
        node.tag = f"{W}t"
    for node in list(content.iter(f"{W}delInstrText")):
        node.tag = f"{W}instrText"
    start = stamp.mark(f"{name}RangeStart")
    start.set(f"{W}name", f"move{number}")
    if start.get(f"{W}date") is None:
        start.set(f"{W}date", _NO_DATE)
    end = etree.Element(f"{W}{name}RangeEnd")
    end.set(f"{W}id", str(start.get(f"{W}id")))
    content.addprevious(start)
    content.addnext(end)
