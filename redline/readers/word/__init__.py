"""Reads a treaty or a proposal from a Word document, as its authors laid it out."""

from __future__ import annotations

from dataclasses import replace

from redline.errors import UnreadableDocument
from redline.model import Amendment, Instrument, Item, Proposal
from redline.ooxml.package import open_word
from redline.readers.options import View
from redline.readers.word.lines import Reading, authors_of, lines_of
from redline.readers.word.structure import structured


def read_word(data: bytes, name: str, view: View = View.FINAL) -> Instrument | Proposal:
    """Return the treaty or the proposal that a Word document holds.

    Args:
        data: The whole file.
        name: File name, for messages.
        view: Which text of it is read; with what its changes do, the final one.

    Returns:
        A proposal if a line of it begins with a symbol (ADD, MOD, SUP, NOC), else an instrument. Of a proposal with
        tracked changes, ``Amendment.stands`` holds the wording with changes rejected.

    Raises:
        UnreadableDocument: If it is no Word document, or holds what a document may not.
    """
    package = open_word(data, name)
    document = structured(lines_of(package, Reading(view is not View.ORIGINAL)), package, name)
    if isinstance(document, Proposal) and view is not View.ORIGINAL and authors_of(package):
        before = structured(lines_of(package, Reading(accept=False)), package, name)
        if isinstance(before, Proposal):
            return _with_what_stands(document, before)
    return document


def read_word_by_author(data: bytes, name: str) -> tuple[tuple[str, Instrument | Proposal], ...]:
    """Return each author of tracked changes with the document as it is with that author's changes alone accepted.

    Raises:
        UnreadableDocument: As for :func:`read_word`, or if nobody's changes are tracked.
    """
    package = open_word(data, name)
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
