"""Reads what any tool marked, whatever it wrote: the text of both sides, words and runs marked, moves.

A word counts as marked if it does not stand whole in both texts: a tool that inserts an "s" has changed a word, on both
sides. Words are cut as redline cuts them, for every tool alike. Text that a tool marks as moved is not counted.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lxml import etree, html

from redline.engine.tokens import is_word, tokens

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = {"ins": "ins", "del": "del", "moveFrom": "from", "moveTo": "to"}
Piece = tuple[str, str]
"""``""``, ``"ins"``, ``"del"``, ``"from"`` or ``"to"``, and a stretch of text."""


@dataclass(frozen=True)
class Marked:
    """What one tool made of one pair."""

    accepted: str
    rejected: str
    words: int
    runs: int
    """Stretches of neighbouring text of one kind, inserted or deleted, in one paragraph."""

    moves: int = 0


def _measured(pieces: Iterable[Piece], moves: int = 0) -> Marked:
    stream = [(kind, text) for kind, text in pieces if text]
    rejected = "".join(text for kind, text in stream if kind in ("", "del", "from"))
    accepted = "".join(text for kind, text in stream if kind in ("", "ins", "to"))
    runs = 0
    for kind, group in groupby(stream, key=lambda piece: piece[0]):
        lines = "".join(text for _, text in group).split("\n")
        runs += sum(bool(line.strip()) for line in lines) if kind in ("ins", "del") else 0
    return Marked(accepted, rejected, _words(stream, rejected, accepted), runs, moves)


def _words(stream: list[Piece], rejected: str, accepted: str) -> int:
    """How many words of either text do not stand whole in the other."""
    partner: dict[int, int] = {}
    moved: tuple[set[int], set[int]] = (set(), set())
    at = new_at = 0
    for kind, text in stream:
        for _ in text:
            if kind == "":
                partner[at] = new_at
            elif kind == "from":
                moved[0].add(at)
            elif kind == "to":
                moved[1].add(new_at)
            at += kind in ("", "del", "from")
            new_at += kind in ("", "ins", "to")
    spans = [set(_spans(text)) for text in (rejected, accepted)]
    kept = {
        (start, end): (partner[start], partner[start] + end - start)
        for start, end in spans[0]
        if all(i in partner and partner[i] - i == partner[start] - start for i in range(start, end))
    }
    kept = {old: new for old, new in kept.items() if new in spans[1]}
    marked = [spans[0] - set(kept), spans[1] - set(kept.values())]
    return sum(
        not all(i in gone for i in range(*span)) for side, gone in zip(marked, moved, strict=True) for span in side
    )


def _spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for token in tokens(text):
        if is_word(token):
            yield at, at + len(token)
        at += len(token)


def of_docx(path: Path) -> Marked:
    """What a Word document marks."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    pieces: list[Piece] = []
    for paragraph in root.iter(f"{_W}p"):
        pieces += _pieces(paragraph, "")
        marks = [etree.QName(node).localname for node in paragraph.iterfind(f"{_W}pPr/{_W}rPr/*")]
        pieces.append((next((_KINDS[mark] for mark in marks if mark in _KINDS), ""), "\n"))
    names = {node.get(f"{_W}name") for node in root.iter(f"{_W}moveFromRangeStart")}
    return _measured(pieces, len(names))


def _pieces(node: etree._Element, kind: str) -> Iterator[Piece]:
    """The stretches of a paragraph with what each is."""
    for child in node:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name in ("t", "delText"):
            yield kind, child.text or ""
        elif name == "tab":
            yield kind, "\t"
        elif name not in ("pPr", "rPr"):
            yield from _pieces(child, _KINDS.get(name, kind))


def of_html(path: Path) -> Marked:
    """What HTML marks with ins and del."""
    text = re.sub(r"</?(?:p|t)\b[^>]*>", "\n", path.read_text())
    text = re.sub(r"<(/?)diff:(insert|delete)[^>]*>", lambda m: f"<{m[1]}{m[2][:3]}>", text)
    return _measured(_html_pieces(html.fragment_fromstring(text, create_parent="div"), ""))


def _html_pieces(node: etree._Element, kind: str) -> Iterator[Piece]:
    kind = node.tag if node.tag in ("ins", "del") else kind
    yield kind, node.text or ""
    for child in node:
        yield from _html_pieces(child, kind)
        yield kind, child.tail or ""


def of_word_diff(path: Path) -> Marked:
    """What git's word diff marks."""
    lines = path.read_text().split("\n")
    start = next((at for at, line in enumerate(lines) if line.startswith("@@")), len(lines)) + 1
    kinds = {"+": "ins", "-": "del", " ": ""}
    return _measured(("", "\n") if line[:1] == "~" else (kinds.get(line[:1], ""), line[1:]) for line in lines[start:])


def same(one: str, other: str, *, spacing: bool = True) -> bool:
    """Whether two texts are the same but for empty lines, which some tools add or lose; or but for all spacing."""
    if not spacing:
        return one.replace("¶", "").split() == other.split()
    return [line for line in one.split("\n") if line.strip()] == [line for line in other.split("\n") if line.strip()]
