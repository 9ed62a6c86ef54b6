"""Pairs of texts with moves, splits, mergers and renumbering: the case files, and made-up documents."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from case_files import load
from conftest import PROJECT

sys.path.insert(0, str(PROJECT / "bench"))
from generator import Shares, make_pair

from redline.model import Instrument
from redline.readers import read


def _pairs() -> Iterator[tuple[str, Instrument, Instrument]]:
    front = "---\nid: made-up\ntitle: A treaty\n---\n\n"
    for param in load("documents"):
        _, title, case = param.values
        if "options" not in case:
            base, revised = (read(f"{front}{case[side]}\n".encode(), "case.txt") for side in ("old", "new"))
            yield title, base, revised
    for seed in range(6):
        truth = make_pair(40, seed, Shares(edited=0.2, moved=0.1, articles_inserted=1, articles_moved=seed % 2))
        yield f"made-up {seed}", truth.base, truth.revised


PAIRS = list(_pairs())
"""Name, base, revised."""
