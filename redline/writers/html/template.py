"""The templates of HTML pages: loaded once, everything escaped, our own style and script known by their digests."""

from __future__ import annotations

import base64
import functools
import hashlib
from importlib import resources

import jinja2
from markupsafe import Markup

from redline.model.proposal import file_stem
from redline.writers.looks import css_of
from redline.writers.options import Style

_TEMPLATES = ("macros.html", "head.html", "page.html", "compilation.html")
_SITE = [f"{name}.html" for name in ("bar", "foot", "site", "parts", "fragments")]
_SITE += [f"{name}.html" for name in ("home", "article", "delegation", "subject", "proposals", "compare", "search")]


def rendered(name: str, page: dict[str, object], root: str | None = None, style: Style = Style.SAFE) -> bytes:
    """Return a page in UTF-8.

    Args:
        name: The template.
        page: What it shows. Every text in it is escaped.
        root: Of a page of a site, the way to the site's top (``"../"``); its style and scripts are files there.
            None for a page that stands alone and holds both.
        style: How marks look, on a page that stands alone.
    """
    sheet, script = style_sheet(style), resource("keys.js")
    # the style and the script are our own files, not texts of a document
    made = (
        _environment()
        .get_template(name)
        .render(
            page=page,
            root=root,
            style=Markup(sheet),  # noqa: S704
            script=Markup(script),  # noqa: S704
            style_hash=Markup(_hash(sheet)),  # noqa: S704
            script_hash=Markup(_hash(script)),  # noqa: S704
        )
    )
    return made.encode()


def style_sheet(style: Style) -> str:
    """Return the style sheet of our pages, with marks that look as an institution wants them."""
    sheet = resource("style.css")
    return sheet if style is Style.SAFE else sheet + css_of(style)


def fragment(macro: str, value: object) -> str:
    """Return a part of a page: what a macro of ``fragments.html`` makes of a value, with every text in it escaped."""
    return str(getattr(_fragments(), macro)(value))


@functools.cache
def _fragments() -> object:
    return _environment().get_template("fragments.html").module


@functools.cache
def resource(name: str, folder: str = "templates") -> str:
    """Return one of our own files: a template, a style sheet or a script."""
    return (resources.files("redline.writers.html") / folder / name).read_text(encoding="utf-8")


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(
            {name: resource(name) for name in _TEMPLATES} | {name: resource(name, "site/templates") for name in _SITE}
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["anchor"] = file_stem
    return environment


def _hash(text: str) -> str:
    """The digest by which the page's content security policy knows its own style and script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
