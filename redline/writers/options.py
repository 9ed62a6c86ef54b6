"""What a caller may choose about an output, whatever its format."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Context(enum.Enum):
    """How much unchanged text stands round the changes."""

    WHOLE = "whole"
    ARTICLE = "article"
    CHANGE = "change"


class Profile(enum.Enum):
    """Which changes a Word document tracks."""

    REDLINE = "redline"
    """Everything."""

    ITU = "itu"
    """As delegations submit it: MOD tracked; ADD, SUP and NOC as plain text under their symbol and identifier."""


class Moves(enum.Enum):
    """How a Word document shows that text went elsewhere."""

    MARKED = "marked"
    """As a deletion and an insertion, each with a comment that says where the text went or came from."""

    NATIVE = "native"
    """As Word's own moves; some readers of Word files do not show them."""


class Markup(enum.Enum):
    """How Markdown shows changes."""

    TAGS = "tags"
    """``<ins>`` and ``<del>``."""

    CRITIC = "critic"
    """CriticMarkup: ``{++ ++}`` and ``{-- --}``."""


class Style(enum.Enum):
    """How printed marks look, by the custom of an institution."""

    SAFE = "safe"
    """Blue and orange with underline and strike, told apart by every kind of colour vision."""

    ITU = "itu"
    """Underline and strike in the colour of the text."""

    BLACKLINE = "blackline"
    """As law firms compare: doubly underlined blue, struck red, moves green."""

    PRINT = "print"
    """For a printer without colour: insertions bold and underlined, deletions struck."""


@dataclass(frozen=True, slots=True)
class Design:
    """How a document looks."""

    style: Style = Style.SAFE
    template: bytes = b""
    """A Word document whose styles, page and headers are used; empty for our own. Word only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """Choices for the writers; a format that has no use for one leaves it alone.

    >>> WriteOptions(profile=Profile.ITU).shown
    <Context.CHANGE: 'change'>
    """

    context: Context | None = None
    """How much unchanged text is shown; None for what the kind of output usually shows."""

    profile: Profile = Profile.REDLINE
    """Word only."""

    moves: Moves = Moves.MARKED
    """Word only."""

    bare: bool = False
    """Leave the summary out, so that the document is the treaty text alone."""

    clean: bool = False
    """Write the consolidated text, with every change accepted and none marked."""

    reasons: bool = True
    """Show the reasons that delegations give: everybody's or nobody's."""

    author: str = ""
    """Who signs tracked changes; empty for the delegation that proposes. Word only."""

    colours: bool = False
    """Add the escape sequences of a terminal. The marks stay, so colour is never alone. Text only."""

    width: int = 100
    """Columns of a line; 0 does not wrap. Text only."""

    design: Design = Design()
    """How it looks."""

    @property
    def shown(self) -> Context:
        """The context; where none was chosen, the whole of a consolidated text, each touched article of a redline."""
        if self.context is not None:
            return self.context
        if self.clean:
            return Context.WHOLE
        return Context.CHANGE if self.profile is Profile.ITU else Context.ARTICLE


class Existing(enum.Enum):
    """What becomes of tracked changes that a document came with."""

    ACCEPT = "accept"
    REJECT = "reject"
    KEEP = "keep"
    """Those of the document that is marked stay, beside ours; those of what it is compared with are accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlaceOptions:
    """How a redline is written into a document."""

    author: str = "redline"
    date: str = ""
    """When the changes were made, in ISO 8601; empty for no date."""

    formatting: bool = True
    """Whether changes of formatting alone are marked."""

    moves: Moves = Moves.MARKED
    """Whether a paragraph that only changed its place is deleted and inserted, or one of Word's own moves."""

    existing: Existing | None = None
    """What to do with tracked changes that a document came with; None to refuse one that has some."""

    say: bool = False
    """Whether what is not tracked is said in the document too, in a comment at its beginning."""
