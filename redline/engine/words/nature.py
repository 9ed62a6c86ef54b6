"""What sort of difference lies between two stretches of text: words, or only brackets, capitals, typography, spacing.

Each sort has a key: two stretches that differ in nothing else have the same. A key is for comparing and is never shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection

from redline.engine.options import Ignore
from redline.model import Nature

_SAME_TYPOGRAPHY = {
    "'": "‘’‚‛′ʼ＇",
    '"': "“”„‟″«»＂",
    "-": "‐‑‒–—―−﹣－",
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "": "\u00ad\u200b\u2060\ufeff\u0640\u200e\u200f\u061c",  # soft hyphen, joiners, tatweel, marks of direction
    "...": "…",
    "fi": "ﬁ",
    "fl": "ﬂ",
    "ff": "ﬀ",
    ",": "，",
    ";": "；",
    ":": "：",
    "(": "（",
    ")": "）",
}
_TYPOGRAPHY = {ord(char): plain for plain, chars in _SAME_TYPOGRAPHY.items() for char in chars}
_BRACKETS = {ord(char): "" for char in "[]"}


def without_typography(text: str) -> str:
    """Return the key of a text whose typography does not count.

    >>> without_typography("“l’Union” – 6 %") == without_typography('"l\\'Union" - 6 %')
    True
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)


def without_case(text: str) -> str:
    """Return the key of a text whose capital letters do not count."""
    return text.casefold()


def without_whitespace(text: str) -> str:
    """Return the key of a text whose spacing does not count."""
    return "".join(text.split())


def without_brackets(text: str) -> str:
    """Return the key of a text whose square brackets do not count."""
    return text.translate(_BRACKETS)


_KEYS: tuple[tuple[Nature, Callable[[str], str]], ...] = (
    (Nature.BRACKETS, without_brackets),
    (Nature.WHITESPACE, without_whitespace),
    (Nature.TYPOGRAPHY, without_typography),
    (Nature.TYPOGRAPHY, lambda text: without_whitespace(without_typography(text))),
    (Nature.CASE, lambda text: without_typography(without_case(text))),
)
_IGNORED: tuple[tuple[Ignore, Callable[[str], str]], ...] = (
    (Ignore.TYPOGRAPHY, without_typography),
    (Ignore.CASE, without_case),
    (Ignore.WHITESPACE, without_whitespace),
)


def nature(deleted: str, inserted: str) -> Nature:
    """Return what sort of difference a deletion and the insertion that replaces it make; either may be empty.

    >>> nature("", "["), nature("Member", "member"), nature("may", "shall")
    (<Nature.BRACKETS: 'brackets'>, <Nature.CASE: 'case'>, <Nature.WORDING: 'wording'>)
    """
    return next((found for found, key in _KEYS if key(deleted) == key(inserted)), Nature.WORDING)


def key(text: str, ignore: Collection[Ignore]) -> str:
    """Return the key by which texts are compared when some sorts of difference are ignored.

    >>> key("The  “Union”", {Ignore.TYPOGRAPHY, Ignore.CASE, Ignore.WHITESPACE})
    'the"union"'
    """
    for name, reduce in _IGNORED:
        if name in ignore:
            text = reduce(text)
    return text
