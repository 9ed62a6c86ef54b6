"""How a document is read."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class View(enum.Enum):
    """Which text of a Word document with tracked changes is read."""

    FINAL = "final"
    """All changes accepted."""

    ORIGINAL = "original"
    """All changes rejected."""

    MARKUP = "markup"
    """What the changes do: a treaty with tracked changes becomes a proposal to amend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How a document is read."""

    view: View = View.FINAL
    by_author: bool = False
    """Whether each author's tracked changes become a proposal of their own."""

    convert: bool = False
    """Whether LibreOffice may turn an old or foreign document into .docx first."""

    base: str = ""
    """Identifier of the text that a proposal amends, where the document does not say it."""
