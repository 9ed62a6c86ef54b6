"""Writes a redline as text for a terminal or a message, in colours if asked.

``[-deleted-]``, ``{+inserted+}``, ``[~moved away~]`` and ``{~moved here~}``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from redline.model import DivisionKind, Heading, ItemChange, Redline
from redline.writers.change_list import Line, LinesAt, change_list, place_names
from redline.writers.clean import settled
from redline.writers.context import articles_shown
from redline.writers.facts import facts, kicker, list_title, title, totals_line, warnings, words_of
from redline.writers.looks import LOOKS, in_terminal
from redline.writers.marks import Mark, Piece, body_pieces, lead_pieces
from redline.writers.options import WriteOptions

if TYPE_CHECKING:
    from rich.text import Text

_BRACKETS = {
    Mark.KEPT: ("", ""),
    Mark.DELETED: ("[-", "-]"),
    Mark.INSERTED: ("{+", "+}"),
    Mark.MOVED_AWAY: ("[~", "~]"),
    Mark.MOVED_HERE: ("{~", "~}"),
}
_INDENT = 18


def write_text(redline: Redline, options: WriteOptions | None = None) -> bytes:
    """Return ``redline`` as text in UTF-8.

    Args:
        redline: What to show.
        options: Choices; all have defaults.

    >>> from redline.model import Change, ChangeKind, Division, Effect, Instrument, Provision
    >>> old, new = (Provision("28", "3.1", text=f"Members {verb} cooperate.") for verb in ("may", "shall"))
    >>> changes = (Change(ChangeKind.EQUAL, "Members "), Change(ChangeKind.DELETE, "may"),
    ...     Change(ChangeKind.INSERT, "shall"), Change(ChangeKind.EQUAL, " cooperate."))
    >>> one = ItemChange(Effect.MODIFIED, old, new, (Change(ChangeKind.EQUAL, old.lead),), changes)
    >>> base, revised = (Instrument("t", "T", (Division(Heading(DivisionKind.BODY), (side,)),)) for side in (old, new))
    >>> print(write_text(Redline(base, revised, (one,)), WriteOptions(bare=True)).decode(), end="")
    | 28      3.1     Members [-may-]{+shall+} cooperate.
    """
    from rich.console import Console

    options = options or WriteOptions()
    held = io.StringIO()
    console = Console(
        file=held,
        force_terminal=options.colours,
        no_color=not options.colours,
        color_system="standard" if options.colours else None,
        width=options.width or 1_000_000,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    for text in _lines(redline, options):
        for line in text.split("\n", allow_blank=True):  # one by one: rich takes the square of a text's lines
            console.print(line, soft_wrap=not options.width)
    return ("\n".join(part.rstrip() for part in held.getvalue().split("\n"))).encode()


def _lines(redline: Redline, options: WriteOptions) -> Iterator[Text]:
    from rich.text import Text

    lines = change_list(redline)
    if not options.bare:
        yield from _summary(redline, lines, options)
    at, places = LinesAt(lines), place_names(redline)
    ends = {(change.move, change.revised is None): at for at, change in enumerate(redline.changes) if change.move}
    for number, article in enumerate(articles_shown(redline, options.shown)):
        if number or not options.bare:
            yield Text()
        for index in article:
            if index is None:
                yield Text(" " * _INDENT + "[…]")
                continue
            change = settled(redline.changes[index]) if options.clean else redline.changes[index]
            if change is None:
                continue
            yield from _announcements(at.begin(index), options)
            if change.move:
                words = "moved to" if change.revised is None else "moved from"
                where = places[ends[change.move, change.revised is not None]]
                edits = "" if change.revised is None else words_of(change)
                yield _hanging(Text(f"  ({words} {where}{'.' + edits if edits else ''})", style="green"), 4, options)
            yield from _item(change, options)
            if options.reasons and not options.clean:
                yield from (Text(f"{' ' * _INDENT}Reasons: {reasons}") for reasons in at.reasons(index))


def _summary(redline: Redline, lines: tuple[Line, ...], options: WriteOptions) -> Iterator[Text]:
    from rich.text import Text

    yield Text(f"{kicker(redline, options.clean)}: {title(redline)}", style="bold")
    yield Text()
    for name, value in facts(redline):
        yield _hanging(Text(f"{name:<{_INDENT}}") + Text(value), _INDENT, options)
    for warning in warnings(redline):
        yield _hanging(Text(f"! {warning}", style="bold"), 2, options)
    yield Text()
    yield Text(f"{list_title(redline, options.clean)}. {totals_line(redline, len(lines))}", style="bold")
    for line in lines:
        symbol = f"_{line.symbol}_" if line.amendment and line.amendment.symbol.emphatic else line.symbol
        identifier = f"  ({line.amendment.id})" if line.amendment else ""
        said = f"{symbol:<7}{line.place}: {line.effect}{identifier}"
        yield _hanging(Text(said + (f"  ! {'; '.join(line.labels)}" if line.labels else "")), 7, options)


def _announcements(beginning: Sequence[Line], options: WriteOptions) -> Iterator[Text]:
    from rich.text import Text

    for line in beginning:
        if line.amendment and (line.labels or not options.clean):
            symbol = f"_{line.symbol}_" if line.amendment.symbol.emphatic else line.symbol
            keeps = f"  {line.effect}" if line.amendment.symbol.keeps else ""
            doubts = f"  ! {'; '.join(line.labels)}" if line.labels else ""
            yield _hanging(Text(f"  {symbol} {line.amendment.id}{keeps}{doubts}", style="bold"), 4, options)


def _item(change: ItemChange, options: WriteOptions) -> Iterator[Text]:
    from rich.text import Text

    bar = "| " if change.changed else "  "
    if isinstance(change.item, Heading):
        if change.item.kind is not DivisionKind.BODY:
            for part in (lead_pieces(change), body_pieces(change)):
                for line in _marked(part, "\n", options).split("\n"):
                    if line.plain:
                        yield Text(bar) + line
            yield Text()
        return
    first = _columns(_marked(lead_pieces(change), "\t", options), bar)
    parts = _marked(body_pieces(change), "\n", options).split("\n", allow_blank=True)
    for number, line in enumerate(parts):
        *fields, words = line.split("\t", allow_blank=True)
        start = first if number == 0 else Text(bar + " " * (_INDENT - 2))
        if fields:  # a further item of a split or merger begins here
            start = _columns(Text("\t").join(fields), bar)
        yield _hanging(start + words, _INDENT, options)


def _columns(lead: Text, bar: str) -> Text:
    """Number and labels, each in its column."""
    from rich.text import Text

    first = Text(bar)
    for field in lead.split("\t"):
        first += field
        first.append(" " * max(1, 8 - len(field.plain)))
    first.append(" " * max(0, _INDENT - len(first.plain)))
    return first


def _marked(pieces: Iterable[Piece], breaks: str, options: WriteOptions) -> Text:
    """The pieces with their marks; a mark is closed before a break and opened after it."""
    from rich.text import Text

    found, looks = Text(), LOOKS[options.design.style]
    for mark, group in groupby(pieces, key=lambda piece: piece.mark):
        opening, closing = _BRACKETS[mark]
        for number, part in enumerate(re.split(f"([{breaks}\t])", "".join(piece.text for piece in group))):
            if number % 2:
                found.append(part)
            elif part:
                found.append(f"{opening}{part}{closing}", style=in_terminal(looks[mark]) if mark in looks else "")
    return found


def _hanging(text: Text, indent: int, options: WriteOptions) -> Text:
    """The text wrapped so that its further lines begin under its first word."""
    from rich.console import Console
    from rich.text import Text

    if not options.width or len(text.plain) <= options.width:
        return text
    first = text[:indent]
    console = Console(width=max(options.width - indent, 20), file=io.StringIO(), _environ={})
    wrapped = text[indent:].wrap(console, max(options.width - indent, 20))
    joined = Text()
    for number, line in enumerate(wrapped):
        line.rstrip()
        joined.append_text(first) if number == 0 else joined.append("\n" + " " * indent)
        joined.append_text(line)
    return joined
