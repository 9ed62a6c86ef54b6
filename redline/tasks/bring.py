"""Brings somebody's document into the texts, in the layout that redline keeps texts in; begins a new one."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from redline.engine.amend.places import locate
from redline.errors import AmbiguousDocument, DocumentNotFound
from redline.library import Library, delegation
from redline.library.names import instrument_named
from redline.model import (
    Amendment,
    Emphasis,
    Heading,
    Instrument,
    Item,
    Note,
    NoteKind,
    Proposal,
    Provision,
    Symbol,
    print_emphasis,
    print_provision,
)
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


def fitted(document: Instrument | Proposal) -> Instrument | Proposal:
    """Return a document as the layout of the texts can hold it, with a Note of each thing that it cannot.

    Empty lines in a provision go, and emphasis that begins or ends within a word.
    """
    notes: list[Note] = []
    if isinstance(document, Instrument):
        divisions = tuple(
            replace(division, provisions=tuple(_fitted(one, notes) for one in division.provisions))
            for division in document.divisions
        )
        fit: Instrument | Proposal = replace(document, divisions=divisions)
    else:
        fit = replace(
            document,
            amendments=tuple(
                replace(amendment, wording=tuple(_fitted_item(item, notes) for item in amendment.wording))
                for amendment in document.amendments
            ),
        )
    return replace(fit, notes=(*fit.notes, *notes)) if notes else fit


def _fitted_item(item: Item, notes: list[Note]) -> Item:
    return item if isinstance(item, Heading) else _fitted(item, notes)


def _fitted(provision: Provision, notes: list[Note]) -> Provision:
    with contextlib.suppress(ValueError):
        print_provision(provision)
        return provision
    text = provision.text
    if any(not line.strip() for line in text.split("\n")):
        plain = "\n".join(line for line in text.split("\n") if line.strip())
        notes.append(Note(NoteKind.REPAIRED, provision.origin or provision.anchor, "empty lines in it were left out"))
        return _fitted(replace(provision, text=plain, emphasis=_moved(provision, plain)), notes)
    spans = (_trimmed(text, span) for span in provision.emphasis)
    kept = tuple(span for span in spans if _is_printable(text, span))
    if len(kept) != len(provision.emphasis):
        words = "emphasis that begins or ends within a word, or runs over a line end, was left out"
        notes.append(Note(NoteKind.REPAIRED, provision.origin or provision.anchor, words))
    return replace(provision, emphasis=kept)


def _moved(provision: Provision, plain: str) -> tuple[Emphasis, ...]:
    """The emphasis of a provision whose empty lines went; none where that cannot be told."""
    return provision.emphasis if provision.text.rstrip("\n ") == plain else ()


def _trimmed(text: str, span: Emphasis) -> Emphasis:
    """An emphasis without the spaces at its ends."""
    words = text[span.start : span.end]
    lead, end = len(words) - len(words.lstrip()), len(words.rstrip())
    return Emphasis(span.start + lead, span.start + end) if lead < end else span


def _is_printable(text: str, span: Emphasis) -> bool:
    try:
        print_emphasis(text, [span])
    except ValueError:
        return False
    return True


def notes_of(documents: tuple[Instrument | Proposal, ...]) -> tuple[Note, ...]:
    """Return what the readers noted."""
    return tuple(note for document in documents for note in document.notes)
