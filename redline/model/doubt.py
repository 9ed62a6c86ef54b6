"""The one rule that says why the wording of an amendment is not to be trusted yet.

Wherever a wording is shown its doubts are shown beside it; every output asks here, so that no two disagree.
"""

from __future__ import annotations

from redline.model.instrument import Instrument
from redline.model.note import NoteKind
from redline.model.proposal import Amendment, Proposal
from redline.model.provenance import Doubt, Provenance, doubts_of_source, doubts_of_status, printed


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
    status = amendment.status or provenance.status
    wording = () if amendment.symbol.keeps else doubts_of_status(status)
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
    """Return what every output must say of a document: of all of it, and of a proposal of some of its amendments."""
    if isinstance(document, Proposal):
        return document.labels
    return tuple(printed(doubt, document.provenance) for doubt in doubts_of_source(document.provenance))
