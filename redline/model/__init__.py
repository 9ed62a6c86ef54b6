"""The words of the field as types: no input, no output, nothing but the standard library."""

from redline.model.address import Address, AddressKind
from redline.model.compilation import (
    Clash,
    ComparedRow,
    Comparison,
    Compilation,
    Convergence,
    Deviation,
    Member,
    Proposed,
    Relation,
    Row,
    WordingGroup,
)
from redline.model.delegation import Delegation
from redline.model.doubt import doubts_of, labels_of, labels_of_document
from redline.model.finding import Finding, Severity
from redline.model.front_matter import Entry, FrontMatter
from redline.model.heading import DivisionKind, Heading, parse_heading
from redline.model.inline import Emphasis, parse_emphasis, print_emphasis
from redline.model.instrument import (
    Division,
    Instrument,
    Item,
    Place,
    divisions_of,
    extent,
    lines_of,
    names_of,
    places_of,
)
from redline.model.note import Note, NoteKind
from redline.model.numbers import ProvisionNumber
from redline.model.position import Positions, Stand, Standing, StandKind, Subject
from redline.model.proof import Difference, Proof
from redline.model.proposal import Amendment, Option, Proposal, Symbol
from redline.model.provenance import Doubt, Provenance, Status
from redline.model.provision import Provision, is_dash_item, parse_provision, print_provision
from redline.model.redline import (
    Change,
    ChangeKind,
    Changes,
    Effect,
    ItemChange,
    Nature,
    PairReason,
    Redline,
    accept,
    reject,
    unchanged,
    whole,
)
from redline.model.site import Document, Side, Site

__all__ = [
    "Address",
    "AddressKind",
    "Amendment",
    "Change",
    "ChangeKind",
    "Changes",
    "Clash",
    "ComparedRow",
    "Comparison",
    "Compilation",
    "Convergence",
    "Delegation",
    "Deviation",
    "Difference",
    "Division",
    "DivisionKind",
    "Doubt",
    "Document",
    "Effect",
    "Emphasis",
    "Entry",
    "Finding",
    "FrontMatter",
    "Heading",
    "Instrument",
    "Item",
    "ItemChange",
    "Member",
    "Nature",
    "PairReason",
    "Note",
    "NoteKind",
    "Option",
    "Place",
    "Positions",
    "Proof",
    "Proposal",
    "Proposed",
    "Provenance",
    "Provision",
    "ProvisionNumber",
    "Redline",
    "Relation",
    "Row",
    "Severity",
    "Side",
    "Site",
    "Stand",
    "StandKind",
    "Standing",
    "Status",
    "Subject",
    "Symbol",
    "WordingGroup",
    "accept",
    "divisions_of",
    "doubts_of",
    "extent",
    "is_dash_item",
    "labels_of",
    "labels_of_document",
    "lines_of",
    "names_of",
    "parse_emphasis",
    "parse_heading",
    "parse_provision",
    "places_of",
    "print_emphasis",
    "print_provision",
    "reject",
    "unchanged",
    "whole",
]
