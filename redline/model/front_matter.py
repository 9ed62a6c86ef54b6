"""The front matter of a document as its source prints it, key by key, so that writing it again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | tuple[str, ...] | tuple[tuple[str, str], ...]
"""A front-matter value: a word, a list of words, or pairs of key and word."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a front matter: its value, and the lines that print it (comments included)."""

    name: str
    value: Value
    printed: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The keys of a front matter in the order of the source.

    A writer uses the printed lines of a key for as long as the document still has the value that they were read for.
    """

    entries: tuple[Entry, ...] = ()
