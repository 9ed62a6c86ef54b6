"""The word changes that turn one text into another, marked as a lawyer would mark them.

diff-match-patch finds a least script over whole tokens; what is hard is that a least script is not the most readable
one, so stray words left standing between changes are taken into them, and a change slides to where a phrase begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diff_match_patch import diff_match_patch

from redline.engine.tokens import is_word, tokens
from redline.model import Change, ChangeKind, Changes

_KINDS = {-1: ChangeKind.DELETE, 0: ChangeKind.EQUAL, 1: ChangeKind.INSERT}
_REWRITTEN = 0.35  # below this share of kept words a stretch reads better as one deletion and one insertion
_LEAST_RUNS = 3  # fewer changes than this are never too many
_SENTENCE_ENDS = frozenset(".;؛。；")
_CLAUSE_ENDS = frozenset(",;:.،؛。，；：、")


@dataclass(slots=True)
class _Segment:
    """A kept stretch (``deleted`` is None) or a change: tokens deleted and tokens inserted."""

    inserted: list[str]
    deleted: list[str] | None = None

    @property
    def kept(self) -> bool:
        return self.deleted is None

    def take(self, kind: ChangeKind, items: Iterable[str]) -> None:
        """Add tokens to one side of a change."""
        if kind is ChangeKind.INSERT:
            self.inserted.extend(items)
        else:
            self.deleted = [*(self.deleted or ()), *items]


def diff_text(old: str, new: str) -> Changes:
    """Return the word-level changes that turn ``old`` into ``new``.

    The units are words, numbers and single other characters, so a change never cuts a word. Comparison is exact: case,
    quotes and spacing all count.

    Args:
        old: Text of the earlier provision, as printed.
        new: Text of the later provision, as printed.

    Returns:
        Changes in reading order, no two neighbours of one kind, deletion before insertion. ``reject`` of them is
        ``old`` and ``accept`` is ``new`` for every input; ``()`` if both are empty.

    Raises:
        TypeError: If either argument is not ``str``.

    Cost:
        Worst case O((n + m) · d) for n and m tokens and d differing tokens. No time limit is set, so equal inputs give
        equal output on any machine.

    Source:
        E. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), as implemented by diff-match-patch.

    >>> [(c.kind.value, c.text) for c in diff_text("may reject", "shall reject")]
    [('delete', 'may'), ('insert', 'shall'), ('equal', ' reject')]
    """
    for name, value in (("old", old), ("new", new)):
        if not isinstance(value, str):
            raise TypeError(f"{name} must be str, not {type(value).__name__}")
    segments = _segments(diff_tokens(tokens(old), tokens(new)))
    segments = _without_confetti(segments)
    segments = _slid(segments)
    return _changes(segments)


def diff_tokens(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[ChangeKind, list[str]]]:
    """Yield a least script over whole tokens: runs that are kept, deleted or inserted.

    >>> list(diff_tokens(["31", "A"], ["32", "A"]))[-1]
    (<ChangeKind.EQUAL: 'equal'>, ['A'])
    """
    codes: dict[str, str] = {}
    known: list[str] = []

    def encode(items: Iterable[str]) -> str:
        for item in items:
            if item not in codes:
                codes[item] = _code(len(known))
                known.append(item)
        return "".join(codes[item] for item in items)

    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # the default, 1 s, would make the answer depend on the machine
    found = engine.diff_main(encode(old), encode(new), False)
    engine.diff_cleanupMerge(found)
    for operation, run in found:
        yield _KINDS[operation], [known[_index(code)] for code in run]


def _code(index: int) -> str:
    """A character that stands for a token; surrogates are no characters and are skipped."""
    return chr(index + 32 if index + 32 < 0xD800 else index + 32 + 0x800)


def _index(code: str) -> int:
    return ord(code) - 32 if ord(code) < 0xD800 else ord(code) - 32 - 0x800


def _segments(runs: Iterable[tuple[ChangeKind, list[str]]]) -> list[_Segment]:
    found: list[_Segment] = []
    for kind, run in runs:
        if kind is ChangeKind.EQUAL:
            found.append(_Segment(list(run)))
            continue
        if not found or found[-1].kept:
            found.append(_Segment([], []))
        found[-1].take(kind, run)
    return found


def _words(items: Iterable[str] | None) -> int:
    return sum(map(is_word, items or ()))


def _without_confetti(segments: list[_Segment]) -> list[_Segment]:
    """Join changes between which little is kept, so that a rewritten stretch is one deletion and one insertion."""
    segments = _join_islands(segments)
    return _join_rewritten(segments)


def _join_islands(segments: list[_Segment]) -> list[_Segment]:
    """Take a kept stretch into the changes round it when both outweigh it."""
    again = True
    while again:
        again = False
        at = 1
        while at + 1 < len(segments):
            before, island, after = segments[at - 1 : at + 2]
            if island.kept and not before.kept and not after.kept and _is_weak(before, island, after):
                segments[at - 1 : at + 2] = [_joined((before, island, after))]
                again = True
            else:
                at += 1
    return segments


def _is_weak(before: _Segment, island: _Segment, after: _Segment) -> bool:
    if "\n" in island.inserted:
        return False
    kept = _words(island.inserted)
    sides = [min(_words(side.deleted), _words(side.inserted)) for side in (before, after)]
    if kept == 0:
        only_spaces = all(token.isspace() for token in island.inserted)
        return only_spaces and min(sides) >= 1 and max(sides) >= 2
    weights = [max(_words(side.deleted), _words(side.inserted)) for side in (before, after)]
    return kept <= 2 and min(sides) >= 2 and min(weights) >= 2 * kept + 1


def _join_rewritten(segments: list[_Segment]) -> list[_Segment]:
    """Replace a whole line by one change when hardly any of its words are kept."""
    found: list[_Segment] = []
    for line in _by_line(segments):
        changes = [segment for segment in line if not segment.kept]
        kept = sum(_words(segment.inserted) for segment in line if segment.kept)
        sides = [sum(_words(s.deleted) for s in changes), sum(_words(s.inserted) for s in changes)]
        if len(changes) >= _LEAST_RUNS and kept < _REWRITTEN * (kept + min(sides)):
            first, last = line.index(changes[0]), len(line) - line[::-1].index(changes[-1])
            line[first:last] = [_joined(line[first:last])]
        for segment in line:
            _append(found, segment)
    return found


def _by_line(segments: list[_Segment]) -> Iterator[list[_Segment]]:
    """Cut the segments at line ends that are kept, so that paragraphs are judged one by one."""
    line: list[_Segment] = []
    for segment in segments:
        if not segment.kept or "\n" not in segment.inserted:
            line.append(segment)
            continue
        rest = segment.inserted
        while "\n" in rest:
            at = rest.index("\n") + 1
            line.append(_Segment(rest[:at]))
            yield line
            line, rest = [], rest[at:]
        if rest:
            line.append(_Segment(rest))
    if line:
        yield line


def _append(segments: list[_Segment], segment: _Segment) -> None:
    """Append ``segment``, joining it to a neighbour of its kind."""
    if segments and segments[-1].kept == segment.kept:
        segments[-1] = _joined((segments[-1], segment))
    else:
        segments.append(segment)


def _joined(parts: Sequence[_Segment]) -> _Segment:
    """One segment that holds all of ``parts``; a change as soon as one of them is."""
    inserted = [token for part in parts for token in part.inserted]
    if all(part.kept for part in parts):
        return _Segment(inserted)
    deleted = [token for part in parts for token in (part.inserted if part.deleted is None else part.deleted)]
    return _Segment(inserted, deleted)


def _slid(segments: list[_Segment]) -> list[_Segment]:
    """Move each pure insertion or deletion, where the words round it allow, to the most natural place."""
    framed = [_Segment([]), *segments, _Segment([])]  # a change at either end may slide away from it
    for before, segment, after in zip(framed, framed[1:], framed[2:], strict=False):
        if segment.deleted is not None and bool(segment.deleted) != bool(segment.inserted):
            _slide(before.inserted, segment.deleted or segment.inserted, after.inserted)
    found: list[_Segment] = []
    for segment in framed:
        if segment.inserted or segment.deleted:
            _append(found, segment)
    return found


def _slide(left: list[str], run: list[str], right: list[str]) -> None:
    """Move ``run`` between its kept neighbours, in place."""
    stream, size = left + run + right, len(run)
    first = last = len(left)
    while first > 0 and stream[first - 1] == stream[first + size - 1]:
        first -= 1
    while last + size < len(stream) and stream[last] == stream[last + size]:
        last += 1
    best = max(range(first, last + 1), key=lambda start: (_naturalness(stream, start, size), start))
    left[:], run[:], right[:] = stream[:best], stream[best : best + size], stream[best + size :]


def _naturalness(stream: Sequence[str], start: int, size: int) -> int:  # noqa: PLR0911  # a table of cases, best first
    """How well a change stands at ``stream[start:start + size]``: best at line ends, then at sentences, then words."""
    run = stream[start : start + size]
    previous = stream[start - 1] if start else "\n"
    following = stream[start + size] if start + size < len(stream) else "\n"
    if previous == "\n" and run[-1] == "\n":
        return 6
    if run[0] == "\n" and following == "\n":
        return 5
    if previous in _SENTENCE_ENDS and run[-1] in _SENTENCE_ENDS:
        return 5
    if run[0] in _CLAUSE_ENDS and following in _CLAUSE_ENDS:
        return 4
    if previous.isspace() and run[-1].isspace():
        return 3
    if run[0].isspace() and not is_word(following):
        return 2
    return 1 if previous.isspace() or run[-1].isspace() else 0


def _changes(segments: Iterable[_Segment]) -> Changes:
    found: list[Change] = []

    def add(kind: ChangeKind, items: Sequence[str]) -> None:
        if not items:
            return
        text = "".join(items)
        if found and found[-1].kind is kind:
            text = found.pop().text + text
        found.append(Change(kind, text))

    for segment in segments:
        if segment.deleted is None:
            add(ChangeKind.EQUAL, segment.inserted)
        else:
            add(ChangeKind.DELETE, segment.deleted)
            add(ChangeKind.INSERT, segment.inserted)
    return tuple(found)
