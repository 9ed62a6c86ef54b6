"""Finds the marks of footnotes in a text: the ``*`` of ``administrations*``, which is wording and a mark at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


def cut_at_marks(text: str, marks: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield ``text`` in parts, each with the mark that it is; ``""`` for what is none.

    A mark follows a word and no word follows it.

    >>> list(cut_at_marks("administrations* may", ["*"]))
    [('administrations', ''), ('*', '*'), (' may', '')]
    """
    at = 0
    if marks:
        longest_first = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
        for match in re.finditer(rf"(?<=\w)(?:{longest_first})(?!\w)", text):
            if match.start() > at:
                yield text[at : match.start()], ""
            yield match[0], match[0]
            at = match.end()
    if at < len(text):
        yield text[at:], ""
