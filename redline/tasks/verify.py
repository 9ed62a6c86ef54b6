"""Whether a Word document gives both texts to the character, read by a reader that is not the writer's; its proof."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from redline.engine.amend.redlining import redline_of
from redline.engine.check.proof import prove
from redline.errors import OptionError, VerificationFailed
from redline.library import Library, read_bytes
from redline.library.names import instrument_named, proposal_or_none
from redline.model import Instrument, Proof, Redline
from redline.readers.docx_revisions import WordParagraph, read_accepted, read_rejected
from redline.writers.options import WriteOptions

_SHEET_VERSION = 1


def verify_files(
    redline: Redline, written: Mapping[Path, bytes], options: WriteOptions, *, in_place: bool = False
) -> None:
    """Read the Word documents among some files back.

    One that was written in place was checked when it was made.

    Raises:
        VerificationFailed: If one does not give both texts, to the character.
    """
    base = redline.revised if options.clean else redline.base
    for path, data in written.items():
        if path.suffix == ".docx" and not in_place:
            proof = prove_document(data, path.name, base, redline.revised)
            if not proof.exact:
                raise VerificationFailed(str(path), [str(difference) for difference in proof.differences])


def prove_document(data: bytes, name: str, base: Instrument, revised: Instrument) -> Proof:
    """Return whether a Word document gives ``revised`` when all its changes are accepted, ``base`` when rejected.

    Args:
        data: The whole file.
        name: File name, for messages.
        base: The text that rejecting must give.
        revised: The text that accepting must give.

    Raises:
        UnreadableDocument: If it is no Word document.
    """
    accepted, rejected = (_treaty_lines(read(data, name)) for read in (read_accepted, read_rejected))
    return prove(base, revised, rejected, accepted)


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
    accepted, rejected = read_accepted(data, path.name), read_rejected(data, path.name)
    proof = prove(base, revised, _treaty_lines(rejected), _treaty_lines(accepted))
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


def revised_named(texts: Library, name: str, base: Instrument, option: str = "") -> Instrument:
    """Return the instrument that ``name`` means; of a proposal, ``base`` as it would read with it applied.

    Args:
        texts: Where identifiers are looked up.
        name: Identifier or file of an instrument or a proposal.
        base: What a proposal is applied to.
        option: Which of a proposal's alternatives.

    Raises:
        RedlineError: If there is none, the name means several, or the proposal cannot be applied.
    """
    proposal = proposal_or_none(texts, name)
    if proposal is None:
        return instrument_named(texts, name)
    names = [known.name for known in proposal.options]
    if option and option not in names:
        raise OptionError(proposal.reference, names, option)
    return redline_of(base, proposal, option or None).revised


def _treaty_lines(paragraphs: Sequence[WordParagraph]) -> list[str | None]:
    """The lines of the treaty in a redline of ours: what follows its title, with a gap for what is left out."""
    start = next((at + 1 for at, paragraph in enumerate(paragraphs) if paragraph.style == "Treatysource"), 0)
    return [None if _left_out(paragraph) else paragraph.text for paragraph in paragraphs[start:]]


def _left_out(paragraph: WordParagraph) -> bool:
    """Whether a paragraph stands for provisions that are left out; one that a rejected end joined lost its style."""
    return paragraph.style == "Leftout" or (paragraph.tracked and paragraph.text == "[…]")
