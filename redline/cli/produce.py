"""Commands that write documents: proposal, consolidate, compare."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from redline.cli import arguments as arg
from redline.cli.report import Report
from redline.engine.options import CompareOptions, Granularity, Ignore
from redline.readers.options import View
from redline.writers.options import Design, Existing, InPlaceOptions, Moves, Profile, Style, WriteOptions

if TYPE_CHECKING:
    from redline.library import Library
    from redline.model import Note
    from redline.readers.options import ReadOptions
    from redline.tasks.jobs import Job, ProposalJob
    from redline.tasks.proposals import JobOptions, Missing

_OUTPUT = "output"
_DEFAULTS = ("docx", "html")


def proposal(
    names: arg.Proposals = None,
    every: arg.All = False,
    formats: arg.Formats = None,
    output: arg.Output = _OUTPUT,
    context: arg.Contexts = None,
    profile: arg.Profiles = Profile.REDLINE,
    option: arg.OptionName = "",
    base: arg.Base = "",
    bare: arg.Bare = False,
    no_reasons: arg.NoReasons = False,
    author: arg.Author = "",
    style: arg.Styles = Style.SAFE,
    template: arg.Template = None,
    ignore: arg.Ignored = None,
    granularity: arg.Granularities = Granularity.WORD,
    moves: arg.MovesShown = Moves.MARKED,
    verify: arg.Verify = False,
    existing: arg.ExistingChanges = None,
    view: arg.ViewOption = View.FINAL,
    convert: arg.Convert = False,
    texts: arg.Texts = None,
    strict: arg.Strict = False,
    quiet: arg.Quiet = False,
    verbose: arg.Verbose = False,
) -> None:
    """Redline proposals: what each would change in the treaty.

    Writes output/RUS-27.docx, with tracked changes, and output/RUS-27.html; prints the paths.
    A proposal with options gives a redline of each. With --base FILE.docx the changes are tracked
    in that file, which otherwise stays as it is.
    """
    from redline import api

    library = arg.library(texts, view, convert)
    compared = _compare_options(ignore, granularity, verify, profile)
    jobs, problems = _jobs(
        names, every, api.JobOptions(base=base, option=option, compare=compared, existing=existing), library
    )
    options = WriteOptions(
        context=context,
        profile=profile,
        moves=moves,
        bare=bare,
        reasons=not no_reasons,
        author=author,
        design=design_of(style, template),
    )
    report = Report(quiet, verbose, strict)
    if any(job.own_file is not None for job in jobs):
        report.notes(_without_effect(base, options))
    _write(jobs, problems, formats or (), output, options, report, every=every, verify=verify)


def consolidate(
    names: arg.Proposals = None,
    together: arg.Together = None,
    every: arg.All = False,
    formats: arg.Formats = None,
    output: arg.Output = _OUTPUT,
    option: arg.OptionName = "",
    base: arg.Base = "",
    bare: arg.Bare = False,
    template: arg.Template = None,
    verify: arg.Verify = False,
    view: arg.ViewOption = View.FINAL,
    convert: arg.Convert = False,
    texts: arg.Texts = None,
    strict: arg.Strict = False,
    quiet: arg.Quiet = False,
    verbose: arg.Verbose = False,
) -> None:
    """Write the treaty as it would read with a proposal applied.

    No change is marked. As txt it is in the conference layout, which redline reads again. With
    --with, several proposals are applied together, or it is said why they cannot be.
    """
    from redline import api

    library = arg.library(texts, view, convert)
    problems: tuple[Missing, ...] = ()
    if together:
        jobs: tuple[ProposalJob, ...] = (
            api.combined_job(library, [*(names or ()), *together], base=base, option=option),
        )
    else:
        jobs, problems = _jobs(names, every, api.JobOptions(base=base, option=option), library)
    jobs = tuple(replace(job, stem=f"{job.stem}-consolidated") for job in jobs)
    options = WriteOptions(bare=bare, clean=True, design=design_of(Style.SAFE, template))
    report = Report(quiet, verbose, strict)
    _write(jobs, problems, formats or (), output, options, report, every=every, verify=verify)


def compare(
    base: arg.InstrumentName,
    revised: arg.InstrumentName,
    formats: arg.Formats = None,
    output: arg.Output = _OUTPUT,
    context: arg.Contexts = None,
    bare: arg.Bare = False,
    author: arg.Author = "",
    style: arg.Styles = Style.SAFE,
    template: arg.Template = None,
    ignore: arg.Ignored = None,
    granularity: arg.Granularities = Granularity.WORD,
    moves: arg.MovesShown = Moves.MARKED,
    verify: arg.Verify = False,
    existing: arg.ExistingChanges = None,
    say: arg.Say = False,
    view: arg.ViewOption = View.FINAL,
    convert: arg.Convert = False,
    texts: arg.Texts = None,
    strict: arg.Strict = False,
    quiet: arg.Quiet = False,
    verbose: arg.Verbose = False,
) -> None:
    """Redline one instrument against another, or one Word file against another in place.

    Of two Word files, the first comes back as it was, with tracked changes that make it the
    second; other formats show what it says as a treaty.
    """
    from redline import api

    report = Report(quiet, verbose, strict)
    compared = _compare_options(ignore, granularity, verify)
    names = list(formats or ())
    reading = arg.reading(view, convert)
    said: tuple[Note, ...] = ()
    written = InPlaceOptions(
        author=author or "redline",
        formatting=Ignore.FORMATTING not in compared.ignore,
        moves=moves,
        existing=existing,
        say=say,
    )
    in_place = api.are_word_files((base, revised), reading)
    if in_place and (not names or "docx" in names):
        asked = WriteOptions(context=context, bare=bare, design=design_of(style, template))
        report.notes(_without_effect(base, asked))
        said = _in_place((base, revised), reading, output, compared, written, report, verify=verify)
        names = [name for name in names if name != "docx"]
        if not names:
            return
    else:
        report.notes(_for_word_alone(base, say=say, existing=existing))
        if in_place and "json" in names and view is not View.MARKUP:
            read = Existing.REJECT if view is View.ORIGINAL else Existing.ACCEPT
            old, new = api.open_file(Path(base), reading), api.open_file(Path(revised), reading)
            said = api.compare_word(old, new, compared, replace(written, existing=read)).notes(Path(base).name)
    job = replace(api.comparison_job(arg.library(texts, view, convert), base, revised, compared), notes=said)
    design = design_of(style, template)
    options = WriteOptions(context=context, moves=moves, bare=bare, author=author, design=design)
    _write([job], (), names, output, options, report, verify=verify)


def _without_effect(base: str, options: WriteOptions) -> Iterator[Note]:
    """What was asked for that does not reach a Word file of somebody's own."""
    from redline.model import Note, NoteKind

    asked = {
        "--context": options.context is not None,
        "--profile itu": options.profile is Profile.ITU,
        "--bare": options.bare,
        "--no-reasons": not options.reasons,
        "--style": options.design.style is not Style.SAFE,
        "--template": bool(options.design.template),
    }
    for name in (name for name, given in asked.items() if given):
        words = f"{name} has no effect: the whole document is marked, as it is"
        yield Note(NoteKind.LEFT_OUT, Path(base).name, words)


