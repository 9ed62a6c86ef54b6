"""Redlines one Word document against another in place, and applies a proposal to somebody's own Word document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from redline.engine.align.alignment import align
from redline.engine.options import CompareOptions, Ignore
from redline.engine.words.diff import diff_text
from redline.errors import UnreadableDocument, VerificationFailed
from redline.library.convert import CONVERTED
from redline.library.opening import File, open_file
from redline.model import Changes, Heading, Item, Redline, lines_of
from redline.ooxml.form import Aspect
from redline.ooxml.package import WORD_ENDINGS, open_word
from redline.readers.docx_revisions import read_accepted, read_rejected
from redline.readers.options import ReadOptions, View
from redline.readers.word import read_word
from redline.readers.word.items import heading_of, provision_of
from redline.readers.word.lines import Line, Reading
from redline.readers.word.lines import lines_of as lines_in
from redline.readers.word.structure import placed
from redline.writers.in_place import InPlace, write_in_place
from redline.writers.in_place.apply import Edit, Former, edited
from redline.writers.in_place.proving import proved, unproved_lines
from redline.writers.in_place.saying import with_comment
from redline.writers.in_place.scene import Step
from redline.writers.options import Existing, InPlaceOptions

_IGNORED = {
    Ignore.FORMATTING: (Aspect.LOOK, Aspect.STYLE, Aspect.TABLE, Aspect.SECTION),
    Ignore.NUMBERING: (Aspect.NUMBERING, Aspect.TEXT),
}
"""What a proof passes over where a sort of difference was to be ignored; of all others, the text."""


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def are_word_files(names: Sequence[str], reading: ReadOptions) -> bool:
    """Return whether all paths are those of Word documents, or of what LibreOffice is to turn into one."""
    endings = (*WORD_ENDINGS, *CONVERTED) if reading.convert else WORD_ENDINGS
    return all(Path(name).suffix.lower() in endings for name in names)


def word_template(name: str) -> bytes:
    """Return a Word document whose styles are to be used.

    Raises:
        UnreadableDocument: If it is none, or any part of it holds what a document may not.
    """
    file = open_file(Path(name))
    package = open_word(*file)
    for part in package.names:
        if part.endswith((".xml", ".rels")):
            package.part(part)
    kinds = {str(node.get("ContentType", "")) for node in package.part("[Content_Types].xml")}
    if any("wordprocessingml.template" in kind for kind in kinds):
        raise UnreadableDocument(file.name, "is a template of Word (.dotx)", "Open it in Word and save it as .docx.")
    return file.data


def compare_word(
    old: File,
    new: File,
    options: CompareOptions | None = None,
    written: InPlaceOptions | None = None,
) -> InPlace:
    """Return an old Word document with tracked changes that turn it into a new one, and what is not exact about it.

    The result is proved: the canonical form of the accepted document is compared with that of the new one, that of the
    rejected one with that of the old. What is not equal is said by name and place.

    Args:
        old: The document that is marked, opened; styles, numbering, headers, pictures
            and all else stay as they are.
        new: What it becomes when all changes are accepted.
        options: What to ignore, and how coarse the marks are.
        written: Who signs, whether formatting is marked, what becomes of tracked changes that are there.

    Raises:
        UnreadableDocument: If either is no Word document.
        RevisionsNeedChoice: If either has tracked changes and no choice was made.
    """
    old, new = File(*old), File(*new)
    options = options or CompareOptions()

    def words(one: str, other: str) -> Changes:
        return diff_text(one, other, options)

    written = written or InPlaceOptions()
    ignored = frozenset(aspect for sort in options.ignore for aspect in _IGNORED.get(sort, (Aspect.TEXT,)))
    if not written.formatting:
        ignored |= frozenset(_IGNORED[Ignore.FORMATTING])
    tries = []
    for careful in (False, True):
        made = write_in_place(open_word(*old), open_word(*new), _aligned, words, written, careful=careful)
        found = proved(open_word(made.data, old.name), open_word(*old), open_word(*new), written.existing)
        lines = tuple(unproved_lines(found, made.untracked, ignored))
        tries.append((len(found), replace(made, untracked=(*made.untracked, *lines))))
        if ignored or not found.by_paragraph:
            break
    best = min(tries, key=lambda tried: tried[0])[1]
    if not written.say or not best.untracked:
        return best
    said = ("What these marks do not show:", *best.untracked)
    return replace(best, data=with_comment(open_word(best.data, old.name), said, written.author, written.date))


def verify_word(made: InPlace, old: File, new: File, written: InPlaceOptions | None = None) -> None:
    """Read a redlined Word document back, by a reader that shares nothing with the writer.

    Args:
        made: The document.
        old: What rejecting all changes must give, paragraph by paragraph.
        new: What accepting them must give.
        written: Says what became of tracked changes that the two came with.

    Raises:
        VerificationFailed: If it does not.
    """
    existing = written.existing if written is not None else None
    stood = read_accepted if existing is not Existing.REJECT else read_rejected
    was = read_accepted if existing is Existing.ACCEPT or existing is None else read_rejected
    for (data, name), settled, read in ((new, stood, read_accepted), (old, was, read_rejected)):
        wanted = [paragraph.text for paragraph in settled(data, name)]
        found = [paragraph.text for paragraph in read(made.data, name)]
        if wanted != found:
            wrong = next((f"“{a}” for “{b}”" for a, b in zip(found, wanted, strict=False) if a != b), "another length")
            raise VerificationFailed(name, [f"the redline does not give it: {wrong}"])


def apply_word(base: File, redline: Redline, written: InPlaceOptions | None = None) -> InPlace:
    """Return somebody's own Word document with the changes of a redline tracked in it.

    Args:
        base: The document, opened; the redline's base was read from it.
        redline: What changes.
        written: Who signs, and what becomes of tracked changes that are there.

    Raises:
        UnreadableDocument: If the document is not the one that the base was read from, or sets a provision that changes
            in the cells of a table.
        VerificationFailed: If the changes cannot be made exactly.
    """
    data, name = base
    written = written or InPlaceOptions()
    accept = written.existing is not Existing.REJECT
    found = placed(lines_in(open_word(data, name), Reading(accept)), name)
    if tuple(item for item, _ in found) != redline.base.items:
        raise UnreadableDocument(name, "is not the text that is amended", "Name it with --base.")
    edits = list(_edits(redline, [lines for _, lines in found], name))
    new = edited(open_word(data, name), edits, diff_text, accept=accept)
    revised = read_word(new, name, View.FINAL)
    wanted = redline.revised.lines
    got = lines_of(getattr(revised, "items", ()))
    if got != wanted:
        wrong = next((f"“{a}” for “{b}”" for a, b in zip(got, wanted, strict=False) if a != b), "its length differs")
        raise VerificationFailed(name, [f"the text would read {wrong}"])
    made = compare_word(base, File(new, name), None, written)
    stood = redline.base.lines  # what rejecting all gives: with the changes that are kept rejected too
    if written.existing is Existing.KEEP:
        stood = lines_of(getattr(read_word(data, name, View.ORIGINAL), "items", ()))
    for view, lines, text in ((View.FINAL, wanted, redline.revised), (View.ORIGINAL, stood, redline.base)):
        if lines_of(getattr(read_word(made.data, name, view), "items", ())) != lines:
            raise VerificationFailed(name, [f"the redline does not give {text.id} ({view.value})"])
    return made


def _edits(redline: Redline, lines: Sequence[tuple[Line, ...]], name: str) -> Iterator[Edit]:
    """What becomes of the paragraphs, in the order of the text."""
    at, after = 0, 0
    before: dict[type, tuple[int, ...]] = {}
    for change in redline.changes:
        own = [line for number in range(len(change.bases)) for line in lines[at + number]]
        at += len(change.bases)
        numbers = tuple(line.number for line in own)
        if change.changed and any(line.joined for line in own):
            raise UnreadableDocument(
                name,
                "sets its provisions in the cells of a table or in a text box",
                "A proposal is applied to running text.",
            )
        texts = tuple(line for item in change.reviseds for line in _lines(item))
        if change.base is None:
            like = before.get(type(change.item)) or _first_like(redline.base.items, lines, change.item)
            yield Edit((), texts, after, like)
        elif change.changed:
            yield Edit(tuple(Former(line.number, line.text, line.computed) for line in own), texts)
        if numbers:
            after = numbers[-1]
            before[type(change.item)] = numbers


def _first_like(items: Sequence[Item], lines: Sequence[tuple[Line, ...]], wanted: Item) -> tuple[int, ...]:
    """The paragraphs of the first item of the kind of another."""
    for item, own in zip(items, lines, strict=True):
        if type(item) is type(wanted):
            return tuple(line.number for line in own)
    return ()


def _lines(item: Item) -> tuple[str, ...]:
    return item.lines if isinstance(item, Heading) else tuple(item.line.split("\n"))


def _aligned(old: Sequence[str], new: Sequence[str]) -> tuple[list[Step], list[tuple[int, int]]]:
    """Which paragraphs are versions of one another: by number and label where they have some, else by wording."""
    found = align([_item(text) for text in old], [_item(text) for text in new])
    kept = [
        (tuple(range(p.old, p.old + p.more_old + 1)), tuple(range(p.new, p.new + p.more_new + 1))) for p in found.kept
    ]
    return kept, [(pair.old, pair.new) for pair in found.moved]


def _item(text: str) -> Item:
    line = Line(_CONTROL.sub(" ", text))  # what no treaty may hold is no reason to refuse somebody's file
    return heading_of(line) or provision_of(line, "")
