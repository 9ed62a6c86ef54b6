"""Dresses a document: in the styles of somebody's own template, and in the marks that an institution is used to.

A style is the same as one of ours if it has its name, as ``Art_No`` of an ITU document has. Ours go by fixed ids, so
theirs take those; what their template has no style for comes from ours.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping

from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from lxml import etree

from redline.ooxml.elements import element
from redline.writers.looks import LOOKS, run_properties
from redline.writers.marks import Mark
from redline.writers.options import Style

_MARKS = {
    Mark.INSERTED: "Inserted",
    Mark.DELETED: "Deleted",
    Mark.MOVED_HERE: "Movedhere",
    Mark.MOVED_AWAY: "Movedaway",
}
_EMU = 635  # in a twentieth of a point
_OURS = 9412  # twentieths of a point between the margins of our template, where its right tabulators stand
_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink")
_WITH_BODY = (RT.COMMENTS, RT.FOOTNOTES, RT.ENDNOTES)
_IN_SETTINGS = {"footnotePr", "endnotePr", "documentProtection", "writeProtection", "trackRevisions", "mailMerge"}
_IN_SETTINGS |= {"attachedTemplate"}
"""Settings that name what goes, or that would keep a reader from working with the marks."""


def text_width(document: DocumentObject) -> int:
    """Return how wide the text of a document is, between the margins of its last section, in twentieths of a point."""
    section = document.sections[-1]
    page, left, right = (int(length or 0) for length in (section.page_width, section.left_margin, section.right_margin))
    width = (page - left - right) // _EMU
    return width if width > _EMU else _OURS


def set_looks(document: DocumentObject, style: Style) -> None:
    """Let the printed marks of a document look as an institution wants them."""
    for mark, identifier in _MARKS.items():
        node = _by_id(document).get(identifier)
        if node is None:
            continue
        for former in node.findall(qn("w:rPr")):
            node.remove(former)
        properties = element("rPr")
        for name, value in run_properties(LOOKS[style][mark]):
            properties.append(element(name, val=value) if value else element(name))
        node.append(properties)


def with_styles(theirs: DocumentObject, ours: DocumentObject) -> DocumentObject:
    """Return somebody's document, emptied, with every style that our documents use.

    Args:
        theirs: A document of theirs; it is changed. Its styles, page, headers, fonts and theme stay.
        ours: A document with all our styles.
    """
    _empty(theirs)
    known = {_key(node): identifier for identifier, node in _by_id(theirs).items()}
    wanted = _by_id(ours)
    names: dict[str, str] = {}
    for identifier, node in wanted.items():
        if _key(node) in known:
            names[known[_key(node)]] = identifier
    for identifier in _by_id(theirs):
        if identifier not in names and identifier in wanted:
            names[identifier] = _free(f"{identifier}Own", {*_by_id(theirs), *wanted})
    _rename(theirs, names)
    styles = theirs.styles.element
    for identifier, node in wanted.items():
        if identifier not in _by_id(theirs):
            made = copy.deepcopy(node)
            if qn("w:default") in made.attrib:
                del made.attrib[qn("w:default")]
            for tab in made.iter(qn("w:tab")):
                if tab.get(qn("w:val")) == "right" and tab.get(qn("w:pos")) == str(_OURS):
                    tab.set(qn("w:pos"), str(text_width(theirs)))
            styles.append(made)
    return theirs


def _empty(document: DocumentObject) -> None:
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    relationships = document.part.rels
    for identifier, relationship in list(relationships.items()):
        kind = relationship.reltype
        if kind in _WITH_BODY or "/comments" in kind or "/people" in kind:
            del relationships[identifier]
    settings = document.settings.element
    for child in list(settings):
        if isinstance(child.tag, str) and etree.QName(child).localname in _IN_SETTINGS:
            settings.remove(child)
    if body.find(qn("w:sectPr")) is None:
        body.append(element("sectPr", element("pgSz", w="11906", h="16838")))


def _by_id(document: DocumentObject) -> dict[str, etree._Element]:
    styles = document.styles.element.findall(qn("w:style"))
    return {str(node.get(qn("w:styleId"), "")): node for node in styles}


def _key(style: etree._Element) -> tuple[str, str]:
    name = style.find(qn("w:name"))
    said = str(name.get(qn("w:val"), "")) if name is not None else str(style.get(qn("w:styleId"), ""))
    return str(style.get(qn("w:type"), "")), said.casefold()


def _free(name: str, taken: Iterable[str]) -> str:
    used, number, found = set(taken), 1, name
    while found in used:
        number += 1
        found = f"{name}{number}"
    return found


def _rename(document: DocumentObject, names: Mapping[str, str]) -> None:
    """Give styles other ids, wherever a part of the package names them."""
    for node in document.styles.element.findall(qn("w:style")):
        identifier = str(node.get(qn("w:styleId"), ""))
        node.set(qn("w:styleId"), names.get(identifier, identifier))
    tags = {qn(f"w:{name}") for name in _REFERENCES}
    for part in document.part.package.iter_parts():
        root = getattr(part, "element", None)
        for node in root.iter(*tags) if root is not None else ():
            value = str(node.get(qn("w:val"), ""))
            node.set(qn("w:val"), names.get(value, value))
