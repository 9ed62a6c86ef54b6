"""Where the texts are: the folder that was named, the one beside the project, or the copy that the package carries."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from redline.errors import UnreadableDocument

VARIABLE = "REDLINE_TEXTS"


def texts_folder(given: Path | None = None) -> Path:
    """Return the folder of texts.

    Args:
        given: The one the user named, if any. Next comes the environment variable ``REDLINE_TEXTS``, then ``texts/``
            beside the package in a checkout, then the package's own copy.

    Raises:
        UnreadableDocument: If the folder that was named is none, or there is none at all.
    """
    named = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is not None:
        if not named.is_dir():
            raise UnreadableDocument(str(named), "is no folder of texts", f"Check --texts and {VARIABLE}.")
        return named
    package = Path(str(resources.files("redline")))
    for folder in (package.parent / "texts", package / "library" / "texts"):
        if (folder / "instruments").is_dir():
            return folder
    raise UnreadableDocument("texts", "there is no folder of texts", f"Name one with --texts or {VARIABLE}.")
