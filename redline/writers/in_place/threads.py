"""Keeps who answered whom among comments, and which are resolved, when comments are brought into another document.

Word holds this apart from the comments, by the identifier of each one's last paragraph ([MS-DOCX] 2.5.1, commentEx).
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from redline.ooxml.document import CONTENT_TYPE, Document
from redline.ooxml.fingerprint import canonical, digest
from redline.ooxml.names import W14, W15, W, is_on
from redline.ooxml.package import Relationship

_KIND = "commentsExtended"
_RELATIONSHIP = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_PARAGRAPH = f"{W14}paraId"
_MOST = 0x80000000  # what an identifier of a paragraph stays below


def bring_threads(
    old: Document,
    new: Document,
    brought: Mapping[str, etree._Element],
    same: Mapping[str, etree._Element],
) -> None:
    """Give comments that were brought their places in threads.

    Args:
        old: The document that they were brought into.
        new: The document that they come from.
        brought: Each of them in the old document, by its id in the new one.
        same: The comments that both documents have, likewise.
    """
    part, comments = new.held(_KIND), new.held("comments")
    if part not in new or not brought:
        return
    ids = {_paragraph(node): str(node.get(f"{W}id", "")) for node in new.tree(comments).iterfind(f"{W}comment")}
    used = {str(node.get(_PARAGRAPH)).upper() for node in old.tree(old.held("comments")).iter(f"{W}p")}
    entries = _entries(old)
    known = {str(node.get(f"{W15}paraId", "")) for node in entries}
    for entry in new.tree(part).iterfind(f"{W15}commentEx"):
        own = brought.get(ids.get(str(entry.get(f"{W15}paraId", "")), ""))
        parent = ids.get(str(entry.get(f"{W15}paraIdParent", "")), "")
        above = brought.get(parent, same.get(parent))
        if own is None:
            continue
        name = "" if above is None else _named(above, used)
        if name and name not in known:  # one that was the first of no thread before
            known.add(name)
            entries.append(_entry(name))
        own_name = _named(own, used)
        if own_name not in known:
            known.add(own_name)
            entries.append(_entry(own_name, name, str(entry.get(f"{W15}done", "0"))))


def resolved_in_one(old: Document, new: Document, same: Mapping[str, etree._Element]) -> bool:
    """Return whether a comment that both documents have is resolved in one alone."""
    mine, theirs = _resolved(old), _resolved(new)
    part = new.held("comments")
    for node in new.tree(part).iterfind(f"{W}comment") if part in new else ():
        other = same.get(str(node.get(f"{W}id", "")))
        if other is not None and (_paragraph(other) in mine) != (_paragraph(node) in theirs):
            return True
    return False


def _resolved(document: Document) -> set[str]:
    part = document.held(_KIND)
    entries = document.tree(part).iterfind(f"{W15}commentEx") if part in document else ()
    return {str(n.get(f"{W15}paraId")) for n in entries if is_on(n.get(f"{W15}done"))}


def _entry(name: str, parent: str = "", resolved: str = "0") -> etree._Element:
    made = etree.Element(f"{W15}commentEx", nsmap={"w15": W15[1:-1]})
    made.set(f"{W15}paraId", name)
    if parent:
        made.set(f"{W15}paraIdParent", parent)
    made.set(f"{W15}done", resolved)
    return made


def _paragraph(comment: etree._Element) -> str:
    """The identifier that a comment is known by."""
    paragraphs = comment.findall(f"{W}p")
    return str(paragraphs[-1].get(_PARAGRAPH, "")) if paragraphs else ""


def _named(comment: etree._Element, used: set[str]) -> str:
    """The identifier that a comment is known by; it gets one if it has none, the same for the same words."""
    paragraphs = comment.findall(f"{W}p")
    last = paragraphs[-1] if paragraphs else etree.SubElement(comment, f"{W}p")
    if last.get(_PARAGRAPH) is None:
        number = int(digest(canonical(comment).encode())[:8], 16) % _MOST
        while f"{number:08X}" in used or not number:
            number = (number + 1) % _MOST
        used.add(f"{number:08X}")
        last.set(_PARAGRAPH, f"{number:08X}")
    return str(last.get(_PARAGRAPH))


def _entries(document: Document) -> etree._Element:
    part = document.held(_KIND)
    if part not in document:
        root = etree.Element(f"{W15}commentsEx", nsmap={"w15": W15[1:-1]})
        document.add_tree(part, root, CONTENT_TYPE.format(_KIND))
        document.relate(document.document, Relationship(_RELATIONSHIP, part, external=False))
    return document.tree(part, change=True)
