"""The face of redline, for programs, the command line and the app: everything a user can ask for is one call here.

Readers, engine and writers meet in the tasks below this module; files are opened and replaced through it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import overload

from redline.engine.amend.consolidate import consolidate
from redline.engine.amend.places import locate
from redline.engine.amend.redlining import redline_of
from redline.engine.check.brackets import BracketChange, Bracketed
from redline.engine.compare import compare as compare_instruments
from redline.engine.options import CompareOptions, Granularity, Ignore
from redline.engine.together.converge import converge
from redline.errors import AddressError, RedlineError, VerificationFailed
from redline.library import Library, delegation, delegations, own_folder, read_file, texts_folder
from redline.library.names import document_named, instrument_named, resolve
from redline.library.opening import File, documents_in, open_file
from redline.model import (
    Amendment,
    Comparison,
    Compilation,
    Convergence,
    Delegation,
    Doubt,
    Finding,
    Instrument,
    Note,
    Proof,
    Proposal,
    Redline,
    Standing,
    divisions_of,
)
from redline.model.choices import Choices, Outcome
from redline.readers import Reader
from redline.readers.conference_text import read_conference_text
from redline.readers.options import ReadOptions, View
from redline.tasks.attach import Attached, AttachOptions, Stale, attach, refuse_if_open, stale
from redline.tasks.bring import as_text, fitted, notes_of, skeleton
from redline.tasks.check import check_proposals, compare_brackets, count_brackets
from redline.tasks.choose import chosen_job, open_choices, outcome, outcome_files
from redline.tasks.compare import comparison_job
from redline.tasks.compile import CompileOptions, combined_job, compare_delegations, comparison_files, compile_proposals
from redline.tasks.jobs import ComparisonJob, ProposalJob
from redline.tasks.ledger import Ledger, ledger
from redline.tasks.make import Made, make
from redline.tasks.output import formats_for, plan_files, replace_files, to_standard_output
from redline.tasks.positions import standings
from redline.tasks.proposals import JobOptions, Missing, all_jobs, proposal_jobs
from redline.tasks.site import gather_site, write_site
from redline.tasks.verify import revised_named, verify_document, verify_word_files
from redline.tasks.word import are_word_files, compare_word, verify_word, word_template
from redline.tasks.workers import cores
from redline.writers import Writer, known_formats
from redline.writers import write as render
from redline.writers.compilation_json import convergence_json
from redline.writers.conference_text import write_conference_text
from redline.writers.in_place import InPlace
from redline.writers.options import (
    Context,
    Design,
    Existing,
    InPlaceOptions,
    Markup,
    Moves,
    Profile,
    Style,
    WriteOptions,
)
from redline.writers.plain_text import write_text
from redline.writers.side_by_side import compilation_files

__all__ = [
    # open and read
    "texts",
    "read",
    "read_all",
    "read_text",
    "resolve",
    "document_named",
    "instrument_named",
    "revised_named",
    "delegation",
    "delegations",
    "open_file",
    "passage",
    "printed",
    "ReadOptions",
    "View",
    # redline
    "compare",
    "redline_of",
    "consolidate",
    "CompareOptions",
    "Granularity",
    "Ignore",
    # write
    "render",
    "write",
    "known_formats",
    "template",
    "WriteOptions",
    "Context",
    "Design",
    "Moves",
    "Profile",
    "Style",
    # many proposals at once
    "proposal_jobs",
    "all_jobs",
    "comparison_job",
    "combined_job",
    "make",
    "ledger",
    "formats_for",
    "plan_files",
    "replace_files",
    "to_standard_output",
    "cores",
    "JobOptions",
    # Word files of one's own
    "are_word_files",
    "compare_word",
    "verify_word",
    "verify_word_files",
    "Existing",
    "InPlaceOptions",
    # several delegations
    "compare_delegations",
    "comparison_files",
    "compile_proposals",
    "compilation_files",
    "converge",
    "convergence_json",
    "standings",
    "CompileOptions",
    # choose an outcome
    "open_choices",
    "chosen_job",
    "outcome",
    "outcome_files",
    # check
    "check_proposals",
    "count_brackets",
    "compare_brackets",
    "verify_document",
    # papers, site, new documents
    "attach",
    "stale",
    "refuse_if_open",
    "AttachOptions",
    "Markup",
    "gather_site",
    "write_site",
    "skeleton",
    "as_text",
    "fitted",
    "notes_of",
    # what these return and raise
    "Amendment",
    "Attached",
    "Bracketed",
    "Choices",
    "Comparison",
    "ComparisonJob",
    "Compilation",
    "Convergence",
    "Delegation",
    "Doubt",
    "File",
    "Finding",
    "InPlace",
    "Instrument",
    "Ledger",
    "Library",
    "Made",
    "Missing",
    "Note",
    "Outcome",
    "Proof",
    "Proposal",
    "ProposalJob",
    "Redline",
    "RedlineError",
    "BracketChange",
    "Stale",
    "Standing",
    "VerificationFailed",
    # for readers and writers of other packages
    "Reader",
    "Writer",
]


def texts(folder: str | os.PathLike[str] | None = None, reading: ReadOptions | None = None) -> Library:
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


def read_all(path: str | os.PathLike[str], options: ReadOptions | None = None) -> tuple[Instrument | Proposal, ...]:
    """Return what a file holds: one text, or a proposal for each author or each column of a compilation.

    Args:
        path: The file.
        options: Of a Word file with tracked changes, which text; whether each author's changes are a proposal.

    Raises:
        UnreadableDocument: If the file cannot be read.
        LayoutError: If a part of it cannot be placed.

    >>> [document.id for document in read_all(texts().folder / "instruments" / "itrs-1988.en.txt")]
    ['itrs-1988']
    """
    options = options or ReadOptions()
    return documents_in(open_file(Path(path), options), options)


def read_text(text: str, name: str = "text") -> Instrument | Proposal:
    """Return the treaty or the proposal that a text holds; errors as in :func:`read`.

    Args:
        text: The whole document.
        name: What messages call it.

    >>> read_text("---\\nid: t\\ntitle: T\\n---\\n\\nPREAMBLE\\n\\n1\\tWhile\\n").id
    't'
    """
    return read_conference_text(text, name)


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


@overload
def compare(base: Instrument, revised: Instrument, options: CompareOptions | None = None) -> Redline: ...


@overload
def compare(
    base: str | os.PathLike[str],
    revised: str | os.PathLike[str],
    options: CompareOptions | None = None,
    written: InPlaceOptions | None = None,
) -> InPlace: ...


def compare(
    base: Instrument | str | os.PathLike[str],
    revised: Instrument | str | os.PathLike[str],
    options: CompareOptions | None = None,
    written: InPlaceOptions | None = None,
) -> Redline | InPlace:
    """Return the redline of two texts of a treaty, or of two Word files in place.

    Args:
        base: The earlier text; as a path, the Word document that is marked: styles, numbering, headers, pictures and
            all else in it stay as they are.
        revised: The later text, or the Word document that accepting all changes gives.
        options: What to ignore, and how coarse the marks are.
        written: Of Word files: who signs, whether formatting is marked, what becomes of tracked changes that are there.

    Returns:
        Of two instruments a :class:`Redline`. Of two files the document, and what could not be tracked. The same input
        always gives the same bytes.

    Raises:
        TypeError: If one is an instrument and the other a path.
        UnreadableDocument: If a file is no Word document.
        RevisionsNeedChoice: If a file has tracked changes and no choice was made.

    >>> text = texts().instrument("itrs-1988")
    >>> [change for change in compare(text, text).changes if change.changed]
    []
    """
    if isinstance(base, Instrument) and isinstance(revised, Instrument):
        return compare_instruments(base, revised, options or CompareOptions())
    if isinstance(base, Instrument) or isinstance(revised, Instrument):
        raise TypeError("compare takes two instruments, or the paths of two Word files")
    return compare_word(open_file(Path(base)), open_file(Path(revised)), options, written)


def template(path: str | os.PathLike[str]) -> bytes:
    """Return a Word document whose styles are to be used for others, for :class:`Design`.

    Raises:
        UnreadableDocument: If it is no Word document, or any part of it holds what a document may not.
    """
    return word_template(os.fspath(path))


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
    printed_text = write_text(compare_instruments(part, part), options)
    notes = "".join(f"{mark:<8}{text}\n" for mark, text in document.footnotes) if not address else ""
    return printed_text + (f"\n{notes}".encode() if notes else b"")


def passage(instrument: Instrument, address: str) -> Instrument:
    """Return the part of an instrument that an address names, as an instrument of its own.

    Raises:
        AddressError: If the address is none, is not there, or may mean several places.
    """
    return replace(instrument, divisions=divisions_of(locate(instrument, address)))
