"""Where a text comes from, and how it was checked."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Status(enum.Enum):
    """How a wording was checked."""

    COLLATED = "collated"
    """Checked against a public copy."""

    QUOTED = "quoted"
    """As a named source quotes it."""

    UNCOLLATED = "uncollated"
    """Awaits such a check."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text comes from and what is doubtful about it.

    >>> Provenance(Status.QUOTED, editorial_placement=True).withdrawn
    False
    """

    status: Status | None = None
    """None where the source says nothing of it."""

    note: str = ""
    """What the editors say about the status."""

    source: str = ""
    """Citation or address of the source."""

    editorial_placement: bool = False
    """Whether the source names no place in the treaty, so that the editors chose one."""

    excerpt: bool = False
    """Whether it is a part of its source, so that what is not there may stand in the source."""

    withdrawn: bool = False
    superseded_by: str = ""
    """Identifier of the document that replaced this one."""
