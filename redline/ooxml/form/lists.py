"""The numbers of paragraphs as they come out: what Word shows before them, and how it is made.

Written from ECMA-376 Part 1, 17.9.  Counters belong to the abstract definition, so that two lists made from one count
on, unless an override restarts them; a style may bring a list along, and choose its level.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from redline.ooxml.form.looks import Looks
from redline.ooxml.form.model import Element
from redline.ooxml.form.sources import Source, Targets
from redline.ooxml.form.things import canonical
from redline.ooxml.names import OFF, W

_LEVELS = 9
_LONGEST = 256  # Word itself takes no more
_ROMAN = (("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40))
_ROMAN += (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))  # type: ignore[assignment]
_TOLD = frozenset({"start", "lvlText", "isLgl", "lvlRestart", "pStyle", "pPr", "rPr", "legacy"})
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


@dataclass(slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    """The level after which it begins again; None for any above, 0 for never."""

    said: tuple[str, ...] = ()
    """What stands between number and text, on which side it stands, its picture."""

    properties: Element | None = None
    """What it gives its paragraphs."""

    look: Element | None = None


@dataclass(slots=True)
class List:
    """What paragraphs of one number share."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)
    """The level that a style has."""


class Lists:
    """The lists of a document."""

    def __init__(self, source: Source, targets: Targets, looks: Looks) -> None:
        self.looks, self.targets = looks, targets
        self.part = source.held("numbering")
        self.lists: dict[str, List] = {}
        self._styled: dict[str, tuple[str, int]] = {}
        if self.part in source:
            self._read(source.part(self.part))

    def _read(self, root: Element) -> None:
        pictures = {
            str(node.get(f"{W}numPicBulletId", "")): canonical(node, self.targets, self.part)
            for node in root.iterfind(f"{W}numPicBullet")
        }
        abstracts: dict[str, List] = {}
        linked: dict[str, str] = {}
        for node in root.iterfind(f"{W}abstractNum"):
            identifier = str(node.get(f"{W}abstractNumId", ""))
            found = abstracts[identifier] = List(identifier, {})
            for level in node.iterfind(f"{W}lvl"):
                self._level(found, level, as_number(level.get(f"{W}ilvl"), 0), pictures)
            link = node.find(f"{W}styleLink")
            if link is not None:
                linked[str(link.get(f"{W}val", ""))] = identifier
        for node in root.iterfind(f"{W}abstractNum"):
            link = node.find(f"{W}numStyleLink")
            target = linked.get(str(link.get(f"{W}val", "")), "") if link is not None else ""
            if target:
                abstracts[str(node.get(f"{W}abstractNumId", ""))] = abstracts[target]
        for node in root.iterfind(f"{W}num"):
            self.lists[str(node.get(f"{W}numId", ""))] = self._list(node, abstracts, pictures)

    def _list(self, node: Element, abstracts: dict[str, List], pictures: dict[str, str]) -> List:
        named = node.find(f"{W}abstractNumId")
        base = abstracts.get(str(named.get(f"{W}val", "")) if named is not None else "", List("", {}))
        found = List(base.abstract, dict(base.levels), {}, dict(base.styles))
        for override in node.iterfind(f"{W}lvlOverride"):
            at = as_number(override.get(f"{W}ilvl"), 0)
            level, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
            if level is not None:
                self._level(found, level, at, pictures)
            if start is not None:
                found.starts[at] = as_number(start.get(f"{W}val"), 1)
        return found

    def _level(self, found: List, node: Element, at: int, pictures: dict[str, str]) -> None:
        level = found.levels[at] = Level(properties=node.find(f"{W}pPr"), look=node.find(f"{W}rPr"))
        said = {"suff": "tab", "lvlJc": "left"}
        values = {str(child.tag).removeprefix(W): str(child.get(f"{W}val", "")) for child in node}
        level.start = as_number(values.get("start"), 1)
        level.text = values.get("lvlText", "")
        level.legal = values.get("isLgl", "0") not in OFF
        level.restart = as_number(values["lvlRestart"], 0) if "lvlRestart" in values else None
        if "pStyle" in values:
            found.styles[values["pStyle"]] = at
        for child in node:
            name = str(child.tag).removeprefix(W)
            if name == "numFmt":
                level.format = str(child.get(f"{W}format", values[name]))
            elif name in said:
                said[name] = {"start": "left", "end": "right"}.get(values[name], values[name])
            elif name == "lvlPicBulletId":
                said[name] = pictures.get(values[name], "")
            elif name not in _TOLD:
                said[name] = canonical(child, self.targets, self.part)
        level.said = tuple(value for value in said.values() if value)

    def made(self, number: str, at: int) -> str:
        """Return how a level of a list is made: its form, what follows, the look of the number."""
        level = self.lists[number].levels[at]
        form = f"{level.format}{' legal' if level.legal else ''} {level.text!r}"
        return "; ".join([f"level {at + 1}: {form}", *level.said, self.looks.alone(level.look)])

    def of(self, properties: Element | None, style: str) -> tuple[str, int]:
        """Return the list and the level of a paragraph; an empty list if it has none.

        Args:
            properties: Its ``w:pPr``.
            style: Its style.
        """
        node = properties.find(f"{W}numPr") if properties is not None else None
        number, at = _numbered(node)
        if not number:
            brought, level = self._by_style(style)
            return (brought, at if at is not None else level) if brought in self.lists else ("", 0)
        if number not in self.lists:
            return "", 0
        return number, at if at is not None else self.lists[number].styles.get(style, 0)

    def _by_style(self, style: str) -> tuple[str, int]:
        if style not in self._styled:
            found, at = "", None
            for node in self.looks.chain(style):
                number, level = _numbered(node.find(f"{W}pPr/{W}numPr"))
                at = level if at is None else at
                if number:
                    own = self.lists[number].styles if number in self.lists else {}
                    found, at = number, own.get(style, at)
                    break
            self._styled[style] = found, at or 0
        return self._styled[style]


