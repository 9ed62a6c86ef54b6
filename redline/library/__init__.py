"""The texts that redline comes with or is given: instruments, proposals, positions, delegations."""

from redline.library.catalogue import Library
from redline.library.delegations import delegation, delegations
from redline.library.files import read_bytes, read_file
from redline.library.folder import texts_folder

__all__ = ["Library", "delegation", "delegations", "read_bytes", "read_file", "texts_folder"]
