"""Which part of a redline is shown: the whole treaty, the articles that are touched, or the changes alone."""

from __future__ import annotations

from collections.abc import Iterator

from redline.model import DivisionKind, Heading, ItemChange, Redline
from redline.writers.options import Context


def touched(change: ItemChange) -> bool:
    """Return whether a proposal does something here, even if only to ask that nothing change."""
    return change.changed or bool(change.amendments)


def articles(redline: Redline) -> Iterator[range]:
    """Yield the stretches of ``redline.changes`` that are one article, appendix, preamble ... with its sections."""
    start = 0
    for index, change in enumerate(redline.changes):
        item = change.item
        if index > start and isinstance(item, Heading) and item.kind is not DivisionKind.SECTION:
            yield range(start, index)
            start = index
    if redline.changes:
        yield range(start, len(redline.changes))


def articles_shown(redline: Redline, context: Context) -> tuple[tuple[int | None, ...], ...]:
    """Return the articles that are shown, each as indices into ``redline.changes``; None where text is left out.

    Args:
        redline: The redline.
        context: How much to show. ``ARTICLE`` gives each touched article whole; ``CHANGE`` its heading and changes.
    """
    found: list[tuple[int | None, ...]] = []
    for article in articles(redline):
        if context is Context.WHOLE:
            found.append(tuple(article))
        elif any(touched(redline.changes[index]) for index in article):
            found.append(tuple(article) if context is Context.ARTICLE else tuple(_changes_alone(redline, article)))
    return tuple(found)


def _changes_alone(redline: Redline, article: range) -> Iterator[int | None]:
    left_out = False
    for index in article:
        change = redline.changes[index]
        if touched(change) or (index == article.start and isinstance(change.item, Heading)):
            if left_out:
                yield None
            yield index
            left_out = False
        else:
            left_out = True
    if left_out:
        yield None
