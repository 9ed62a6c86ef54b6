"""What comparing two parts of two documents needs, and how their things and their formatting are told apart."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from redline.model import Changes
from redline.ooxml.document import Document
from redline.ooxml.fingerprint import canonical, digest
from redline.ooxml.names import TEXT_BOX, R, W
from redline.writers.in_place.atoms import Atoms, Codes, atoms_of
from redline.writers.in_place.beside import Beside
from redline.writers.in_place.effective import Effective
from redline.writers.in_place.imports import Importer
from redline.writers.in_place.paragraph_proof import ParagraphProof
from redline.writers.in_place.properties import Stamp

_NO_RUN = frozenset({"rPrChange", "lang", "noProof", "webHidden", "ins", "del"})
_UNTOLD = frozenset({"rPrChange", "pPrChange", "lang", "noProof", "webHidden", "rPr", "sectPr", "ins", "del"})
_NO_NAME = frozenset({"docPr", "cNvPr"})
"""What does not tell a picture or a shape from another."""

Step = tuple[tuple[int, ...], tuple[int, ...]]
"""Texts of an old list and of a new one, by index, that are one another's; none where one comes or goes."""

Align = Callable[[Sequence[str], Sequence[str]], tuple[Sequence[Step], Sequence[tuple[int, int]]]]
"""Which texts of two lists are versions of one another: those in order on both sides, of which one may be several of
the other (split or merged), and pairs that cross."""

Words = Callable[[str, str], Changes]
"""The changes that turn one text into another."""


class Effects:
    """What formatting of the two documents comes to, computed when it is first asked for."""

    def __init__(self, old: Document, new: Document) -> None:
        self._documents = old, new

    @functools.cached_property
    def both(self) -> tuple[Effective, Effective]:
        """The formatting of the old document, and of the new."""
        old, new = self._documents
        return Effective(old), Effective(new)


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """The two documents, and how they are compared: the same for all their parts."""

    old: Document
    new: Document
    importer: Importer
    stamp: Stamp
    beside: Beside
    effects: Effects
    proof: ParagraphProof
    align: Align
    words: Words
    formatting: bool = True
    """Whether a change of formatting alone is marked."""

    native_moves: bool = False
    """Whether moves are shown as Word's own; else as deletions and insertions."""

    codes: Codes = field(default_factory=Codes)
    careful: bool = False
    """Whether each paragraph is proved, so that marks that are not exact are made coarser."""


@dataclass(slots=True)
class Findings:
    """What was met while the stories were marked, and is seen to when they are."""

    notes: list[tuple[etree._Element, etree._Element]] = field(default_factory=list)
    """References to notes that both documents have."""

    new_notes: list[etree._Element] = field(default_factory=list)
    """References to notes of the new document that were inserted."""

    sections: dict[etree._Element, etree._Element] = field(default_factory=dict)
    """Ends of sections that both documents have."""

    breaks: list[tuple[etree._Element, etree._Element | None]] = field(default_factory=list)
    """Paragraphs that both documents have and that end a section in one: in the new one with this, or in the old."""

    moves: int = 0
    """How many moves are shown as Word's own."""

    sentences: list[etree._Element] = field(default_factory=list)
    """Paragraphs that both documents have and in which a sentence may have moved."""

    def at(self) -> tuple[int, int, int]:
        """Return how much of notes and breaks was met so far, for :meth:`back_to`."""
        return len(self.notes), len(self.new_notes), len(self.breaks)

    def back_to(self, met: tuple[int, int, int]) -> None:
        """Forget what was met since."""
        notes, new_notes, breaks = met
        del self.notes[notes:], self.new_notes[new_notes:], self.breaks[breaks:]


