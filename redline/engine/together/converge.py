"""Where delegations converge: who can be adopted together, who conflicts on which words, and what wordings share.

What wordings share is shown as that: words that stand in each of them, in their order. It is nobody's proposal.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from itertools import combinations

from redline.engine.align.similar import Profiles
from redline.engine.together.relate import judged
from redline.engine.words.diff import diff_text
from redline.engine.words.segments import segments
from redline.engine.words.tokens import tokens
from redline.model import Clash, Compilation, Convergence, Deviation, Relation, Row, WordingGroup

_NEAR = 0.5  # likeness above which two wordings of one place are variants of one
_EXACT = 22  # members up to which the largest set is found by trying; above, the one with fewest clashes goes first


def converge(compilation: Compilation) -> Convergence:
    """Return where the members of a compilation converge.

    Args:
        compilation: What each would change.

    Returns:
        Every clash in treaty order; a largest set of members without one, the earliest members first; and for each
        place with variants of one wording what they share and how each differs.

    Cost:
        Grows with the square of the entries of a place, and for up to 22 members exponentially in those that clash.
    """
    clashes = tuple(_clashes(compilation))
    apart = {(clash.first, clash.second) for clash in clashes} | set(_alternatives(compilation))
    together = _largest(len(compilation.members), apart)
    groups = tuple(group for row in compilation.rows for group in _groups(row))
    return Convergence(compilation, clashes, together, groups)


def _clashes(compilation: Compilation) -> Iterator[Clash]:
    for row in compilation.rows:
        for one, other in combinations(row.entries, 2):
            found = judged(one.change, other.change)
            if found.relation in (Relation.CONFLICTING, Relation.REWORDED):
                yield Clash(one.member, other.member, row.place, found.relation, found.contested)


def _alternatives(compilation: Compilation) -> Iterator[tuple[int, int]]:
    """The members that are alternatives of one document, which are never adopted together."""
    for (first, one), (second, other) in combinations(enumerate(compilation.members), 2):
        if one.redline.option and one.redline.option != other.redline.option and one.proposals == other.proposals:
            yield first, second


def _largest(count: int, clashes: set[tuple[int, int]]) -> tuple[int, ...]:
    """A largest set of members of which no two clash."""
    foes: dict[int, set[int]] = {member: set() for member in range(count)}
    for one, other in clashes:
        foes[one].add(other)
        foes[other].add(one)
    free = [member for member in range(count) if not foes[member]]
    torn = [member for member in range(count) if foes[member]]
    if len(torn) <= _EXACT:

        @functools.cache
        def best(left: tuple[int, ...]) -> tuple[int, ...]:
            if not left:
                return ()
            first, *rest = left
            taken = (first, *best(tuple(m for m in rest if m not in foes[first])))
            without = best(tuple(rest))
            return taken if len(taken) >= len(without) else without

        return tuple(sorted((*free, *best(tuple(torn)))))
    chosen: list[int] = []
    for member in sorted(torn, key=lambda m: (len(foes[m]), m)):
        if not foes[member] & set(chosen):
            chosen.append(member)
    return tuple(sorted((*free, *chosen)))


def _groups(row: Row) -> Iterator[WordingGroup]:
    """The variants of one wording at a place: two or more members whose texts are alike and not the same."""
    profiles = Profiles()
    texts = {e.member: e.change.revised.body for e in row.entries if e.change.changed and e.change.revised is not None}
    left = list(texts)
    while left:
        group = [left.pop(0)]
        for member in list(left):
            if any(profiles.similarity(texts[member], texts[known]) >= _NEAR for known in group):
                group.append(member)
                left.remove(member)
        wordings = [texts[member] for member in group]
        if len(set(wordings)) > 1:
            core = shared(wordings)
            yield WordingGroup(
                row.place, core, tuple(Deviation(member, diff_text(core, texts[member])) for member in group)
            )


def shared(texts: Sequence[str]) -> str:
    """Return the words that stand in each of some texts, in their order.

    >>> shared(["Members shall counter spam.", "Members should counter all spam."])
    'Members counter spam.'
    """
    core = tokens(texts[0])
    for text in texts[1:]:
        other = tokens(text)
        found = segments(core, other, (core, other))
        core = [token for segment in found if segment.kept for token in segment.new]
    return _tidy(core)


def _tidy(core: Sequence[str]) -> str:
    """The tokens as a text: no space doubled, none before a comma or at an end."""
    made: list[str] = []
    for token in core:
        if token == " " and (not made or made[-1].isspace()):
            continue
        if token in ",.;:" and made and made[-1] == " ":
            made.pop()
        made.append(token)
    return "".join(made).strip()
