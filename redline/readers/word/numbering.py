"""The numbers that Word computes for list paragraphs, as Word would show them.

Counters belong to the abstract definition, so that two lists made from one count on, unless an override restarts them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from redline.ooxml.names import W, as_level, as_number, is_on
from redline.ooxml.package import Package

_ROMAN = dict(m=1000, cm=900, d=500, cd=400, c=100, xc=90, l=50, xl=40, x=10, ix=9, v=5, iv=4, i=1)  # noqa: C408


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    suffix: str = "tab"
    restart: int | None = None
    """The level after which it begins again; None for any above, 0 for never."""


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the list paragraphs of a document as they are met."""

    def __init__(self, package: Package) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        part = package.held("numbering")
        if part in package:
            self._read(package.part(part))

    def _read(self, root: etree._Element) -> None:
        abstracts: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        for node in root.iterfind(f"{W}abstractNum"):
            identifier = str(node.get(f"{W}abstractNumId", ""))
            abstracts[identifier] = {_ilvl(level): _level(level) for level in node.iterfind(f"{W}lvl")}
            link = node.find(f"{W}styleLink")
            if link is not None:
                links[str(link.get(f"{W}val", ""))] = identifier
        for node in root.iterfind(f"{W}abstractNum"):
            linked = node.find(f"{W}numStyleLink")
            target = links.get(str(linked.get(f"{W}val", ""))) if linked is not None else None
            if target:
                abstracts[str(node.get(f"{W}abstractNumId", ""))] = abstracts[target]
        for node in root.iterfind(f"{W}num"):
            named = node.find(f"{W}abstractNumId")
            abstract = str(named.get(f"{W}val", "")) if named is not None else ""
            found = _List(abstract, dict(abstracts.get(abstract, {})))
            for override in node.iterfind(f"{W}lvlOverride"):
                level, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
                if level is not None:
                    found.levels[_ilvl(override)] = _level(level)
                if start is not None:
                    found.starts[_ilvl(override)] = as_number(start.get(f"{W}val", "1"), 1)
            self._lists[str(node.get(f"{W}numId", ""))] = found

    def label(self, number: str, at: int) -> tuple[str, str]:
        """Count a paragraph of a list; return what Word shows before it, and what stands after that.

        Args:
            number: The list (``w:numId``).
            at: The level, from 0.

        Returns:
            Label and what follows it: a tabulator, a space or nothing. Both empty for a bullet or no number.
        """
        found = self._lists.get(number)
        if found is None or at not in found.levels or number == "0":
            return "", ""
        counts = self._counts.setdefault(found.abstract, {})
        for level in range(at):
            if level in found.levels:
                counts.setdefault(level, self._start(found, level))
        fresh = (number, at) not in self._begun and at in found.starts
        self._begun.add((number, at))
        counts[at] = self._start(found, at) if fresh or at not in counts else counts[at] + 1
        for level in [level for level in counts if level > at]:
            restart = found.levels[level].restart if level in found.levels else None
            if restart is None or (restart and at < restart):
                del counts[level]
        return self._shown(found, counts, at)

    def _start(self, found: _List, level: int) -> int:
        return found.starts.get(level, found.levels[level].start)

    def _shown(self, found: _List, counts: dict[int, int], at: int) -> tuple[str, str]:
        level = found.levels[at]
        if level.format in ("bullet", "none") and "%" not in level.text:
            return ("–", " ") if level.format == "bullet" else ("", "")
        text = level.text
        for other in range(9):
            if f"%{other + 1}" in text and other in found.levels:
                form = "decimal" if level.legal else found.levels[other].format
                shown = formatted(counts.get(other, self._start(found, other)), form)
                text = text.replace(f"%{other + 1}", shown)
        return text.strip(), {"tab": "\t", "space": " "}.get(level.suffix, "")


def formatted(number: int, form: str) -> str:
    """Return a number as Word formats it.

    >>> [formatted(28, form) for form in ("decimal", "lowerRoman", "upperLetter", "decimalZero")]
    ['28', 'xxviii', 'BB', '28']
    """
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        text, left = "", number
        for sign, value in _ROMAN.items():
            text += sign * (left // value)
            left %= value
        return text.upper() if form == "upperRoman" else text
    if form == "russianLower" and number > 0:
        return "абвгдежзиклмнопрстуфхцчшщэюя"[(number - 1) % 28]
    if form == "decimalZero":
        return f"{number:02d}"
    return "" if form == "none" else str(number)


def _ilvl(node: etree._Element) -> int:
    return as_level(str(node.get(f"{W}ilvl", "0")))


def _level(node: etree._Element) -> _Level:
    made = _Level()
    for child in node:
        value = str(child.get(f"{W}val", "")) if isinstance(child.tag, str) else ""
        match etree.QName(child).localname if isinstance(child.tag, str) else "":
            case "start":
                made.start = as_number(value, 1)
            case "numFmt":
                made.format = value
            case "lvlText":
                made.text = value
            case "isLgl":
                made.legal = is_on(value)
            case "suff":
                made.suffix = value
            case "lvlRestart":
                made.restart = as_number(value, 1)
    return made
