"""Accepts or rejects the tracked changes that a document came with, in its XML.

What is hard is a paragraph mark that goes: what stands in its paragraph joins the next one, which keeps its own
properties, as in Word.
"""

from __future__ import annotations

from lxml import etree

from redline.ooxml.names import W

_NEW = {f"{W}ins", f"{W}moveTo"}
GONE = {f"{W}del", f"{W}moveFrom"}
"""What is not there when all changes are accepted."""

TRACKED = _NEW | GONE
_FORMER = {f"{W}{name}Change" for name in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid", "tblPrEx")}
_FORMER |= {f"{W}numberingChange"}
_RANGES = {f"{W}{kind}Range{end}" for kind in ("moveFrom", "moveTo") for end in ("Start", "End")}
_REFERENCES = {f"{W}headerReference", f"{W}footerReference"}
_KEPT = {f"{W}rPr", f"{W}sectPr", f"{W}printerSettings", *_REFERENCES}
"""What stands among properties, and is none that a mark of what they were keeps."""

_XML = ("customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
_RANGES |= {f"{W}{kind}Range{end}" for kind in _XML for end in ("Start", "End")}
_CELLS = {f"{W}cellIns": True, f"{W}cellDel": False}


def is_tracked(root: etree._Element) -> bool:
    """Return whether a part holds tracked changes."""
    return next(root.iter(*TRACKED, *_FORMER, *_CELLS), None) is not None


def accept_or_reject(root: etree._Element, *, accept: bool) -> None:
    """Accept or reject every tracked change of a part.

    Args:
        root: The part; it is changed.
        accept: Which.
    """
    gone = GONE if accept else _NEW
    _rows(root, gone, accept=accept)
    for node in list(root.iter(*TRACKED)):
        parent = node.getparent()
        if parent is None or parent.tag in (f"{W}rPr", f"{W}trPr"):
            continue
        if node.tag in gone:
            parent.remove(node)
        else:
            unwrap(node)
    _marks(root, gone)
    for node in list(root.iter(*_FORMER)):
        _former(node, accept=accept)
    for node in list(root.iter(*_RANGES)):
        node.getparent().remove(node)  # type: ignore[union-attr]
    for tag, plain in ((f"{W}delText", f"{W}t"), (f"{W}delInstrText", f"{W}instrText")):
        for node in list(root.iter(tag)):
            node.tag = plain


def _rows(root: etree._Element, gone: set[str], *, accept: bool) -> None:
    for row in list(root.iter(f"{W}tr")):
        properties = row.find(f"{W}trPr")
        marks = [node for node in properties if node.tag in TRACKED] if properties is not None else []
        if any(mark.tag in gone for mark in marks):
            row.getparent().remove(row)  # type: ignore[union-attr]
            continue
        for mark in marks:
            properties.remove(mark)  # type: ignore[union-attr]
    for node in list(root.iter(*_CELLS)):
        properties = node.getparent()
        cell = properties.getparent() if properties is not None else None
        if properties is None or cell is None:
            continue
        properties.remove(node)
        if _CELLS[str(node.tag)] is not accept and cell.getparent() is not None:
            cell.getparent().remove(cell)  # type: ignore[union-attr]
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None and table.getparent() is not None:
            table.getparent().remove(table)  # type: ignore[union-attr]


def unwrap(node: etree._Element) -> None:
    """Put the children of an element in its place."""
    parent = node.getparent()
    assert parent is not None  # noqa: S101
    at = parent.index(node)
    for child in list(node):
        parent.insert(at, child)
        at += 1
    parent.remove(node)


def _marks(root: etree._Element, gone: set[str]) -> None:
    for paragraph in list(root.iter(f"{W}p")):
        properties = paragraph.find(f"{W}pPr")
        look = properties.find(f"{W}rPr") if properties is not None else None
        marks = [node for node in look if node.tag in TRACKED] if look is not None else []
        for mark in marks:
            look.remove(mark)  # type: ignore[union-attr]
        following = next_paragraph(paragraph)
        if any(mark.tag in gone for mark in marks) and following is not None:
            first = following.find(f"{W}pPr")
            at = 0 if first is None else 1
            content = [child for child in paragraph if child.tag != f"{W}pPr"]
            for child in [*content, *between(paragraph, following)]:
                following.insert(at, child)
                at += 1
            paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]


BETWEEN = {
    f"{W}{name}"
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "proofErr"),
        *(etree.QName(tag).localname for tag in _RANGES),
    )
}
"""What may stand between two paragraphs and shows nothing."""


def next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    """Return the paragraph that follows another in its holder, whatever stands between that shows nothing."""
    following = paragraph.getnext()
    while following is not None and following.tag in BETWEEN:
        following = following.getnext()
    return following if following is not None and following.tag == f"{W}p" else None


def between(paragraph: etree._Element, following: etree._Element) -> list[etree._Element]:
    """Return what stands between two neighbouring paragraphs."""
    found = []
    node = paragraph.getnext()
    while node is not None and node is not following:
        found.append(node)
        node = node.getnext()
    return found


def _former(node: etree._Element, *, accept: bool) -> None:
    """Drop what properties were, or go back to it."""
    parent = node.getparent()
    if parent is None:
        return
    parent.remove(node)
    if accept or not len(node):
        return
    kept = [child for child in parent if child.tag in _KEPT or child.tag in TRACKED]
    for child in list(parent):
        if child not in kept:
            parent.remove(child)
    first = sum(child.tag in _REFERENCES for child in parent)  # which come before the properties, not after them
    for at, child in enumerate(list(node[0]), first):
        parent.insert(at, child)
