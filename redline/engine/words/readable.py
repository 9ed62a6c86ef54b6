"""Clean-ups that make a least script read as a lawyer would mark it.

A least script keeps every stray "the" and "of" that both texts happen to have, and lets a change begin anywhere that
costs nothing. Here stray words are taken into the changes round them, a sentence that is hardly kept is replaced whole,
and a change slides to where a phrase begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from redline.engine.options import Granularity
from redline.engine.words.segments import CLAUSE_ENDS, SENTENCE_ENDS, Segment, append, cut, words
from redline.engine.words.tokens import is_word

_REWRITTEN = 0.35  # below this share of kept words a sentence reads better as one deletion and one insertion
_HARDLY_KEPT = 0.15  # the same for a sentence with two changes
_LONG = 5  # words on either side, below which two changes are read at a glance
_LEAST_CHAIN = 3  # words replaced one by one; two may well be two changes
_LEAST_RUNS = 3  # fewer changes than this are seldom too many
_UNITS = {Granularity.PHRASE: CLAUSE_ENDS, Granularity.SENTENCE: SENTENCE_ENDS}


def readable(listed: list[Segment], granularity: Granularity) -> list[Segment]:
    """Return the segments as they should be read.

    Args:
        listed: Kept stretches and changes by turns.
        granularity: The least unit that is marked.

    Cost:
        Linear in the number of tokens.
    """
    found = join_rewritten(join_islands(join_chains(join_neighbours(listed))))
    if granularity is not Granularity.WORD:
        found = in_units(found, _UNITS[granularity])
    return slid(found)


def join_neighbours(listed: list[Segment]) -> list[Segment]:
    """Join a replacement to an insertion or deletion a space away, where the space may as well stand after both.

    ``[-agency-]{+operating+} {+body +}shall`` becomes ``[-agency-]{+operating body+} shall``: no more words are marked.
    """
    found: list[Segment] = []
    for segment in listed:
        append(found, segment)
        while len(found) >= 3 and (joined := _neighbours_joined(*found[-3:])):
            del found[-3:]
            for part in joined:
                append(found, part)
    return found


def _neighbours_joined(before: Segment, island: Segment, after: Segment) -> list[Segment]:
    """The three segments with the two changes joined; none if more than a space keeps them apart."""
    if before.kept or after.kept or not _is_space(island) or _replaces(before) == _replaces(after):
        return []  # of two words replaced each may well be a change of its own
    if any(token in "[]" for side in (before, after) for token in (*side.old, *side.new)):
        return []  # brackets are a change of their own
    space = island.new[0]
    lone = before if _replaces(after) else after
    run = lone.new or lone.old
    if bool(lone.old) != bool(lone.new) and len(run) > 1:
        inserted = run is lone.new
        if lone is after and run[-1] == space:  # the space may as well stand after both
            return [_extended(before, [], [space, *run[:-1]], inserted), island]
        if lone is before and run[0] == space:  # or before both
            return [island, _extended(after, [*run[1:], space], [], inserted)]
    joined = Segment(False, list(before.old), list(before.new))
    joined.take(island)
    joined.take(after)
    return [joined]


def _extended(change: Segment, head: list[str], tail: list[str], inserted: bool) -> Segment:
    """A change with more inserted, or more deleted, before and after it."""
    if inserted:
        return Segment(False, change.old, [*head, *change.new, *tail])
    return Segment(False, [*head, *change.old, *tail], change.new)


def join_chains(listed: list[Segment]) -> list[Segment]:
    """Make one replacement of three or more that only spaces keep apart: a phrase was replaced."""
    found: list[Segment] = []
    at = 0
    while at < len(listed):
        end = at
        while (
            end + 2 < len(listed)
            and _replaces(listed[end])
            and _is_space(listed[end + 1])
            and _replaces(listed[end + 2])
        ):
            end += 2
        for step in range(at, end + 1):
            if end - at >= 2 * (_LEAST_CHAIN - 1) and step > at:
                found[-1].take(listed[step])
            else:
                append(found, listed[step])
        at = end + 1
    return found


def _replaces(segment: Segment) -> bool:
    return not segment.kept and min(segment.weight) > 0


def _is_space(segment: Segment) -> bool:
    return segment.kept and segment.new == [" "] == segment.old


def join_islands(listed: list[Segment]) -> list[Segment]:
    """Take a kept stretch into the changes round it when both outweigh it."""
    found: list[Segment] = []
    for segment in listed:
        append(found, segment)
        while len(found) >= 3 and not found[-1].kept and _is_weak(*found[-3:]):
            before, island, after = found[-3:]
            before.take(island)
            before.take(after)
            del found[-2:]
    return found


def _is_weak(before: Segment, island: Segment, after: Segment) -> bool:
    if before.kept or len(island.new) > 5 or "\n" in island.new:  # two words with what stands between and round them
        return False
    kept = words(island.new)
    sides = [min(side.weight) for side in (before, after)]
    if kept == 0:
        only_spaces = all(token.isspace() for token in island.new)
        return only_spaces and min(sides) >= 1 and max(max(side.weight) for side in (before, after)) >= 2
    return kept <= 2 and min(sides) >= 2 and min(max(side.weight) for side in (before, after)) >= 2 * kept + 1


def join_rewritten(listed: list[Segment]) -> list[Segment]:
    """Replace a whole sentence by one change when hardly any of its words are kept."""
    found: list[Segment] = []
    for segments in cut(listed, SENTENCE_ENDS):
        sentence: Iterable[Segment] = segments
        changes = [at for at, segment in enumerate(segments) if not segment.kept]
        weights = [segments[at].weight for at in changes]
        kept = sum(words(segment.new) for segment in segments if segment.kept)
        least = min(sum(deleted for deleted, _ in weights), sum(inserted for _, inserted in weights))
        most = _REWRITTEN if len(changes) >= _LEAST_RUNS else _HARDLY_KEPT if least >= _LONG else 0
        if len(changes) > 1 and kept < most * (kept + least):
            sentence = _joined(segments, changes[0], changes[-1])
        for segment in sentence:
            append(found, segment)
    return found


def _joined(listed: Sequence[Segment], first: int, last: int) -> Iterator[Segment]:
    """The segments, those from ``first`` to ``last`` as one change."""
    yield from listed[:first]
    whole = Segment(False)
    for segment in listed[first : last + 1]:
        whole.take(segment)
    yield whole
    yield from listed[last + 1 :]


def in_units(listed: list[Segment], ends: frozenset[str]) -> list[Segment]:
    """Widen every change to the whole phrases or sentences that it touches."""
    found: list[Segment] = []
    for unit in cut(listed, ends):
        if all(segment.kept for segment in unit):
            for segment in unit:
                append(found, segment)
            continue
        lead, tail = _edge(unit[0], ends), _edge(unit[-1], ends, at_end=True)
        whole = Segment(False)
        for segment in unit:
            whole.take(segment)
        for segment in _peeled(whole, lead, tail):
            append(found, segment)
    return found


def _edge(segment: Segment, ends: frozenset[str], *, at_end: bool = False) -> int:
    """How many tokens at the edge of a unit are spacing, line ends and punctuation that stand whatever the words."""
    if not segment.kept:
        return 0
    tokens = segment.new[::-1] if at_end else segment.new
    return next((at for at, token in enumerate(tokens) if is_word(token) or token in "[("), len(tokens))


def _peeled(whole: Segment, lead: int, tail: int) -> Iterator[Segment]:
    """A unit without its edges, which are of two segments that both sides have."""
    ends = len(whole.old) - tail, len(whole.new) - tail
    yield Segment(True, whole.old[:lead], whole.new[:lead])
    yield Segment(False, whole.old[lead : ends[0]], whole.new[lead : ends[1]])
    yield Segment(True, whole.old[ends[0] :], whole.new[ends[1] :])


def slid(listed: list[Segment]) -> list[Segment]:
    """Move each pure insertion or deletion, where the words round it allow, to the most natural place."""
    framed = [Segment(True), *listed, Segment(True)]  # a change at either end may slide away from it
    for before, segment, after in zip(framed, framed[1:], framed[2:], strict=False):
        if not segment.kept and bool(segment.old) != bool(segment.new) and before.kept and after.kept:
            _slide(before, segment, after)
    found: list[Segment] = []
    for segment in framed:
        append(found, segment)
    return found


def _slide(before: Segment, change: Segment, after: Segment) -> None:
    """Move a change between its kept neighbours, in place."""
    run = change.new or change.old
    size = len(run)
    back = forth = 0
    limit = min(len(before.new), len(before.old))
    while back < limit and _same(before, change, back):
        back += 1
    while forth < len(after.new) and _same_after(after, run, forth):
        forth += 1
    if not back and not forth:
        return
    stream = before.new[len(before.new) - back - 1 if len(before.new) > back else 0 :] + run + after.new[: forth + 1]
    first = min(len(before.new), back + 1) - back
    best = max(range(first, first + back + forth + 1), key=lambda at: (_naturalness(stream, at, size), at))
    _shift(before, change, after, best - first - back)


def _same(before: Segment, change: Segment, step: int) -> bool:
    """Whether the token ``step + 1`` before the change may be taken into its front as one leaves its end."""
    run = change.new or change.old
    own = run[len(run) - 1 - step] if step < len(run) else before.new[len(before.new) - 1 - (step - len(run))]
    at = len(before.new) - 1 - step
    return before.new[at] == own and before.old[at] == own


def _same_after(after: Segment, run: Sequence[str], step: int) -> bool:
    own = run[step] if step < len(run) else after.new[step - len(run)]
    return after.new[step] == own and after.old[step] == own


def _shift(before: Segment, change: Segment, after: Segment, by: int) -> None:
    """Move a change ``by`` tokens to the right; to the left if negative."""
    run = change.new or change.old
    for _ in range(by):
        moved = after.new[0]
        del after.new[0], after.old[0], run[0]
        before.new.append(moved)
        before.old.append(moved)
        run.append(moved)
    if by < 0:
        taken = before.new[by:]
        joined = taken + run
        del before.new[by:], before.old[by:]
        after.new[:0] = after.old[:0] = joined[len(run) :]
        run[:] = joined[: len(run)]


def _naturalness(stream: Sequence[str], start: int, size: int) -> int:  # noqa: PLR0911  # a table of cases, best first
    """How well a change stands at ``stream[start:start + size]``: best at line ends, then at sentences, then words."""
    first, last = stream[start], stream[start + size - 1]
    previous = stream[start - 1] if start else "\n"
    following = stream[start + size] if start + size < len(stream) else "\n"
    if previous == "\n" and last == "\n":
        return 6
    if first == "\n" and following == "\n":
        return 5
    if previous in SENTENCE_ENDS and last in SENTENCE_ENDS:
        return 5
    if first in CLAUSE_ENDS and following in CLAUSE_ENDS:
        return 4
    if previous.isspace() and last.isspace():
        return 3
    if first.isspace() and not is_word(following):
        return 2
    return 1 if previous.isspace() or last.isspace() else 0
