"""The pairs of Word documents, and the redline in place of each."""

from __future__ import annotations

from pathlib import Path

from word_pairs import pairs

from redline.tasks.word import compare_word

PAIRS = pairs()


def made(name: str) -> bytes:
    old, new = PAIRS[name]
    return compare_word((old, "old.docx"), (new, "new.docx")).data


def text_of(path: Path) -> list[str]:
    """The lines of a text; where a field's target came or went, its result is what LibreOffice makes of it anew."""
    return path.read_text("utf-8").replace("Error: Reference source not found", "Article 3").split("\n")
