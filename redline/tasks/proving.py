"""Whether a Word document of ours gives both texts to the character, read by a reader that is not the writer's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from redline.engine.check.proof import prove
from redline.errors import VerificationFailed
from redline.model import Instrument, Proof, Redline
from redline.readers.docx_revisions import WordParagraph, read_accepted, read_rejected
from redline.writers.options import WriteOptions


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


def _treaty_lines(paragraphs: Sequence[WordParagraph]) -> list[str | None]:
    """The lines of the treaty in a redline of ours: what follows its title, with a gap for what is left out."""
    start = next((at + 1 for at, paragraph in enumerate(paragraphs) if paragraph.style == "Treatysource"), 0)
    return [None if _left_out(paragraph) else paragraph.text for paragraph in paragraphs[start:]]


def _left_out(paragraph: WordParagraph) -> bool:
    """Whether a paragraph stands for provisions that are left out; one that a rejected end joined lost its style."""
    return paragraph.style == "Leftout" or (paragraph.tracked and paragraph.text == "[…]")
