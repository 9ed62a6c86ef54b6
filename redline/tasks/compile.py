"""What `delegations` and `compile` lay side by side: which documents stand for whom, over which base."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from redline.engine.amend.redlining import redline_of
from redline.engine.compare import compare
from redline.engine.together.collate import collate
from redline.engine.together.combine import combine, together
from redline.engine.together.relate import relate
from redline.errors import (
    AddressError,
    AmbiguousDocument,
    DocumentNotFound,
    OptionError,
    RedlineError,
    UnknownFormat,
    UnreadableDocument,
)
from redline.library import Library, delegation
from redline.model import Address, AddressKind, Comparison, Compilation, Instrument, Member, Proposal
from redline.model.proposal import file_stem
from redline.tasks.proposals import Job, open_file, open_instrument
from redline.writers import write
from redline.writers.options import Design, WriteOptions


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
    sides = [_named(texts, name) for name in (first, second)]
    treaty = _common_base(texts, [p for _, _, documents in sides for p in documents], base, (first, second))
    members = [member_of(treaty, *side, option) for side in sides]
    if direct:
        start = members[0].redline.revised
        members = [
            replace(members[0], redline=compare(start, start)),
            replace(members[1], redline=compare(start, members[1].redline.revised)),
        ]
        treaty = start
    return relate(collate(treaty, members))


def documents_of(texts: Library, name: str) -> tuple[tuple[str, ...], tuple[Proposal, ...]]:
    """Return the documents that a name means, and the one amendment of them if it names one.

    Args:
        texts: Where names are looked up.
        name: A document, amendment, file or delegation.

    Raises:
        RedlineError: If it means nothing or several things.
    """
    with contextlib.suppress(DocumentNotFound):
        return (), (texts.document(name),)
    try:
        document, identifier = texts.amendment(name)
    except DocumentNotFound as error:
        try:
            return (), _named(texts, name)[2]
        except DocumentNotFound as unknown:
            raise (error if "/" in name else unknown) from None
    return (identifier,), (document,)


def _named(texts: Library, name: str) -> tuple[str, str, tuple[Proposal, ...]]:
    """Code, name and documents of what a name means: a document, a file, else a delegation."""
    with contextlib.suppress(DocumentNotFound):
        document = texts.document(name)
        return document.reference, document.proposer, (document,)
    file = open_file(texts, name)
    if isinstance(file, Proposal):
        return file.reference, file.proposer, (file,)
    if file is not None:
        raise UnreadableDocument(name, "is an instrument, not a proposal", "`redline compare` takes two instruments.")
    try:
        found = delegation(name)
    except (DocumentNotFound, AmbiguousDocument) as error:
        raise error from None
    documents = tuple(p for p in current(texts.proposals) if found.code in codes(p))
    if not documents:
        known = sorted({code for p in current(texts.proposals) for code in codes(p)})
        raise DocumentNotFound(
            f"{found.name} ({found.code})", what="proposal of that delegation", known=known, where=texts.where
        )
    return found.code, found.name, documents


def current(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Return the proposals that no revision has taken the place of."""
    return (p for p in proposals if not p.provenance.superseded_by)


def codes(proposal: Proposal) -> tuple[str, ...]:
    """Return the symbols of a document's proposers, as far as they are known delegations."""
    found = [proposal.proposer_code] if proposal.proposer_code else []
    for name in proposal.proposers:
        with contextlib.suppress(DocumentNotFound, AmbiguousDocument):
            found.append(delegation(name).code)
    return tuple(dict.fromkeys(found))


def signs_of(proposal: Proposal) -> tuple[str, ...]:
    """Return the symbols that a document is listed under: those of its proposers, else the name that signs it."""
    return codes(proposal) or (proposal.author,)


def _common_base(texts: Library, documents: Sequence[Proposal], given: str, names: Sequence[str]) -> Instrument:
    if given:
        return open_instrument(texts, given)
    bases = dict.fromkeys(document.base for document in documents if document.base)
    if len(bases) != 1:
        problem = f"have no common base ({', '.join(bases) or 'they name none'})"
        raise UnreadableDocument(" and ".join(names), problem, "Name the instrument that both amend with --base.")
    return open_instrument(texts, next(iter(bases)))


def member_of(base: Instrument, code: str, name: str, documents: Sequence[Proposal], option: str = "") -> Member:
    """Return one delegation with all its documents applied together.

    Raises:
        RedlineError: If they cannot be, or one has alternatives and none is chosen.
    """
    for document in documents:
        known = [one.name for one in document.options]
        if known and option not in known:
            raise OptionError(document.reference, known, option)
    if len(documents) == 1:
        whole = documents[0]
    else:
        whole = replace(together(documents), proposers=(name,), proposer_code=code, base=base.id)
    names = [known.name for known in whole.options]
    return Member(code, name, redline_of(base, whole, option if names else None), tuple(documents))


