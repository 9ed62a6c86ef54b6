"""Shows exactly what a proposal would change in a treaty.

>>> import redline
>>> texts = redline.texts()
>>> itrs = texts.instrument("itrs-1988")
>>> proposal = texts.document("CWG-WCIT12/C28")
>>> found = redline.redline_of(itrs, proposal)
>>> [change.effect.value for change in found.changes if change.item.lead == "APPENDIX 2"]
['deleted']
>>> redline.render(found, "html")[:15]
b'<!DOCTYPE html>'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redline.api import (
        CompareOptions,
        Context,
        Design,
        Existing,
        Granularity,
        Ignore,
        InPlaceOptions,
        Moves,
        Style,
        WriteOptions,
        compare,
        compare_files,
        consolidate,
        delegation,
        passage,
        read,
        read_text,
        redline_of,
        render,
        template,
        texts,
        write,
    )
    from redline.errors import RedlineError

__version__ = "0.1.0"

__all__ = [
    "CompareOptions",
    "Context",
    "Design",
    "Existing",
    "Granularity",
    "Ignore",
    "InPlaceOptions",
    "Moves",
    "RedlineError",
    "Style",
    "WriteOptions",
    "__version__",
    "compare",
    "compare_files",
    "consolidate",
    "delegation",
    "passage",
    "read",
    "read_text",
    "redline_of",
    "render",
    "template",
    "texts",
    "write",
]


def __getattr__(name: str) -> object:
    """Import what is asked for, so that ``import redline`` costs next to nothing."""
    if name == "RedlineError":
        from redline import errors

        return errors.RedlineError
    if name in __all__:
        from redline import api

        found: object = getattr(api, name)
        return found
    raise AttributeError(f"module 'redline' has no attribute {name!r}")
