"""What properties of a paragraph, a run, a table or a section say, each by its name, in one way of writing.

What is hard is that one program writes out what holds anyway and another leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable

from redline.ooxml.form.model import Element
from redline.ooxml.form.names import DROPPED, local
from redline.ooxml.form.sources import Targets
from redline.ooxml.form.things import canonical
from redline.ooxml.names import W

Said = dict[str, str]

APART = frozenset(
    f"{W}{name}" for name in ("rPr", "sectPr", "numPr", "pStyle", "rStyle", "tblStyle", "lang", "webHidden", "divId")
) | frozenset(f"{W}{name}" for name in ("headerReference", "footerReference", "printerSettings"))
"""What is told apart from properties, or not at all."""

_ATTRIBUTES = frozenset(
    f"{W}{name}"
    for name in (
        *("spacing", "ind", "rFonts", "pgSz", "pgMar", "cols", "pgNumType", "docGrid", "lnNumType", "trHeight"),
        *("tblLook", "footnotePr", "endnotePr"),
    )
)
"""Properties whose attributes stand for themselves: a style may say one, the text another."""

_SIDES = frozenset(f"{W}{name}" for name in ("pBdr", "tblBorders", "tblCellMar", "tcBorders", "tcMar", "pgBorders"))
_WIDTHS = frozenset({"tblW", "tcW", "tblInd", "tblCellSpacing", "wBefore", "wAfter"})
_NUMBERS = frozenset({"sz", "szCs", "kern", "position", "spacing", "gridSpan", "gridBefore", "gridAfter", "w"})
_TOGGLES = frozenset(
    {
        *("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "vanish", "outline", "shadow", "emboss"),
        *("imprint", "specVanish", "rtl", "cs", "keepNext", "keepLines", "pageBreakBefore", "bidi", "widowControl"),
        *("contextualSpacing", "suppressLineNumbers", "suppressAutoHyphens", "snapToGrid", "mirrorIndents", "kinsoku"),
        *("overflowPunct", "wordWrap", "autoSpaceDE", "autoSpaceDN", "topLinePunct", "adjustRightInd", "bidiVisual"),
        *("suppressOverlap", "oMath", "cantSplit", "tblHeader", "hidden", "noWrap", "tcFitText", "hideMark"),
        *("titlePg", "formProt", "rtlGutter", "noEndnote"),
    }
)
SAME = {"true": "on", "1": "on", "false": "off", "0": "off", "start": "left", "end": "right"}
_ON = frozenset({"widowControl", "snapToGrid", "kinsoku", "overflowPunct", "wordWrap", "autoSpaceDE", "autoSpaceDN"})
_ON |= {"adjustRightInd"}
ANYWAY = {
    **dict.fromkeys(_ON, "on"),
    **dict.fromkeys(("spacing@before", "spacing@after", "spacing@beforeLines", "spacing@afterLines"), "0"),
    **dict.fromkeys(("ind@left", "ind@right", "ind@firstLine", "ind@leftChars", "ind@rightChars"), "0"),
    **dict.fromkeys(("ind@firstLineChars", "ind@hanging", "ind@hangingChars", "kern", "position", "spacing"), "0"),
    **dict.fromkeys(("sz", "szCs"), "20"),
    **dict.fromkeys(("tblCellMar@top", "tblCellMar@bottom"), "0 dxa"),
    **dict.fromkeys(("gridBefore", "gridAfter", "pgMar@gutter", "cols@sep"), "0"),
    **dict.fromkeys(("pgNumType@fmt", "footnotePr@numFmt"), "decimal"),
    **dict.fromkeys(("footnotePr@numRestart", "endnotePr@numRestart"), "continuous"),
    **dict.fromkeys(("footnotePr@numStart", "endnotePr@numStart", "gridSpan", "cols@num"), "1"),
    "endnotePr@numFmt": "lowerRoman",
    "footnotePr@pos": "pageBottom",
    "endnotePr@pos": "docEnd",
    "spacing@line": "240",
    "spacing@lineRule": "auto",
    "jc": "left",
    "outlineLvl": "9",
    "color": "auto",
    "textAlignment": "auto",
    "u": "none",
    "highlight": "none",
    "vertAlign": "baseline",
    "textDirection": "lrTb",
    "effect": "none",
    "em": "none",
    "w": "100",
    "tblLayout": "autofit",
    "tblOverlap": "overlap",
    "vAlign": "top",
    "type": "nextPage",
    "pgSz@orient": "portrait",
    "rFonts@hint": "default",
    "cols@space": "720",
    "cols@equalWidth": "on",
    "trHeight@hRule": "auto",
}
"""What the standard takes for said where it is not; ``"off"`` for all else."""


def said(properties: Element | None, targets: Targets, part: str, fonts: dict[str, str]) -> Said:
    """Return what properties say, each by its name.

    Args:
        properties: A ``w:pPr``, ``w:rPr``, ``w:tblPr``, ``w:sectPr`` or the like.
        targets: What relationships lead to.
        part: The part that they stand in.
        fonts: What the names of a theme's fonts stand for.
    """
    found: Said = {}
    for child in properties if properties is not None else ():
        tag = str(child.tag)
        if tag in APART or tag in DROPPED:
            continue
        name = local(tag) if tag.startswith(W) else tag
        if tag in _ATTRIBUTES:
            _attributes(found, name, child, fonts, lambda node: canonical(node, targets, part))
        elif tag in _SIDES:
            _sides(found, name, child)
        elif name in _TOGGLES:
            value = str(child.get(f"{W}val", "on"))
            found[name] = SAME.get(value, value)
        elif name == "tabs":
            for tab in child:
                found[f"tab@{tab.get(f'{W}pos')}"] = _tab(tab)
        else:
            found[name] = _value(child, name, targets, part)
    return found


def _value(node: Element, name: str, targets: Targets, part: str) -> str:
    """What one property says."""
    if name in _WIDTHS:
        return _width(node)
    if name in ("vMerge", "hMerge"):
        return str(node.get(f"{W}val", "continue"))
    if name == "shd":
        return _shading(node)
    if len(node) or len(node.attrib) > 1 or name.startswith("{"):
        return canonical(node, targets, part)
    value = "".join(map(str, node.attrib.values()))
    return value if name in _NUMBERS else SAME.get(value, value)


def put(found: Said, said: Said) -> None:
    """Let what is said hold over what was found."""
    for one, other in (("ind@hanging", "ind@firstLine"), ("ind@firstLine", "ind@hanging")):
        if one in said:
            found.pop(other, None)
    found.update(said)


def _attributes(
    found: Said, name: str, node: Element, fonts: dict[str, str], canonical: Callable[[Element], str]
) -> None:
    values = {local(str(key)): str(value) for key, value in node.attrib.items()}
    if _is_unfelt(name, values, node):
        return
    if name == "tblLook":
        found[name] = _table_look(values)
        return
    themed: Said = {}
    for key, value in values.items():
        if name == "rFonts" and key.lower().endswith("theme"):
            themed[f"rFonts@{key[:-5]}"] = fonts.get(value, value)
        elif key == "val":  # ``w:spacing`` of letters has but a value
            found[name] = value
        elif "Autospacing" in key or key in ("equalWidth", "sep"):
            found[f"{name}@{key}"] = {"true": "on", "1": "on"}.get(value, "off")
        elif (name, key) != ("pgSz", "code"):
            found[f"{name}@{SAME.get(key, key) if name == 'ind' else key}"] = value
    found |= themed
    for at, child in enumerate(node):
        if child.tag in (f"{W}footnote", f"{W}endnote"):  # which separators there are
            continue
        own = f"{name}@{local(str(child.tag))}" + (f" {at}" if name == "cols" else "")
        found[own] = str(child.get(f"{W}val", "")) if len(child.attrib) == 1 and name != "cols" else canonical(child)


def _is_unfelt(name: str, values: dict[str, str], node: Element) -> bool:
    """Whether it is a grid that nothing snaps to, or space between columns where there is one."""
    if name == "docGrid":
        return values.get("type", "default") == "default"
    return name == "cols" and values.get("num", "1") == "1" and not len(node)


def _table_look(values: dict[str, str]) -> str:
    """Which parts of a table's style are used, written as a number or one by one."""
    flags = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200}
    flags["noVBand"] = 0x400
    try:
        whole = int(values.get("val", "0"), 16)
    except ValueError:
        whole = 0
    on = [
        name for name, flag in flags.items() if SAME.get(values.get(name, ""), "on" if whole & flag else "off") == "on"
    ]
    return " ".join(on) or "off"


