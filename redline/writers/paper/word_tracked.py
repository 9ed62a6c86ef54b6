"""Finds tracked redlines that an earlier run attached, and tells whether anybody has accepted or edited some of them.

LibreOffice 7.4 reads no tracked changes in a content control round paragraphs. So the control holds the caption alone;
its title says how many paragraphs follow, and what they said.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from lxml import etree

from redline.ooxml.fingerprint import digest
from redline.ooxml.names import W

_TITLE = "redline tracked "
_MARKS = (f"{W}ins", f"{W}del")


def title_of(paragraphs: Sequence[etree._Element]) -> str:
    """Return the title of the content control before some tracked paragraphs."""
    said = [[*_said(paragraph)] for paragraph in paragraphs]
    return f"{_TITLE}{len(paragraphs)} {digest(repr(said).encode())[:8]}"


def is_tracked(control: etree._Element) -> bool:
    """Return whether what an earlier run attached with a content control stands after it, as tracked changes."""
    return _title(control).startswith(_TITLE)


def following(control: etree._Element) -> list[etree._Element] | None:
    """Return the paragraphs that were attached with a content control; None if somebody has changed them since."""
    count = _title(control).removeprefix(_TITLE).partition(" ")[0]
    found = list(itertools.islice(control.itersiblings(), int(count) if count.isdecimal() else 0))
    return found if found and title_of(found) == _title(control) else None


def _title(control: etree._Element) -> str:
    node = control.find(f"{W}sdtPr/{W}alias")
    return str(node.get(f"{W}val", "")) if node is not None else ""


def _said(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """What a paragraph says, and what of it comes or goes, however it is cut into runs."""
    nodes = paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab")
    parts = ((_mark(node), "\t" if node.tag == f"{W}tab" else node.text or "") for node in nodes)
    for kind, group in itertools.groupby(parts, lambda part: part[0]):
        yield kind, "".join(text for _, text in group)
    for mark in paragraph.iterfind(f"{W}pPr/{W}rPr/*"):
        if mark.tag in _MARKS:
            yield etree.QName(mark).localname, "\n"


def _mark(node: etree._Element) -> str:
    holder = next(node.iterancestors(*_MARKS), None)
    return etree.QName(holder).localname if holder is not None else ""
