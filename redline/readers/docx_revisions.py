"""Reads what a Word document says with all its tracked changes accepted, and with all of them rejected.

Shares nothing with the writer, so that it can check it. What is hard is the paragraph mark: one that goes joins its
paragraph to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from redline.ooxml.names import CHARACTERS, TEXT_BOX, W
from redline.ooxml.package import Package

_GONE = {True: frozenset({f"{W}del", f"{W}moveFrom"}), False: frozenset({f"{W}ins", f"{W}moveTo"})}
_WORDS = (f"{W}t", f"{W}delText")
_BESIDE = (f"{W}pPr", f"{W}rPr", TEXT_BOX)
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
    for node in container.iter(f"{W}p"):
        holder = next(node.iterancestors(TEXT_BOX), None)
        if holder is not None and holder is not container:
            continue
        properties = node.find(f"{W}pPr")
        text = "".join(_texts(node, gone))
        revised = any(child.tag in _GONE[True] | _GONE[False] for child in node.iter())
        mark = properties.find(f"{W}rPr") if properties is not None else None
        boxes += [box for box in node.iter(TEXT_BOX) if next(box.iterancestors(*gone), None) is None]
        if mark is not None and any(child.tag in gone for child in mark):
            carried, tracked = carried + text, True
            continue
        style = properties.find(f"{W}pStyle") if properties is not None else None
        name = str(style.get(f"{W}val", "")) if style is not None else ""
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
        elif child.tag in CHARACTERS:
            yield CHARACTERS[str(child.tag)]
        elif child.tag != f"{W}p":
            yield from _texts(child, gone)
