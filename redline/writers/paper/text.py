"""Puts redlines into a position paper that is Markdown or HTML, and leaves every other character of it as it was.

What is attached stands between two comments that keep the marker, so that a later run finds and refreshes it.
"""

from __future__ import annotations

import abc
import html
import re
from collections.abc import Callable, Iterator, Sequence

from redline.writers.looks import css_of
from redline.writers.marks import Mark
from redline.writers.options import Markup, Style
from redline.writers.paper.content import Content, Paragraph
from redline.writers.paper.markers import MARKER, left_open

_ATTACHED = re.compile(r"<!-- redline: (?P<words>[^\n]*?) -->.*?<!-- /redline -->", re.DOTALL)
_CODE = re.compile(r"^(?P<fence>```|~~~).*?^(?P=fence)[^\n]*$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_NO_TEXT = re.compile(r"<!--.*?-->|<(script|style|textarea|title)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_ALONE = re.compile(r"<p\b[^>]*>\s*(\{\{[^{}\n]*\}\})\s*</p\s*>", re.IGNORECASE)
_SHEET = (
    ".redline .say { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); "
    "white-space: nowrap; }\n.redline figcaption, .redline .source { font-size: .875em; }\n"
)
_MD_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
Resolve = Callable[[str], Content]


def markers_in_text(text: str, *, is_html: bool) -> tuple[list[str], list[str], list[str]]:
    """Return the words of a paper's markers, those that an earlier run replaced, and beginnings that nothing closes."""
    attached = [match["words"] for match in _ATTACHED.finditer(text)]
    markers: list[str] = []
    opened: list[str] = []
    for part, plain in _parts(_ATTACHED.sub("", text), is_html=is_html):
        if plain:
            markers += [match["words"] for match in MARKER.finditer(part)]
            opened += left_open(part)
    return markers, attached, opened


def attach_to_text(
    text: str,
    resolve: Resolve,
    annex: Sequence[Content] = (),
    *,
    is_html: bool,
    markup: Markup = Markup.TAGS,
    style: Style = Style.SAFE,
) -> str:
    """Return a paper with what its markers stand for, and an annex if there is one.

    Args:
        text: The paper.
        resolve: What a marker stands for.
        annex: What is added at the end.
        is_html: Whether it is HTML; else it is Markdown.
        markup: How Markdown shows changes.
        style: How marks look in HTML; a paper that has our style sheet already keeps that.
    """
    writer: _Writer = _Html(resolve, style) if is_html else _Markdown(resolve, markup)
    made = writer.attached(text)
    if annex:
        made = writer.with_annex(made, annex)
    return made


def _parts(text: str, *, is_html: bool) -> Iterator[tuple[str, bool]]:
    """The paper in stretches, each with whether markers in it count: not in tags, scripts and code."""
    at = 0
    for match in (_NO_TEXT if is_html else _CODE).finditer(text):
        yield text[at : match.start()], True
        yield match[0], False
        at = match.end()
    yield text[at:], True


class _Writer(abc.ABC):
    """What the two formats have in common."""

    is_html = False

    def __init__(self, resolve: Resolve) -> None:
        self.resolve, self.number = resolve, 0

    def attached(self, text: str) -> str:
        made, at = [], 0
        for match in _ATTACHED.finditer(text):
            made += [self._replaced(text[at : match.start()]), self._again(match)]
            at = match.end()
        return "".join([*made, self._replaced(text[at:])])

    def _again(self, match: re.Match[str]) -> str:
        words = match["words"]
        if words.startswith("annex "):
            return match[0]
        return self._kept(words, self._block if "\n" in match[0] else self._inline)

    def _kept(self, words: str, how: Callable[[Content], str]) -> str:
        found = self.resolve(words)
        return f"<!-- redline: {found.marker} -->{how(found)}<!-- /redline -->"

    @abc.abstractmethod
    def _replaced(self, text: str) -> str: ...

    @abc.abstractmethod
    def _block(self, content: Content) -> str: ...

    @abc.abstractmethod
    def _inline(self, content: Content) -> str: ...

    @abc.abstractmethod
    def with_annex(self, text: str, contents: Sequence[Content]) -> str: ...

    def _annex(self, contents: Sequence[Content]) -> tuple[str, str]:
        """The words that keep an annex, and its title."""
        treaties = dict.fromkeys(content.caption.rpartition(" to ")[2] for content in contents)
        words = "annex " + "; ".join(content.marker for content in contents)
        return words, f"Annex: proposed changes to {'; '.join(treaties)}"


class _Markdown(_Writer):
    def __init__(self, resolve: Resolve, markup: Markup) -> None:
        super().__init__(resolve)
        self.marks = {
            Markup.TAGS: {True: "<ins>{}</ins>", False: "<del>{}</del>"},
            Markup.CRITIC: {True: "{{++{}++}}", False: "{{--{}--}}"},
        }[markup]

    def _replaced(self, text: str) -> str:
        return "".join(self._line_by_line(part) if plain else part for part, plain in _parts(text, is_html=False))

    def _line_by_line(self, text: str) -> str:
        lines = text.split("\n")
        for at, line in enumerate(lines):
            alone = MARKER.fullmatch(line.strip())
            if alone:
                lines[at] = self._kept(alone["words"], self._block)
            else:
                lines[at] = MARKER.sub(lambda match: self._kept(match["words"], self._inline), line)
        return "\n".join(lines)

    def _block(self, content: Content) -> str:
        self.number += 1
        quoted = [f"> {self._text(paragraph)}" for paragraph in content.paragraphs]
        lines = [f"**Redline {self.number}. {_escaped(content.caption)}**", "\n>\n".join(quoted)]
        return "\n\n" + "\n\n".join([*lines, f"*{_escaped(content.source)}*"]) + "\n\n"

    def _inline(self, content: Content) -> str:
        return " ".join(self._text(paragraph) for paragraph in content.paragraphs)

    def _text(self, paragraph: Paragraph) -> str:
        found = []
        for piece in paragraph.pieces:
            text = _escaped(piece.text.replace("\t", " "))
            found.append(text if piece.mark is Mark.KEPT else self.marks[piece.mark.new].format(text))
        return "".join(found)

    def with_annex(self, text: str, contents: Sequence[Content]) -> str:
        words, title = self._annex(contents)
        made = f"\n\n## {_escaped(title)}" + "".join(self._block(content) for content in contents)
        kept = f"<!-- redline: {words} -->{made}<!-- /redline -->"
        before = next((m for m in _ATTACHED.finditer(text) if m["words"].startswith("annex ")), None)
        if before:
            return text[: before.start()] + kept + text[before.end() :]
        return f"{text.rstrip()}\n\n{kept}\n"


class _Html(_Writer):
    def __init__(self, resolve: Resolve, style: Style) -> None:
        super().__init__(resolve)
        self.style = style

    def attached(self, text: str) -> str:
        made = super().attached(text)
        return self._styled(made) if made != text else made

    def _styled(self, text: str) -> str:
        if "<style data-redline>" in text:
            return text
        head = re.search(r"</head\s*>", text, re.IGNORECASE)
        at = head.start() if head else 0
        return f"{text[:at]}<style data-redline>{css_of(self.style, '.redline ')}{_SHEET}</style>\n{text[at:]}"

    def _replaced(self, text: str) -> str:
        text = _ALONE.sub(lambda match: self._kept(match[1].strip("{} \t"), self._block), text)
        made, at = [], 0
        for match in _ATTACHED.finditer(text):
            made += [self._inside(text[at : match.start()]), match[0]]
            at = match.end()
        return "".join([*made, self._inside(text[at:])])

    def _inside(self, text: str) -> str:
        def one(match: re.Match[str]) -> str:
            return self._kept(match["words"], self._inline)

        return "".join(MARKER.sub(one, part) if plain else part for part, plain in _parts(text, is_html=True))

    def _block(self, content: Content) -> str:
        self.number += 1
        tags = [(f"<strong>{t}</strong>" if p.heading else t) for p in content.paragraphs for t in [self._text(p)]]
        paragraphs = "\n".join(f"<p>{text}</p>" for text in tags)
        caption = f"<figcaption>Redline {self.number}. {html.escape(content.caption)}</figcaption>"
        source = f'<p class="source"><em>{html.escape(content.source)}</em></p>'
        return f'\n<figure class="redline">\n{caption}\n{paragraphs}\n{source}\n</figure>\n'

    def _inline(self, content: Content) -> str:
        return f'<span class="redline">{" ".join(self._text(p) for p in content.paragraphs)}</span>'

    def _text(self, paragraph: Paragraph) -> str:
        found = []
        for piece in paragraph.pieces:
            text = html.escape(piece.text.replace("\t", " ")).replace("{{", "&#123;&#123;")
            if piece.mark is Mark.KEPT:
                found.append(text)
                continue
            tag, word = ("ins", "inserted") if piece.mark.new else ("del", "deleted")
            kind = ' class="moved"' if piece.mark.moved else ""
            say = f'<span class="say"> {word}: </span>{text}<span class="say"> end </span>'
            found.append(f"<{tag}{kind}>{say}</{tag}>")
        return "".join(found)

    def with_annex(self, text: str, contents: Sequence[Content]) -> str:
        words, title = self._annex(contents)
        blocks = "".join(self._block(content) for content in contents)
        kept = (
            f"<!-- redline: {words} -->\n<section>\n<h2>{html.escape(title)}</h2>{blocks}</section>\n<!-- /redline -->"
        )
        before = next((m for m in _ATTACHED.finditer(text) if m["words"].startswith("annex ")), None)
        if before:
            return text[: before.start()] + kept + text[before.end() :]
        end = re.search(r"</body\s*>", text, re.IGNORECASE)
        at = end.start() if end else len(text)
        return self._styled(f"{text[:at]}{kept}\n{text[at:]}")


def _escaped(text: str) -> str:
    return _MD_SPECIAL.sub(r"\\\1", text).replace("{", "\\{")
