"""Reads a treaty or a proposal from a Word document, as its authors laid it out."""

from __future__ import annotations

import enum
from dataclasses import replace

from redline.errors import UnreadableDocument
from redline.model import Amendment, Instrument, Item, Proposal
from redline.ooxml.names import W
from redline.ooxml.package import Package
from redline.readers.word.lines import Reading, authors_of, lines_of
from redline.readers.word.structure import structured

_OLE = b"\xd0\xcf\x11\xe0"
_SAVE = "Open it in Word or LibreOffice and save it as .docx"


class View(enum.Enum):
    """Which text of a document with tracked changes is read."""

    FINAL = "final"
    """All changes accepted."""

    ORIGINAL = "original"
    """All changes rejected."""


def is_word(data: bytes, name: str) -> bool:
    """Return whether a file is a Word document, or one of its kin that is refused with advice."""
    return data.startswith((b"PK\x03\x04", _OLE)) or name.lower().endswith((".docx", ".docm", ".doc", ".odt", ".rtf"))


def read_word(data: bytes, name: str, view: View = View.FINAL) -> Instrument | Proposal:
    """Return the treaty or the proposal that a Word document holds.

    Args:
        data: The whole file.
        name: File name, for messages.
        view: Which text of it is read.

    Returns:
        A proposal if a line of it begins with a symbol (ADD, MOD, SUP, NOC), else an instrument. Of a proposal with
        tracked changes, ``Amendment.stands`` holds the wording with changes rejected.

    Raises:
        UnreadableDocument: If it is no Word document, or holds what a document may not.
    """
    package = opened(data, name)
    document = structured(lines_of(package, Reading(view is View.FINAL)), package, name)
    if isinstance(document, Proposal) and view is View.FINAL and authors_of(package):
        before = structured(lines_of(package, Reading(accept=False)), package, name)
        if isinstance(before, Proposal):
            return _with_what_stands(document, before)
    return document


def read_word_by_author(data: bytes, name: str) -> tuple[tuple[str, Instrument | Proposal], ...]:
    """Return each author of tracked changes with the document as it is with that author's changes alone accepted.

    Raises:
        UnreadableDocument: As for :func:`read_word`, or if nobody's changes are tracked.
    """
    package = opened(data, name)
    authors = authors_of(package)
    if not authors:
        raise UnreadableDocument(name, "has no tracked changes", "Leave --by-author out.")
    return tuple(
        (author, structured(lines_of(package, Reading(accept=False, author=author)), package, name))
        for author in authors
    )


def _with_what_stands(after: Proposal, before: Proposal) -> Proposal:
    stood = {amendment.id: amendment.wording for amendment in before.amendments}
    return replace(after, amendments=tuple(replace(a, stands=_stands(a, stood)) for a in after.amendments))


def _stands(amendment: Amendment, stood: dict[str, tuple[Item, ...]]) -> tuple[Item, ...]:
    return stood.get(amendment.id, ()) if amendment.symbol.modifies else ()


def opened(data: bytes, name: str) -> Package:
    """Return the package of a Word document.

    Raises:
        UnreadableDocument: If it is none, or holds what a document may not.
    """
    lower = name.lower()
    if data.startswith(_OLE):
        problem = "is encrypted, or a .doc of Word 97 to 2003"
        raise UnreadableDocument(name, problem, f"{_SAVE}, without a password; or give --convert.")
    if lower.endswith((".odt", ".rtf", ".doc")):
        raise UnreadableDocument(name, "is no .docx", f"{_SAVE}; or give --convert.")
    package = Package(data, name)
    if "[Content_Types].xml" not in package:
        raise UnreadableDocument(name, "is no Word document: the package says nothing of its parts", f"{_SAVE}.")
    kinds = {str(node.get("ContentType", "")) for node in package.part("[Content_Types].xml")}
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds):
        raise UnreadableDocument(name, "holds macros", f"{_SAVE}, without macros.")
    if package.document not in package:
        raise UnreadableDocument(name, f"is no Word document: it has no part {package.document}", f"{_SAVE}.")
    if package.part(package.document).find(f"{W}body") is None:
        raise UnreadableDocument(name, "is no Word document: it has no body", f"{_SAVE}.")
    return package


__all__ = ["View", "is_word", "read_word", "read_word_by_author"]