def _for_word_alone(base: str, *, say: bool, existing: Existing | None) -> Iterator[Note]:
    """What was asked for that only a redline in a Word file of somebody's own can give."""
    from redline.model import Note, NoteKind

    for name, given in {"--say": say, "--existing": existing is not None}.items():
        if given:
            words = f"{name} has no effect: no Word file is marked in place"
            yield Note(NoteKind.LEFT_OUT, Path(base).name, words)


def _in_place(
    sides: tuple[str, str],
    reading: ReadOptions,
    output: str,
    options: CompareOptions,
    written: InPlaceOptions,
    report: Report,
    *,
    verify: bool = False,
) -> tuple[Note, ...]:
    """Redline a Word file in place, and say what could not be tracked; return that."""
    from redline import api
    from redline.model import Note, NoteKind

    base, revised = sides
    old, new = api.open_file(Path(base), reading), api.open_file(Path(revised), reading)
    made = api.compare_word(old, new, options, written)
    if verify:
        api.verify_word(made, old, new, written)
    if reading.view is not View.FINAL:
        words = "--view has no effect on tracked changes here: --existing tells what becomes of them"
        report.notes([Note(NoteKind.LEFT_OUT, Path(base).name, words)])
    said = made.notes(Path(base).name)
    report.notes(said)
    if output == "-":
        api.to_standard_output(made.data)
        return said
    stem = f"{Path(base).stem}-to-{Path(revised).stem}"
    path = Path(output) if Path(output).suffix == ".docx" else Path(output) / f"{stem}.docx"
    api.replace_files({path: made.data})
    report.paths([path])
    return said


