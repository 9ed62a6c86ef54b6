"""Writes an Instrument or Proposal in the conference text layout, so that reading it gives the same model again.

What was read is printed as it was: a key of the front matter keeps its own lines for as long as its value is the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from redline.model import Amendment, Heading, Instrument, Item, Proposal, Provenance, print_provision
from redline.model.front_matter import FrontMatter, Value

_FENCE = "---\n"


def write_conference_text(document: Instrument | Proposal) -> str:
    """Return ``document`` in the conference text layout, one empty line between blocks, ending in a line end.

    Raises:
        ValueError: If the layout cannot hold the document, as when a provision has an empty line in its text.

    >>> print(write_conference_text(Instrument("t", "A treaty")), end="")
    ---
    id: t
    title: A treaty
    language: en
    ---
    """
    if isinstance(document, Instrument):
        fields, blocks = _instrument_fields(document), [_item(item) for item in document.items]
    else:
        fields, blocks = _proposal_fields(document), [_amendment(a) for a in document.amendments]
    printed = [block for block in blocks if block]
    body = "\n".join(f"{block}\n" for block in printed)
    return _FENCE + _front_matter(document.front_matter, dict(fields)) + _FENCE + (f"\n{body}" if body else "")


def _front_matter(as_read: FrontMatter, fields: dict[str, Value]) -> str:
    lines: list[str] = []
    for entry in as_read.entries:
        if entry.name in fields:
            value = fields.pop(entry.name)
            lines.append(entry.printed if value == entry.value else _yaml(entry.name, value))
    lines += [_yaml(name, value) for name, value in fields.items()]
    return "".join(f"{line}\n" for line in lines)


def _yaml(name: str, value: Value) -> str:
    import yaml

    plain: object = value
    if isinstance(value, tuple):
        pairs = [item for item in value if isinstance(item, tuple)]
        plain = dict(pairs) if pairs else list(value)
    style = isinstance(plain, list)
    dumped: str = yaml.safe_dump(
        {name: plain}, allow_unicode=True, width=110, sort_keys=False, default_flow_style=style
    )
    if style:  # {proposers: [A, B]} in flow style: the braces go
        dumped = dumped.strip()[1:-1]
    return dumped.rstrip("\n")


def _instrument_fields(instrument: Instrument) -> Iterator[tuple[str, Value]]:
    yield "id", instrument.id
    yield "title", instrument.title
    for name in ("short_title", "kind", "adopted_at", "adopted_on", "in_force_on"):
        yield from _if_any(name, getattr(instrument, name))
    yield from _language(instrument.language, instrument.front_matter)
    yield from _if_any("citation", instrument.citation)
    yield from _provenance(instrument.provenance)
    if instrument.footnotes:
        yield "footnotes", instrument.footnotes


def _language(language: str, as_read: FrontMatter) -> Iterator[tuple[str, Value]]:
    said = not as_read.entries or any(entry.name == "language" for entry in as_read.entries)
    if said or language != "en":
        yield "language", language


def _proposal_fields(proposal: Proposal) -> Iterator[tuple[str, Value]]:
    yield "id", proposal.id
    yield from _if_any("title", proposal.title)
    for name in ("proposers", "supporters", "proposer_code", "proposer_kind", "base", "submitted_on"):
        yield from _if_any(name, getattr(proposal, name))
    for name in ("compiled_in", "compiled_on", "original_language"):
        yield from _if_any(name, getattr(proposal, name))
    yield from _language(proposal.language, proposal.front_matter)
    yield from _if_any("subjects", proposal.subjects)
    yield from _provenance(proposal.provenance)
    if proposal.options:
        yield "options", "true"


def _provenance(provenance: Provenance) -> Iterator[tuple[str, Value]]:
    if provenance.status:
        yield "status", provenance.status.value
    yield from _if_any("status_note", provenance.note)
    yield from _if_any("source", provenance.source)
    if provenance.editorial_placement:
        yield "placement", "editorial"
    if provenance.withdrawn:
        yield "withdrawn", "true"
    if provenance.excerpt:
        yield "excerpt", "true"
    yield from _if_any("superseded_by", provenance.superseded_by)


def _if_any(name: str, value: Value) -> Iterator[tuple[str, Value]]:
    if value:
        yield name, value


def _item(item: Item, *, bare: bool = False) -> str:
    return "\n".join(item.lines) if isinstance(item, Heading) else print_provision(item, bare=bare)


def _amendment(amendment: Amendment) -> str:
    lines = [f"{amendment.symbol.value} {amendment.id}"]
    details = (("after", amendment.after), ("from", amendment.moved_from), ("option", amendment.option))
    lines += [f"{name}: {value}" for name, value in details if value]
    if amendment.status:
        lines.append(f"status: {amendment.status.value}")
    names_place = amendment.symbol.suppresses or amendment.symbol.keeps
    blocks = [_item(item, bare=names_place) for item in amendment.wording]
    text = "\n".join(lines) + "\n" + "\n\n".join(blocks)
    return text + (f"\nReasons: {amendment.reasons}" if amendment.reasons else "")
