"""Where the references of a document lead: bookmarks by what they name, since their own names mean nothing.

A program numbers the bookmarks that it makes, and two documents may call one place by different names.  What is hard
is that a place has to be told without a name, the same in two documents: by its paragraph's words, which of the
paragraphs that say so it is, and where in it the bookmark begins and ends.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from redline.ooxml.form.model import Element
from redline.ooxml.form.names import local
from redline.ooxml.form.sources import Targets
from redline.ooxml.names import R, W

_SHOWN = 30  # characters of a paragraph by which it is called
_PIECE = re.compile(r'"[^"]*"|[^\s"]+')
_NAME = re.compile(r"[^\W\d]\w*|_\w*")
_TO_ONE = frozenset({"REF", "PAGEREF", "NOTEREF", "FTNREF", "GOTOBUTTON"})
"""Fields whose first word is a bookmark, there or not."""

_NONE = frozenset(
    {"PAGE", "DATE", "TIME", "NUMPAGES", "TITLE", "SUBJECT", "AUTHOR", "SECTION", "TOC", "INDEX", "SHAPE"}
)
"""Fields of one word, which are no bookmark even where one is called so."""

_OF_NONE = frozenset(
    {"STYLEREF", "SYMBOL", "DOCPROPERTY", "DOCVARIABLE", "MERGEFIELD", "INCLUDETEXT", "INCLUDEPICTURE"}
)
"""Fields whose words name something else."""

_FORMATS = ("\\*", "\\#", "\\@")
"""What says how a field shows what it finds."""

_BREAKS = frozenset(f"{W}{name}" for name in ("body", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent"))
_TEXT = frozenset({f"{W}t", f"{W}tab", f"{W}br", f"{W}footnoteReference", f"{W}endnoteReference", f"{W}drawing"})
_ENDS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that bookmarks may stand in."""

    words: list[str]
    number: int
    length: int = 0


