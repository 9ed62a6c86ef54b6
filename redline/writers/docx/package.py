"""The Word package: opened from the template with python-docx, saved so that the same document has the same bytes."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Sequence
from importlib import resources

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml
from docx.section import Section, _BaseHeaderFooter
from lxml import etree

from redline.ooxml.zipped import zipped
from redline.writers.docx.dress import set_looks, with_styles
from redline.writers.options import Design, Style

_LONGEST = 255
_PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/fontTable.xml",
    "word/settings.xml",
    "word/styles.xml",
    "word/theme/theme1.xml",
)


@functools.cache
def _template() -> bytes:
    """The template package, zipped from its parts."""
    folder = resources.files("redline.writers.docx") / "template"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name in _PARTS:
            package.writestr(name, folder.joinpath(*name.split("/")).read_bytes())
    return held.getvalue()


def new_document(design: Design | None = None) -> DocumentObject:
    """Return an empty document with the styles of our template, or of somebody's own."""
    design = design or Design()
    ours = Document(io.BytesIO(_template()))
    document = with_styles(Document(io.BytesIO(design.template)), ours) if design.template else ours
    if design.style is not Style.SAFE:
        set_looks(document, design.style)
    return document


def keeps_headers(section: Section) -> bool:
    """Return whether a section has headers or footers already, as one of somebody's own template may."""
    parts = (section.header, section.footer, section.first_page_header, section.first_page_footer)
    said = ".//w:t | .//w:drawing | .//w:pict | .//w:tbl"
    return any(not part.is_linked_to_previous and bool(part._element.xpath(said)) for part in parts)


def fill(document: DocumentObject, part: _BaseHeaderFooter, style: str, content: Sequence[etree._Element]) -> None:
    """Write a header or a footer."""
    first = part.paragraphs[0] if part.paragraphs else part.add_paragraph()
    first.style = document.styles[style]
    first._p.extend(content)


def add_part(document: DocumentObject, name: str, root: etree._Element) -> None:
    """Add ``comments`` or ``footnotes`` to a package."""
    content_type, relation = {
        "comments": (CT.WML_COMMENTS, RT.COMMENTS),
        "footnotes": (CT.WML_FOOTNOTES, RT.FOOTNOTES),
    }[name]
    parsed = parse_xml(etree.tostring(root))
    part = XmlPart(PackURI(f"/word/{name}.xml"), content_type, parsed, document.part.package)
    document.part.relate_to(part, relation)


def saved(document: DocumentObject) -> bytes:
    """Return the bytes of a document, every part of it dated 1980 and compressed alike."""
    held = io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as source:
        return zipped((name, source.read(name)) for name in source.namelist())


def set_properties(document: DocumentObject, **properties: str) -> None:
    """Set core properties such as ``title`` and ``author``; what is longer than a property may be is cut.

    Source:
        python-docx refuses more than 255 characters, as Word does.
    """
    for name, value in properties.items():
        setattr(document.core_properties, name, value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…")
