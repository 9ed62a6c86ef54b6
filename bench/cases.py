"""The tricky cases of the tests as pairs of treaties, for measuring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from redline import api
from redline.model import Division, DivisionKind, Heading, Instrument, Provision

CASES = Path(__file__).parent.parent / "tests" / "cases"


def tricky_pairs() -> Iterator[tuple[str, Instrument, Instrument]]:
    """Yield title, old text and new text of every case that compares two texts and ignores nothing.

    Those of thresholds are left out: they stand on either side of a limit and are like no treaty.
    """
    for step, made in (("words", _lines), ("documents", _treaty)):
        for path in sorted((CASES / step).glob("*.txt")):
            if path.stem == "thresholds":
                continue
            for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
                title, _, body = block.partition("\n")
                parts = re.split(r"^--- (\w+)\n", body, flags=re.MULTILINE)
                case = {name: text.strip("\n") for name, text in zip(parts[1::2], parts[2::2], strict=True)}
                if "options" not in case:
                    yield f"{path.stem}: {title}", made(case["old"]), made(case["new"])


def _lines(text: str) -> Instrument:
    provisions = tuple(Provision(text=line) for line in text.split("\n") if text)
    return Instrument("case", "Made up", (Division(Heading(DivisionKind.BODY), provisions),))


def _treaty(text: str) -> Instrument:
    found = api.read_text(f"---\nid: case\ntitle: Made up\n---\n\n{text}\n")
    assert isinstance(found, Instrument)
    return found
