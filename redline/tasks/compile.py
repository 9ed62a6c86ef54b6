"""What `delegations` and `compile` lay side by side: which documents stand for whom, over which base."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from redline.engine.amend.redlining import redline_of
from redline.engine.compare import compare
from redline.engine.together.collate import collate
from redline.engine.together.combine import combine, together
from redline.engine.together.relate import relate
from redline.errors import (
    AddressError,
    DocumentNotFound,
    OptionError,
    RedlineError,
    UnreadableDocument,
)
from redline.library import Library, delegation
from redline.library.names import Signed, instrument_named, signed_by
from redline.library.parties import codes, current, signs_of
from redline.model import Address, AddressKind, Comparison, Compilation, Instrument, Member, Proposal
from redline.model.proposal import file_stem
from redline.tasks.jobs import ProposalJob
from redline.writers import write
from redline.writers.options import Design, WriteOptions
from redline.writers.side_by_side import comparison_table_files


@dataclass(frozen=True, slots=True, kw_only=True)
class CompileOptions:
    """What a compilation takes in."""

    article: str = ""
    """An address, such as ``"Article 3"`` or ``"3"``; empty for the whole instrument."""

    subject: str = ""
    """Identifier of a subject; empty for all."""

    delegations: tuple[str, ...] = ()
    """Symbols or names; empty for all."""

    base: str = ""
    """Identifier or file of the base text; empty for the one that most proposals name."""


def compare_delegations(
    texts: Library, first: str, second: str, *, base: str = "", option: str = "", direct: bool = False
) -> Comparison:
    """Return what two delegations propose, side by side over a common base.

    Args:
        texts: Where names are looked up.
        first: A delegation, a document or a file.
        second: Another.
        base: Identifier or file of the base; empty for the one that both name.
        option: Which alternative of a document that has some.
        direct: Whether the second text is compared with the first itself, without a base.

    Raises:
        RedlineError: If a name means nothing or several things, the two have no common base, or one contradicts itself.
    """
    sides = [signed_by(texts, name) for name in (first, second)]
    treaty = _common_base(texts, [p for side in sides for p in side.documents], base, (first, second))
    members = [member_of(treaty, side, option) for side in sides]
    if direct:
        start = members[0].redline.revised
        members = [
            replace(members[0], redline=compare(start, start)),
            replace(members[1], redline=compare(start, members[1].redline.revised)),
        ]
        treaty = start
    return relate(collate(treaty, members))


def _common_base(texts: Library, documents: Sequence[Proposal], given: str, names: Sequence[str]) -> Instrument:
    if given:
        return instrument_named(texts, given)
    bases = dict.fromkeys(document.base for document in documents if document.base)
    if len(bases) != 1:
        problem = f"have no common base ({', '.join(bases) or 'they name none'})"
        raise UnreadableDocument(" and ".join(names), problem, "Name the instrument that both amend with --base.")
    return instrument_named(texts, next(iter(bases)))


def member_of(base: Instrument, side: Signed, option: str = "") -> Member:
    """Return one delegation with all its documents applied together.

    Raises:
        RedlineError: If they cannot be, or one has alternatives and none is chosen.
    """
    for document in side.documents:
        known = [alternative.name for alternative in document.options]
        if known and option not in known:
            raise OptionError(document.reference, known, option)
    if len(side.documents) == 1:
        whole = side.documents[0]
    else:
        whole = replace(together(side.documents), proposers=(side.name,), proposer_code=side.code, base=base.id)
    redline = redline_of(base, whole, option if whole.options else None)
    return Member(side.code, side.name, redline, side.documents)


def compile_proposals(texts: Library, options: CompileOptions) -> Compilation:
    """Return all proposals on each provision, in treaty order. Each document, and each alternative, is a member.

    Raises:
        RedlineError: If a subject, delegation or address means nothing, or there is no base.
    """
    chosen = list(_chosen(texts, options))
    base = instrument_named(texts, options.base or _usual_base(chosen))
    members: list[Member] = []
    missing = [error.on_one_line for error in texts.problems]
    for proposal in texts.proposals:
        if proposal.provenance.superseded_by:
            missing.append(f"{proposal.id}: superseded by {proposal.provenance.superseded_by}")
    for proposal in chosen:
        signs = signs_of(proposal)
        for option in [*(o.name for o in proposal.options)] or [""]:
            name = f"{proposal.proposer}, option {option}" if option else proposal.proposer
            try:
                made = redline_of(base, proposal, option or None)
            except RedlineError as error:
                missing.append(f"{proposal.id}: {error.on_one_line}")
                continue
            members.append(Member(signs[0], name, made, (proposal,), signs))
    found = collate(base, members, missing)
    return _part(found, options.article) if options.article else found


def _chosen(texts: Library, options: CompileOptions) -> Iterator[Proposal]:
    wanted = {delegation(name).code for name in options.delegations}
    subjects = {s.id: s for s in texts.positions.subjects}
    known = {*subjects, *(subject for p in texts.proposals for subject in p.subjects)}
    if options.subject and options.subject not in known:
        raise DocumentNotFound(options.subject, what="subject", known=sorted(known), where=texts.where)
    listed = set(subjects[options.subject].amendments) if options.subject in subjects else set()
    for proposal in current(texts.proposals):
        if wanted and not wanted & set(codes(proposal)):
            continue
        on_subject = options.subject in proposal.subjects or any(a.id in listed for a in proposal.amendments)
        if options.subject and not on_subject:
            continue
        yield proposal


def _usual_base(proposals: Sequence[Proposal]) -> str:
    bases = [proposal.base for proposal in proposals if proposal.base]
    if not bases:
        problem = "no proposal fits what was asked for" if not proposals else "no proposal names its base"
        raise UnreadableDocument("compile", problem, "See `redline list proposals`; name a base with --base.")
    return max(dict.fromkeys(bases), key=bases.count)


def _part(compilation: Compilation, article: str) -> Compilation:
    """The rows of one division."""
    written = article if not article[:1].isdigit() else f"Article {article}"
    known = list(dict.fromkeys(division.heading.name for division in compilation.base.divisions))
    address: Address | None = None
    with contextlib.suppress(ValueError):
        address = Address.parse(written)
    if address is None or address.kind is not AddressKind.DIVISION:
        raise AddressError(article, f"{article}: is no article or other division", known[:6], "Divisions there")
    rows = tuple(row for row in compilation.rows if row.division.key == address.division)
    if not rows and address.division not in {d.heading.key for d in compilation.base.divisions}:
        raise DocumentNotFound(written, what="division", known=known, where=compilation.base.name)
    return replace(compilation, rows=rows)


def combined_job(texts: Library, names: Sequence[str], *, base: str = "", option: str = "") -> ProposalJob:
    """Return the redline to make of several proposals adopted together.

    Args:
        texts: Where names are looked up.
        names: Documents, amendments, files or delegations.
        base: Identifier or file of the base; empty for the one that all name.
        option: Which alternative of a document that has some.

    Raises:
        ConflictingAmendments: If two of them cannot be adopted together.
        RedlineError: If a name means nothing or several things, or they have no common base.
    """
    sides = [signed_by(texts, name) for name in names]
    treaty = _common_base(texts, [p for side in sides for p in side.documents], base, names)
    proposal = combine(treaty, [member_of(treaty, side, option) for side in sides])
    return ProposalJob(stem=file_stem("-with-".join(side.code for side in sides)), base=treaty, proposal=proposal)


def comparison_files(
    comparison: Comparison, formats: Sequence[str] = (), design: Design | None = None
) -> dict[str, bytes]:
    """Return the files of two delegations side by side, by name.

    Args:
        comparison: What to write.
        formats: Names of formats; none for the usual ones. As docx there are two files: the table, and the second
            delegation's text as tracked changes on the first's.
        design: How they look.

    Raises:
        UnknownFormat: If there is no such format.
    """
    files = comparison_table_files(comparison, formats, design)
    if not formats or "docx" in formats:
        first, second = comparison.compilation.members
        between = compare(first.redline.revised, second.redline.revised)
        options = WriteOptions(design=design or Design())
        files[f"{file_stem(first.code)}-to-{file_stem(second.code)}.docx"] = write(between, "docx", options)
    return files
