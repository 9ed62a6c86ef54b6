"""Lays a base and a revised text side by side as one Redline: pairs in order, moves at both ends, words inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redline.engine.align import Pair, align, in_order
from redline.engine.consolidate import Consolidation, apply
from redline.engine.tokens import count_words
from redline.engine.words import diff_text, diff_tokens
from redline.model import (
    Amendment,
    Change,
    ChangeKind,
    Changes,
    Effect,
    Heading,
    Instrument,
    Item,
    ItemChange,
    Proposal,
    Redline,
    whole,
)


@dataclass(frozen=True, slots=True)
class _Links:
    """What is known of two lists of items before they are laid side by side."""

    kept: tuple[Pair, ...]
    """Pairs that do not cross."""

    moved: tuple[Pair, ...] = ()
    by_base: Mapping[int, tuple[Amendment, ...]] = field(default_factory=dict)
    by_revised: Mapping[int, tuple[Amendment, ...]] = field(default_factory=dict)


def compare(base: Instrument, revised: Instrument) -> Redline:
    """Return the redline of two texts of a treaty.

    Args:
        base: The earlier text.
        revised: The later text.

    Returns:
        Every heading and provision of either text exactly once (what moved: at both ends), in reading order.
        ``rejected`` of it are the lines of ``base``, ``accepted`` those of ``revised``.

    Cost:
        Grows with the length of the texts; words are compared only inside provisions that are paired and differ.

    >>> text = Instrument("t", "T")
    >>> compare(text, text).changes
    ()
    """
    pairs = align(base.items, revised.items)
    straight = in_order([(old, new) for old, new, _ in pairs])
    kept = tuple(pair for pair in pairs if pair[:2] in straight)
    moved = tuple(pair for pair in pairs if pair[:2] not in straight)
    return Redline(base, revised, tuple(_side_by_side(base.items, revised.items, _Links(kept, moved))))


def redline_of(base: Instrument, proposal: Proposal, option: str | None = None) -> Redline:
    """Return the redline that shows what a proposal changes in ``base``; errors as in ``consolidate``.

    Nothing is guessed: which provision became which is known from the amendments.
    """
    applied = apply(base, proposal, option)
    changes = tuple(_side_by_side(base.items, applied.instrument.items, _links(applied)))
    return Redline(base, applied.instrument, changes, proposal, option or "", applied.notes)


def _links(applied: Consolidation) -> _Links:
    kept = [(old, new, "amendment") for new, old in enumerate(applied.origins) if old is not None]
    by_base: dict[int, tuple[Amendment, ...]] = {old: (amendment,) for old, amendment in applied.suppressed}
    return _Links(
        tuple(kept),
        tuple((old, new, "amendment") for old, new in applied.moves),
        by_base,
        dict(enumerate(applied.touched_by)),
    )


def _side_by_side(base: Sequence[Item], revised: Sequence[Item], links: _Links) -> Iterator[ItemChange]:
    moves = {pair[:2]: number for number, pair in enumerate(links.moved, 1)}
    leaving = {old: (new, moves[old, new]) for old, new, _ in links.moved}
    coming = {new: (old, moves[old, new]) for old, new, _ in links.moved}
    old_at = new_at = 0
    for old, new, reason in (*links.kept, (len(base), len(revised), "")):
        for index in range(old_at, old):
            amendments = links.by_base.get(index, ())
            yield _gone(base[index], leaving.get(index, (0, 0))[1], amendments)
        for index in range(new_at, new):
            amendments = links.by_revised.get(index, ())
            source, move = coming.get(index, (-1, 0))
            yield _come(revised[index], move, amendments, base[source] if move else None)
        if old < len(base):
            yield _kept(base[old], revised[new], reason, links.by_revised.get(new, ()))
        old_at, new_at = old + 1, new + 1


def _gone(item: Item, move: int, amendments: tuple[Amendment, ...]) -> ItemChange:
    lead, body = (whole(text, ChangeKind.DELETE) for text in (item.lead, item.body))
    deleted = 0 if move else count_words(item.body)
    effect = Effect.MOVED if move else Effect.DELETED
    return ItemChange(effect, item, None, lead, body, amendments, move=move, deleted_words=deleted)


def _come(item: Item, move: int, amendments: tuple[Amendment, ...], source: Item | None) -> ItemChange:
    lead, body = (whole(text, ChangeKind.INSERT) for text in (item.lead, item.body))
    edits = diff_text(source.body, item.body) if source is not None and source.body != item.body else ()
    deleted, inserted = _counts(edits if move else body)
    effect = Effect.MOVED if move else Effect.INSERTED
    return ItemChange(effect, None, item, lead, body, amendments, "", move, edits, deleted, inserted)


def _kept(old: Item, new: Item, reason: str, amendments: tuple[Amendment, ...]) -> ItemChange:
    lead = _lead_changes(old, new)
    body = whole(new.body, ChangeKind.EQUAL) if old.body == new.body else diff_text(old.body, new.body)
    effect = Effect.UNCHANGED
    if old.body != new.body:
        effect = Effect.MODIFIED
    elif old.lead != new.lead:
        effect = Effect.RENUMBERED
    deleted, inserted = _counts(body)
    return ItemChange(effect, old, new, lead, body, amendments, reason, deleted_words=deleted, inserted_words=inserted)


def _counts(changes: Changes) -> tuple[int, int]:
    """How many words are deleted and inserted."""
    kinds = (ChangeKind.DELETE, ChangeKind.INSERT)
    deleted, inserted = (sum(count_words(c.text) for c in changes if c.kind is kind) for kind in kinds)
    return deleted, inserted


def _lead_changes(old: Item, new: Item) -> Changes:
    """Changes of number and labels, each a unit of its own."""
    if old.lead == new.lead:
        return whole(new.lead, ChangeKind.EQUAL)
    runs = diff_tokens(_fields(old), _fields(new))
    changes = [Change(kind, "".join(run)) for kind, run in runs if "".join(run)]
    return tuple(changes)


def _fields(item: Item) -> list[str]:
    if isinstance(item, Heading):
        return [part for word in item.lead.split(" ") for part in (word, " ")][:-1]
    return [part for field_ in item.prefix for part in (field_, "\t")][: None if item.text else -1]
