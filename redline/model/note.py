"""What a reader or the engine did that its user should know: repaired, guessed, left out."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class NoteKind(enum.Enum):
    """Why a Note was written."""

    REPAIRED = "repaired"
    PLACED = "placed"
    MISMATCH = "mismatch"
    LEFT_OUT = "left out"
    DUPLICATE = "duplicate"
    GUESSED = "guessed"
    ADVICE = "to do"
    """Nothing is missing, but somebody has to do something first."""

    NAMESAKE = "namesake"
    """A file was read, and something in the texts has the name that was given too."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing done that was not simply reading what stands there.

    >>> print(Note(NoteKind.REPAIRED, "old.txt:1", "line ends of Windows were read as line ends"))
    old.txt:1: repaired: line ends of Windows were read as line ends
    """

    kind: NoteKind
    place: str
    """Where in the source: file and line, or the identifier of an amendment."""
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.kind.value}: {self.words}"