def design_of(style: Style, template: Path | None) -> Design:
    """How documents look, the template read and checked."""
    if template is None:
        return Design(style)
    from redline import api

    return Design(style, api.template(template))


def _compare_options(
    ignore: Sequence[Ignore] | None, granularity: Granularity, verify: bool, profile: Profile = Profile.REDLINE
) -> CompareOptions:
    """What to ignore and how coarse the marks are; what is not marked cannot be verified."""
    if verify and (ignore or profile is Profile.ITU):
        what = "--ignore" if ignore else "--profile itu"
        raise typer.BadParameter(f"--verify needs every change to be tracked, which {what} does not do")
    return CompareOptions(ignore=frozenset(ignore or ()), granularity=granularity)


def _jobs(
    names: Sequence[str] | None, every: bool, options: JobOptions, library: Library
) -> tuple[tuple[ProposalJob, ...], tuple[Missing, ...]]:
    """The redlines to make, and why some of all cannot be."""
    from redline import api

    if bool(names) == every:
        raise typer.BadParameter("name proposals, or give --all" if not every else "give names or --all, not both")
    if every:
        return api.all_jobs(library, options)
    return api.proposal_jobs(library, names or (), options), ()


def _write(
    jobs: Sequence[Job],
    problems: Sequence[Missing],
    formats: Sequence[str],
    output: str,
    options: WriteOptions,
    report: Report,
    *,
    every: bool = False,
    verify: bool = False,
) -> None:
    """Make the redlines, then put all files in their places, or none."""
    from redline import api

    if output == "-":
        _print(jobs, formats, options, report, verify=verify)
        return
    names = api.formats_for(output, formats, _DEFAULTS)
    plan = api.plan_files([job.stem for job in jobs], names, output)
    with report.progress(len(jobs)) as done:
        made = api.make(jobs, plan, options, tolerant=every, verify=verify, done=done)
    report.notes(made.notes)
    ledger = api.ledger(made.redlines, (*problems, *made.missing))
    files = dict(made.files)
    if every and not options.clean:
        files[Path(output) / "ledger.txt"] = "".join(f"{line}\n" for line in ledger.lines()).encode()
    api.replace_files(files)
    report.paths(files)
    if every:
        report.ledger(ledger)
        if ledger.missing:
            raise typer.Exit(2)


def _print(jobs: Sequence[Job], formats: Sequence[str], options: WriteOptions, report: Report, *, verify: bool) -> None:
    """Write the only redline, in the only format, to standard output."""
    from redline import api

    names = formats or ["txt"]
    if len(jobs) != 1 or len(names) != 1:
        raise typer.BadParameter(f"standard output takes one redline in one format, not {len(jobs)} in {len(names)}")
    api.formats_for("", names, ())
    made = api.make(jobs, {(jobs[0].stem, names[0]): Path("-")}, on_terminal(options), verify=verify)
    report.notes(made.notes)
    api.to_standard_output(made.files[Path("-")])


def on_terminal(options: WriteOptions) -> WriteOptions:
    """The options for text on standard output: colours and the width of the window if it is a terminal."""
    if not sys.stdout.isatty():
        return options
    width = max(min(shutil.get_terminal_size().columns, 120), 40)
    return replace(options, colours="NO_COLOR" not in os.environ, width=width)
