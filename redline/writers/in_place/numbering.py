"""Numbers that a style brings: where the styles of two documents number otherwise, new paragraphs say so themselves.

What is hard is that a style cannot be tracked. A paragraph can: its properties name the list that the style of the new
document brings, so that accepting shows the new numbers, and rejecting those of the old style.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from redline.ooxml.document import Document
from redline.ooxml.fingerprint import canonical
from redline.ooxml.names import W, value_of
from redline.ooxml.order import put

_COUNTS = ("start", "numFmt", "lvlText", "isLgl", "lvlRestart", "suff")
_ANYWAY = {("suff", "tab"), ("isLgl", "0"), ("isLgl", "false"), ("isLgl", "off")}
_NONE = ("", "0")

Level = tuple[tuple[str, str], ...]


class StyleNumbers:
    """Which lists the styles of one document bring."""

    def __init__(self, document: Document) -> None:
        self.document = document
        part = document.held("styles")
        nodes = document.tree(part).iterfind(f"{W}style") if part in document else ()
        self._styles = {str(node.get(f"{W}styleId", "")): node for node in nodes}
        self._known: dict[str, tuple[str, str]] = {}

    def of(self, style: str) -> tuple[str, str]:
        """Return the list that a style brings, and the level there; an empty list if it brings none."""
        if style not in self._known:
            self._known[style] = self._found(style)
        return self._known[style]

    def _found(self, style: str) -> tuple[str, str]:
        at = ""
        for node in self.chain(style):
            held = node.find(f"{W}pPr/{W}numPr")
            at = at or value_of(held, "ilvl")
            number = value_of(held, "numId")
            if number:
                return ("", "0") if number in _NONE else (number, self.level_of(number, style) or at or "0")
        return "", "0"

    def level_of(self, number: str, style: str) -> str:
        """Return the level of a list that is tied to a style; empty for none."""
        abstract = abstract_of(self.document, num_of(self.document, number))
        for level in abstract.iterfind(f"{W}lvl") if abstract is not None else ():
            if value_of(level, "pStyle") == style:
                return str(level.get(f"{W}ilvl", "0"))
        return ""

    def chain(self, style: str) -> Iterator[etree._Element]:
        """Give a style and those that it is based on; none twice."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value_of(self._styles[style], "basedOn")


def complete(properties: etree._Element, numbers: StyleNumbers) -> None:
    """Have the properties of a paragraph name the list that its style brings.

    Its level may say how far the paragraph stands in; so does the style, which then has to say it again.

    Args:
        properties: A ``w:pPr``; it is changed.
        numbers: The lists of its document.
    """
    style = value_of(properties, "pStyle")
    own = properties.find(f"{W}numPr")
    number, at = numbers.of(style)
    at = value_of(own, "ilvl") or at
    if own is not None:
        properties.remove(own)
    made = etree.Element(f"{W}numPr")
    for name, value in (("ilvl", at), ("numId", number or "0")):
        etree.SubElement(made, f"{W}{name}").set(f"{W}val", value)
    put(properties, made)
    level = levels_of(numbers.document, number).get(at)
    for child in level.iterfind(f"{W}pPr/*") if level is not None else ():
        said = [node.find(f"{W}pPr/{child.tag}") for node in numbers.chain(style)]
        again = next((node for node in said if node is not None), None)
        if again is not None and properties.find(str(child.tag)) is None:
            put(properties, copy.deepcopy(again))


def counts_alike(old: Document, number: str, new: Document, other: str) -> bool:
    """Return whether two lists count and show their numbers alike, as far as both say how.

    Args:
        old: A document.
        number: A list of it; empty for none.
        new: Another document.
        other: A list of that.
    """
    if not number or not other:
        return number == other
    mine, theirs = levels_of(old, number), levels_of(new, other)
    both = mine.keys() & theirs.keys()  # one program says but the levels that are used, another all nine
    return bool(both) and all(_counting(mine[at]) == _counting(theirs[at]) for at in both)


def levels_of(document: Document, number: str) -> dict[str, etree._Element]:
    """Return the levels of a list, with what it says otherwise than its definition."""
    node = num_of(document, number)
    abstract = abstract_of(document, node)
    found = {str(one.get(f"{W}ilvl")): one for one in abstract.iterfind(f"{W}lvl")} if abstract is not None else {}
    for override in node.iterfind(f"{W}lvlOverride") if node is not None else ():
        at, whole, start = str(override.get(f"{W}ilvl")), override.find(f"{W}lvl"), override.find(f"{W}startOverride")
        found[at] = copy.deepcopy(whole if whole is not None else found.get(at, etree.Element(f"{W}lvl")))
        if start is not None:
            for known in found[at].findall(f"{W}start"):
                found[at].remove(known)
            etree.SubElement(found[at], f"{W}start").set(f"{W}val", str(start.get(f"{W}val", "1")))
    return found


def num_of(document: Document, number: str) -> etree._Element | None:
    """Return the ``w:num`` of a list."""
    part = document.held("numbering")
    nodes = document.tree(part).iterfind(f"{W}num") if part in document else ()
    return next((node for node in nodes if node.get(f"{W}numId") == number), None)


def abstract_of(document: Document, number: etree._Element | None) -> etree._Element | None:
    """Return the definition of a list; of one that a style of lists defines, that of the style."""
    wanted = value_of(number, "abstractNumId")
    if number is None or not wanted:
        return None
    nodes = list(document.tree(document.held("numbering")).iterfind(f"{W}abstractNum"))
    found = next((node for node in nodes if node.get(f"{W}abstractNumId") == wanted), None)
    link = value_of(found, "numStyleLink")
    styled = next((node for node in nodes if link and value_of(node, "styleLink") == link), None)
    return found if styled is None else styled


def _counting(level: etree._Element) -> Level:
    """How a level counts and what it shows."""
    said = []
    for name in _COUNTS:
        for node in level.iterfind(W + name):
            value = str(node.get(f"{W}val", "on"))
            if (name, value) not in _ANYWAY:
                said.append((name, value if len(node.attrib) < 2 else canonical(node)))
    return tuple(said)