class References:
    """What the bookmarks of some parts name.

    Args:
        roots: The parts, the document first; of two bookmarks of one name the first counts, as in Word.
    """

    def __init__(self, roots: Iterable[Element]) -> None:
        self._roots = roots

    @functools.cached_property
    def _places(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for root in self._roots:
            for name, place in _places_in(root):
                found.setdefault(name.casefold(), place)
        return found

    def place(self, name: str) -> str:
        """Return where a bookmark is; for one that is not there, what it is called but for its number."""
        return self._places.get(name.casefold()) or f"nowhere, {name.casefold().rstrip('0123456789_')}"

    def instruction(self, text: str) -> str:
        """Return what the instruction of a field says, with places for the names of bookmarks."""
        words = list(_PIECE.finditer(text))
        kind = words[0].group().upper() if words else ""
        found, at = "", 0
        for word, name in _named(words, kind):
            bare = word.group().strip('"').removeprefix("#")
            if name or bare.casefold() in self._places:
                found += f"{text[at : word.start()]}⟨{self.place(bare)}⟩"
                at = word.end()
        return found + text[at:]

    def anchor(self, name: str) -> str:
        """Return where a link to a place of its own document leads."""
        if name.casefold() not in self._places and not _NAME.fullmatch(name):
            return name
        return self.place(name) if name and name != "_top" else name


def _places_in(root: Element) -> Iterator[tuple[str, str]]:
    """The bookmarks of a part, each with where it is."""
    paragraphs: list[_Paragraph] = []
    marks: list[tuple[str, tuple[int, int], tuple[int, int]]] = []
    begun: dict[str, tuple[str, tuple[int, int]]] = {}
    for node in root.iter(f"{W}p", *_TEXT, *_ENDS):
        if node.tag == f"{W}p":
            paragraphs.append(_Paragraph([], len(paragraphs)))
        elif node.tag in _TEXT:
            said = (node.text or "") if node.tag == f"{W}t" else "\x01"
            if paragraphs:
                paragraphs[-1].words.append(said)
                paragraphs[-1].length += len(said)
        else:
            at = (len(paragraphs), 0) if _is_between(node) else (len(paragraphs) - 1, paragraphs[-1].length)
            identifier = str(node.get(f"{W}id", ""))
            if node.tag == _ENDS[0]:
                begun[identifier] = str(node.get(f"{W}name", "")), at
            elif identifier in begun:
                marks.append((*begun.pop(identifier), at))
    texts = ["".join(paragraph.words) for paragraph in paragraphs]
    count: Counter[str] = Counter()
    which = []
    for text in texts:
        count[text] += 1
        which.append(count[text])
    end = (len(texts) - 1, len(texts[-1])) if texts else (0, 0)  # after the last paragraph is at its end
    for name, *places in marks:
        (first, begins), (last, ends) = (place if place[0] < len(texts) else end for place in places)
        if not texts:
            place = f"the end of the {local(str(root.tag))}"
        else:
            of = f" ({which[first]})" if which[first] > 1 else ""
            more = f"{last - first} paragraphs on, " if last > first else ""
            place = f"“{_short(texts[first])}”{of}, {begins} to {more}{ends}"
        yield name, place


def _short(text: str) -> str:
    """What a paragraph is called: its first words, and a digest where there are more."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… {hashlib.sha256(text.encode()).hexdigest()[:6]}"


def _named(words: list[re.Match[str]], kind: str) -> Iterator[tuple[re.Match[str], bool]]:
    """The words of an instruction that may name a bookmark, and whether each does even if none is called so."""
    rest = [word for word in words[1:] if not word.group().startswith("\\")]
    if kind in _TO_ONE:
        yield from ((word, True) for word in rest[:1])
    elif kind == "HYPERLINK":
        following = {before.end(): word for before, word in itertools.pairwise(words)}
        switch = next((word for word in words if word.group().lower() == "\\l"), None)
        address = words[1] if len(words) > 1 and not words[1].group().startswith("\\") else None
        if address is not None and address.group().strip('"').startswith("#"):
            yield address, True
        elif switch is not None and switch.end() in following and (address is None or address.group() == '""'):
            yield following[switch.end()], True
    elif kind not in _OF_NONE:
        if len(kind) > 1 and kind not in _NONE and words:
            yield words[0], False
        formats = {word.end() for before, word in itertools.pairwise(words) if before.group() in _FORMATS}
        yield from ((word, False) for word in rest if word.end() not in formats)


def _is_between(node: Element) -> bool:
    """Whether the end of a bookmark stands between paragraphs, and so at the next one."""
    holder = node.getparent()
    if holder is not None and holder.tag == f"{W}p":
        return False
    return next(node.iterancestors(f"{W}p", *_BREAKS), node).tag != f"{W}p"


def hidden_names(root: Element, targets: Targets, part: str) -> set[str]:
    """Return the names with an underscore in the fields and links of a part, in small letters.

    Args:
        root: The part.
        targets: What its relationships lead to.
        part: Its name.
    """
    found: list[str] = []
    for node in root.iter(f"{W}instrText", f"{W}delInstrText", f"{W}fldSimple", f"{W}fldChar", "{*}*"):
        said = ""
        if node.tag in (f"{W}instrText", f"{W}delInstrText"):
            said = node.text or ""  # which may go on in the next one
        elif node.tag in (f"{W}fldSimple", f"{W}fldChar"):
            said = f" {node.get(f'{W}instr', '')} "
        elif len(node) or node.tag != f"{W}hyperlink":  # else all that it showed is gone
            values = [node.get(f"{W}anchor", ""), node.get("href", "")]
            if node.get(f"{R}id") is not None:
                values.append(targets.address(part, str(node.get(f"{R}id"))))
            said = "".join(f" {value} " for value in values if value)
        if said:
            found.append(said)
    return {name.casefold() for name in re.findall(r"_\w+", "".join(found))}
