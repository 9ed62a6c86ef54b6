"""What a command makes: which redlines, in which files, and the ledger of the amendments that they show."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from redline.engine.amend.redlining import redline_of
from redline.engine.amend.select import select
from redline.engine.compare import compare
from redline.engine.options import CompareOptions
from redline.errors import (
    AmbiguousDocument,
    DocumentNotFound,
    OptionError,
    OutputError,
    RedlineError,
    UnknownFormat,
    UnreadableDocument,
)
from redline.library import Library
from redline.library.opening import How, opened_file
from redline.model import Instrument, Note, Proposal, Redline
from redline.model.proposal import file_stem
from redline.tasks.proving import verify_files
from redline.tasks.workers import spread
from redline.writers import WRITERS, write
from redline.writers.options import Existing, InPlaceOptions, WriteOptions

_DEFAULT = CompareOptions()


@dataclass(frozen=True, slots=True)
class Job:
    """One redline to be made: of a proposal, of one of its options, or of two texts."""

    stem: str
    """Name of its files without the ending: ``"RUS-27"``."""

    base: Instrument
    revised: Instrument | None = None
    proposal: Proposal | None = None
    option: str | None = None
    options: CompareOptions = CompareOptions()
    word: tuple[bytes, str] | None = None
    """The Word document that the base was read from, with its name: a redline of it is written in place."""

    existing: Existing | None = None
    """What becomes of tracked changes that the Word document came with."""

    def make(self) -> Redline:
        """Return the redline; errors are those of consolidating and comparing."""
        if self.proposal is not None:
            return redline_of(self.base, self.proposal, self.option, self.options)
        return compare(self.base, self.revised or self.base, self.options)

    @property
    def read_notes(self) -> tuple[Note, ...]:
        """What the readers noted about its documents."""
        documents: tuple[Instrument | Proposal | None, ...] = (self.base, self.revised, self.proposal)
        return tuple(note for document in documents if document for note in document.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOptions:
    """What to make of the proposals that were named."""

    base: str = ""
    """Identifier or file of the base text; empty for the one that the proposal names."""

    option: str = ""
    """Which alternative; empty for a redline of each."""

    compare: CompareOptions = CompareOptions()
    """What to ignore, and how coarse the marks are."""

    existing: Existing | None = None
    """What becomes of tracked changes that a Word document came with."""


def proposal_jobs(texts: Library, names: Sequence[str], options: JobOptions | None = None) -> tuple[Job, ...]:
    """Return the redlines to make of proposals.

    Args:
        texts: Where identifiers are looked up.
        names: Identifiers of documents or amendments, or files.
        options: Choices.

    Returns:
        In the order of the names; one for each option of a proposal that has some, unless one is chosen.

    Raises:
        RedlineError: If a name means nothing or several things, or the base is not there.
    """
    options = options or JobOptions()
    return tuple(_distinct(job for name in names for job in _jobs_of(texts, name, options)))


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that could not be redlined, and why."""

    error: RedlineError
    proposal: Proposal | None = None
    """None if it could not even be read."""


def all_jobs(texts: Library, options: JobOptions | None = None) -> tuple[tuple[Job, ...], tuple[Missing, ...]]:
    """Return the redlines to make of every proposal in the library, and why some cannot be made."""
    options = options or JobOptions()
    jobs: list[Job] = []
    problems = [Missing(error) for error in texts.problems]
    for proposal in texts.proposals:
        try:
            jobs += _jobs(texts, proposal, (), options)
        except RedlineError as error:
            problems.append(Missing(error, proposal))
    return tuple(_distinct(jobs)), tuple(problems)


def _jobs_of(texts: Library, name: str, options: JobOptions) -> Iterator[Job]:
    proposal, wanted = _named(texts, name)
    base = None
    if texts.reading.how is How.MARKUP and not options.base and Path(name).expanduser().exists():
        with contextlib.suppress(UnreadableDocument):  # a proposal, whose base is another document
            base = open_instrument(texts, name)
    yield from _jobs(texts, proposal, wanted, options, base)


def _named(texts: Library, name: str) -> tuple[Proposal, tuple[str, ...]]:
    """A document of the library, one of its amendments, or the document of a file."""
    with contextlib.suppress(DocumentNotFound):
        return texts.document(name), ()
    try:
        proposal, identifier = texts.amendment(name)
    except DocumentNotFound:
        document = open_file(texts, name)
        if document is None:
            raise
        if not isinstance(document, Proposal):
            advice = "`redline compare` takes two; --view markup makes a proposal of what is tracked in a Word file."
            raise UnreadableDocument(name, "is an instrument, not a proposal", advice) from None
        return document, ()
    return proposal, (identifier,)


