"""Builds the WordprocessingML of paragraphs, runs, revisions, comments and footnotes with lxml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from redline.ooxml.elements import element, words_of_run
from redline.ooxml.names import XML_SPACE, W
from redline.writers.docx.moves import Ranges
from redline.writers.docx.paragraphs import Paragraph, Run
from redline.writers.marks import Mark

_NO_DATE = "1900-01-01T00:00:00Z"  # the standard wants a date on the range of a move, where a revision may have none
_REVISIONS = {
    Mark.INSERTED: "ins",
    Mark.DELETED: "del",
    Mark.MOVED_AWAY: "moveFrom",
    Mark.MOVED_HERE: "moveTo",
}


def run(text: str, style: str = "", *, deleted: bool = False, extra: Sequence[etree._Element] = ()) -> etree._Element:
    """Return a run of ``text``; a tabulator in it becomes ``w:tab``."""
    made = element("r")
    if style:
        made.append(element("rPr", element("rStyle", val=style)))
    made.extend(extra)
    made.extend(words_of_run(text, deleted=deleted))
    return made


def field_code(instruction: str, shown: Iterable[etree._Element], style: str = "") -> list[etree._Element]:
    """Return the runs of a complex field: its instruction, and what it shows until a reader updates it."""
    code = element("instrText")
    code.set(XML_SPACE, "preserve")
    code.text = f" {instruction} "
    properties = [element("rPr", element("rStyle", val=style))] if style else []

    def char(kind: str) -> etree._Element:
        return element("r", *[_copy(p) for p in properties], element("fldChar", fldCharType=kind))

    return [char("begin"), element("r", code), char("separate"), *shown, char("end")]


def _copy(node: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(node))


@dataclass(slots=True)
class Comment:
    """One Word comment."""

    author: str
    text: str


@dataclass(slots=True)
class Scribe:
    """Writes paragraphs, and keeps count of the identifiers that must be unique in the package."""

    author: str
    date: str = ""
    """As ``w:date`` wants it (``2012-11-17T00:00:00Z``), or empty."""

    dates: Mapping[str, str] = field(default_factory=dict)
    """Dates of further authors, where a document has several."""

    comments: list[Comment] = field(default_factory=list)
    """Comments written so far; the index of each is its ``w:id``."""

    ranges: Ranges = field(default_factory=Ranges)
    """The ranges of moves in what is written."""

    _next_id: int = 1
    _open_ranges: dict[tuple[int, bool], str] = field(default_factory=dict)

    def revision(self, name: str, *children: etree._Element, author: str = "") -> etree._Element:
        """Return a ``w:ins`` or ``w:del`` with its author, date and a number of its own."""
        made = element(name, id=str(self._take_id()), author=author or self.author)
        date = self.dates.get(author, self.date)
        if date:
            made.set(f"{W}date", date)
        made.extend(children)
        return made

    def _take_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def paragraph(self, paragraph: Paragraph, comments: Sequence[Comment] = ()) -> list[etree._Element]:
        """Return the ``w:p`` of a paragraph, with its bookmark and the comments on it, and what must follow it."""
        made = element("p", self._properties(paragraph))
        numbers = [self._comment(comment) for comment in comments]
        if paragraph.change is not None:
            made.extend(self.bookmark(f"change_{paragraph.change}"))
        made.extend(element("commentRangeStart", id=str(number)) for number in numbers)
        for mark, runs in self._groups(paragraph.runs):
            made.extend(self._range(self.ranges.begin.get(runs[0]), "Start"))
            made.extend(self._revised(mark, [self._run(part) for part in runs], runs[0].author))
            made.extend(self._range(self.ranges.end.get(runs[-1]), "End"))
        for number in numbers:
            made.append(element("commentRangeEnd", id=str(number)))
            reference = run("", "CommentReference", extra=[element("commentReference", id=str(number))])
            made.extend(self._revised(self._comment_mark(paragraph), [reference], paragraph.author))
        return [made, *self._range(self.ranges.end_after.get(paragraph), "End")]

    def _groups(self, runs: Sequence[Run]) -> Iterator[tuple[Mark, list[Run]]]:
        """The runs, those together that share a mark; a range begins and ends at the edge of a group."""
        group: list[Run] = []
        for part in runs:
            apart = group and (
                part.mark is not group[-1].mark
                or part.author != group[-1].author
                or part in self.ranges.begin
                or group[-1] in self.ranges.end
            )
            if apart:
                yield group[0].mark, group
                group = []
            group.append(part)
        if group:
            yield group[0].mark, group

    @staticmethod
    def _comment_mark(paragraph: Paragraph) -> Mark:
        """A comment's mark stands outside the text; it goes with a paragraph that goes whole."""
        if not paragraph.holds_only(paragraph.mark):
            return Mark.KEPT
        return {Mark.MOVED_AWAY: Mark.DELETED, Mark.MOVED_HERE: Mark.INSERTED}.get(paragraph.mark, paragraph.mark)

    def _range(self, end: tuple[int, bool] | None, edge: str) -> list[etree._Element]:
        """The start or end of the range of a move."""
        if end is None:
            return []
        number, leaves = end
        name = f"move{'From' if leaves else 'To'}Range{edge}"
        if edge == "End":
            return [element(name, id=self._open_ranges.pop(end))]
        self._open_ranges[end] = str(self._take_id())
        made = element(name, id=self._open_ranges[end], author=self.author)
        made.set(f"{W}date", self.date or _NO_DATE)
        made.set(f"{W}name", f"move{number}")
        return [made]

    def _properties(self, paragraph: Paragraph) -> etree._Element:
        made = element("pPr", element("pStyle", val=paragraph.style))
        if paragraph.mark is not Mark.KEPT:
            made.append(element("rPr", self.revision(_REVISIONS[paragraph.mark], author=paragraph.author)))
        return made

    def _run(self, part: Run) -> etree._Element:
        deleted = part.mark is Mark.DELETED
        if part.footnote:
            reference = element("footnoteReference", customMarkFollows="1", id=str(part.footnote))
            return run(part.text, part.style, deleted=deleted, extra=[reference])
        return run(part.text, part.style, deleted=deleted)

    def _revised(self, mark: Mark, runs: list[etree._Element], author: str = "") -> list[etree._Element]:
        if mark is Mark.KEPT or not runs:
            return runs
        return [self.revision(_REVISIONS[mark], *runs, author=author)]

    def _comment(self, comment: Comment) -> int:
        self.comments.append(comment)
        return len(self.comments) - 1

    def bookmark(self, name: str) -> list[etree._Element]:
        """Return the start and end of a bookmark at one point."""
        number = str(self._take_id())
        return [element("bookmarkStart", id=number, name=name), element("bookmarkEnd", id=number)]


