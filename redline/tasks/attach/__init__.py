"""Attaches redlines to position papers: finds the markers, resolves them all or none, and puts each in its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from redline.errors import OutputError, PaperError, RedlineError, UnreadableDocument
from redline.library import Library, read_bytes
from redline.library.files import shown
from redline.ooxml.package import open_word
from redline.readers import decoded
from redline.tasks.attach.content import annex_of, content_of
from redline.writers.options import Markup, Style
from redline.writers.paper.content import Content
from redline.writers.paper.markers import Marker
from redline.writers.paper.text import attach_to_text, markers_in_text
from redline.writers.paper.word import attach_to_word
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
    options = options or AttachOptions()
    found = _found(paper)
    problems = [f"{{{{{words}: is not closed; write }}}} after it" for words in found.open]
    made: dict[str, Content] = {}
    for words in dict.fromkeys((*found.markers, *found.attached)):
        if words.startswith("annex"):
            continue
        try:
            made[words] = content_of(texts, Marker.parse(words), options.base)
        except (RedlineError, ValueError) as error:
            message = error.on_one_line if isinstance(error, RedlineError) else str(error)
            problems.append(message if message.startswith("{{") else f"{{{{{words}}}}}: {message}")
    annex: list[Content] = []
    for name in options.proposals:
        try:
            annex += annex_of(texts, [name], options.place, options.base)
        except RedlineError as error:
            problems.append(error.on_one_line)
    if not problems and not made and not annex and not found.attached:
        problems.append("has no markers; write {{redline RUS/27/8}} where one is to stand, or name a --proposal")
    if problems:
        raise PaperError(shown(paper), problems)
    left: tuple[str, ...] = ()
    data = read_bytes(paper)
    resolve = made.__getitem__
    if paper.suffix.lower() in _WORD:
        changed, left = attach_to_word(
            open_word(data, shown(paper)), resolve, annex, tracked=options.tracked, style=options.style
        )
    else:
        text = decoded(data, shown(paper))
        is_html = paper.suffix.lower() in _HTML
        changed = attach_to_text(
            text, resolve, annex, is_html=is_html, markup=options.markup, style=options.style
        ).encode()
        changed = None if changed == data else changed
    said = (*made, *options.proposals)
    return Attached(changed if changed is not None else data, said, changed is not None, left)


def stale(texts: Library, paper: Path) -> tuple[Stale, ...]:
    """Return what was attached to a paper and has been revised or superseded since.

    Raises:
        UnreadableDocument: If the paper cannot be read.
    """
    found: list[Stale] = []
    attached = _found(paper).attached
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
            if attach(texts, paper).changed:
                found.append(Stale(shown(paper), "was attached with other wording; attach again to refresh it"))
        except PaperError as error:
            found += [Stale(shown(paper), problem) for problem in error.problems]
    return tuple(found)


def refuse_if_open(path: Path) -> None:
    """Refuse to write a paper that a word processor has open.

    Raises:
        OutputError: If its lock is there.
    """
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise OutputError(str(path), f"it is open elsewhere ({lock.name})")


def _found(paper: Path) -> Found:
    suffix = paper.suffix.lower()
    data = read_bytes(paper)
    if suffix in _WORD:
        package = open_word(data, shown(paper))
        if package.strict:  # what we add has the usual names, and every other byte is to stay
            advice = "Open it in Word and save it as “Word document (*.docx)”."
            raise UnreadableDocument(shown(paper), "is Strict Open XML", advice)
        return markers_in_word(package)
    if suffix in (*_MARKDOWN, *_HTML):
        return Found(*markers_in_text(decoded(data, shown(paper)), is_html=suffix in _HTML))
    advice = "A paper is a .docx, .md or .html."
    raise UnreadableDocument(shown(paper), "is of no format that redlines are attached to", advice)


__all__ = ["AttachOptions", "Attached", "Content", "Markup", "Stale", "attach", "refuse_if_open", "stale"]
