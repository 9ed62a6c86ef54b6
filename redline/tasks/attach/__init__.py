"""Attaches redlines to position papers: finds the markers, resolves them all or none, and puts each in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from redline.errors import OutputError, PaperError, RedlineError, UnreadableDocument
from redline.library import Library
from redline.library.opening import File, open_file
from redline.ooxml.package import Package, open_word
from redline.readers import decoded
from redline.tasks.attach.content import annex_of, content_of
from redline.writers.options import Markup, Style
from redline.writers.paper.content import Content
from redline.writers.paper.markers import Marker
from redline.writers.paper.text import attach_to_text, markers_in_text
from redline.writers.paper.word_parts import Found, markers_in_word

_WORD, _MARKDOWN, _HTML = (".docx",), (".md", ".markdown"), (".html", ".htm")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachOptions:
    """How redlines are attached."""

    proposals: tuple[str, ...] = ()
    """Documents whose changes make an annex."""

    place: str = ""
    """Of those, the changes at one place alone."""

    tracked: bool = False
    """Word: real tracked changes, instead of printed ones."""

    markup: Markup = Markup.TAGS
    base: str = ""
    style: Style = Style.SAFE
    """How printed marks look."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A paper with redlines."""

    data: bytes
    markers: tuple[str, ...]
    """What was attached, refreshed or replaced, in the order of the paper."""

    changed: bool
    """Whether the paper is another than it was."""

    left: tuple[str, ...] = ()
    """Markers of tracked redlines that were left as they are, since somebody has accepted or edited some."""


@dataclass(frozen=True, slots=True)
class Stale:
    """Something that was attached to a paper and is no longer what the texts say."""

    marker: str
    reason: str


def attach(texts: Library, paper: Path, options: AttachOptions | None = None) -> Attached:
    """Return a paper with a redline at each of its markers, and an annex where proposals are named.

    Args:
        texts: Where names are looked up.
        paper: A Word document, Markdown or HTML.
        options: Choices; all have defaults.

    Raises:
        PaperError: If markers are wrong or left open, or there is nothing to attach; all of them are listed.
        UnreadableDocument: If the paper cannot be read.
    """
    return _attached(texts, _opened(paper), options or AttachOptions())


def _attached(texts: Library, paper: _Paper, options: AttachOptions) -> Attached:
    problems = [f"{{{{{words}: is not closed; write }}}} after it" for words in paper.found.open]
    problems += [
        f"{{{{{words}}}}}: stands in {where}, where nothing can be attached; move it into the text"
        for words, where in dict.fromkeys(paper.found.misplaced)
    ]
    contents: dict[str, Content] = {}
    for words in dict.fromkeys((*paper.found.markers, *paper.found.attached)):
        if words.startswith("annex"):
            continue
        try:
            contents[words] = content_of(texts, Marker.parse(words), options.base)
        except (RedlineError, ValueError) as error:
            message = error.on_one_line if isinstance(error, RedlineError) else str(error)
            problems.append(message if message.startswith("{{") else f"{{{{{words}}}}}: {message}")
    annex: list[Content] = []
    for name in options.proposals:
        try:
            annex += annex_of(texts, [name], options.place, options.base)
        except RedlineError as error:
            problems.append(error.on_one_line)
    if not problems and not contents and not annex and not paper.found.attached:
        problems.append("has no markers; write {{redline RUS/27/8}} where one is to stand, or name a --proposal")
    if problems:
        raise PaperError(paper.file.name, problems)
    data, left = paper.with_content(contents.__getitem__, annex, options)
    return Attached(data, (*contents, *options.proposals), data != paper.file.data, left)


def stale(texts: Library, paper: Path) -> tuple[Stale, ...]:
    """Return what was attached to a paper and has been revised or superseded since.

    Raises:
        UnreadableDocument: If the paper cannot be read.
    """
    found: list[Stale] = []
    opened = _opened(paper)
    attached, name = opened.found.attached, opened.file.name
    single = [part for words in attached for part in words.removeprefix("annex").strip().split("; ") if part]
    for words in dict.fromkeys(single):
        try:
            content = content_of(texts, Marker.parse(words))
        except (RedlineError, ValueError) as error:
            found.append(Stale(words, f"is no longer there: {str(error).splitlines()[0]}"))
            continue
        if content.superseded_by:
            found.append(Stale(words, f"is superseded by {content.superseded_by}"))
    if not found and attached:
        try:
            if _attached(texts, opened, AttachOptions()).changed:
                found.append(Stale(name, "was attached with other wording; attach again to refresh it"))
        except PaperError as error:
            found += [Stale(name, problem) for problem in error.problems]
    return tuple(found)


def refuse_if_open(path: Path) -> None:
    """Refuse to write a paper that a word processor has open.

    Raises:
        OutputError: If its lock is there.
    """
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise OutputError(str(path), f"it is open elsewhere ({lock.name})")


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper, opened once: what it holds, and the markers in it."""

    file: File
    found: Found
    package: Package | None = None
    """Of a Word document."""

    text: str = ""
    is_html: bool = False

    def with_content(
        self, resolve: Callable[[str], Content], annex: Sequence[Content], options: AttachOptions
    ) -> tuple[bytes, tuple[str, ...]]:
        """Return the paper with what its markers stand for, and the markers of redlines that were left as they are."""
        if self.package is not None:
            from redline.writers.paper.word import attach_to_word  # brings python-docx

            data, left = attach_to_word(self.package, resolve, annex, tracked=options.tracked, style=options.style)
            return data or self.file.data, left
        text = attach_to_text(
            self.text, resolve, annex, is_html=self.is_html, markup=options.markup, style=options.style
        )
        return text.encode(), ()


def _opened(path: Path) -> _Paper:
    suffix = path.suffix.lower()
    file = open_file(path)
    if suffix in _WORD:
        package = open_word(*file)
        if package.strict:  # what we add has the usual names, and every other byte is to stay
            advice = "Open it in Word and save it as “Word document (*.docx)”."
            raise UnreadableDocument(file.name, "is Strict Open XML", advice)
        return _Paper(file, markers_in_word(package), package)
    if suffix in (*_MARKDOWN, *_HTML):
        text, is_html = decoded(*file), suffix in _HTML
        return _Paper(file, Found(*markers_in_text(text, is_html=is_html)), None, text, is_html)
    raise UnreadableDocument(
        file.name, "is of no format that redlines are attached to", "A paper is a .docx, .md or .html."
    )


__all__ = ["AttachOptions", "Attached", "Content", "Markup", "Stale", "attach", "refuse_if_open", "stale"]
