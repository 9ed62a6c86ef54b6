"""Reads a Word document as its text with all changes accepted or rejected. Shares no code with the writer.

Written from ECMA-376 Part 1, 17.13.5: w:ins, w:del, w:moveFrom and w:moveTo round runs, or in the run properties of a
paragraph mark; a mark that goes joins its paragraph to the next one.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Read:
    """One paragraph after accepting or rejecting."""

    style: str
    text: str


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def _gone(node: etree._Element, accept: bool, author: str | None) -> bool:
    """Whether a revision goes: deletions when accepted, insertions when rejected. Other authors' are rejected."""
    name = etree.QName(node).localname if isinstance(node.tag, str) else ""
    if author is not None:
        accept = node.get(W + "author") == author
    return name in (("del", "moveFrom") if accept else ("ins", "moveTo"))


def paragraphs(data: bytes, accept: bool, author: str | None = None) -> list[Read]:
    """The paragraphs of the body, tables left aside; with an author, that author's changes alone accepted."""
    found: list[Read] = []
    carried = ""
    for node in part(data, "word/document.xml").find("w:body", NS):
        if node.tag in (W + "moveFromRangeEnd", W + "moveToRangeEnd"):
            continue
        if node.tag != W + "p":
            assert not carried, "a paragraph that joins a table"
            continue
        text = carried + "".join(_texts(node, accept, author))
        carried = ""
        if any(_gone(mark, accept, author) for mark in node.iterfind("w:pPr/w:rPr/*", NS)):
            carried = text
            continue
        style = node.find("w:pPr/w:pStyle", NS)
        found.append(Read(style.get(W + "val") if style is not None else "", text))
    assert not carried, "the last paragraph of the document has no paragraph to join"
    return found


def _texts(node: etree._Element, accept: bool, author: str | None):
    for child in node:
        if _gone(child, accept, author):
            continue
        if child.tag in (W + "t", W + "delText"):
            yield child.text or ""
        elif child.tag == W + "tab":
            yield "\t"
        elif child.tag != W + "pPr":
            yield from _texts(child, accept, author)


def lines(data: bytes, accept: bool, author: str | None = None) -> tuple[str, ...]:
    """The text of a bare document, a line a paragraph."""
    return tuple(paragraph.text for paragraph in paragraphs(data, accept, author))


def treaty(data: bytes, accept: bool) -> tuple[str, ...]:
    """The treaty text of a document with a summary: what follows the treaty's title."""
    read = paragraphs(data, accept)
    start = next(i for i, paragraph in enumerate(read) if paragraph.style == "Treatysource")
    return tuple(paragraph.text for paragraph in read[start + 1 :])


def all_text(data: bytes) -> str:
    """Every text of every part, for looking words up."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        roots = [etree.fromstring(package.read(n)) for n in package.namelist() if n.endswith(".xml")]
    return "\n".join("".join(p.itertext()) for root in roots for p in root.iter(W + "p"))
