"""The one door to a file that somebody names: what it holds, converted where that is asked for, and what that says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from redline.engine.amend.between import amendments_between
from redline.errors import UnreadableDocument
from redline.library.convert import CONVERTED, converted
from redline.library.files import name_in_messages, read_bytes
from redline.model import Instrument, Proposal
from redline.model.proposal import file_stem
from redline.ooxml.package import WORD_ENDINGS, open_word
from redline.readers import read
from redline.readers.options import ReadOptions, View
from redline.readers.word import read_word, read_word_by_author
from redline.readers.word.columns import columns_of
from redline.readers.word.lines import authors_of

_DEFAULT = ReadOptions()


class File(NamedTuple):
    """A file, opened."""

    data: bytes
    name: str
    """What messages call it."""

    @property
    def is_word(self) -> bool:
        """Whether it is a Word document, by its name."""
        return self.name.lower().endswith(WORD_ENDINGS)


def open_file(path: Path, options: ReadOptions = _DEFAULT) -> File:
    """Return the file at a path; LibreOffice makes it a Word document first where that is asked for.

    Raises:
        UnreadableDocument: If it cannot be read.
    """
    path = path.expanduser()
    if options.convert and path.suffix.lower() in CONVERTED:
        return File(converted(path), name_in_messages(path.with_suffix(".docx")))
    return File(read_bytes(path), name_in_messages(path))


def document_in(file: File, options: ReadOptions = _DEFAULT) -> Instrument | Proposal:
    """Return the one document that a file holds.

    Raises:
        UnreadableDocument: If it is of no known format.
        LayoutError: If a part of it cannot be placed.
    """
    if options.view is View.FINAL or not file.is_word:
        return read(*file)
    return _as_markup(file, "") if options.view is View.MARKUP else read_word(*file, View.ORIGINAL)


def documents_in(file: File, options: ReadOptions = _DEFAULT) -> tuple[Instrument | Proposal, ...]:
    """Return what a file holds: one text, or a proposal for each author or each column of a compilation.

    Raises:
        UnreadableDocument: If it is of no known format.
        LayoutError: If a part of it cannot be placed.
    """
    if not file.is_word:
        return (_with_base(read(*file), options.base),)
    if options.by_author:
        return tuple(_by_author(file, options.base))
    columns = columns_of(open_word(*file), file.name)
    if columns is not None:
        return tuple(_with_base(proposal, options.base) for proposal in columns[1])
    if options.view is View.MARKUP:
        return (_as_markup(file, options.base),)
    return (_with_base(read_word(*file, options.view), options.base),)


def _with_base(document: Instrument | Proposal, base: str) -> Instrument | Proposal:
    return replace(document, base=base) if base and isinstance(document, Proposal) else document


def _as_markup(file: File, base: str) -> Instrument | Proposal:
    """A proposal with what it says and what stood before; a treaty with tracked changes as a proposal to amend it."""
    name = file.name
    final, original = read_word(*file, View.FINAL), read_word(*file, View.ORIGINAL)
    if isinstance(final, Proposal) or not isinstance(original, Instrument):
        return _with_base(final, base)
    amendments = amendments_between(original, final, f"{file_stem(Path(name).stem)}/XX")
    if not amendments:
        raise UnreadableDocument(name, "has no tracked changes of its text", "Give --view final.")
    authors = authors_of(open_word(*file))
    made = Proposal(Path(name).stem, f"Changes tracked in {Path(name).name}", amendments, authors)
    return replace(made, base=base or original.id, language=original.language, notes=final.notes)


def _by_author(file: File, base: str) -> list[Instrument | Proposal]:
    """A proposal for each author of tracked changes in a text."""
    name = file.name
    original = read_word(*file, View.ORIGINAL)
    found: list[Instrument | Proposal] = []
    for author, text in read_word_by_author(*file):
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
