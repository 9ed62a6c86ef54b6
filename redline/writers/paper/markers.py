"""The markers that somebody writes into a paper where a redline is to stand: ``{{redline RUS/27/8}}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from redline.errors import nearest

KINDS = ("redline", "compare", "base", "positions", "list-of-changes")
MARKER = re.compile(r"\{\{\s*(?P<words>[^{}\n]*?)\s*\}\}")
_OPEN = re.compile(r"\{\{(?![^{}\n]*\}\})(?P<words>[^{}\n]{0,40})")
_FORMS = {
    "redline": "{{redline RUS/27/8}} or {{redline 3.3 RUS/27}}",
    "compare": "{{compare RUS ARB 3.3}}",
    "base": "{{base 3.3}}",
    "positions": "{{positions spam}}",
    "list-of-changes": "{{list-of-changes RUS/27}}",
}


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker: what it asks for.

    >>> Marker.parse("redline 3.3 TD62/ARB-routing").words
    ('3.3', 'TD62/ARB-routing')
    """

    kind: str
    words: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Marker:
        """Return the marker that the words between the braces make.

        Raises:
            ValueError: If they make none; the message shows the form.
        """
        kind, *words = text.split() or [""]
        if kind not in KINDS:
            near = nearest(kind, list(KINDS))
            offer = f"perhaps {near[0]}?" if near else f"there are {', '.join(KINDS)}"
            raise ValueError(f"{{{{{text}}}}}: no such marker; {offer}")
        least, most = {"redline": (1, 99), "compare": (3, 3), "base": (1, 2)}.get(kind, (1, 99))
        if not least <= len(words) <= most:
            raise ValueError(f"{{{{{text}}}}}: write {_FORMS[kind]}")
        return cls(kind, tuple(words))

    @property
    def text(self) -> str:
        """The words between the braces."""
        return " ".join((self.kind, *self.words))


def left_open(text: str) -> Iterator[str]:
    """Yield the beginnings of markers that nothing closes."""
    for match in _OPEN.finditer(text):
        yield match["words"].strip()
