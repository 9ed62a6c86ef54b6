"""Reads what any tool marked, whatever it wrote: the text of both sides, words and runs marked, moves.

For Word documents this is the accept and reject reader of the tests, which shares no code with any writer.
"""

from __future__ import annotations

import re
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import docx_reader

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Marked:
    """What one tool made of one pair."""

    accepted: str
    rejected: str
    words: int
    """Words in insertions and deletions; moves written as moves are not counted."""

    runs: int
    """Stretches of neighbouring text of one kind, inserted or deleted, in one paragraph."""

    moves: int = 0


def of_docx(path: Path) -> Marked:
    """What a Word document marks."""
    data = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    words = runs = 0
    for paragraph in root.iter(f"{_W}p"):
        last, text = "", ""
        for kind, piece in (*_pieces(paragraph, ""), ("", "")):
            if kind != last:
                if last in ("ins", "del") and text:
                    words, runs = words + len(text.split()), runs + 1
                last, text = kind, ""
            text += piece
    names = {node.get(f"{_W}name") for node in root.iter(f"{_W}moveFromRangeStart")}
    accepted, rejected = ("\n".join(docx_reader.lines(data, side)) for side in (True, False))
    return Marked(accepted, rejected, words, runs, len(names))


def _pieces(node: etree._Element, kind: str):
    """The stretches of a paragraph with what each is."""
    for child in node:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name in ("t", "delText"):
            yield kind, child.text or ""
        elif name == "tab":
            yield kind, "\t"
        elif name not in ("pPr", "rPr"):
            inner = {"ins": "ins", "del": "del", "moveFrom": "move", "moveTo": "move"}.get(name)
            yield from _pieces(child, inner or kind)


def of_html(path: Path) -> Marked:
    """What HTML marks with ins and del."""
    text = re.sub(r"</?(?:p|t)\b[^>]*>", "\n", path.read_text())
    text = re.sub(r"<(/?)diff:(insert|delete)[^>]*>", lambda m: f"<{m[1]}{m[2][:3]}>", text)
    root = html.fragment_fromstring(text, create_parent="div")
    marks = [node for node in root.iter("ins", "del") if (node.text_content() or "").strip()]
    words = sum(len(node.text_content().split()) for node in marks)
    sides = []
    for gone in ("del", "ins"):
        copy = html.fragment_fromstring(text, create_parent="div")
        for node in list(copy.iter(gone)):
            node.text = ""
            for child in list(node):
                node.remove(child)
        sides.append(copy.text_content())
    return Marked(sides[0], sides[1], words, len(marks))


def of_word_diff(path: Path) -> Marked:
    """What git's word diff marks."""
    lines = path.read_text().split("\n")
    start = next((at for at, line in enumerate(lines) if line.startswith("@@")), len(lines)) + 1
    words = runs = 0
    sides = ["", ""]
    for line in lines[start:]:
        kind, text = line[:1], line[1:]
        if kind in "+-" and kind:
            words, runs = words + len(text.split()), runs + 1
        for side, gone in enumerate("-+"):
            sides[side] += "\n" if kind == "~" else "" if kind == gone else text
    return Marked(sides[0], sides[1], words, runs)


def same(one: str, other: str, *, spacing: bool = True) -> bool:
    """Whether two texts are the same but for empty lines, which some tools add or lose; or but for all spacing."""
    if not spacing:
        return one.replace("¶", "").split() == other.split()
    return [line for line in one.split("\n") if line.strip()] == [line for line in other.split("\n") if line.strip()]
