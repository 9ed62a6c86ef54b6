"""Where the references of a Word document lead, with its changes accepted or rejected: a reader of the tests' own.

What is hard is that a bookmark whose words have all gone is gone too, as in Word.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIELDS = ("REF", "PAGEREF", "NOTEREF", "HYPERLINK")
_UNSHOWN = {f"{W}{name}Pr" for name in ("p", "r", "tr", "tc", "tbl", "sect", "sdt")}
_CHARACTERS = {f"{W}{name}" for name in ("footnoteReference", "endnoteReference", "tab", "br")}


@dataclass(frozen=True)
class _Point:
    """A place in a part: in which paragraph, after how much of it, and after how much of the part in all."""

    paragraph: int
    offset: int
    shown: int
    written: int


class _Part:
    """The paragraphs of a part in one view, its bookmarks, and what refers to any."""

    def __init__(self, root: etree._Element, accept: bool | None) -> None:
        self.gone = {None: (), True: ("del", "moveFrom"), False: ("ins", "moveTo")}[accept]
        self.texts = [""]
        self.marks: dict[str, tuple[_Point, _Point]] = {}
        self.referred: list[list[str]] = []
        self._begun: dict[str, tuple[str, _Point]] = {}
        self._codes: list[list[str] | None] = []
        self._shown = self._written = 0
        self._walk(root, True)

    def _goes(self, node: etree._Element) -> bool:
        return etree.QName(node).localname in self.gone

    def _walk(self, node: etree._Element, there: bool) -> None:
        for child in node:
            if not isinstance(child.tag, str) or child.tag in _UNSHOWN:
                continue
            if child.tag in (f"{W}t", f"{W}delText"):
                self._say(child.text or "", there)
            elif child.tag in _CHARACTERS:
                self._say("\x01", there)
            elif child.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                self._mark(child)
            elif child.tag in (f"{W}fldChar", f"{W}instrText", f"{W}delInstrText"):
                self._field(child, there)
            else:
                self._holder(child, there)

    def _say(self, text: str, there: bool) -> None:
        self._written += len(text)
        if there:
            self.texts[-1] += text
            self._shown += len(text)

    def _holder(self, node: etree._Element, there: bool) -> None:
        before = self._shown
        marks = node.iterfind(f"{W}trPr/*") if node.tag == f"{W}tr" else [node]
        inner = there and not any(map(self._goes, marks))
        if node.tag == f"{W}fldSimple" and inner:
            self.referred.append(_words(node.get(f"{W}instr")))
        self._walk(node, inner)
        if node.tag == f"{W}hyperlink" and node.get(f"{W}anchor") and self._shown > before:
            self.referred.append(["link", node.get(f"{W}anchor")])
        if node.tag == f"{W}p":
            self._written += 1
            if there and not any(map(self._goes, node.iterfind(f"{W}pPr/{W}rPr/*"))):
                self.texts.append("")
                self._shown += 1

    def _mark(self, node: etree._Element) -> None:
        at = _Point(len(self.texts) - 1, len(self.texts[-1]), self._shown, self._written)
        identifier = node.get(f"{W}id")
        if node.tag == f"{W}bookmarkStart":
            self._begun[identifier] = node.get(f"{W}name").lower(), at
        elif identifier in self._begun:
            name, begin = self._begun.pop(identifier)
            if begin.written == at.written or begin.shown < at.shown:
                self.marks.setdefault(name, (begin, at))

    def _field(self, node: etree._Element, there: bool) -> None:
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            self._codes.append([])
        elif kind is None:
            if self._codes and self._codes[-1] is not None:
                self._codes[-1].append(node.text or "")
        elif self._codes:
            if self._codes[-1] is not None and there:
                self.referred.append(_words("".join(self._codes[-1])))
            self._codes[-1] = None
            if kind == "end":
                self._codes.pop()


def _words(instruction: str) -> list[str]:
    """The words of a field; one that leads to a place of its document is a link, as to Word."""
    words = instruction.replace('"', "").split()
    return ["link", *words[2:]] if words[:2] == ["HYPERLINK", "\\l"] else words


def leads(data: bytes, accept: bool | None = None) -> list[tuple[str, ...]]:
    """Return where references lead: what each of them is, the words that it names, their paragraph, where in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"word/(document|header\d*|footnotes).xml", name)]
        parts = [_Part(etree.fromstring(package.read(name)), accept) for name in sorted(names)]
    marks: dict[str, tuple[_Part, _Point, _Point]] = {}
    for part in parts:
        for name, ends in part.marks.items():
            marks.setdefault(name, (part, *ends))
    found = []
    for words in (words for part in parts for words in part.referred if words):
        at = {"HYPERLINK": 2, "link": 1}.get(words[0], 1 if words[0] in _FIELDS else 0)
        if len(words) <= at or (at == 0 and words[0].lower() not in marks) or (at == 2 and words[1] != "\\l"):
            continue
        what = " ".join(words[:at] + words[at + 1 :])
        if words[at].lower() not in marks:
            found.append((what, "nowhere"))
            continue
        home, begin, end = marks[words[at].lower()]
        texts = home.texts[begin.paragraph : end.paragraph + 1]
        texts[-1] = texts[-1][: end.offset]
        found.append((what, "\n".join(texts)[begin.offset :], home.texts[begin.paragraph], str(begin.offset)))
    return sorted(set(found))  # a link may be parted in two
