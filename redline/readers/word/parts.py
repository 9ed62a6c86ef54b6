"""What tables, rows, runs and notes of a Word document hold, for the reader of its lines."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from redline.ooxml.names import MC, W
from redline.ooxml.package import Package


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, those in content controls too."""
    for node in table:
        if node.tag == f"{W}tr":
            yield node
        elif node.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from rows_of(node)


def content_of(run: etree._Element) -> Iterator[etree._Element]:
    """Yield what a run holds; of what Word wrote twice, for old readers too, the first."""
    for child in run:
        if child.tag == f"{MC}AlternateContent":
            choice = child.find(f"{MC}Choice")
            yield from choice if choice is not None else ()
        else:
            yield child


def endless_fields(root: etree._Element) -> set[etree._Element]:
    """Return the beginnings of fields that nothing ends; what follows would else be taken for their instruction."""
    begun: list[etree._Element] = []
    for node in root.iter(f"{W}fldChar"):
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            begun.append(node)
        elif kind == "end" and begun:
            begun.pop()
    return set(begun)


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row, those in content controls too."""
    for node in row:
        if node.tag == f"{W}tc":
            yield node
        elif node.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from cells_of(node)


def notes_text(package: Package) -> dict[str, str]:
    """Return what the foot- and endnotes of a document say, by kind and id: ``"footnote 2"``."""
    found = {}
    for kind in ("footnote", "endnote"):
        part = package.held(f"{kind}s")
        if part not in package:
            continue
        for node in package.part(part).iterfind(f"{W}{kind}"):
            if node.get(f"{W}type") in (None, "normal"):
                words = " ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in node.iter(f"{W}p"))
                found[f"{kind} {node.get(f'{W}id', '')}"] = " ".join(words.split())
    return found


def symbol(node: etree._Element) -> str:
    """Return the character of a ``w:sym``; empty if it names none."""
    code = str(node.get(f"{W}char", ""))
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else ""
