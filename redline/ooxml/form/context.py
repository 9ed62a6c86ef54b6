"""What reading a story needs of its document, and what it gathers on the way."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field

from redline.errors import UnreadableDocument
from redline.ooxml.form.lists import Count, Lists
from redline.ooxml.form.looks import Looks
from redline.ooxml.form.model import Element, Piece
from redline.ooxml.form.references import References, hidden_names
from redline.ooxml.form.sources import Bound, Source, Targets
from redline.ooxml.form.things import canonical, flat
from redline.ooxml.names import W

_STORIES = ("/header", "/footer", "/footnotes", "/endnotes")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the properties of a paragraph come to."""

    style: str
    names: tuple[str, str]
    """Of the styles of table and paragraph."""

    look: str
    number: str
    """Its list; empty for none."""

    at: int
    """Its level there."""

    list: str
    """How its number is made."""


class Context:
    """Styles, lists and targets of one document; asked for when they are needed, and kept.

    Args:
        source: The document.  If its styles, lists or relationships change, a new context is needed.
        digests: What its parts say, where another context of it found that already.
        by_place: Whether references say where they lead, whatever bookmarks are called; for all of a document that
            stays as it is.
    """

    def __init__(self, source: Source, digests: dict[str, str] | None = None, *, by_place: bool = False) -> None:
        self.source = source
        self.targets = Targets(source, {} if digests is None else digests)
        self._by_place = by_place
        if by_place:
            self.targets.place = self.anchor
        self._prepared: dict[object, Prepared] = {}

    @functools.cached_property
    def looks(self) -> Looks:
        """What formatting comes to."""
        return Looks(self.source, self.targets)

    @functools.cached_property
    def lists(self) -> Lists:
        """How paragraphs are numbered."""
        return Lists(self.source, self.targets, self.looks)

    def prepared(self, properties: Element | None, table: str) -> tuple[Prepared, Element | None, Element | None]:
        """Return what the properties of a paragraph come to, and those of its mark and of the section that it ends.

        Args:
            properties: Its ``w:pPr``.
            table: The style of the table that holds it; empty for none.
        """
        mark: Element | None = None
        section: Element | None = None
        own: list[object] = [table]
        for child in properties if properties is not None else ():
            tag = child.tag
            if tag == f"{W}rPr":
                mark = child
            elif tag == f"{W}sectPr":
                section = child
            else:
                own.append(tag)
                own += child.items()
                if len(child):
                    own.append(flat(child))
        key = tuple(own)
        if key not in self._prepared:
            self._prepared[key] = self._prepare(properties, table)
        return self._prepared[key], mark, section

    def _prepare(self, properties: Element | None, table: str) -> Prepared:
        style = self.looks.style(properties, "pStyle")
        number, at = self.lists.of(properties, style)
        level = self.lists.lists[number].levels.get(at) if number else None
        look = self.looks.paragraph(properties, style, table, level.properties if level is not None else None)
        made = self.lists.made(number, at) if level is not None else ""
        for node in properties.iterfind(f"{W}numPr/*") if properties is not None else ():
            if node.tag not in (f"{W}ilvl", f"{W}numId"):
                made += f" {canonical(node, self.targets, self.source.document)}"
        names = (self.looks.name(table), self.looks.name(style))
        return Prepared(style, names, look, number if level is not None else "", at, made)

    @functools.cached_property
    def bound(self) -> Bound:
        """What controls show that are bound to data."""
        return Bound(self.source, self.targets)

    @functools.cached_property
    def referred(self) -> frozenset[str]:
        """The bookmarks that a program named and something refers to, in small letters."""
        found: set[str] = set()
        for part, root in self._stories():
            found |= hidden_names(root, self.targets, part)
        return frozenset(found)

    @functools.cached_property
    def _references(self) -> References:
        return References(root for _, root in self._stories())

    def instruction(self, text: str) -> str:
        """Return what the instruction of a field says: with places for bookmarks, if that is wanted."""
        return self._references.instruction(text) if self._by_place else text

    def anchor(self, name: str) -> str:
        """Return where a link to a place of its own document leads: the place itself, if that is wanted."""
        return self._references.anchor(name) if self._by_place and name else name

    def _stories(self) -> Iterator[tuple[str, Element]]:
        for part in story_parts(self.source, self.targets):
            try:
                yield part, self.source.part(part)
            except UnreadableDocument:
                continue


def story_parts(source: Source, targets: Targets) -> list[str]:
    """Return the parts that hold text, the document first."""
    held = targets.held(source.document).values()
    parts = [one.target for one in held if one.kind.endswith(_STORIES) and not one.external]
    return list(dict.fromkeys([source.document, *parts]))


@dataclass(slots=True)
class Field:
    """A field that has begun."""

    instruction: list[str] = field(default_factory=list)
    state: str = ""
    """Whether it is locked, and the state of a form field."""

    shows: bool = False
    """Whether its instruction has ended."""

    link: str = ""
    """Where it leads, if it is nothing but a link."""

    inner: bool = False
    """Whether it stands in the instruction of another, and so is one of its words."""


@dataclass(slots=True)
class Anchor:
    """What a comment is about: from where to where among the words that comments are about."""

    begins: int = 0
    ends: int = 0


@dataclass(slots=True)
class State:
    """Where a story stands, paragraph after paragraph."""

    part: str
    name: str = "body"
    count: Count | None = None
    """None where a paragraph is looked at alone, and so has no number."""

    preserve: bool = False
    """Whether outer spaces count where nothing says so."""

    paragraphs: int = 0
    tables: int = 0
    sections: int = 0
    fields: list[Field] = field(default_factory=list)
    pending: list[Piece] = field(default_factory=list)
    """What stood between blocks, and shows nothing."""

    bookmarks: dict[str, str] = field(default_factory=dict)
    open_comments: dict[str, Anchor] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    """What stands where any comment is open."""

    anchors: dict[str, Anchor] = field(default_factory=dict)
    """What each comment was seen to be about, whether anything shows it or not."""

    comments: dict[str, Anchor] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of the notes that were referred to."""

    section_nodes: list[Element] = field(default_factory=list)
