"""Turn a redline into any format: a registry of writers, none of which opens a file."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from redline.errors import UnknownFormat
from redline.writers.options import WriteOptions

if TYPE_CHECKING:
    from redline.model import Redline


@dataclass(frozen=True, slots=True)
class Writer:
    """One format: its name, which is also the ending of its files, and how to write it."""

    name: str
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


WRITERS: Mapping[str, Writer] = {  # ours; no other package can take the place of one
    writer.name: writer
    for writer in (
        Writer("docx", _docx),
        Writer("html", _html),
        Writer("json", _json, clean=False),
        Writer("md", _md),
        Writer("pdf", _pdf),
        Writer("txt", _txt),
    )
}


@functools.cache
def _plug_ins() -> Mapping[str, Writer]:
    """Writers of other packages: the entry points of the group ``redline.writers``."""
    return {point.name: point.load() for point in metadata.entry_points(group="redline.writers")}


def known_formats(*, clean: bool = False) -> list[str]:
    """Return the formats that a redline can be written in: ours, then those of other packages.

    Args:
        clean: Only those that can hold a consolidated text.

    >>> known_formats()[:2]
    ['docx', 'html']
    """
    return [name for name, writer in {**WRITERS, **_plug_ins(), **WRITERS}.items() if writer.clean or not clean]


def write(redline: Redline, format: str, options: WriteOptions | None = None) -> bytes:
    """Return ``redline`` in a format.

    Args:
        redline: What to write.
        format: ``"docx"``, ``"html"``, ``"json"``, ``"md"``, ``"pdf"``, ``"txt"``, or that of a plug-in.
        options: Choices; all have defaults.

    Raises:
        UnknownFormat: If there is no such format, or it cannot hold a consolidated text and one is asked for.
    """
    options = options or WriteOptions()
    writer = WRITERS.get(format) or _plug_ins().get(format)
    if writer is None or (options.clean and not writer.clean):
        raise UnknownFormat(format, known_formats(clean=options.clean))
    return writer.write(redline, options)
