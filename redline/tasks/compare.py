"""The redline to make of two instruments."""

from __future__ import annotations

from redline.engine.options import CompareOptions
from redline.library import Library
from redline.library.names import instrument_named
from redline.model.proposal import file_stem
from redline.tasks.jobs import ComparisonJob

_DEFAULT = CompareOptions()


def comparison_job(texts: Library, base: str, revised: str, options: CompareOptions = _DEFAULT) -> ComparisonJob:
    """Return the redline to make of two instruments, each an identifier or a file.

    Raises:
        RedlineError: If a name means nothing, several things, or a proposal.
    """
    old, new = instrument_named(texts, base), instrument_named(texts, revised)
    stem = f"{file_stem(old.id)}-to-{file_stem(new.id)}"
    return ComparisonJob(stem=stem, base=old, revised=new, compare=options)
