"""One Word document in which every delegation's amendments are tracked changes under its own name, on one base text.

Word cannot hold two deletions of the same words, nor a choice between two replacements. So each change is made as its
delegation wants it as long as it touches nothing that another has changed; what cannot be is a comment at its place.
Rejecting all gives the base. Accepting one author's changes alone gives that delegation's text, unless a comment says
no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from redline.model import ChangeKind, Compilation, Item, ItemChange, Provision, Row
from redline.model.inline import pieces
from redline.writers.docx.language import set_language
from redline.writers.docx.ooxml import Comment, Scribe, comments_part, field_code, footnotes_part, paragraph, run
from redline.writers.docx.package import add_part, fill, keeps_headers, new_document, saved, set_properties
from redline.writers.docx.paragraphs import (
    Paragraph,
    mark_footnotes,
    paragraphs_from,
    paragraphs_of,
    shift_last_marks,
)
from redline.writers.marks import Mark, Piece
from redline.writers.options import Design
from redline.writers.statements import statement_of

_WHOLE_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def write_by_author_docx(compilation: Compilation, *, bare: bool = False, design: Design | None = None) -> bytes:
    """Return the document.

    Args:
        compilation: The delegations and what each would change.
        bare: Whether the page before the treaty is left out.
    """
    return _ByAuthor(compilation).write(bare, design)


@dataclass(slots=True)
class _Stretch:
    """Changed text of one author: half-open ``[start, end)`` of the base's lead and body together."""

    start: int
    end: int
    text: str
    author: str


