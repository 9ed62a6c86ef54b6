"""Reads files, and says how messages name them."""

from __future__ import annotations

import stat
from pathlib import Path

from redline.errors import UnreadableDocument
from redline.model import Instrument, Proposal
from redline.readers import read

MOST_BYTES = 256 * 1024 * 1024  # what a package may unpack to; nothing larger can be read anyway


def name_in_messages(path: Path) -> str:
    """Return how a message names a file: from the current folder if it is in it, else in full."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def read_file(path: Path) -> Instrument | Proposal:
    """Return the document that a file holds.

    Raises:
        UnreadableDocument: If it is missing, a folder, not to be opened, or of no known format.
        LayoutError: If a part of it cannot be placed.
    """
    return read(read_bytes(path), name_in_messages(path))


def read_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        UnreadableDocument: If it is missing, a folder or another thing that is no plain file, too large, or not to be
            opened.
    """
    name = name_in_messages(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableDocument(name, "is a folder", "Name the files in it.")
        if not stat.S_ISREG(status.st_mode):  # a pipe may never say anything, a device may never end
            raise UnreadableDocument(name, "is no plain file", "Save what it holds as a file.")
        if status.st_size > MOST_BYTES:
            problem = f"the file has {status.st_size:,} bytes"
            raise UnreadableDocument(name, problem, f"At most {MOST_BYTES:,} are read.")
        return path.read_bytes()
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise UnreadableDocument(name, f"cannot be read: {problem}", "Check the path.") from error
