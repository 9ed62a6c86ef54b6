"""Positions: the fact that somebody proposed something on a subject, with or without known wording."""

from __future__ import annotations

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
