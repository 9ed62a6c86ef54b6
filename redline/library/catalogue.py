"""The texts of a folder, and of the user's own: every instrument and proposal, found by the names that people use."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from redline.errors import AmbiguousDocument, DocumentNotFound, RedlineError
from redline.library.files import name_in_messages, read_bytes, read_file
from redline.model import Instrument, Note, NoteKind, Positions, Proposal
from redline.readers import decoded
from redline.readers.options import ReadOptions

T = TypeVar("T", Instrument, Proposal)
_LANGUAGE = re.compile(r"-[ACEFRS]$")
_REVISION = re.compile(r"\([^()]*\)$")


class Library:
    """The texts of a folder, and of the user's own beside it, read when they are first asked for.

    A file that cannot be read does not hide the others: its error is in ``problems``. A document of the user's own
    stands for the one of the same identifier in the other folder; a Note of it says so.
    """

    def __init__(self, folder: Path, reading: ReadOptions | None = None, own: Path | None = None) -> None:
        """Name a folder of texts, and how files beside it are read.

        Args:
            folder: The folder.
            reading: Of a Word file with tracked changes, which text; whether LibreOffice may convert others.
            own: The user's own folder, which may not be there yet; None if ``folder`` is that.
        """
        self.folder = folder
        self.own = own
        self.reading = reading or ReadOptions()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that are read; what is in a later one stands for what is in an earlier."""
        return (self.folder,) if self.own is None else (self.folder, self.own)

    @property
    def kept(self) -> Path:
        """The folder in which a document that the user brings in is kept."""
        return self.folders[-1]

    @functools.cached_property
    def _read(self) -> tuple[dict[Path, Instrument | Proposal], dict[Path, RedlineError], list[Note]]:
        documents, problems = _documents(self.folder)
        instead = []
        if self.own is not None:
            own, further = _documents(self.own)
            theirs = {_identity(document): path for path, document in documents.items()}
            for path, document in own.items():
                there = theirs.get(_identity(document))
                if there is None:
                    documents[path] = document
                else:
                    documents.pop(there, None)
                    instead.append(
                        Note(
                            NoteKind.DUPLICATE,
                            name_in_messages(path),
                            f"stands for {document.id} of {name_in_messages(there)}",
                        )
                    )
                    documents[path] = replace(document, notes=(*document.notes, instead[-1]))
            problems |= further
        return documents, problems, instead

    @property
    def problems(self) -> tuple[RedlineError, ...]:
        """Why files of the folder could not be read."""
        return tuple(self._read[1].values())

    @property
    def instead(self) -> tuple[Note, ...]:
        """Which documents of the user's own stand for others; each has its Note as well."""
        return tuple(self._read[2])

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The instruments, in the order of their file names, the user's own last."""
        return tuple(document for document in self._read[0].values() if isinstance(document, Instrument))

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The proposals, in the order of their file names, the user's own last."""
        return tuple(document for document in self._read[0].values() if isinstance(document, Proposal))

    @functools.cached_property
    def positions(self) -> Positions:
        """Who took which position, by the user's own ``positions.yaml`` if there is one; none without any."""
        paths = [path for folder in self.folders if (path := folder / "positions.yaml").exists()]
        if not paths:
            return Positions()
        path = paths[-1]
        from redline.readers.positions import read_positions

        return read_positions(decoded(read_bytes(path), name_in_messages(path)), name_in_messages(path))

    def instrument(self, name: str) -> Instrument:
        """Return the instrument of that id, short title, title or file name.

        Raises:
            DocumentNotFound: If there is none.
            AmbiguousDocument: If there are several.
        """
        tiers: tuple[Callable[[Instrument], Iterable[str]], ...] = (
            lambda instrument: (instrument.id,),
            lambda instrument: (instrument.short_title, instrument.title, instrument.name),
            self._file_name,
        )
        return self._found(name, self.instruments, tiers, "instrument")

    def document(self, name: str) -> Proposal:
        """Return the proposal of that id, reference or file name; a revision takes the place of what it supersedes.

        Raises:
            DocumentNotFound: If there is none.
            AmbiguousDocument: If there are several.
        """
        tiers: tuple[Callable[[Proposal], Iterable[str]], ...] = (
            lambda proposal: (proposal.id,),
            lambda proposal: (proposal.reference,),
            lambda proposal: (_REVISION.sub("", proposal.id),),
            self._file_name,
        )
        return self._found(_without_language(name), self.proposals, tiers, "proposal")

    def amendment(self, name: str) -> tuple[Proposal, str]:
        """Return the amendment of that identifier, as its document and the identifier as printed there.

        ``RUS/27/8`` and, where several revisions use that, ``WCIT12/27(Rev.1)/8`` both name it.

        Raises:
            DocumentNotFound: If there is none.
            AmbiguousDocument: If there are several.
        """
        wanted = _key(name)
        hits = [(p, a.id) for p in self.proposals for a in p.amendments if wanted in (_key(a.id), _key(_long(p, a.id)))]
        hits = [hit for hit in hits if not hit[0].provenance.superseded_by] or hits
        if len(hits) > 1:
            raise AmbiguousDocument(name, fits=[_long(proposal, identifier) for proposal, identifier in hits])
        if not hits:
            known = [name for p in self.proposals for name in (p.id, p.reference, *(a.id for a in p.amendments))]
            known = list(dict.fromkeys(known))
            raise DocumentNotFound(name, what="proposal or amendment", known=known, where=self.where)
        return hits[0]

    @property
    def where(self) -> str:
        """How a message names the folders."""
        return " and ".join(name_in_messages(folder) + os.sep for folder in self.folders if folder.is_dir())

    def path_of(self, document: Instrument | Proposal) -> Path | None:
        """Return the file of the document that has the identifier of this one, if there is any."""
        wanted = _identity(document)
        return next((path for path, known in self._read[0].items() if _identity(known) == wanted), None)

    def _found(self, name: str, documents: Sequence[T], tiers: Sequence[Callable[[T], Iterable[str]]], what: str) -> T:
        for names in tiers:
            hits = [d for d in documents if _key(name) in {_key(known) for known in names(d) if known}]
            hits = [hit for hit in hits if not hit.provenance.superseded_by] if len(hits) > 1 else hits
            if len(hits) > 1:
                raise AmbiguousDocument(name, fits=[hit.id for hit in hits])
            if hits:
                return hits[0]
        known = [
            known
            for document in documents
            for known in dict.fromkeys((document.id, getattr(document, "reference", document.id)))
        ]
        raise DocumentNotFound(name, what=what, known=known, where=self.where)

    def _file_name(self, document: Instrument | Proposal) -> tuple[str, ...]:
        return tuple(name for path, d in self._read[0].items() if d is document for name in (path.name, path.stem))


def _documents(folder: Path) -> tuple[dict[Path, Instrument | Proposal], dict[Path, RedlineError]]:
    """What the files of a folder hold, and why others cannot be read."""
    documents: dict[Path, Instrument | Proposal] = {}
    problems: dict[Path, RedlineError] = {}
    for path in sorted(folder.rglob("*.txt")):
        try:
            documents[path] = read_file(path)
        except RedlineError as error:
            problems[path] = error
    return documents, problems


def _identity(document: Instrument | Proposal) -> tuple[type, str]:
    """What two copies of one document share."""
    return type(document), _key(document.id)


def _key(name: str) -> str:
    """What two ways of writing one identifier share."""
    return "".join(name.split()).casefold()


def _without_language(name: str) -> str:
    """The name without the language of a conference document: ``WCIT12/27-E``."""
    return _LANGUAGE.sub("", name.strip())


def _long(proposal: Proposal, identifier: str) -> str:
    """An amendment named through its document: ``WCIT12/27(Rev.1)/8``."""
    return f"{proposal.id}/{identifier.rpartition('/')[2]}"
