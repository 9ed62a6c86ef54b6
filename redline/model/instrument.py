"""A treaty text at one moment, as divisions of provisions, and the places in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redline.model.address import Address
from redline.model.front_matter import FrontMatter
from redline.model.heading import DivisionKind, Heading
from redline.model.note import Note
from redline.model.provenance import Provenance
from redline.model.provision import Provision

Item = Heading | Provision
"""What a treaty is made of when read from top to bottom."""


@dataclass(frozen=True, slots=True)
class Division:
    """A heading and the provisions that stand under it.

    Divisions are kept in reading order, not as a tree: a Section belongs to the Article, Appendix or Annex before it.
    """

    heading: Heading
    provisions: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """One provision of an instrument, with what is needed to name it.

    >>> print(Place(Heading(DivisionKind.ARTICLE, "1"), Provision("3", letter="b)", text="..."), label="1.1"))
    1.1 b) (No. 3)
    """

    heading: Heading
    provision: Provision
    label: str
    """The provision's label, or the one that it continues: ``"1.1"`` for 1.1 b)."""

    @property
    def address(self) -> Address:
        """The shortest address that a delegate would write."""
        provision = self.provision
        in_appendix = self.heading.kind not in (DivisionKind.ARTICLE, DivisionKind.BODY, DivisionKind.PREAMBLE)
        if self.label:
            return Address(self.heading.key if in_appendix else None, "", self.label, provision.letter)
        if provision.letter:
            return Address(self.heading.key, "", "", provision.letter)
        return Address(number=provision.number) if provision.number else Address(self.heading.key)

    def __str__(self) -> str:
        written = str(self.address)
        if not self.provision.number:
            return written or self.heading.name
        number = f"No. {self.provision.number}"
        return f"{written} ({number})" if written != number else f"{number} ({self.heading.name})"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty text at one moment.

    >>> treaty = Instrument("t", "A treaty", divisions=(Division(Heading(DivisionKind.PREAMBLE), (
    ...     Provision("1", text="While"),)),))
    >>> treaty.lines
    ('PREAMBLE', '1\\tWhile')
    """

    id: str
    title: str
    divisions: tuple[Division, ...] = ()
    language: str = "en"
    """BCP 47 tag."""

    short_title: str = ""
    kind: str = ""
    """``"treaty"``, ``"excerpt"``, ...: as the front matter says."""

    adopted_at: str = ""
    adopted_on: str = ""
    """Year, year and month, or date, in ISO 8601."""

    in_force_on: str = ""
    citation: str = ""
    footnotes: tuple[tuple[str, str], ...] = ()
    """Mark and text of each footnote: ``("*", "or recognized private operating agency(ies)")``."""

    provenance: Provenance = Provenance()
    front_matter: FrontMatter = field(default=FrontMatter(), compare=False)
    notes: tuple[Note, ...] = field(default=(), compare=False)

    @property
    def items(self) -> tuple[Item, ...]:
        """Headings and provisions in reading order."""
        return tuple(self._items())

    def _items(self) -> Iterator[Item]:
        for division in self.divisions:
            yield division.heading
            yield from division.provisions

    @property
    def places(self) -> tuple[Place, ...]:
        """Every provision with its division and its effective label, in reading order."""
        return places_of(self.items)

    @property
    def lines(self) -> tuple[str, ...]:
        """The treaty as lines of text, one a paragraph: what a reader of an output must find, to the character."""
        return lines_of(self.items)

    @property
    def name(self) -> str:
        """How a sentence names it: ``"International Telecommunication Regulations (Melbourne, 1988)"``."""
        when = ", ".join(part for part in (self.adopted_at, self.adopted_on[:4]) if part)
        return f"{self.title} ({when})" if when else self.title


def lines_of(items: Iterable[Item]) -> tuple[str, ...]:
    """Return the lines that headings and provisions print, one a paragraph."""
    found: list[str] = []
    for item in items:
        found += item.lines if isinstance(item, Heading) else item.line.split("\n")
    return tuple(found)


def places_of(items: Iterable[Item]) -> tuple[Place, ...]:
    """Return the places of the provisions among ``items``, in order."""
    found: list[Place] = []
    heading, label = Heading(DivisionKind.BODY), ""
    for item in items:
        if isinstance(item, Heading):
            heading, label = item, ""
            continue
        if item.label or not item.letter:
            label = item.label
        found.append(Place(heading, item, label))
    return tuple(found)


def names_of(items: Sequence[Item]) -> tuple[str, ...]:
    """Return how a sentence names each of ``items``: ``"3.2 (No. 29)"``, ``"Article 3A"``."""
    places = iter(places_of(items))
    return tuple(item.name if isinstance(item, Heading) else str(next(places)) for item in items)


def divisions_of(items: Iterable[Item]) -> tuple[Division, ...]:
    """Return the divisions that ``items`` make when read from top to bottom.

    Provisions before the first heading come in a BODY division.
    """
    found: list[tuple[Heading, list[Provision]]] = []
    for item in items:
        if isinstance(item, Heading):
            found.append((item, []))
        elif found:
            found[-1][1].append(item)
        else:
            found.append((Heading(DivisionKind.BODY), [item]))
    return tuple(Division(heading, tuple(provisions)) for heading, provisions in found)


def extent(items: Iterable[Item], start: int) -> int:
    """Return where the division whose heading is ``items[start]`` ends: the index after its last provision.

    The sections of an article, appendix or annex belong to it.
    """
    listed: Mapping[int, Item] = dict(enumerate(items))
    own = listed[start]
    at = start + 1
    while at in listed:
        item = listed[at]
        if isinstance(item, Heading):
            inside = item.kind is DivisionKind.SECTION
            if not (inside and isinstance(own, Heading) and own.kind is not DivisionKind.SECTION):
                break
        at += 1
    return at
