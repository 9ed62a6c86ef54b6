"""Tracks how tables, rows, cells and sections are laid out: what they were stands beside what they are.

Word tracks these as ``w:tblPrChange``, ``w:trPrChange``, ``w:tcPrChange`` and ``w:sectPrChange`` (ECMA-376 Part 1,
17.13.5), and a table's columns as ``w:tblGridChange``.
"""

from __future__ import annotations

import copy

from lxml import etree

from redline.ooxml.elements import held
from redline.ooxml.fingerprint import canonical
from redline.ooxml.names import OFF, ON, W
from redline.ooxml.order import child_of
from redline.ooxml.revisions import TRACKED
from redline.writers.in_place.scene import Scene

_REFERENCES = {f"{W}headerReference", f"{W}footerReference"}
_CELLS = {f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge"}
_AFTER = TRACKED | _CELLS | {f"{W}printerSettings"}
"""What stands among the properties and is none; a section's printer is that of the first document."""

_CONTAINERS = {"footnotePr", "tcBorders", "tblBorders", "tcMar", "tblCellMar", "pgBorders"}
_ANYWAY = {
    "type@val": ("nextPage",),
    "numFmt@val": ("decimal",),
    "pgNumType@fmt": ("decimal",),
    "formProt@val": OFF,
    "titlePg@val": OFF,
    "bidi@val": OFF,
    "rtlGutter@val": OFF,
    "cantSplit@val": OFF,
    "tblHeader@val": OFF,
    "textDirection@val": ("lrTb",),
    "cols@space": ("720",),
    "cols@num": ("1",),
    "cols@equalWidth": ON,
}
"""What the standard takes for said where it is not; not what a style of tables may say otherwise."""

_BETWEEN = {f"{W}trPr": "cantSplit"}
"""A property that holds anyway, where the standard wants one."""


def mark_section(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    """Give a section the page of another: size, margins, columns, borders, numbers; headers and footers apart.

    Args:
        old: The ``w:sectPr`` of the old document; it is changed.
        new: That of the new document.
        scene: What comparing needs.
    """
    _become(old, new, scene)


def mark_table_layout(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    """Give a table the layout of another: style, width, borders, columns."""
    for name in ("tblPr", "tblGrid"):
        _like(old, new, name, scene)


def mark_row_layout(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    """Give a row and its cells the layout of another and of its cells: height, shading, borders, widths."""
    _like(old, new, "trPr", scene)
    for cell, wanted in zip(held(old, "tc"), held(new, "tc"), strict=True):
        _like(cell, wanted, "tcPr", scene)


def _like(old: etree._Element, new: etree._Element, name: str, scene: Scene) -> None:
    own, wanted = old.find(f"{W}{name}"), new.find(f"{W}{name}")
    if own is None and (wanted is None or not len(wanted)):
        return
    own = child_of(old, name)
    _become(own, wanted if wanted is not None else etree.Element(own.tag), scene)


def _become(own: etree._Element, wanted: etree._Element, scene: Scene) -> None:
    """Give an element other properties, and track what they were."""
    if not scene.pair.formatting:
        return
    change = f"{W}{etree.QName(own).localname}Change"
    former = _plain(own, change)
    made = scene.brought(_plain(wanted, change))
    if _told(former) == _told(made):
        return
    _fill(made)
    known = own.find(change)
    if known is None:
        known = _change(change, former, scene)
    first = [child for child in own if child.tag in _REFERENCES]
    last = [child for child in own if child.tag in _AFTER]
    for child in list(own):
        own.remove(child)
    own.extend([*first, *made, *last, known])


def _change(name: str, former: etree._Element, scene: Scene) -> etree._Element:
    """A mark that keeps what properties were."""
    made = scene.pair.stamp.mark(etree.QName(name).localname)
    if former.tag == f"{W}tblGrid":  # nobody signs the columns
        for key in ("author", "date"):
            made.attrib.pop(f"{W}{key}", "")
    _fill(former)
    made.append(former)
    return made


def _plain(properties: etree._Element, change: str) -> etree._Element:
    """Properties alone, without headers, marks, and what they were."""
    made = etree.Element(properties.tag)
    for child in properties:
        if isinstance(child.tag, str) and child.tag not in (change, *_REFERENCES, *_AFTER):
            made.append(copy.deepcopy(child))
    return made


def _told(properties: etree._Element) -> list[str]:
    """What properties say, without what holds anyway: some programs write that out, others do not."""
    return [canonical(child) for child in properties if not _holds_anyway(child)]


def _holds_anyway(node: etree._Element) -> bool:
    name = etree.QName(node).localname
    values = {etree.QName(key).localname: value for key, value in node.attrib.items()}
    if len(node):  # a container of what holds anyway, such as the numbering of notes
        return name in _CONTAINERS and all(_holds_anyway(child) for child in node)
    if name == "docGrid" and values.get("type", "default") == "default":  # no grid, however wide its lines
        return True
    if not values:
        return name in _CONTAINERS
    return all(value in _ANYWAY.get(f"{name}@{key}", ()) for key, value in values.items())


def _fill(properties: etree._Element) -> None:
    name = _BETWEEN.get(str(properties.tag), "")
    if name and not len(properties):
        etree.SubElement(properties, f"{W}{name}").set(f"{W}val", "off")