def open_file(texts: Library, name: str, *, treaty: bool = False) -> Instrument | Proposal | None:
    """The document of a file, or None if ``name`` is not written like a path.

    Args:
        texts: Say how files are read.
        name: A path.
        treaty: Whether a treaty is wanted: of one whose tracked changes are read as a proposal, what stood before.
    """
    path = Path(name).expanduser()
    reading = texts.reading
    if treaty and reading.how is How.MARKUP:
        reading = replace(reading, how=How.ORIGINAL)
    known = path.suffix in (".txt", ".docx", ".html", ".md", ".odt", ".doc", ".pdf", ".rtf")
    if path.exists() or known or name.startswith((".", "~", os.sep)) or "\\" in name:
        return opened_file(path, reading)
    return None


def _jobs(
    texts: Library, proposal: Proposal, wanted: Sequence[str], options: JobOptions, base: Instrument | None = None
) -> Iterator[Job]:
    base = base or _base(texts, proposal, options)
    from redline.tasks.word import word_file

    word = word_file(options.base, texts.reading) if options.base else None
    part = select(proposal, wanted, base) if wanted else proposal
    names = [option.name for option in part.options]
    if options.option and options.option not in names:
        raise OptionError(proposal.reference, names, options.option)
    if not names:
        yield Job(part.file_stem, base, None, part, None, options.compare, word, options.existing)
    for name in [options.option] if options.option else names:
        stem = f"{part.file_stem}-option-{file_stem(name)}" if len(names) > 1 else part.file_stem
        yield Job(stem, base, None, part, name, options.compare, word, options.existing)


def _base(texts: Library, proposal: Proposal, options: JobOptions) -> Instrument:
    name = options.base or proposal.base
    if not name:
        raise UnreadableDocument(proposal.id, "names no base text", "Name the instrument that it amends with --base.")
    return open_instrument(texts, name)


def open_instrument(texts: Library, name: str) -> Instrument:
    """Return the instrument that an identifier or a file names.

    Raises:
        RedlineError: If there is none, or the name means several, or a proposal.
    """
    try:
        return texts.instrument(name)
    except DocumentNotFound:
        document = open_file(texts, name, treaty=True)
        if document is None:
            with contextlib.suppress(DocumentNotFound, AmbiguousDocument):
                texts.document(name)
                raise UnreadableDocument(name, "is a proposal, not an instrument", "See `redline proposal`.") from None
            raise
    if not isinstance(document, Instrument):
        raise UnreadableDocument(name, "is a proposal, not an instrument", "See `redline proposal`.")
    return document


def compare_jobs(texts: Library, base: str, revised: str, options: CompareOptions = _DEFAULT) -> tuple[Job, ...]:
    """Return the redline to make of two instruments, each an identifier or a file."""
    old, new = open_instrument(texts, base), open_instrument(texts, revised)
    return (Job(f"{file_stem(old.id)}-to-{file_stem(new.id)}", old, new, options=options),)


def _distinct(jobs: Iterable[Job]) -> Iterator[Job]:
    """The jobs, each with files of its own: the same job named twice is made once."""
    seen: dict[str, Job] = {}
    for job in jobs:
        other = seen.get(job.stem.casefold())
        if other == job:
            continue
        number = 2
        stem = job.stem
        while other is not None:
            stem = f"{job.stem}-{number}"
            other, number = seen.get(stem.casefold()), number + 1
        seen[stem.casefold()] = job
        yield replace(job, stem=stem)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every amendment of some proposals once: the files that show it, or why none does."""

    entries: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Identifier, symbol, and names of the redlines that show it."""

    missing: tuple[str, ...] = ()
    """What could not be shown, and why."""

    def lines(self) -> Iterator[str]:
        """Yield the ledger as text: identifier, symbol, redlines; then what is missing."""
        for identifier, symbol, stems in self.entries:
            yield f"{identifier}\t{symbol}\t{', '.join(stems) or 'MISSING'}"
        for reason in self.missing:
            yield f"MISSING\t{reason}"


