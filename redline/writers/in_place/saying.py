"""Puts what is not tracked into the document itself: one comment at its beginning, for whoever opens it without us."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from redline.ooxml.document import Document
from redline.ooxml.elements import element, words_of_run
from redline.ooxml.names import W, as_number
from redline.ooxml.package import Package


def with_comment(marked: Package, lines: Sequence[str], author: str, date: str = "") -> bytes:
    """Return a redlined document with one comment more, which says what its marks do not.

    Args:
        marked: The document.
        lines: What is said, a paragraph each.
        author: Who says it.
        date: When, in ISO 8601; empty for no date.

    Returns:
        The whole file; as it was if there is nothing to say, or no paragraph to say it at.
    """
    document = Document(marked)
    body = document.tree(document.document, change=True).find(f"{W}body")
    place = _place(body) if body is not None and lines else None
    if place is None:
        return document.saved()
    part = document.own("comments")
    number = str(1 + max((as_number(node.get(f"{W}id")) for node in part.iterfind(f"{W}comment")), default=0))
    comment = element("comment", *map(_paragraph, lines), id=number, author=author, initials=author[:1])
    if date:
        comment.set(f"{W}date", date)
    part.append(comment)
    ends = element("commentRangeStart", id=number), element("commentRangeEnd", id=number)
    reference = element("r", element("commentReference", id=number))
    first = 1 if len(place) and place[0].tag == f"{W}pPr" else 0
    place[first:first] = [*ends, reference]
    return document.saved()


def _place(body: etree._Element) -> etree._Element | None:
    """The first paragraph of the text that neither comes nor goes; else the first of all."""
    paragraphs = list(body.iterfind(f"{W}p")) or list(body.iter(f"{W}p"))
    marks = [f"{W}pPr/{W}rPr/{W}{name}" for name in ("ins", "del", "moveTo", "moveFrom")]
    stays = (one for one in paragraphs if all(one.find(mark) is None for mark in marks))
    return next(stays, paragraphs[0] if paragraphs else None)


def _paragraph(line: str) -> etree._Element:
    return element("p", element("r", *words_of_run(line)))
