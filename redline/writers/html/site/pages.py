"""What each page of a site shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redline.model import (
    Amendment,
    Heading,
    Item,
    Member,
    Proposal,
    Row,
    Site,
    Stand,
    Standing,
    StandKind,
    labels_of,
    unchanged,
)
from redline.writers.html.cells import Cell, cell
from redline.writers.html.site.addresses import Addresses, Article, Distinct, Place, anchor
from redline.writers.language import is_right_to_left
from redline.writers.statements import Statement, ledger, statement_of

SYMBOLS = ("ADD", "MOD", "SUP", "NOC")
_LINKS = 400
_STEPS = (1, 2, 4, 8)  # amendments from which a cell of the matrix is the next shade darker


@dataclass(frozen=True, slots=True)
class Shown:
    """What one document proposes for one place."""

    statement: Statement
    cell: Cell | None
    """None where nothing changes."""

    anchor: str
    url: str
    """Page of the document, at the amendment."""

    symbol: str
    """The plain symbol, by which a page is filtered."""

    checked: bool
    """Whether its wording was checked against a public copy."""

    place: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One place of an article's page and what is proposed for it."""

    anchor: str
    name: str
    level: int
    base: Cell | None
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of a matrix."""

    text: str
    url: str
    kind: str
    """Class of the style sheet: ``"h2"``, the darker the more; ``"fact"``, ``"backs"``; empty for none."""

    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a matrix."""

    name: str
    url: str
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One amendment in a list."""

    amendment: Amendment
    url: str
    where: tuple[tuple[str, str], ...]
    """Name and address of each place it touches."""

    labels: tuple[str, ...]
    codes: tuple[str, ...]
    document: str
    proposer: str


class View:
    """Looks up what the pages of one site have in common, once."""

    def __init__(self, site: Site, addresses: Addresses) -> None:
        self.site, self.addresses = site, addresses
        self.compilation = site.compilation
        self.marks = [mark for mark, _ in self.compilation.base.footnotes]
        self.names = dict(site.names)
        self.places: dict[str, list[int]] = {}
        for at, row in enumerate(self.compilation.rows):
            for amendment in dict.fromkeys(a for entry in row.entries for a in entry.change.amendments):
                self.places.setdefault(amendment.id, []).append(at)

    def common(self, name: str) -> dict[str, object]:
        """What every page needs."""
        base = self.compilation.base
        return {
            "name": name,
            "base": base,
            "treaty": base.short_title or base.title,
            "home": base.short_title or base.title,
            "language": base.language,
            "direction": "rtl" if is_right_to_left(base.language) else "ltr",
            "delegation_url": self.addresses.delegation,
            "names": self.names,
        }

    def home(self) -> dict[str, object]:
        """The first page: what there is, and who proposes what where."""
        codes = [code for code, _ in self.site.names]
        listed = ledger(self.compilation)
        counts = (
            (len(listed), "amendments"),
            (len({d.redline.proposal for d in self.site.documents if not d.superseded}), "documents"),
            (len({code for member in self.compilation.members for code in member.proposers}), "delegations"),
            (len(self.compilation.rows), "places of the treaty touched"),
        )
        return self.common(self.compilation.base.title) | {
            "counts": counts,
            "codes": codes,
            "proposing": [c for c in codes if any(c in m.proposers for m in self.compilation.members)],
            "subjects": [self._subject_line(standing, codes) for standing in self.site.standings],
            "articles": [self._article_line(article) for article in self.addresses.articles],
            "missing": self.compilation.missing,
            "reported_in": self.site.reported_in,
            "linked": _linked,
        }

    def _subject_line(self, standing: Standing, codes: Sequence[str]) -> Line:
        url = self.addresses.subject(standing.id)
        by_code = {stand.code: stand for stand in standing.stands}
        return Line(standing.title, url, tuple(self._stand_mark(by_code.get(code), url) for code in codes))

    def _stand_mark(self, stand: Stand | None, url: str) -> Mark | None:
        if stand is None:
            return None
        link = f"{url}#{anchor(stand.code)}"
        if stand.amendments:
            count = len(stand.amendments)
            return Mark(str(count), link, _shade(count), f"{stand.name}: {', '.join(stand.amendments)}")
        if stand.kind is StandKind.PROPOSES:
            return Mark("P", link, "fact", f"{stand.name} proposes, wording not known")
        return Mark("S", link, "backs", f"{stand.name} supports")

    def _article_line(self, article: Article) -> Line:
        found: dict[str, set[str]] = {}
        for index in article.rows:
            for entry in self.compilation.rows[index].entries:
                identifiers = {amendment.id for amendment in entry.change.amendments}
                for code in self.compilation.members[entry.member].proposers:
                    found.setdefault(code, set()).update(identifiers)
        url = f"articles/{article.slug}.html"
        marks = []
        for code, _ in self.site.names:
            if not any(code in member.proposers for member in self.compilation.members):
                continue
            count = len(found.get(code, ()))
            marks.append(Mark(str(count), f"{url}?delegation={code}", _shade(count)) if count else None)
        return Line(article.name, url, tuple(marks))

    def article(self, article: Article) -> dict[str, object]:
        """The page of an article: the base text, and under each provision all that is proposed for it."""
        taken = Distinct(*(place.anchor for place in article.places), "text", "site", "find", "keys", "shown")
        blocks = [self._block(place, taken) for place in article.places]
        at = self.addresses.articles.index(article)
        around = [self.addresses.articles[i] for i in (at - 1, at + 1) if 0 <= i < len(self.addresses.articles)]
        shown = [one for block in blocks for one in block.shown]
        return self.common(article.name) | {
            "article": article,
            "blocks": blocks,
            "before": around[0] if at else None,
            "after": around[-1] if at + 1 < len(self.addresses.articles) else None,
            "codes": sorted({code for one in shown for code in one.statement.member.proposers}),
            "symbols": [symbol for symbol in SYMBOLS if any(one.symbol == symbol for one in shown)],
            "unchecked": any(not one.checked for one in shown),
            "count": len(shown),
            "footnotes": self.compilation.base.footnotes,
        }

    def _block(self, place: Place, taken: Distinct) -> Block:
        row = None if place.row is None else self.compilation.rows[place.row]
        base = None if place.item is None else cell(unchanged(place.item), self.marks)
        shown = tuple(self._shown(row, number, taken) for number in range(len(row.entries))) if row else ()
        return Block(place.anchor, place.name, _level(place.item), base, shown)

    def _shown(self, row: Row, number: int, taken: Distinct) -> Shown:
        entry = row.entries[number]
        one = statement_of(self.compilation, entry)
        identifier = one.identifiers[0] if one.identifiers else ""
        option = one.member.redline.option
        url = self.addresses.amendment(identifier) or self.addresses.document(one.member.proposals[0], option)
        symbol = one.symbol.split(" ")[0].strip("()*")
        return Shown(
            one,
            cell(one.change, self.marks) if one.change.changed else None,
            taken(anchor(identifier or f"{one.member.code}-{number}")),
            url,
            symbol,
            not one.labels,
        )

    def listed(self, member: Member) -> Iterator[Listed]:
        """Yield the amendments of a document or alternative."""
        for amendment in member.amendments:
            if amendment.option not in ("", member.redline.option):
                continue
            rows = [
                at
                for at in self.places.get(amendment.id, ())
                if any(
                    amendment in entry.change.amendments and self.compilation.members[entry.member] is member
                    for entry in self.compilation.rows[at].entries
                )
            ]
            where = tuple((self.compilation.rows[at].place, self.addresses.place(at)) for at in rows)
            document = _document(member, amendment)
            option = f", option {member.redline.option}" if member.redline.option else ""
            yield Listed(
                amendment,
                self.addresses.amendment(amendment.id),
                where,
                labels_of(amendment, document),
                member.proposers,
                f"{document.id}{option}",
                member.name,
            )

    def proposals(self) -> dict[str, object]:
        """The list of all amendments, and the ledger of what is missing."""
        listed = [one for member in self.compilation.members for one in self.listed(member)]
        return self.common("All proposals") | {
            "listed": listed,
            "codes": sorted({code for one in listed for code in one.codes}),
            "symbols": [s for s in SYMBOLS if any(one.amendment.symbol.printed.strip("()*") == s for one in listed)],
            "documents": [
                (d, d.redline.proposal, f"proposals/{d.stem}.html") for d in self.site.documents if d.redline.proposal
            ],
            "missing": self.compilation.missing,
        }

    def delegation(self, code: str) -> dict[str, object]:
        """The page of a delegation: its documents, its amendments, where it stands."""
        own = [member for member in self.compilation.members if code in member.proposers]
        stands = [(s, stand) for s in self.site.standings for stand in s.stands if stand.code == code]
        side = next((side.name for side in self.site.sides if side.name.split(":")[0] == code), "")
        documents = [(d, d.redline.proposal) for d in self.site.documents if code in d.codes]
        return self.common(self.names[code]) | {
            "code": code,
            "documents": [(d, p, f"proposals/{d.stem}") for d, p in documents if p],
            "listed": [one for member in own for one in self.listed(member)],
            "stands": [(s, stand, self.addresses.subject(s.id), self._links(stand)) for s, stand in stands],
            "own": self.addresses.delegation(code).removeprefix("delegations/").removesuffix(".html"),
            "side": side,
            "word": self.delegation_document(code) is not None,
        }

    def delegation_document(self, code: str) -> int | None:
        """Return the member of ``together`` that stands for all of a delegation's documents; None if none does."""
        return next((at for at, side in enumerate(self.site.sides) if side.name == code), None)

    def _links(self, stand: Stand) -> list[tuple[str, str]]:
        return [(identifier, self.addresses.amendment(identifier)) for identifier in stand.amendments]

    def subject(self, standing: Standing) -> dict[str, object]:
        """The page of a subject: who takes which position, and the wording where it is known."""
        taken = Distinct(*(anchor(stand.code) for stand in standing.stands), "text", "site", "find", "keys", "shown")
        wanted = {identifier for stand in standing.stands for identifier in stand.amendments}
        shown = []
        for at in self.subject_rows(standing):
            row = self.compilation.rows[at]
            for number, entry in enumerate(row.entries):
                if wanted & {amendment.id for amendment in entry.change.amendments}:
                    shown.append((row.place, self.addresses.place(at), self._shown(row, number, taken)))
        stands = [(stand, anchor(stand.code), self._links(stand)) for stand in standing.stands]
        counts = Counter(stand.kind for stand in standing.stands)
        return self.common(standing.title) | {
            "standing": standing,
            "stands": stands,
            "own": self.addresses.subject(standing.id).removeprefix("subjects/").removesuffix(".html"),
            "shown": shown,
            "word": bool(shown),
            "count": (counts[StandKind.PROPOSES], counts[StandKind.SUPPORTS]),
            "reported_in": self.site.reported_in,
        }

    def subject_rows(self, standing: Standing) -> list[int]:
        """Return the indices of the rows that the known amendments on a subject touch."""
        wanted = {identifier for stand in standing.stands for identifier in stand.amendments}
        return sorted({at for identifier in wanted for at in self.places.get(identifier, ())})


def _linked(codes: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether each cell of a matrix is a link, or its row and column alone: nobody steps through so many by key."""
    return len(codes) * len(lines) <= _LINKS


def _document(member: Member, amendment: Amendment) -> Proposal:
    return next(document for document in member.proposals if amendment in document.amendments)


def _level(item: Item | None) -> int:
    return 2 if isinstance(item, Heading) else 0


def _shade(count: int) -> str:
    return f"h{sum(count >= step for step in _STEPS)}"
