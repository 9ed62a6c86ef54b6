"""What an element says that is compared whole, known or unknown: its attributes, its text and all that it holds.

What is hard is what to leave out: numbers that each saving gives anew.  Relationships count by what they lead to, and
what we have never heard of counts in full.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from lxml import etree

from redline.ooxml.form.model import Element
from redline.ooxml.form.names import DROPPED, is_number, local
from redline.ooxml.form.sources import Bound, Targets
from redline.ooxml.names import MATH, XML_SPACE, R, W

_DEEPEST = 150  # lxml itself reads 256; below this an element counts by its bytes
TEXT_BOX = f"{W}txbxContent"
Boxed = Callable[[Element], None]
"""What is done with the text of a box, which is a story of its own."""

_UNORDERED = frozenset(f"{W}{name}Pr" for name in ("r", "p", "tbl", "tr", "tc", "sect", "sdt"))
_WORDS = frozenset({f"{W}t", f"{MATH}t", f"{W}instrText"})
_SILENT = frozenset({f"{W}lang", f"{W}rPrChange"})
_STYLES = frozenset({f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"})


def flat(properties: Element) -> tuple[object, ...]:
    """Return properties as a key: alike if they are written alike."""
    found: list[object] = []
    for child in properties:
        found.append(child.tag)
        found += child.items()
        if len(child):
            found.append(flat(child))
    return tuple(found)


def canonical(node: Element, targets: Targets, part: str, boxed: Boxed | None = None) -> str:
    """Return what an element says, without what only tells one saving of a document from another.

    Args:
        node: The element.
        targets: What its relationships lead to.
        part: The part that it stands in.
        boxed: What to do with text boxes in it; without it they count as all else.
    """
    return "".join(_told(node, targets, part, boxed, 0))


def _told(node: Element, targets: Targets, part: str, boxed: Boxed | None, depth: int) -> list[str]:
    tag = node.tag
    if not isinstance(tag, str) or tag in DROPPED or tag in _SILENT:
        return []
    if depth > _DEEPEST:
        return [f"<deep {hashlib.sha256(etree.tostring(node, method='c14n')).hexdigest()[:16]}>"]
    if tag == TEXT_BOX and boxed is not None:
        boxed(node)
        return ["<box>"]
    name = local(tag) if tag.startswith(W) else tag
    found = [f"<{name}", *_attributes(node, tag, targets, part), ">"]
    text = node.text or ""
    if text and (tag in _WORDS or not len(node) or text.strip()):
        found.append(text)
    children = []
    for child in node:
        inner = _told(child, targets, part, boxed, depth + 1)
        if child.tail and child.tail.strip():
            inner.append(child.tail)
        children.append("".join(inner))
    if tag in _UNORDERED:
        children.sort()
    return [*found, *children, "</>"]


def _attributes(node: Element, tag: str, targets: Targets, part: str) -> Iterator[str]:
    for key, value in sorted((str(key), str(value)) for key, value in node.items()):
        if key.startswith(R):
            yield f" {key}={targets.of(part, value)}"
        elif not is_number(tag, key) and key != XML_SPACE:
            yield f" {local(key) if key.startswith(W) else key}={value!r}"


_APART = frozenset(f"{W}{name}" for name in ("id", "placeholder", "rPr", "dataBinding", "lock"))


def control(properties: Element | None, targets: Targets, part: str, bound: Bound) -> str:
    """Return what a content control is: its title, tag, lock, state, choices, and the data that it shows.

    Args:
        properties: Its ``w:sdtPr``.
        targets: What relationships lead to.
        part: The part that it stands in.
        bound: What it shows when it is bound.
    """
    found = []
    for child in properties if properties is not None else ():
        if child.tag == f"{W}lock":
            if child.get(f"{W}val", "unlocked") != "unlocked":
                found.append(canonical(child, targets, part))
        elif local(str(child.tag)) == "dataBinding":
            item, path = str(child.get(f"{W}storeItemID", "")), str(child.get(f"{W}xpath", ""))
            value = bound.value(item, path, str(child.get(f"{W}prefixMappings", "")))
            found.append(f"<bound {path} {value!r}>")
        elif child.tag not in _APART:
            found.append(canonical(child, targets, part))
    return "".join(sorted(found))
