"""What comparing two parts of two documents needs, and how their things and their formatting are told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from redline.model import Changes
from redline.ooxml.document import Document
from redline.ooxml.fingerprint import canonical, digest
from redline.ooxml.names import TEXT_BOX, R, W
from redline.writers.in_place.atoms import Atoms, Codes, atoms_of
from redline.writers.in_place.effective import Effective
from redline.writers.in_place.imports import Importer
from redline.writers.in_place.properties import Stamp

_NO_RUN = frozenset({"rPrChange", "lang", "noProof", "webHidden", "ins", "del"})
_UNTOLD = frozenset({"rPrChange", "pPrChange", "lang", "noProof", "webHidden", "rPr", "sectPr", "ins", "del"})
_NO_NAME = frozenset({"docPr", "cNvPr"})
"""What does not tell a picture or a shape from another."""


@dataclass(slots=True)
class Scene:
    """What comparing two parts needs."""

    old: Document
    new: Document
    importer: Importer
    stamp: Stamp
    words: Callable[[str, str], Changes]
    formatting: bool = True
    """Whether a change of formatting alone is marked."""

    moves: int | None = None
    """How many moves are shown as Word's own so far; None where moves are deletions and insertions."""

    old_part: str = "word/document.xml"
    new_part: str = "word/document.xml"
    codes: Codes = field(default_factory=Codes)
    notes: list[tuple[etree._Element, etree._Element]] = field(default_factory=list)
    """References to notes that both documents have."""

    new_notes: Callable[[etree._Element], None] = lambda node: None
    """Called with each reference to a note that is inserted."""

    beside: Callable[[etree._Element], etree._Element | None] = lambda node: None
    """What to place for a comment or a bookmark of the new document."""

    in_box: Callable[[etree._Element, etree._Element], None] = lambda old, new: None
    """Called with the text boxes of a shape that both documents have."""

    sections: dict[etree._Element, etree._Element] = field(default_factory=dict)
    """Ends of sections that both documents have."""

    breaks: list[tuple[etree._Element, etree._Element | None]] = field(default_factory=list)
    """Paragraphs that both documents have and that end a section in one: in the new one with this, or in the old."""

    comes_to: tuple[Effective, Effective] | None = None
    """What formatting of the two documents comes to; made when it is first asked for."""

    differ: dict[tuple[etree._Element, etree._Element], bool] = field(default_factory=dict)
    """Whether two runs of a paragraph look different."""

    def same_paragraph(self, old: etree._Element, new: etree._Element) -> bool:
        """Return whether the properties of two paragraphs are the same, or come to the same."""
        mine, theirs = old.find(f"{W}pPr"), new.find(f"{W}pPr")
        if self.look(mine, new=False, drop=_UNTOLD) == self.look(theirs, new=True, drop=_UNTOLD):
            return True
        if self._list(mine, str) != self._list(theirs, self.importer.number_of):
            return False
        ours, others = self._effective()
        return ours.paragraph(old).is_like(others.paragraph(new))

    def same_run(self, old: etree._Element, new: etree._Element) -> bool:
        """Return whether two runs look the same."""
        if self.look(old.find(f"{W}rPr"), new=False) == self.look(new.find(f"{W}rPr"), new=True):
            return True
        ours, others = self._effective()
        return ours.run(old).is_like(others.run(new))

    def _effective(self) -> tuple[Effective, Effective]:
        if self.comes_to is None:
            self.comes_to = Effective(self.old), Effective(self.new)
        return self.comes_to

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
            self.sections[mine] = theirs
        elif mine is not None or theirs is not None:
            self.breaks.append((old, theirs))

    def fingerprint(self, document: Document, part: str) -> Callable[[etree._Element], str]:
        """Return what tells one thing of a part from another."""

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

    def atoms(self, paragraph: etree._Element, *, new: bool) -> Atoms:
        """Return the atoms of a paragraph of either document."""
        document, part = (self.new, self.new_part) if new else (self.old, self.old_part)
        return atoms_of(paragraph, self.codes, self.fingerprint(document, part))

    def look(self, properties: etree._Element | None, *, new: bool, drop: frozenset[str] = _NO_RUN) -> str:
        """Return what formatting says, in the words of the old document."""
        if properties is None or not len(properties):
            return ""
        if new:
            properties = self.importer.brought(properties, self.new_part, self.old_part)
        said = canonical(properties, drop)
        return "" if said in (f"<{properties.tag}></>", f"<{properties.tag}>None</>") else said


def _nested(node: etree._Element) -> bool:
    """Whether a text box stands in a text box; else what the boxes say is compared in them."""
    return any(next(box.iterdescendants(TEXT_BOX), None) is not None for box in node.iter(TEXT_BOX))
