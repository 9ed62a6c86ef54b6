"""Commands that bring documents in, and that tell what a machine has: import, new proposal, doctor."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from redline.cli import arguments as arg
from redline.cli import completing
from redline.cli.report import Report, print_json
from redline.readers.options import View

if TYPE_CHECKING:
    from redline.library import Library
    from redline.model import Instrument, Proposal

_SHOWN = 72  # characters of a provision that tell it from the others

new = typer.Typer(help="Begin a new document.", rich_markup_mode=None)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A Word document, or a text in the conference layout.")]
ByAuthor = Annotated[bool, typer.Option("--by-author", help="A proposal of each author's tracked changes.")]
Folder = Annotated[
    str, typer.Option("--output", "-o", metavar="DIR", help="Folder for the texts.", show_default="your texts")
]
Sure = Annotated[bool, typer.Option("--yes", help="Do not ask before writing.")]


def import_(
    file: File,
    base: arg.Base = "",
    view: arg.ViewOption = View.FINAL,
    by_author: ByAuthor = False,
    convert: arg.Convert = False,
    output: Folder = "",
    sure: Sure = False,
    texts: arg.Texts = None,
    strict: arg.Strict = False,
    quiet: arg.Quiet = False,
) -> None:
    """Add a document to the texts, after showing what was understood of it.

    An installed redline keeps it in a folder of yours, which `redline doctor` names; a checkout in its texts.

    A compilation with a column for each delegation gives a proposal of each.
    """
    from redline import api

    options = api.ReadOptions(view=view, by_author=by_author, convert=convert, base=base)
    found = tuple(api.fitted(document) for document in api.read_all(file, options))
    report = Report(quiet, strict=strict)
    report.notes(api.notes_of(found))
    library = api.texts(texts)
    for document in found:
        for line in (*_summary(document), *_known(library, document)):
            report.say(line)
    if any(isinstance(document, api.Proposal) and not document.base for document in found):
        raise typer.BadParameter("the proposal does not say which text it amends; name it with --base")
    folder = Path(output) if output else library.kept
    placed = {path: api.as_text(document) for path, document in _places(found, folder)}
    there = [path for path in placed if path.exists()]
    if there:
        raise typer.BadParameter(f"{there[0]} is there already; name another folder with --output")
    if not sure:
        if not sys.stdin.isatty():
            raise typer.BadParameter("nobody can be asked here; give --yes to write what is shown above")
        typer.confirm(f"Write {len(placed)} text{'s' if len(placed) > 1 else ''} into {folder}?", abort=True, err=True)
    api.replace_files(placed)
    report.paths(placed)


def _places(found: tuple[Instrument | Proposal, ...], folder: Path) -> Iterator[tuple[Path, Instrument | Proposal]]:
    from redline.model import Proposal
    from redline.model.proposal import file_stem

    for document in found:
        kind = "proposals" if isinstance(document, Proposal) else "instruments"
        yield folder / kind / f"{file_stem(document.id)}.txt", document


def _summary(document: Instrument | Proposal) -> Iterator[str]:
    from redline.model import Proposal

    if isinstance(document, Proposal):
        count = len(document.amendments)
        yield f"proposal {document.id} by {document.proposer}: {count} amendment{'s' if count != 1 else ''}"
        for amendment in document.amendments:
            text = " ".join(" ".join(getattr(i, "line", "") or i.lead for i in amendment.wording).split())
            after = f" (after {amendment.after})" if amendment.after else ""
            yield f"  {amendment.symbol.printed} {amendment.id}{after}: {text[:_SHOWN]}"
    else:
        yield f"treaty {document.title}: {len(document.divisions)} divisions, {len(document.places)} provisions"
        for division in document.divisions:
            yield f"  {division.heading.name} {division.heading.title}: {len(division.provisions)} provisions".rstrip()


def _known(library: Library, document: Instrument | Proposal) -> Iterator[str]:
    """That the texts have a document of this identifier, and which will stand."""
    path = library.path_of(document)
    if path is not None:
        own = library.own is not None and not path.is_relative_to(library.own)
        yield f"{document.id} is in the texts already: {path}" + ("; in your texts, this one stands for it" * own)


@new.callback()
def _new() -> None:
    """Begin a new document."""


@new.command("proposal")
def new_proposal(
    base: Annotated[
        str,
        typer.Option(
            "--base", metavar="ID_OR_FILE", help="The text that is amended.", autocompletion=completing.instruments
        ),
    ],
    proposer: Annotated[str, typer.Option("--proposer", metavar="NAME", help="Who proposes: a symbol or a name.")],
    places: Annotated[
        list[str] | None,
        typer.Option(
            "--at",
            metavar="PLACE",
            help="A place to amend, its text filled in.",
            show_default=False,
            autocompletion=completing.places,
        ),
    ] = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="The file, or - to print it.")] = "-",
    texts: arg.Texts = None,
) -> None:
    """Write a proposal to fill in: its front matter, and a MOD of each place with the text as it stands."""
    from redline import api

    made = api.skeleton(api.texts(texts), base, proposer, places or ())
    if output == "-":
        api.to_standard_output(made)
    else:
        path = Path(output)
        if path.exists():
            raise typer.BadParameter(f"{path} is there already")
        api.replace_files({path: made})
        typer.echo(str(path))


def doctor(texts: arg.Texts = None, as_json: arg.AsJson = False) -> None:
    """Tell what this machine has, and what that enables."""
    from redline import __version__, api

    library = api.texts(texts)
    office, pdf = shutil.which("soffice"), _has_pdf()
    fonts = {script: _fonts(name) for script, name in _SCRIPTS.items()}
    if as_json:
        own = {"redline": __version__, "python": sys.version.split()[0], "texts": _held(library)}
        print_json("doctor", further={**own, "libreoffice": office, "pdf": pdf, "workers": api.cores(), "fonts": fonts})
        return
    typer.echo(f"redline {__version__}, Python {sys.version.split()[0]}")
    for line in _told(_held(library)):
        typer.echo(line)
    typer.echo(
        f"LibreOffice: {office or 'not installed'}: .doc, .odt and .rtf with --convert{'' if office else ' need it'}"
    )
    typer.echo(f"PDF: {'--format pdf works' if pdf else 'needs WeasyPrint (the extra pdf) and Pango'}")
    typer.echo(f"workers: {api.cores()}")
    for script, found in fonts.items():
        typer.echo(f"fonts for {script}: {', '.join(found) or 'none known; pages and documents may show boxes'}")


class _Held(TypedDict):
    """What the texts are, as the schema of `doctor` has it."""

    folder: str
    own: str | None
    """The user's own folder, where ``folder`` came with redline."""

    kept: str
    """Where `import` writes."""

    writable: bool
    instruments: int
    proposals: int
    instead: list[str]
    """The user's own texts that stand for others."""

    problems: list[str]


