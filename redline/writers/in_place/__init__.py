"""Writes a redline into somebody's own Word document: it stays as it was, with tracked changes that make it another.

Body, tables, headers, footers, notes and the layout of pages and tables are compared. What Word cannot track (how a
style looks) is said, not lost.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from redline.errors import RevisionsNeedChoice
from redline.model import Note, NoteKind
from redline.ooxml.document import Document
from redline.ooxml.fingerprint import canonical
from redline.ooxml.names import OFF, W, as_number
from redline.ooxml.package import Package
from redline.ooxml.revisions import accept_or_reject, is_tracked
from redline.writers.in_place.beside import Beside
from redline.writers.in_place.bindings import shown_by_data, unbind
from redline.writers.in_place.bookmarks import story_parts
from redline.writers.in_place.headers import Headers, end_sections
from redline.writers.in_place.imports import Importer
from redline.writers.in_place.keeping import keep, part_again
from redline.writers.in_place.layout import mark_section
from redline.writers.in_place.paragraph_proof import ParagraphProof
from redline.writers.in_place.properties import Stamp
from redline.writers.in_place.scene import Align, DocumentPair, Effects, Scene, Words
from redline.writers.in_place.stories import mark_story
from redline.writers.options import Existing, InPlaceOptions, Moves

_NOTES = ("footnote", "endnote")
_MOST_TIMES = 8
"""How often two documents are marked until every reference leads right; twice is usual, and what is left is said."""


@dataclass(frozen=True, slots=True)
class InPlace:
    """A document with tracked changes, and what could not be tracked."""

    data: bytes
    untracked: tuple[str, ...]
    """What differs and is not tracked, a line each; empty only where accepting and rejecting are exact."""

    advice: tuple[str, ...] = ()
    """What somebody who opens it has to do first, a line each; the marks are none the less exact."""

    careful: bool = False
    """Whether paragraphs were proved one by one, since finer marks alone were not exact."""

    def notes(self, place: str) -> tuple[Note, ...]:
        """Return what is not tracked and what is to be done, for whoever is told.

        Args:
            place: What the document is called.

        >>> [str(note) for note in InPlace(b"", ("a style differs",)).notes("old.docx")]
        ['old.docx: left out: a style differs']
        """
        lines = [(NoteKind.LEFT_OUT, words) for words in self.untracked]
        lines += [(NoteKind.ADVICE, words) for words in self.advice]
        return tuple(Note(kind, place, words) for kind, words in lines)


def write_in_place(
    old: Package,
    new: Package,
    align: Align,
    words: Words,
    options: InPlaceOptions | None = None,
    *,
    careful: bool = False,
) -> InPlace:
    """Return the old document with tracked changes that turn it into the new one.

    Args:
        old: The document that is marked.
        new: What it becomes when all changes are accepted.
        align: Which texts of two lists are versions of one another.
        words: The changes that turn one text into another.
        options: Choices; all have defaults.
        careful: Whether each paragraph is proved, and marked whole where finer marks are not exact; not where tracked
            changes of somebody else are kept.

    Raises:
        RevisionsNeedChoice: If a document has tracked changes and no choice was made.
        UnreadableDocument: If a part is missing or damaged.
    """
    options = options or InPlaceOptions()
    apart: frozenset[str] = frozenset()
    for left in reversed(range(_MOST_TIMES)):  # each time with more bookmarks set apart
        writing = _InPlace(Document(old), Document(new), align, words, options, careful=careful)
        made = writing.write(apart)
        lost = writing.beside.bookmarks.lost - apart
        if not lost or not left:
            break
        apart |= lost
    return made


class _InPlace:
    def __init__(
        self,
        old: Document,
        new: Document,
        align: Align,
        words: Words,
        options: InPlaceOptions,
        *,
        careful: bool,
    ) -> None:
        self.old, self.new, self.options = old, new, options
        self.importer = Importer(old, new)
        self.stamp = Stamp(options.author, options.date)
        self.beside = Beside(old, new, self.importer)
        self.kept: list[etree._Element] = []
        """Parts whose tracked changes stay."""

        pair = DocumentPair(
            old,
            new,
            self.importer,
            self.stamp,
            self.beside,
            Effects(old, new),
            ParagraphProof(old, new),
            align,
            words,
            formatting=options.formatting,
            native_moves=options.moves is Moves.NATIVE,
            careful=careful and options.existing is not Existing.KEEP,
        )
        self.scene = Scene(pair, old.document, new.document)

    def write(self, apart: frozenset[str]) -> InPlace:
        """Compare the stories one by one; bookmarks that are set apart are not those of the other document."""
        for document in (self.old, self.new):
            self._settle(document)
        if self.old.package.strict:
            words = "the first file is Strict Open XML; the redline is a Word document of the usual sort"
            self.importer.say(words)
        self.beside.begin(self._highest(), apart)
        self.stamp.begin(self.beside.last)
        end_sections(self.old, self.new)
        shown = shown_by_data([self.old.tree(part) for part in story_parts(self.old)])
        headers = Headers(self.importer, self._in)
        mine, theirs = self._body(self.old), self._body(self.new)
        if mine is not None and theirs is not None:
            self.old.tree(self.old.document, change=True)
            mark_story(mine, theirs, self.scene)
            ends = mine.find(f"{W}sectPr"), theirs.find(f"{W}sectPr")
            if ends[0] is not None and ends[1] is not None:  # neither says how its page is, else
                self.scene.findings.sections[ends[0]] = ends[1]
        self._compare_notes()
        headers.mark(self.scene.findings.sections)
        for own, wanted in self.scene.findings.sections.items():
            mark_section(own, wanted, self.scene)
        for reference in self.scene.findings.new_notes:
            self._bring_note(reference)
        self.beside.finish()
        for kind in _NOTES:
            self.old.order_notes(kind)
        for root in self.kept:
            part_again(root)
        unbind([self.old.tree(part) for part in story_parts(self.old)], shown)
        advice = tuple(_advice(self.old)) if self.stamp.number > self.stamp.first else ()
        return InPlace(self.old.saved(), tuple(self.importer.untracked), advice, self.scene.pair.careful)

    def _settle(self, document: Document) -> None:
        for part in story_parts(document):
            tree = document.tree(part)
            if not is_tracked(tree):
                continue
            if self.options.existing is None:
                raise RevisionsNeedChoice(document.package.name)
            root = document.tree(part, change=document is self.old)
            if self.options.existing is Existing.KEEP and document is self.old:
                self.kept.append(root)
                self.importer.untracked |= dict.fromkeys(keep(root))
            else:
                accept_or_reject(root, accept=self.options.existing is not Existing.REJECT)

    def _highest(self) -> int:
        """The highest id of a mark that the document has, so that ours are new."""
        found = 0
        for part in story_parts(self.old):
            for node in self.old.tree(part).iter():
                found = max(found, as_number(node.get(f"{W}id")) if isinstance(node.tag, str) else 0)
        return found

    @staticmethod
    def _body(document: Document) -> etree._Element | None:
        return document.tree(document.document).find(f"{W}body")

    # notes

    def _compare_notes(self) -> None:
        pairs = list(self.scene.findings.notes)
        for mine, theirs in pairs:
            kind = "footnote" if mine.tag == f"{W}footnoteReference" else "endnote"
            part, other = self.old.held(f"{kind}s"), self.new.held(f"{kind}s")
            if part not in self.old or other not in self.new:
                continue
            old = _note(self.old.tree(part), kind, mine)
            new = _note(self.new.tree(other), kind, theirs)
            if old is None or new is None:
                continue
            if canonical(old) == canonical(new):
                self.beside.bookmarks.alike(new)
                continue
            self.old.tree(part, change=True)
            self._in(part, other, old, new)

    def _in(self, old_part: str, new_part: str, old: etree._Element, new: etree._Element) -> None:
        """Compare two stories that stand in parts of their own."""
        mark_story(old, new, self.scene.of_parts(old_part, new_part))

    def _bring_note(self, reference: etree._Element) -> None:
        """Bring the note along that an inserted reference names."""
        kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
        part, other = self.old.held(f"{kind}s"), self.new.held(f"{kind}s")
        found = _note(self.new.tree(other), kind, reference) if other in self.new else None
        if found is None:
            return
        root = self.old.own(f"{kind}s", _without_notes(self.new.tree(other), kind))
        made = self.importer.brought(found, other, part)
        ids = [int(str(node.get(f"{W}id"))) for node in root.iterfind(f"{W}{kind}") if _is_id(node.get(f"{W}id"))]
        number = str(1 + max(ids, default=0))
        made.set(f"{W}id", number)
        root.append(made)
        reference.set(f"{W}id", number)


_PERMITTED = {
    "comments": "nothing but comments",
    "trackedChanges": "nothing but tracked changes",
    "forms": "nothing but filling in forms",
}


def _advice(document: Document) -> Iterator[str]:
    """What to do where a document is protected, so that Word lets nobody accept or reject anything."""
    part = document.held("settings")
    for node in document.tree(part).iterfind(f"{W}documentProtection") if part in document else ():
        if str(node.get(f"{W}enforcement", "0")) not in OFF and node.get(f"{W}edit", "none") != "none":
            permitted = _PERMITTED.get(str(node.get(f"{W}edit")), "no changes")
            yield (
                f"it is protected and permits {permitted}: before changes can be accepted or rejected in Word, "
                "end that (Review, Restrict Editing, Stop Protection)"
            )


def _without_notes(root: etree._Element, kind: str) -> etree._Element:
    """The root of a part of notes with nothing in it but what separates them from the text."""
    made = copy.deepcopy(root)
    for node in made.findall(f"{W}{kind}"):
        if node.get(f"{W}type") in (None, "normal"):
            made.remove(node)
    return made


def _note(root: etree._Element, kind: str, reference: etree._Element) -> etree._Element | None:
    wanted = reference.get(f"{W}id")
    return next((node for node in root.iterfind(f"{W}{kind}") if node.get(f"{W}id") == wanted), None)


def _is_id(value: object) -> bool:
    return str(value).isdecimal()