@dataclass(slots=True)
class _ByAuthor:
    compilation: Compilation
    comments: dict[int, list[Comment]] = field(default_factory=dict)
    """By index of the row."""

    authors: list[str] = field(default_factory=list)
    """How each member signs: its code, numbered where several members share one."""

    def __post_init__(self) -> None:
        seen: dict[str, int] = {}
        for member in self.compilation.members:
            seen[member.code] = seen.get(member.code, 0) + 1
            again = f" ({seen[member.code]})" if seen[member.code] > 1 else ""
            self.authors.append(member.code + again)

    def write(self, bare: bool, design: Design | None) -> bytes:
        document = new_document(design)
        set_language(document, self.compilation.base.language)
        members = zip(self.authors, self.compilation.members, strict=True)
        dates = {author: f"{m.date}T00:00:00Z" for author, m in members if _WHOLE_DATE.fullmatch(m.date)}
        scribe = Scribe("redline", dates=dates)
        flat = list(self._paragraphs()) or [Paragraph("Provision1")]
        shift_last_marks(flat)
        texts = dict(self.compilation.base.footnotes)
        notes = {number: (mark, texts[mark]) for number, mark in mark_footnotes(flat, list(texts))}
        end = document.element.body[-1]
        for node in [] if bare else self._front():
            end.addprevious(node)
        for one in flat:
            said_here = self.comments.get(one.change, []) if one.change is not None else []
            for node in scribe.paragraph(one, said_here):
                end.addprevious(node)
        if scribe.comments:
            add_part(document, "comments", comments_part(scribe.comments, ""))
        if notes:
            add_part(document, "footnotes", footnotes_part(notes))
        section = document.sections[0]
        if not keeps_headers(section):
            section.different_first_page_header_footer = False
            fill(document, section.header, "header", [run("All proposals, each under its delegation’s name")])
            fill(document, section.footer, "footer", [run("\tPage "), *field_code("PAGE", [run("1")])])
        set_properties(document, title=f"All proposals on {self.compilation.base.name}", author="redline")
        return saved(document)

    def _front(self) -> Iterator[etree._Element]:
        yield paragraph("Kicker", run("All proposals on one text"))
        yield paragraph("Title", run(self.compilation.base.title))
        yield paragraph(
            "Legend",
            run(
                "Each delegation’s amendments are tracked changes under its own name; show one reviewer to see one "
                "delegation. What touches words that another delegation changes is a comment at its place."
            ),
        )
        for author, member in zip(self.authors, self.compilation.members, strict=True):
            documents = ", ".join(document.id for document in member.proposals)
            doubts = f" – {'; '.join(member.labels)}" if member.labels else ""
            yield paragraph("Legend", run(author, "Strong"), run(f"  {member.name}: {documents}{doubts}"))
        for reason in self.compilation.missing:
            yield paragraph("Legend", run("Missing: ", "Strong"), run(reason))
        yield paragraph("Treatytitle", run(self.compilation.base.title))
        yield paragraph("Treatysource", run(f"{self.compilation.base.name}, with all proposals"))

    # the text

    def _paragraphs(self) -> Iterator[Paragraph]:
        rows = list(enumerate(self.compilation.rows))
        at = 0
        for number, item in enumerate((None, *self.compilation.base.items), -1):
            here = []
            while at < len(rows) and rows[at][1].at == number:
                here.append(rows[at])
                at += 1
            if here and here[0][1].base is not None:
                yield from self._touched(*here.pop(0))
            elif item is not None:
                yield from paragraphs_from(item, _pieces(item, ()))
            for index, row in here:
                yield from self._added(index, row)

    def _added(self, index: int, row: Row) -> Iterator[Paragraph]:
        for number, entry in enumerate(row.entries):
            found = paragraphs_of(entry.change, index)
            self._say(index, row, number)
            for one in found:
                one.change = index if one.change is not None and number == 0 else None
                yield self._signed(one, self.authors[entry.member])

    def _signed(self, one: Paragraph, author: str) -> Paragraph:
        one.author = author
        for part in one.runs:
            part.author = author
        return one

    def _touched(self, index: int, row: Row) -> Iterator[Paragraph]:
        item = row.base
        if item is None:
            return
        gone = next((entry for entry in row.entries if entry.change.revised is None), None)
        first = row.entries[0]
        if gone is not None and gone is first:
            for number, entry in enumerate(row.entries):
                self._say(index, row, number, aside=entry is not gone)
            for one in paragraphs_of(gone.change, index):
                yield self._signed(one, self.authors[gone.member])
            return
        taken: list[_Stretch] = []
        for number, entry in enumerate(row.entries):
            stretches = self._stretches(entry.change, self.authors[entry.member])
            fits = stretches is not None and not any(_touch(one, other) for one in stretches for other in taken)
            self._say(index, row, number, aside=not fits)
            if fits and stretches:
                taken += stretches
        ordered = sorted(taken, key=lambda one: (one.start, one.end))
        yield from paragraphs_from(item, _pieces(item, ordered), index)

    @staticmethod
    def _stretches(change: ItemChange, author: str) -> list[_Stretch] | None:
        """What a change replaces in its base; None if that cannot be said in the words of one paragraph."""
        if change.revised is None or change.more_base or change.more_revised:
            return None
        found: list[_Stretch] = []
        at = 0
        for part in change.changes:
            text, size = part.revised, len(part.base)
            if part.kind is not ChangeKind.EQUAL:
                if found and found[-1].end == at and part.kind is ChangeKind.INSERT:
                    found[-1].text += text
                else:
                    found.append(_Stretch(at, at + size, text, author))
            at += size
        return found

    def _say(self, index: int, row: Row, number: int, *, aside: bool = False) -> None:
        """Comments of one entry: reasons and doubts, and its wording where it cannot be a change of the text."""
        entry = row.entries[number]
        one = statement_of(self.compilation, entry)
        author = self.authors[entry.member]
        name = f"{one.symbol} {', '.join(one.identifiers)}"
        listed = self.comments.setdefault(index, [])
        if not one.change.changed:
            listed.append(Comment(author, f"{name}: no change."))
        elif aside:
            wording = one.change.revised.body.strip() if one.change.revised is not None else ""
            proposed = f"would read: {wording}" if wording else "would delete this."
            listed.append(Comment(author, f"{name}: touches words that another delegation changes; {proposed}"))
        if one.reasons:
            listed.append(Comment(author, f"{name}\nReasons: {one.reasons}"))
        elif one.change.changed and not aside:
            listed.append(Comment(author, f"{name}."))
        if one.labels:
            listed.append(Comment("redline", f"{name}: {'; '.join(one.labels)}."))


def _touch(one: _Stretch, other: _Stretch) -> bool:
    """Whether two authors' stretches cannot stand in one paragraph: they overlap, or stand at one point."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _pieces(item: Item, stretches: Sequence[_Stretch]) -> Iterator[Piece]:
    """The text of an item with what several authors delete and insert in it."""
    text, at = item.lead + item.body, 0
    for stretch in stretches:
        yield from _styled(item, text, at, stretch.start)
        yield from _styled(item, text, stretch.start, stretch.end, stretch.author)
        if stretch.text:
            yield Piece(Mark.INSERTED, stretch.text, author=stretch.author)
        at = stretch.end
    yield from _styled(item, text, at, len(text))


def _styled(item: Item, text: str, start: int, end: int, author: str = "") -> Iterator[Piece]:
    """A stretch of an item, kept or deleted by an author, cut where number or emphasis begins or ends."""
    mark = Mark.DELETED if author else Mark.KEPT
    number = len(item.number) if isinstance(item, Provision) else 0
    shift = len(item.lead)
    if start < number:
        yield Piece(mark, text[start : min(end, number)], number=True, author=author)
        start = min(end, number)
    if start < min(end, shift):
        yield Piece(mark, text[start : min(end, shift)], author=author)
        start = min(end, shift)
    if start < end:
        spans = item.emphasis if isinstance(item, Provision) else ()
        for part, emphatic in pieces(text[start:end], start - shift, spans):
            yield Piece(mark, part, emphatic, author=author)
