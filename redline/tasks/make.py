"""Makes the redlines of some jobs, and their files, on as many cores as there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from redline.errors import RedlineError
from redline.library.opening import File
from redline.model import Note, Redline
from redline.tasks.jobs import Job, ProposalJob
from redline.tasks.proposals import Missing
from redline.tasks.verify import verify_files
from redline.tasks.workers import spread
from redline.writers import write
from redline.writers.options import InPlaceOptions, WriteOptions

if TYPE_CHECKING:
    from redline.writers.in_place import InPlace

_OfJob = tuple[Redline, dict[Path, bytes], tuple[Note, ...]]
"""A redline, its files, and what is not exact in them."""


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
            redline, written, said = made or maker.make(job)  # what failed elsewhere fails here again, with its error
        except RedlineError as error:
            if not tolerant:
                raise
            missing.append(Missing(error, job.proposal if isinstance(job, ProposalJob) else None))
            continue
        files |= written
        redlines[job.stem] = redline
        notes |= {str(note): note for note in (*job.read_notes, *redline.notes, *said)}
        done(job.stem)
    return Made(files, redlines, tuple(notes.values()), tuple(missing))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the redline of a job and its files; each worker has one."""

    plan: Mapping[tuple[str, str], Path]
    options: WriteOptions
    verify: bool

    def __call__(self, job: Job) -> _OfJob | None:
        """Return a redline, its files, and what is not exact in them; None if it cannot be made."""
        try:
            return self.make(job)
        except RedlineError:
            return None

    def make(self, job: Job) -> _OfJob:
        redline = job.make()
        wanted = [(name, path) for (stem, name), path in self.plan.items() if stem == job.stem]
        written: dict[Path, bytes] = {}
        said: list[Note] = []
        for name, path in wanted:
            if name == "docx" and isinstance(job, ProposalJob) and job.own_file is not None and not self.options.clean:
                made = self._in_place(job, job.own_file, redline)
                written[path] = made.data
                said += made.notes(job.own_file.name)
            else:
                written[path] = write(redline, name, self.options)
        if self.verify:
            verify_files(redline, written, self.options, in_place=_is_in_place(job))
        return redline, written, tuple(said)

    def _in_place(self, job: ProposalJob, own_file: File, redline: Redline) -> InPlace:
        from redline.tasks.word import apply_word

        author = self.options.author or job.author or "redline"
        options = InPlaceOptions(author=author, moves=self.options.moves, existing=job.existing)
        return apply_word(own_file, redline, options)


def _is_in_place(job: Job) -> bool:
    """Whether a redline is written into somebody's own Word document, and was checked there."""
    return isinstance(job, ProposalJob) and job.own_file is not None


def _as_it_is(maker: _Maker) -> _Maker:
    return maker
