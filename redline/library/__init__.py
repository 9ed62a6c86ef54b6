"""The texts that redline comes with or is given: instruments, proposals, positions, delegations."""

from redline.library.catalogue import Library
from redline.library.delegations import delegation, delegations
from redline.library.files import read_bytes, read_file
from redline.library.folder import own_folder, texts_folder, writable

__all__ = [
    "Library",
    "delegation",
    "delegations",
    "own_folder",
    "read_bytes",
    "read_file",
    "texts_folder",
    "writable",
]
