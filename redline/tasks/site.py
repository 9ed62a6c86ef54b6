"""What the site shows, and its files: gathered once, then written page by page on as many cores as there are.

What is hard is that nothing may depend on how many workers there are: each file is a function of the site alone, and
the files come in the order of their tasks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path, PurePosixPath

from redline.engine.together.collate import collate
from redline.engine.together.relate import relate, related
from redline.errors import RedlineError
from redline.library import Library
from redline.library.names import Signed
from redline.library.parties import current, name_of, signs_of
from redline.model import ComparedRow, Compilation, Document, Member, Redline, Side, Site
from redline.tasks.compile import CompileOptions, compile_proposals, member_of
from redline.tasks.jobs import ProposalJob
from redline.tasks.output import replace_files
from redline.tasks.positions import standings
from redline.tasks.proposals import all_jobs
from redline.tasks.workers import spread
from redline.writers import write
from redline.writers.options import Design, WriteOptions
from redline.writers.side_by_side import compilation_files

_PAIRS = 100  # comparisons up to which each has a Word document: some 4 MB; above, the page names the command


def gather_site(texts: Library, base: str = "") -> Site:
    """Return what a site of all proposals shows.

    Args:
        texts: The texts.
        base: Identifier or file of the base text; empty for the one that most proposals name.

    Raises:
        RedlineError: If there is no base.
    """
    compilation = compile_proposals(texts, CompileOptions(base=base))
    jobs, problems = all_jobs(texts)
    made = {(member.proposals[0].id, member.redline.option): member.redline for member in compilation.members}
    documents, missing = [], list(compilation.missing)
    for job in jobs:
        try:
            documents.append(_document(job, made))
        except RedlineError as error:
            missing.append(error.on_one_line)
    missing += [problem.error.on_one_line for problem in problems]
    sides, together = _together(compilation)
    stands = standings(texts)
    codes = {code for member in compilation.members for code in member.proposers}
    names = {stand.code: stand.name for standing in stands for stand in standing.stands}
    named = {code: name_of(code) for code in codes} | names
    return Site(
        Compilation(compilation.base, compilation.members, compilation.rows, tuple(dict.fromkeys(missing))),
        together,
        sides,
        tuple(documents),
        stands,
        texts.positions.reported_by,
        tuple(sorted(named.items())),
    )


def _document(job: ProposalJob, made: Mapping[tuple[str, str], Redline]) -> Document:
    redline = made.get((job.proposal.id, job.option or "")) or job.make()
    return Document(job.stem, redline, signs_of(job.proposal), bool(job.proposal.provenance.superseded_by))


def _together(compilation: Compilation) -> tuple[tuple[Side, ...], Compilation]:
    """Each delegation with all its documents; where they cannot be taken together, each of them on its own."""
    by_code: dict[str, list[Member]] = {}
    for member in compilation.members:
        for code in member.proposers:
            by_code.setdefault(code, []).append(member)
    sides, members = [], []
    for code, own in sorted(by_code.items()):
        for side, member in _sides(compilation, code, own):
            sides.append(side)
            members.append(member)
    return tuple(sides), collate(compilation.base, members)


def _sides(compilation: Compilation, code: str, own: list[Member]) -> Iterator[tuple[Side, Member]]:
    name = name_of(code)
    if len(own) == 1 and not own[0].redline.option:
        yield Side(code, name), Member(code, name, own[0].redline, own[0].proposals)
        return
    documents = tuple(current(dict.fromkeys(p for member in own for p in member.proposals)))
    try:
        yield Side(code, name), member_of(compilation.base, Signed(code, name, documents))
    except RedlineError:
        for member in own:
            option = f" option {member.redline.option}" if member.redline.option else ""
            title = f"{code}: {member.proposals[0].reference}{option}"
            yield Side(title, name), Member(title, name, member.redline, member.proposals)


def site_files(
    site: Site,
    *,
    workers: int = 0,
    started: Callable[[int], Callable[[str], None]] | None = None,
    design: Design | None = None,
) -> dict[PurePosixPath, bytes]:
    """Return the files of a site, by their paths in it.

    Args:
        site: What to show.
        workers: How many processes to use; 0 for one a core. The files do not depend on it.
        started: Called with the number of steps; what it returns is called with the name of each when it is done.
        design: How pages and documents look.
    """
    wanted = (site, design or Design())
    tasks = SiteMaker(wanted).tasks()
    done = started(len(tasks)) if started else lambda task: None
    files: dict[PurePosixPath, bytes] = {}
    for (name, number), made in spread(SiteMaker, wanted, tasks, workers):
        files |= {PurePosixPath(path): data for path, data in made.items()}
        done(f"{name} {number + 1}")
    return files


Task = tuple[str, int]


class SiteMaker:
    """Makes the files of a site, task by task; each worker has one."""

    def __init__(self, wanted: tuple[Site, Design]) -> None:
        from redline.writers.html.site import SiteWriter

        site, self.design = wanted
        self.site = site
        self.pairs = list(combinations(range(len(site.sides)), 2))
        self.writer = SiteWriter(site, pair_documents=len(self.pairs) <= _PAIRS, design=self.design)

    def tasks(self) -> list[Task]:
        """Return what is to be made."""
        counts = {
            "compilation": 1,
            "comparisons": len(self.site.sides),
            "document": len(self.site.documents),
            "page": self.writer.pages,
            "pair": len(self.pairs) if self.writer.pair_documents else 0,
        }
        return [(name, number) for name, count in counts.items() for number in range(count)]

    def __call__(self, task: Task) -> dict[str, bytes]:
        """Return the files of a task, by their paths in the site."""
        name, number = task
        if name == "compilation":
            return compilation_files(self.site.compilation, ("docx", "xlsx"), self.design)
        if name == "comparisons":
            return self.writer.comparisons(number, self._paired(number))
        if name == "document":
            document = self.site.documents[number]
            options = WriteOptions(design=self.design)
            return self.writer.document(document) | {
                f"proposals/{document.stem}.docx": write(document.redline, "docx", options)
            }
        if name == "pair":
            return self._pair(*self.pairs[number])
        return self.writer.page(number)

    def _paired(self, first: int) -> dict[int, list[tuple[int, ComparedRow]]]:
        """For each later side the rows that both touch, by their index, with how the two go together."""
        found: dict[int, list[tuple[int, ComparedRow]]] = {}
        for index, row in enumerate(self.site.together.rows):
            touching = [entry.member for entry in row.entries]
            if first in touching:
                for second in touching[touching.index(first) + 1 :]:
                    found.setdefault(second, []).append((index, related(row, first, second)))
        return found

    def _pair(self, first: int, second: int) -> dict[str, bytes]:
        from redline.writers.docx.table import write_comparison_docx

        members = self.site.together.members
        comparison = relate(collate(self.site.together.base, (members[first], members[second])))
        return {self.writer.pair_path(first, second): write_comparison_docx(comparison, self.design)}


_LIST = "files.txt"  # what the last run wrote, so that the next can take away what is no longer there


def write_site(
    site: Site,
    folder: str,
    *,
    workers: int = 0,
    started: Callable[[int], Callable[[str], None]] | None = None,
    design: Design | None = None,
) -> tuple[Path, ...]:
    """Write a site into a folder, whole or not at all; pages of an earlier one that are no longer in it are taken away.

    Args:
        site: What to show.
        folder: Where; other files in it are left alone.
        workers: How many processes to use; 0 for one a core.
        started: Called with the number of steps; what it returns is called with the name of each when it is done.
        design: How pages and documents look.

    Returns:
        The paths of the files that were written, the first page first.

    Raises:
        OutputError: If one cannot be written; nothing was changed then.
    """
    top = Path(folder)
    files = site_files(site, workers=workers, started=started, design=design)
    listed = sorted(map(str, files), key=lambda path: (path != "index.html", path))
    before = _listed(top)
    replace_files({top / path: files[PurePosixPath(path)] for path in listed} | {top / _LIST: _lines(listed)})
    for path in before.difference(listed):
        with contextlib.suppress(OSError):
            (top / path).unlink()
    return tuple(top / path for path in listed)


def _lines(listed: Sequence[str]) -> bytes:
    return "".join(f"{path}\n" for path in listed).encode()


def _listed(top: Path) -> set[str]:
    """What an earlier run wrote, as far as it can only be inside the folder."""
    try:
        lines = (top / _LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    return {line for line in lines if line and not PurePosixPath(line).is_absolute() and ".." not in Path(line).parts}
