"""Whether one paragraph that was marked gives both paragraphs, by canonical form; so that marks can be made coarser.

The styles of the two documents may differ: what they alone explain is no fault of a paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from redline.ooxml.document import Document
from redline.ooxml.form import Aspect, Block, Context, Form, RevisionView, Story, differences, paragraph_form
from redline.ooxml.form.model import Piece
from redline.ooxml.form.settings import styles
from redline.ooxml.package import Relationship

_ASIDE = ("bookmark ", "comment ")
"""What Word does not track, so that it is there in both views."""


class _Parts:
    """A document that is being changed, as the canonical form wants to read it."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @property
    def document(self) -> str:
        return self._document.document

    def __contains__(self, part: str) -> bool:
        return part in self._document

    def held(self, kind: str) -> str:
        return self._document.held(kind)

    def part(self, part: str) -> etree._Element:
        return self._document.tree(part)

    def raw(self, part: str) -> bytes:
        return self._document.raw(part)

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        return self._document.relationships(part)


class ParagraphProof:
    """Compares paragraphs of two documents by their canonical forms."""

    def __init__(self, old: Document, new: Document) -> None:
        self._documents = {False: old, True: new}
        self._contexts: dict[bool, tuple[int, Context, Story]] = {}

    def form(
        self, paragraph: etree._Element, part: str, *, new: bool = False, view: RevisionView = RevisionView.ASIS
    ) -> Form:
        """Return the form of a paragraph of either document, as a document that holds nothing else.

        Args:
            paragraph: The paragraph; it stays as it is.
            part: The part that it stands in.
            new: Of which document.
            view: What becomes of its tracked changes.
        """
        context, dresses = self._context(new)
        block = paragraph_form(paragraph, context, part=part, view=view)
        return Form((Story("", (_without_aside(block),)), dresses), context.looks.values, context.looks.bases)

    def _context(self, new: bool) -> tuple[Context, Story]:
        document = self._documents[new]
        known = self._contexts.get(new)
        if known is None or known[0] != document.imports:  # a style or a list came along since
            context = Context(_Parts(document))
            known = (document.imports, context, Story("styles", styles(context.looks)))
            self._contexts[new] = known
        return known[1], known[2]

    @staticmethod
    def same(one: Form, other: Form) -> bool:
        """Return whether two paragraphs say the same and look the same."""
        if one.stories[0] == other.stories[0]:
            return True
        return all(found.aspect is Aspect.STYLE for found in differences(one, other))

    def same_properties(self, old: tuple[etree._Element, str], new: tuple[etree._Element, str]) -> bool:
        """Return whether the properties of two paragraphs without numbers come to the same, by whatever names.

        Args:
            old: A paragraph of the old document without revisions, and its part.
            new: One of the new document.
        """
        blocks = [
            paragraph_form(paragraph, self._context(is_new)[0], part=part)
            for is_new, (paragraph, part) in zip((False, True), (old, new), strict=True)
        ]
        numbered = any(block.list for block in blocks)  # lists that look alike may count apart
        return not numbered and blocks[0].look == blocks[1].look

    @staticmethod
    def same_mark(one: Form, other: Form) -> bool:
        """Return whether the marks of two paragraphs look the same."""
        return one.stories[0].blocks[0].mark == other.stories[0].blocks[0].mark


def _without_aside(block: Block) -> Block:
    """A paragraph without what stands beside its words, which then are one piece where that parted them."""
    pieces: list[Piece] = []
    for aspect, said, look in block.pieces:
        if aspect is not Aspect.TEXT and said.startswith(_ASIDE):
            continue
        if aspect is Aspect.TEXT and pieces and pieces[-1][0] is aspect and pieces[-1][2] == look:
            pieces[-1] = (aspect, pieces[-1][1] + said, look)
        else:
            pieces.append((aspect, said, look))
    return block if len(pieces) == len(block.pieces) else replace(block, pieces=tuple(pieces))
