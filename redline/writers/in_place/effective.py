"""What formatting comes to, whoever says it: the text itself, its styles, or the defaults of the document.

A program that saves another's document writes out what styles say, or leaves out what holds anyway. That is no change.
The order is Word's: defaults, table style, paragraph style, character style, direct (ECMA-376 Part 1, 17.7.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from redline.ooxml.document import Document
from redline.ooxml.fingerprint import canonical
from redline.ooxml.names import DRAWING, W, is_on

Values = dict[str, str]
"""Each property and what it comes to."""

_APART = {"pPrChange", "rPrChange", "sectPr", "rPr", "pStyle", "rStyle", "tblStyle", "numPr", "lang", "noProof", "ins"}
_APART |= {"webHidden", "del", "moveFrom", "moveTo"}
_JOINED = {"spacing", "ind", "rFonts"}
"""Properties whose attributes stand for themselves: a style may say one, the text another."""

_NOUGHT = {"spacing@before", "spacing@after", "ind@left", "ind@right", "ind@firstLine", "kern", "position"}
_ANYWAY = {"spacing@line": "240", "spacing@lineRule": "auto", "jc": "left", "outlineLvl": "9", "color": "auto"}
_ANYWAY |= {"widowControl": "on", "snapToGrid": "on", "textAlignment": "auto", "u": "none", "highlight": "none"}
_ANYWAY |= {"vertAlign": "baseline", "textDirection": "lrTb", "ind@hanging": "0", "w": "100", "spacing": "0"}
_ALIKE = {"start": "left", "end": "right", "true": "on", "1": "on", "false": "off", "0": "off"}
_ASIDE = {"rFonts@eastAsia", "rFonts@cs", "rFonts@hint", "szCs", "bCs", "iCs"}
"""What counts only where both say it: of a font for scripts that it does not know, a program may say any."""

_TOGGLES = {"b", "i", "caps", "smallCaps", "strike", "dstrike", "vanish", "keepNext", "keepLines", "pageBreakBefore"}
_TOGGLES |= {"bidi", "widowControl", "contextualSpacing", "suppressLineNumbers", "suppressAutoHyphens", "snapToGrid"}
_TOGGLES |= {"mirrorIndents", "kinsoku", "overflowPunct", "wordWrap", "autoSpaceDE", "autoSpaceDN", "rtl", "cs"}


@dataclass(frozen=True, slots=True)
class Look:
    """What the formatting of a paragraph or a run comes to."""

    style: str
    values: Values
    direct: frozenset[str]
    """Which properties the text itself says; the others are the business of styles."""

    def is_like(self, other: Look) -> bool:
        """Return whether what either text says itself holds in both."""
        aside = {key for key in _ASIDE if not (self.values.get(key) and other.values.get(key))}
        keys = (self.direct | other.direct) - aside
        return self.style == other.style and all(self.value(key) == other.value(key) for key in keys)

    def value(self, key: str) -> str:
        """Return what a property comes to, empty for what holds anyway."""
        value = self.values.get(key, "")
        nought = value == "0" and key in _NOUGHT
        cleared = key.startswith("tab@") and value.startswith("clear")
        return "" if value == _ANYWAY.get(key, "off") or nought or cleared else value


_EITHER = {"b", "i", "caps", "smallCaps", "strike", "dstrike", "vanish"}
"""What two styles that both say it take back (17.7.3)."""


class Effective:
    """What formatting of one document comes to."""

    def __init__(self, document: Document) -> None:
        part = document.held("styles")
        root = document.tree(part) if part in document else etree.Element(f"{W}styles")
        self._styles = {str(node.get(f"{W}styleId", "")): node for node in root.iterfind(f"{W}style")}
        self._default = next((name for name, node in self._styles.items() if _is_default(node)), "")
        self._defaults = {
            kind: list(root.iterfind(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")) for kind in ("pPr", "rPr")
        }
        self._fonts = _theme(document)
        self._known: dict[tuple[str, str], Values] = {}

    def paragraph(self, paragraph: etree._Element) -> Look:
        """Return what the properties of a paragraph come to."""
        own = paragraph.find(f"{W}pPr")
        style = self._style(own, "pStyle") or self._default
        return self._look(self._under(paragraph, "pPr") | self._of(style, "pPr"), own, style)

    def run(self, run: etree._Element) -> Look:
        """Return what the properties of a run come to."""
        paragraph = next(run.iterancestors(f"{W}p"), None)
        own = run.find(f"{W}rPr")
        held = paragraph.find(f"{W}pPr") if paragraph is not None else None
        style = self._style(own, "rStyle")
        found = self._under(run, "rPr") | self._of(self._style(held, "pStyle") or self._default, "rPr")
        for key, value in self._of(style, "rPr").items():
            twice = key in _EITHER and found.get(key) == value == "on"  # in the style of the paragraph, and in its own
            found[key] = "off" if twice else value
        return self._look(found, own, style)

    def _look(self, found: Values, own: etree._Element | None, style: str) -> Look:
        said: Values = {}
        self._add(said, own)
        return Look(self._name(style), found | said, frozenset(said))

    def _under(self, node: etree._Element, kind: str) -> Values:
        """What holds before styles of paragraphs: the defaults, and the style of the table."""
        found: Values = {}
        for properties in self._defaults[kind]:
            self._add(found, properties)
        table = next(node.iterancestors(f"{W}tbl"), None)
        if table is not None:
            found |= self._of(self._style(table.find(f"{W}tblPr"), "tblStyle"), kind)
        return found

    def _of(self, style: str, kind: str) -> Values:
        """What a style says, with those that it is based on."""
        if (style, kind) not in self._known:
            found: Values = {}
            for node in reversed(list(self._chain(style))):
                self._add(found, node.find(f"{W}{kind}"))
            self._known[style, kind] = found
        return self._known[style, kind]

    def _chain(self, style: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            node = self._styles[style]
            yield node
            base = node.find(f"{W}basedOn")
            style = str(base.get(f"{W}val", "")) if base is not None else ""

    def _add(self, found: Values, properties: etree._Element | None) -> None:
        for child in properties if properties is not None else ():
            name = etree.QName(child).localname
            if name in _APART:
                continue
            if name in _JOINED:
                for key in map(str, child.attrib):
                    self._attribute(found, name, etree.QName(key).localname, str(child.attrib[key]))
            elif name in _TOGGLES:
                found[name] = _alike(str(child.get(f"{W}val", "on")))
            elif name == "tabs":
                for tab in child:
                    found[f"tab@{tab.get(f'{W}pos')}"] = f"{tab.get(f'{W}val')} {tab.get(f'{W}leader', 'none')}"
            elif len(child) or len(child.attrib) > 1:
                found[name] = canonical(child)
            elif child.attrib:
                found[name] = _alike(str(child.get(f"{W}val", "")))

    def _attribute(self, found: Values, name: str, key: str, value: str) -> None:
        if name == "rFonts" and key.endswith("Theme"):
            key, value = key.removesuffix("Theme"), self._fonts.get(value, value)
        key = _ALIKE.get(key, key) if name == "ind" else key
        found[name if key == "val" else f"{name}@{key}"] = value  # ``w:spacing`` of letters has but a value

    def _style(self, properties: etree._Element | None, kind: str) -> str:
        node = properties.find(f"{W}{kind}") if properties is not None else None
        return str(node.get(f"{W}val", "")) if node is not None else ""

    def _name(self, style: str) -> str:
        node = self._styles.get(style)
        name = node.find(f"{W}name") if node is not None else None
        return str(name.get(f"{W}val", "")).casefold() if name is not None else style or "normal"


def _alike(value: str) -> str:
    return _ALIKE.get(value, value)


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default"))


def _theme(document: Document) -> dict[str, str]:
    """The fonts that a theme stands for, by its names in properties: ``minorHAnsi``, ``majorEastAsia``, ..."""
    part = document.held("theme")
    if part not in document:
        return {}
    found = {}
    for size in ("major", "minor"):
        for script, names in (("latin", ("HAnsi", "Ascii")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
            node = next(document.tree(part).iter(f"{DRAWING}{size}Font"), None)
            font = node.find(f"{DRAWING}{script}") if node is not None else None
            for name in names:
                found[f"{size}{name}"] = str(font.get("typeface", "")) if font is not None else ""
    return found