class Count:
    """Counts the numbered paragraphs of a story as they are met."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists.lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, number: str, at: int) -> str:
        """Count a paragraph of a list; return what Word shows before it."""
        found = self._lists.get(number)
        if found is None or at not in found.levels:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        for level in range(at):
            if level in found.levels:
                counts.setdefault(level, _start(found, level))
        fresh = (number, at) not in self._begun and at in found.starts
        self._begun.add((number, at))
        counts[at] = _start(found, at) if fresh or at not in counts else counts[at] + 1
        for level in [level for level in counts if level > at]:
            restart = found.levels[level].restart if level in found.levels else None
            if restart is None or (restart and at < restart):
                del counts[level]
        return _shown(found, counts, at)


def _shown(found: List, counts: dict[int, int], at: int) -> str:
    level = found.levels[at]
    text = level.text[:_LONGEST]
    if "%" not in text:
        return text
    for other in range(_LEVELS):
        if f"%{other + 1}" in text and other in found.levels:
            form = "decimal" if level.legal else found.levels[other].format
            text = text.replace(f"%{other + 1}", formatted(counts.get(other, _start(found, other)), form))
    return text


def _start(found: List, level: int) -> int:
    return found.starts.get(level, found.levels[level].start)


def _numbered(node: Element | None) -> tuple[str, int | None]:
    if node is None:
        return "", None
    number, level = node.find(f"{W}numId"), node.find(f"{W}ilvl")
    return (
        str(number.get(f"{W}val", "")) if number is not None else "",
        as_number(level.get(f"{W}val"), 0) if level is not None else None,
    )


def as_number(value: object, otherwise: int) -> int:
    """Return a number as written; something else for what is none, or is beyond counting.

    >>> as_number("7", 1), as_number("seven", 1), as_number(None, 0), as_number("9" * 30, 1)
    (7, 1, 0, 1)
    """
    written = str(value)
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 9 else otherwise


def formatted(number: int, form: str) -> str:
    """Return a number as Word formats it; with the name of the form where we do not know that.

    >>> [formatted(28, form) for form in ("decimal", "lowerRoman", "upperLetter", "decimalZero", "hebrew1")]
    ['28', 'xxviii', 'BB', '28', '28 hebrew1']
    """
    if form in ("lowerLetter", "upperLetter") and 0 < number < 1000:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        text, left = "", number
        for sign, value in _ROMAN:
            text += sign * (left // value)
            left %= value
        return text.upper() if form == "upperRoman" else text
    if form in ("russianLower", "russianUpper") and number > 0:
        letter = _RUSSIAN[(number - 1) % len(_RUSSIAN)]
        return letter.upper() if form == "russianUpper" else letter
    if form == "decimalZero":
        return f"{number:02d}"
    if form in ("decimal", "none"):
        return "" if form == "none" else str(number)
    return f"{number} {form}"
