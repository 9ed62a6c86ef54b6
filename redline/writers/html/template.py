"""The templates of HTML pages: loaded once, everything escaped, our own style and script known by their digests."""

from __future__ import annotations

import base64
import functools
import hashlib
from importlib import resources

import jinja2
from markupsafe import Markup

_TEMPLATES = ("macros.html", "head.html", "page.html", "compilation.html")


def rendered(name: str, page: dict[str, object]) -> bytes:
    """Return a page in UTF-8.

    Args:
        name: The template.
        page: What it shows. Every text in it is escaped.
    """
    style, script = _resource("style.css"), _resource("keys.js")
    # the style and the script are our own files, not texts of a document
    made = (
        _environment()
        .get_template(name)
        .render(
            page=page,
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            style_hash=Markup(_hash(style)),  # noqa: S704
            script_hash=Markup(_hash(script)),  # noqa: S704
        )
    )
    return made.encode()


@functools.cache
def _resource(name: str) -> str:
    return (resources.files("redline.writers.html") / "templates" / name).read_text(encoding="utf-8")


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.DictLoader({name: _resource(name) for name in _TEMPLATES}),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _hash(text: str) -> str:
    """The digest by which the page's content security policy knows its own style and script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
