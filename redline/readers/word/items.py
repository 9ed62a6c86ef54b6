"""One line of a Word document as a heading or a provision: what is number, label, letter, title and text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redline.model import DivisionKind, Emphasis, Heading, Provision, parse_heading
from redline.model.provision import LABEL, LETTER, MARGINAL_NUMBER
from redline.readers.word.lines import Line

_SPLIT = re.compile(r"(?P<heading>.+?)\s*(?:[–—:]|\s-|\.)\s+(?P<title>\S.*)", re.DOTALL)
_SPACED = re.compile(
    r"(?:(?P<number>\d+[A-Z]*)\s+)?(?P<label>\d+[A-Z]*(?:\.[0-9A-Z]+)+\.?)(?:\s+(?P<letter>\(?\w{1,8}\)))?\s+(?=\S)"
)
_SPACED_LETTER = re.compile(r"(?P<letter>\(?[a-zа-я]{1,4}\))\s+(?=\S)")
TITLES = ("arttitle", "appendixtitle", "annextitle", "restitle", "sectiontitle", "chaptitle", "title1", "title4")
_NUMBERS = ("artno", "appendixno", "annexno", "resno", "sectionno", "chapno")
LONGEST_TITLE = 150  # characters; the longest title of the ITRs has 61


def heading_of(line: Line) -> Heading | None:
    """Return the heading that a line is, by its text or its style; None if it is none."""
    text = line.text.strip()
    first, _, rest = text.partition("\n")
    first = first.replace("\t", " ").strip()
    if len(first) > LONGEST_TITLE or len(text) > 2 * LONGEST_TITLE:
        return None
    found = parse_heading(" ".join(first.split()), " ".join(rest.split()))
    if found is not None:
        return found
    split = _SPLIT.fullmatch(first)
    if split and not rest:
        found = parse_heading(" ".join(split["heading"].split()), split["title"].strip())
        if found is not None and found.number:
            return found
    styled = line.outline is not None or any(style in _NUMBERS for style in line.styles)
    if not styled or any(style in ("title", "subtitle", *TITLES) for style in line.styles):
        return None
    words = first.split(" ")
    for count in (2, 3):
        found = parse_heading(" ".join(words[:count]), " ".join(words[count:]))
        if found is not None and found.number:
            return found
    return Heading(DivisionKind.SECTION, "", "", " ".join(text.split()))


def is_numbered(line: Line) -> bool:
    """Return whether a line begins with a number, label or letter."""
    first = line.text.split("\t")[0].strip()
    written = bool(MARGINAL_NUMBER.fullmatch(first) or LABEL.fullmatch(first) or LETTER.fullmatch(first))
    return ("\t" in line.text and written) or bool(_SPACED.match(line.text))


def provision_of(line: Line, origin: str) -> Provision:
    """The provision that a line writes: number, label and letter before tabulators, or before spaces."""
    fields = line.text.split("\t")
    number = label = letter = ""
    at = 0
    if len(fields) > 1 and not fields[0].strip():
        at = 1
    elif len(fields) > 1 and MARGINAL_NUMBER.fullmatch(fields[0].strip()):
        number, at = fields[0].strip(), 1
    if len(fields) > at + 1 or (at and len(fields) > at and not fields[-1].strip()):
        if LABEL.fullmatch(fields[at].strip()):
            label, at = fields[at].strip(), at + 1
        elif not fields[at].strip() and len(fields) > at + 2 and LETTER.fullmatch(fields[at + 1].strip()):
            at += 1
        if len(fields) > at + 1 and LETTER.fullmatch(fields[at].strip()):
            letter, at = fields[at].strip(), at + 1
    text = "\t".join(fields[at:])
    if not label and not letter:
        number, label, letter, text = _spaced(number, text, "\t" in line.text)
    kept = text.rstrip(" ") if not text.strip() else text
    return Provision(number, label, letter, kept, shifted(line.emphasis, len(line.text) - len(text), len(text)), origin)


def _spaced(number: str, text: str, tabs: bool) -> tuple[str, str, str, str]:
    """Number, label, letter and text where spaces stand between them, or where a number stands alone."""
    spaced = _SPACED.match(text) or _SPACED_LETTER.match(text)
    if spaced:
        groups = spaced.groupdict()
        number, label = number or groups.get("number") or "", groups.get("label") or ""
        return number, label, groups.get("letter") or "", text[spaced.end() :]
    alone = text.strip()
    if number and LABEL.fullmatch(alone) and "." in alone:
        return number, alone, "", ""
    if not number and not tabs and MARGINAL_NUMBER.fullmatch(alone):
        return alone, "", "", ""
    return number, "", "", text


def shifted(emphasis: Sequence[Emphasis], shift: int, length: int) -> tuple[Emphasis, ...]:
    found = []
    for span in emphasis:
        start, end = max(span.start - shift, 0), min(span.end - shift, length)
        if start < end:
            found.append(Emphasis(start, end))
    return tuple(found)
