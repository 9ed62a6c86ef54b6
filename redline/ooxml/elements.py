"""Makes elements of WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from redline.ooxml.names import XML_SPACE, W

_NAMESPACES = {"w": W[1:-1]}


def element(name: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """Return a ``w:`` element with ``w:`` attributes and children.

    >>> etree.tostring(element("b", val="0")).decode().partition(" xmlns")[0]
    '<w:b'
    """
    made = etree.Element(f"{W}{name}", nsmap=_NAMESPACES)
    for key, value in attributes.items():
        made.set(f"{W}{key}", value)
    made.extend(children)
    return made


def words_of_run(text: str, *, deleted: bool = False) -> Iterator[etree._Element]:
    """Yield what a run holds to say a text: ``w:t``, or ``w:delText``, and ``w:tab`` for a tabulator.

    >>> [etree.QName(node).localname for node in words_of_run("1\\tWhile")]
    ['t', 'tab', 't']
    """
    for number, part in enumerate(text.split("\t")):
        if number:
            yield element("tab")
        if part:
            words = element("delText" if deleted else "t")
            words.set(XML_SPACE, "preserve")
            words.text = part
            yield words


def shell(node: etree._Element) -> etree._Element:
    """Return an element like another, with nothing in it."""
    made = etree.Element(node.tag)
    for key, value in node.attrib.items():
        made.set(key, value)
    return made


HOLDERS = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}
"""What may stand round a paragraph, a row or a cell: a content control, and marks of somebody's own."""


def held(holder: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table, or the cells of a row, those in content controls too."""
    for node in holder:
        if node.tag == f"{W}{name}":
            yield node
        elif node.tag in HOLDERS:
            yield from held(node, name)
