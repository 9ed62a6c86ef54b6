"""What the summary of a redline says of its document: who, when, where from, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator

from redline.model import Change, ChangeKind, ItemChange, NoteKind, Redline
from redline.writers.change_list import totals
from redline.writers.language import language_name
from redline.writers.options import Context

_TOLD = (NoteKind.PLACED, NoteKind.MISMATCH, NoteKind.GUESSED)
"""Notes on what was guessed, which a reader of the document must know too."""


def title(redline: Redline) -> str:
    """Return the title of the summary."""
    if redline.proposal is None:
        return f"{redline.base.name} compared with {redline.revised.name}"
    return redline.proposal.title or redline.proposal.id


def facts(redline: Redline) -> Iterator[tuple[str, str]]:
    """Yield name and value of each fact, in the order of the page; what is not known is left out."""
    proposal = redline.proposal
    if proposal is None:
        yield "Base text", f"{redline.base.name} ({redline.base.id})"
        yield "Revised text", f"{redline.revised.name} ({redline.revised.id})"
        yield from _not_marked(redline)
        return
    yield "Document", proposal.id
    if proposal.selected:
        yield "Shown here", ", ".join(proposal.selected) + " alone"
    if redline.option:
        names = [option.name for option in proposal.options]
        yield "Option", f"{redline.option} of {len(names)}: alternatives, never applied together"
    yield "Proposed by", proposal.proposer + (f" ({proposal.proposer_code})" if proposal.proposer_code else "")
    for name, value in (
        ("Supported by", ", ".join(proposal.supporters)),
        ("Submitted", proposal.submitted_on),
        ("Compiled in", " of ".join(part for part in (proposal.compiled_in, proposal.compiled_on) if part)),
        ("Would amend", redline.base.name),
        ("Subjects", ", ".join(subject.replace("-", " ") for subject in proposal.subjects)),
        ("Original language", language_name(proposal.original_language)),
        ("Source", proposal.provenance.source),
    ):
        if value:
            yield name, value
    yield from _not_marked(redline)


def _not_marked(redline: Redline) -> Iterator[tuple[str, str]]:
    if redline.ignored:
        yield "Not marked", f"differences of {', '.join(redline.ignored)} alone"


def warnings(redline: Redline) -> tuple[str, ...]:
    """Return what every output must say of the document as a whole."""
    if redline.proposal is None:
        return tuple(str(note) for note in redline.notes if note.kind in _TOLD)
    note = redline.proposal.provenance.note
    said = [label[0].upper() + label[1:] for label in redline.proposal.labels]
    guessed = [str(n) for n in (*redline.proposal.notes, *redline.notes) if n.kind in _TOLD]
    return (*said, *((f"Note of the editors: {note.rstrip('.')}.",) if note else ()), *guessed)


def kicker(redline: Redline, clean: bool = False) -> str:
    """Return the words above the title that say what kind of document this is."""
    if clean:
        return "Consolidated text" if redline.proposal else "Text"
    return "Redline of a proposal" if redline.proposal else "Redline of two texts"


def list_title(redline: Redline, clean: bool = False) -> str:
    """Return the title of the list of changes."""
    if clean:
        return "What was applied"
    return "What it would change" if redline.proposal else "What changes"


def totals_line(redline: Redline, lines: int) -> str:
    """Return the sentence that sums the list up: ``"12 amendments: 263 words inserted."``."""
    noun = "amendment" if redline.proposal else "change"
    return f"{lines} {noun}{'s' if lines != 1 else ''}: {counted(*totals(redline))}."


def treaty_source(redline: Redline) -> str:
    """Return the line under the treaty's title: when and where it was adopted, and whose changes it shows."""
    base = redline.base
    if redline.proposal is None:
        same = redline.base is redline.revised
        return base.name if same else f"{base.name}, with its changes to {redline.revised.name}"
    where = ", ".join(part for part in (base.adopted_at, base.adopted_on[:4]) if part) or base.id
    return f"{where}, with the changes proposed in {redline.proposal.id} by {redline.proposal.proposer}"


def extent_line(context: Context) -> str:
    """Return the sentence of the legend that says how much of the treaty is shown."""
    return {
        Context.WHOLE: "The whole text is shown.",
        Context.ARTICLE: "Articles that nothing touches are left out.",
        Context.CHANGE: "Only what changes is shown; […] stands for unchanged provisions.",
    }[context]


def running_head(redline: Redline) -> tuple[str, str]:
    """Return the two sides of a page header: document with proposer, and treaty."""
    base = redline.base
    short = base.short_title or base.title
    when = ", ".join(part for part in (base.adopted_at, base.adopted_on[:4]) if part)
    treaty = f"{short} ({when})" if when else short
    if redline.proposal is None:
        return redline.revised.name, treaty
    option = f", option {redline.option}" if redline.option else ""
    return f"{redline.proposal.id}{option} – {redline.proposal.proposer}", treaty


def counted(deleted: int, inserted: int) -> str:
    """Return how a sentence says how many words change.

    >>> counted(3, 1)
    '3 words deleted, 1 word inserted'
    """
    said = [
        f"{n} word{'s' if n != 1 else ''} {verb}" for n, verb in ((deleted, "deleted"), (inserted, "inserted")) if n
    ]
    return ", ".join(said) or "no words changed"


def words_of(change: ItemChange) -> str:
    """Return the sentence that says what changed on the way of a move, with a space before it; empty if nothing did."""
    said: list[str] = []
    deleted = ""
    for part in (*change.edits, Change(ChangeKind.EQUAL, ".")):
        words = " ".join(part.text.split())
        if part.kind is ChangeKind.INSERT and deleted:
            said.append(f"“{deleted}” replaced by “{words}”")
            deleted = ""
            continue
        if deleted:
            said.append(f"“{deleted}” deleted")
        if part.kind is ChangeKind.INSERT and words:
            said.append(f"“{words}” inserted")
        deleted = words if part.kind is ChangeKind.DELETE else ""
    return f" Changed on the way: {'; '.join(said)}." if said else ""
