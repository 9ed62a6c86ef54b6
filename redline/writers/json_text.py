"""Writes a redline as JSON: the change list and every heading and provision with its typed changes.

The format is described in ``docs/formats/json.md`` and held by ``schemas/redline.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from redline.model import (
    Amendment,
    Change,
    ChangeKind,
    Changes,
    Heading,
    Instrument,
    Item,
    ItemChange,
    Nature,
    Proposal,
    Provenance,
    Redline,
)
from redline.model.provenance import doubts_of_source, printed
from redline.writers.change_list import Line, change_list, place_names, totals
from redline.writers.context import articles_shown
from redline.writers.options import Context, WriteOptions

VERSION = 2
"""Version of the schema. It grows when a reader of the former one would misunderstand the new one."""


def write_json(redline: Redline, options: WriteOptions | None = None) -> bytes:
    """Return ``redline`` as JSON in UTF-8, by version 2 of the schema, ending in a line end.

    Args:
        redline: What to write.
        options: Choices; the context is the whole text unless one is chosen. What it leaves out is not in ``changes``.
    """
    options = options or WriteOptions()
    places = place_names(redline)
    visible = sorted(
        i for article in articles_shown(redline, options.context or Context.WHOLE) for i in article if i is not None
    )
    deleted, inserted = totals(redline)
    document = {
        "schema": "redline",
        "version": VERSION,
        "base": _instrument(redline.base),
        "revised": _instrument(redline.revised),
        "proposal": _proposal(redline.proposal) if redline.proposal else None,
        "option": redline.option or None,
        "ignored": list(redline.ignored),
        "words": {"deleted": deleted, "inserted": inserted},
        "list": [_line(line, options) for line in change_list(redline)],
        "changes": [_change(redline.changes[index], index, places) for index in visible],
        "notes": [{"kind": n.kind.value, "place": n.place, "words": n.words} for n in redline.notes],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _instrument(instrument: Instrument) -> dict[str, object]:
    return {
        "id": instrument.id,
        "title": instrument.title,
        "name": instrument.name,
        "language": instrument.language,
        "adopted_at": instrument.adopted_at or None,
        "adopted_on": instrument.adopted_on or None,
        "footnotes": [{"mark": mark, "text": text} for mark, text in instrument.footnotes],
        **_provenance(instrument.provenance),
    }


def _proposal(proposal: Proposal) -> dict[str, object]:
    return {
        "id": proposal.id,
        "reference": proposal.reference,
        "title": proposal.title,
        "proposers": list(proposal.proposers),
        "proposer_code": proposal.proposer_code or None,
        "supporters": list(proposal.supporters),
        "date": proposal.date or None,
        "subjects": list(proposal.subjects),
        "options": [option.name for option in proposal.options],
        "selected": list(proposal.selected),
        **_provenance(proposal.provenance),
        "labels": list(proposal.labels),
    }


def _provenance(provenance: Provenance) -> dict[str, object]:
    return {
        "status": provenance.status.value if provenance.status else None,
        "labels": [printed(doubt, provenance) for doubt in doubts_of_source(provenance)],
        "note": provenance.note or None,
        "source": provenance.source or None,
    }


def _line(line: Line, options: WriteOptions) -> dict[str, object]:
    amendment = line.amendment
    return {
        "symbol": line.symbol,
        "emphatic": amendment is not None and amendment.symbol.emphatic,
        "amendment": amendment.id if amendment else None,
        "place": line.place,
        "effect": line.effect,
        "words": {"deleted": line.deleted_words, "inserted": line.inserted_words},
        "labels": list(line.labels),
        "reasons": _reasons(amendment) if options.reasons else None,
        "changes": list(line.changes),
    }


def _reasons(amendment: Amendment | None) -> str | None:
    return (amendment.reasons or None) if amendment else None


def _change(change: ItemChange, index: int, places: Sequence[str]) -> dict[str, object]:
    return {
        "index": index,
        "effect": change.effect.value,
        "what": "heading" if isinstance(change.item, Heading) else "provision",
        "place": places[index],
        "base": [_item(item) for item in change.bases],
        "revised": [_item(item) for item in change.reviseds],
        "lead": stretches(change.lead),
        "body": stretches(change.body),
        "amendments": [amendment.id for amendment in change.amendments],
        "match": change.match.value if change.match else None,
        "move": change.move or None,
        "lead_edits": stretches(change.lead_edits),
        "edits": stretches(change.edits),
        "words": {"deleted": change.deleted_words, "inserted": change.inserted_words},
    }


def _item(item: Item) -> dict[str, object]:
    if isinstance(item, Heading):
        return {
            "kind": item.kind.name.lower(),
            "number": item.number or None,
            "printed": item.lead,
            "title": item.title,
        }
    emphasis = [[span.start, span.end] for span in item.emphasis]
    return {"number": item.number, "label": item.label, "letter": item.letter, "text": item.text, "emphasis": emphasis}


def stretches(changes: Changes) -> list[list[str]]:
    """Return changes as the schema has them: kind and text, and what there is to say of a change beside."""
    return [_stretch(change) for change in changes]


def _stretch(change: Change) -> list[str]:
    if change.base_text is not None:
        return [change.kind.value, change.text, change.base_text]
    plain = change.kind is ChangeKind.EQUAL or change.nature is Nature.WORDING
    return [change.kind.value, change.text] if plain else [change.kind.value, change.text, change.nature.value]
