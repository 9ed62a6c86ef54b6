"""Lays a base and a revised text side by side as one Redline: pairs in order, moves at both ends, words inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redline.engine.align.alignment import align
from redline.engine.align.pairing import Pair
from redline.engine.options import CompareOptions, Ignore
from redline.engine.words.diff import diff_fields, diff_text, diff_units
from redline.engine.words.tokens import count_words, tokens
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
    Nature,
    PairReason,
    Redline,
    whole,
)

_DEFAULT = CompareOptions()
_COUNTED = (Nature.WORDING, Nature.CASE)
"""What counts as words changed: brackets, typography and spacing alter none."""


@dataclass(frozen=True, slots=True)
class Links:
    """Which items of two texts are versions of one another, by index, and the amendments that touch them."""

    kept: tuple[Pair, ...]
    """Pairs that do not cross."""

    moved: tuple[Pair, ...] = ()
    by_base: Mapping[int, tuple[Amendment, ...]] = field(default_factory=dict)
    by_revised: Mapping[int, tuple[Amendment, ...]] = field(default_factory=dict)


def compare(base: Instrument, revised: Instrument, options: CompareOptions = _DEFAULT) -> Redline:
    """Return the redline of two texts of a treaty.

    Args:
        base: The earlier text.
        revised: The later text.
        options: What to ignore, and how coarse the marks are.

    Returns:
        Every heading and provision of either text exactly once (what moved: at both ends), in reading order.
        ``rejected`` of it are the lines of ``base``, ``accepted`` those of ``revised``.

    Cost:
        Grows with the length of the texts; words are compared only inside provisions that are paired and differ.

    >>> text = Instrument("t", "T")
    >>> compare(text, text).changes
    ()
    """
    found = align(base.items, revised.items, options)
    changes = tuple(side_by_side(base.items, revised.items, Links(found.kept, found.moved), options))
    return Redline(base, revised, changes, notes=found.notes, ignored=ignored_names(options))


def ignored_names(options: CompareOptions) -> tuple[str, ...]:
    """Return what a comparison ignores, as a redline names it: ``("typography",)``."""
    return tuple(sort.value for sort in Ignore if sort in options.ignore)


def side_by_side(
    base: Sequence[Item], revised: Sequence[Item], links: Links, options: CompareOptions
) -> Iterator[ItemChange]:
    """Yield the changes of two lists of items in reading order: what stands in one alone where it stands.

    Args:
        base: The earlier text.
        revised: The later text.
        links: Which items are versions of one another.
        options: What to ignore, and how coarse the marks are.
    """
    moves = {number: _Move(number, base[p.old], revised[p.new], p, options) for number, p in enumerate(links.moved, 1)}
    leaving = {move.pair.old: move for move in moves.values()}
    coming = {move.pair.new: move for move in moves.values()}
    old_at = new_at = 0
    for pair in (*links.kept, Pair(len(base), len(revised), None)):
        for index in range(old_at, pair.old):
            yield _lone(base[index], None, leaving.get(index), links.by_base.get(index, ()))
        for index in range(new_at, pair.new):
            yield _lone(None, revised[index], coming.get(index), links.by_revised.get(index, ()))
        old_at, new_at = pair.old + pair.more_old + 1, pair.new + pair.more_new + 1
        if pair.old < len(base):
            amendments = links.by_revised.get(pair.new, ())
            yield _kept(base[pair.old : old_at], revised[pair.new : new_at], pair.reason, amendments, options)


class _Move:
    """A provision or heading on its way: what became of it."""

    def __init__(self, number: int, old: Item, new: Item, pair: Pair, options: CompareOptions) -> None:
        self.number, self.pair = number, pair
        lead, body = _lead_changes(old, new, options), diff_text(old.body, new.body, options)
        self.lead_edits = lead if any(change.kind is not ChangeKind.EQUAL for change in lead) else ()
        self.edits = body if any(change.kind is not ChangeKind.EQUAL for change in body) else ()


def _lone(base: Item | None, revised: Item | None, move: _Move | None, amendments: tuple[Amendment, ...]) -> ItemChange:
    """What stands in one text alone: deleted, inserted, or one end of a move."""
    item, kind = (base, ChangeKind.DELETE) if base is not None else (revised, ChangeKind.INSERT)
    if item is None:
        raise AssertionError("one of the two is given")
    lead, body = (whole(text, kind) for text in (item.lead, item.body))
    if move is None:
        effect = Effect.DELETED if revised is None else Effect.INSERTED
        deleted, inserted = _counts(body)
        return ItemChange(effect, base, revised, lead, body, amendments, deleted_words=deleted, inserted_words=inserted)
    deleted, inserted = _counts(move.edits) if base is None else (0, 0)  # counted once, at the new end
    return ItemChange(
        Effect.MOVED,
        base,
        revised,
        lead,
        body,
        amendments,
        move.pair.reason,
        move.number,
        lead_edits=move.lead_edits,
        edits=move.edits,
        deleted_words=deleted,
        inserted_words=inserted,
    )


def _kept(
    olds: Sequence[Item],
    news: Sequence[Item],
    reason: PairReason | None,
    amendments: tuple[Amendment, ...],
    options: CompareOptions,
) -> ItemChange:
    (old, *more_old), (new, *more_new) = olds, news
    lead = _lead_changes(old, new, options)
    if more_old or more_new:
        body = diff_units(_units(olds), _units(news), options)
        effect = Effect.SPLIT if more_new else Effect.MERGED
    else:
        body = whole(new.body, ChangeKind.EQUAL) if old.body == new.body else diff_text(old.body, new.body, options)
        effect = _effect(lead, body)
    deleted, inserted = _counts(body)
    return ItemChange(
        effect,
        old,
        new,
        lead,
        body,
        amendments,
        reason,
        deleted_words=max(deleted - sum(count_words(item.lead) for item in more_old), 0),
        inserted_words=max(inserted - sum(count_words(item.lead) for item in more_new), 0),
        more_base=tuple(more_old),
        more_revised=tuple(more_new),
    )


def _effect(lead: Changes, body: Changes) -> Effect:
    if any(change.kind is not ChangeKind.EQUAL for change in body):
        return Effect.MODIFIED
    return Effect.RENUMBERED if any(change.kind is not ChangeKind.EQUAL for change in lead) else Effect.UNCHANGED


def _units(items: Sequence[Item]) -> list[str]:
    """The text of neighbouring items as units; a line end with the number and labels after it is one."""
    found = tokens(items[0].body)
    for item in items[1:]:
        found += [f"\n{item.lead}", *tokens(item.body)]
    return found


def _counts(changes: Changes) -> tuple[int, int]:
    """How many words are deleted and inserted."""
    counted = [change for change in changes if change.nature in _COUNTED]
    kinds = (ChangeKind.DELETE, ChangeKind.INSERT)
    deleted, inserted = (sum(count_words(c.text) for c in counted if c.kind is kind) for kind in kinds)
    return deleted, inserted


def _lead_changes(old: Item, new: Item, options: CompareOptions) -> Changes:
    """Changes of number and labels, each a unit of its own."""
    if old.lead == new.lead:
        return whole(new.lead, ChangeKind.EQUAL)
    old_fields, new_fields = _fields(old), _fields(new)
    alike = len(old_fields) == len(new_fields)
    if Ignore.NUMBERING not in options.ignore:
        return _field_by_field(old_fields, new_fields) if alike else diff_fields(old_fields, new_fields)
    if not alike:
        return (Change(ChangeKind.EQUAL, new.lead, base_text=old.lead),)
    pairs = zip(old_fields, new_fields, strict=True)
    return tuple(Change(ChangeKind.EQUAL, new, base_text=None if old == new else old) for old, new in pairs)


def _field_by_field(old: Sequence[str], new: Sequence[str]) -> Changes:
    """The changes where each field keeps its place, as when everything after an insertion is renumbered."""
    changes: list[Change] = []
    for one, other in zip(old, new, strict=True):
        if one != other:
            changes += [Change(ChangeKind.DELETE, one), Change(ChangeKind.INSERT, other)]
        elif changes and changes[-1].kind is ChangeKind.EQUAL:
            changes[-1] = Change(ChangeKind.EQUAL, changes[-1].text + other)
        else:
            changes.append(Change(ChangeKind.EQUAL, other))
    return tuple(changes)


def _fields(item: Item) -> list[str]:
    if isinstance(item, Heading):
        return [part for word in item.lead.split(" ") for part in (word, " ")][:-1]
    fields = [part for field_ in item.prefix for part in (field_, "\t")][: None if item.text else -1]
    return [part for part in fields if part]
