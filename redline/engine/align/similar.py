"""How alike two texts are, and which texts of a collection are worth comparing with one.

Comparing every text with every other would take time that grows with the square of a treaty. Texts that are versions of
one another share pairs of neighbouring words that few others have, so those pairs lead from one to the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from redline.engine.words.nature import without_case, without_typography
from redline.engine.words.tokens import is_word, tokens

Feature = str | tuple[str, str]
_COMMON = 24  # texts with a feature above which it tells nothing; keeps the work linear in the number of texts
_CANDIDATES = 6  # texts worth comparing with one: the true one was always among the first three of the generator's


class Profiles:
    """Words and pairs of neighbouring words of texts, counted once each."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Counter[Feature], Counter[Feature]]] = {}

    def of(self, text: str) -> tuple[Counter[Feature], Counter[Feature]]:
        """Return how often each word, and each pair of neighbouring words, stands in ``text``."""
        if text not in self._known:
            words = [t for t in tokens(without_typography(without_case(text))) if is_word(t)]
            self._known[text] = Counter(words), Counter(pairwise(words))
        return self._known[text]

    def features(self, text: str) -> Iterable[Feature]:
        """Return the features by which ``text`` is found: its pairs of words, and its words if it is short."""
        words, pairs = self.of(text)
        return [*pairs, *words] if len(words) <= 4 else list(pairs)

    def similarity(self, one: str, other: str) -> float:
        """Return how alike two texts are, 0 to 1: the mean of the shares of words and of pairs in common.

        >>> Profiles().similarity("Members shall cooperate", "Members shall cooperate")
        1.0
        """
        if one == other:
            return 1.0
        (words, pairs), (other_words, other_pairs) = self.of(one), self.of(other)
        shares = [_dice(words, other_words)]
        if pairs and other_pairs:
            shares.append(_dice(pairs, other_pairs))
        return sum(shares) / len(shares)


def _dice(one: Counter[Feature], other: Counter[Feature]) -> float:
    total = one.total() + other.total()
    if len(other) < len(one):
        one, other = other, one
    return 2 * sum(min(count, other[feature]) for feature, count in one.items() if feature in other) / (total or 1)


def candidates(profiles: Profiles, old: Mapping[int, str], new: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of texts that share telling features, as index in ``old`` and index in ``new``.

    Args:
        profiles: Where texts are counted.
        old: Texts by index.
        new: Texts by index.

    Cost:
        Linear in the number of words, since a feature of more than a few texts is passed over.
    """
    postings: dict[Feature, list[int]] = {}
    for index, text in new.items():
        for feature in profiles.features(text):
            postings.setdefault(feature, []).append(index)
    for index, text in old.items():
        votes: Counter[int] = Counter()
        for feature in profiles.features(text):
            listed: Sequence[int] = postings.get(feature, ())
            if len(listed) <= _COMMON:
                votes.update(listed)
        best = sorted(votes.items(), key=lambda vote: (-vote[1], abs(vote[0] - index), vote[0]))
        for other, _ in best[:_CANDIDATES]:
            yield index, other
