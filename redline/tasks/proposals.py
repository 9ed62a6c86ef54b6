"""Which redlines to make of the proposals that somebody named, or of all, and why some cannot be made."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from redline.engine.amend.select import select
from redline.engine.options import CompareOptions
from redline.errors import OptionError, RedlineError, UnreadableDocument
from redline.library import Library
from redline.library.names import instrument_named, proposal_named
from redline.library.opening import File, open_file
from redline.model import Instrument, Proposal
from redline.model.proposal import file_stem
from redline.readers.options import View
from redline.tasks.jobs import ProposalJob, distinct
from redline.writers.options import Existing


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


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that could not be redlined, and why."""

    error: RedlineError
    proposal: Proposal | None = None
    """None if it could not even be read."""


def proposal_jobs(texts: Library, names: Sequence[str], options: JobOptions | None = None) -> tuple[ProposalJob, ...]:
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
    return tuple(distinct(job for name in names for job in _jobs_named(texts, name, options)))


def all_jobs(texts: Library, options: JobOptions | None = None) -> tuple[tuple[ProposalJob, ...], tuple[Missing, ...]]:
    """Return the redlines to make of every proposal in the library, and why some cannot be made."""
    options = options or JobOptions()
    jobs: list[ProposalJob] = []
    problems = [Missing(error) for error in texts.problems]
    for proposal in texts.proposals:
        try:
            jobs += _jobs_of(texts, proposal, (), options)
        except RedlineError as error:
            problems.append(Missing(error, proposal))
    return tuple(distinct(jobs)), tuple(problems)


def _jobs_named(texts: Library, name: str, options: JobOptions) -> Iterator[ProposalJob]:
    proposal, wanted = proposal_named(texts, name)
    base = None
    if texts.reading.view is View.MARKUP and not options.base and Path(name).expanduser().exists():
        with contextlib.suppress(UnreadableDocument):  # a proposal, whose base is another document
            base = instrument_named(texts, name)
    yield from _jobs_of(texts, proposal, wanted, options, base)


def _jobs_of(
    texts: Library, proposal: Proposal, wanted: Sequence[str], options: JobOptions, base: Instrument | None = None
) -> Iterator[ProposalJob]:
    base = base or _base(texts, proposal, options)
    own_file = _own_file(texts, options.base) if options.base else None
    part = select(proposal, wanted, base) if wanted else proposal
    names = [option.name for option in part.options]
    if options.option and options.option not in names:
        raise OptionError(proposal.reference, names, options.option)
    chosen: list[str | None] = [options.option] if options.option else [*names] or [None]
    for option in chosen:
        stem = f"{part.file_stem}-option-{file_stem(option)}" if option and len(names) > 1 else part.file_stem
        yield ProposalJob(
            stem=stem,
            base=base,
            proposal=part,
            option=option,
            compare=options.compare,
            own_file=own_file,
            existing=options.existing,
        )


def _base(texts: Library, proposal: Proposal, options: JobOptions) -> Instrument:
    name = options.base or proposal.base
    if not name:
        raise UnreadableDocument(proposal.id, "names no base text", "Name the instrument that it amends with --base.")
    return instrument_named(texts, name)


def _own_file(texts: Library, name: str) -> File | None:
    """The Word document that a name means, in which a redline is then written; None for anything else."""
    path = Path(name).expanduser()
    if not path.is_file():
        return None
    file = open_file(path, texts.reading)
    return file if file.is_word else None