def _held(library: Library) -> _Held:
    from redline.library import writable

    return {
        "folder": str(library.folder),
        "own": None if library.own is None else str(library.own),
        "kept": str(library.kept),
        "writable": writable(library.kept),
        "instruments": len(library.instruments),
        "proposals": len(library.proposals),
        "instead": [str(note) for note in library.instead],
        "problems": [str(problem) for problem in library.problems],
    }


def _told(held: _Held) -> Iterator[str]:
    """What the texts are, in lines."""
    yield f"texts: {held['instruments']} instruments, {held['proposals']} proposals"
    yield f"  read: {held['folder']}"
    if held["own"] is not None:
        yield f"  read: {held['own']}{'' if Path(held['own']).is_dir() else ' (not there yet)'}"
    yield f"  `redline import` writes: {held['kept']}{'' if held['writable'] else ' (cannot be written to)'}"
    yield from (f"  {note}" for note in held["instead"])
    yield from (f"  cannot be read: {problem}" for problem in held["problems"])


_SCRIPTS = {"Arabic": ":lang=ar", "Chinese": ":lang=zh", "Cyrillic": ":lang=ru"}


def _has_pdf() -> bool:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def _fonts(wanted: str) -> list[str]:
    """Some families that have a script's letters; none where fontconfig is not there to tell."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    done = subprocess.run([program, wanted, "family"], capture_output=True, text=True, check=False)  # noqa: S603
    return sorted({line.split(",")[0].strip() for line in done.stdout.splitlines() if line.strip()})[:3]
