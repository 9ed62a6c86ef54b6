"""The names of Word's elements that the canonical form asks for, and what of them tells one saving from another."""

from __future__ import annotations

from redline.ooxml.names import DRAWING, MC, W14, W15, R, W

_OFFICE = (
    W,
    W14,
    W15,
    MC,
    DRAWING,
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}",
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}",
    "{urn:schemas-microsoft-com:vml}",
    "{urn:schemas-microsoft-com:office:office}",
    "{urn:schemas-microsoft-com:office:word}",
)
"""Whose ``id`` only numbers; that of an element we do not know may say something."""

_NUMBERS = frozenset({"paraId", "textId", "anchorId", "editId", "spid", "rsid", "divId"})


def local(tag: str) -> str:
    """Return a name without its namespace.

    >>> local("{urn:a}b"), local("b")
    ('b', 'b')
    """
    return tag.rpartition("}")[2]


def is_number(tag: str, key: str) -> bool:
    """Return whether an attribute only numbers its element, or says when it was saved."""
    name = local(key)
    if name == "id":
        return not key.startswith(R) and tag.startswith(_OFFICE)
    return name in _NUMBERS or (name.startswith("rsid") and (key.startswith(W) or key == name))


TRANSPARENT = frozenset({f"{W}smartTag"})
"""What holds text and shows nothing of itself."""

DROPPED = frozenset(
    {
        f"{W}proofErr",
        f"{W}lastRenderedPageBreak",
        f"{W}noProof",
        f"{W}annotationRef",
        f"{W}rsid",
        f"{W}cnfStyle",
        f"{W}smartTagPr",
        f"{W}customXmlPr",
        "{http://schemas.microsoft.com/office/drawing/2014/main}creationId",
    }
)
"""What another saving may leave out, or say anew."""
