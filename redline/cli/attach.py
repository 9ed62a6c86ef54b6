"""The command that puts redlines into somebody's position paper: attach."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from redline.cli import arguments as arg
from redline.cli import completing
from redline.cli.report import Report
from redline.writers.options import Markup, Style

Paper = Annotated[Path, typer.Argument(metavar="PAPER", help="A .docx, .md or .html with {{redline RUS/27/8}} in it.")]
Proposals = Annotated[
    list[str] | None,
    typer.Option(
        "--proposal",
        metavar="ID",
        help="Add its changes as an annex; several times.",
        show_default=False,
        autocompletion=completing.proposals,
    ),
]
At = Annotated[
    str,
    typer.Option(
        "--at", metavar="PLACE", help="Of the annex: the changes at one place alone.", autocompletion=completing.places
    ),
]
Tracked = Annotated[bool, typer.Option("--tracked", help="Word: real tracked changes instead of printed ones.")]
MarkupOption = Annotated[Markup, typer.Option("--markup", help="Markdown: <ins> and <del>, or CriticMarkup.")]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="The paper with redlines.", show_default="output/PAPER")
]
Check = Annotated[bool, typer.Option("--check", help="Only say what was revised or superseded since; exit 1 then.")]


def attach(
    paper: Paper,
    proposals: Proposals = None,
    at: At = "",
    tracked: Tracked = False,
    markup: MarkupOption = Markup.TAGS,
    output: Output = "",
    base: arg.Base = "",
    style: arg.Styles = Style.SAFE,
    check: Check = False,
    texts: arg.Texts = None,
    quiet: arg.Quiet = False,
) -> None:
    """Put redlines into a position paper at its markers, or as an annex; the rest of it stays.

    Markers: {{redline RUS/27/8}}, {{redline 3.3 RUS/27}}, {{compare RUS ARB 3.3}}, {{base 3.3}},
    {{positions spam}}, {{list-of-changes RUS/27}}. On its own output it refreshes what it put there.
    """
    from redline import api

    library, report = api.texts(texts), Report(quiet)
    report.notes(library.instead)
    if check:
        found = api.stale(library, paper)
        for one in found:
            typer.echo(f"{paper}: {one.marker}: {one.reason}")
        raise typer.Exit(1 if found else 0)
    options = api.AttachOptions(
        proposals=tuple(proposals or ()),
        place=at,
        tracked=tracked,
        markup=markup,
        base=base,
        style=style,
    )
    made = api.attach(library, paper, options)
    path = Path(output) if output else Path("output") / paper.name
    api.refuse_if_open(path)
    api.replace_files({path: made.data})
    report.paths([path])
    for words in made.left:
        report.say(f"{{{{{words}}}}} is left as it is: some of its tracked changes were accepted, rejected or edited")
    if not made.changed:
        report.say("nothing changed")
