"""Keeps the tracked changes that a document came with, while others are marked beside them.

What is inserted counts as there, what is deleted as gone. What is hard is a deleted paragraph mark: its paragraph
and the next are one while they are compared, and are parted again afterwards.
"""

from __future__ import annotations

from lxml import etree

from redline.ooxml.elements import held
from redline.ooxml.names import W
from redline.ooxml.revisions import GONE, TRACKED, accept_or_reject, between, next_paragraph, unwrap
from redline.writers.in_place.atoms import field_end, paragraph_from

_BREAK = "{urn:redline}break"
_TRANSPARENT = TRACKED | {f"{W}hyperlink"}


_ACCEPTED = "changes tracked inside a field, a content control or a text box were accepted first"
_STAYS = "the end of a paragraph, which somebody deleted before a table or at the end, stays"


def keep(root: etree._Element) -> list[str]:
    """Prepare a part whose tracked changes are kept.

    Args:
        root: The part; deleted paragraph marks become breaks within one paragraph.

    Returns:
        What was not kept, in words.
    """
    accepted = stays = False
    for paragraph in list(root.iter(f"{W}p")):
        if paragraph.getroottree().getroot() is root:
            accepted = _inner(paragraph) or accepted
    for paragraph in list(root.iter(f"{W}p")):
        stays = _join(paragraph) or stays
    return [words for words, so in ((_ACCEPTED, accepted), (_STAYS, stays)) if so]


def part_again(root: etree._Element) -> None:
    """Give back the paragraph marks that were breaks."""
    for node in list(root.iter(_BREAK)):
        paragraph = node.getparent()
        assert paragraph is not None  # noqa: S101
        made = paragraph_from(node)
        for child in list(paragraph)[: paragraph.index(node)]:
            if child.tag != f"{W}pPr":
                made.append(child)
        paragraph.remove(node)
        paragraph.addprevious(made)


def is_live(row: etree._Element) -> bool:
    """Return whether a row is there when all changes are accepted."""
    return not any(node.tag in GONE for node in row.iterfind(f"{W}trPr/*"))


def live_rows(table: etree._Element) -> list[etree._Element]:
    """Return the rows of a table that are there: those that somebody deleted are kept, but are not compared."""
    return [row for row in held(table, "tr") if is_live(row)]


def is_dead(paragraph: etree._Element) -> bool:
    """Return whether somebody deleted a paragraph with its mark, and that stands before a table or the end."""
    if not any(node.tag in GONE for node in paragraph.iterfind(f"{W}pPr/{W}rPr/*")):
        return False
    return all(next(run.iterancestors(*GONE), None) is not None for run in paragraph.iter(f"{W}r"))


def _inner(container: etree._Element) -> bool:
    """Accept what is tracked inside things that are compared whole."""
    accepted = False
    children = list(container)
    for at, child in enumerate(children):
        if child.tag == f"{W}r":
            end = field_end(children, at)
            for node in children[at + 1 : end]:
                if node.tag in TRACKED:
                    accepted = True
                    if node.tag in GONE:
                        container.remove(node)
                    else:
                        unwrap(node)
        if child.tag in _TRANSPARENT:
            accepted = _inner(child) or accepted
        elif child.tag != f"{W}pPr" and next(child.iter(*TRACKED), None) is not None:
            accept_or_reject(child, accept=True)
            accepted = True
    return accepted


def _join(paragraph: etree._Element) -> bool:
    """Let a paragraph whose mark is deleted be the beginning of the next one.

    Returns:
        Whether there is none that it could join, so that its mark has to stay.
    """
    properties = paragraph.find(f"{W}pPr")
    gone = [node for node in properties.iterfind(f"{W}rPr/*") if node.tag in GONE] if properties is not None else []
    if properties is None or not gone or not all(map(is_live, paragraph.iterancestors(f"{W}tr"))):
        return False
    joined = next_paragraph(paragraph)
    following = paragraph.getnext() if joined is None else joined
    if joined is None or following is None:
        if following is not None and following.tag == f"{W}tbl" and is_dead(paragraph):
            return False
        for node in gone:
            node.getparent().remove(node)  # type: ignore[union-attr]
        return True
    node = etree.Element(_BREAK)
    for key, value in paragraph.attrib.items():
        node.set(key, value)
    at = 0 if following.find(f"{W}pPr") is None else 1
    content = [child for child in paragraph if child is not properties] + between(paragraph, following)
    node.append(properties)
    for child in (*content, node):
        following.insert(at, child)
        at += 1
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)
    return False
