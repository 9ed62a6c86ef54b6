"""Opens files that are not in the texts: what of a Word document is read, and what LibreOffice turns into one first."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from pathlib import Path

from redline.engine.amend.between import amendments_between
from redline.errors import UnreadableDocument
from redline.library.convert import CONVERTED, converted
from redline.library.files import read_bytes, shown
from redline.model import Instrument, Proposal
from redline.model.proposal import file_stem
from redline.readers import read
from redline.readers.word import View, opened, read_word, read_word_by_author
from redline.readers.word.columns import columns_of
from redline.readers.word.lines import authors_of


class How(enum.Enum):
    """As what a document with tracked changes is read."""

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


def word_bytes(path: Path, options: BringOptions) -> tuple[bytes, str]:
    """Return the Word document at a path, and its name for messages; LibreOffice makes it one where that is asked for.

    Raises:
        UnreadableDocument: If it cannot be read.
    """
    if options.convert and path.suffix.lower() in CONVERTED:
        return converted(path), shown(path.with_suffix(".docx"))
    return read_bytes(path), shown(path)


def opened_file(path: Path, options: BringOptions) -> Instrument | Proposal:
    """Return the one document that a file holds.

    Raises:
        UnreadableDocument: If it cannot be read.
        LayoutError: If a part of it cannot be placed.
    """
    data, name = word_bytes(path, options)
    if options.how is How.FINAL or not name.lower().endswith(".docx"):
        return read(data, name)
    return _as_markup(data, name, "") if options.how is How.MARKUP else read_word(data, name, View.ORIGINAL)


def understood(path: Path, options: BringOptions) -> tuple[Instrument | Proposal, ...]:
    """Return what a document holds: one text, or a proposal for each author or each column of a compilation.

    Raises:
        UnreadableDocument: If it cannot be read.
        LayoutError: If a part of it cannot be placed.
    """
    data, name = word_bytes(path, options)
    if not name.lower().endswith(".docx"):
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
