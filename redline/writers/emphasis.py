"""Cuts the changes of a text where emphasis begins or ends, on whichever side each stretch belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redline.model import ChangeKind, Changes, Emphasis, Item, Provision
from redline.model.inline import pieces


def emphasised(changes: Changes, base: Item | None, revised: Item | None) -> Iterator[tuple[ChangeKind, str, bool]]:
    """Yield kind and text of each stretch of a body, and whether it is emphasised.

    What is deleted is emphasised as in ``base``, everything else as in ``revised``.

    Args:
        changes: ``ItemChange.body``, or those of its changes that one side shows.
        base: The item before, whose text the deleted and kept changes make up.
        revised: The item after.
    """
    old_at = new_at = 0
    for change in changes:
        in_revised = change.kind is not ChangeKind.DELETE
        spans, at = (_emphasis(revised), new_at) if in_revised else (_emphasis(base), old_at)
        for piece, emphatic in pieces(change.text, at, spans):
            yield change.kind, piece, emphatic
        old_at += len(change.text) if change.kind is not ChangeKind.INSERT else 0
        new_at += len(change.text) if in_revised else 0


def _emphasis(item: Item | None) -> Sequence[Emphasis]:
    return item.emphasis if isinstance(item, Provision) else ()
