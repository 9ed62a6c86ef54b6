"""The redline of a proposal: which provision became which is known from its amendments, and nothing is guessed."""

from __future__ import annotations

from redline.engine.align.pairing import Pair
from redline.engine.amend.consolidate import Consolidation, apply
from redline.engine.compare import Links, ignored_names, side_by_side
from redline.engine.options import CompareOptions
from redline.model import Amendment, Instrument, PairReason, Proposal, Redline

_DEFAULT = CompareOptions()
_REASON = PairReason.AMENDMENT


def redline_of(
    base: Instrument, proposal: Proposal, option: str | None = None, options: CompareOptions = _DEFAULT
) -> Redline:
    """Return the redline that shows what a proposal changes in ``base``; errors as in ``consolidate``.

    Args:
        base: The text that is amended.
        proposal: The amendments.
        option: Which of the proposal's alternatives is applied; needed if it has any.
        options: What to ignore, and how coarse the marks are.

    >>> redline_of(Instrument("t", "T"), Proposal("p", "P", ())).changes
    ()
    """
    applied = apply(base, proposal, option)
    changes = tuple(side_by_side(base.items, applied.instrument.items, _links(applied), options))
    return Redline(base, applied.instrument, changes, proposal, option or "", applied.notes, ignored_names(options))


def _links(applied: Consolidation) -> Links:
    kept = tuple(Pair(old, new, _REASON) for new, old in enumerate(applied.origins) if old is not None)
    by_base: dict[int, tuple[Amendment, ...]] = {old: (amendment,) for old, amendment in applied.suppressed}
    moved = tuple(Pair(old, new, _REASON) for old, new in applied.moves)
    return Links(kept, moved, by_base, dict(enumerate(applied.touched_by)))
