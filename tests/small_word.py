"""The smallest Word documents that hold one thing: a package of parts that a test writes out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from redline.ooxml.form import RevisionView, differences, form_of
from redline.ooxml.package import Package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml"
NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}"'
MAIN = f"{_WORD}.document.main+xml"
TEMPLATE = f"{_WORD}.template.main+xml"
KINDS = ("styles", "numbering", "settings", "footnotes", "header", "footer")


def text(words: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


def para(*inner: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    held = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{held}{''.join(text(one) if not one.startswith('<') else one for one in inner)}</w:p>"


SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def word(
    body: str,
    parts: Mapping[str, str | bytes] | None = None,
    *,
    end: str = SECTION,
    names: str = "",
    main: str = MAIN,
    held: Mapping[str, Mapping[str, tuple[str, str]]] | None = None,
) -> bytes:
    """Return a document.

    Args:
        body: What stands in it before its last section.
        parts: Other parts by their names in the folder ``word``; one called after a kind, such as ``styles.xml`` or
            ``header1.xml``, is of that kind, and all are related to the text, by ``rId`` and their place among them.
        end: Its last section; empty for none.
        names: Namespaces that its root declares beside the usual ones.
        main: The content type of the part with the text.
        held: What other parts refer to: of each, ids with the ends of a type and of a target.
    """
    types, relations = [], []
    for number, name in enumerate(parts or {}, 1):
        kind = next((kind for kind in KINDS if name.startswith(kind)), "")
        if kind:
            types.append(f'<Override PartName="/word/{name}" ContentType="{_WORD}.{kind}+xml"/>')
        kind = kind or ("customXml" if "customXml" in name else "aFChunk")
        if "Props" not in name:
            relations.append(f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{name}"/>')
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Default Extension="html" ContentType="text/html"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/>{"".join(types)}</Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", f"<w:document {NAMES} {names}><w:body>{body}{end}</w:body></w:document>")
        if relations:
            package.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>',
            )
        for name, data in (parts or {}).items():
            package.writestr(f"word/{name}", data)
        for name, own in (held or {}).items():
            relations = [f'<Relationship Id="{i}" Type="{R}/{k}" Target="{t}"/>' for i, (k, t) in own.items()]
            package.writestr(
                f"word/_rels/{name}.rels",
                f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>',
            )
    return made.getvalue()


def unequal(data: bytes, old: bytes, new: bytes) -> list[str]:
    """What the accepted and the rejected document do not have alike with the two files."""
    made = Package(data, "made")
    sides = ((RevisionView.ACCEPTED, new), (RevisionView.REJECTED, old))
    return [
        str(one)
        for view, side in sides
        for one in differences(form_of(made, view), form_of(Package(side, "side"), RevisionView.ACCEPTED))
    ]
