"""Turn any document into the one model: a registry of readers that picks by content and name."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from redline.errors import UnreadableDocument
from redline.model import Instrument, Proposal

MOST_BYTES = 64 * 1024 * 1024  # the whole ITRs in text are 30 kB; a conference's compilation is a few MB
_ADVICE = "redline reads Word documents (.docx), and UTF-8 texts in the conference layout; see texts/README.md."
_WORD = (".docx", ".docm", ".doc", ".odt", ".rtf")


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: how to know it, and how to read it."""

    name: str
    accepts: Callable[[bytes, str], bool]
    """Whether content and file name look like this format."""

    read: Callable[[bytes, str], Instrument | Proposal]
    """Content and file name to model; raises RedlineError."""


def decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableDocument(
            f"{name}:{line}", f"byte {error.start} is not UTF-8", "Save the text as UTF-8 and try again."
        ) from error


def _is_text(data: bytes, name: str) -> bool:
    return not data.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")) and b"\0" not in data[:1024]


def _read_text(data: bytes, name: str) -> Instrument | Proposal:
    from redline.readers.conference_text import read_conference_text

    return read_conference_text(decoded(data, name), name)


def _is_word(data: bytes, name: str) -> bool:
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or name.lower().endswith(_WORD)


def _read_word(data: bytes, name: str) -> Instrument | Proposal:
    from redline.readers.word import read_word

    return read_word(data, name)


READERS: tuple[Reader, ...] = (
    Reader("Word", _is_word, _read_word),
    Reader("conference text", _is_text, _read_text),
)


@functools.cache
def _plug_ins() -> tuple[Reader, ...]:
    """Readers of other packages, the entry points of the group ``redline.readers``; they are asked first."""
    return tuple(point.load() for point in metadata.entry_points(group="redline.readers"))


def read(data: bytes, name: str) -> Instrument | Proposal:
    """Return the document that ``data`` holds, read by the first reader that knows its format.

    Args:
        data: The whole file.
        name: File name, for choosing the reader and for messages.

    Raises:
        UnreadableDocument: If the file is empty, too large, not UTF-8, or of no known format.
        LayoutError: If a part of it cannot be placed.

    >>> read(b"---\\nid: t\\ntitle: T\\n---\\n\\nPREAMBLE\\n\\n1\\tWhile\\n", "t.txt").divisions[0].heading.name
    'Preamble'
    """
    if not data.strip():
        raise UnreadableDocument(name, "the file is empty", _ADVICE)
    if len(data) > MOST_BYTES:
        raise UnreadableDocument(name, f"the file has {len(data):,} bytes", f"At most {MOST_BYTES:,} are read.")
    for reader in (*_plug_ins(), *READERS):
        if reader.accepts(data, name):
            return reader.read(data, name)
    raise UnreadableDocument(name, "the file is of no format that redline reads", _ADVICE)
