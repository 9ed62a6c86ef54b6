"""What a document sets for all its text: how notes are numbered, tab stops, protection, theme, language, its styles.

Each is an entry of its own, so that what differs can be named.  Styles count as far as the text uses them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from redline.ooxml.form.context import Context
from redline.ooxml.form.looks import Looks
from redline.ooxml.form.model import Block, Element, Kind
from redline.ooxml.form.names import local
from redline.ooxml.form.properties import ANYWAY, Said
from redline.ooxml.form.things import canonical
from redline.ooxml.names import DRAWING, OFF, W

_SWITCHES = {
    "evenAndOddHeaders": "headers of their own on even pages",
    "mirrorMargins": "mirrored margins",
    "gutterAtTop": "gutter at the top",
    "bookFoldPrinting": "printing as a booklet",
    "autoHyphenation": "hyphenation",
    "doNotHyphenateCaps": "no hyphens in capitals",
    "displayBackgroundShape": "background shown",
    "noLineBreaksBefore": "characters that begin no line",
    "noLineBreaksAfter": "characters that end no line",
}
_VALUES = {
    "footnotePr": ("numbering of footnotes", {}),
    "endnotePr": ("numbering of endnotes", {}),
    "defaultTabStop": ("default tab stops", {"defaultTabStop": "720"}),
    "hyphenationZone": ("hyphenation zone", {"hyphenationZone": "360"}),
    "characterSpacingControl": ("spacing of characters", {"characterSpacingControl": "doNotCompress"}),
    "themeFontLang": ("language of theme fonts", {}),
    "clrSchemeMapping": ("mapping of colours", {}),
    "documentType": ("type of document", {"documentType": "notSpecified"}),
}
_TOLD = frozenset({"name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden"})
_TOLD |= {"unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid"}
_TOLD |= {"pPr", "rPr", "tblPr"}
"""What of a style is told apart, or never seen in a text."""

_PROTECTION = ("edit", "formatting", "enforcement", "recommended")


def settings(context: Context, document: Element) -> tuple[Block, ...]:
    """Return the settings of a document that a reader feels, an entry each.

    Args:
        context: The document.
        document: The root of the part that holds its text.
    """
    source = context.source
    part = source.held("settings")
    found = dict(_theme(context)) | _macros(context)
    for child in source.part(part) if part in source else ():
        if str(child.tag).startswith(W):
            found |= _setting(context, child, local(str(child.tag)), part)
    background = document.find(f"{W}background")
    if background is not None:
        found["background"] = canonical(background, context.targets, source.document)
    for node in context.looks.root.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"):
        found["language"] = " ".join(f"{local(str(key))}={value!s}" for key, value in sorted(node.attrib.items()))
    return tuple(Block(Kind.ENTRY, 0, value, place=words) for words, value in sorted(found.items()))


def _macros(context: Context) -> dict[str, str]:
    """The macros of a document; whether it is a template is nothing that it says."""
    source = context.source
    held = context.targets.held(source.document).values()
    macros = [
        context.targets.digest(one.target) for one in held if one.kind.endswith("/vbaProject") and not one.external
    ]
    return {"macros": " ".join(macros)} if macros else {}


def _setting(context: Context, node: Element, name: str, part: str) -> dict[str, str]:
    """What a setting says, by its name in words; nothing if readers do not feel it."""
    if name in _SWITCHES:
        off = str(node.get(f"{W}val", "on")) in OFF
        value = canonical(node, context.targets, part) if len(node.attrib) > 1 else "on"
        return {} if off else {_SWITCHES[name]: value}
    if name in _VALUES:
        words, anyway = _VALUES[name]
        holder = node.makeelement(f"{W}pPr")
        holder.append(copy.deepcopy(node))
        said = context.looks.said(holder)
        shown = [f"{key}={value}" for key, value in sorted(said.items()) if (ANYWAY | anyway).get(key) != value]
        return {words: "; ".join(shown)} if shown else {}
    if name in ("documentProtection", "writeProtection") and node.get(f"{W}enforcement", "on") not in OFF:
        values = [f"{key}={node.get(W + key)}" for key in _PROTECTION if node.get(W + key)]
        return {"protection" if name == "documentProtection" else "advice not to write": "; ".join(values)}
    modes = node.iterfind(f"{W}compatSetting") if name == "compat" else ()
    mode = next((one for one in modes if one.get(f"{W}name") == "compatibilityMode"), None)
    return {"version of Word that it is laid out for": str(mode.get(f"{W}val", ""))} if mode is not None else {}


def _theme(context: Context) -> Iterator[tuple[str, str]]:
    """The fonts and colours of the theme."""
    part = context.source.held("theme")
    if part not in context.source:
        return
    fonts = [f"{name}={font}" for name, font in sorted(context.looks.fonts.items()) if font and name[-5:] != "Ascii"]
    yield "fonts of the theme", "; ".join(fonts)
    colours = [
        f"{local(str(colour.tag))}={' '.join(str(child.get('lastClr', child.get('val', ''))) for child in colour)}"
        for scheme in context.source.part(part).iter(f"{DRAWING}clrScheme")
        for colour in scheme
    ]
    yield "colours of the theme", "; ".join(colours)


def styles(looks: Looks) -> tuple[Block, ...]:
    """Return the styles that a text was seen to use, and those that they are based on, by name; first the defaults."""
    used: dict[str, None] = {}
    for style in sorted(looks.used):
        used |= dict.fromkeys(str(node.get(f"{W}styleId", "")) for node in looks.chain(style))
    defaults = "; ".join(
        f"{key}={value}" for key, value in sorted({**looks.defaults("pPr"), **looks.defaults("rPr")}.items())
    )
    found = {"defaults of the document": defaults}
    for style in used:
        node = looks.styles[style]
        base = node.find(f"{W}basedOn")
        under = str(base.get(f"{W}val", "")) if base is not None else ""
        said = [f"based on {looks.name(under)}"] if under in looks.styles else []
        for kind in ("pPr", "rPr", "tblPr"):
            said += _added(looks, style, under, kind)
        for child in node:
            if local(str(child.tag)) not in _TOLD:
                said.append(canonical(child, looks.targets, looks.part))
        found[f"{node.get(f'{W}type', '')} style “{looks.name(style)}”"] = "; ".join(said)
    return tuple(Block(Kind.ENTRY, 0, value, place=words) for words, value in sorted(found.items()))


def _added(looks: Looks, style: str, under: str, kind: str) -> list[str]:
    """What a style says that the one it is based on does not."""
    before: Said = {**looks.defaults(kind), **looks.of(under, kind)}
    after = {**before, **looks.of(style, kind)}
    return [
        f"{key}={value}"
        for key, value in sorted(after.items())
        if before.get(key, ANYWAY.get(key, "off")) != value and (key in before or ANYWAY.get(key, "off") != value)
    ]
