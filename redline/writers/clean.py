"""One change as the consolidated text has it: accepted, and without a mark."""

from __future__ import annotations

from redline.model import ChangeKind, Effect, ItemChange, accept, whole


def settled(change: ItemChange) -> ItemChange | None:
    """Return ``change`` with what it keeps and inserts as kept text; None if the revised text has nothing there."""
    item = change.revised
    if item is None:
        return None
    lead, body = (whole(text, ChangeKind.EQUAL) for text in (item.lead, accept(change.body)))
    more = change.more_revised
    return ItemChange(Effect.UNCHANGED, item, item, lead, body, change.amendments, more_base=more, more_revised=more)
