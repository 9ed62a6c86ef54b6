"""Writes a site: pages that open from disk and from any web host, with no server, no network and no tracking.

Every page is whole without a script; scripts add search, comparison, filters and keys. The content security policy
allows the site's own files alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from redline.model import ComparedRow, Document, Site, Standing
from redline.writers.docx import write_docx
from redline.writers.docx.table import write_compilation_docx
from redline.writers.html import redline_page
from redline.writers.html.site import comparisons, pages, search
from redline.writers.html.site.addresses import Addresses, Article
from redline.writers.html.template import rendered, resource, style_sheet
from redline.writers.options import Design, WriteOptions

_ASSETS = ("site.js", "search.js", "compare.js", "minisearch.js", "minisearch.LICENSE.txt", "icon.svg")


class SiteWriter:
    """Writes the files of one site, each a function of the site alone."""

    def __init__(self, site: Site, *, pair_documents: bool = True, design: Design | None = None) -> None:
        self.site, self.pair_documents, self.design = site, pair_documents, design or Design()
        self.addresses = Addresses(site)
        self.view = pages.View(site, self.addresses)
        listed: list[tuple[str, object]] = [("home", None), ("proposals", None), ("compare", None), ("search", None)]
        listed += [("article", article) for article in self.addresses.articles]
        listed += [("delegation", code) for code, _ in site.names]
        listed += [("subject", standing) for standing in site.standings]
        self._listed = listed

    @property
    def pages(self) -> int:
        """How many steps :meth:`page` knows."""
        return len(self._listed)

    def page(self, number: int) -> dict[str, bytes]:
        """Return the files of one step: a page, and the documents that it offers."""
        name, what = self._listed[number]
        files: dict[str, bytes] = getattr(self, f"_{name}")(what) if what is not None else getattr(self, f"_{name}")()
        return files

    def _home(self) -> dict[str, bytes]:
        style = style_sheet(self.design.style) + resource("site.css", "site/assets")
        files = {"style.css": style.encode(), "keys.js": resource("keys.js").encode()}
        files |= {name: resource(name, "site/assets").encode() for name in _ASSETS}
        return files | {"index.html": rendered("home.html", self.view.home(), "")}

    def _proposals(self) -> dict[str, bytes]:
        return {"proposals.html": rendered("proposals.html", self.view.proposals(), "")}

    def _compare(self) -> dict[str, bytes]:
        labels = [member.labels for member in self.site.together.members]
        sides = list(zip(self.site.sides, self.addresses.sides, labels, strict=True))
        page = self.view.common("Compare any two") | {"sides": sides, "documents": self.pair_documents}
        return {
            "compare.html": rendered("compare.html", page, ""),
            "data/places.js": comparisons.places_data(self.view),
        }

    def _search(self) -> dict[str, bytes]:
        return {
            "search.html": rendered("search.html", self.view.common("Search"), ""),
            "data/search.js": search.search_data(self.view),
        }

    def _article(self, article: Article) -> dict[str, bytes]:
        stem = f"articles/{article.slug}"
        return {
            f"{stem}.html": rendered("article.html", self.view.article(article), "../"),
            f"{stem}.docx": self._part(article.rows),
        }

    def _part(self, rows: Sequence[int]) -> bytes:
        """The Word table of some rows of the compilation."""
        compilation = self.site.compilation
        return write_compilation_docx(
            replace(compilation, rows=tuple(compilation.rows[at] for at in sorted(rows))), self.design
        )

    def _delegation(self, code: str) -> dict[str, bytes]:
        path = self.addresses.delegation(code)
        files = {path: rendered("delegation.html", self.view.delegation(code), "../")}
        member = self.view.delegation_document(code)
        if member is not None:
            word = write_docx(self.site.together.members[member].redline, WriteOptions(design=self.design))
            files[path.removesuffix("html") + "docx"] = word
        return files

    def _subject(self, standing: Standing) -> dict[str, bytes]:
        path = self.addresses.subject(standing.id)
        files = {path: rendered("subject.html", self.view.subject(standing), "../")}
        rows = self.view.subject_rows(standing)
        if rows:
            files[path.removesuffix("html") + "docx"] = self._part(rows)
        return files

    def document(self, document: Document) -> dict[str, bytes]:
        """Return the page of a document, with its redline."""
        page = redline_page(document.redline, WriteOptions())
        page |= {"word": f"{document.stem}.docx", "home": self.view.common("")["home"]}
        return {f"proposals/{document.stem}.html": rendered("page.html", page, "../")}

    def comparisons(self, number: int, paired: Mapping[int, Sequence[tuple[int, ComparedRow]]]) -> dict[str, bytes]:
        """Return the data of one side for the page that compares any two; see :func:`comparisons.side_data`."""
        return {f"data/{number}.js": comparisons.side_data(self.view, number, paired)}

    def pair_path(self, first: int, second: int) -> str:
        """Return where the Word document of two sides stands."""
        return f"compare/{self.addresses.sides[first]}-and-{self.addresses.sides[second]}.docx"
