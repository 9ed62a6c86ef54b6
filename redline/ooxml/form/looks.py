"""What formatting comes to, whoever says it: defaults, table style, paragraph style, list, character style, the text.

The order is Word's (ECMA-376 Part 1, 17.7.2). What is hard is what holds anyway: one program writes it out, another
leaves it out, and in a table whose style dresses its first row it may mean something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from redline.ooxml.form.model import Element, Values
from redline.ooxml.form.properties import ANYWAY, Said, put, said
from redline.ooxml.form.sources import Source, Targets
from redline.ooxml.form.things import flat
from redline.ooxml.names import DRAWING, OFF, W

_EITHER = frozenset({"b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "vanish", "outline", "shadow"})
"""What two styles that both say it take back (17.7.3)."""

_COMPLEX = frozenset({"rFonts@cs", "szCs", "bCs", "iCs"})
_EAST_ASIAN = frozenset({"rFonts@eastAsia", "rFonts@hint"})
_COMPLEX_SCRIPT = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")
_EAST_ASIAN_SCRIPT = re.compile(
    "[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
COMPLEX, EAST_ASIAN = 1, 2
_MOST_BASES = 100  # a style on another, and so on; Word itself refuses long before
PARAGRAPH = "\x00"
"""What stands for the name of a character style where the paragraph itself is meant."""


def scripts(text: str) -> int:
    """Return for which scripts besides Latin and its like a text needs a font."""
    if text.isascii():
        return 0
    found = COMPLEX if _COMPLEX_SCRIPT.search(text) else 0
    return found | (EAST_ASIAN if _EAST_ASIAN_SCRIPT.search(text) else 0)


class Looks:
    """What formatting of one document comes to."""

    def __init__(self, source: Source, targets: Targets) -> None:
        part = source.held("styles")
        root = source.part(part) if part in source else etree.Element(f"{W}styles")
        self.part, self.targets, self.root = part, targets, root
        self.styles: dict[str, Element] = {}
        self._names: dict[str, str] = {}
        self.default: dict[str, str] = {}
        for node in root.iterfind(f"{W}style"):
            identifier = str(node.get(f"{W}styleId", ""))
            self.styles.setdefault(identifier, node)
            if node.get(f"{W}default", "0") not in OFF:
                self.default.setdefault(str(node.get(f"{W}type", "")), identifier)
        normal = (name for name in self.styles if self.name(name) == "normal")
        self.default.setdefault("paragraph", next(normal, ""))  # Word's own, where none is said to be it
        self.fonts = _fonts(source)
        self.values: dict[str, Values] = {}
        self.bases: dict[tuple[str, str, str], Values] = {}
        self.used: set[str] = set(self.default.values())
        self._defaults = {kind: self._default(kind) for kind in ("pPr", "rPr")}
        self._of: dict[tuple[str, str], Said] = {}
        self._base: dict[tuple[str, str, str], Said] = {}
        self._runs: dict[object, str] = {}
        self._kept: dict[str, frozenset[str]] = {}

    # styles

    def name(self, identifier: str) -> str:
        """Return the name of a style, by which it is known."""
        if identifier not in self._names:
            node = self.styles.get(identifier)
            name = node.find(f"{W}name") if node is not None else None
            self._names[identifier] = str(name.get(f"{W}val", "")).casefold() if name is not None else identifier
        return self._names[identifier]

    def style(self, properties: Element | None, kind: str) -> str:
        """Return the id of the style that properties name; that which holds anyway if they name none, or none there is.

        Args:
            properties: Of a paragraph, a run or a table.
            kind: ``"pStyle"``, ``"rStyle"`` or ``"tblStyle"``.
        """
        node = properties.find(f"{W}{kind}") if properties is not None else None
        found = str(node.get(f"{W}val", "")) if node is not None else ""
        anyway = self.default.get({"p": "paragraph", "r": "character"}.get(kind[0], "table"), "")
        found = found if found in self.styles else anyway
        self.used.add(found)
        return "" if kind == "rStyle" and found == anyway else found

    def chain(self, style: str) -> Iterator[Element]:
        """Give a style and those that it is based on; none twice."""
        seen: set[str] = set()
        while style in self.styles and style not in seen and len(seen) < _MOST_BASES:
            seen.add(style)
            node = self.styles[style]
            yield node
            base = node.find(f"{W}basedOn")
            style = str(base.get(f"{W}val", "")) if base is not None else ""

    def of(self, style: str, kind: str) -> Said:
        """Return what a style says, with those that it is based on.

        Args:
            style: Its id.
            kind: ``"pPr"``, ``"rPr"`` or ``"tblPr"``.
        """
        if (style, kind) not in self._of:
            found: Said = {}
            for node in reversed(list(self.chain(style))):
                put(found, self.said(node.find(f"{W}{kind}")))
            self._of[style, kind] = found
        return self._of[style, kind]

    def defaults(self, kind: str) -> Said:
        """Return what holds where no style says anything."""
        return self._defaults.get(kind, {})

    def _default(self, kind: str) -> Said:
        found: Said = {}
        for node in self.root.iterfind(f"{W}docDefaults/{W}{kind}Default/{W}{kind}"):
            put(found, self.said(node))
        return found

    def _conditional(self, table: str) -> frozenset[str]:
        """What a table style says for some of its cells alone, and so may be taken back there."""
        if table not in self._kept:
            found: set[str] = set()
            for node in self.chain(table):
                for properties in node.iterfind(f"{W}tblStylePr/*"):
                    found |= self.said(properties).keys()
            self._kept[table] = frozenset(found)
        return self._kept[table]

    def _kept_of(self, said: Said, table: str) -> frozenset[str]:
        """Which properties count even if they hold anyway."""
        return frozenset(said.keys() & self._conditional(table)) if table else frozenset()

    # looks

    def paragraph(self, properties: Element | None, style: str, table: str, level: Element | None) -> str:
        """Return what the properties of a paragraph come to.

        Args:
            properties: Its ``w:pPr``.
            style: Its style.
            table: The style of the table that holds it; empty for none.
            level: The ``w:pPr`` of its list.
        """
        found = dict(self._defaults["pPr"])
        if table:
            put(found, self.of(table, "pPr"))
        inner = self.said(level)
        outer = self.of(style, "pPr")
        direct = properties is not None and properties.find(f"{W}numPr") is not None
        for under in (outer, inner) if direct else (inner, outer):
            put(found, under)
        name = self._noted(found, table, style, None)
        own_said = self.said(properties)
        put(found, own_said)
        return self._told(name[1], found, self._kept_of(own_said, table), 0)

    def run(self, properties: Element | None, style: str, table: str, scripts: int = 0) -> str:
        """Return what the properties of a run, or of a paragraph mark, come to.

        Args:
            properties: Its ``w:rPr``.
            style: The style of the paragraph that holds it.
            table: The style of the table that holds it; empty for none.
            scripts: Which scripts besides Latin it is in.
        """
        own = flat(properties) if properties is not None else ()
        key = (own, style, table, scripts)
        if key not in self._runs:
            character = self.style(properties, "rStyle")
            base = self._run_base(style, character, table)
            name = self._noted(base, table, style, character)
            own_said = self.said(properties)
            found = dict(base)
            put(found, own_said)
            self._runs[key] = self._told(name[2], found, self._kept_of(own_said, table), scripts)
        return self._runs[key]

    def table(self, properties: Element | None, style: str) -> str:
        """Return what the properties of a table come to.

        Args:
            properties: Its ``w:tblPr``.
            style: Its style.
        """
        found = dict(self.of(style, "tblPr"))
        put(found, self.said(properties))
        return self._told(self.name(style), found, frozenset(), 0)

    def plain(self, properties: Element | None) -> str:
        """Return what properties say that no style knows: those of a row, a cell or a section."""
        key = flat(properties) if properties is not None else ()
        if key not in self._runs:
            self._runs[key] = self._told("", self.said(properties), frozenset(), 0)
        return self._runs[key]

    def alone(self, properties: Element | None) -> str:
        """Return what properties of a run say by themselves, as those of a number do."""
        return self._told("", self.said(properties), frozenset(), COMPLEX | EAST_ASIAN)

    def _run_base(self, style: str, character: str, table: str) -> Said:
        key = (table, style, character)
        if key not in self._base:
            found = dict(self._defaults["rPr"])
            if table:
                put(found, self.of(table, "rPr"))
            put(found, self.of(style, "rPr"))
            own = dict(self.of(character, "rPr"))
            for name, value in own.items():  # in the style of the paragraph, and in its own
                if name in _EITHER and value == "on" and self.of(style, "rPr").get(name) == "on":
                    own[name] = "off"
            put(found, own)
            self._base[key] = found
        return self._base[key]

    def _noted(self, found: Said, table: str, style: str, character: str | None) -> tuple[str, str, str]:
        names = (self.name(table), self.name(style), PARAGRAPH if character is None else self.name(character))
        known = dict(self.bases.get(names, {}))
        self.bases[names] = known | {key: value for key, value in found.items() if ANYWAY.get(key, "off") != value}
        return names

    def _told(self, name: str, found: Said, kept: frozenset[str], scripts: int) -> str:
        if found.get("rtl") == "on" or found.get("cs") == "on":
            scripts |= COMPLEX
        drop = (frozenset() if scripts & COMPLEX else _COMPLEX) | (frozenset() if scripts & EAST_ASIAN else _EAST_ASIAN)
        shown = {
            key: value
            for key, value in sorted(found.items())
            if (value != ANYWAY.get(key, "off") or key in kept) and key not in drop
        }
        made = "; ".join([name, *(f"{key}={value}" for key, value in shown.items())])
        self.values[made] = shown
        return made

    def said(self, properties: Element | None) -> Said:
        """Return what properties say, each by its name; those of styles and lists hold no relationships."""
        return said(properties, self.targets, self.part, self.fonts)


def _fonts(source: Source) -> dict[str, str]:
    """The fonts that a theme stands for, by its names in properties: ``minorHAnsi``, ``majorEastAsia``, ..."""
    part = source.held("theme")
    if part not in source:
        return {}
    root = source.part(part)
    found = {}
    for size in ("major", "minor"):
        node = next(root.iter(f"{DRAWING}{size}Font"), None)
        for script, names in (("latin", ("HAnsi", "Ascii")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
            font = node.find(f"{DRAWING}{script}") if node is not None else None
            for name in names:
                found[f"{size}{name}"] = str(font.get("typeface", "")) if font is not None else ""
    return found
