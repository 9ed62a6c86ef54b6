"""Brings somebody's document into the texts: what was understood of it, in the layout that redline keeps texts in."""

from __future__ import annotations

import contextlib
import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from redline.engine.amend import amendments_between
from redline.engine.places import locate
from redline.errors import AmbiguousDocument, DocumentNotFound, UnreadableDocument
from redline.jobs import open_instrument
from redline.library import Library, delegation, read_bytes
from redline.library.catalogue import shown
from redline.library.convert import CONVERTED, converted
from redline.model import Amendment, Instrument, Note, Proposal, Symbol
from redline.model.proposal import file_stem
from redline.readers import read
from redline.readers.word import View, opened, read_word, read_word_by_author
from redline.readers.word.columns import columns_of
from redline.readers.word.lines import authors_of
from redline.writers.conference_text import write_conference_text


class How(enum.Enum):
    """As what a document with tracked changes is brought in."""

    FINAL = "final"
    ORIGINAL = "original"
    MARKUP = "markup"
    """What the changes do: a treaty with tracked changes becomes a proposal to amend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BringOptions:
    """How a document is read."""

    how: How = How.FINAL
    by_author: bool = False
    """Whether each author's tracked changes become a proposal of their own."""

    convert: bool = False
    """Whether LibreOffice may turn an old or foreign document into .docx first."""

    base: str = ""
    """Identifier of the text that a proposal amends, where the document does not say it."""


def understood(path: Path, options: BringOptions) -> tuple[Instrument | Proposal, ...]:
    """Return what a document holds: one text, or a proposal for each author or each column of a compilation.

    Raises:
        UnreadableDocument: If it cannot be read.
        LayoutError: If a part of it cannot be placed.
    """
    name = shown(path)
    word = path.suffix.lower() == ".docx"
    data = read_bytes(path)
    if options.convert and path.suffix.lower() in CONVERTED:
        data, name, word = converted(path), f"{path.stem}.docx", True
    if not word:
        return (_with_base(read(data, name), options.base),)
    if options.by_author:
        return tuple(_by_author(data, name, options.base))
    columns = columns_of(opened(data, name), name)
    if columns is not None:
        return tuple(_with_base(proposal, options.base) for proposal in columns[1])
    if options.how is How.MARKUP:
        return (_as_markup(data, name, options.base),)
    return (_with_base(read_word(data, name, View(options.how.value)), options.base),)


def _with_base(document: Instrument | Proposal, base: str) -> Instrument | Proposal:
    return replace(document, base=base) if base and isinstance(document, Proposal) else document


def _as_markup(data: bytes, name: str, base: str) -> Instrument | Proposal:
    """A proposal with what it says and what stood before; a treaty with tracked changes as a proposal to amend it."""
    final, original = read_word(data, name, View.FINAL), read_word(data, name, View.ORIGINAL)
    if isinstance(final, Proposal) or not isinstance(original, Instrument):
        return _with_base(final, base)
    amendments = amendments_between(original, final, f"{file_stem(Path(name).stem)}/XX")
    if not amendments:
        raise UnreadableDocument(name, "has no tracked changes of its text", "Give --view final.")
    authors = authors_of(opened(data, name))
    made = Proposal(Path(name).stem, f"Changes tracked in {Path(name).name}", amendments, authors)
    return replace(made, base=base or original.id, language=original.language, notes=final.notes)


def _by_author(data: bytes, name: str, base: str) -> list[Instrument | Proposal]:
    """A proposal for each author of tracked changes in a text."""
    original = read_word(data, name, View.ORIGINAL)
    found: list[Instrument | Proposal] = []
    for author, text in read_word_by_author(data, name):
        if isinstance(text, Proposal):
            found.append(replace(_with_base(text, base), id=f"{text.id} ({author})"))
            continue
        if not isinstance(original, Instrument):
            raise UnreadableDocument(name, "is a proposal in one view and a treaty in another", "Accept its changes.")
        stem = f"{file_stem(author)}/{file_stem(Path(name).stem)}"
        amendments = amendments_between(original, text, stem)
        proposal = Proposal(f"{Path(name).stem} ({author})", f"Changes of {author}", amendments, (author,))
        found.append(replace(proposal, base=base or original.id, language=original.language))
    return found


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
    treaty = open_instrument(texts, base)
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
