"""Word files that no Word wrote: damaged or hostile ones, and odd ones that can be read all the same."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable

import docx
from word_papers import saved

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(**parts: bytes) -> bytes:
    """A zip with these parts beside those of an ordinary document; ``None`` takes one out."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(docx.Document()))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return made.getvalue()


DOCUMENT = f'<w:document xmlns:w="{W}"><w:body>{{}}</w:body></w:document>'
MACROS = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
)


def body(xml: str, before: str = "") -> bytes:
    return package(**{"word/document.xml": (before + DOCUMENT.format(xml)).encode()})


HOSTILE: dict[str, Callable[[], bytes]] = {
    "not a zip": lambda: b"PK\x03\x04 and nothing",
    "an old .doc": lambda: b"\xd0\xcf\x11\xe0" + bytes(600),
    "no document": lambda: package(**{"word/document.xml": None}),
    "no body": lambda: package(**{"word/document.xml": DOCUMENT.replace("<w:body>{}</w:body>", "").encode()}),
    "no content types": lambda: package(**{"[Content_Types].xml": None}),
    "an external entity": lambda: body("&x;", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "expanding entities": lambda: body("&b;", '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
    "deeply nested": lambda: body("<w:sdt>" * 50_000 + "</w:sdt>" * 50_000),
    "too large": lambda: body("<w:p/>" * 35_000_000),
    "damaged XML": lambda: package(**{"word/document.xml": b"<w:document"}),
    "macros": lambda: package(**{"[Content_Types].xml": MACROS.encode()}),
}
"""What must be refused; `hostile` makes it, when a test asks, since one is 245 MB before it is packed."""


@functools.cache
def hostile(name: str) -> bytes:
    return HOSTILE[name]()


TEXT = "<w:r><w:t>1\tText.</w:t></w:r>"
HARMLESS = {
    "unclosed move range": f'<w:p><w:moveFromRangeStart w:id="1" w:name="m"/>{TEXT}</w:p>',
    "ids twice": f'<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="1" w:name="a"/>{TEXT}</w:p>',
    "a field that never ends": f'<w:p>{TEXT}<w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
    "a number that is none": '<w:p><w:pPr><w:numPr><w:ilvl w:val="-9"/><w:numId w:val="x"/></w:numPr></w:pPr>'
    f"{TEXT}</w:p>",
    "a style that is based on itself": f'<w:p><w:pPr><w:pStyle w:val="Loop"/></w:pPr>{TEXT}</w:p>',
}
