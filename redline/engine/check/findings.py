"""What a careful secretariat would ask about a proposal before it is translated.

Each check answers one question and knows nothing of the others. A check reads the redline; it never changes a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from redline.engine.amend.redlining import redline_of
from redline.engine.check.brackets import brackets_in
from redline.engine.check.references import Targets, references
from redline.engine.check.stands import misquoted
from redline.errors import RedlineError
from redline.model import (
    Address,
    Amendment,
    ChangeKind,
    Finding,
    Heading,
    Instrument,
    ItemChange,
    Proposal,
    Provision,
    ProvisionNumber,
    Redline,
    Severity,
    Symbol,
    names_of,
)

_WEIGHTY: tuple[tuple[str, ...], ...] = (
    ("shall", "should", "may", "must", "will", "can"),
    ("Member", "Members", "Member State", "Member States"),
    ("recognized", "authorized", "licensed"),
    ("ensure", "endeavour to ensure", "promote", "facilitate", "encourage"),
    ("administration*", "administrations*", "operating agency", "operating agencies"),
    ("and", "or", "and/or"),
)
"""Words that a treaty turns on: a change from one of a group to another is always worth a look."""
_GROUPS = {word.casefold(): number for number, group in enumerate(_WEIGHTY) for word in group}
_ADDED = ("not", "as appropriate", "as far as possible", "to the greatest extent practicable", "where appropriate")
_TERM = re.compile(r"(?<![.:;–\"“]\s)(?<!^)\b([A-Z][a-z]+(?:\s(?:(?:of|on|and|the|in)\s)*[A-Z][a-z]+)+)\b")
_INSTRUMENTS = re.compile(r"Declaration|Covenant|Convention|Constitution|Agenda|Resolution|Charter|Protocol|Nations")
"""In the name of another instrument or body, which this treaty need not define."""


def check(base: Instrument, proposal: Proposal, option: str | None = None) -> tuple[Finding, ...]:
    """Return what is found in a proposal, errors first, then in the order of the document.

    Args:
        base: The text that it amends.
        proposal: The proposal.
        option: Which of its alternatives; needed if it has any.

    Cost:
        Linear in the length of the texts.
    """
    about = _About(base, proposal)
    try:
        redline = redline_of(base, proposal, option)
    except RedlineError as error:
        found = [about.cannot(error)]
        return (*found, *misquoted(base, proposal), *about.symbols(), *about.brackets())
    looked = _Applied(about, redline)
    listed = [
        *misquoted(base, proposal),
        *looked.references(),
        *looked.numbers(),
        *about.brackets(),
        *about.symbols(),
        *looked.unchanged(),
        *looked.terms(),
        *looked.weights(),
    ]
    order = list(Severity)
    return tuple(dict.fromkeys(sorted(listed, key=lambda one: order.index(one.severity))))


@dataclass(frozen=True, slots=True)
class _About:
    """The checks that need the wording alone."""

    base: Instrument
    proposal: Proposal

    @property
    def proposer(self) -> str:
        return self.proposal.author

    def finding(self, severity: Severity, check: str, amendment: Amendment, place: str, words: str) -> Finding:
        return Finding(severity, check, amendment.id, place, words, amendment.origin or self.proposal.id, self.proposer)

    def cannot(self, error: RedlineError) -> Finding:
        """Why the proposal cannot be applied."""
        amendment, where = getattr(error, "amendment", ""), getattr(error, "origin", "")
        words = str(error).split("\n")[0].removeprefix(f"{where}: ").removeprefix(f"{amendment}: ")
        return Finding(Severity.ERROR, "place", amendment, "", words, where or self.proposal.id, self.proposer)

    def brackets(self) -> Iterator[Finding]:
        """Brackets without their other half."""
        for amendment in self.proposal.amendments:
            for item in amendment.wording:
                lone = brackets_in(item.title if isinstance(item, Heading) else item.text)[1]
                if lone:
                    words = f"{lone} square bracket{'s' * (lone > 1)} without the other half"
                    yield self.finding(Severity.ERROR, "bracket", amendment, "", words)

    def symbols(self) -> Iterator[Finding]:
        """Symbols that do not fit what the amendment does."""
        symbols = {amendment.symbol for amendment in self.proposal.amendments}
        numbers = {item.number for item in self.base.items if isinstance(item, Provision) and item.number}
        for amendment in self.proposal.amendments:
            if amendment.symbol is Symbol.ADD_MOVED and Symbol.SUP_MOVED not in symbols:
                yield self.finding(Severity.ERROR, "symbol", amendment, "", "ADD* without the SUP* it is moved from")
            if amendment.symbol is Symbol.SUP_MOVED and Symbol.ADD_MOVED not in symbols:
                yield self.finding(Severity.ERROR, "symbol", amendment, "", "SUP* without the ADD* it is moved to")
            if amendment.symbol is Symbol.NOC_EMPHATIC and not amendment.reasons:
                words = "emphatic NOC, which is a proposal to keep, gives no reasons"
                yield self.finding(Severity.WARNING, "symbol", amendment, "", words)
            for item in amendment.wording if amendment.symbol is Symbol.ADD else ():
                if isinstance(item, Provision) and item.number in numbers:
                    words = f"ADD of No. {item.number}, which is there: new text inside a provision is MOD"
                    yield self.finding(Severity.WARNING, "symbol", amendment, "", words)


class _Applied:
    """The checks that need to know what the proposal does to the treaty."""

    def __init__(self, about: _About, redline: Redline) -> None:
        self.about, self.redline = about, redline
        names = iter(names_of(redline.revised.items))
        self.names = [([next(names) for _ in change.reviseds] or [""])[0] for change in redline.changes]
        self.touched = [
            (change, name) for change, name in zip(redline.changes, self.names, strict=True) if change.amendments
        ]

    def _finding(self, severity: Severity, check: str, change: ItemChange, place: str, words: str) -> Finding:
        return self.about.finding(severity, check, change.amendments[0], place, words)

    def references(self) -> Iterator[Finding]:
        """References that lead nowhere: in new wording, and from elsewhere to what is deleted or renumbered."""
        before, after = Targets(self.redline.base), Targets(self.redline.revised)
        for change, name in zip(self.redline.changes, self.names, strict=True):
            item = change.revised
            if not isinstance(item, Provision):
                continue
            old = {one.words for one in references(change.base.body)} if change.base is not None else set()
            for one in references(item.text):
                if one.address in after:
                    continue
                if one.address in before:
                    words = f"refers to {one.words}, which would be gone"
                    yield self.about.finding(Severity.ERROR, "reference", self._remover(one.address), name, words)
                elif change.amendments and one.words not in old:
                    words = f"refers to {one.words}, which is not there"
                    yield self._finding(Severity.ERROR, "reference", change, name, words)

    def _remover(self, address: Address) -> Amendment:
        """The amendment that deletes or renumbers the place of an address."""
        wanted = {id(item) for item in Targets(self.redline.base).items(address)}
        for change, _ in self.touched:
            if any(id(item) in wanted for item in change.bases):
                return change.amendments[0]
        raise AssertionError("what an address names in the base alone, an amendment took away")

    def numbers(self) -> Iterator[Finding]:
        """Numbers and labels that would stand twice, and letters that are skipped."""
        items = self.redline.revised.items
        counts = Counter(item.number for item in items if isinstance(item, Provision) and item.number)
        labels = Counter(
            (place.heading.key, place.label, place.provision.letter)
            for place in self.redline.revised.places
            if place.provision.label or place.provision.letter
        )
        places = {id(place.provision): place for place in self.redline.revised.places}
        for change, name in self.touched:
            item = change.revised
            if not isinstance(item, Provision) or change.base is not None:
                continue
            if counts[item.number] > 1:
                words = f"No. {item.number} would stand {counts[item.number]} times"
                yield self._finding(Severity.ERROR, "number", change, name, words)
            place = places[id(item)]
            times = labels[place.heading.key, place.label, item.letter]
            if (item.label or item.letter) and times > 1:
                words = f"{item.label or item.letter} would stand {times} times in {place.heading.name}"
                yield self._finding(Severity.WARNING, "number", change, name, words)
            missing = _skipped(item.number, set(counts))
            if missing:
                words = f"No. {item.number} is added, and there is no No. {missing}"
                yield self._finding(Severity.WARNING, "number", change, name, words)

    def unchanged(self) -> Iterator[Finding]:
        """MOD that changes nothing."""
        for change, name in self.touched:
            amendment = change.amendments[0]
            if amendment.symbol.modifies and not change.changed:
                yield self._finding(Severity.WARNING, "symbol", change, name, "MOD, and no word is changed")

    def terms(self) -> Iterator[Finding]:
        """Terms that are changed here and stand elsewhere, and new terms that nothing defines."""
        known = " ".join(item.body for item in self.redline.base.items)
        defined = _defined(self.redline.revised)
        for change, name in self.touched:
            item = change.revised
            if not isinstance(item, Provision):
                continue
            for old, new in _replaced(change):
                plural = old.rstrip("s") == new.rstrip("s")
                if len(old) > 3 and not plural and (old.endswith("*") or old.casefold() in defined):
                    others = sum(_holds(other.body, old) for other in self.redline.revised.items)
                    if others:
                        words = f"“{old}” becomes “{new}” here and stays in {others} other place{'s' * (others > 1)}"
                        yield self._finding(Severity.WARNING, "term", change, name, words)
            for term in dict.fromkeys(_TERM.findall(item.text)):
                if term not in known and term.casefold() not in defined and not _INSTRUMENTS.search(term):
                    words = f"“{term}” is new to the treaty and not defined"
                    yield self._finding(Severity.WARNING, "term", change, name, words)

    def weights(self) -> Iterator[Finding]:
        """Changes of words that carry weight."""
        for change, name in self.touched:
            if change.base is None or change.revised is None:
                continue
            for old, new in _replaced(change):
                one, other = _GROUPS.get(old.casefold()), _GROUPS.get(new.casefold())
                if one is not None and one == other and old.casefold() != new.casefold():
                    yield self._finding(Severity.WATCH, "weight", change, name, f"“{old}” becomes “{new}”")
            for part in change.body:
                words = " ".join(part.text.split()).strip(",;. ")
                if part.kind is not ChangeKind.EQUAL and words.casefold() in _ADDED:
                    done = "is added" if part.kind is ChangeKind.INSERT else "goes"
                    yield self._finding(Severity.WATCH, "weight", change, name, f"“{words}” {done}")


def _replaced(change: ItemChange) -> Iterator[tuple[str, str]]:
    """The words that are replaced, and by what: word for word where a phrase replaces one as long."""
    for one, other in pairwise(change.edits or change.body):
        if one.kind is ChangeKind.DELETE and other.kind is ChangeKind.INSERT:
            old, new = one.text.strip(), other.text.strip()
            yield old, new
            if len(old.split()) == len(new.split()) > 1:
                yield from zip(old.split(), new.split(), strict=True)


def _holds(text: str, term: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE) is not None


def _defined(instrument: Instrument) -> set[str]:
    """The terms that the treaty defines: what stands before the colon in an article of definitions."""
    found = set()
    for place in instrument.places:
        if "definition" in place.heading.title.casefold():
            head = place.provision.text.split("\n")[0].partition(":")[0]
            if 0 < len(head.split()) <= 6:
                found.add(head.strip().casefold())
    return found


def _skipped(number: str, known: set[str]) -> str:
    """The letter before that of a number, if nothing has it: ``"28A"`` for 28B; empty if none is skipped."""
    try:
        parsed = ProvisionNumber.parse(number)
    except ValueError:
        return ""
    if len(parsed.letters) != 1 or parsed.letters == "A" or parsed.ordinal:
        return ""
    before = number.replace(parsed.letters, chr(ord(parsed.letters) - 1))
    return "" if before in known else before
