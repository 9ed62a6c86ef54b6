"""Writes a redline as PDF: the page, printed, with tags, language and bookmarks.

WeasyPrint lays it out. It is an extra (``treaty-redline[pdf]``), since it needs Pango from the operating system.
"""

from __future__ import annotations

import re

from redline.errors import PdfNotInstalled
from redline.model import Redline
from redline.writers.html import write_html
from redline.writers.options import WriteOptions


def write_pdf(redline: Redline, options: WriteOptions | None = None) -> bytes:
    """Return ``redline`` as a tagged PDF (PDF/UA-1). The same redline and options always give the same bytes.

    Raises:
        PdfNotInstalled: If WeasyPrint or Pango is not there.

    Source:
        ISO 14289-1.
    """
    return pdf_of(write_html(redline, options))


def pdf_of(page: bytes) -> bytes:
    """Return a page of ours as a tagged PDF.

    Raises:
        PdfNotInstalled: If WeasyPrint or Pango is not there.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise PdfNotInstalled(str(error).splitlines()[0]) from error
    made = weasyprint.HTML(string=_printed(page.decode()), url_fetcher=_refuse).write_pdf(pdf_variant="pdf/ua-1")
    return bytes(made)


def _printed(page: str) -> str:
    """The page without the rules for its switches, which nobody can press on paper.

    WeasyPrint looks through the whole page for each element and each ``:has()``: three quarters of its time.
    """
    head, opening, rest = page.partition("<style>")
    sheet, closing, body = rest.partition("</style>")
    lines = (_unswitched(line) if ":has(" in line else line for line in sheet.split("\n"))
    return head + opening + "\n".join((*lines, _BELOW)) + closing + body


def _unswitched(rule: str) -> str:
    """A rule of our style sheet, one a line, without the selectors that ask for a switch."""
    selectors, brace, rest = rule.partition("{")
    kept = [one for one in _COMMA.split(selectors) if ":has(" not in one]
    return f"{', '.join(kept)} {brace}{rest}" if kept else ""


_BELOW = ".columns-of { display: block; } .columns-of > .column { margin-bottom: .6rem; }"
"""What stands side by side on a screen stands in one column on paper, as WeasyPrint 66 would set it anyway, after it
took nine tenths of its time to find that out."""

_COMMA = re.compile(r",\s*(?![^()]*\))")  # not one in parentheses


def _refuse(address: str, *_: object, **__: object) -> dict[str, object]:
    """Fetch nothing: a page of ours holds all that it needs, and a text must not make us ask elsewhere."""
    raise ValueError(f"{address} is not fetched")
