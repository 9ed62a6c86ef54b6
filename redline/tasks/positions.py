"""Who took which position: subjects by delegation, with the wording where it is known and the bare fact where not."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from redline.errors import AmbiguousDocument, DocumentNotFound
from redline.library import Library
from redline.library.parties import code_of, name_of, signs_of
from redline.model import Stand, Standing, StandKind


def standings(texts: Library) -> tuple[Standing, ...]:
    """Return where everybody stands on each subject, in the order of the positions.

    A delegation that proposed on a subject has its amendments if their wording is in the library; else only the fact is
    known, from the compilation that reported it. Who proposes wording on a subject without being reported is there.
    """
    return tuple(
        Standing(subject.id, subject.title, subject.summary, tuple(_stands(texts, subject.id)))
        for subject in texts.positions.subjects
    )


def _stands(texts: Library, identifier: str) -> Iterator[Stand]:
    subject = next(one for one in texts.positions.subjects if one.id == identifier)
    own: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for wanted in subject.amendments:
        with contextlib.suppress(DocumentNotFound, AmbiguousDocument):
            proposal, found = texts.amendment(wanted)
            for code in signs_of(proposal):
                own.setdefault(code, []).append(found)
                names.setdefault(code, name_of(code))
    reported = [(code_of(name), name) for name in subject.proposers]
    for code, name in reported:
        amendments = tuple(own.pop(code, ()))
        yield Stand(code, name, StandKind.PROPOSES, amendments)
    for code, amendments_ in own.items():
        yield Stand(code, names[code], StandKind.PROPOSES, tuple(amendments_))
    for name in subject.supporters:
        yield Stand(code_of(name), name, StandKind.SUPPORTS)
