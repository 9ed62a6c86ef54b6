"""What somebody chose at each place among several proposals, and how each delegation would fare by it."""

from __future__ import annotations

from dataclasses import dataclass

from redline.model.compilation import Compilation
from redline.model.redline import Redline


@dataclass(frozen=True, slots=True)
class Pick:
    """One proposal that is taken at a place."""

    name: str
    """A delegation, document, amendment or file; ``"base"`` where the text stays as it is."""

    option: str = ""
    """Which alternative of a document that has some."""

    @property
    def keeps(self) -> bool:
        """Whether it says that the text stays."""
        return self.name.casefold() == "base"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is taken at one place."""

    place: str
    """An address, as written: ``"3.3"``, ``"Article 3A"``."""

    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """A file of choices.

    >>> Choices("c.toml", choices=(Choice("3.3", (Pick("base"),)),)).choices[0].picks[0].keeps
    True
    """

    origin: str
    base: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """How one document, or one alternative of it, fares by the choices."""

    member: int
    """Index of the member in the compilation."""

    gained: tuple[str, ...] = ()
    """Places that would read as it proposes."""

    shared: tuple[str, ...] = ()
    """Places where its change would be made together with another's."""

    lost: tuple[str, ...] = ()
    """Places that would read otherwise."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The treaty that choices give, and how everybody fares."""

    redline: Redline
    compilation: Compilation
    """All that was proposed."""

    fates: tuple[Fate, ...]
