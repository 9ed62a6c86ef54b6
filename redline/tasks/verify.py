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
from redline.library.opening import File
from redline.model import Difference, Instrument, Note, NoteKind, Proof, Redline
from redline.ooxml.form import Aspect
from redline.ooxml.package import open_word
from redline.readers.docx_revisions import WordParagraph, read_accepted, read_rejected
from redline.writers.in_place.proving import proved
from redline.writers.options import WriteOptions

_SHEET_VERSION = 1
_UNTRACKABLE = (Aspect.STYLE, Aspect.SETTING, Aspect.COMMENT)


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
    texts = {"base": (base.id, base.lines), "revised": (revised.id, revised.lines)}
    return proof, _sheet(path, data, proof, texts, (accepted, rejected))


def verify_word_files(path: Path, base: File, revised: File) -> tuple[Proof, str, tuple[Note, ...]]:
    """Return whether a Word redline gives two Word files, in all that they say and how they look; the proof sheet.

    Args:
        path: The redline.
        base: What rejecting all changes must give; tracked changes in it count as accepted.
        revised: What accepting them must give.

    Returns:
        As for :func:`verify_document`; of a difference, the place stands in the action and the line is 0. And what Word
        cannot track, so that a redline keeps it as the first file has it: styles and settings that differ, comments.

    Raises:
        UnreadableDocument: If one is no Word document.
    """
    data = read_bytes(path)
    found = proved(open_word(data, path.name), open_word(*base), open_word(*revised), None)
    proof = Proof(
        tuple(
            Difference(
                f"{action}, {' '.join(filter(None, (one.story, one.place)))} ({one.aspect.value})", 0, one.new, one.old
            )
            for action, side in (("accept all", found.accepted), ("reject all", found.rejected))
            for one in side
            if one.aspect not in _UNTRACKABLE
        )
    )
    kept = [one for one in (*found.accepted, *found.rejected) if one.aspect in _UNTRACKABLE]
    places = dict.fromkeys(f"{one.aspect.value} {one.place}".strip() for one in kept)
    notes = tuple(Note(NoteKind.LEFT_OUT, path.name, f"{place} differs; Word does not track it") for place in places)
    texts = {
        name: (file.name, tuple(paragraph.text for paragraph in read_accepted(*file)))
        for name, file in (("base", base), ("revised", revised))
    }
    views = (read_accepted(data, path.name), read_rejected(data, path.name))
    return proof, _sheet(path, data, proof, texts, views), notes


def _sheet(
    path: Path,
    data: bytes,
    proof: Proof,
    texts: Mapping[str, tuple[str, Sequence[str]]],
    views: tuple[Sequence[WordParagraph], Sequence[WordParagraph]],
) -> str:
    """The proof sheet: the hash of each text, and what differs."""
    sheet = {
        "schema": "redline-proof",
        "version": _SHEET_VERSION,
        "exact": proof.exact,
        "redline": {"name": path.name, "sha256": hashlib.sha256(data).hexdigest()},
        **{name: {"id": identifier, **_text(lines)} for name, (identifier, lines) in texts.items()},
        "accepted": _text([paragraph.text for paragraph in views[0]]),
        "rejected": _text([paragraph.text for paragraph in views[1]]),
        "left_out": list(proof.left_out),
        "differences": [
            {"action": d.action, "line": d.line, "expected": d.expected, "found": d.found} for d in proof.differences
        ],
    }
    return json.dumps(sheet, ensure_ascii=False, indent=2) + "\n"


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


def _text(lines: Sequence[str]) -> dict[str, object]:
    return {"lines": len(lines), "sha256": _digest(lines)}


def _digest(lines: Sequence[str]) -> str:
    """The hash of a text in UTF-8, its lines joined by line ends."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
