"""What the search of a site looks through: every provision of the base, and every wording that is proposed.

Written as a script, since a page that was opened from disk may load one, but not other data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from redline.model import Item
from redline.writers.html.site.pages import View
from redline.writers.statements import statement_of


def search_data(view: View) -> bytes:
    """Return the script: for each text its address, place, words, who proposes it, identifier and doubts."""
    return script("redlineSearch", [*_base(view), *_proposed(view)])


def script(function: str, *values: object) -> bytes:
    """Return a call with JSON values, safe inside a script file whatever the texts hold."""
    listed = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    # the two line ends that older scripts do not take inside a string
    return f"{function}({listed});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode("utf-8")


def _base(view: View) -> Iterator[list[object]]:
    for article in view.addresses.articles:
        for place in article.places:
            text = _text(place.item)
            if text:
                yield [f"articles/{article.slug}.html#{place.anchor}", place.name, text, "", "", ""]


def _proposed(view: View) -> Iterator[list[object]]:
    for at, row in enumerate(view.compilation.rows):
        for entry in row.entries:
            one = statement_of(view.compilation, entry)
            inserted = " ".join(_text(item) for item in entry.change.reviseds)
            if not entry.change.changed or not inserted:
                continue
            identifier = one.identifiers[0] if one.identifiers else ""
            url = view.addresses.amendment(identifier) or view.addresses.place(at)
            who = f"{one.member.name} ({', '.join(one.member.proposers)})"
            yield [url, row.place, inserted, who, f"{one.symbol} {identifier}".strip(), "; ".join(one.labels)]


def _text(item: Item | None) -> str:
    if item is None:
        return ""
    return " ".join(f"{item.lead} {item.body}".split())
