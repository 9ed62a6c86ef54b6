"""What is attached to a paper at one marker: paragraphs with marks, a caption, and a note of the source."""

from __future__ import annotations

from dataclasses import dataclass

from redline.writers.marks import Piece


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph that is attached."""

    pieces: tuple[Piece, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What is attached at one marker."""

    marker: str
    caption: str
    source: str
    """Document, proposer, date and doubts."""

    paragraphs: tuple[Paragraph, ...]
    author: str = "redline"
    """Who signs, where the changes are tracked."""

    footnotes: tuple[tuple[str, str], ...] = ()
    superseded_by: str = ""
