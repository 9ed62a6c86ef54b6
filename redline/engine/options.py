"""What a caller may choose about a comparison: which differences are ignored, and how coarse the marks are."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Ignore(enum.Enum):
    """A sort of difference that is not marked. The texts themselves are never changed."""

    TYPOGRAPHY = "typography"
    """Straight and curly quotes, hyphens and dashes, no-break and other spaces, ligatures, forms of Unicode."""

    CASE = "case"
    WHITESPACE = "whitespace"
    NUMBERING = "numbering"
    """Marginal numbers and labels of provisions that stand in both texts."""

    FORMATTING = "formatting"
    """How words and paragraphs look, where two Word documents are compared in place; other texts have no look."""


class Granularity(enum.Enum):
    """The least unit that is marked."""

    WORD = "word"
    PHRASE = "phrase"
    """What stands between two punctuation marks."""

    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions:
    """Choices for comparing two texts.

    >>> CompareOptions(ignore=frozenset({Ignore.CASE})).granularity
    <Granularity.WORD: 'word'>
    """

    ignore: frozenset[Ignore] = frozenset()
    granularity: Granularity = Granularity.WORD
