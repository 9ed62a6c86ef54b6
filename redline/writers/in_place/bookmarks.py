"""The bookmarks of a document, where they stand, and which of two documents stand at one place.

What is hard is that Word puts an end of a bookmark between paragraphs where it likes, and numbers what it names itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from redline.ooxml.document import Document
from redline.ooxml.names import TEXT_BOX, W
from redline.writers.in_place.references import key

ENDS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_STORIES = (*(f"{W}{name}" for name in ("body", "hdr", "ftr", "footnote", "endnote", "comment")), TEXT_BOX)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark with both its ends."""

    name: str
    part: str
    start: etree._Element
    end: etree._Element

    @property
    def id(self) -> str:
        """What its ends share."""
        return str(self.start.get(f"{W}id", ""))

    @property
    def hidden(self) -> bool:
        """Whether a program named it, not a person."""
        return self.name.startswith("_")

    @property
    def sort(self) -> str:
        """Its name without the number at its end."""
        return key(self.name).rstrip("0123456789")


def bookmarks_of(root: etree._Element, part: str) -> Iterator[Bookmark]:
    """Yield the bookmarks of a part that have both ends, in the order of their ends."""
    begun: dict[str, etree._Element] = {}
    for node in root.iter(*ENDS):
        number = str(node.get(f"{W}id", ""))
        if node.tag == ENDS[0]:
            begun[number] = node
        elif number in begun:
            start = begun.pop(number)
            yield Bookmark(str(start.get(f"{W}name", "")), part, start, node)


def story_parts(document: Document) -> list[str]:
    """Return the parts that hold text, the document first."""
    found = [document.document]
    kinds = ("/header", "/footer", "/footnotes", "/endnotes")
    for relationship in document.relationships(document.document).values():
        if not relationship.external and relationship.kind.endswith(kinds):
            found.append(relationship.target)
    return list(dict.fromkeys(found))


def remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def into_paragraphs(root: etree._Element) -> None:
    """Put what stands between paragraphs at the beginning of the next one, or at the end of the last of its story."""
    if not any(_is_between(mark) for mark in root.iter(*ENDS)):
        return
    waiting: list[etree._Element] = []
    last: dict[etree._Element | None, etree._Element] = {}
    for node in list(root.iter(*ENDS, f"{W}p")):
        if node.tag != f"{W}p":
            if _is_between(node):
                waiting.append(node)
            continue
        story = _story(node)
        for mark in [mark for mark in waiting if _story(mark) is story]:
            waiting.remove(mark)
            node.insert(_first(node), mark)
        last[story] = node
    for mark in waiting:
        holder = last.get(_story(mark))
        if holder is not None:
            holder.append(mark)


def _is_between(mark: etree._Element) -> bool:
    """Whether the end of a bookmark stands in no paragraph."""
    holder = mark.getparent()
    if holder is not None and holder.tag == f"{W}p":
        return False
    return next(mark.iterancestors(f"{W}p", *_STORIES), mark).tag != f"{W}p"


def _first(paragraph: etree._Element) -> int:
    """Where the content of a paragraph begins, after what was put there before."""
    at = 0 if paragraph.find(f"{W}pPr") is None else 1
    while at < len(paragraph) and paragraph[at].tag in ENDS:
        at += 1
    return at


def _story(node: etree._Element) -> etree._Element | None:
    return next(node.iterancestors(*_STORIES), None)


# which bookmarks stand at one place


def by_place(stood: Mapping[str, Bookmark], came: Mapping[str, Bookmark]) -> dict[str, str]:
    """Return what bookmarks of the new document are called in the old, by their keys: those at words that both have.

    Programs number what they name, so that a new heading gives all later ones other names.
    """
    mine, theirs = _places(stood.values()), _places(came.values())
    names: dict[str, str] = {}
    taken: set[str] = set()
    pairs = [(mine[place], mark) for place, mark in theirs.items() if place in mine]
    for old, new in pairs:
        if key(old.name) == key(new.name):
            names[key(new.name)] = old.name
            taken.add(key(old.name))
    for old, new in pairs:
        if key(new.name) not in names and key(old.name) not in taken:
            names[key(new.name)] = old.name
            taken.add(key(old.name))
    return names


def in_order(stood: Mapping[str, Bookmark], came: Mapping[str, Bookmark], known: Mapping[str, str]) -> dict[str, str]:
    """Return the same of those that stand, numbered, between two that both documents have, and are as many in either.

    Args:
        stood: The bookmarks of the old document by their keys.
        came: Those of the new one that may be any of these.
        known: What those of the new one are called in the old that are known to be the same, by their keys.
    """
    olds = list(stood.values())
    place = {key(mark.name): at for at, mark in enumerate(olds)}
    free = set(place) - {key(name) for name in known.values()}
    found: dict[str, str] = {}
    begin, waiting = -1, list[Bookmark]()
    for mark in [*came.values(), None]:
        name = known.get(key(mark.name)) if mark is not None else None
        if mark is not None and name is None:
            waiting.append(mark)
            continue
        end = place[key(name)] if name is not None else len(olds)
        between = [old for old in olds[begin + 1 : end] if key(old.name) in free] if waiting else []
        if [(old.part, old.sort) for old in between] == [(new.part, new.sort) for new in waiting]:
            found |= {key(new.name): old.name for old, new in zip(between, waiting, strict=True)}
        begin, waiting = end, []
    return found


_Place = tuple[str, str, int, int]


def _places(marks: Iterable[Bookmark]) -> dict[_Place, Bookmark]:
    """Bookmarks by what stands there: the sort of their name, the paragraph that they begin in, and where in it."""
    found: dict[_Place, Bookmark] = {}
    count: Counter[_Place] = Counter()
    taken: dict[etree._Element, tuple[str, dict[etree._Element, int]]] = {}
    for mark in marks:
        paragraph = _paragraph(mark.start)
        if paragraph is None:
            continue
        if paragraph not in taken:
            taken[paragraph] = _text(paragraph)
        text, offsets = taken[paragraph]
        if text.strip():
            place = (mark.sort, text, offsets.get(mark.start, 0), offsets.get(mark.end, -1))
            count[place] += 1
            found[place] = mark
    return {place: mark for place, mark in found.items() if count[place] == 1}


def _paragraph(node: etree._Element) -> etree._Element | None:
    """The paragraph that the end of a bookmark stands in, or before."""
    holder = node.getparent()
    if holder is None or holder.tag != f"{W}p":
        holder = next(node.iterancestors(f"{W}p", *_STORIES), None)
    if holder is not None and holder.tag == f"{W}p":
        return holder
    return next((own for after in node.itersiblings() for own in after.iter(f"{W}p")), None)


def _text(paragraph: etree._Element) -> tuple[str, dict[etree._Element, int]]:
    """What a paragraph says, and before which character of it bookmarks end."""
    found: list[str] = []
    offsets: dict[etree._Element, int] = {}
    length = 0
    for node in paragraph.iter(f"{W}t", *ENDS):
        if node.tag == f"{W}t":
            found.append(node.text or "")
            length += len(found[-1])
        else:
            offsets[node] = length
    return "".join(found), offsets
