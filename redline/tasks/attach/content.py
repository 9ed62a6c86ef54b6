"""What a marker stands for: paragraphs with marks, a caption, and a note of the source.

Every wording says where it is from and what is doubtful about it, in whichever paper it ends up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from redline.engine.amend.places import changes_at, covered, locate
from redline.errors import AddressError, DocumentNotFound
from redline.library import Library
from redline.library.names import instrument_named
from redline.model import (
    Address,
    ChangeKind,
    Heading,
    Instrument,
    ItemChange,
    Proposal,
    Redline,
    StandKind,
    labels_of,
    labels_of_document,
    names_of,
    unchanged,
)
from redline.tasks.compile import compare_delegations
from redline.tasks.positions import standings
from redline.tasks.proposals import JobOptions, proposal_jobs
from redline.writers.change_list import change_list
from redline.writers.marks import Mark, Piece, body_pieces, lead_pieces
from redline.writers.paper.content import Content, Paragraph
from redline.writers.paper.markers import Marker

_KINDS = {ChangeKind.EQUAL: Mark.KEPT, ChangeKind.DELETE: Mark.DELETED, ChangeKind.INSERT: Mark.INSERTED}


def content_of(texts: Library, marker: Marker, base: str = "") -> Content:
    """Return what a marker stands for.

    Args:
        texts: Where names are looked up.
        marker: What is asked for.
        base: Identifier of the text that is amended; empty for the one that a proposal names.

    Raises:
        RedlineError: If a name or an address means nothing, or several things.
    """
    made = {
        "redline": _redline,
        "compare": _compare,
        "base": _base,
        "positions": _positions,
        "list-of-changes": _list,
    }
    return made[marker.kind](texts, marker, base)


def annex_of(texts: Library, names: Sequence[str], place: str = "", base: str = "") -> list[Content]:
    """Return what an annex holds: the changes of each document, or those at one place."""
    found = []
    for name in names:
        words = (place, name) if place else (name,)
        found.append(content_of(texts, Marker("redline", words), base))
    return found


def _made(texts: Library, name: str, base: str) -> Redline:
    return proposal_jobs(texts, [name], JobOptions(base=base))[0].make()


def _redline(texts: Library, marker: Marker, base: str) -> Content:
    place, redline = _placed(texts, marker, base)
    asked = set(redline.proposal.selected) if redline.proposal else set()
    changes = list(_at(redline, place)) if place else [c for c in redline.changes if c.changed or c.amendments]
    if asked and not place:  # what came along for context is not asked for
        changes = [change for change in changes if asked & {amendment.id for amendment in change.amendments}]
    return _of_changes(marker, redline, changes, place)


def _placed(texts: Library, marker: Marker, base: str) -> tuple[str, Redline]:
    """The place and the redline that a marker names: ``3.3 RUS/27``, ``App. 1 RUS/27`` or ``RUS/27`` alone."""
    unknown: DocumentNotFound | None = None
    for words_of_place in range(min(len(marker.words), 3)):
        name = " ".join(marker.words[words_of_place:])
        try:
            return " ".join(marker.words[:words_of_place]), _made(texts, name, base)
        except DocumentNotFound as error:
            unknown = error
    assert unknown is not None  # a marker has words  # noqa: S101
    raise unknown


def _of_changes(marker: Marker, redline: Redline, changes: Sequence[ItemChange], place: str) -> Content:
    proposal = redline.proposal
    assert proposal is not None  # of a job that names a proposal  # noqa: S101
    if not changes:
        raise AddressError(place, f"{place}: {proposal.reference} proposes nothing there")
    names = dict.fromkeys(amendment.id for change in changes for amendment in change.amendments)
    shown = ", ".join(names) if len(names) < 4 else proposal.reference
    caption = f"Changes proposed in {shown}{_option(redline)} to {redline.base.name}"
    return Content(
        marker.text,
        caption,
        source_of(proposal, [label for c in changes for a in c.amendments for label in labels_of(a, proposal)]),
        tuple(_paragraphs(changes)),
        proposal.author,
        redline.base.footnotes,
        proposal.provenance.superseded_by,
    )


def _option(redline: Redline) -> str:
    """Which alternative a redline shows; a marker that names none stands for the first."""
    return f", option {redline.option}," if redline.option else ""


def source_of(proposal: Proposal, labels: Iterable[str]) -> str:
    """Return the note of where a wording is from, and what is doubtful about it.

    Args:
        proposal: The document.
        labels: The doubts of what is shown of it.
    """
    parts = [proposal.id, proposal.proposer, proposal.date]
    doubts = "; ".join(dict.fromkeys(labels))
    return f"Source: {', '.join(part for part in parts if part)}{f' ({doubts})' if doubts else ''}."


def _at(redline: Redline, place: str) -> Iterator[ItemChange]:
    """The changes at an address, in either text."""
    try:
        address = Address.parse(place)
    except ValueError as error:
        raise AddressError(place, str(error)) from error
    yield from (change for change, inside in changes_at(redline, address) if inside)


def _paragraphs(changes: Iterable[ItemChange]) -> Iterator[Paragraph]:
    for change in changes:
        if isinstance(change.item, Heading):
            yield from _cut([*lead_pieces(change), *body_pieces(change)], heading=True)
        else:
            yield from _cut([*lead_pieces(change), *body_pieces(change)])


def _cut(pieces: Iterable[Piece], *, heading: bool = False) -> Iterator[Paragraph]:
    """Paragraphs, cut at line ends; a line end that changes is shown by the text beside it."""
    held: list[Piece] = []
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                yield Paragraph(tuple(held), heading)
                held = []
            if part:
                held.append(Piece(piece.mark, part, piece.emphatic))
    if held:
        yield Paragraph(tuple(held), heading)


def _compare(texts: Library, marker: Marker, base: str) -> Content:
    first, second, place = marker.words
    comparison = compare_delegations(texts, first, second, base=base)
    members = comparison.compilation.members
    wanted = [covered(m.redline.revised.items, Address.parse(place)) for m in members]
    old = covered(comparison.compilation.base.items, Address.parse(place))
    paragraphs: list[Paragraph] = []
    for row in comparison.rows:
        items = [entry.change.revised for entry in row.row.entries]
        near = row.row.base is not None and row.row.at in old
        near = near or any(
            i is not None and any(m.redline.revised.items[at] == i for at in w)
            for i in items
            for m, w in zip(members, wanted, strict=True)
        )
        if not near:
            continue
        paragraphs.append(_said(f"{row.row.place}: {row.relation.value}"))
        for entry in row.row.entries:
            paragraphs.append(_said(f"{members[entry.member].code}:"))
            paragraphs += _paragraphs([entry.change])
        if row.between:
            paragraphs.append(_said(f"From {members[0].code} to {members[1].code}:"))
            paragraphs += _cut(Piece(_KINDS[c.kind], c.text) for c in row.between)
    if not paragraphs:
        raise AddressError(place, f"{place}: neither {first} nor {second} proposes anything there")
    sources = " ".join(source_of(p, p.labels) for m in members for p in m.proposals)
    caption = f"{members[0].name} and {members[1].name} on {place}"
    return Content(marker.text, caption, sources, tuple(paragraphs), footnotes=comparison.compilation.base.footnotes)


def _base(texts: Library, marker: Marker, base: str) -> Content:
    treaty = instrument_named(texts, base) if base else _only(texts)
    items = locate(treaty, " ".join(marker.words))
    kept = [unchanged(item) for item in items]
    caption = f"{', '.join(names_of(items)[:1])} of {treaty.name}"
    labels = labels_of_document(treaty)
    doubts = f" ({'; '.join(labels)})" if labels else ""
    source = f"Source: {treaty.citation or treaty.name}{doubts}."
    return Content(marker.text, caption, source, tuple(_paragraphs(kept)), footnotes=treaty.footnotes)


def _only(texts: Library) -> Instrument:
    """The treaty that most proposals amend."""
    named = [proposal.base for proposal in texts.proposals if proposal.base]
    if not named:
        raise AddressError("base", "no proposal names its base text; name it with --base")
    return instrument_named(texts, max(dict.fromkeys(named), key=named.count))


def _positions(texts: Library, marker: Marker, base: str) -> Content:
    wanted = " ".join(marker.words)
    found = next((one for one in standings(texts) if wanted.casefold() in (one.id, one.title.casefold())), None)
    if found is None:
        known = [subject.id for subject in texts.positions.subjects]
        raise DocumentNotFound(wanted, what="subject", known=known, where=texts.where)
    lines = [
        f"{stand.name}: {'proposes' if stand.kind is StandKind.PROPOSES else 'supports'}, {stand.known}"
        for stand in found.stands
    ]
    source = f"Source: positions as reported by {texts.positions.reported_by}."
    return Content(marker.text, f"Positions on {found.title}", source, tuple(map(_said, lines)))


def _list(texts: Library, marker: Marker, base: str) -> Content:
    redline = _made(texts, " ".join(marker.words), base)
    proposal = redline.proposal
    assert proposal is not None  # noqa: S101
    lines = [
        f"{line.text}{' (' + '; '.join(line.labels) + ')' if line.labels else ''}" for line in change_list(redline)
    ]
    caption = f"What {proposal.reference}{_option(redline)} would change"
    return Content(
        marker.text,
        caption,
        source_of(proposal, proposal.labels),
        tuple(map(_said, lines)),
        proposal.author,
        superseded_by=proposal.provenance.superseded_by,
    )


def _said(text: str) -> Paragraph:
    return Paragraph((Piece(Mark.KEPT, text),))
