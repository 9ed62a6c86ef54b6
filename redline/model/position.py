"""Positions: the fact that somebody proposed something on a subject, with or without known wording."""

from __future__ import annotations

import enum
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject of a conference and who took a position on it.

    >>> Subject("spam", "Spam", proposers=("Portugal",)).amendments
    ()
    """

    id: str
    title: str
    summary: str = ""
    proposers: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()
    amendments: tuple[str, ...] = ()
    """Identifiers of the amendments whose wording is in the library; a position without one is known by report only."""


@dataclass(frozen=True, slots=True)
class Positions:
    """What one compilation says of who took which position.

    >>> Positions("TD 62", "2012-05-08").subjects
    ()
    """

    compilation: str = ""
    """The document that the facts are from."""

    as_of: str = ""
    """Date in ISO 8601."""

    subjects: tuple[Subject, ...] = ()

    @property
    def reported_by(self) -> str:
        """How a sentence names where the facts are from: ``"TD 62, as of 2012-05-08"``."""
        named = self.compilation or "a compilation"
        return f"{named}, as of {self.as_of}" if self.as_of else named


class StandKind(enum.Enum):
    """What a delegation does on a subject."""

    PROPOSES = "proposes"
    SUPPORTS = "supports"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one delegation stands on one subject."""

    code: str
    name: str
    kind: StandKind
    amendments: tuple[str, ...] = ()
    """Those whose wording is known; none where only the fact is."""

    @property
    def known(self) -> str:
        """How a reader is told what is known of it."""
        return ", ".join(self.amendments) or "wording not known"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where everybody stands on one subject."""

    id: str
    title: str
    summary: str
    stands: tuple[Stand, ...]
