"""Word files that stand beside the checkout: pairs that were once got wrong, and public documents as they are found."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

sys.path.insert(0, str(PROJECT / "bench"))
from audit import kinds, new_kinds
from word_files import OPTIONS, outcome, pairs

__all__ = [
    "OPTIONS",
    "SORTS",
    "case_pairs",
    "corpus_pairs",
    "kinds",
    "needs_cases",
    "needs_corpus",
    "new_kinds",
    "outcome",
]

CASES = Path(os.environ.get("REDLINE_CASES", PROJECT.parent / "shared" / "cases"))
CORPUS = CASES.parent / "corpus" / "word"
SORTS = ("itself", "an edited copy", "the next")
"""What a document of the corpus is compared with."""

needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not beside this checkout")
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout")


def case_pairs() -> list[tuple[str, bytes, bytes]]:
    """All cases of two Word files, by their names."""
    names = (("a.docx", "b.docx"), ("old.docx", "new.docx"))
    return [
        (f"{kind}/{folder.name}", (folder / old).read_bytes(), (folder / new).read_bytes())
        for kind in ("word", "documents", "readers")
        for folder in sorted((CASES / kind).glob("*"))
        for old, new in names
        if (folder / old).exists() and (folder / new).exists()
    ]


def corpus_pairs(sort: str, count: int, seed: int = 1) -> list[tuple[str, bytes, bytes]]:
    """Some documents of the corpus, each with what it is compared with: the same for a seed, and none is large."""
    paths = sorted(path for path in CORPUS.glob("*.docx") if path.stat().st_size < 100_000)
    drawn = sorted(random.Random(seed).sample(paths, min(count, len(paths))))
    return [(f"{path.name} against {sort}", old, new) for path, old, new in pairs(drawn, sort)]
