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
    from redline.api import *

__version__ = "0.1.0"

__all__ = [
    "all_jobs",
    "Amendment",
    "are_word_files",
    "as_text",
    "attach",
    "Attached",
    "AttachOptions",
    "Bracketed",
    "check_proposals",
    "Choices",
    "chosen_job",
    "combined_job",
    "compare",
    "compare_delegations",
    "compare_word",
    "CompareOptions",
    "Comparison",
    "comparison_files",
    "comparison_job",
    "ComparisonJob",
    "Compilation",
    "compilation_files",
    "compile_proposals",
    "CompileOptions",
    "consolidate",
    "Context",
    "converge",
    "Convergence",
    "convergence_json",
    "cores",
    "count_brackets",
    "delegation",
    "Delegation",
    "delegations",
    "Design",
    "document_named",
    "Doubt",
    "Existing",
    "File",
    "Finding",
    "fitted",
    "formats_for",
    "gather_site",
    "Granularity",
    "Ignore",
    "InPlace",
    "InPlaceOptions",
    "Instrument",
    "instrument_named",
    "JobOptions",
    "known_formats",
    "ledger",
    "Ledger",
    "Library",
    "Made",
    "make",
    "Markup",
    "Missing",
    "Moves",
    "Note",
    "notes_of",
    "open_choices",
    "open_file",
    "outcome",
    "Outcome",
    "outcome_files",
    "passage",
    "plan_files",
    "printed",
    "Profile",
    "Proof",
    "Proposal",
    "proposal_jobs",
    "ProposalJob",
    "read",
    "read_all",
    "read_text",
    "Reader",
    "ReadOptions",
    "Redline",
    "redline_of",
    "RedlineError",
    "refuse_if_open",
    "render",
    "replace_files",
    "resolve",
    "revised_named",
    "compare_brackets",
    "BracketChange",
    "skeleton",
    "stale",
    "Stale",
    "Standing",
    "standings",
    "Style",
    "template",
    "texts",
    "to_standard_output",
    "VerificationFailed",
    "verify_document",
    "verify_word",
    "verify_word_files",
    "View",
    "write",
    "write_site",
    "WriteOptions",
    "Writer",
    "__version__",
]


def __getattr__(name: str) -> object:
    """Import what is asked for, so that ``import redline`` costs next to nothing."""
    if name in __all__:
        from redline import api

        found: object = getattr(api, name)
        return found
    raise AttributeError(f"module 'redline' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What there is to use."""
    return sorted(__all__)
