"""Where the ranges of moves begin and end in a Word document.

Word pairs the two ends of a move by the name of a range round each. A range begins before the first moved run; it ends
after the last one, or after the paragraph where the paragraph mark moves too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from redline.writers.docx.paragraphs import Paragraph, Run


@dataclass(slots=True)
class Ranges:
    """Which ranges begin before and end after a run, and which end after a paragraph."""

    begin: dict[Run, tuple[int, bool]] = field(default_factory=dict)
    """Number of the move, and whether the text leaves here."""

    end: dict[Run, tuple[int, bool]] = field(default_factory=dict)
    end_after: dict[Paragraph, tuple[int, bool]] = field(default_factory=dict)


def ranges_of(paragraphs: Sequence[Paragraph]) -> Ranges:
    """Return the ranges of the moves in a document."""
    found = Ranges()
    firsts: dict[tuple[int, bool], Run] = {}
    lasts: dict[tuple[int, bool], tuple[Run, Paragraph]] = {}
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if run.move:
                end = (run.move, run.mark.lost)
                firsts.setdefault(end, run)
                lasts[end] = (run, paragraph)
    for end, run in firsts.items():
        found.begin[run] = end
        last, paragraph = lasts[end]
        if paragraph.mark.moved:
            found.end_after[paragraph] = end
        else:
            found.end[last] = end
    return found
