"""Cuts a text into the units that a redline marks: words, numbers, single spaces and single punctuation marks.

``3.4bis``, ``1/3.061``, ``L’Union``, ``high-level`` and ``administrations*`` are one unit each, because half of one
means nothing; ``[shall/should]`` is five, because a delegation may strike either word; Chinese is cut by character,
because its words are not marked and dictionaries disagree.
"""

from __future__ import annotations

import regex

_LETTER = r"(?!\p{Han})[\p{L}\p{M}\p{N}_]"
_TOKEN = regex.compile(
    rf"""
    (?:{_LETTER})+
    (?:
        (?: ['’‑\-­] | (?<=\p{{N}}\p{{Lu}}?\p{{Lu}}?) [.,/] (?=\p{{N}}) )
        (?:{_LETTER})+
    )*
    \*?
    | \X
    """,
    regex.VERBOSE,
)
_WORD = regex.compile(r"[\p{L}\p{N}]")


def tokens(text: str) -> list[str]:
    """Return the units of ``text``, in order; joined, they are ``text``.

    >>> tokens("administrations* [shall/should] pay 1/3.061 SDR")[0:4]
    ['administrations*', ' ', '[', 'shall']
    """
    found: list[str] = _TOKEN.findall(text)
    return found


def is_word(token: str) -> bool:
    """Return whether a unit is a word or number, rather than spacing or punctuation.

    >>> is_word("3.4bis"), is_word(",")
    (True, False)
    """
    return _WORD.search(token) is not None


def count_words(text: str) -> int:
    """Return how many words and numbers ``text`` holds.

    >>> count_words("Members shall, as appropriate, pay 6 %.")
    6
    """
    return sum(map(is_word, tokens(text)))
