"""What a caller may choose about a Word document."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from redline.writers.context import Context


class Profile(enum.Enum):
    """Which changes are tracked."""

    REDLINE = "redline"
    """Everything."""

    ITU = "itu"
    """As delegations submit it: MOD tracked; ADD, SUP and NOC as plain text under their symbol and identifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxOptions:
    """Choices for the Word writer."""

    context: Context = Context.ARTICLE
    profile: Profile = Profile.REDLINE
    bare: bool = False
    """Leave the summary out, so that the document is the treaty text alone."""

    clean: bool = False
    """Write the consolidated text, with every change accepted and none marked."""

    reasons: bool = True
    """Show the reasons that delegations give: everybody's or nobody's."""

    author: str = ""
    """Who signs the revisions; empty for the delegation that proposes."""
