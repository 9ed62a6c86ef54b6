"""What redlines in a Word paper are made of: runs, content controls that keep a marker, and what reads them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from redline.ooxml.elements import element, words_of_run
from redline.ooxml.names import W, as_number
from redline.ooxml.order import put
from redline.ooxml.package import Package
from redline.writers.paper.markers import KINDS, MARKER, left_open

TAG = "redline:"
_LONGEST_TAG = 64  # what Word takes, of a title too
_MORE = "redline …"
"""What the title of a content control begins with where it holds the rest of a marker."""

ANNEX = "annex "


@dataclass(slots=True)
class Found:
    """What was found in a paper."""

    markers: list[str] = field(default_factory=list)
    """Words of the markers that are to be replaced."""

    attached: list[str] = field(default_factory=list)
    """Words of the markers that an earlier run replaced."""

    open: list[str] = field(default_factory=list)
    """Beginnings of markers that nothing closes."""

    misplaced: list[tuple[str, str]] = field(default_factory=list)
    """Words of the markers that stand where nothing can be attached, and where that is: ``"a header"``."""


_ASIDE = {"header": "a header", "footer": "a footer", "footnotes": "a footnote", "endnotes": "an endnote"}
_HOLDERS = {f"{W}sdtContent": "a content control in a line", f"{W}fldSimple": "a field"}


def markers_in_word(package: Package) -> Found:
    """Return the markers of a paper, and what was attached to it before."""
    found = Found()
    root = package.part(package.document)
    for node in root.iter(f"{W}sdt"):
        words = words_of(node) or annex_words(node)
        if words:
            found.attached.append(words)
    for paragraph in root.iter(f"{W}p"):
        text = text_of(paragraph)
        if "{{" in text:
            found.markers += [match["words"] for match in MARKER.finditer(text)]
            found.open += left_open(text)
            found.misplaced += _held_in(paragraph)
    for relationship in package.relationships(package.document).values():
        where = _ASIDE.get(relationship.kind.rpartition("/")[2])
        if where is not None and not relationship.external:
            text = "\n".join(text_of(paragraph) for paragraph in package.part(relationship.target).iter(f"{W}p"))
            found.misplaced += [(match["words"], where) for match in MARKER.finditer(text) if _is_ours(match["words"])]
    return found


def _held_in(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """The markers of a paragraph that stand in something that is taken as a whole."""
    for holder in paragraph.iter(*_HOLDERS):
        control = holder.getparent()
        ours = control is not None and bool(words_of(control))
        if next(holder.iterancestors(f"{W}p"), None) is paragraph and not ours:
            yield from ((match["words"], _HOLDERS[str(holder.tag)]) for match in MARKER.finditer(text_of(holder)))
    shown, depth = "", 0
    for node in paragraph.iter(f"{W}fldChar", f"{W}t"):
        depth += {"begin": 1, "end": -1}.get(str(node.get(f"{W}fldCharType", "")), 0)
        shown += (node.text or "") if node.tag == f"{W}t" and depth > 0 else "\n" if node.tag == f"{W}fldChar" else ""
    yield from ((match["words"], "a field") for match in MARKER.finditer(shown))


def _is_ours(words: str) -> bool:
    return words.split(" ", maxsplit=1)[0] in KINDS


def words_of(control: etree._Element) -> str:
    """The marker that a content control of ours keeps; empty for any other, and for an annex."""
    words = _kept(control)
    return words.removeprefix(TAG) if words.startswith(TAG) and not is_annex(control) else ""


def annex_words(control: etree._Element) -> str:
    """Return the words that an annex of ours keeps; empty for any other content control."""
    words = _kept(control)
    return words.removeprefix(TAG) if words.startswith((TAG + ANNEX).strip()) else ""


def _kept(control: etree._Element) -> str:
    """What the tag of a content control says, and the title of one of ours that goes on where the tag is full."""
    tag, title = (control.find(f"{W}sdtPr/{W}{name}") for name in ("tag", "alias"))
    words, more = (str(node.get(f"{W}val", "")) if node is not None else "" for node in (tag, title))
    return words + (more.removeprefix(_MORE) if words.startswith(TAG) and more.startswith(_MORE) else "")


def is_annex(control: etree._Element) -> bool:
    """Return whether a content control holds an annex of ours."""
    return bool(annex_words(control))


def control(words: str, content: Sequence[etree._Element], title: str = "") -> etree._Element:
    """Return a content control that keeps the words of a marker.

    Args:
        words: The words.
        content: What stands in it.
        title: What Word shows of it; of a long marker, the rest of the words, unless it is given.
    """
    tag, given, title = TAG + words, bool(title), title or "redline"
    more = _MORE + tag[_LONGEST_TAG:]
    if len(tag) > _LONGEST_TAG and words.startswith(ANNEX):  # which is found again by what it is
        tag = (TAG + ANNEX).strip()
    elif len(more) > _LONGEST_TAG or (given and len(tag) > _LONGEST_TAG):
        tag = ""
    elif len(tag) > _LONGEST_TAG:
        tag, title = tag[:_LONGEST_TAG], more
    kept = [element("tag", val=tag)] if tag else []
    properties = element("sdtPr", element("alias", val=title), *kept)
    return element("sdt", properties, element("sdtContent", *content))


def is_inside(node: etree._Element) -> bool:
    """Whether a paragraph stands in what an earlier run attached."""
    return any(words_of(parent) for parent in node.iterancestors(f"{W}sdt"))


def text_of(paragraph: etree._Element) -> str:
    """Return what a paragraph says."""
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t"))


def properties_of(paragraph: etree._Element | None) -> etree._Element | None:
    """Return paragraph properties for text of ours: without list, section and mark."""
    own = paragraph.find(f"{W}pPr") if paragraph is not None else None
    if own is None:
        return None
    made = copy.deepcopy(own)
    for name in ("numPr", "sectPr", "rPr", "pPrChange"):
        for child in made.findall(f"{W}{name}"):
            made.remove(child)
    return made


def look_of(run: etree._Element | None) -> etree._Element | None:
    """How a run looks, without a mark of ours."""
    own = run.find(f"{W}rPr") if run is not None else None
    if own is None:
        return None
    made = copy.deepcopy(own)
    for child in made.findall(f"{W}rStyle"):
        if str(child.get(f"{W}val", "")).startswith("Redline"):
            made.remove(child)
    return made if len(made) else None


def run_like(run: etree._Element, text: str) -> etree._Element:
    """Return a run that looks like another."""
    return run_of(text, look=look_of(run))


def run_of(
    text: str, style: str = "", *, look: etree._Element | None = None, bold: bool = False, italic: bool = False
) -> etree._Element:
    made = element("r")
    properties = copy.deepcopy(look) if look is not None else element("rPr")
    for name in ("rStyle",) if style else ():
        for child in properties.findall(f"{W}{name}"):
            properties.remove(child)
    if style:
        put(properties, element("rStyle", val=style))
    for wanted, name in ((italic, "i"), (bold, "b")):
        if wanted and properties.find(f"{W}{name}") is None:
            put(properties, element(name))
    if len(properties):
        made.append(properties)
    made.extend(words_of_run(text))
    return made


def id_of(node: etree._Element) -> int:
    """Return the number that an element is known by; 0 if it has none."""
    return as_number(node.get(f"{W}id")) if isinstance(node.tag, str) else 0