def ledger(redlines: Mapping[str, Redline], missing: Iterable[Missing] = ()) -> Ledger:
    """Return where each amendment of the proposals is shown.

    Args:
        redlines: Name of each redline, and the redline.
        missing: Why other proposals have none.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for stem, redline in redlines.items():
        shown = {amendment.id for change in redline.changes for amendment in change.amendments}
        for amendment in redline.proposal.amendments if redline.proposal else ():
            _, stems = found.setdefault(amendment.id, (amendment.symbol.printed, []))
            if amendment.id in shown:
                stems.append(stem)
    reasons = []
    for lost in missing:
        reasons.append(str(lost.error).replace("\n", " "))
        for amendment in lost.proposal.amendments if lost.proposal else ():
            found.setdefault(amendment.id, (amendment.symbol.printed, []))
    entries = tuple((identifier, symbol, tuple(stems)) for identifier, (symbol, stems) in found.items())
    return Ledger(entries, tuple(reasons))


def formats_for(output: str, formats: Sequence[str], default: Sequence[str]) -> tuple[str, ...]:
    """Return the formats to write: those asked for, else the ending of the output file, else the default."""
    for name in formats:
        if name not in WRITERS:
            raise UnknownFormat(name, list(WRITERS))
    ending = Path(output).suffix.lstrip(".")
    if formats:
        return tuple(dict.fromkeys(formats))
    return (ending,) if ending in WRITERS else tuple(default)


def plan_files(
    jobs: Sequence[Job], formats: Sequence[str], output: str, suffix: str = ""
) -> dict[tuple[str, str], Path]:
    """Return the path of each job's files.

    Args:
        jobs: The redlines.
        formats: The formats of each.
        output: A folder, or, for one redline in one format, a file (its name ends in a known format).
        suffix: What follows the name of each: ``"-consolidated"``.

    Raises:
        OutputError: If one file is named for several.
    """
    ending = Path(output).suffix.lstrip(".")
    if ending in WRITERS and not Path(output).is_dir():
        if len(jobs) != 1 or list(formats) != [ending]:
            raise OutputError(output, f"is one {ending} file, but {len(jobs) * len(formats)} are to be written")
        return {(jobs[0].stem, ending): Path(output)}
    return {(job.stem, name): Path(output) / f"{job.stem}{suffix}.{name}" for job in jobs for name in formats}


@dataclass(frozen=True, slots=True)
class Made:
    """What became of some jobs."""

    files: Mapping[Path, bytes]
    redlines: Mapping[str, Redline]
    notes: tuple[Note, ...]
    missing: tuple[Missing, ...]
    """Why jobs failed, where that was to be tolerated."""


def make(
    jobs: Sequence[Job],
    plan: Mapping[tuple[str, str], Path],
    options: WriteOptions,
    *,
    tolerant: bool = False,
    verify: bool = False,
    done: Callable[[str], None] = lambda stem: None,
) -> Made:
    """Return the files of some jobs, written nowhere yet.

    Args:
        jobs: The redlines to make.
        plan: The path of each file, by the stem of its job and its format.
        options: How to write them.
        tolerant: Whether a job that fails is left out and its error kept, or raised.
        verify: Whether each Word document is read back and checked against the two texts.
        done: Called with the name of each job when it is made.

    Raises:
        RedlineError: What a job raises, unless tolerant.
    """
    files: dict[Path, bytes] = {}
    redlines: dict[str, Redline] = {}
    notes: dict[str, Note] = {}
    missing: list[Missing] = []
    maker = _Maker(plan, options, verify)
    for job, made in spread(_as_it_is, maker, jobs):
        try:
            redline, written = made or maker.make(job)  # what failed elsewhere fails here again, with its error
        except RedlineError as error:
            if not tolerant:
                raise
            missing.append(Missing(error, job.proposal))
            continue
        files |= written
        redlines[job.stem] = redline
        notes |= {str(note): note for note in (*job.read_notes, *redline.notes)}
        done(job.stem)
    return Made(files, redlines, tuple(notes.values()), tuple(missing))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the redline of a job and its files; each worker has one."""

    plan: Mapping[tuple[str, str], Path]
    options: WriteOptions
    verify: bool

    def __call__(self, job: Job) -> tuple[Redline, dict[Path, bytes]] | None:
        """Return a redline and its files, or None if it cannot be made."""
        try:
            return self.make(job)
        except RedlineError:
            return None

    def make(self, job: Job) -> tuple[Redline, dict[Path, bytes]]:
        redline = job.make()
        wanted = [(name, path) for (stem, name), path in self.plan.items() if stem == job.stem]
        written = {path: self._written(job, redline, name) for name, path in wanted}
        if self.verify:
            verify_files(redline, written, self.options, in_place=job.word is not None)
        return redline, written

    def _written(self, job: Job, redline: Redline, name: str) -> bytes:
        if name != "docx" or job.word is None or self.options.clean:
            return write(redline, name, self.options)
        from redline.tasks.word import apply_word

        author = self.options.author or (job.proposal.author if job.proposal else "")
        written = InPlaceOptions(author=author or "redline", moves=self.options.moves, existing=job.existing)
        return apply_word(job.word, redline, written).data


def _as_it_is(maker: _Maker) -> _Maker:
    return maker
