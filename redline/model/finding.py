"""What a check found in a proposal: where, how serious, and in which words."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Severity(enum.Enum):
    """How serious a finding is."""

    ERROR = "error"
    """The proposal cannot be applied, or breaks the treaty's text."""

    WARNING = "warning"
    """Probably a slip."""

    WATCH = "watch"
    """Nothing wrong; a change that carries weight."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    >>> print(Finding(Severity.WATCH, "weight", "TST/1/1", "3.1", "“shall” becomes “should”", "t.txt:9", "TST"))
    t.txt:9: watch: TST/1/1, 3.1: “shall” becomes “should” [weight]
    """

    severity: Severity
    check: str
    """Which check found it: ``"reference"``, ``"term"``, ``"number"``, ``"bracket"``, ``"symbol"``, ``"weight"``,
    ``"place"``."""

    amendment: str
    """Identifier; empty where it concerns the whole document."""

    place: str
    words: str
    origin: str
    """File and line."""

    proposer: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.amendment, self.place) if part)
        return f"{self.origin}: {self.severity.value}: {where + ': ' if where else ''}{self.words} [{self.check}]"
