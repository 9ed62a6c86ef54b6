"""The one place where readers, engine and writers meet, and where files are opened and replaced."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from redline.engine.amend.consolidate import consolidate
from redline.engine.amend.places import locate
from redline.engine.amend.redlining import redline_of
from redline.engine.compare import compare
from redline.engine.options import CompareOptions, Granularity, Ignore
from redline.engine.together.converge import converge
from redline.errors import AddressError, DocumentNotFound, VerificationFailed
from redline.library import Library, delegation, delegations, own_folder, read_bytes, read_file, texts_folder
from redline.library.files import shown
from redline.library.opening import BringOptions, How, understood
from redline.model import Instrument, Proposal, Redline, divisions_of
from redline.readers import read as read_document
from redline.tasks.bring import as_text, notes_of, skeleton
from redline.tasks.check import check_proposals, count_brackets, open_revised, settle_brackets, verify_document
from redline.tasks.choose import chosen_job, open_choices, outcome, outcome_files
from redline.tasks.compile import (
    COMPARISON_FORMATS,
    COMPILATION_FORMATS,
    CompileOptions,
    combined_job,
    compare_delegations,
    comparison_files,
    compilation_files,
    compile_proposals,
)
from redline.tasks.output import replace_files, to_standard_output
from redline.tasks.positions import standings
from redline.tasks.proposals import (
    Job,
    JobOptions,
    Ledger,
    Made,
    all_jobs,
    compare_jobs,
    formats_for,
    ledger,
    make,
    open_file,
    open_instrument,
    plan_files,
    proposal_jobs,
)
from redline.tasks.site import gather_site, write_site
from redline.tasks.workers import cores
from redline.writers import WRITERS
from redline.writers import write as render
from redline.writers.compilation_json import convergence_json
from redline.writers.conference_text import write_conference_text
from redline.writers.options import Context, Design, Existing, InPlaceOptions, Moves, Style, WriteOptions
from redline.writers.plain_text import write_text

if TYPE_CHECKING:
    from redline.writers.in_place import InPlace

__all__ = [
    "WRITERS",
    "COMPARISON_FORMATS",
    "COMPILATION_FORMATS",
    "BringOptions",
    "CompareOptions",
    "How",
    "CompileOptions",
    "Context",
    "Design",
    "Existing",
    "Granularity",
    "Ignore",
    "InPlaceOptions",
    "Job",
    "JobOptions",
    "Ledger",
    "Made",
    "Moves",
    "VerificationFailed",
    "Style",
    "WriteOptions",
    "all_jobs",
    "as_text",
    "check_proposals",
    "chosen_job",
    "combined_job",
    "compare",
    "compare_delegations",
    "compare_files",
    "comparison_files",
    "compilation_files",
    "compile_proposals",
    "compare_jobs",
    "consolidate",
    "cores",
    "converge",
    "convergence_json",
    "count_brackets",
    "delegation",
    "delegations",
    "formats_for",
    "gather_site",
    "ledger",
    "make",
    "notes_of",
    "open_choices",
    "open_document",
    "open_instrument",
    "open_revised",
    "outcome",
    "outcome_files",
    "passage",
    "plan_files",
    "printed",
    "proposal_jobs",
    "read",
    "read_text",
    "redline_of",
    "render",
    "replace_files",
    "settle_brackets",
    "skeleton",
    "standings",
    "template",
    "texts",
    "to_standard_output",
    "understood",
    "verify_document",
    "write",
    "write_site",
]


def texts(folder: str | os.PathLike[str] | None = None, reading: BringOptions | None = None) -> Library:
    """Return the texts of a folder, or those that redline comes with.

    Args:
        folder: The folder; None for ``REDLINE_TEXTS``, the ``texts/`` of a checkout, or the package's own copy with the
            user's own folder beside it.
        reading: How files that are named beside the texts are read: which text of a Word file with tracked changes,
            and whether LibreOffice may convert what is no .docx.

    Raises:
        UnreadableDocument: If there is no such folder.

    >>> texts().instrument("itrs-1988").adopted_at
    'Melbourne'
    """
    given = Path(folder) if folder is not None else None
    return Library(texts_folder(given), reading, own_folder(given))


def read(path: str | os.PathLike[str]) -> Instrument | Proposal:
    """Return the treaty or the proposal that a file holds.

    Args:
        path: The file. Its content decides how it is read.

    Raises:
        UnreadableDocument: If the file is missing, empty, a folder, not UTF-8, or of no known format.
        LayoutError: If a part of it cannot be placed, with file and line.

    >>> read(texts().folder / "instruments" / "itrs-1988.en.txt").id
    'itrs-1988'
    """
    return read_file(Path(path))


def read_text(text: str, name: str = "text") -> Instrument | Proposal:
    """Return the treaty or the proposal that a text holds; errors as in :func:`read`.

    Args:
        text: The whole document.
        name: What messages call it.

    >>> read_text("---\\nid: t\\ntitle: T\\n---\\n\\nPREAMBLE\\n\\n1\\tWhile\\n").id
    't'
    """
    return read_document(text.encode(), name)


def write(
    redline: Redline,
    path: str | os.PathLike[str],
    format: str | None = None,
    options: WriteOptions | None = None,
) -> None:
    """Write a redline to a file, whole or not at all.

    Args:
        redline: What to write.
        path: The file; one that is there is replaced.
        format: ``"docx"``, ``"html"``, ``"json"`` or ``"txt"``; None for what the name ends in.
        options: Choices; all have defaults.

    Raises:
        UnknownFormat: If there is no such format.
        OutputError: If the file cannot be written; what stood there before still does.

    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> text = texts().instrument("itrs-1988")
    >>> write(compare(text, text), Path(folder, "none.html"))
    >>> [path.name for path in Path(folder).iterdir()]
    ['none.html']
    """
    target = Path(path)
    replace_files({target: render(redline, format or target.suffix.lstrip("."), options)})


def compare_files(
    old: str | os.PathLike[str],
    new: str | os.PathLike[str],
    options: CompareOptions | None = None,
    written: InPlaceOptions | None = None,
) -> InPlace:
    """Return an old Word document with tracked changes that turn it into a new one.

    Args:
        old: The document that is marked; styles, numbering, headers, pictures and all else in it stay as they are.
        new: What it becomes when all changes are accepted.
        options: What to ignore, and how coarse the marks are.
        written: Who signs, whether formatting is marked, what becomes of tracked changes that are there.

    Returns:
        The document, and what could not be tracked. The same files always give the same bytes.

    Raises:
        UnreadableDocument: If either is no Word document.
        RevisionsNeedChoice: If either has tracked changes and no choice was made.
    """
    from redline.tasks.word import compare_word

    sides = [(read_bytes(Path(path)), shown(Path(path))) for path in (old, new)]
    return compare_word(sides[0], sides[1], options, written)


def template(path: str | os.PathLike[str]) -> bytes:
    """Return a Word document whose styles are to be used for others, for :class:`Design`.

    Raises:
        UnreadableDocument: If it is no Word document, or any part of it holds what a document may not.
    """
    from redline.tasks.word import word_template

    return word_template(os.fspath(path))


def open_document(library: Library, name: str) -> Instrument | Proposal:
    """Return the instrument or the proposal that an identifier or a file names.

    Raises:
        RedlineError: If there is none, or the name means several.
    """
    try:
        return library.document(name)
    except DocumentNotFound as error:
        try:
            return library.instrument(name)
        except DocumentNotFound:
            document = open_file(library, name)
            if document is None:
                raise error from None
            return document


def printed(document: Instrument | Proposal, address: str = "", options: WriteOptions | None = None) -> bytes:
    """Return an instrument, a place in it, or a proposal as text to be read.

    Args:
        document: What to print.
        address: A place in an instrument; empty for all of it.
        options: Colours and width.

    Raises:
        AddressError: If the address is none, is not there, may mean several places, or the document is a proposal.
    """
    if isinstance(document, Proposal):
        if address:
            raise AddressError(address, f"{document.id} is a proposal; addresses are for instruments.")
        return write_conference_text(document).encode()
    part = passage(document, address) if address else document
    options = replace(options or WriteOptions(), context=Context.WHOLE, bare=True, clean=True)
    return write_text(compare(part, part), options)


def passage(instrument: Instrument, address: str) -> Instrument:
    """Return the part of an instrument that an address names, as an instrument of its own.

    Raises:
        AddressError: If the address is none, is not there, or may mean several places.
    """
    return replace(instrument, divisions=divisions_of(locate(instrument, address)))
