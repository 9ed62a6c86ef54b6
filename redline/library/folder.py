"""Where the texts are: those that redline comes with or the user named, and the user's own.

What is hard is that the package is no place to write to: an update would lose what is there. So what a user brings in
is kept apart, unless the texts are a folder of the user's already: one that was named, or that of a checkout.
"""

from __future__ import annotations

import os
import tempfile
from importlib import resources
from pathlib import Path

from redline.errors import UnreadableDocument

VARIABLE = "REDLINE_TEXTS"
_PROGRAM = "treaty-redline"  # other programs are called redline too


def texts_folder(given: Path | None = None) -> Path:
    """Return the folder of texts.

    Args:
        given: The one the user named, if any. Next comes the environment variable ``REDLINE_TEXTS``, then the package's
            own copy, then ``texts/`` beside the package in a checkout.

    Raises:
        UnreadableDocument: If the folder that was named is none, or there is none at all.
    """
    named = _named(given)
    if named is not None:
        if not named.is_dir():
            raise UnreadableDocument(str(named), "is no folder of texts", f"Check --texts and {VARIABLE}.")
        return named
    package = _package()
    for folder in (_copy(package), package.parent / "texts"):
        if (folder / "instruments").is_dir():
            return folder
    raise UnreadableDocument("texts", "there is no folder of texts", f"Name one with --texts or {VARIABLE}.")


def own_folder(given: Path | None = None) -> Path | None:
    """Return the user's own folder of texts, read beside the others and written to; it may not be there yet.

    Args:
        given: The folder of texts that the user named, if any.

    Returns:
        The folder for data that the operating system gives each user, or None where the folder of texts is the user's
        already: it was named, or is that of a checkout.
    """
    if _named(given) is not None or not _copy(_package()).is_dir():
        return None
    import platformdirs

    return platformdirs.user_data_path(_PROGRAM, appauthor=False) / "texts"


def writable(folder: Path) -> bool:
    """Return whether files can be put into a folder, or it be made; tried, as permissions do not tell everywhere."""
    try:
        there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
        with tempfile.TemporaryFile(dir=there):
            return True
    except OSError:
        return False


def _named(given: Path | None) -> Path | None:
    return given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)


def _package() -> Path:
    return Path(str(resources.files("redline")))


def _copy(package: Path) -> Path:
    """The texts that an installed package carries; there are none in a checkout."""
    return package / "library" / "texts"
