"""Reads what a Word document says with all its tracked changes accepted, and with all of them rejected.

Shares nothing with the writer, so that it can check it. What is hard is the paragraph mark: one that goes joins its
paragraph to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from redline.ooxml.package import Package

_NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {True: frozenset({f"{_NS}del", f"{_NS}moveFrom"}), False: frozenset({f"{_NS}ins", f"{_NS}moveTo"})}
_CHARACTERS = {
    f"{_NS}tab": "\t",
    f"{_NS}ptab": "\t",
    f"{_NS}br": "\n",
    f"{_NS}cr": "\n",
    f"{_NS}noBreakHyphen": "\u2011",
    f"{_NS}softHyphen": "\u00ad",
}
_WORDS = (f"{_NS}t", f"{_NS}delText")
_BOX = f"{_NS}txbxContent"
_BESIDE = (f"{_NS}pPr", f"{_NS}rPr", _BOX)
"""What stands in a paragraph and is not of its text."""


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """One paragraph as it stands when all changes are accepted or rejected."""

    style: str
    """Style id; empty for the default."""

    text: str
    tracked: bool
    """Whether any of it was tracked."""


def read_accepted(data: bytes, name: str) -> tuple[WordParagraph, ...]:
    """Return the paragraphs of the body with all tracked changes accepted, those of tables in their place.

    Args:
        data: The whole file.
        name: File name, for messages.

    Raises:
        UnreadableDocument: If it is no Word document, or holds what a document may not.

    Source:
        ECMA-376 Part 1, 17.13.5.
    """
    package = Package(data, name)
    return tuple(_paragraphs(package.part(package.document), accept=True))


def read_rejected(data: bytes, name: str) -> tuple[WordParagraph, ...]:
    """Return the paragraphs with all tracked changes rejected; the rest as for :func:`read_accepted`."""
    package = Package(data, name)
    return tuple(_paragraphs(package.part(package.document), accept=False))


def _paragraphs(container: etree._Element, *, accept: bool) -> Iterator[WordParagraph]:
    """The paragraphs of a body or a text box; those of a text box in it follow the one that it is tied to."""
    gone = _GONE[accept]
    carried, tracked = "", False
    boxes: list[etree._Element] = []
    for node in container.iter(f"{_NS}p"):
        holder = next(node.iterancestors(_BOX), None)
        if holder is not None and holder is not container:
            continue
        properties = node.find(f"{_NS}pPr")
        text = "".join(_texts(node, gone))
        revised = any(child.tag in _GONE[True] | _GONE[False] for child in node.iter())
        mark = properties.find(f"{_NS}rPr") if properties is not None else None
        boxes += [box for box in node.iter(_BOX) if next(box.iterancestors(*gone), None) is None]
        if mark is not None and any(child.tag in gone for child in mark):
            carried, tracked = carried + text, True
            continue
        style = properties.find(f"{_NS}pStyle") if properties is not None else None
        name = str(style.get(f"{_NS}val", "")) if style is not None else ""
        yield WordParagraph(name, carried + text, tracked or revised)
        for box in boxes:
            yield from _paragraphs(box, accept=accept)
        carried, tracked, boxes = "", False, []
    if carried:
        yield WordParagraph("", carried, True)


def _texts(node: etree._Element, gone: frozenset[str]) -> Iterator[str]:
    for child in node:
        if child.tag in gone or child.tag in _BESIDE:
            continue
        if child.tag in _WORDS:
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[str(child.tag)]
        elif child.tag != f"{_NS}p":
            yield from _texts(child, gone)
