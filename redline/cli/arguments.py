"""The arguments and options that commands share, so that one thing has one name everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redline.cli import completing
from redline.engine.options import Granularity, Ignore
from redline.readers.options import ReadOptions, View
from redline.writers.options import Context, Existing, Moves, Profile, Style

if TYPE_CHECKING:
    from redline.library import Library


Proposals = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID_OR_FILE...",
        help="Documents (RUS/27, WCIT12/27(Rev.1)), amendments (RUS/27/8) or files.",
        autocompletion=completing.proposals,
        show_default=False,
    ),
]
InstrumentName = Annotated[
    str,
    typer.Argument(
        metavar="ID_OR_FILE", help="An instrument, as itrs-1988, or a file.", autocompletion=completing.instruments
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="What to write, several times: docx, html, json, md, pdf, txt.",
        show_default="docx html",
        autocompletion=completing.formats,
    ),
]
Output = Annotated[
    str,
    typer.Option("--output", "-o", metavar="DIR_OR_FILE", help="Folder, file, or - for standard output."),
]
Contexts = Annotated[
    Context | None,
    typer.Option(
        "--context",
        help="How much is shown: the whole treaty, each touched article, or the changes alone.",
        show_default="article",
    ),
]
Profiles = Annotated[
    Profile,
    typer.Option("--profile", help="Word: track everything, or as the ITU asks: MOD tracked, ADD and SUP plain."),
]
Ignored = Annotated[
    list[Ignore] | None,
    typer.Option("--ignore", help="A sort of difference not to mark; may be given several times.", show_default=False),
]
Granularities = Annotated[
    Granularity,
    typer.Option("--granularity", help="The least unit that is marked."),
]
MovesShown = Annotated[
    Moves,
    typer.Option("--moves", help="Word: moves as deletion and insertion with comments, or as Word's own moves."),
]
Verify = Annotated[
    bool,
    typer.Option("--verify", help="Word: read each document back; write nothing unless both texts are exact."),
]
ExistingChanges = Annotated[
    Existing | None,
    typer.Option(
        "--existing",
        help="Word: accept or reject first the tracked changes that a document came with, or keep them beside ours.",
        show_default="refuse it",
    ),
]
Say = Annotated[
    bool,
    typer.Option("--say", help="Word: say in a comment at the beginning of the document, too, what is not tracked."),
]
Styles = Annotated[
    Style,
    typer.Option("--style", help="How marks look: colour-blind-safe, as at the ITU, legal blackline, or for print."),
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="FILE", help="Word: a document whose styles are used.", show_default="our own styles"
    ),
]
Bare = Annotated[bool, typer.Option("--bare", help="Leave the summary out: the treaty text alone.")]
NoReasons = Annotated[bool, typer.Option("--no-reasons", help="Leave out the reasons, everybody's.")]
Author = Annotated[
    str,
    typer.Option("--author", metavar="NAME", help="Who signs tracked changes.", show_default="the delegation"),
]
OptionName = Annotated[
    str,
    typer.Option(
        "--option", metavar="N", help="Which alternative of a proposal that has some.", show_default="a redline of each"
    ),
]
Base = Annotated[
    str,
    typer.Option(
        "--base",
        metavar="ID_OR_FILE",
        help="The text that is amended.",
        show_default="the one that the proposal names",
        autocompletion=completing.instruments,
    ),
]
All = Annotated[bool, typer.Option("--all", help="Every proposal in the texts, and a ledger of their amendments.")]
Together = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="NAME", help="Apply these together; several times.", show_default=False),
]
Texts = Annotated[
    Path | None,
    typer.Option("--texts", metavar="DIR", help="Folder of texts.", show_default="$REDLINE_TEXTS, else the project's"),
]
ViewOption = Annotated[
    View,
    typer.Option(
        "--view", help="Word files: tracked changes accepted, rejected, or as a proposal to amend their text."
    ),
]
Convert = Annotated[bool, typer.Option("--convert", help="Let LibreOffice read .doc, .odt and .rtf files.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, held by a schema of the package.")]
Strict = Annotated[bool, typer.Option("--strict", help="Write nothing if there are notes; exit 1 then.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more of what is done.")]


def library(texts: Path | None, view: View = View.FINAL, convert: bool = False) -> Library:
    """Open the texts; files that are named beside them are read as asked."""
    from redline import api

    return api.texts(texts, reading(view, convert))


def reading(view: View, convert: bool) -> ReadOptions:
    """How files that are named are read."""
    return ReadOptions(view=view, convert=convert)
