"""What a delegation proposes: one document, its amendments, and the alternatives among them."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field

from redline.model.front_matter import FrontMatter
from redline.model.instrument import Item
from redline.model.note import Note
from redline.model.provenance import Doubt, Provenance, Status, doubts_of_source, doubts_of_status, printed


def file_stem(identifier: str) -> str:
    """Return an identifier as a file name without its ending.

    >>> file_stem("WCIT12/27(Rev.1)")
    'WCIT12-27-Rev.1'
    """
    return re.sub(r"[^\w.]+", "-", identifier).strip("-.") or "document"


class Symbol(enum.Enum):
    """The action of an amendment. The value is how the conference layout writes it.

    Source: CONVENTIONS of ITU conferences: "proposal symbols".
    """

    ADD = "ADD"
    ADD_MOVED = "ADD*"
    MOD = "MOD"
    MOD_EDITORIAL = "(MOD)"
    SUP = "SUP"
    SUP_MOVED = "SUP*"
    NOC = "NOC"
    NOC_EMPHATIC = "_NOC_"

    @property
    def printed(self) -> str:
        """How a page prints it; an emphatic NOC is told apart by typography alone."""
        return self.value.strip("_")

    @property
    def emphatic(self) -> bool:
        """Whether it is a proposal to keep, rather than a mere absence of change."""
        return self is Symbol.NOC_EMPHATIC

    @property
    def adds(self) -> bool:
        """Whether it brings text to a place."""
        return self in (Symbol.ADD, Symbol.ADD_MOVED)

    @property
    def modifies(self) -> bool:
        """Whether it changes text in its place."""
        return self in (Symbol.MOD, Symbol.MOD_EDITORIAL)

    @property
    def suppresses(self) -> bool:
        """Whether it takes text from a place."""
        return self in (Symbol.SUP, Symbol.SUP_MOVED)

    @property
    def keeps(self) -> bool:
        """Whether it changes nothing."""
        return self in (Symbol.NOC, Symbol.NOC_EMPHATIC)


@dataclass(frozen=True, slots=True)
class Amendment:
    """One action on one place of the base instrument.

    >>> Amendment(Symbol.SUP, "CWG-WCIT12/C28/1").symbol.suppresses
    True
    """

    symbol: Symbol
    id: str
    """``"RUS/27/8"``: proposer / document / number."""

    wording: tuple[Item, ...] = ()
    """The headings and provisions it gives. For SUP and NOC they may stand without text, to name the place."""

    after: str = ""
    """Where an ADD goes, as written: a marginal number, a division, or the identifier of another amendment."""

    moved_from: str = ""
    """For an ADD*: the place or SUP* that its text comes from, where the document says so."""

    option: str = ""
    """Name of the alternative it belongs to; amendments of different options are never applied together."""

    status: Status | None = None
    """Where it differs from the status of its document."""

    reasons: str = ""
    doubts: tuple[Doubt, ...] | None = None
    """What is doubtful about it, where it was taken from its document into one of several; None where its document
    tells (:func:`redline.model.doubts_of`)."""

    origin: str = field(default="", compare=False)
    stands: tuple[Item, ...] = field(default=(), compare=False)
    """Of a MOD whose document tracks its changes: the wording that it takes to stand now, with changes rejected."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several alternatives in a proposal, and the amendments that belong to it alone."""

    name: str
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One delegation's document.

    >>> Proposal("WCIT12/27(Rev.1)", "Proposals", amendments=(Amendment(Symbol.ADD, "RUS/27/1"),)).reference
    'RUS/27'
    """

    id: str
    """Name of the document: ``"WCIT12/27(Rev.1)"``."""

    title: str
    amendments: tuple[Amendment, ...] = ()
    proposers: tuple[str, ...] = ()
    """Names as printed."""

    supporters: tuple[str, ...] = ()
    proposer_code: str = ""
    """Symbol of the Member State or regional group: ``"RUS"``, ``"IAP"``."""

    proposer_kind: str = ""
    """``"sector-member"``, where it is no Member State."""

    base: str = ""
    """Identifier of the instrument that it amends."""

    submitted_on: str = ""
    """Year, year and month, or date, in ISO 8601."""

    compiled_in: str = ""
    compiled_on: str = ""
    language: str = "en"
    original_language: str = ""
    subjects: tuple[str, ...] = ()
    selected: tuple[str, ...] = ()
    """Identifiers of the amendments that were asked for, where this is a part of the document; empty for the whole."""

    provenance: Provenance = Provenance()
    front_matter: FrontMatter = field(default=FrontMatter(), compare=False)
    notes: tuple[Note, ...] = field(default=(), compare=False)

    @property
    def reference(self) -> str:
        """The short name that its amendments share (``RUS/27``), or the name of the document."""
        stems = {amendment.id.rpartition("/")[0] for amendment in self.amendments}
        stem = stems.pop() if len(stems) == 1 else ""
        return stem if "/" in stem else self.id

    @property
    def file_stem(self) -> str:
        """The reference as a file name: ``"RUS-27"``, or of a part of the document ``"RUS-27-8"``."""
        return file_stem(
            "-".join((self.selected[0], *(i.rpartition("/")[2] for i in self.selected[1:])))
            if self.selected
            else self.reference
        )

    @property
    def proposer(self) -> str:
        """All proposers, as a sentence names them."""
        return ", ".join(self.proposers) or self.proposer_code or "unknown proposer"

    @property
    def author(self) -> str:
        """Who signs its revisions: the delegation's code, or its first name."""
        return self.proposer_code or (self.proposers[0] if self.proposers else self.id)

    @property
    def date(self) -> str:
        """When it was submitted or compiled, in ISO 8601 as far as known; empty when not known."""
        return self.submitted_on or self.compiled_on

    @property
    def labels(self) -> tuple[str, ...]:
        """What every output must say of it: of all of it, and of some amendments alone (``"..., in part"``)."""
        whole = tuple(printed(doubt, self.provenance) for doubt in doubts_of_source(self.provenance))
        own = (doubt for amendment in self.amendments for doubt in doubts_of_status(amendment.status))
        parts = dict.fromkeys(printed(doubt, self.provenance) for doubt in own)
        return (*whole, *(f"{label}, in part" for label in parts if label not in whole))

    @property
    def options(self) -> tuple[Option, ...]:
        """Its alternatives, in the order of the document; empty when it has none."""
        names = dict.fromkeys(amendment.option for amendment in self.amendments if amendment.option)
        return tuple(Option(name, tuple(a for a in self.amendments if a.option == name)) for name in names)
