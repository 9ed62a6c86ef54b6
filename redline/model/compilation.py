"""Several delegations' changes of one instrument, side by side: for each place, what each would make of it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from redline.model.heading import Heading
from redline.model.instrument import Instrument, Item
from redline.model.proposal import Amendment, Proposal
from redline.model.redline import Changes, ItemChange, Redline


class Relation(enum.Enum):
    """How what two delegations propose for one place goes together."""

    SAME = "same change"
    REWORDED = "same place, different wording"
    COMPATIBLE = "compatible"
    """Different words of one provision: both changes can be made."""

    CONFLICTING = "conflicting"
    """The same words, or text that one deletes or keeps and the other changes."""

    ONLY_A = "only the first"
    ONLY_B = "only the second"
    AGREES = "agrees with NOC"
    """Both ask that nothing change."""


@dataclass(frozen=True, slots=True)
class Member:
    """One delegation or document of a compilation, and what it would change."""

    code: str
    """Short name: ``"RUS"``, or the document's reference."""

    name: str
    redline: Redline
    proposals: tuple[Proposal, ...] = ()
    """The documents it stands for; none where a text is compared as it is."""

    codes: tuple[str, ...] = ()
    """Symbols of all who propose them together, where they are several: ``("EGY", "ARB")``."""

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        """All that it proposes, in the order of its documents."""
        return tuple(amendment for proposal in self.proposals for amendment in proposal.amendments)

    @property
    def proposers(self) -> tuple[str, ...]:
        """Symbols of all who propose."""
        return self.codes or (self.code,)

    @property
    def labels(self) -> tuple[str, ...]:
        """What every output must say of its wording."""
        return tuple(dict.fromkeys(label for proposal in self.proposals for label in proposal.labels))

    @property
    def date(self) -> str:
        """Date of its only document, in ISO 8601; empty where there are several or none is known."""
        return self.proposals[0].date if len(self.proposals) == 1 else ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What one member makes of one place."""

    member: int
    """Index of the member in the compilation."""

    change: ItemChange


@dataclass(frozen=True, slots=True)
class Row:
    """One place that somebody touches: a heading or provision of the base, or one that is added."""

    place: str
    """``"3.2 (No. 29)"``."""

    division: Heading
    """What it stands under."""

    base: Item | None
    """None where it is added."""

    at: int
    """Index of its item in the base; of an addition that of the item it stands after, -1 before the first."""

    entries: tuple[Proposed, ...]
    """In the order of the members; who says nothing of it has none."""

    def of(self, member: int) -> ItemChange | None:
        """Return what a member makes of it, or None if nothing."""
        return next((entry.change for entry in self.entries if entry.member == member), None)


@dataclass(frozen=True, slots=True)
class Compilation:
    """All that some delegations propose, place by place in treaty order."""

    base: Instrument
    members: tuple[Member, ...]
    rows: tuple[Row, ...]
    missing: tuple[str, ...] = ()
    """Documents that could not be taken in, each with the reason."""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row of a comparison of two delegations."""

    row: Row
    relation: Relation
    between: Changes = ()
    """From the first delegation's text to the second's, where both have one and they differ."""

    merged: str = ""
    """The provision with both changes made, where they are compatible."""

    contested: tuple[str, ...] = ()
    """The words of the base that both would change, each in another way."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two delegations side by side over a common base."""

    compilation: Compilation
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two members that cannot both have their way at one place."""

    first: int
    """Index of a member."""

    second: int
    place: str
    relation: Relation
    contested: tuple[str, ...] = ()
    """The words of the base that both would change."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """How one member's wording differs from what a group shares."""

    member: int
    changes: Changes
    """From the shared words to the member's text."""


@dataclass(frozen=True, slots=True)
class WordingGroup:
    """Variants of one wording at one place."""

    place: str
    core: str
    """The words that all of them have, in order; nobody's proposal."""

    deviations: tuple[Deviation, ...]


@dataclass(frozen=True, slots=True)
class Convergence:
    """Where the members of a compilation converge and where they clash."""

    compilation: Compilation
    clashes: tuple[Clash, ...]
    together: tuple[int, ...]
    """A largest set of members that can be adopted together."""

    groups: tuple[WordingGroup, ...]
