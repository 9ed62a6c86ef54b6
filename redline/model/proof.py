"""What was found when a redlined document was checked against the two texts that it claims to hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where a document does not give the text that it should."""

    action: str
    """``"accept all"`` or ``"reject all"``."""

    line: int
    """Line of the expected text, counted from 1; 0 where the action says the place."""

    expected: str
    """That line; empty if the text has ended there."""

    found: str
    """The document's paragraph; empty if the document has ended there."""

    def __str__(self) -> str:
        at = next(
            (i for i, (a, b) in enumerate(zip(self.expected, self.found, strict=False)) if a != b),
            min(len(self.expected), len(self.found)),
        )
        wanted, got = (_window(text, at) for text in (self.expected, self.found))
        if not self.line:
            return f"{self.action}: expected {wanted}, found {got}"
        return f"{self.action} differs at line {self.line}, character {at + 1}: expected {wanted}, found {got}"


def _window(text: str, at: int) -> str:
    """A few words round a place, in quotes."""
    start, end = max(at - 20, 0), at + 20
    return f"“{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}”"


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether accept all gives the revised text and reject all the base text, to the character."""

    differences: tuple[Difference, ...] = ()
    """The first of each side that differs; none if the document is exact."""

    left_out: tuple[str, ...] = ()
    """Divisions that the document does not show; they are the same in both texts."""

    @property
    def exact(self) -> bool:
        """Whether nothing differs."""
        return not self.differences
