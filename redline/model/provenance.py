"""How far a text can be trusted, and the labels that say so in every output."""

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

    >>> Provenance(Status.QUOTED, editorial_placement=True).labels
    ('wording as quoted by a source', 'place chosen by the editors')
    """

    status: Status | None = None
    """None where the source says nothing of it."""

    note: str = ""
    """What the editors say about the status."""

    source: str = ""
    """Citation or address of the source."""

    editorial_placement: bool = False
    """Whether the source names no place in the treaty, so that the editors chose one."""

    withdrawn: bool = False
    superseded_by: str = ""
    """Identifier of the document that replaced this one."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What every output must say of this text, in words; empty when nothing is doubtful."""
        return (
            *((f"superseded by {self.superseded_by}",) if self.superseded_by else ()),
            *(("withdrawn by its proposer",) if self.withdrawn else ()),
            *status_labels(self.status),
            *(("place chosen by the editors",) if self.editorial_placement else ()),
        )


def status_labels(status: Status | None) -> tuple[str, ...]:
    """Return what a status makes an output say: nothing for a collated text.

    >>> status_labels(Status.UNCOLLATED)
    ('wording not yet checked against a public copy',)
    """
    match status:
        case Status.UNCOLLATED:
            return ("wording not yet checked against a public copy",)
        case Status.QUOTED:
            return ("wording as quoted by a source",)
        case _:
            return ()
