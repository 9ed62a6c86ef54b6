"""Commands that look things up: list, show, positions."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from redline.cli import arguments as arg
from redline.cli import completing
from redline.cli.produce import on_terminal
from redline.cli.report import Report, print_json
from redline.readers.options import View
from redline.writers.options import WriteOptions

if TYPE_CHECKING:
    from redline.library import Library
    from redline.model import Proposal, Stand, Subject


class Listing(enum.Enum):
    """What there is to list."""

    INSTRUMENTS = "instruments"
    PROPOSALS = "proposals"
    SUBJECTS = "subjects"
    DELEGATIONS = "delegations"


What = Annotated[
    Listing | None, typer.Argument(help="What to list.", show_default="instruments, proposals and subjects")
]
Place = Annotated[
    str,
    typer.Argument(
        metavar="[ADDRESS]",
        help="A place, as 3.4, Art. 5A, No. 28 or App. 1/3.3.1.",
        show_default=False,
        autocompletion=completing.places,
    ),
]
Shown = Annotated[
    str,
    typer.Argument(
        metavar="ID_OR_FILE", help="An instrument or a proposal, or a file.", autocompletion=completing.documents
    ),
]


def list_(
    what: What = None,
    as_json: arg.AsJson = False,
    texts: arg.Texts = None,
    strict: arg.Strict = False,
    quiet: arg.Quiet = False,
) -> None:
    """List what the texts hold: instruments, proposals, subjects, delegations."""
    from redline import api

    library = api.texts(texts)
    rows: dict[Listing, Callable[[], Sequence[tuple[str, ...]]]] = {
        Listing.INSTRUMENTS: lambda: _instruments(library),
        Listing.PROPOSALS: lambda: [_proposal(proposal) for proposal in library.proposals],
        Listing.SUBJECTS: lambda: [_subject(subject) for subject in library.positions.subjects],
        Listing.DELEGATIONS: lambda: [(d.code, d.name, d.kind.replace("-", " ")) for d in api.delegations()],
    }
    chosen = [what] if what else [Listing.INSTRUMENTS, Listing.PROPOSALS, Listing.SUBJECTS]
    if as_json:
        print_json("list", (one for kind in chosen for one in _records(library, kind)))
    else:
        blocks = [(f"{kind.value.upper()}\n" if not what else "") + _table(rows[kind]()) for kind in chosen]
        api.to_standard_output("\n".join(blocks).encode())
    for problem in library.problems:
        typer.echo(f"redline: {problem}", err=True)
    notes = [note for instrument in library.instruments for note in instrument.notes]
    notes += [note for proposal in library.proposals for note in proposal.notes]
    Report(quiet, strict=strict).notes(notes)
    if library.problems:
        raise typer.Exit(2)


def _records(library: Library, kind: Listing) -> Iterator[dict[str, object]]:
    """What is listed, for programs: the same keys for everything."""
    from redline import api
    from redline.model import labels_of_document

    def one(identifier: str, title: str, **known: object) -> dict[str, object]:
        empty = {"language": "", "date": "", "proposers": (), "amendments": (), "labels": ()}
        return {"kind": kind.value.removesuffix("s"), "id": identifier, "title": title, **empty, **known}

    if kind is Listing.INSTRUMENTS:
        for i in library.instruments:
            yield one(i.id, i.name, language=i.language, date=i.adopted_on, labels=labels_of_document(i))
    elif kind is Listing.PROPOSALS:
        for p in library.proposals:
            amendments = [amendment.id for amendment in p.amendments]
            known = {"language": p.language, "date": p.date, "proposers": p.proposers, "labels": p.labels}
            yield one(p.id, p.title, amendments=amendments, **known)
    elif kind is Listing.SUBJECTS:
        for s in library.positions.subjects:
            yield one(s.id, s.title, proposers=s.proposers, amendments=s.amendments)
    else:
        for d in api.delegations():
            yield one(d.code, d.name)


def _instruments(library: Library) -> list[tuple[str, ...]]:
    from redline.model import labels_of_document

    return [(i.id, i.language, i.name, "; ".join(labels_of_document(i))) for i in library.instruments]


def _proposal(proposal: Proposal) -> tuple[str, ...]:
    count = len(proposal.amendments)
    amendments = f"{count} amendment{'s' if count != 1 else ''}"
    doubts = "; ".join(proposal.labels)
    return (proposal.reference, proposal.id, proposal.date, proposal.proposer, amendments, doubts)


def _subject(subject: Subject) -> tuple[str, ...]:
    who = ", ".join(subject.proposers) or "nobody named"
    supporters = f"; supported by {', '.join(subject.supporters)}" if subject.supporters else ""
    known = ", ".join(subject.amendments) or "wording not known"
    return (subject.id, f"{who}{supporters}", known)


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows in columns as wide as their longest field, with two spaces between; long fields are not cut."""
    if not rows:
        return "none\n"
    widths = [min(max(len(row[column]) for row in rows), 44) for column in range(len(rows[0]))]
    return "".join(_row(row, widths) for row in rows)


def _row(row: Iterable[str], widths: Sequence[int]) -> str:
    return "  ".join(field.ljust(width) for field, width in zip(row, widths, strict=True)).rstrip() + "\n"


def show(
    name: Shown,
    address: Place = "",
    view: arg.ViewOption = View.FINAL,
    convert: arg.Convert = False,
    texts: arg.Texts = None,
    strict: arg.Strict = False,
    quiet: arg.Quiet = False,
) -> None:
    """Print an instrument, one place of it, or a proposal."""
    from redline import api

    document = api.document_named(arg.library(texts, view, convert), name)
    Report(quiet, strict=strict).notes(document.notes)
    api.to_standard_output(api.printed(document, address, on_terminal(WriteOptions())))


def positions(
    as_json: arg.AsJson = False,
    texts: arg.Texts = None,
) -> None:
    """List who proposed on which subject: amendments where the wording is known, else the fact."""
    from redline import api

    library = api.texts(texts)
    Report().notes(library.instead)
    found = api.standings(library)
    if as_json:
        print_json("positions", ({**asdict(one), "stands": [_stand(stand) for stand in one.stands]} for one in found))
        return
    lines = []
    for one in found:
        lines.append(f"{one.title} ({one.id})")
        rows = [(f"  {s.code}", s.name, s.kind.value, s.known) for s in one.stands] or [("  nobody named", "", "", "")]
        lines.append(_table(rows))
    api.to_standard_output("\n".join(lines).encode())


def _stand(stand: Stand) -> dict[str, object]:
    return {**asdict(stand), "kind": stand.kind.value, "wording_known": bool(stand.amendments)}
