"""Redlines one Word document against another in place, and applies a proposal to somebody's own Word document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from redline.engine.align import align
from redline.engine.options import CompareOptions
from redline.engine.words import diff_text
from redline.library import read_bytes
from redline.library.catalogue import shown
from redline.model import Changes, Item
from redline.readers.word import opened
from redline.readers.word.items import heading_of, provision_of
from redline.readers.word.lines import Line
from redline.writers.docx.in_place import Existing, InPlace, InPlaceOptions, write_in_place

__all__ = ["Existing", "InPlace", "InPlaceOptions", "compare_files", "compare_word"]


def compare_files(
    old: Path, new: Path, options: CompareOptions | None = None, written: InPlaceOptions | None = None
) -> InPlace:
    """Return an old Word document with tracked changes that turn it into a new one.

    Args:
        old: The document that is marked; styles, numbering, headers, pictures and all else stay as they are.
        new: What it becomes when all changes are accepted.
        options: What to ignore, and how coarse the marks are.
        written: Who signs, whether formatting is marked, what becomes of tracked changes that are there.

    Raises:
        UnreadableDocument: If either is no Word document.
        RevisionsNeedChoice: If either has tracked changes and no choice was made.
    """
    return compare_word((read_bytes(old), shown(old)), (read_bytes(new), shown(new)), options, written)


def compare_word(
    old: tuple[bytes, str],
    new: tuple[bytes, str],
    options: CompareOptions | None = None,
    written: InPlaceOptions | None = None,
) -> InPlace:
    """Return an old Word document marked against a new one, each given as its bytes and its name for messages."""
    options = options or CompareOptions()

    def words(one: str, other: str) -> Changes:
        return diff_text(one, other, options)

    return write_in_place(opened(*old), opened(*new), _aligned, words, written)


def _aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which paragraphs are versions of one another: by number and label where they have some, else by wording."""
    found = align([_item(text) for text in old], [_item(text) for text in new])
    pairs = sorted((pair.old, pair.new) for pair in found.kept)
    chain: list[tuple[int, int]] = []
    for pair in pairs:
        if not chain or pair[1] > chain[-1][1]:
            chain.append(pair)
    return chain


def _item(text: str) -> Item:
    line = Line(text)
    return heading_of(line) or provision_of(line, "")
