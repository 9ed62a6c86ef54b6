"""The command for those who draft the outcome: choose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redline.cli import arguments as arg
from redline.cli.report import Report, print_json

if TYPE_CHECKING:
    from redline.model import Member
    from redline.model.choices import Outcome

File = Annotated[Path, typer.Argument(metavar="CHOICES.TOML", help="For each place what is taken there.")]
Folder = Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Folder for the files.")]


def choose(
    choices: File,
    output: Folder = "output",
    as_json: arg.AsJson = False,
    texts: arg.Texts = None,
    strict: arg.Strict = False,
    quiet: arg.Quiet = False,
) -> None:
    """Build the treaty that choices among proposals would give, and tell how everybody fares.

    Writes its redline against the base (docx, html), the consolidated text (docx, txt), and what
    each delegation would have gained and lost (txt). A line is "3.3" = "RUS/27", or "base".
    """
    from redline import api

    library = api.texts(texts)
    job = api.chosen_job(library, api.open_choices(choices))
    found = api.outcome(library, job)
    report = Report(quiet, strict=strict)
    report.notes(dict.fromkeys((*library.instead, *job.read_notes, *found.redline.notes)))
    lines = list(_lines(found))
    files = api.outcome_files(found, job.stem) | {f"{job.stem}-outcome.txt": "\n".join([*lines, ""]).encode()}
    placed = {Path(output) / name: data for name, data in files.items()}
    api.replace_files(placed)
    if as_json:
        print_json("outcome", _json(found))
        return
    report.paths(placed)
    for line in lines:
        report.say(line)


def _lines(found: Outcome) -> Iterator[str]:
    for fate in found.fates:
        total = len(fate.gained) + len(fate.shared) + len(fate.lost)
        shared = f", {len(fate.shared)} together with another’s" if fate.shared else ""
        lost = f"; not: {', '.join(fate.lost)}" if fate.lost else ""
        name = _name(found.compilation.members[fate.member])
        yield f"{name}: {len(fate.gained)} of {total} places as proposed{shared}{lost}"


def _name(member: Member) -> str:
    option = f" option {member.redline.option}" if member.redline.option else ""
    return f"{', '.join(member.proposers)} ({member.proposals[0].reference}{option})"


def _json(found: Outcome) -> list[dict[str, object]]:
    return [
        {
            "delegations": list(found.compilation.members[fate.member].proposers),
            "document": found.compilation.members[fate.member].proposals[0].id,
            "option": found.compilation.members[fate.member].redline.option,
            "gained": list(fate.gained),
            "shared": list(fate.shared),
            "lost": list(fate.lost),
        }
        for fate in found.fates
    ]
