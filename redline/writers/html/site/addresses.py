"""Where in a site everything stands: permanent addresses of provisions, amendments, documents and delegations.

An address is made of what people call the thing (No. 28, RUS/27/8), never of its position, so that a link keeps leading
to it when other documents come in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from redline.model import DivisionKind, Heading, Item, Proposal, Row, Site, names_of
from redline.model.proposal import file_stem


class Distinct:
    """Hands out names, each once whatever its case: a second of one name gets a number."""

    def __init__(self, *taken: str) -> None:
        self._taken = {name.casefold() for name in taken}

    def __call__(self, name: str) -> str:
        """Return ``name``, or the first of ``name-2``, ``name-3``, ... that nothing has."""
        number, found = 1, name
        while found.casefold() in self._taken:
            number += 1
            found = f"{name}-{number}"
        self._taken.add(found.casefold())
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """A heading or provision of an article's page: of the base, or added."""

    anchor: str
    name: str
    """``"3.2 (No. 29)"``."""

    item: Item | None
    """As the base has it; None where it is added."""

    row: int | None
    """Index of its row in the compilation; None where nobody says anything of it."""


@dataclass(slots=True)
class Article:
    """One page of the treaty."""

    slug: str
    heading: Heading
    places: list[Place] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name and title, as a list of articles gives them."""
        return f"{self.heading.name}: {self.heading.title}" if self.heading.title else self.heading.name

    @property
    def rows(self) -> list[int]:
        """Indices of the rows that stand on it."""
        return [place.row for place in self.places if place.row is not None]


class Addresses:
    """Where everything in a site stands, as paths from its top."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.articles = tuple(_articles(site))
        self._rows: dict[int, tuple[str, str]] = {}
        for article in self.articles:
            for place in article.places:
                if place.row is not None:
                    self._rows[place.row] = (article.slug, place.anchor)
        self._documents = {(_proposal(d.redline.proposal).id, d.redline.option): d.stem for d in site.documents}
        taken = Distinct()
        self._delegations = {code: taken(file_stem(code)) for code, _ in site.names}
        taken = Distinct()
        self._subjects = {standing.id: taken(file_stem(standing.id)) for standing in site.standings}
        taken = Distinct()
        self.sides = tuple(taken(file_stem(side.name)) for side in site.sides)
        self._amendments: dict[str, str] = {}
        for document in site.documents:
            for amendment in _proposal(document.redline.proposal).amendments:
                if amendment.option in ("", document.redline.option):
                    address = f"proposals/{document.stem}.html#{anchor(amendment.id)}"
                    self._amendments.setdefault(amendment.id, address)

    def place(self, row: int) -> str:
        """Return the address of a row of the compilation."""
        slug, anchored = self._rows[row]
        return f"articles/{slug}.html#{anchored}"

    def document(self, proposal: Proposal, option: str) -> str:
        """Return the page of a document or alternative; empty if it has none."""
        stem = self._documents.get((proposal.id, option), "")
        return f"proposals/{stem}.html" if stem else ""

    def amendment(self, identifier: str) -> str:
        """Return the permanent address of an amendment; empty if it has none."""
        return self._amendments.get(identifier, "")

    def delegation(self, code: str) -> str:
        """Return the page of a delegation; empty if it has none."""
        return f"delegations/{self._delegations[code]}.html" if code in self._delegations else ""

    def subject(self, identifier: str) -> str:
        """Return the page of a subject; empty if it has none."""
        return f"subjects/{self._subjects[identifier]}.html" if identifier in self._subjects else ""


def anchor(identifier: str) -> str:
    """Return the anchor of an amendment.

    >>> anchor("RUS/27/8")
    'RUS-27-8'
    """
    return file_stem(identifier)


def _proposal(proposal: Proposal | None) -> Proposal:
    if proposal is None:
        raise AssertionError("a site shows redlines of proposals")
    return proposal


def _articles(site: Site) -> Iterator[Article]:
    """The pages of the treaty in order: those of the base, and where somebody adds an article, that."""
    items = site.compilation.base.items
    names = names_of(items)
    own = {row.at: at for at, row in enumerate(site.compilation.rows) if row.base is not None}
    added: dict[int, list[int]] = {}
    for at, row in enumerate(site.compilation.rows):
        if row.base is None:
            added.setdefault(row.at, []).append(at)
    pages = _Pages()
    current: Article | None = None
    for at in range(-1, len(items)):
        if at >= 0:
            item = items[at]
            if current is None or (isinstance(item, Heading) and item.kind is not DivisionKind.SECTION):
                current = pages.of(item if isinstance(item, Heading) else Heading(DivisionKind.BODY))
            current.places.append(Place(pages.anchor(current, _anchor(item, names[at])), names[at], item, own.get(at)))
        inner = current
        for index in added.get(at, ()):
            row = site.compilation.rows[index]
            first = row.entries[0].change.item
            if isinstance(first, Heading) and first.kind is not DivisionKind.SECTION:
                inner = pages.of(first)
            elif row.division.kind is not DivisionKind.SECTION and (inner is None or row.division != inner.heading):
                inner = pages.of(row.division)
            inner = inner or pages.of(row.division)
            inner.places.append(Place(pages.anchor(inner, _added(row)), row.place, None, index))
    return iter(pages.listed)


class _Pages:
    def __init__(self) -> None:
        self._by_key: dict[tuple[DivisionKind, str], Article] = {}
        self._slugs = Distinct()
        self._anchors: dict[str, Distinct] = {}

    @property
    def listed(self) -> list[Article]:
        return list(self._by_key.values())

    def of(self, heading: Heading) -> Article:
        if heading.key not in self._by_key:
            article = Article(self._slugs(file_stem(heading.name.lower().replace(" ", "-"))), heading)
            self._by_key[heading.key] = article
            self._anchors[article.slug] = Distinct("text", "site", "find", "keys", "shown", "footnotes")
        return self._by_key[heading.key]

    def anchor(self, article: Article, wanted: str) -> str:
        return self._anchors[article.slug](wanted)


def _anchor(item: Item, name: str) -> str:
    if isinstance(item, Heading):
        return file_stem(item.name.lower().replace(" ", "-"))
    return f"no-{file_stem(item.number)}" if item.number else f"p-{file_stem(name)}"


def _added(row: Row) -> str:
    """Additions are called after the amendment that first brings them, as their numbers are not settled."""
    amendments = row.entries[0].change.amendments
    return f"by-{anchor(amendments[0].id)}" if amendments else f"by-{file_stem(row.place)}"
