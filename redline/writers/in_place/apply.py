"""Changes the text of somebody's Word document, provision by provision, before it is compared with what it was.

New text looks like the text beside it: words take the look of the word before them, a new provision that of the one
before it. Numbers are written as text where they are new, as Word would count struck paragraphs too.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from redline.model import ChangeKind, Changes
from redline.ooxml.document import Document
from redline.ooxml.elements import words_of_run
from redline.ooxml.fingerprint import canonical
from redline.ooxml.names import XML_SPACE, W
from redline.ooxml.package import Package
from redline.ooxml.revisions import accept_or_reject, is_tracked
from redline.writers.in_place.atoms import Atom, Codes, Cutter, atoms_of


@dataclass(frozen=True, slots=True)
class Former:
    """One paragraph as it is: what it says, and how much of that Word computes."""

    number: int
    """Which paragraph of the document it is, from 1, in the order of reading."""

    text: str
    computed: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of the paragraphs of one heading or provision, or what is added after them."""

    former: tuple[Former, ...]
    """None where it is added."""

    lines: tuple[str, ...]
    """What its paragraphs say then; none where it goes."""

    after: int = 0
    """Of an addition: the paragraph that it stands after; 0 before the first."""

    like: tuple[int, ...] = ()
    """Of an addition: the paragraphs that its own look like, in order."""


def edited(package: Package, edits: Sequence[Edit], words: Callable[[str, str], Changes], *, accept: bool) -> bytes:
    """Return a document with some paragraphs changed, without a mark of it.

    Args:
        package: The document.
        edits: The changes, in the order of the text.
        words: The changes that turn one text into another.
        accept: Whether tracked changes that are there are accepted, or rejected.
    """
    document = Document(package)
    root = document.tree(document.document, change=True)
    if is_tracked(root):
        accept_or_reject(root, accept=accept)
    paragraphs = dict(enumerate(_paragraphs(root), 1))
    last: dict[int, etree._Element] = {}
    for edit in edits:
        if edit.former:
            _change(edit, paragraphs, words)
        else:
            _add(edit, paragraphs, last)
    for edit in edits:
        if edit.former:
            for former in edit.former[len(edit.lines) :]:
                node = paragraphs[former.number]
                parent = node.getparent()
                if parent is not None:
                    parent.remove(node)
    return document.saved()


def _paragraphs(container: etree._Element) -> Iterator[etree._Element]:
    """Every paragraph in the order of reading, tables row by row; what stands in text boxes is not counted."""
    for node in container:
        if node.tag == f"{W}p":
            yield node
        elif node.tag in {f"{W}{name}" for name in ("body", "tbl", "tr", "tc", "sdt", "sdtContent", "customXml")}:
            yield from _paragraphs(node)


def _change(edit: Edit, paragraphs: Mapping[int, etree._Element], words: Callable[[str, str], Changes]) -> None:
    for former, line in zip(edit.former, edit.lines, strict=False):
        if former.text != line:
            _rewrite(paragraphs[former.number], former, line, words)
    if len(edit.lines) > len(edit.former):
        at = paragraphs[edit.former[-1].number]
        for line in edit.lines[len(edit.former) :]:
            made = _like(at, line)
            at.addnext(made)
            at = made


def _add(edit: Edit, paragraphs: Mapping[int, etree._Element], last: dict[int, etree._Element]) -> None:
    at = last.get(edit.after) if edit.after in last else paragraphs.get(edit.after)
    for number, line in enumerate(edit.lines):
        model = paragraphs[edit.like[min(number, len(edit.like) - 1)]] if edit.like else at
        made = _like(model, line) if model is not None else _words(etree.Element(f"{W}p"), line, None)
        if at is not None:
            at.addnext(made)
        else:
            paragraphs[1].addprevious(made)
        at = made
    if at is not None:
        last[edit.after] = at


def _like(model: etree._Element, line: str) -> etree._Element:
    """A paragraph that looks like another, and says something else; its number is text."""
    made = etree.Element(f"{W}p")
    properties = model.find(f"{W}pPr")
    if properties is not None:
        kept = copy.deepcopy(properties)
        for name in ("numPr", "sectPr", "rPr", "pPrChange"):
            for child in kept.findall(f"{W}{name}"):
                kept.remove(child)
        made.append(kept)
    look = next((run.find(f"{W}rPr") for run in model.iter(f"{W}r") if run.find(f"{W}t") is not None), None)
    return _words(made, line, look)


def _words(paragraph: etree._Element, line: str, look: etree._Element | None) -> etree._Element:
    paragraph.extend(_run(line, look))
    return paragraph


def _run(text: str, look: etree._Element | None) -> list[etree._Element]:
    made = etree.Element(f"{W}r")
    if look is not None:
        made.append(copy.deepcopy(look))
    made.extend(words_of_run(text))
    return [made]


def _rewrite(paragraph: etree._Element, former: Former, line: str, words: Callable[[str, str], Changes]) -> None:
    """Let a paragraph say something else, each new word in the look of the one before it."""
    computed = former.text[: former.computed]
    if computed and line.startswith(computed):
        line = line[len(computed) :]
    elif computed:
        for node in paragraph.findall(f"{W}pPr/{W}numPr"):
            node.getparent().remove(node)  # type: ignore[union-attr]
    atoms = atoms_of(paragraph, Codes(), canonical)
    content = list(_rewritten(words(atoms.text, line), Cutter(atoms.atoms)))
    for child in list(paragraph):
        if child.tag in (f"{W}r", f"{W}hyperlink", f"{W}fldSimple", f"{W}sdt", f"{W}smartTag"):
            paragraph.remove(child)
    paragraph.extend(content)


def _rewritten(changes: Changes, atoms: Cutter) -> Iterator[etree._Element]:
    """The runs of a paragraph that says something else."""
    look: etree._Element | None = None
    for change in changes:
        if change.kind is ChangeKind.INSERT:
            yield from _run(change.text, look)
            continue
        own = [atom for _, atom in atoms.take(len(change.base))]
        look = own[-1].run.find(f"{W}rPr") if own[-1].run is not None else look
        if change.kind is ChangeKind.EQUAL:
            for _, group in itertools.groupby(own, lambda atom: id(atom.run)):
                yield from _kept(list(group))


def _kept(atoms: Sequence[Atom]) -> list[etree._Element]:
    """Runs that hold some atoms of one run."""
    if not atoms:
        return []
    run = atoms[0].run
    if run is None:
        return [copy.deepcopy(node) for atom in atoms for node in atom.nodes]
    made = etree.Element(f"{W}r")
    look = run.find(f"{W}rPr")
    if look is not None:
        made.append(copy.deepcopy(look))
    for atom in atoms:
        if atom.nodes:
            made.extend(copy.deepcopy(node) for node in atom.nodes)
        elif len(made) and made[-1].tag == f"{W}t":
            made[-1].text = (made[-1].text or "") + atom.text
        else:
            node = etree.SubElement(made, f"{W}t")
            node.text = atom.text
            node.set(XML_SPACE, "preserve")
    if atoms[0].link is not None:
        link = etree.Element(atoms[0].link.tag)
        for key, value in atoms[0].link.attrib.items():
            link.set(key, value)
        link.append(made)
        return [link]
    return [made]
