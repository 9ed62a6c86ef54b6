"""What a language asks of a page."""

from __future__ import annotations

_NAMES = {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese"}
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


def is_right_to_left(language: str) -> bool:
    """Return whether a BCP 47 tag names a language written from right to left.

    >>> is_right_to_left("ar"), is_right_to_left("en")
    (True, False)
    """
    return language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT


def language_name(language: str) -> str:
    """Return the English name of an ITU language; of any other, its BCP 47 tag.

    >>> language_name("ru"), language_name("pt")
    ('Russian', 'pt')
    """
    return _NAMES.get(language.split("-", maxsplit=1)[0], language)
