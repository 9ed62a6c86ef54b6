"""What `verify`, `brackets` and `check` answer: the proof sheet of a document, square brackets, a proposal's slips."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from redline.engine.amend.redlining import redline_of
from redline.engine.check.brackets import Bracketed, Settled, bracketed, settled
from redline.engine.check.findings import check
from redline.errors import DocumentNotFound, OptionError
from redline.library import Library, read_bytes
from redline.model import Finding, Instrument, Proof, Proposal
from redline.readers.docx_revisions import read_accepted, read_rejected
from redline.tasks.proposals import Job, open_file, open_instrument
from redline.tasks.proving import prove_document

_SHEET_VERSION = 1


def verify_document(path: Path, base: Instrument, revised: Instrument) -> tuple[Proof, str]:
    """Return whether a Word redline gives two texts, and the proof sheet as JSON.

    Args:
        path: The document.
        base: The text that rejecting all changes must give.
        revised: The text that accepting all changes must give.

    Raises:
        UnreadableDocument: If the file cannot be read, or is no Word document.
    """
    data = read_bytes(path)
    proof = prove_document(data, path.name, base, revised)
    accepted, rejected = (read(data, path.name) for read in (read_accepted, read_rejected))
    sheet = {
        "schema": "redline-proof",
        "version": _SHEET_VERSION,
        "exact": proof.exact,
        "redline": {"name": path.name, "sha256": hashlib.sha256(data).hexdigest()},
        "base": {"id": base.id, "lines": len(base.lines), "sha256": _digest(base.lines)},
        "revised": {"id": revised.id, "lines": len(revised.lines), "sha256": _digest(revised.lines)},
        "accepted": _text([paragraph.text for paragraph in accepted]),
        "rejected": _text([paragraph.text for paragraph in rejected]),
        "left_out": list(proof.left_out),
        "differences": [
            {"action": d.action, "line": d.line, "expected": d.expected, "found": d.found} for d in proof.differences
        ],
    }
    return proof, json.dumps(sheet, ensure_ascii=False, indent=2) + "\n"


def _text(lines: Sequence[str]) -> dict[str, object]:
    return {"lines": len(lines), "sha256": _digest(lines)}


def _digest(lines: Sequence[str]) -> str:
    """The hash of a text in UTF-8, its lines joined by line ends."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def open_revised(texts: Library, name: str, base: Instrument, option: str = "") -> Instrument:
    """Return the instrument that ``name`` means; of a proposal, ``base`` as it would read with it applied.

    Args:
        texts: Where identifiers are looked up.
        name: Identifier or file of an instrument or a proposal.
        base: What a proposal is applied to.
        option: Which of a proposal's alternatives.

    Raises:
        RedlineError: If there is none, the name means several, or the proposal cannot be applied.
    """
    proposal = _proposal(texts, name)
    if proposal is None:
        return open_instrument(texts, name)
    names = [known.name for known in proposal.options]
    if option and option not in names:
        raise OptionError(proposal.reference, names, option)
    return redline_of(base, proposal, option or None).revised


def _proposal(texts: Library, name: str) -> Proposal | None:
    try:
        return texts.document(name)
    except DocumentNotFound:
        document = open_file(texts, name)
        return document if isinstance(document, Proposal) else None


def count_brackets(texts: Library, name: str) -> tuple[Bracketed, ...]:
    """Return what is bracketed in each heading and provision of an instrument, or of a proposal's wording.

    Raises:
        RedlineError: If there is no such document, or the name means several.
    """
    proposal = _proposal(texts, name)
    if proposal is None:
        return bracketed(open_instrument(texts, name).items)
    return bracketed(item for amendment in proposal.amendments for item in amendment.wording)


def settle_brackets(texts: Library, base: str, revised: str, option: str = "") -> tuple[Settled, ...]:
    """Return which brackets were opened and closed between two texts; of a proposal, the treaty with it applied.

    Raises:
        RedlineError: If there is no such document, or a name means several.
    """
    old_proposal, new_proposal = _proposal(texts, base), _proposal(texts, revised)
    named = (new_proposal or old_proposal) if old_proposal or new_proposal else None
    treaty = open_instrument(texts, named.base) if named else open_instrument(texts, base)
    return settled(open_revised(texts, base, treaty, option), open_revised(texts, revised, treaty, option))


def check_proposals(jobs: Sequence[Job]) -> tuple[Finding, ...]:
    """Return what is found in some proposals, each alternative on its own, in the order of the jobs."""
    found = (one for job in jobs if job.proposal for one in check(job.base, job.proposal, job.option))
    return tuple(dict.fromkeys(found))
