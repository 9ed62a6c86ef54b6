"""The order of marginal numbers: 28, 28A, 28B, 28AA, 28bis, 29.

Sorted as strings they come out wrong (``100`` before ``28``, ``28AA`` before ``28B``), so a number is taken apart
first.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

LATIN_ORDINALS = (
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
)
"""The ordinals that drafting offices put after a number, in their order."""

ORDINAL_PATTERN = "(?:" + "|".join(LATIN_ORDINALS) + ")"
_NUMBER = re.compile(
    r"(?:(?P<appendix>\d+)(?P<appendix_letters>[A-Z]*)/)?"
    rf"(?P<base>\d+)(?P<letters>[A-Z]*) ?(?P<ordinal>{ORDINAL_PATTERN})?"
)
_AFTER_ALL_LETTERS = 99  # more letters than any number will ever carry


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class ProvisionNumber:
    """A marginal number taken apart, ordered as conferences order them.

    Letters come before Latin ordinals, shorter runs of letters before longer ones, and the numbers of an appendix
    after those of the articles.

    >>> [str(n) for n in sorted(map(ProvisionNumber.parse, ["29", "28bis", "28AA", "28B", "28", "1/30", "28A"]))]
    ['28', '28A', '28B', '28AA', '28bis', '29', '1/30']
    """

    base: int
    """The number that the provision was inserted after: ``28`` in ``28A``."""

    letters: str = ""
    """Capital letters after the number: ``"AA"``."""

    ordinal: str = ""
    """Latin ordinal after number and letters: ``"bis"``."""

    appendix: str = ""
    """Number of the appendix before the stroke: ``"1"`` in ``1/30``."""

    @classmethod
    def parse(cls, text: str) -> ProvisionNumber:
        """Return the number that ``text`` writes.

        Args:
            text: A marginal number as printed, such as ``"31A"``, ``"1/30"`` or ``"28 bis"``.

        Raises:
            ValueError: If ``text`` is no marginal number.

        >>> ProvisionNumber.parse("1/30").appendix
        '1'
        """
        match = _NUMBER.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a marginal number, such as 28, 31A or 1/30")
        return cls(
            base=int(match["base"]),
            letters=match["letters"],
            ordinal=match["ordinal"] or "",
            appendix=(match["appendix"] or "") + (match["appendix_letters"] or ""),
        )

    def __str__(self) -> str:
        stroke = f"{self.appendix}/" if self.appendix else ""
        return f"{stroke}{self.base}{self.letters}{self.ordinal}"

    def __lt__(self, other: ProvisionNumber) -> bool:
        return self._key < other._key

    @property
    def _key(self) -> tuple[int, str, int, int, str, int]:
        digits = re.match(r"\d*", self.appendix)
        number = int(digits[0]) if digits and digits[0] else 0
        ordinal = LATIN_ORDINALS.index(self.ordinal) + 1 if self.ordinal else 0
        rank = len(self.letters) if self.letters or not ordinal else _AFTER_ALL_LETTERS
        return (number, self.appendix.lstrip("0123456789"), self.base, rank, self.letters, ordinal)
