"""One paragraph that both documents have: marked word by word, and whole where a proof asks for coarser marks."""

from __future__ import annotations

import copy
import re

from lxml import etree

from redline.ooxml.form import RevisionView
from redline.ooxml.names import W
from redline.ooxml.order import child_of
from redline.ooxml.revisions import TRACKED
from redline.writers.in_place.atoms import JOIN
from redline.writers.in_place.bookmarks import ENDS
from redline.writers.in_place.paragraphs import MarkBox, mark_words
from redline.writers.in_place.scene import Scene


def mark_paragraph(old: etree._Element, new: etree._Element, scene: Scene, mark_box: MarkBox) -> None:
    """Turn a paragraph of the old document into one of the new by tracked changes.

    Args:
        old: The paragraph; it is changed.
        new: What it becomes.
        scene: What comparing needs.
        mark_box: Called with the text boxes of each shape that both have.
    """
    if _is_written_alike(old, new, scene):
        return
    proof = scene.pair.proof
    if not scene.pair.careful or next(old.iter(JOIN), None) is not None or next(new.iter(JOIN), None) is not None:
        mark_words(old, new, scene, mark_box)
        return
    stood, wanted = proof.form(old, scene.old_part), proof.form(new, scene.new_part, new=True)
    former, met = copy.deepcopy(old), scene.findings.at()
    exact_when_rejected: list[bool] = []
    for whole in (False, True):
        mark_words(old, new, scene, mark_box, whole=whole)
        gives = [proof.form(old, scene.old_part, view=view) for view in (RevisionView.ACCEPTED, RevisionView.REJECTED)]
        if scene.pair.formatting and not proof.same_mark(gives[0], wanted):
            _mark_look_of_mark(old, new, scene)
            gives = [
                proof.form(old, scene.old_part, view=view) for view in (RevisionView.ACCEPTED, RevisionView.REJECTED)
            ]
        exact_when_rejected.append(proof.same(gives[1], stood))
        if exact_when_rejected[-1] and proof.same(gives[0], wanted):
            return
        _restore(old, former)
        scene.findings.back_to(met)
    if any(exact_when_rejected):  # the finest that at least gives back what stood there; what it lacks is said
        mark_words(old, new, scene, mark_box, whole=not exact_when_rejected[0])


_ASIDE = re.compile(rb' (?:w:rsid\w*|w14:paraId|w14:textId)="[^"]*"')
"""What tells one saving from another."""

_BOOKMARK = re.compile(rb'<w:bookmark(Start|End)(?: [\w:]+="[^"]*")*></w:bookmark(?:Start|End)>')
_LEADS = re.compile(rb"sectPr|Reference|txbxContent|numId|urn:redline|[:\s](?:id|embed|link|pict)=")
"""What leads somewhere else, so that it may mean another thing in another document."""

_STYLE = re.compile(rb'<w:[pr]Style w:val="([^"]*)"')


def _is_written_alike(old: etree._Element, new: etree._Element, scene: Scene) -> bool:
    """Whether two paragraphs are one to the letter and lead nowhere, so that they need not be taken apart."""
    bookmarks = scene.pair.beside.bookmarks
    ends = list(new.iter(*ENDS))
    kept = rb"<\1>" if ends else b""  # those of the old document stay in any case
    mine, theirs = (
        _BOOKMARK.sub(kept, _ASIDE.sub(b"", etree.tostring(node, method="c14n", exclusive=True))) for node in (old, new)
    )
    if mine != theirs or _LEADS.search(mine):
        return False
    if any(bookmarks.same(end) != own.get(f"{W}id") for own, end in zip(old.iter(*ENDS), ends, strict=False)):
        return False
    names = {name.decode() for name in _STYLE.findall(mine)}
    importer = scene.pair.importer
    if any(importer.style(name) != name or importer.renumbers(name) for name in names):
        return False
    bookmarks.alike(new)
    return True


def _restore(paragraph: etree._Element, former: etree._Element) -> None:
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.extend(copy.deepcopy(child) for child in former)


def _mark_look_of_mark(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    """Give the mark of a paragraph another look, and track what it was."""
    look = child_of(child_of(old, "pPr"), "rPr")
    theirs = new.find(f"{W}pPr/{W}rPr")
    tracked = [child for child in look if child.tag in TRACKED]
    if look.find(f"{W}rPrChange") is not None:
        return
    former = etree.Element(f"{W}rPr")
    former.extend([child for child in look if child not in tracked])
    wanted = list(scene.brought(theirs)) if theirs is not None else []
    apart = TRACKED | {f"{W}rPrChange"}
    look.extend([child for child in wanted if child.tag not in apart])
    change = scene.pair.stamp.mark("rPrChange")
    change.append(former)
    look.append(change)
