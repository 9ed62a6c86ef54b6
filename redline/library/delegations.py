"""The delegations that documents speak of, found by symbol or by any name."""

from __future__ import annotations

import functools
import unicodedata
from importlib import resources

from redline.errors import AmbiguousDocument, DocumentNotFound
from redline.model import Delegation


@functools.cache
def delegations() -> tuple[Delegation, ...]:
    """Return every delegation known: Member States of the ITU, regional groups, and others that have proposed.

    Source:
        ``delegations.tsv`` beside this module, which names its own.

    >>> delegations()[0].code
    'AFG'
    """
    table = resources.files("redline.library").joinpath("delegations.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")][1:]
    return tuple(_delegation([*row, "", ""]) for row in rows)


def _delegation(row: list[str]) -> Delegation:
    code, name, kind, others = row[:4]
    return Delegation(code, name, kind, tuple(other for other in others.split(";") if other))


def delegation(text: str) -> Delegation:
    """Return the delegation that a symbol or name means, whatever its case, accents and apostrophes.

    Args:
        text: ``"RUS"``, ``"Russian Federation"``, ``"russia"``, ``"CEPT"``.

    Raises:
        DocumentNotFound: If there is none of that name; the nearest are offered.
        AmbiguousDocument: If several begin so.

    >>> delegation("russia") == delegation("RUS") == delegation("Russian Federation")
    True
    """
    wanted = _key(text)
    by_name = _by_name()
    if wanted in by_name:
        return by_name[wanted]
    begins = {found.code: found for key, found in by_name.items() if len(wanted) > 3 and key.startswith(wanted)}
    if len(begins) == 1:
        return next(iter(begins.values()))
    if begins:
        raise AmbiguousDocument(text, fits=[f"{found.name} ({found.code})" for found in begins.values()])
    known = [name for found in delegations() for name in (found.code, found.name, *found.names)]
    raise DocumentNotFound(text, what="delegation", known=known, where="the list of delegations")


@functools.cache
def _by_name() -> dict[str, Delegation]:
    return {_key(name): found for found in delegations() for name in (found.code, found.name, *found.names)}


def _key(text: str) -> str:
    """What two spellings of one name share."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))  # a typographic apostrophe
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
