"""Brings somebody's document into the texts, in the layout that redline keeps texts in; begins a new one."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from redline.engine.amend.places import locate
from redline.errors import AmbiguousDocument, DocumentNotFound
from redline.library import Library, delegation
from redline.library.names import instrument_named
from redline.model import Amendment, Instrument, Note, Proposal, Symbol
from redline.writers.conference_text import write_conference_text


def skeleton(texts: Library, base: str, proposer: str, places: Sequence[str]) -> bytes:
    """Return a proposal to fill in: its front matter, and a MOD of each place with the text as it stands.

    Args:
        texts: Where names are looked up.
        base: The text that is amended.
        proposer: A symbol or a name; a name that no list has stands for itself.
        places: Addresses of what is to be amended.

    Raises:
        RedlineError: If the base is not there, or an address leads nowhere.
    """
    treaty = instrument_named(texts, base)
    name, code = proposer, ""
    with contextlib.suppress(DocumentNotFound, AmbiguousDocument):
        found = delegation(proposer)
        name, code = found.name, found.code
    stem = f"{code or name}/XX"  # as the ITU writes it before a document has its number
    wording = [item for place in places or ["1"] for item in locate(treaty, place)]
    amendments = tuple(Amendment(Symbol.MOD, f"{stem}/{at}", (item,)) for at, item in enumerate(wording, 1))
    return as_text(
        Proposal(stem, "Proposals for the work of the conference", amendments, (name,), (), code, base=treaty.id)
    )


def as_text(document: Instrument | Proposal) -> bytes:
    """Return a document in the layout of the texts.

    Raises:
        ValueError: If the layout cannot hold it.
    """
    return write_conference_text(document).encode()


def notes_of(documents: tuple[Instrument | Proposal, ...]) -> tuple[Note, ...]:
    """Return what the readers noted."""
    return tuple(note for document in documents for note in document.notes)
