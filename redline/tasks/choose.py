"""The treaty that choices among proposals would give, and what each delegation would have gained and lost.

Nothing is written for anybody: a choice takes whole amendments, and where one of them reaches further than the place it
was chosen for, a note says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from redline.engine.amend.places import changes_at
from redline.engine.amend.redlining import redline_of
from redline.engine.amend.select import select
from redline.engine.together.collate import collate
from redline.engine.together.combine import combine
from redline.engine.together.relate import judged
from redline.errors import ChoiceError, RedlineError
from redline.library import Library, read_bytes
from redline.library.files import name_in_messages
from redline.library.names import instrument_named, signed_by
from redline.library.parties import signs_of
from redline.model import (
    Address,
    Heading,
    Instrument,
    Item,
    ItemChange,
    Member,
    Note,
    NoteKind,
    Proposal,
    Redline,
    Relation,
)
from redline.model.choices import Choice, Choices, Fate, Outcome, Pick
from redline.model.proposal import file_stem
from redline.readers import decoded
from redline.readers.choices import read_choices
from redline.tasks.compile import CompileOptions, compile_proposals
from redline.tasks.jobs import ProposalJob
from redline.writers import write
from redline.writers.options import WriteOptions


def open_choices(path: Path) -> Choices:
    """Return the choices of a file.

    Raises:
        UnreadableDocument: If it cannot be read.
        LayoutError: If it holds something else than choices.
    """
    return read_choices(decoded(read_bytes(path), name_in_messages(path)), name_in_messages(path))


def chosen_job(texts: Library, choices: Choices) -> ProposalJob:
    """Return the redline to make of the choices: all that was chosen, adopted together.

    Raises:
        ChoiceError: If some choices cannot be made; all of them are listed.
        ConflictingAmendments: If two things that were chosen cannot be adopted together.
        RedlineError: If the base is not there.
    """
    base = _base(texts, choices)
    made = _Chosen(texts, base)
    for choice in choices.choices:
        made.take(choice)
    made.keep(choices.choices)
    if made.problems:
        raise ChoiceError(choices.origin, made.problems)
    members = list(made.members())
    proposal = combine(base, members)
    stem = file_stem(Path(choices.origin).stem)
    named = replace(proposal, title=f"Choices of {Path(choices.origin).name}", notes=tuple(made.notes))
    return ProposalJob(stem=stem, base=base, proposal=named)


def outcome(texts: Library, job: ProposalJob) -> Outcome:
    """Return what the choices give, and how every document in the texts fares by it."""
    compilation = compile_proposals(texts, CompileOptions(base=job.base.id))
    redline = job.make()
    result = len(compilation.members)
    rows = collate(job.base, [*compilation.members, Member("", "", redline)]).rows
    found: list[dict[str, list[str]]] = [{"gained": [], "shared": [], "lost": []} for _ in compilation.members]
    for row in rows:
        given = row.of(result)
        for entry in row.entries:
            if entry.member != result:
                found[entry.member][_fate(entry.change, given)].append(row.place)
    fates = (Fate(at, *map(tuple, (one["gained"], one["shared"], one["lost"]))) for at, one in enumerate(found))
    return Outcome(redline, compilation, tuple(fates))


def _fate(wanted: ItemChange, given: ItemChange | None) -> str:
    """What becomes of one proposal for one place."""
    if not wanted.changed:
        return "lost" if given is not None and given.changed else "gained"
    if given is None or not given.changed:
        return "lost"
    judgement = judged(wanted, given)
    if judgement.relation is Relation.SAME:
        return "gained"
    whole = given.revised is not None and judgement.merged == given.revised.body
    return "shared" if judgement.relation is Relation.COMPATIBLE and whole else "lost"


def _base(texts: Library, choices: Choices) -> Instrument:
    if choices.base:
        return instrument_named(texts, choices.base)
    return compile_proposals(texts, CompileOptions()).base


@dataclass(slots=True)
class _Taken:
    """What is taken of one document."""

    document: Proposal
    redline: Redline
    option: str
    amendments: dict[str, list[str]] = field(default_factory=dict)
    """By identifier the places that it was chosen for."""


@dataclass(slots=True)
class _Chosen:
    texts: Library
    base: Instrument
    taken: dict[tuple[str, str], _Taken] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def take(self, choice: Choice) -> None:
        """Take what was chosen at a place, or say why that cannot be."""
        try:
            address = Address.parse(choice.place)
        except ValueError as error:
            self.problems.append(str(error))
            return
        for pick in choice.picks:
            if pick.keeps:
                continue
            try:
                self._pick(choice.place, address, pick)
            except RedlineError as error:
                self.problems.append(f"{choice.place}: {error.on_one_line}")

    def _pick(self, place: str, address: Address, pick: Pick) -> None:
        side = signed_by(self.texts, pick.name, amendments=True)
        found = False
        touched: dict[str, None] = {}
        for document in side.documents:
            one = self._of(document, pick.option)
            for change, inside in changes_at(one.redline, address):
                for amendment in change.amendments:
                    if side.selected and amendment.id not in side.selected:
                        continue
                    touched[amendment.id] = None
                    if inside:
                        one.amendments.setdefault(amendment.id, []).append(place)
                        found = True
        if not found:
            listed = ", ".join(touched) or "nothing"
            self.problems.append(f"{place}: {pick.name} proposes nothing there; elsewhere it proposes {listed}")

    def _of(self, document: Proposal, option: str) -> _Taken:
        key = (document.id, option)
        if key not in self.taken:
            made = redline_of(self.base, document, option or None)
            self.taken[key] = _Taken(document, made, option)
        return self.taken[key]

    def keep(self, choices: Sequence[Choice]) -> None:
        """See that nothing that was chosen changes a place that is to stay."""
        for choice in choices:
            if not any(pick.keeps for pick in choice.picks):
                continue
            if len(choice.picks) > 1:
                self.problems.append(f"{choice.place}: base and a proposal cannot both be taken")
                continue
            address = Address.parse(choice.place)
            for one in self.taken.values():
                for change, inside in changes_at(one.redline, address):
                    for amendment in change.amendments:
                        if inside and change.changed and amendment.id in one.amendments:
                            chosen = ", ".join(one.amendments[amendment.id])
                            words = f"is to stay, but {amendment.id}, chosen at {chosen}, changes it"
                            self.problems.append(f"{choice.place}: {words}")

    def members(self) -> Iterator[Member]:
        """Yield what is taken, a member a document, in the order of the choices."""
        for one in self.taken.values():
            if not one.amendments:
                continue
            part = select(one.document, list(one.amendments), self.base)
            self.notes += part.notes
            self._reach(one)
            made = redline_of(self.base, part, one.option or None)
            code = signs_of(one.document)[0]
            yield Member(code, one.document.proposer, made, (part,))

    def _reach(self, one: _Taken) -> None:
        """Note where an amendment reaches further than the places it was chosen for."""
        addresses = {place: Address.parse(place) for places in one.amendments.values() for place in places}
        inside = {id(c) for address in addresses.values() for c, within in changes_at(one.redline, address) if within}
        for change in one.redline.changes:
            for amendment in change.amendments:
                if change.changed and amendment.id in one.amendments and id(change) not in inside:
                    places = ", ".join(dict.fromkeys(one.amendments[amendment.id]))
                    words = f"chosen at {places}, it changes {_name(change.item)} too"
                    self.notes.append(Note(NoteKind.PLACED, amendment.id, words))


def _name(item: Item) -> str:
    return item.name if isinstance(item, Heading) else " ".join(item.lead.split())


def outcome_files(found: Outcome, stem: str) -> dict[str, bytes]:
    """Return the redline of an outcome and the treaty as it would read, by file name."""
    made = {f"{stem}.{name}": write(found.redline, name) for name in ("docx", "html")}
    clean = WriteOptions(clean=True)
    return made | {f"{stem}-consolidated.{name}": write(found.redline, name, clean) for name in ("docx", "txt")}
