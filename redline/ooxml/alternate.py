"""Alternate content: branches that say one thing for programs of different age (ECMA-376 Part 3, 10.2).

What is hard is that ``mc:Choice`` names what a program must know by prefixes, in an attribute that no parser looks
into: what is brought into another document needs them declared there, for the same names.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from redline.ooxml.names import MC

ALTERNATE = f"{MC}AlternateContent"
_CHOICE = f"{MC}Choice"
_WANTED = "namesOfRequired"
"""An attribute that holds the names that prefixes stand for, while a part is in memory; of no namespace, which
would have to be declared."""


def branches(node: etree._Element) -> Iterator[etree._Element]:
    """Yield the branches of alternate content, in their order."""
    yield from node.iterchildren(_CHOICE, f"{MC}Fallback")


def wanted(branch: etree._Element) -> str:
    """Return what a program must know to show a branch, by full names; empty for the one that all know."""
    return str(branch.get(_WANTED, ""))


def note_prefixes(root: etree._Element) -> None:
    """Note in each branch what its prefixes stand for, so that it can be moved and copied.

    Args:
        root: A part as it was read; :func:`declare_prefixes` makes it fit to be written.
    """
    for choice in root.iter(_CHOICE):
        prefixes = str(choice.get("Requires", "")).split()
        names = [str(choice.nsmap.get(prefix, "")) for prefix in prefixes]
        if names and all(names):
            choice.set(_WANTED, " ".join(names))


def declare_prefixes(root: etree._Element) -> None:
    """See that each branch can be read where it stands: its prefixes are declared, for what they stood for.

    Args:
        root: A part that was changed and is to be written; it no longer holds notes of prefixes.
    """
    for choice in list(root.iter(_CHOICE)):
        names = str(choice.attrib.pop(_WANTED, "")).split()
        prefixes = str(choice.get("Requires", "")).split()
        if len(names) != len(prefixes):
            continue
        known = {uri: prefix for prefix, uri in choice.nsmap.items() if prefix is not None}
        missing: dict[str, str] = {}
        for prefix, name in zip(prefixes, names, strict=True):
            if choice.nsmap.get(prefix) == name or name in known:
                continue
            known[name] = _free(prefix, {*choice.nsmap, *missing})
            missing[known[name]] = name
        shown = [
            prefix if choice.nsmap.get(prefix) == name else known[name]
            for prefix, name in zip(prefixes, names, strict=True)
        ]
        choice.set("Requires", " ".join(shown))
        if missing:
            _declare(choice, missing)


def _free(prefix: str, taken: set[str | None]) -> str:
    name, number = prefix, 1
    while name in taken:
        number += 1
        name = f"{prefix}{number}"
    return name


def _declare(choice: etree._Element, missing: dict[str, str]) -> None:
    """Put an element that declares prefixes in the place of one that does not."""
    made = etree.Element(choice.tag, nsmap=missing)
    for key, value in choice.attrib.items():
        made.set(key, value)
    made.text, made.tail = choice.text, choice.tail
    parent = choice.getparent()
    if parent is not None:
        parent.replace(choice, made)
    made.extend(list(choice))
