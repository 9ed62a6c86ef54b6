"""One redline to be made: of a proposal, or of two texts; and names for the files of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from redline.engine.amend.redlining import redline_of
from redline.engine.compare import compare
from redline.engine.options import CompareOptions
from redline.library.opening import File
from redline.model import Instrument, Note, Proposal, Redline
from redline.writers.options import Existing


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalJob:
    """The redline of a proposal, or of one of its alternatives."""

    stem: str
    """Name of its files without the ending: ``"RUS-27"``."""

    base: Instrument
    proposal: Proposal
    option: str | None = None
    """Which of its alternatives; None where it has none."""

    compare: CompareOptions = CompareOptions()
    own_file: File | None = None
    """The Word document that the base was read from: a redline of it is written in place."""

    existing: Existing | None = None
    """What becomes of tracked changes that the Word document came with."""

    def make(self) -> Redline:
        """Return the redline; errors are those of consolidating."""
        return redline_of(self.base, self.proposal, self.option, self.compare)

    @property
    def author(self) -> str:
        """Who signs its changes."""
        return self.proposal.author

    @property
    def read_notes(self) -> tuple[Note, ...]:
        """What the readers noted about its documents."""
        return self.base.notes + self.proposal.notes


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonJob:
    """The redline of two instruments."""

    stem: str
    """Name of its files without the ending."""

    base: Instrument
    revised: Instrument
    compare: CompareOptions = CompareOptions()
    notes: tuple[Note, ...] = ()
    """What is known of the two beside what their texts say: of Word files, what cannot be tracked in place."""

    def make(self) -> Redline:
        """Return the redline."""
        made = compare(self.base, self.revised, self.compare)
        return replace(made, notes=(*made.notes, *self.notes))

    @property
    def read_notes(self) -> tuple[Note, ...]:
        """What the readers noted about its documents."""
        return self.base.notes + self.revised.notes


Job = ProposalJob | ComparisonJob
J = TypeVar("J", ProposalJob, ComparisonJob)


def distinct(jobs: Iterable[J]) -> Iterator[J]:
    """Yield jobs, each with files of its own: the same job named twice is made once."""
    seen: dict[str, J] = {}
    for job in jobs:
        taken = seen.get(job.stem.casefold())
        if taken == job:
            continue
        number = 2
        stem = job.stem
        while taken is not None:
            stem = f"{job.stem}-{number}"
            taken, number = seen.get(stem.casefold()), number + 1
        seen[stem.casefold()] = job
        yield replace(job, stem=stem)
