"""What a name means that a user typed: a file, a text of the library, an amendment, or a delegation.

A file that exists is meant, whatever else has that name; a note says so where something else has. What is written like
a path means a file and nothing else, unless the library has a text in a file of that name.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from redline.errors import AmbiguousDocument, DocumentNotFound, UnreadableDocument
from redline.library.catalogue import Library
from redline.library.delegations import delegation
from redline.library.opening import document_in, open_file
from redline.library.parties import codes, current
from redline.model import Delegation, Instrument, Note, NoteKind, Proposal
from redline.readers.options import View

_ENDINGS = (".txt", ".docx", ".dotx", ".docm", ".dotm", ".html", ".md", ".odt", ".doc", ".pdf", ".rtf")
_ADVICE = "`redline compare` takes two; --view markup makes a proposal of what is tracked in a Word file."
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Party:
    """A delegation that was named, and the documents that it signs and that still stand."""

    delegation: Delegation
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class AmendmentRef:
    """One amendment that was named."""

    proposal: Proposal
    """The document that it stands in."""

    id: str
    """Its identifier, as printed there."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that was named, and what it holds."""

    path: Path
    document: Instrument | Proposal


Meaning = NamedFile | Proposal | AmendmentRef | Instrument | Party
"""What a name may mean."""

ANYTHING: tuple[type, ...] = (NamedFile, Proposal, AmendmentRef, Instrument, Party)


def resolve(texts: Library, name: str, wanted: tuple[type, ...] = ANYTHING, *, as_treaty: bool = False) -> Meaning:
    """Return what a name means.

    Args:
        texts: Where it is looked up, and how files are read.
        name: An identifier, a title, a symbol, or a path.
        wanted: What it may mean, in the order in which it is tried; a file comes first, whatever the order.
        as_treaty: Whether a treaty is wanted: of a file whose tracked changes are read as a proposal, what was
            there before.

    Raises:
        DocumentNotFound: If it means nothing; the nearest names are offered.
        AmbiguousDocument: If it means several things.
        UnreadableDocument: If it is a file that cannot be read.

    >>> from redline.library import texts_folder
    >>> type(resolve(Library(texts_folder()), "itrs-1988")).__name__
    'Instrument'
    """
    lookups: dict[type, Callable[[], Meaning]] = {
        Proposal: lambda: texts.document(name),
        AmendmentRef: lambda: AmendmentRef(*texts.amendment(name)),
        Instrument: lambda: texts.instrument(name),
        Party: lambda: party(texts, name),
    }
    tried = [lookups[kind] for kind in wanted if kind in lookups]
    path = Path(name).expanduser()
    if NamedFile in wanted and name and path.is_file():
        return _read(texts, path, _namesake(name, tried), as_treaty=as_treaty)
    errors: list[DocumentNotFound] = []
    for look_up in tried:
        try:
            return look_up()
        except DocumentNotFound as error:
            errors.append(error)
    if NamedFile in wanted and (path.exists() or is_path(name)):
        return _read(texts, path, "", as_treaty=as_treaty)
    raise _nearest(name, errors)


def _read(texts: Library, path: Path, namesake: str, *, as_treaty: bool) -> NamedFile:
    reading = texts.reading
    if as_treaty and reading.view is View.MARKUP:
        reading = replace(reading, view=View.ORIGINAL)
    document = document_in(open_file(path, reading), reading)
    if namesake:
        words = f"the file is read; {namesake} has that name too"
        document = replace(document, notes=(Note(NoteKind.NAMESAKE, str(path), words), *document.notes))
    return NamedFile(path, document)


def _namesake(name: str, lookups: list[Callable[[], Meaning]]) -> str:
    """What else a name means that is taken as that of a file; empty if nothing."""
    for look_up in lookups:
        with contextlib.suppress(DocumentNotFound):
            try:
                match look_up():
                    case Party(delegation=known):
                        return f"the delegation {known.name}"
                    case AmendmentRef(id=identifier):
                        return f"the amendment {identifier}"
                    case Instrument() | Proposal() as document:
                        return f"{document.id} of the texts"
            except AmbiguousDocument as error:
                return f"any of {', '.join(error.fits)} of the texts"
    return ""


def is_path(name: str) -> bool:
    """Return whether a name is written like that of a file.

    >>> is_path("./RUS"), is_path("paper.docx"), is_path("RUS/27")
    (True, True, False)
    """
    return Path(name).suffix.lower() in _ENDINGS or name.startswith((".", "~", os.sep)) or "\\" in name


