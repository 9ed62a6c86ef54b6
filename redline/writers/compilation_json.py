"""Writes a compilation, or two delegations side by side, as JSON."""

from __future__ import annotations

import json

from redline.model import ComparedRow, Comparison, Compilation, Convergence, Heading, Item, Row
from redline.writers.json_text import stretches
from redline.writers.statements import ledger, statement_of

VERSION = 1
"""Version of both layouts; see docs/formats/json.md."""


def write_compilation_json(compilation: Compilation) -> bytes:
    """Return a compilation as JSON in UTF-8, ending in a line end."""
    return _printed(
        {
            "schema": "redline-compilation",
            "version": VERSION,
            **_head(compilation),
            "rows": [_row(compilation, row) for row in compilation.rows],
            **_tail(compilation),
        }
    )


def write_comparison_json(comparison: Comparison) -> bytes:
    """Return two delegations side by side as JSON in UTF-8, ending in a line end."""
    compilation = comparison.compilation
    return _printed(
        {
            "schema": "redline-delegations",
            "version": VERSION,
            **_head(compilation),
            "rows": [_compared(compilation, row) for row in comparison.rows],
            **_tail(compilation),
        }
    )


def _printed(document: dict[str, object]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _head(compilation: Compilation) -> dict[str, object]:
    return {
        "base": {"id": compilation.base.id, "name": compilation.base.name, "language": compilation.base.language},
        "members": [
            {
                "code": member.code,
                "name": member.name,
                "documents": [document.id for document in member.proposals],
                "supporters": [name for document in member.proposals for name in document.supporters],
                "labels": list(member.labels),
            }
            for member in compilation.members
        ],
    }


def _tail(compilation: Compilation) -> dict[str, object]:
    return {
        "ledger": [
            {"amendment": identifier, "symbol": symbol, "places": places}
            for identifier, symbol, places in ledger(compilation)
        ],
        "missing": list(compilation.missing),
    }


def _row(compilation: Compilation, row: Row) -> dict[str, object]:
    return {
        "place": row.place,
        "division": row.division.name,
        "base": _text(row.base),
        "entries": [
            {
                "member": entry.member,
                "effect": entry.change.effect.value,
                "symbol": one.symbol or None,
                "amendments": list(one.identifiers),
                "text": _text(entry.change.revised),
                "lead": stretches(entry.change.lead),
                "body": stretches(entry.change.body),
                "reasons": one.reasons or None,
                "labels": list(one.labels),
            }
            for entry in row.entries
            for one in (statement_of(compilation, entry),)
        ],
    }


def _text(item: Item | None) -> str | None:
    if item is None:
        return None
    return "\n".join(item.lines) if isinstance(item, Heading) else item.line


def _compared(compilation: Compilation, row: ComparedRow) -> dict[str, object]:
    return {
        **_row(compilation, row.row),
        "relation": row.relation.value,
        "between": stretches(row.between),
        "merged": row.merged or None,
        "contested": list(row.contested),
    }


def convergence_json(found: Convergence) -> bytes:
    """Return where the members of a compilation converge as JSON in UTF-8, ending in a line end."""
    return _printed(
        {
            "schema": "redline-convergence",
            "version": VERSION,
            **_head(found.compilation),
            "together": list(found.together),
            "clashes": [
                {
                    "members": [clash.first, clash.second],
                    "place": clash.place,
                    "relation": clash.relation.value,
                    "contested": list(clash.contested),
                }
                for clash in found.clashes
            ],
            "groups": [
                {
                    "place": group.place,
                    "shared_words": group.core,
                    "members": [
                        {"member": one.member, "from_shared_words": stretches(one.changes)} for one in group.deviations
                    ],
                }
                for group in found.groups
            ],
            "missing": list(found.compilation.missing),
        }
    )