def _sides(found: Said, name: str, node: Element) -> None:
    for side in node:
        values = {local(str(key)): str(value) for key, value in side.attrib.items()}
        own = f"{name}@{SAME.get(local(str(side.tag)), local(str(side.tag)))}"
        if name.endswith("Mar"):
            found[own] = f"{values.get('w', '0')} {values.get('type', 'dxa')}"
        elif values.get("val", "nil") in ("nil", "none"):
            found[own] = "nil" if name == "tcBorders" else "off"  # a cell takes away the border of its table
        else:
            found[own] = " ".join(f"{key}={value}" for key, value in sorted(values.items()))
    if name == "pgBorders":
        found |= {f"{name}@{local(str(key))}": str(value) for key, value in node.attrib.items()}


def _width(node: Element) -> str:
    kind, width = str(node.get(f"{W}type", "dxa")), str(node.get(f"{W}w", "0"))
    return "off" if kind in ("auto", "nil") or width == "0" else f"{width} {kind}"


def _tab(tab: Element) -> str:
    kind = str(tab.get(f"{W}val", "left"))
    kind = SAME.get(kind, kind)
    return "off" if kind == "clear" else f"{kind} {tab.get(f'{W}leader', 'none')}"


def _shading(node: Element) -> str:
    values = {local(str(key)): str(value) for key, value in node.attrib.items()}
    if values.get("val") in ("clear", "nil", None) and values.get("fill", "auto") in ("auto", "none"):
        return "off"
    return " ".join(f"{key}={value}" for key, value in sorted(values.items()) if value != "auto")