def paragraph(style: str, *runs: etree._Element) -> etree._Element:
    """Return a paragraph that nobody tracks."""
    return element("p", element("pPr", element("pStyle", val=style)), *runs)


def link(anchor: str, *runs: etree._Element) -> etree._Element:
    """Return a link to a bookmark of the same document."""
    return element("hyperlink", *runs, anchor=anchor, history="1")


def comments_part(comments: Sequence[Comment], date: str) -> etree._Element:
    """Return the root of ``comments.xml``."""
    root = element("comments")
    for number, comment in enumerate(comments):
        initials = "".join(word[0] for word in comment.author.split()[:3]).upper() or "R"
        made = element("comment", id=str(number), author=comment.author, initials=initials)
        if date:
            made.set(f"{W}date", date)
        for at, line in enumerate(comment.text.split("\n")):
            mark = [run("", "CommentReference", extra=[element("annotationRef")])] if at == 0 else []
            made.append(paragraph("CommentText", *mark, run(line)))
        root.append(made)
    return root


def footnotes_part(footnotes: Mapping[int, tuple[str, str]]) -> etree._Element:
    """Return the root of ``footnotes.xml``: the two separators, then each footnote's mark and text."""
    root = element("footnotes")
    for number, name in ((-1, "separator"), (0, "continuationSeparator")):
        line = element("r", element(name))
        root.append(element("footnote", element("p", line), type=name, id=str(number)))
    for number, (mark, text) in footnotes.items():
        root.append(
            element(
                "footnote", paragraph("FootnoteText", run(mark, "FootnoteReference"), run(f" {text}")), id=str(number)
            )
        )
    return root
