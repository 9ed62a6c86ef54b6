"""Where a text comes from, how it was checked, and what is doubtful about all of it."""

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


class Doubt(enum.Enum):
    """One reason not to trust a wording yet. The value is how a label says it."""

    SUPERSEDED = "superseded"
    """A later document took the place of this one."""

    WITHDRAWN = "withdrawn by its proposer"
    UNCOLLATED = "wording not yet checked against a public copy"
    QUOTED = "wording as quoted by a source"
    EXCERPT = "an excerpt of its source"
    EDITORIAL_PLACEMENT = "place chosen by the editors"
    GUESS = "guessed by the reader"


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


_BY_STATUS = {Status.UNCOLLATED: (Doubt.UNCOLLATED,), Status.QUOTED: (Doubt.QUOTED,)}


def doubts_of_status(status: Status | None) -> tuple[Doubt, ...]:
    """Return what is doubtful about a wording of some status: nothing of a collated one, or of none.

    >>> doubts_of_status(Status.QUOTED)
    (<Doubt.QUOTED: 'wording as quoted by a source'>,)
    """
    return _BY_STATUS.get(status or Status.COLLATED, ())


def doubts_of_source(provenance: Provenance) -> tuple[Doubt, ...]:
    """Return what is doubtful about a whole document.

    >>> [doubt.name for doubt in doubts_of_source(Provenance(Status.QUOTED, withdrawn=True))]
    ['WITHDRAWN', 'QUOTED']
    """
    return (
        *((Doubt.SUPERSEDED,) if provenance.superseded_by else ()),
        *((Doubt.WITHDRAWN,) if provenance.withdrawn else ()),
        *doubts_of_status(provenance.status),
        *((Doubt.EXCERPT,) if provenance.excerpt else ()),
        *((Doubt.EDITORIAL_PLACEMENT,) if provenance.editorial_placement else ()),
    )


def printed(doubt: Doubt, provenance: Provenance) -> str:
    """Return how a label says a doubt.

    >>> printed(Doubt.SUPERSEDED, Provenance(superseded_by="WCIT12/27(Rev.1)"))
    'superseded by WCIT12/27(Rev.1)'
    """
    if doubt is Doubt.SUPERSEDED and provenance.superseded_by:
        return f"{doubt.value} by {provenance.superseded_by}"
    return doubt.value
