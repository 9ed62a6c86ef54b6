"""Whether a delegation amends the treaty as it is: what its document takes to stand, against what does.

A frequent mistake is a MOD marked up on a text that is not the treaty: a translation, an old edition, or a slip of the
keyboard. A document with tracked changes shows it: rejecting them gives the text that its authors had before them.
"""

from __future__ import annotations

from collections.abc import Iterator

from redline.engine.amend.places import find
from redline.engine.words.diff import diff_text
from redline.model import (
    Address,
    Change,
    ChangeKind,
    Finding,
    Heading,
    Instrument,
    Item,
    Nature,
    Proposal,
    Severity,
    names_of,
)

_AROUND = 24  # characters of kept text shown beside a difference
_MARKS = {ChangeKind.EQUAL: "{}", ChangeKind.DELETE: "[-{}-]", ChangeKind.INSERT: "{{+{}+}}"}


def misquoted(base: Instrument, proposal: Proposal) -> Iterator[Finding]:
    """Yield every place where a document takes the treaty to say what it does not.

    Args:
        base: The treaty.
        proposal: A document whose amendments may say what stands; those that do not are passed over.
    """
    names = names_of(base.items)
    for amendment in proposal.amendments:
        for item in amendment.stands:
            at = _place(base.items, item)
            if at is None:
                name = names_of([item])[0]
                words = f"takes {name} to stand in the treaty, which has no such place"
                yield Finding(Severity.ERROR, "base text", amendment.id, name, words, amendment.origin, proposal.author)
                continue
            found = base.items[at]
            changes = diff_text(found.lead + found.body, item.lead + item.body)
            natures = {change.nature for change in changes if change.kind is not ChangeKind.EQUAL}
            if natures:
                slight = natures <= {Nature.TYPOGRAPHY, Nature.WHITESPACE}
                severity = Severity.WARNING if slight else Severity.ERROR
                words = f"is not marked up on the treaty’s text: {_shown(changes)}"
                yield Finding(severity, "base text", amendment.id, names[at], words, amendment.origin, proposal.author)


def _place(items: tuple[Item, ...], item: Item) -> int | None:
    """The index of the item of the treaty that a document quotes."""
    if isinstance(item, Heading):
        address = Address(division=item.key)
    elif item.number:
        address = Address(number=item.number)
    elif item.label or item.letter:
        address = Address(label=item.label.rstrip("."), letter=item.letter)
    else:
        return next((at for at, other in enumerate(items) if other.body == item.body), None)
    found = find(items, address)
    return found[0] if found else None


def _shown(changes: tuple[Change, ...]) -> str:
    """The differences on one line, the treaty's words as deleted and the document's as inserted."""
    said = ""
    for number, change in enumerate(changes):
        text = " ".join(change.text.split("\n")).replace("\t", " ")
        if change.kind is ChangeKind.EQUAL and len(text) > 2 * _AROUND:
            before = text[:_AROUND] if number else ""
            after = text[-_AROUND:] if number < len(changes) - 1 else ""
            text = f"{before}…{after}"
        said += _MARKS[change.kind].format(text)
    return said
