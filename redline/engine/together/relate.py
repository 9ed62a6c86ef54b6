"""How what two delegations propose for one place goes together, and both changes made where they can be.

Edits are found as a least script, not as a redline shows them: a redline joins neighbouring words into phrases, and two
delegations may well change different words of one phrase.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redline.engine.words.diff import diff_text, least_changes
from redline.engine.words.tokens import tokens
from redline.model import ChangeKind, Changes, ComparedRow, Comparison, Compilation, ItemChange, Relation, Row


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Words of a base text that are replaced: half-open ``[start, end)`` in its code points; empty for an insertion."""

    start: int
    end: int
    text: str
    """What stands there instead."""


@functools.lru_cache(maxsize=4096)  # a place that many delegations amend compares each with every other
def edits_of(base: str, revised: str) -> tuple[Edit, ...]:
    """Return the least edits, by whole words, that turn ``base`` into ``revised``.

    >>> edits_of("Members may act.", "Members shall act.")
    (Edit(start=8, end=11, text='shall'),)
    """
    found: list[Edit] = []
    at = 0
    for old, new, kept in least_changes(base, revised):
        if not kept:
            found.append(Edit(at, at + len(old), new))
        at += len(old)
    return tuple(found)


def contested(one: Sequence[Edit], other: Sequence[Edit]) -> tuple[tuple[Edit, Edit], ...]:
    """Return the pairs of different edits, one of each side, that touch the same words.

    Two insertions at one point do; an insertion at the edge of a replacement does not, since both can be made.
    """
    found = []
    for mine in one:
        for theirs in other:
            if theirs.start > mine.end:
                break
            if mine != theirs and _touch(mine, theirs):
                found.append((mine, theirs))
    return tuple(found)


def _touch(one: Edit, other: Edit) -> bool:
    if one.start == one.end and other.start == other.end:
        return one.start == other.start
    return one.start < other.end and other.start < one.end


def merge(base: str, one: str, other: str) -> str | None:
    """Return ``base`` with both changes made, or None if they touch the same words.

    Where one text holds the other's change as it is and goes further, it is what both make. The order of the two does
    not matter.

    >>> merge("Members may act now.", "Members shall act now.", "Members may act soon.")
    'Members shall act soon.'
    >>> merge("Members may act.", "Members shall act.", "Members should act.") is None
    True
    """
    mine, theirs = edits_of(base, one), edits_of(base, other)
    if contested(mine, theirs):
        further = [text for text, less in ((other, one), (one, other)) if _goes_further(base, less, text)]
        return further[0] if len(set(further)) == 1 else None
    text, at = [], 0
    for edit in sorted({*mine, *theirs}):
        text += [base[at : edit.start], edit.text]
        at = edit.end
    return "".join([*text, base[at:]])


def _goes_further(base: str, less: str, more: str) -> bool:
    """Whether ``more`` leaves every word that ``less`` changed as ``less`` has it."""
    made = []
    shift = 0
    for edit in edits_of(base, less):
        start = edit.start + shift
        made.append(Edit(start, start + len(edit.text), ""))
        shift += len(edit.text) - (edit.end - edit.start)
    return not any(_meets(edit, further) for edit in made for further in edits_of(less, more))


def _meets(made: Edit, further: Edit) -> bool:
    """Whether a further edit touches what was made; where something was deleted, its place."""
    if made.start == made.end:
        return further.start <= made.start <= further.end
    return _touch(made, further) or (further.start == further.end and made.start < further.start < made.end)


def relate(compilation: Compilation) -> Comparison:
    """Return a compilation of two members with the relation of each row.

    Raises:
        ValueError: If it has not two members.
    """
    if len(compilation.members) != 2:
        raise ValueError(f"a comparison has two sides, not {len(compilation.members)}")
    return Comparison(compilation, tuple(map(related, compilation.rows)))


def related(row: Row, first: int = 0, second: int = 1) -> ComparedRow:
    """Return how two members' entries of a row go together.

    Args:
        row: The row.
        first: Index of one member.
        second: Index of the other.
    """
    one, other = row.of(first), row.of(second)
    if one is None or other is None:
        return ComparedRow(row, Relation.ONLY_B if one is None else Relation.ONLY_A)
    found = judged(one, other)
    apart = found.relation in (Relation.CONFLICTING, Relation.REWORDED, Relation.COMPATIBLE)
    between = _between(one, other) if apart else ()
    return ComparedRow(row, found.relation, between, found.merged, found.contested)


@dataclass(frozen=True, slots=True)
class Judged:
    """How two changes of one place go together."""

    relation: Relation
    merged: str = ""
    contested: tuple[str, ...] = ()


def judged(one: ItemChange, other: ItemChange) -> Judged:
    """Return how two members' changes of one place go together, without the way from one text to the other."""
    relation = _relation(one, other)
    return _both_modify(one, other) if relation is None else Judged(relation)


def _relation(one: ItemChange, other: ItemChange) -> Relation | None:
    """The relation of two entries of a row; None where it depends on the words that each modifies."""
    kept = [not change.changed for change in (one, other)]
    if any(kept):
        return Relation.AGREES if all(kept) else Relation.CONFLICTING
    if one.base is None or other.base is None:
        return Relation.SAME if _text(one) == _text(other) else Relation.REWORDED
    if one.revised is None or other.revised is None:
        both = one.revised is other.revised and bool(one.move) == bool(other.move)
        return Relation.SAME if both else Relation.CONFLICTING
    same = _text(one) == _text(other) and one.lead_revised == other.lead_revised
    return Relation.SAME if same else None


def _both_modify(one: ItemChange, other: ItemChange) -> Judged:
    base = one.base.body if one.base else ""
    texts = _text(one) or "", _text(other) or ""
    both = merge(base, *texts)
    leads = {one.lead_revised, other.lead_revised} - {one.lead_base}
    if both is not None and len(leads) < 2:
        return Judged(Relation.COMPATIBLE, both)
    touched = contested(edits_of(base, texts[0]), edits_of(base, texts[1]))
    return Judged(Relation.CONFLICTING, contested=tuple(_words(base, touched)))


def _words(base: str, touched: Sequence[tuple[Edit, Edit]]) -> Iterator[str]:
    """The words of the base that are contested; where text is inserted, the word before it."""
    seen: dict[str, None] = {}
    for one, other in touched:
        start, end = min(one.start, other.start), max(one.end, other.end)
        words = base[start:end].strip() or next((t for t in reversed(tokens(base[:start])) if t.strip()), "")
        seen.setdefault(words)
    yield from seen


def _text(change: ItemChange) -> str | None:
    return None if change.revised is None else change.revised.body


def _between(one: ItemChange, other: ItemChange) -> Changes:
    first, second = _text(one), _text(other)
    if first is None or second is None or first == second:
        return ()
    changes = diff_text(first, second)
    return changes if any(change.kind is not ChangeKind.EQUAL for change in changes) else ()
