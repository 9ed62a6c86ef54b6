"""Who stands behind a document: the delegations that sign it, and which of its revisions still stands."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from redline.errors import AmbiguousDocument, DocumentNotFound
from redline.library.delegations import delegation
from redline.model import Proposal


def current(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Return the proposals that no revision has taken the place of."""
    return (p for p in proposals if not p.provenance.superseded_by)


def codes(proposal: Proposal) -> tuple[str, ...]:
    """Return the symbols of a document's proposers, as far as they are known delegations."""
    known = [proposal.proposer_code] if proposal.proposer_code else []
    for name in proposal.proposers:
        with contextlib.suppress(DocumentNotFound, AmbiguousDocument):
            known.append(delegation(name).code)
    return tuple(dict.fromkeys(known))


def signs_of(proposal: Proposal) -> tuple[str, ...]:
    """Return the symbols that a document is listed under: those of its proposers, else the name that signs it.

    >>> signs_of(Proposal("WCIT12/27", "Proposals", proposers=("Russian Federation",)))
    ('RUS',)
    """
    return codes(proposal) or (proposal.author,)


def code_of(name: str) -> str:
    """Return the symbol of the delegation that a name means; a name that no list has stands for itself."""
    with contextlib.suppress(DocumentNotFound, AmbiguousDocument):
        return delegation(name).code
    return name


def name_of(code: str) -> str:
    """Return the name of the delegation that a symbol stands for, or the symbol if no list has it."""
    with contextlib.suppress(DocumentNotFound, AmbiguousDocument):
        return delegation(code).name
    return code
