"""Turn a redline into any format: a registry of writers, none of which opens a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redline.errors import UnknownFormat
from redline.writers.options import WriteOptions

if TYPE_CHECKING:
    from redline.model import Redline


@dataclass(frozen=True, slots=True)
class Writer:
    """One format: its name, which is also the ending of its files, and how to write it."""

    name: str
    description: str
    write: Callable[[Redline, WriteOptions], bytes]
    clean: bool = True
    """Whether it can also write a consolidated text."""


def _docx(redline: Redline, options: WriteOptions) -> bytes:
    from redline.writers.docx import write_docx

    return write_docx(redline, options)


def _html(redline: Redline, options: WriteOptions) -> bytes:
    from redline.writers.html import write_html

    return write_html(redline, options)


def _json(redline: Redline, options: WriteOptions) -> bytes:
    from redline.writers.json_text import write_json

    return write_json(redline, options)


def _txt(redline: Redline, options: WriteOptions) -> bytes:
    if options.clean:
        from redline.writers.conference_text import write_conference_text

        return write_conference_text(redline.revised).encode()
    from redline.writers.plain_text import write_text

    return write_text(redline, options)


def _md(redline: Redline, options: WriteOptions) -> bytes:
    from redline.writers.markdown_text import write_markdown

    return write_markdown(redline, options)


def _pdf(redline: Redline, options: WriteOptions) -> bytes:
    from redline.writers.pdf import write_pdf

    return write_pdf(redline, options)


WRITERS: Mapping[str, Writer] = {
    writer.name: writer
    for writer in (
        Writer("docx", "Word, with tracked changes", _docx),
        Writer("html", "one page for a browser", _html),
        Writer("json", "the change list for programs", _json, clean=False),
        Writer("md", "Markdown", _md),
        Writer("pdf", "PDF, with tags and bookmarks", _pdf),
        Writer("txt", "text; consolidated: the conference layout", _txt),
    )
}


def write(redline: Redline, format: str, options: WriteOptions | None = None) -> bytes:
    """Return ``redline`` in a format.

    Args:
        redline: What to write.
        format: ``"docx"``, ``"html"``, ``"json"``, ``"md"``, ``"pdf"`` or ``"txt"``.
        options: Choices; all have defaults.

    Raises:
        UnknownFormat: If there is no such format, or it cannot hold a consolidated text and one is asked for.
    """
    options = options or WriteOptions()
    able = [writer.name for writer in WRITERS.values() if writer.clean or not options.clean]
    if format not in able:
        raise UnknownFormat(format, able)
    return WRITERS[format].write(redline, options)
