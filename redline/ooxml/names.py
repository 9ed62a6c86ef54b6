"""The names of WordprocessingML, and how it writes plain values: on and off, numbers, a property's ``w:val``."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""WordprocessingML itself, as a prefix of tags and attributes."""

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
"""Attributes that name a relationship: ``r:id``, ``r:embed``, ..."""

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
"""Elements of a run that stand for one character; of breaks, those that are line ends."""

TEXT_BOX = f"{W}txbxContent"

ON, OFF = ("1", "true", "on"), ("0", "false", "off")
"""How an on/off value is written (ECMA-376 Part 1, 17.17.4 and 22.9.2.7)."""


def is_on(value: object, *, default: bool = False) -> bool:
    """Return whether an on/off value is on.

    Args:
        value: As an attribute gives it; None where there is none.
        default: What holds where there is none; in an element such as ``w:b``, on.

    >>> is_on("true"), is_on("0"), is_on(None, default=True)
    (True, False, True)
    """
    return default if value is None else str(value) not in OFF


def value_of(parent: etree._Element | None, name: str) -> str:
    """Return the ``w:val`` of a child; empty if there is none.

    Args:
        parent: Properties, a style, a level of a list, ...; None for none.
        name: Local name of the child.
    """
    found = parent.find(f"{W}{name}") if parent is not None else None
    return str(found.get(f"{W}val", "")) if found is not None else ""


def has(properties: etree._Element | None, name: str) -> bool:
    """Return whether a property that is on or off is there and on: ``w:b``, ``w:titlePg``, ..."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and is_on(found.get(f"{W}val"), default=True)


def as_number(text: object, default: int = 0) -> int:
    """Return a number that a document writes; ``default`` for anything else, and for what no document counts to.

    >>> as_number("12"), as_number("-1"), as_number("9" * 40)
    (12, 0, 0)
    """
    written = str(text)
    return int(written) if written.isdecimal() and len(written) < 9 else default


def as_level(text: str) -> int:
    """Return a numbering level, 0 to 8, that a document writes."""
    return min(int(text), 8) if text.isdecimal() and len(text) < 4 else 0
