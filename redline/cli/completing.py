"""What the shell offers when a user presses the tabulator: names of the library, and places of the treaty.

Never an error, which would end up in the user's line. Of a document its amendments are offered once its name is there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from redline.library import Library
    from redline.model import Instrument

_NAMES = ("name", "base")
"""Parameters that name the text whose places are asked for, in the order of who decides."""


def instruments(incomplete: str) -> list[str]:
    """Return identifiers of instruments."""
    return _offered(lambda texts: (instrument.id for instrument in texts.instruments), incomplete)


def proposals(incomplete: str) -> list[str]:
    """Return documents, and the amendments of a document that is written out."""

    def names(texts: Library) -> Iterator[str]:
        for document in texts.proposals:
            yield document.reference
            yield document.id
        for document in texts.proposals:
            if incomplete.casefold().startswith((document.reference.casefold(), document.id.casefold())):
                yield from (amendment.id for amendment in document.amendments)

    return _offered(names, incomplete)


def documents(incomplete: str) -> list[str]:
    """Return instruments and documents."""
    return [*instruments(incomplete), *proposals(incomplete)]


def delegations(incomplete: str) -> list[str]:
    """Return symbols of delegations that proposed something, and documents."""

    def names(texts: Library) -> Iterator[str]:
        yield from sorted({document.proposer_code for document in texts.proposals if document.proposer_code})
        yield from (document.reference for document in texts.proposals)

    return _offered(names, incomplete)


def subjects(incomplete: str) -> list[str]:
    """Return identifiers of subjects."""
    return _offered(lambda texts: (subject.id for subject in texts.positions.subjects), incomplete)


def formats(incomplete: str) -> list[str]:
    """Return the formats that a redline can be written in."""
    from redline.writers import known_formats

    return [name for name in known_formats() if name.startswith(incomplete)]


def articles(context: typer.Context, incomplete: str) -> list[str]:
    """Return the articles and appendices of the text that the line names, else of the first in the library."""

    def names(texts: Library) -> Iterator[str]:
        for division in _named(texts, context).divisions:
            if division.heading.lines:
                yield division.heading.name.removeprefix("Article ").replace("Appendix ", "App. ")

    return _offered(names, incomplete)


def places(context: typer.Context, incomplete: str) -> list[str]:
    """Return the places of the text that the line names, else of the first in the library."""
    return _offered(lambda texts: (str(place.address) for place in _named(texts, context).places), incomplete)


def _named(texts: Library, context: typer.Context) -> Instrument:
    for parameter in _NAMES:
        name = context.params.get(parameter)
        if isinstance(name, str) and name:
            with contextlib.suppress(Exception):
                return texts.instrument(name)
            with contextlib.suppress(Exception):
                return texts.instrument(texts.document(name).base)
    return texts.instruments[0]


def _offered(names: Callable[[Library], Iterable[str]], incomplete: str) -> list[str]:
    with contextlib.suppress(Exception):
        from redline import api

        wanted = incomplete.casefold()
        return [name for name in dict.fromkeys(names(api.texts())) if name.casefold().startswith(wanted)]
    return []
