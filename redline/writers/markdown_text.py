"""Writes a redline as Markdown, with ``<ins>`` and ``<del>``, which most readers of Markdown show as marks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from redline.model import DivisionKind, Heading, ItemChange, Redline
from redline.writers.change_list import LinesAt, change_list
from redline.writers.clean import settled
from redline.writers.context import articles_shown
from redline.writers.facts import facts, kicker, list_title, title, totals_line, treaty_source, warnings
from redline.writers.marks import Mark, Piece, body_pieces, lead_pieces
from redline.writers.options import WriteOptions

_SPECIAL = re.compile(r"([\\`*_\[\]#|~])")


def write_markdown(redline: Redline, options: WriteOptions | None = None) -> bytes:
    """Return ``redline`` as Markdown in UTF-8. Every character of its texts that means something there is escaped."""
    options = options or WriteOptions()
    blocks = [*(() if options.bare else _summary(redline, options)), *_treaty(redline, options)]
    return ("\n\n".join(blocks) + "\n").encode()


def _summary(redline: Redline, options: WriteOptions) -> Iterator[str]:
    yield f"# {escaped(title(redline))}"
    yield f"*{escaped(kicker(redline, options.clean))}*"
    yield "\n".join(f"- **{name}:** {escaped(value)}" for name, value in facts(redline))
    for warning in warnings(redline):
        yield f"> **{escaped(warning)}**"
    lines = change_list(redline)
    if lines:
        yield f"## {escaped(list_title(redline, options.clean))}"
        yield escaped(totals_line(redline, len(lines)))
        yield "\n".join(
            f"- {escaped(line.text)}{f' ({escaped(line.amendment.id)})' if line.amendment else ''}"
            f"{' – ' + escaped('; '.join(line.labels)) if line.labels else ''}"
            for line in lines
        )
    yield f"## {escaped(redline.base.title)}"
    yield escaped(treaty_source(redline))


def _treaty(redline: Redline, options: WriteOptions) -> Iterator[str]:
    lines = LinesAt(change_list(redline))
    for article in articles_shown(redline, options.shown):
        for index in article:
            if index is None:
                yield "[…]"
                continue
            change = redline.changes[index]
            if isinstance(change.item, Heading) and change.item.kind is DivisionKind.BODY:
                continue
            accepted = settled(change) if options.clean else change
            if accepted is None:
                continue
            for line in () if options.clean else lines.begin(index):
                name = line.amendment.id if line.amendment else ""
                yield f"*{escaped(' – '.join((f'{line.symbol} {name}'.strip(), *line.labels)))}*"
            yield _item(accepted)
            for reasons in lines.reasons(index) if options.reasons and not options.clean else ():
                yield f"> **Reasons:** {escaped(reasons)}"
    for mark, text in redline.base.footnotes:
        yield f"{escaped(mark)} {escaped(text)}"


def _item(change: ItemChange) -> str:
    text = _marked([*lead_pieces(change), *body_pieces(change)])
    if isinstance(change.item, Heading):
        return "### " + " ".join(part for part in text.split("\n") if part)
    return "  \n".join(text.split("\n"))


def _marked(pieces: Iterable[Piece]) -> str:
    found = []
    for piece in pieces:
        text = escaped(piece.text.replace("\t", " "))
        tag = "" if piece.mark is Mark.KEPT else "ins" if piece.mark.new else "del"
        lines = [f"<{tag}>{line}</{tag}>" if tag and line else line for line in text.split("\n")]
        found.append("\n".join(lines))
    return "".join(found)


def escaped(text: str) -> str:
    """Return a text with what Markdown would take for markup escaped.

    >>> escaped("administrations* <b>")
    'administrations\\\\* &lt;b&gt;'
    """
    return _SPECIAL.sub(r"\\\1", html.escape(text, quote=False))
