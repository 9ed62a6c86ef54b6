"""Where a link leads: a ``w:hyperlink``, or a field that is one; to Word the two are the same thing written twice."""

from __future__ import annotations

import re
from collections.abc import Callable

_FIELD = re.compile(
    r"""\s*HYPERLINK
    (?:\s+(?P<target>"(?:[^"\\]|\\.)*"|[^\s"\\]+))?
    (?P<switches>(?:\s+\\[lot]\s+(?:"(?:[^"\\]|\\.)*"|[^\s"\\]+))*)\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_SWITCH = re.compile(r"""\\([lot])\s+("(?:[^"\\]|\\.)*"|[^\s"\\]+)""", re.IGNORECASE)
_NAMES = {"o": "tooltip", "t": "tgtFrame"}


def link(target: str, anchor: str, more: dict[str, str]) -> str:
    """Return what a link says of itself.

    Args:
        target: The document or address that it leads to; empty for its own document.
        anchor: The place there.
        more: Its other attributes, by their local names.
    """
    return f"link to {target}#{anchor}" + "".join(f" {key}={value!r}" for key, value in sorted(more.items()) if value)


def link_of_field(instruction: str, place: Callable[[str], str] = str) -> str:
    r"""Return what a field says that is nothing but a link; empty for any other.

    Args:
        instruction: What the field says.
        place: What a place of its own document is called.

    Source:
        ECMA-376 Part 1, 17.16.5.25 (HYPERLINK).

    >>> link_of_field(r' HYPERLINK "https://example.org" \l "place" ')
    'link to https://example.org#place'
    >>> link_of_field(" PAGE ")
    ''
    """
    found = _FIELD.fullmatch(instruction)
    if found is None:
        return ""
    switches: dict[str, str] = {}
    for name, value in _SWITCH.findall(found["switches"]):
        if name.casefold() in switches:
            return ""
        switches[name.casefold()] = _plain(value)
    target, anchor = _plain(found["target"] or ""), switches.pop("l", "")
    if target.startswith("#"):
        target = f"#{place(target[1:])}"
    elif not target:
        anchor = place(anchor)
    return link(target, anchor, {_NAMES[name]: value for name, value in switches.items()}) if target or anchor else ""


def _plain(value: str) -> str:
    """An argument of a field without its quotes."""
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
