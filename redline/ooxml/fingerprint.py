"""What an element says, without what only tells one saving of a document from another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from lxml import etree

from redline.ooxml.names import R

_IDENTITY = {"rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidDel", "rsidTr", "rsidSect", "paraId", "textId", "id"}


def canonical(node: etree._Element, drop: frozenset[str] = frozenset()) -> str:
    """Return what an element says, without what only tells one saving of a document from another.

    Args:
        node: The element.
        drop: Local names of descendants that do not count.
    """
    return "".join(_said(node, drop))


def _said(node: etree._Element, drop: frozenset[str]) -> Iterator[str]:
    name = etree.QName(node)
    yield f"<{name.text}"
    for key in sorted(map(str, node.attrib)):
        own = etree.QName(key)
        told = own.localname not in _IDENTITY or own.namespace == R[1:-1]  # ``r:id`` names a chart, ``w:id`` nothing
        if told or name.localname in ("footnote", "endnote"):
            yield f" {key}={node.attrib[key]!r}"
    yield f">{(node.text or '') if not len(node) else ''}"
    for child in node:
        if isinstance(child.tag, str) and etree.QName(child).localname not in drop:
            yield from _said(child, drop)
    yield "</>"


def digest(data: bytes) -> str:
    """Return a short name for some bytes."""
    return hashlib.sha256(data).hexdigest()[:32]
