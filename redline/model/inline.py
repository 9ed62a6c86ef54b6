"""Emphasis inside a text: where it lies, and how the conference layout writes it (``_bis_``).

The hard part is that an underscore may also be wording, so printing checks what reading would make of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MARKED = re.compile(r"(?<![\w\\])_(?=[^\s_\\])((?:\\_|[^_\n])*?[^\s\\])_(?!\w)|(?<![\w\\])_([^\s_\\])_(?!\w)")


@dataclass(frozen=True, slots=True, order=True)
class Emphasis:
    """A stretch of emphasised text: half-open ``[start, end)`` in code points of the text it belongs to."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"emphasis [{self.start}, {self.end}) holds no text")


def parse_emphasis(raw: str) -> tuple[str, tuple[Emphasis, ...]]:
    r"""Return the text that ``raw`` writes, and where it is emphasised.

    ``_word_`` is emphasis when nothing but the edge of a word stands outside the underscores; ``\_`` is an underscore
    that is wording.

    >>> parse_emphasis("3.4 _bis_ and snake_case")
    ('3.4 bis and snake_case', (Emphasis(start=4, end=7),))
    """
    if "_" not in raw:
        return raw, ()
    text, spans, at = [], [], 0
    length = 0
    for match in _MARKED.finditer(raw):
        before, inside = raw[at : match.start()].replace("\\_", "_"), (match[1] or match[2]).replace("\\_", "_")
        text += [before, inside]
        spans.append(Emphasis(length + len(before), length + len(before) + len(inside)))
        length += len(before) + len(inside)
        at = match.end()
    text.append(raw[at:].replace("\\_", "_"))
    return "".join(text), tuple(spans)


def print_emphasis(text: str, spans: Sequence[Emphasis]) -> str:
    """Return ``text`` as the conference layout writes it; :func:`parse_emphasis` gives back both arguments.

    Raises:
        ValueError: If the layout cannot carry the emphasis (it begins or ends inside a word or at a space, or crosses
            a line end).

    >>> print_emphasis("3.4 bis", [Emphasis(4, 7)])
    '3.4 _bis_'
    """
    if not spans and "_" not in text:
        return text
    for literal in ("_", "\\_"):
        raw, at = [], 0
        for span in spans:
            raw += [text[at : span.start].replace("_", literal), "_"]
            raw += [text[span.start : span.end].replace("_", "\\_"), "_"]
            at = span.end
        raw.append(text[at:].replace("_", literal))
        printed = "".join(raw)
        if parse_emphasis(printed) == (text, tuple(spans)):
            return printed
    raise ValueError(f"the conference layout cannot write the emphasis in {text!r}")


def pieces(text: str, start: int, spans: Sequence[Emphasis]) -> Iterator[tuple[str, bool]]:
    """Yield ``text`` cut where emphasis begins or ends, each piece with whether it is emphasised.

    Args:
        text: A stretch of a longer text.
        start: Where the stretch begins in the longer text, in code points.
        spans: Emphasis of the longer text, in order.

    >>> list(pieces("4 bis", 2, [Emphasis(4, 7)]))
    [('4 ', False), ('bis', True)]
    """
    at, end = start, start + len(text)
    for span in spans:
        if span.end <= at or span.start >= end:
            continue
        if span.start > at:
            yield text[at - start : span.start - start], False
            at = span.start
        stop = min(span.end, end)
        yield text[at - start : stop - start], True
        at = stop
    if at < end:
        yield text[at - start :], False
