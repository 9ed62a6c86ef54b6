"""Finds the case files in tests/cases: small inputs with what they should give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"


def load(step: str) -> Iterator:
    for path in sorted((CASES / step).glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
            title, _, body = block.partition("\n")
            parts = re.split(r"^--- (\w+)\n", body, flags=re.MULTILINE)
            case = {
                name: text.removesuffix("\n\n").removesuffix("\n")
                for name, text in zip(parts[1::2], parts[2::2], strict=True)
            }
            yield pytest.param(path, title, case, id=f"{path.stem}: {title}")
