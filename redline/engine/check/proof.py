"""Checks the two texts that a redlined document gives against the two that it claims to hold.

A document may leave out what does not change. Then what it leaves out must be the same lines in both texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from redline.model import Difference, Heading, Instrument, Proof

GAP = None
"""Stands in a document's lines for provisions that it says it leaves out."""


def prove(
    base: Instrument,
    revised: Instrument,
    rejected: Sequence[str | None],
    accepted: Sequence[str | None],
) -> Proof:
    """Return whether a document gives the two texts.

    Args:
        base: The text that rejecting all changes must give.
        revised: The text that accepting all changes must give.
        rejected: The document's paragraphs with all changes rejected; :data:`GAP` where some are left out.
        accepted: Those with all changes accepted.

    Returns:
        Exact if every paragraph is the next line of its text, and what is passed over is the same in both.

    >>> text = Instrument("t", "T")
    >>> prove(text, text, [], []).exact
    True
    """
    sides = [_Side("accept all", revised, accepted), _Side("reject all", base, rejected)]
    differences = [found for side in sides if (found := side.check()) is not None]
    if not differences and sides[0].skipped != sides[1].skipped:
        ours, theirs = sides[0].skipped, sides[1].skipped
        shorter = min(len(ours), len(theirs))
        at = next((i for i in range(shorter) if ours[i] != theirs[i]), shorter)
        lost = [side.skipped[at] if at < len(side.skipped) else "" for side in sides]
        number = next((i for i, line in enumerate(revised.lines, 1) if line == lost[0]), len(revised.lines))
        differences.append(Difference("what is left out", number, lost[1], lost[0]))
    return Proof(tuple(differences), tuple(sides[0].left_out))


@dataclass(slots=True)
class _Side:
    """One of the two texts, and the paragraphs that should give it."""

    action: str
    text: Instrument
    found: Sequence[str | None]
    skipped: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def check(self) -> Difference | None:
        """Walk through both; the first difference, or None. What is passed over is kept in ``skipped``."""
        lines = self.text.lines
        starts = _divisions(self.text)
        at, gap = 0, False
        nothing = list(self.found) == [""]  # a Word document has a paragraph even where it has no text
        for line in () if nothing and lines[:1] != ("",) else self.found:
            if line is GAP:
                gap = True
                continue
            if gap:
                at = self._to(line, at, lines)
            elif at in starts and lines[at] != line:
                at = self._to_division(line, at, lines, starts)
            if at >= len(lines) or lines[at] != line:
                return Difference(self.action, at + 1, lines[at] if at < len(lines) else "", line)
            at, gap = at + 1, False
        return self._rest(lines[at:], at, starts, gap)

    def _to(self, line: str, at: int, lines: Sequence[str]) -> int:
        """Pass over lines up to the next ``line``, or none if there is none."""
        end = next((i for i in range(at, len(lines)) if lines[i] == line), at)
        self.skipped += lines[at:end]
        return end

    def _to_division(self, line: str, at: int, lines: Sequence[str], starts: dict[int, str]) -> int:
        """Pass over whole divisions up to the next one that begins with ``line``, or none if none does."""
        end = next((start for start in starts if start > at and lines[start] == line), at)
        self.skipped += lines[at:end]
        self.left_out += [name for start, name in starts.items() if at <= start < end]
        return end

    def _rest(self, rest: Sequence[str], at: int, starts: dict[int, str], gap: bool) -> Difference | None:
        """Pass over what follows the document's end, if that is whole divisions or was said to be left out."""
        if rest and at not in starts and not gap:
            return Difference(self.action, at + 1, rest[0], "")
        self.skipped += rest
        self.left_out += [name for start, name in starts.items() if start >= at]
        return None


def _divisions(text: Instrument) -> dict[int, str]:
    """The line at which each division begins, and its name."""
    found, at = {}, 0
    for item in text.items:
        if isinstance(item, Heading):
            if item.lines:
                found[at] = item.name
            at += len(item.lines)
        else:
            at += item.line.count("\n") + 1
    return found
