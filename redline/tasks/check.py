"""What `check` and `brackets` answer: a proposal's slips, and which square brackets are open, opened or closed."""

from __future__ import annotations

from collections.abc import Sequence

from redline.engine.check.brackets import BracketChange, Bracketed, bracket_changes, bracketed
from redline.engine.check.findings import check
from redline.library import Library
from redline.library.names import instrument_named, proposal_or_none
from redline.model import Finding
from redline.tasks.jobs import ProposalJob
from redline.tasks.verify import revised_named


def count_brackets(texts: Library, name: str) -> tuple[Bracketed, ...]:
    """Return what is bracketed in each heading and provision of an instrument, or of a proposal's wording.

    Raises:
        RedlineError: If there is no such document, or the name means several.
    """
    proposal = proposal_or_none(texts, name)
    if proposal is None:
        return bracketed(instrument_named(texts, name).items)
    return bracketed(item for amendment in proposal.amendments for item in amendment.wording)


def compare_brackets(texts: Library, base: str, revised: str, option: str = "") -> tuple[BracketChange, ...]:
    """Return which brackets were opened and closed between two texts; of a proposal, the treaty with it applied.

    Raises:
        RedlineError: If there is no such document, or a name means several.
    """
    old_proposal, new_proposal = proposal_or_none(texts, base), proposal_or_none(texts, revised)
    named = (new_proposal or old_proposal) if old_proposal or new_proposal else None
    treaty = instrument_named(texts, named.base) if named else instrument_named(texts, base)
    return bracket_changes(revised_named(texts, base, treaty, option), revised_named(texts, revised, treaty, option))


def check_proposals(jobs: Sequence[ProposalJob]) -> tuple[Finding, ...]:
    """Return what is found in some proposals, each alternative on its own, in the order of the jobs."""
    return tuple(dict.fromkeys(finding for job in jobs for finding in check(job.base, job.proposal, job.option)))
