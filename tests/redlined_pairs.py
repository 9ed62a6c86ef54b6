"""The pairs of Word documents, and the redline in place of each."""

from __future__ import annotations

import functools
import io
import tempfile
import zipfile
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


def document(data: bytes, part: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(part).decode()


@functools.cache
def faults(data: bytes, form) -> set[str]:
    from openxml_audit import OpenXmlValidator

    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(data)
        file.flush()
        found = OpenXmlValidator(file_format=form).validate(file.name)
    kinds = {f"{error.error_type}: {error.description}" for error in found.errors}
    return {kind for kind in kinds if "stylesWithEffects" not in kind}  # an old part that Word no longer reads
