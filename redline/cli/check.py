"""Commands that answer a question about documents: verify, brackets, check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redline.cli import arguments as arg
from redline.cli import completing
from redline.cli.report import Report, print_json
from redline.readers.options import View

if TYPE_CHECKING:
    from redline.engine.check.brackets import BracketChange, Bracketed
    from redline.tasks.proposals import Missing

Document = Annotated[Path, typer.Argument(metavar="REDLINE.docx", help="A Word redline.", show_default=False)]
Revised = Annotated[
    str,
    typer.Argument(
        metavar="REVISED",
        help="The text that accepting gives: an instrument, or a proposal to BASE; an id or a file.",
        show_default=False,
    ),
]
BaseName = Annotated[
    str,
    typer.Argument(metavar="BASE", help="The text that rejecting gives: an id or a file.", show_default=False),
]
Named = Annotated[
    str,
    typer.Argument(
        metavar="ID_OR_FILE",
        help="An instrument or a proposal.",
        show_default=False,
        autocompletion=completing.documents,
    ),
]
Later = Annotated[
    str,
    typer.Argument(
        metavar="[LATER]",
        help="A later text, to see which brackets changed.",
        show_default=False,
        autocompletion=completing.documents,
    ),
]
_SHOWN = 60


def verify(
    document: Document,
    base: BaseName,
    revised: Revised,
    option: arg.OptionName = "",
    as_json: arg.AsJson = False,
    view: arg.ViewOption = View.FINAL,
    convert: arg.Convert = False,
    texts: arg.Texts = None,
) -> None:
    """Check that a Word redline accepts and rejects to two texts exactly.

    Exits 0 if it does, else 1 and names the first difference. Articles that the redline leaves
    out must be the same in both texts. --json prints a proof sheet with the hash of each text.
    Of two Word files all that they say and how they look is compared.
    """
    from redline import api

    library = arg.library(texts, view, convert)
    Report().notes(library.instead)
    if api.are_word_files((base, revised), library.reading):
        files = [api.open_file(Path(name), library.reading) for name in (base, revised)]
        proof, sheet, notes = api.verify_word_files(document, *files)
        Report().notes(notes)
    else:
        treaty = api.instrument_named(library, base)
        proof, sheet = api.verify_document(document, treaty, api.revised_named(library, revised, treaty, option))
    if as_json:
        api.to_standard_output(sheet.encode())
    elif proof.exact:
        left = f"; the same in both and left out: {', '.join(proof.left_out)}" if proof.left_out else ""
        typer.echo(f"{document}: exact: accept all gives {revised}, reject all gives {base}{left}")
    else:
        for difference in proof.differences:
            typer.echo(f"{document}: {difference}")
    raise typer.Exit(0 if proof.exact else 1)


def check(
    names: arg.Proposals = None,
    every: arg.All = False,
    option: arg.OptionName = "",
    base: arg.Base = "",
    as_json: arg.AsJson = False,
    view: arg.ViewOption = View.FINAL,
    convert: arg.Convert = False,
    texts: arg.Texts = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 if anything is found.")] = False,
) -> None:
    """Check proposals for slips, and for changes of words that carry weight.

    References that would lead nowhere, terms changed in one place only or not defined, numbers
    that stand twice, brackets without their other half, symbols that do not fit.
    """
    from redline import api

    library = arg.library(texts, view, convert)
    Report().notes(library.instead)
    options = api.JobOptions(base=base, option=option)
    if bool(names) == every:
        raise typer.BadParameter(
            "name proposals, or give --all, not both" if every else "name proposals, or give --all"
        )
    problems: tuple[Missing, ...] = ()
    if every:
        jobs, problems = api.all_jobs(library, options)
    else:
        jobs = api.proposal_jobs(library, names or (), options)
    found = api.check_proposals(jobs)
    if as_json:
        print_json("check", ({**asdict(one), "severity": one.severity.value} for one in found))
    else:
        api.to_standard_output("".join(f"{one}\n" for one in found).encode())
        counts = Counter(one.severity.value for one in found)
        typer.echo("; ".join(f"{name}: {count}" for name, count in counts.items()) or "nothing found", err=True)
    for problem in problems:
        typer.echo(f"redline: {problem.error}", err=True)
    raise typer.Exit(2 if problems else 1 if strict and found else 0)


def brackets(
    name: Named,
    later: Later = "",
    option: arg.OptionName = "",
    as_json: arg.AsJson = False,
    view: arg.ViewOption = View.FINAL,
    convert: arg.Convert = False,
    texts: arg.Texts = None,
) -> None:
    """Count what is agreed and what is in square brackets.

    With two texts: which brackets were opened and which closed. A proposal counts its own
    wording; beside another text it is the treaty with it applied.
    """
    from redline import api

    library = arg.library(texts, view, convert)
    Report().notes(library.instead)
    if later:
        changed = api.compare_brackets(library, name, later, option)
        _print("brackets-between", changed, [*_settled_lines(changed)], as_json)
    else:
        counted = api.count_brackets(library, name)
        held = [one for one in counted if one.brackets or one.unclosed]
        _print("brackets", held, [*_bracket_lines(held), _sum(counted)], as_json)


def _print(schema: str, found: Sequence[Bracketed | BracketChange], lines: Sequence[str], as_json: bool) -> None:
    from redline import api

    if as_json:
        print_json(schema, (asdict(one) for one in found))
    else:
        api.to_standard_output("".join(f"{line}\n" for line in lines).encode())


def _bracket_lines(held: Sequence[Bracketed]) -> list[str]:
    lines = []
    for one in held:
        lines.append(f"{one.place}: {one.bracketed_words} of {one.words} words bracketed")
        lines += [f"  {'  ' * pair.depth}[{_short(pair.text)}]" for pair in one.brackets]
        if one.unclosed:
            lines.append(f"  ! {one.unclosed} without its other half")
    return lines


def _sum(counted: Sequence[Bracketed]) -> str:
    words, open_ = sum(one.words for one in counted), sum(one.bracketed_words for one in counted)
    pairs = sum(len(one.brackets) for one in counted)
    share = f" ({open_ / words:.0%})" if words else ""
    return f"{words - open_} of {words} words agreed, {open_} bracketed{share}, in {pairs} pair{'s' * (pairs != 1)}"


def _settled_lines(changed: Sequence[BracketChange]) -> list[str]:
    lines = []
    for one in changed:
        lines.append(one.place)
        for what, texts in (("opened", one.opened), ("closed, kept", one.kept), ("closed, dropped", one.dropped)):
            lines += [f"  {what}: [{_short(text)}]" for text in texts]
    opened = sum(len(one.opened) for one in changed)
    kept, dropped = sum(len(one.kept) for one in changed), sum(len(one.dropped) for one in changed)
    return [*lines, f"{opened} opened, {kept + dropped} closed ({kept} kept, {dropped} dropped)"]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
