"""The word changes that turn one text into another, marked as a lawyer would mark them.

A least script over whole tokens comes first (``script``), then the clean-ups that make it readable (``readable``), then
what sort of difference each change is (``nature``). What is ignored is kept text whose two forms differ.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from redline.engine.options import CompareOptions, Ignore
from redline.engine.words.nature import key, nature
from redline.engine.words.readable import readable
from redline.engine.words.segments import Segment, append, segments
from redline.engine.words.tokens import tokens
from redline.model import Change, ChangeKind, Changes, Nature

_DEFAULT = CompareOptions()
_MAY_BE_IGNORED = {
    Nature.TYPOGRAPHY: {Ignore.TYPOGRAPHY},
    Nature.CASE: {Ignore.CASE},
    Nature.WHITESPACE: {Ignore.WHITESPACE},
}


def diff_text(old: str, new: str, options: CompareOptions = _DEFAULT) -> Changes:
    """Return the word-level changes that turn ``old`` into ``new``.

    The units are words, numbers and single other characters, so a change never cuts a word.

    Args:
        old: Text of the earlier provision, as printed.
        new: Text of the later provision, as printed.
        options: What to ignore, and how coarse the marks are. Nothing is ignored unless it says so: case, quotes and
            spacing all count.

    Returns:
        Changes in reading order, no two neighbours of one kind and nature, deletion before insertion. ``reject`` of
        them is ``old`` and ``accept`` is ``new`` for every input; ``()`` if both are empty.

    Raises:
        TypeError: If either argument is not ``str``.

    Cost:
        Near-linear in the length of the texts. No time limit is set, so equal inputs give equal output on any machine.

    >>> [(c.kind.value, c.text) for c in diff_text("may reject", "shall reject")]
    [('delete', 'may'), ('insert', 'shall'), ('equal', ' reject')]
    """
    for name, value in (("old", old), ("new", new)):
        if not isinstance(value, str):
            raise TypeError(f"{name} must be str, not {type(value).__name__}")
    return diff_units(tokens(old), tokens(new), options)


def diff_units(old: Sequence[str], new: Sequence[str], options: CompareOptions = _DEFAULT) -> Changes:
    """Return the changes between two texts that are cut into units already; the rest as for :func:`diff_text`."""
    ignored = options.ignore - {Ignore.NUMBERING, Ignore.FORMATTING}
    keys = (old, new)
    if ignored:
        keys = ([key(unit, ignored) or unit[:1] for unit in old], [key(unit, ignored) or unit[:1] for unit in new])
    listed = segments(old, new, keys)
    if ignored:
        listed = _forgiven(listed, ignored)
    return _changes(readable(listed, options.granularity))


def least_changes(old: str, new: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the stretches of a least script, before any clean-up: old form, new form, whether it is kept."""
    first, second = tokens(old), tokens(new)
    for segment in segments(first, second, (first, second)):
        yield "".join(segment.old), "".join(segment.new), segment.kept


def diff_fields(old: Sequence[str], new: Sequence[str]) -> Changes:
    """Return the changes between two lists of fields, each of which is kept or replaced whole.

    >>> [(c.kind.value, c.text) for c in diff_fields(["31", "\\t", "3.4"], ["31", "\\t", "3.5"])]
    [('equal', '31\\t'), ('delete', '3.4'), ('insert', '3.5')]
    """
    return _changes(segments(old, new, (old, new)))


def _forgiven(listed: Sequence[Segment], ignored: Collection[Ignore]) -> list[Segment]:
    """The segments, a change that makes only an ignored difference as a kept stretch."""
    found: list[Segment] = []
    for segment in listed:
        old, new = "".join(segment.old), "".join(segment.new)
        forgiven = not segment.kept and key(old, ignored) == key(new, ignored)
        append(found, Segment(True, [old], [new]) if forgiven else segment)
    return found


def _changes(listed: Iterable[Segment]) -> Changes:
    return tuple(change for segment in listed for change in _changes_of(segment))


def _changes_of(segment: Segment) -> Iterator[Change]:
    old, new = "".join(segment.old), "".join(segment.new)
    if segment.kept:
        if old or new:
            yield Change(ChangeKind.EQUAL, new, base_text=None if old == new else old)
        return
    sort = nature(old, new)
    if old:
        yield Change(ChangeKind.DELETE, old, sort)
    if new:
        yield Change(ChangeKind.INSERT, new, sort)
