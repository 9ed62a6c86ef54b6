"""What a canonical form is made of: stories of blocks, blocks of pieces; and what differs between two of them.

All of it is strings, so that equal documents give equal tuples and comparing costs next to nothing.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

Element = etree._Element
Values = Mapping[str, str]
"""Each property and what it comes to."""


class RevisionView(enum.Enum):
    """Which of the documents that lie in one with tracked changes."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ASIS = "as it is"
    """Tracked changes, if there are any, count as elements like others."""


class Aspect(enum.Enum):
    """What sort of thing differs."""

    TEXT = "text"
    LOOK = "look"
    NUMBERING = "numbering"
    FIELD = "field"
    LINK = "link"
    NOTE = "note"
    OBJECT = "object"
    CONTROL = "control"
    TABLE = "table"
    SECTION = "section"
    SETTING = "setting"
    STYLE = "style"
    COMMENT = "comment"
    OTHER = "other"


class Kind(enum.Enum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    CONTROL = "control"
    SECTION = "section"
    ENTRY = "entry"
    """A setting, a style or a comment."""

    OTHER = "other"


Piece = tuple[Aspect, str, str]
"""What it is, what it says, and its look.  Neighbouring text of one look is one piece."""

TAB, BREAK, HYPHEN, SOFT, SIGN, SIGN_ENDS = "\x01", "\x02", "\x03", "\x04", "\x05", "\x06"
"""What stands in a text for elements that are characters, and round others; no XML can hold these."""

SHOWN = str.maketrans({TAB: "\t", BREAK: "\n", HYPHEN: "\u2011", SOFT: "\u00ad", SIGN: "⟨", SIGN_ENDS: "⟩"})


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the beginning of what holds others: a table, a row, a cell, a content control."""

    kind: Kind
    depth: int
    """How many blocks hold it, so that where each of them ends is said too."""

    look: str
    """Its properties: those of a paragraph as they come to, with the name of its style."""

    pieces: tuple[Piece, ...] = ()
    mark: str = ""
    """The look of the paragraph mark."""

    list: str = ""
    """How its number is made: level, form, look."""

    number: str = ""
    """Its number as it comes out; empty for a paragraph alone."""

    boxes: tuple[tuple[Block, ...], ...] = ()
    """The text boxes that are tied to it."""

    place: str = field(default="", compare=False)
    styles: tuple[str, str] = field(default=("", ""), compare=False)
    """Names of the styles of table and paragraph that it stands under."""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(said for aspect, said, _ in self.pieces if aspect is Aspect.TEXT).translate(SHOWN)


@dataclass(frozen=True, slots=True)
class Story:
    """A run of text of its own: the body, a header, a note."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What a document says and how it looks, whoever saved it."""

    stories: tuple[Story, ...]
    values: Mapping[str, Values] = field(default_factory=dict, compare=False, repr=False)
    """What each look holds, by the look as blocks and pieces have it."""

    bases: Mapping[tuple[str, str, str], Values] = field(default_factory=dict, compare=False, repr=False)
    """What styles alone come to, by the names of table, paragraph and character style."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two documents do not have alike."""

    story: str
    place: str
    """In words that a delegate understands."""

    aspect: Aspect
    old: str
    new: str

    def __str__(self) -> str:
        place = f"{self.story}, {self.place}" if self.place else self.story
        return f"{place}: {self.aspect.value}: {self.old or 'nothing'} / {self.new or 'nothing'}"