def _nearest(name: str, errors: list[DocumentNotFound]) -> DocumentNotFound:
    """The error that says most: of a delegation where the name has no stroke, else of what was tried last before."""
    if len(errors) > 1 and errors[-1].what == "delegation" and "/" in name:
        return errors[-2]
    return errors[-1]


def party(texts: Library, name: str) -> Party:
    """Return the delegation of that symbol or name, with its documents.

    Raises:
        DocumentNotFound: If there is none, or it has proposed nothing.
        AmbiguousDocument: If several begin so.
    """
    known = delegation(name)
    documents = tuple(p for p in current(texts.proposals) if known.code in codes(p))
    if not documents:
        near = sorted({code for p in current(texts.proposals) for code in codes(p)})
        raise DocumentNotFound(
            f"{known.name} ({known.code})", what="proposal of that delegation", known=near, where=texts.where
        )
    return Party(known, documents)


def instrument_named(texts: Library, name: str) -> Instrument:
    """Return the instrument that an identifier or a file names.

    Raises:
        RedlineError: If there is none, or the name means several, or a proposal.
    """
    try:
        meaning = resolve(texts, name, (NamedFile, Instrument), as_treaty=True)
    except DocumentNotFound:
        with contextlib.suppress(DocumentNotFound, AmbiguousDocument):
            texts.document(name)
            raise _no_instrument(name) from None
        raise
    document = meaning.document if isinstance(meaning, NamedFile) else meaning
    if not isinstance(document, Instrument):
        raise _no_instrument(name)
    return document


def _no_instrument(name: str) -> UnreadableDocument:
    return UnreadableDocument(name, "is a proposal, not an instrument", "See `redline proposal`.")


def proposal_named(texts: Library, name: str) -> tuple[Proposal, tuple[str, ...]]:
    """Return the proposal that a name means, and the one amendment of it if it names one.

    Raises:
        RedlineError: If it means nothing, several things, or an instrument.
    """
    match resolve(texts, name, (NamedFile, Proposal, AmendmentRef)):
        case AmendmentRef(proposal, identifier):
            return proposal, (identifier,)
        case NamedFile(document=Proposal() as document):
            return document, ()
        case Proposal() as document:
            return document, ()
    raise UnreadableDocument(name, "is an instrument, not a proposal", _ADVICE)


def document_named(texts: Library, name: str) -> Instrument | Proposal:
    """Return the proposal or the instrument that an identifier or a file names.

    Raises:
        RedlineError: If there is none, or the name means several.
    """
    meaning = resolve(texts, name, (NamedFile, Instrument, Proposal))
    document = meaning.document if isinstance(meaning, NamedFile) else meaning
    assert isinstance(document, Instrument | Proposal)  # as was wanted  # noqa: S101
    return document


def proposal_or_none(texts: Library, name: str) -> Proposal | None:
    """Return the proposal that a name means; None if it means an instrument.

    Raises:
        RedlineError: If it means nothing, or several things.
    """
    document = document_named(texts, name)
    return document if isinstance(document, Proposal) else None


@dataclass(frozen=True, slots=True)
class Signed:
    """Documents that are laid beside others, under one name."""

    code: str
    """Short name: ``"RUS"``, or the document's reference."""

    name: str
    documents: tuple[Proposal, ...]
    selected: tuple[str, ...] = ()
    """The one amendment of them that was named, if one was."""


def signed_by(texts: Library, name: str, *, amendments: bool = False) -> Signed:
    """Return the documents that a name means: a document, a file, or all that a delegation signs.

    Args:
        texts: Where names are looked up.
        name: A document, file or delegation.
        amendments: Whether it may mean one amendment too.

    Raises:
        RedlineError: If it means nothing, several things, or an instrument.
    """
    kinds = (NamedFile, Proposal, AmendmentRef, Party) if amendments else (NamedFile, Proposal, Party)
    match resolve(texts, name, kinds):
        case Party(known, documents):
            return Signed(known.code, known.name, documents)
        case AmendmentRef(document, identifier):
            return Signed(document.reference, document.proposer, (document,), (identifier,))
        case (NamedFile(document=Proposal() as document)) | (Proposal() as document):
            return Signed(document.reference, document.proposer, (document,))
    raise UnreadableDocument(name, "is an instrument, not a proposal", "`redline compare` takes two instruments.")