def compile_proposals(texts: Library, options: CompileOptions) -> Compilation:
    """Return all proposals on each provision, in treaty order. Each document, and each alternative, is a member.

    Raises:
        RedlineError: If a subject, delegation or address means nothing, or there is no base.
    """
    chosen = list(_chosen(texts, options))
    base = open_instrument(texts, options.base or _usual_base(chosen))
    members: list[Member] = []
    missing = [f"{error}".replace("\n", " ") for error in texts.problems]
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
                missing.append(f"{proposal.id}: {error}".replace("\n", " "))
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


def combined_job(texts: Library, names: Sequence[str], *, base: str = "", option: str = "") -> Job:
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
    sides = [_named(texts, name) for name in names]
    treaty = _common_base(texts, [p for _, _, documents in sides for p in documents], base, names)
    proposal = combine(treaty, [member_of(treaty, *side, option) for side in sides])
    return Job(file_stem("-with-".join(code for code, _, _ in sides)), treaty, None, proposal)


COMPARISON_FORMATS = ("docx", "html", "json")
COMPILATION_FORMATS = ("docx", "html", "xlsx", "json")
_MORE = ("pdf",)  # what is written when it is asked for


def comparison_files(comparison: Comparison, formats: Sequence[str], design: Design | None = None) -> dict[str, bytes]:
    """Return the files of two delegations side by side, by name.

    Args:
        comparison: What to write.
        formats: Some of :data:`COMPARISON_FORMATS`. As docx there are two: the table, and the second delegation's text
            as tracked changes on the first's.
        design: How they look.

    Raises:
        UnknownFormat: If there is no such format.
    """
    from redline.writers.compilation_json import write_comparison_json
    from redline.writers.docx.table import write_comparison_docx
    from redline.writers.html.compilation import write_comparison_html
    from redline.writers.pdf import pdf_of

    first, second = comparison.compilation.members
    stem = f"{file_stem(first.code)}-and-{file_stem(second.code)}"
    made: dict[str, bytes] = {}
    for name in _known(formats, (*COMPARISON_FORMATS, *_MORE)):
        if name == "docx":
            made[f"{stem}.docx"] = write_comparison_docx(comparison, design)
            between = compare(first.redline.revised, second.redline.revised)
            made[f"{file_stem(first.code)}-to-{file_stem(second.code)}.docx"] = write(
                between, "docx", WriteOptions(design=design or Design())
            )
        elif name == "html":
            made[f"{stem}.html"] = write_comparison_html(comparison, design)
        elif name == "pdf":
            made[f"{stem}.pdf"] = pdf_of(write_comparison_html(comparison, design))
        else:
            made[f"{stem}.json"] = write_comparison_json(comparison)
    return made


def compilation_files(
    compilation: Compilation, formats: Sequence[str], design: Design | None = None
) -> dict[str, bytes]:
    """Return the files of a compilation, by name.

    Args:
        compilation: What to write.
        formats: Some of :data:`COMPILATION_FORMATS`. As docx there are two: the table, and the document in which every
            delegation's amendments are tracked changes under its own name.
        design: How they look.

    Raises:
        UnknownFormat: If there is no such format.
    """
    from redline.writers.compilation_json import write_compilation_json
    from redline.writers.docx.by_author import write_by_author_docx
    from redline.writers.docx.table import write_compilation_docx
    from redline.writers.html.compilation import write_compilation_html
    from redline.writers.pdf import pdf_of
    from redline.writers.sheet import write_xlsx

    made: dict[str, bytes] = {}
    for name in _known(formats, (*COMPILATION_FORMATS, *_MORE)):
        if name == "docx":
            made["compilation.docx"] = write_compilation_docx(compilation, design)
            made["compilation-by-author.docx"] = write_by_author_docx(compilation, design=design)
        elif name == "html":
            made["compilation.html"] = write_compilation_html(compilation, design)
        elif name == "pdf":
            made["compilation.pdf"] = pdf_of(write_compilation_html(compilation, design))
        elif name == "xlsx":
            made["compilation.xlsx"] = write_xlsx(compilation)
        else:
            made["compilation.json"] = write_compilation_json(compilation)
    return made


def _known(formats: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    for name in formats:
        if name not in known:
            raise UnknownFormat(name, list(known))
    return tuple(dict.fromkeys(formats))