@dataclass(frozen=True, slots=True)
class Scene:
    """Two parts of the two documents while they are compared."""

    pair: DocumentPair
    old_part: str
    new_part: str
    findings: Findings = field(default_factory=Findings)

    def of_parts(self, old_part: str, new_part: str) -> Scene:
        """Return the scene of two other parts."""
        return replace(self, old_part=old_part, new_part=new_part)

    def brought(self, node: etree._Element) -> etree._Element:
        """Return a copy of something of the new document that can stand in the old one."""
        return self.pair.importer.brought(node, self.new_part, self.old_part)

    def same_paragraph(self, old: etree._Element, new: etree._Element) -> bool:
        """Return whether the properties of two paragraphs are the same, or come to the same."""
        mine, theirs = old.find(f"{W}pPr"), new.find(f"{W}pPr")
        if self.pair.importer.numbers_otherwise(theirs):
            return False
        if self.look(mine, new=False, drop=_UNTOLD) == self.look(theirs, new=True, drop=_UNTOLD):
            return True
        if self._list(mine, str) != self._list(theirs, self.pair.importer.number_of):
            return False
        ours, others = self.pair.effects.both
        return ours.paragraph(old).is_like(others.paragraph(new))

    def same_style(self, old: etree._Element, new: etree._Element) -> bool:
        """Return whether two paragraphs have the style of one name, and numbers that are some."""
        numbers = [node.get(f"{W}val", "") for one in (old, new) for node in one.iterfind(f"{W}pPr/{W}numPr/*")]
        ours, others = self.pair.effects.both
        return ours.paragraph(old).style == others.paragraph(new).style and all(map(str.isdecimal, map(str, numbers)))

    def same_run(self, old: etree._Element, new: etree._Element) -> bool:
        """Return whether two runs look the same."""
        if self.look(old.find(f"{W}rPr"), new=False) == self.look(new.find(f"{W}rPr"), new=True):
            return True
        ours, others = self.pair.effects.both
        return ours.run(old).is_like(others.run(new))

    @staticmethod
    def _list(properties: etree._Element | None, known: Callable[[str], str]) -> tuple[str, str]:
        """Of which list a paragraph is an item, and of which level."""
        found = properties.find(f"{W}numPr") if properties is not None else None
        number, level = (found.find(f"{W}{name}") if found is not None else None for name in ("numId", "ilvl"))
        return (
            known(str(number.get(f"{W}val", ""))) if number is not None else "",
            str(level.get(f"{W}val", "0")) if level is not None else "0",
        )

    def section(self, old: etree._Element, new: etree._Element) -> None:
        """Know whether a section ends with a paragraph that both documents have, or with it in one alone."""
        mine, theirs = old.find(f"{W}pPr/{W}sectPr"), new.find(f"{W}pPr/{W}sectPr")
        if mine is not None and theirs is not None:
            self.findings.sections[mine] = theirs
        elif mine is not None or theirs is not None:
            self.findings.breaks.append((old, theirs))

    def atoms(self, paragraph: etree._Element, *, new: bool) -> Atoms:
        """Return the atoms of a paragraph of either document."""
        document, part = (self.pair.new, self.new_part) if new else (self.pair.old, self.old_part)
        return atoms_of(paragraph, self.pair.codes, _fingerprint(document, part))

    def look(self, properties: etree._Element | None, *, new: bool, drop: frozenset[str] = _NO_RUN) -> str:
        """Return what formatting says, in the words of the old document."""
        if properties is None or not len(properties):
            return ""
        if new:
            properties = self.brought(properties)
        said = canonical(properties, drop)
        return "" if said in (f"<{properties.tag}></>", f"<{properties.tag}>None</>") else said


def _nested(node: etree._Element) -> bool:
    """Whether a text box stands in a text box; else what the boxes say is compared in them."""
    return any(next(box.iterdescendants(TEXT_BOX), None) is not None for box in node.iter(TEXT_BOX))


def _fingerprint(document: Document, part: str) -> Callable[[etree._Element], str]:
    """What tells one thing of a part from another."""

    def told(node: etree._Element) -> str:
        key = canonical(node, _NO_NAME if _nested(node) else _NO_NAME | {"txbxContent"})
        for child in node.iter():
            for name in map(str, child.attrib):
                if name.startswith(R):
                    found = document.relationships(part).get(str(child.attrib[name]))
                    if found is not None:
                        target = found.target if found.external else digest(document.raw(found.target))
                        key = key.replace(repr(child.attrib[name]), target)
        return key

    return told
