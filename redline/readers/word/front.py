"""What the first lines and the properties of a Word document say of it: title, delegation, number, date, language.

Facts are taken from the summary of a redline of ours, or from the head of an ITU paper; what is not there stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from redline.model import Note, NoteKind, Provenance, Status
from redline.ooxml.names import W
from redline.ooxml.package import Package
from redline.readers.word.lines import Line

_DOCUMENT = re.compile(r"(?:(?P<addendum>Addendum \d+ to )?)Document (?P<id>[\w/]+(?:\([\w .]+\))?)(?:-[ACEFRS])?")
_DATE = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")
_MONTHS = dict(zip("January February March April May June July August".split(), range(1, 9), strict=True))  # noqa: SIM905
_MONTHS |= {"September": 9, "October": 10, "November": 11, "December": 12}
_ORIGINAL = re.compile(r"Original: (?P<language>.+)")
_LANGUAGES = {"Arabic": "ar", "Chinese": "zh", "English": "en", "French": "fr", "Russian": "ru", "Spanish": "es"}
_FACTS: tuple[str, ...] = ("Document", "Proposed by", "Supported by", "Submitted", "Would amend", "Subjects")
_FACTS += ("Original language", "Source")
_STATUS = {
    "wording as quoted by a source": Status.QUOTED,
    "wording not yet checked against a public copy": Status.UNCOLLATED,
}
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(slots=True)
class Front:
    """What is known of a document."""

    id: str
    title: str = ""
    language: str = "en"
    proposers: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()
    code: str = ""
    base: str = ""
    date: str = ""
    original_language: str = ""
    subjects: tuple[str, ...] = ()
    provenance: Provenance = Provenance()
    statuses: dict[str, Status] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def front_of(lines: Sequence[Line], package: Package, name: str) -> Front:
    """Return what the lines before the text and the properties of a document say of it."""
    front = Front(PurePath(name).stem)
    _properties(front, package)
    ours = any("kicker" in line.styles for line in lines)
    if ours:
        _summary(front, lines)
    else:
        _paper(front, lines, name)
    front.title = front.title or front.id
    return front


def _properties(front: Front, package: Package) -> None:
    if "docProps/core.xml" in package:
        root = package.part("docProps/core.xml")
        front.title = " ".join((root.findtext(f"{_DC}title") or "").split())
        front.language = (root.findtext(f"{_DC}language") or "").strip()
    styles = package.held("styles")
    if not front.language and styles in package:
        node = package.part(styles).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        front.language = str(node.get(f"{W}val", "")) if node is not None else ""
    front.language = front.language.partition("-")[0].lower() or "en"


def _summary(front: Front, lines: Sequence[Line]) -> None:
    """The summary of a document of ours."""
    facts: dict[str, str] = {}
    texts = [line.text.strip() for line in lines]
    for at, text in enumerate(texts[:-1]):
        if text in _FACTS and text not in facts:
            facts[text] = texts[at + 1]
    for line in lines:
        if "title" in line.styles and "treatytitle" not in line.styles:
            front.title = " ".join(line.text.split())
    front.id = facts.get("Document", front.id)
    named = re.fullmatch(r"(?P<names>.+?)(?: \((?P<code>[\w-]+)\))?", facts.get("Proposed by", ""))
    if named:
        front.proposers = tuple(named["names"].split(", "))
        front.code = named["code"] or ""
    front.supporters = tuple(part for part in facts.get("Supported by", "").split(", ") if part)
    front.date, front.base = facts.get("Submitted", ""), facts.get("Would amend", "")
    front.subjects = tuple(part.replace(" ", "-") for part in facts.get("Subjects", "").split(", ") if part)
    front.original_language = _LANGUAGES.get(facts.get("Original language", ""), "")
    _doubts(front, lines, facts.get("Source", ""))


def _doubts(front: Front, lines: Sequence[Line], source: str) -> None:
    whole: list[str] = []
    note = superseded = ""
    changed = ""
    for line in lines:
        text = line.text.strip()
        if "warning" in line.styles:
            if text.startswith("Note of the editors: "):
                note = text.removeprefix("Note of the editors: ").rstrip(".")
            elif text.lower().startswith("superseded by "):
                superseded = text[len("superseded by ") :].rstrip(".")
            else:
                whole.append(text[:1].lower() + text[1:].rstrip("."))
        elif "changelabel" in line.styles:
            for label in text.split("; "):
                if label in _STATUS:
                    front.statuses[changed] = _STATUS[label]
        elif "changeline" in line.styles:
            changed = text.rpartition("\t")[2]
    status = next((_STATUS[label] for label in whole if label in _STATUS), None)
    withdrawn, placed = "withdrawn by its proposer" in whole, "place chosen by the editors" in whole
    front.provenance = Provenance(
        status, note, source, editorial_placement=placed, withdrawn=withdrawn, superseded_by=superseded
    )
    if status is not None:
        front.statuses = {}


def _paper(front: Front, lines: Sequence[Line], name: str) -> None:
    """The head of an ITU paper, or the title page of anything else."""
    titles, unread = [], []
    for line in lines:
        text = " ".join(line.text.split())
        known = _known(front, text)
        if "source" in line.styles:
            front.proposers = tuple(part.strip() for part in text.split(",") if part.strip())
        elif any(style.startswith("title") for style in line.styles):
            titles.append(text)
        elif not known:
            unread.append((line.number, text))
    if titles:
        front.title = " ".join(titles)
    elif unread and not front.title:
        front.title = unread.pop(0)[1]
    for number, text in unread:
        shown = text if len(text) <= 60 else f"{text[:57]}..."
        front.notes.append(Note(NoteKind.LEFT_OUT, f"{name}, paragraph {number}", f"before the text: {shown!r}"))


def _known(front: Front, text: str) -> bool:
    """Take what a line of the head of a paper says; return whether it says any of that."""
    document, original, date = _DOCUMENT.search(text), _ORIGINAL.search(text), _DATE.search(text)
    if document:
        number = document["addendum"] and re.sub(r"\D", "", document["addendum"])
        front.id = f"{document['id']}(Add.{number})" if number else document["id"]
    if original:
        front.original_language = _LANGUAGES.get(original["language"].split(" ")[0], "")
    if date and date[2] in _MONTHS:
        front.date = f"{date[3]}-{_MONTHS[date[2]]:02d}-{int(date[1]):02d}"
    return bool(document or original or date)
