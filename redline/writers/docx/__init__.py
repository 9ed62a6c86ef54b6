"""Writes a redline as a Word document whose tracked changes accept to the revised text and reject to the base text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from docx.document import Document as DocumentObject
from lxml import etree

from redline.model import Amendment, ItemChange, Redline
from redline.writers.change_list import Line, change_list, place_names
from redline.writers.clean import settled
from redline.writers.context import articles_shown
from redline.writers.docx.dress import text_width
from redline.writers.docx.language import set_language
from redline.writers.docx.moves import ranges_of
from redline.writers.docx.ooxml import Comment, Scribe, comments_part, field_code, footnotes_part, paragraph, run
from redline.writers.docx.package import add_part, fill, keeps_headers, new_document, saved, set_properties
from redline.writers.docx.paragraphs import (
    Paragraph,
    Run,
    mark_footnotes,
    paragraphs_of,
    settle_last_mark,
)
from redline.writers.docx.summary import summary
from redline.writers.facts import running_head, title, treaty_source, words_of
from redline.writers.marks import Mark
from redline.writers.options import Moves, Profile, WriteOptions

__all__ = ["write_docx"]

_EDITOR = "redline"  # who signs what no delegation said: labels and where a move leads
_WHOLE_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def write_docx(redline: Redline, options: WriteOptions | None = None) -> bytes:
    """Return a Word document that shows ``redline``.

    Args:
        redline: What to show.
        options: Choices; all have defaults.

    Returns:
        The bytes of a .docx. The same redline and options always give the same bytes. With the profile ``redline`` and
        the context ``whole``, rejecting all changes leaves the lines of ``redline.base`` and accepting all those of
        ``redline.revised``, each line a paragraph.

    Source:
        ECMA-376 Part 1, 17.13.5 (revisions); CONVENTIONS of the field for what Word and LibreOffice make of them.
    """
    options = options or WriteOptions()
    return _Writer(redline, options).write()


class _Writer:
    """One document in the making."""

    def __init__(self, redline: Redline, options: WriteOptions) -> None:
        self.redline, self.options = redline, options
        proposal = redline.proposal
        author = options.author or (proposal.author if proposal else _EDITOR)
        date = proposal.date if proposal and _WHOLE_DATE.fullmatch(proposal.date) else ""
        self.scribe = Scribe(author, f"{date}T00:00:00Z" if date else "")
        self.articles = articles_shown(redline, options.shown)
        self.lines = change_list(redline)
        self.places = place_names(redline)
        self.footnotes: dict[int, tuple[str, str]] = {}

    def write(self) -> bytes:
        document = new_document(self.options.design)
        set_language(document, self.redline.revised.language)
        body = document.element.body
        end = body[-1]  # the properties of the section; to insert by index takes time that grows with the square
        for node in self._content(text_width(document)):
            end.addprevious(node)
        if self.scribe.comments:
            add_part(document, "comments", comments_part(self.scribe.comments, self.scribe.date))
        if self.footnotes:
            add_part(document, "footnotes", footnotes_part(self.footnotes))
        self._header_and_footer(document)
        self._properties(document)
        return saved(document)

    def _content(self, width: int) -> Iterator[etree._Element]:
        visible = [i for article in self.articles for i in article if i is not None and self._printed(i)]
        if not self.options.bare:
            yield from summary(self.redline, self.options, visible, width)
            yield from self._treaty_title()
        written = [self._article(article) for article in self.articles]
        flat = [paragraph for article in written for paragraph in article]
        flat = flat or [Paragraph("Provision1")]  # a document without a paragraph is none
        settle_last_mark(flat)
        self._refer_to_footnotes(flat)
        self.scribe.ranges = ranges_of(flat)
        comments = self._comments()
        above, below = self._above(), self._below()
        index: int | None = None
        for paragraph_, following in zip_longest(flat, flat[1:]):
            begins = paragraph_.change
            if begins is not None:
                index = begins
                yield from above.get(index, ())
            yield from self.scribe.paragraph(paragraph_, comments.get(begins, []) if begins is not None else [])
            if index is not None and (following is None or following.begins):
                yield from below.pop(index, ())

    def _article(self, indices: Sequence[int | None]) -> list[Paragraph]:
        found: list[Paragraph] = []
        for index in indices:
            if index is None:
                found.append(Paragraph("Leftout", [Run(Mark.KEPT, "[…]")], begins=True))
                continue
            change: ItemChange | None = self.redline.changes[index]
            if self.options.clean and change is not None:
                change = settled(change)
            if change is None:
                continue
            found += paragraphs_of(change, index, self._tracked(change), self.options.moves)
        return found

    def _printed(self, index: int) -> bool:
        """Whether a change leaves anything to be seen: a consolidated text has nothing of what was deleted."""
        return not self.options.clean or self.redline.changes[index].revised is not None

    def _refer_to_footnotes(self, paragraphs: Sequence[Paragraph]) -> None:
        """One footnote a mark, at its first place.

        LibreOffice 7.4 empties every note of a file that has two, and comments.
        """
        texts = dict(self.redline.base.footnotes)
        for number, mark in mark_footnotes(paragraphs, list(texts)):
            self.footnotes[number] = (mark, texts[mark])

    # the two profiles

    def _tracked(self, change: ItemChange) -> bool:
        if self.options.profile is Profile.REDLINE:
            return True
        return change.base is not None and change.revised is not None

    def _above(self) -> dict[int, list[etree._Element]]:
        """Symbol and identifier above an amendment, in the ITU profile, by the change that begins there."""
        found: dict[int, list[etree._Element]] = {}
        for line in self.lines if self.options.profile is Profile.ITU else ():
            if not line.changes:
                continue
            amendment = line.amendment
            symbol = run(line.symbol, "Emphaticsymbol" if amendment and amendment.symbol.emphatic else "Symbol")
            words = [run(f"\t{amendment.id if amendment else line.place}")]
            if amendment and amendment.after:
                words.append(run(f"\t(after {amendment.after})", "Quiet"))
            found.setdefault(line.changes[0], []).append(paragraph("Proposal", symbol, *words))
        return found

    def _below(self) -> dict[int, list[etree._Element]]:
        """The reasons of an amendment after its last paragraph, in the ITU profile, by the change that ends there."""
        found: dict[int, list[etree._Element]] = {}
        shown_ = self.options.profile is Profile.ITU and self.options.reasons
        for line in self.lines if shown_ else ():
            if not line.changes or line.amendment is None or not line.amendment.reasons:
                continue
            for number, text in enumerate(line.amendment.reasons.split("\n")):
                word = [run("Reasons:", "Strong"), run(" ")] if number == 0 else []
                found.setdefault(line.changes[-1], []).append(paragraph("Reasons", *word, run(text)))
        return found

    # what stands beside the text

    def _comments(self) -> dict[int, list[Comment]]:
        found: dict[int, list[Comment]] = {}
        ends = {(c.move, c.revised is None): i for i, c in enumerate(self.redline.changes) if c.move}
        for (move, leaves), index in ends.items():
            other = ends.get((move, not leaves))
            marked = self.options.moves is Moves.MARKED and self.options.profile is Profile.REDLINE
            if other is not None and marked and not self.options.clean:
                words = "Moved to" if leaves else "Moved from"
                edits = "" if leaves else words_of(self.redline.changes[index])
                found.setdefault(index, []).append(Comment(_EDITOR, f"{words} {self.places[other]}.{edits}"))
        for line in self.lines:
            if line.amendment and line.changes:
                said = self._said_of(line, line.amendment)
                found.setdefault(line.changes[0], []).extend(said)
        return found

    def _said_of(self, line: Line, amendment: Amendment) -> Iterator[Comment]:
        name = f"{amendment.symbol.printed} {amendment.id}"
        if amendment.symbol.keeps and not self.options.clean:
            strength = " This is a proposal to keep it." if amendment.symbol.emphatic else ""
            yield Comment(self.scribe.author, f"{name}: no change to {line.place}.{strength}")
        reasons = self.options.reasons and self.options.profile is Profile.REDLINE and not self.options.clean
        if amendment.reasons and reasons:
            yield Comment(self.scribe.author, f"{name}\nReasons: {amendment.reasons}")
        if line.labels:
            yield Comment(_EDITOR, f"{name}: {'; '.join(line.labels)}.")

    def _treaty_title(self) -> Iterator[etree._Element]:
        yield paragraph("Treatytitle", run(self.redline.base.title))
        yield paragraph("Treatysource", run(treaty_source(self.redline)))

    def _header_and_footer(self, document: DocumentObject) -> None:
        section = document.sections[0]
        if keeps_headers(section):
            return
        section.different_first_page_header_footer = not self.options.bare
        left, right = running_head(self.redline)
        fill(document, section.header, "header", [run(left), run(f"\t{right}")])
        doubts = "; ".join(self.redline.proposal.labels if self.redline.proposal else ())
        for footer in (section.footer, section.first_page_footer):
            if footer is section.first_page_footer and self.options.bare:
                continue
            pages = [run("Page "), *field_code("PAGE", [run("1")]), run(" of "), *field_code("NUMPAGES", [run("1")])]
            fill(document, footer, "footer", [run(doubts), run("\t"), *pages])

    def _properties(self, document: DocumentObject) -> None:
        set_properties(
            document,
            title=title(self.redline),
            author=self.redline.proposal.proposer if self.redline.proposal else _EDITOR,
            subject=self.redline.base.name,
            language=self.redline.revised.language,
        )
