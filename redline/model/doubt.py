"""Why a wording is not to be trusted yet, and the one rule that says which doubts an amendment has.

Wherever a wording is shown its doubts are shown beside it; every output asks here, so that no two disagree.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from redline.model.note import NoteKind
from redline.model.provenance import Provenance, Status

if TYPE_CHECKING:
    from redline.model.instrument import Instrument
    from redline.model.proposal import Amendment, Proposal


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


_BY_STATUS = {Status.UNCOLLATED: (Doubt.UNCOLLATED,), Status.QUOTED: (Doubt.QUOTED,)}


def doubts_of_source(provenance: Provenance) -> tuple[Doubt, ...]:
    """Return what is doubtful about a whole document.

    >>> [doubt.name for doubt in doubts_of_source(Provenance(Status.QUOTED, withdrawn=True))]
    ['WITHDRAWN', 'QUOTED']
    """
    return (
        *((Doubt.SUPERSEDED,) if provenance.superseded_by else ()),
        *((Doubt.WITHDRAWN,) if provenance.withdrawn else ()),
        *_BY_STATUS.get(provenance.status or Status.COLLATED, ()),
        *((Doubt.EXCERPT,) if provenance.excerpt else ()),
        *((Doubt.EDITORIAL_PLACEMENT,) if provenance.editorial_placement else ()),
    )


def doubts_of(amendment: Amendment, document: Proposal | None) -> tuple[Doubt, ...]:
    """Return what is doubtful about one amendment of a document.

    That the document is withdrawn, superseded or an excerpt concerns all of it. How its wording was checked concerns
    what gives wording, so no NOC; a status of its own comes before that of the document. That editors chose the place
    concerns what is added: a MOD or a SUP names its place in the treaty.

    Args:
        amendment: The amendment.
        document: What it stands in; None where that is not known, so that only its own doubts are.
    """
    if amendment.doubts is not None:
        return amendment.doubts
    provenance = document.provenance if document is not None else Provenance()
    status = amendment.status or provenance.status or Status.COLLATED
    wording = () if amendment.symbol.keeps else _BY_STATUS.get(status, ())
    own = {Doubt.UNCOLLATED, Doubt.QUOTED, Doubt.EDITORIAL_PLACEMENT}
    whole = tuple(doubt for doubt in doubts_of_source(provenance) if doubt not in own)
    placed = (Doubt.EDITORIAL_PLACEMENT,) if provenance.editorial_placement and amendment.symbol.adds else ()
    guess = (Doubt.GUESS,) if document is not None and _is_guessed(amendment, document) else ()
    found = {*whole, *wording, *placed, *guess}
    return tuple(doubt for doubt in Doubt if doubt in found)


def _is_guessed(amendment: Amendment, document: Proposal) -> bool:
    """Whether a reader noted that it guessed at this amendment."""
    places = {amendment.id, amendment.origin} - {""}
    return any(note.kind is NoteKind.GUESSED and note.place in places for note in document.notes)


def labels_of(amendment: Amendment, document: Proposal | None) -> tuple[str, ...]:
    """Return the doubts of an amendment as labels say them."""
    provenance = document.provenance if document is not None else Provenance()
    return tuple(printed(doubt, provenance) for doubt in doubts_of(amendment, document))


def labels_of_document(document: Proposal | Instrument) -> tuple[str, ...]:
    """Return what every output must say of a document: of all of it, and of some of its amendments.

    Of a proposal that some amendments alone are doubtful is said as ``"..., in part"``.
    """
    provenance = document.provenance
    whole = tuple(printed(doubt, provenance) for doubt in doubts_of_source(provenance))
    amendments: tuple[Amendment, ...] = getattr(document, "amendments", ())
    own = (doubt for amendment in amendments for doubt in (*_BY_STATUS.get(amendment.status or Status.COLLATED, ()),))
    parts = dict.fromkeys(printed(doubt, provenance) for doubt in own)
    return (*whole, *(f"{label}, in part" for label in parts if label not in whole))


def printed(doubt: Doubt, provenance: Provenance) -> str:
    """Return how a label says a doubt.

    >>> printed(Doubt.SUPERSEDED, Provenance(superseded_by="WCIT12/27(Rev.1)"))
    'superseded by WCIT12/27(Rev.1)'
    """
    if doubt is Doubt.SUPERSEDED and provenance.superseded_by:
        return f"{doubt.value} by {provenance.superseded_by}"
    return doubt.value
