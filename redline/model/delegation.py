"""Who proposes: Member States, regional groups and others, by symbol and name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delegation:
    """One delegation.

    >>> Delegation("RUS", "Russian Federation", names=("Russia",)).code
    'RUS'
    """

    code: str
    """ITU symbol of the Member State, or code of the regional group."""

    name: str
    """Name in English, as the United Nations list it."""

    kind: str = "member-state"
    """``"member-state"``, ``"regional-group"``, ``"sector-member"`` or ``"body"``."""

    names: tuple[str, ...] = ()
    """Other names by which documents call it."""
