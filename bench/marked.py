"""Reads what any tool marked, whatever it wrote: the text of both sides, words and runs marked, moves.

A word counts as marked if it does not stand whole in both texts: a tool that inserts an "s" has changed a word, on both
sides. Words are cut as redline cuts them, for every tool alike. Text that a tool marks as moved is not counted.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lxml import etree, html

from redline.engine.words.tokens import is_word, tokens

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
    """Words marked: those of numbers and labels too, unless they were to be left aside."""

    runs: int
    """Stretches of neighbouring text of one kind, inserted or deleted, in one paragraph."""

    moves: int = 0
    elements: int = 0
    """How many marks it wrote for them: ``w:ins`` and ``w:del``, or ``ins`` and ``del``. Neighbours of one kind are one
    stretch to a reader, but each is a revision of its own in Word's file."""


def _measured(pieces: Iterable[Piece], labels: bool, moves: int = 0) -> Marked:
    whole = [(kind, text) for kind, text in pieces if text]
    stream = whole if labels else list(_without_labels(whole))
    elements = sum(kind in ("ins", "del") and text.strip("\n") != "" for kind, text in stream)
    runs = 0
    for kind, group in groupby(stream, key=lambda piece: piece[0]):
        lines = "".join(text for _, text in group).split("\n")
        runs += sum(bool(line.strip()) for line in lines) if kind in ("ins", "del") else 0
    return Marked(_side(whole, "ins", "to"), _side(whole, "del", "from"), _words(stream), runs, moves, elements)


def _side(stream: Iterable[Piece], *kinds: str) -> str:
    """The text of one side: what is kept, and what is of these kinds."""
    return "".join(text for kind, text in stream if kind in ("", *kinds))


def _without_labels(stream: Iterable[Piece]) -> Iterator[Piece]:
    """The stream without what stands before the last tabulator of a line: numbers and labels."""
    lines: list[list[Piece]] = [[]]
    for kind, text in stream:
        for at, part in enumerate(re.split("(\n)", text)):
            if at % 2:
                lines[-1].append((kind, "\n"))
                lines.append([])
            elif part:
                lines[-1].append((kind, part))
    for line in lines:
        last = {side: _last_tab(line, side) for side in ("ins", "del")}
        for at, (kind, text) in enumerate(line):
            side = {"from": "del", "to": "ins"}.get(kind, kind)
            end = last.get(side, max(last.values()))
            if at >= end and (rest := text.rpartition("\t")[2] if at == end else text):
                yield kind, rest


def _last_tab(line: list[Piece], side: str) -> int:
    """The last piece of one side of a line that holds a tabulator; 0 if none does."""
    seen = ("", side, {"ins": "to", "del": "from"}[side])
    return max((at for at, (kind, text) in enumerate(line) if kind in seen and "\t" in text), default=0)


def _words(stream: list[Piece]) -> int:
    """How many words of either text do not stand whole in the other, or at the other end of a move."""
    rejected, accepted = _side(stream, "del", "from"), _side(stream, "ins", "to")
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
    ends: list[Counter[str]] = [Counter(), Counter()]
    count = 0
    for text, side, gone, end in zip((rejected, accepted), marked, moved, ends, strict=True):
        for start, stop in side:
            if all(i in gone for i in range(start, stop)):
                end[text[start:stop]] += 1
            else:
                count += 1
    return count + (ends[0] - ends[1]).total() + (ends[1] - ends[0]).total()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for token in tokens(text):
        if is_word(token):
            yield at, at + len(token)
        at += len(token)


def of_docx(path: Path, labels: bool = True) -> Marked:
    """What a Word document marks."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    pieces: list[Piece] = []
    for paragraph in root.iter(f"{_W}p"):
        pieces += _pieces(paragraph, "")
        marks = [etree.QName(node).localname for node in paragraph.iterfind(f"{_W}pPr/{_W}rPr/*")]
        pieces.append((next((_KINDS[mark] for mark in marks if mark in _KINDS), ""), "\n"))
    names = {node.get(f"{_W}name") for node in root.iter(f"{_W}moveFromRangeStart")}
    return _measured(pieces, labels, len(names))


def _pieces(node: etree._Element, kind: str) -> Iterator[Piece]:
    """The stretches of a paragraph with what each is."""
    for child in node:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name in ("t", "delText"):
            yield kind, child.text or ""
        elif name == "tab":
            yield kind, "\t"
        elif name in ("ins", "del") and not kind:
            yield name, "".join(text for _, text in _pieces(child, name))
        elif name not in ("pPr", "rPr"):
            yield from _pieces(child, _KINDS.get(name, kind))


def of_html(path: Path, labels: bool = True) -> Marked:
    """What HTML marks with ins and del."""
    text = re.sub(r"</?(?:p|t)\b[^>]*>", "\n", path.read_text())
    text = re.sub(r"<(/?)diff:(insert|delete)[^>]*>", lambda m: f"<{m[1]}{m[2][:3]}>", text)
    return _measured(_html_pieces(html.fragment_fromstring(text, create_parent="div"), ""), labels)


def _html_pieces(node: etree._Element, kind: str) -> Iterator[Piece]:
    kind = node.tag if node.tag in ("ins", "del") else kind
    yield kind, node.text or ""
    for child in node:
        yield from _html_pieces(child, kind)
        yield kind, child.tail or ""


def of_word_diff(path: Path, labels: bool = True) -> Marked:
    """What git's word diff marks."""
    lines = path.read_text().split("\n")
    start = next((at for at, line in enumerate(lines) if line.startswith("@@")), len(lines)) + 1
    kinds = {"+": "ins", "-": "del", " ": ""}
    pieces = [("", "\n") if line[:1] == "~" else (kinds.get(line[:1], ""), line[1:]) for line in lines[start:]]
    return _measured(pieces, labels)


def same(one: str, other: str, *, spacing: bool = True) -> bool:
    """Whether two texts are the same but for empty lines, which some tools add or lose; or but for all spacing."""
    if not spacing:
        return one.replace("¶", "").split() == other.split()
    return [line for line in one.split("\n") if line.strip()] == [line for line in other.split("\n") if line.strip()]
