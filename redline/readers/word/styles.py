"""The styles of a Word document: what each is by its standard name, whatever Word calls it in its user's language."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from redline.ooxml.names import W, as_level, is_on, value_of
from redline.ooxml.package import Package


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style."""

    id: str
    name: str
    based_on: str
    numbering: tuple[str, int] | None
    """Number definition and level that it brings."""

    outline: int | None


class Styles:
    """The styles of one document."""

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        part = package.held("styles")
        if part not in package:
            return
        for node in package.part(part).iterfind(f"{W}style"):
            if node.get(f"{W}type") != "paragraph":
                continue
            style = _style(node)
            self._styles[style.id] = style
            if is_on(node.get(f"{W}default")):
                self.default = style.id

    def chain(self, identifier: str) -> list[Style]:
        """Return a style and those it is based on, nearest first."""
        found: list[Style] = []
        at = identifier or self.default
        while at in self._styles and self._styles[at] not in found:
            found.append(self._styles[at])
            at = self._styles[at].based_on
        return found

    def names(self, identifier: str) -> tuple[str, ...]:
        """Return the ids and names of a style and those it is based on, folded: ``("artno", "normal")``."""
        return tuple(
            dict.fromkeys(_folded(word) for style in self.chain(identifier) for word in (style.id, style.name))
        )

    def numbering(self, identifier: str) -> tuple[str, int] | None:
        """Return the number definition and level that a style brings."""
        return next((style.numbering for style in self.chain(identifier) if style.numbering), None)

    def outline(self, identifier: str) -> int | None:
        """Return the outline level of a style, 0 for Heading 1; None if it is no heading."""
        return next((style.outline for style in self.chain(identifier) if style.outline is not None), None)


def _folded(word: str) -> str:
    return word.replace("_", "").replace(" ", "").casefold()


def _style(node: etree._Element) -> Style:
    identifier = str(node.get(f"{W}styleId", ""))
    name = value_of(node, "name") or identifier
    properties = node.find(f"{W}pPr")
    numbering, outline = None, None
    if properties is not None:
        numbers = properties.find(f"{W}numPr")
        if numbers is not None and value_of(numbers, "numId"):
            numbering = (value_of(numbers, "numId"), as_level(value_of(numbers, "ilvl")))
        level = value_of(properties, "outlineLvl")
        outline = int(level) if level.isdecimal() and int(level) < 9 else None
    return Style(identifier, name, value_of(node, "basedOn"), numbering, outline)
