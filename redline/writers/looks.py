"""How insertions, deletions and moves look, by the custom of an institution: one table for every format.

Lines say it all; colour is a second signal. In a Word document the marks of tracked changes are drawn as its reader has
set them, so there a style governs printed marks: samples, tables, and what is attached to a paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from redline.writers.marks import Mark
from redline.writers.options import Style


@dataclass(frozen=True, slots=True)
class Look:
    """How text under one mark looks."""

    underline: str = ""
    """``single``, ``double`` or ``wave``; empty for none."""

    strike: str = ""
    """``single`` or ``double``; empty for none."""

    colour: str = ""
    """On white, six hexadecimal digits; empty for the colour of the text."""

    on_dark: str = ""
    """The colour on a dark page."""

    bold: bool = False


LOOKS: Mapping[Style, Mapping[Mark, Look]] = {
    Style.SAFE: {
        Mark.INSERTED: Look("single", "", "004A8F", "9CC7FF"),
        Mark.DELETED: Look("", "single", "8A3000", "FFB68F"),
        Mark.MOVED_HERE: Look("double", "", "005F46", "7FDCBE"),
        Mark.MOVED_AWAY: Look("", "double", "005F46", "7FDCBE"),
    },
    Style.ITU: {
        Mark.INSERTED: Look("single"),
        Mark.DELETED: Look("", "single"),
        Mark.MOVED_HERE: Look("double"),
        Mark.MOVED_AWAY: Look("", "double"),
    },
    Style.BLACKLINE: {
        Mark.INSERTED: Look("double", "", "0000B3", "A9B4FF"),
        Mark.DELETED: Look("", "single", "A80000", "FF9E9E"),
        Mark.MOVED_HERE: Look("wave", "", "005C00", "86D986"),
        Mark.MOVED_AWAY: Look("", "double", "005C00", "86D986"),
    },
    Style.PRINT: {
        Mark.INSERTED: Look("single", bold=True),
        Mark.DELETED: Look("", "single"),
        Mark.MOVED_HERE: Look("double", bold=True),
        Mark.MOVED_AWAY: Look("", "double"),
    },
}
_TAGS = {
    Mark.INSERTED: "ins",
    Mark.DELETED: "del",
    Mark.MOVED_HERE: "ins.moved",
    Mark.MOVED_AWAY: "del.moved",
}
_CSS_LINES = {"single": "solid", "double": "double", "wave": "wavy"}


def css_of(style: Style, within: str = "") -> str:
    """Return the rules of a style sheet.

    Args:
        style: Whose custom.
        within: A selector of what holds the marks, with a space after it; empty for a whole page.

    >>> css_of(Style.ITU).splitlines()[0]
    'ins { color: inherit; background: none; font-weight: inherit; text-decoration: underline solid; }'
    """
    looks = LOOKS[style]
    rules = [f"{within}{_TAGS[mark]} {{ {_declarations(look)} }}" for mark, look in looks.items()]
    dark = [(mark, look.on_dark) for mark, look in looks.items() if look.on_dark]
    if dark and not within:
        inner = " ".join(f"{_TAGS[mark]} {{ color: #{colour}; }}" for mark, colour in dark)
        rules.append(f"@media screen and (prefers-color-scheme: dark) {{ {inner} }}")
    return "".join(f"{rule}\n" for rule in rules)


def _declarations(look: Look) -> str:
    colour = f"#{look.colour}" if look.colour else "inherit"
    line = "underline" if look.underline else "line-through"
    kind = _CSS_LINES[look.underline or look.strike]
    weight = "bold" if look.bold else "inherit"
    return f"color: {colour}; background: none; font-weight: {weight}; text-decoration: {line} {kind};"


def run_properties(look: Look) -> tuple[tuple[str, str], ...]:
    """Return the elements of ``w:rPr`` that give a look, in the order of the standard, each with its ``w:val``.

    >>> run_properties(LOOKS[Style.PRINT][Mark.INSERTED])
    (('b', ''), ('bCs', ''), ('u', 'single'))
    """
    found = [("b", ""), ("bCs", "")] if look.bold else []
    found += [("strike" if look.strike == "single" else "dstrike", "")] if look.strike else []
    found += [("color", look.colour)] if look.colour else []
    found += [("u", look.underline)] if look.underline else []
    return tuple(found)


def in_terminal(look: Look) -> str:
    """Return a look in the words of a terminal: whatever it cannot draw is left out.

    >>> in_terminal(LOOKS[Style.SAFE][Mark.DELETED])
    'strike red'
    """
    names = {"004A8F": "blue", "0000B3": "blue", "8A3000": "red", "A80000": "red", "005F46": "green", "005C00": "green"}
    lines = {"single": "underline", "double": "underline2", "wave": "underline"}
    parts = [
        "bold" if look.bold else "",
        "strike" if look.strike else "",
        lines.get(look.underline, ""),
        names.get(look.colour, ""),
    ]
    return " ".join(part for part in parts if part)
