"""Reads files, and says how messages name them."""

from __future__ import annotations

from pathlib import Path

from redline.errors import UnreadableDocument
from redline.model import Instrument, Proposal
from redline.readers import read


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
        UnreadableDocument: If it is missing, a folder, or not to be opened.
    """
    try:
        return path.read_bytes()
    except IsADirectoryError as error:
        raise UnreadableDocument(name_in_messages(path), "is a folder", "Name the files in it.") from error
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise UnreadableDocument(name_in_messages(path), f"cannot be read: {problem}", "Check the path.") from error
