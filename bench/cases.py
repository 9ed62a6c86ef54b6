"""The tricky cases of the tests as pairs of texts, for measuring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

CASES = Path(__file__).parent.parent / "tests" / "cases"


def tricky_pairs() -> Iterator[tuple[str, str, str]]:
    """Yield title, old text and new text of every case that is a pair of texts."""
    for step in ("words", "provisions"):
        for path in sorted((CASES / step).glob("*.txt")):
            for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
                title, _, body = block.partition("\n")
                parts = re.split(r"^--- (\w+)\n", body, flags=re.MULTILINE)
                case = {name: text.strip("\n") for name, text in zip(parts[1::2], parts[2::2], strict=True)}
                if "old" in case and "options" not in case:
                    yield f"{path.stem}: {title}", case["old"], case["new"]
