"""The stretches that two sequences of tokens have in common, found by diff-match-patch over token codes.

diff-match-patch alone takes time that grows with the square of what differs. So what cannot match is left out first,
and long sequences are cut at runs of tokens that stand exactly once in each before it sees them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diff_match_patch import diff_match_patch

from redline.engine.words.order import heaviest_chain
from redline.engine.words.tokens import is_word

Match = tuple[int, int, int]
"""Start in the old sequence, start in the new one, length."""

_SMALL = (
    250_000  # cells (old x new tokens) below which diff-match-patch was measured to take a tenth of a second at most
)
_LARGE = 64_000_000  # cells up to which rapidfuzz's bit matrix stays below 10 MB
_RUNS = (
    8,
    4,
    16,
    2,
    32,
    1,
)  # lengths of the runs that may be anchors: long enough to mean something, then what there is


def matches(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Return the stretches that both sequences have, in order, none touching another on both sides.

    Args:
        old: Tokens of the earlier text, or their keys.
        new: Those of the later text.

    Cost:
        Near-linear in the length of the sequences where they are alike or have nothing in common. No time limit is set,
        so equal inputs give equal output on any machine.

    Source:
        E. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), as implemented by diff-match-patch; cutting
        at unique lines is B. Cohen's patience diff.

    >>> matches("a b c d".split(), "a x c d".split())
    [(0, 0, 1), (2, 2, 2)]
    """
    codes: dict[str, int] = {}
    first = [codes.setdefault(token, len(codes)) for token in old]
    second = [codes.setdefault(token, len(codes)) for token in new]
    return _merged(sorted(_Search(first, second, [is_word(token) for token in codes]).run()))


class _Search:
    """Two sequences of codes, and the windows of them that are still to be matched."""

    def __init__(self, old: list[int], new: list[int], are_words: list[bool]) -> None:
        self.old, self.new, self.are_words = old, new, are_words
        self.windows = [(0, len(old), 0, len(new))]

    def run(self) -> Iterator[Match]:
        while self.windows:
            start, end, new_start, new_end = self.windows.pop()
            while start < end and new_start < new_end and self.old[start] == self.new[new_start]:
                yield start, new_start, 1
                start, new_start = start + 1, new_start + 1
            while start < end and new_start < new_end and self.old[end - 1] == self.new[new_end - 1]:
                end, new_end = end - 1, new_end - 1
                yield end, new_end, 1
            if start < end and new_start < new_end:
                yield from self._window(start, end, new_start, new_end)

    def _window(self, start: int, end: int, new_start: int, new_end: int) -> Iterator[Match]:
        """Match what neither begins nor ends alike, leaving out what only one side has."""
        common = set(self.old[start:end]) & set(self.new[new_start:new_end])
        left = [i for i in range(start, end) if self.old[i] in common]
        right = [i for i in range(new_start, new_end) if self.new[i] in common]
        if not common:
            return
        if len(left) * len(right) <= _SMALL:
            yield from _by_diff_match_patch(self.old, self.new, left, right)
            return
        if not any(self.are_words[code] for code in common):
            return
        window = (start, end, new_start, new_end)
        for length in _RUNS:
            anchors = self._anchors(window, length)
            if anchors:
                yield from self._cut(anchors, length, window)
                return
        words = [[i for i in side if self.are_words[codes[i]]] for side, codes in ((left, self.old), (right, self.new))]
        anchors = list(_by_bits(self.old, self.new, *words))
        if anchors:
            yield from self._cut(anchors, 1, window)

    def _anchors(self, window: tuple[int, int, int, int], length: int) -> list[tuple[int, int]]:
        """Where runs of ``length`` tokens start that stand once on either side of the window, in a common order."""
        start, end, new_start, new_end = window
        first = _unique_runs(self.old, start, end, length)
        second = _unique_runs(self.new, new_start, new_end, length)
        pairs = sorted((at, second[run]) for run, at in first.items() if run in second)
        return [pairs[i] for i in heaviest_chain([new for _, new in pairs], [1] * len(pairs))]

    def _cut(
        self, anchors: Sequence[tuple[int, int]], length: int, window: tuple[int, int, int, int]
    ) -> Iterator[Match]:
        at, end, new_at, new_end = window
        for old, new in anchors:
            if old < at or new < new_at:
                continue  # overlaps the anchor before it
            self.windows.append((at, old, new_at, new))
            yield old, new, length
            at, new_at = old + length, new + length
        self.windows.append((at, end, new_at, new_end))


def _unique_runs(codes: Sequence[int], start: int, end: int, length: int) -> dict[tuple[int, ...], int]:
    seen: dict[tuple[int, ...], int] = {}
    twice = set()
    for at in range(start, end - length + 1):
        run = tuple(codes[at : at + length])
        if run in seen:
            twice.add(run)
        seen[run] = at
    return {run: at for run, at in seen.items() if run not in twice}


def _by_diff_match_patch(
    old: Sequence[int], new: Sequence[int], left: Sequence[int], right: Sequence[int]
) -> Iterator[Match]:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # the default, 1 s, would make the answer depend on the machine
    local: dict[int, str] = {}
    first, second = (
        "".join([local.setdefault(codes[i], _character(len(local))) for i in listed])
        for codes, listed in ((old, left), (new, right))
    )
    at = new_at = 0
    for operation, run in engine.diff_main(first, second, False):
        if operation == 0:
            for step in range(len(run)):
                yield left[at + step], right[new_at + step], 1
        at += len(run) if operation <= 0 else 0
        new_at += len(run) if operation >= 0 else 0


def _by_bits(
    old: Sequence[int], new: Sequence[int], left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Match the words of long windows without any unique run, in pieces where even a bit matrix would be too large."""
    from rapidfuzz.distance import LCSseq

    pieces = 1
    while (len(left) // pieces + 1) * (len(right) // pieces + 1) > _LARGE:
        pieces *= 2
    for piece in range(pieces):
        here, there = (side[len(side) * piece // pieces : len(side) * (piece + 1) // pieces] for side in (left, right))
        for block in LCSseq.opcodes([old[i] for i in here], [new[i] for i in there]).as_matching_blocks():
            for step in range(block.size):
                yield here[block.a + step], there[block.b + step]


def _character(index: int) -> str:
    """A character that stands for a token; surrogates are no characters and are skipped."""
    return chr(index + 32 if index + 32 < 0xD800 else index + 32 + 0x800)


def _merged(found: Sequence[Match]) -> list[Match]:
    """The matches, those joined that touch on both sides."""
    joined: list[Match] = []
    for old, new, size in found:
        if joined and joined[-1][0] + joined[-1][2] == old and joined[-1][1] + joined[-1][2] == new:
            joined[-1] = (*joined[-1][:2], joined[-1][2] + size)
        else:
            joined.append((old, new, size))
    return joined
