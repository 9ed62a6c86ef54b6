"""A conference as a web site shows it: the proposals on one instrument by document, delegation, subject and article."""

from __future__ import annotations

from dataclasses import dataclass

from redline.model.compilation import Compilation
from redline.model.position import Standing
from redline.model.redline import Redline


@dataclass(frozen=True, slots=True)
class Document:
    """One document, or one alternative of it, with the redline that shows it."""

    stem: str
    """Name of its page without the ending: ``"RUS-27"``."""

    redline: Redline
    codes: tuple[str, ...]
    """Symbols of its proposers."""

    superseded: bool = False
    """Whether a later document has taken its place; it is shown, and counts nowhere."""


@dataclass(frozen=True, slots=True)
class Side:
    """What can be compared with another: all that a delegation proposes, or one of several alternatives of it."""

    name: str
    """``"RUS"``, ``"CWG/54 option 1"``."""

    long_name: str


@dataclass(frozen=True, slots=True)
class Site:
    """All that a site shows."""

    compilation: Compilation
    """A member for each document and each alternative."""

    together: Compilation
    """A member for each of ``sides``."""

    sides: tuple[Side, ...]
    documents: tuple[Document, ...]
    standings: tuple[Standing, ...] = ()
    reported_in: str = ""
    """The document that the positions are from; empty where there are none."""

    names: tuple[tuple[str, str], ...] = ()
    """Symbol and name of every delegation that proposes or has a position, in the order of their symbols."""
