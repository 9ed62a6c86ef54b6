"""Headings of divisions (``ARTICLE 3``), in the six languages of the ITU.

A heading is kept as printed and understood as a kind and a number, so that ``СТАТЬЯ 3`` and ``ARTICLE 3`` are one
place.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field

from redline.model.numbers import ORDINAL_PATTERN
from redline.model.provision import forbidden_character


class DivisionKind(enum.Enum):
    """What a division of a treaty is. The value is the word that begins its heading in English."""

    BODY = ""
    PREAMBLE = "PREAMBLE"
    ARTICLE = "ARTICLE"
    SECTION = "SECTION"
    APPENDIX = "APPENDIX"
    ANNEX = "ANNEX"
    RESOLUTION = "RESOLUTION"


_WORDS: dict[DivisionKind, str] = {
    DivisionKind.PREAMBLE: "PREAMBLE|PRÉAMBULE|PREÁMBULO|ПРЕАМБУЛА|序言|الديباجة",
    DivisionKind.ARTICLE: "ARTICLE|ART[IÍ]CULO|СТАТЬЯ|المادة|مادة",
    DivisionKind.SECTION: "SECTION|SECCI[OÓ]N|РАЗДЕЛ|القسم",
    DivisionKind.APPENDIX: "APPENDIX|APPENDICE|AP[EÉ]NDICE|ПРИЛОЖЕНИЕ|附录|التذييل",
    DivisionKind.ANNEX: "ANNEX|ANNEXE|ANEXO|ДОПОЛНЕНИЕ|附件|الملحق",
    DivisionKind.RESOLUTION: "R[EÉ]SOLUTION|RESOLUCI[OÓ]N|РЕЗОЛЮЦИЯ|القرار",
}
_CHINESE: dict[DivisionKind, str] = {
    DivisionKind.ARTICLE: "第{}条",
    DivisionKind.SECTION: "第{}节",
    DivisionKind.RESOLUTION: "第{}号决议",
}
_NUMBER = rf"(?P<number>(?:\d+|[IVXLC]+)[A-Z]{{0,2}}(?:{ORDINAL_PATTERN})?)"
_PATTERNS: tuple[tuple[DivisionKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:{words})(?:\s*(?:No\.?|N°|№|n\.º)?\s*{_NUMBER})?", re.IGNORECASE))
    for kind, words in _WORDS.items()
) + tuple((kind, re.compile(form.format(_NUMBER))) for kind, form in _CHINESE.items())
_NUMBERLESS = {DivisionKind.PREAMBLE, DivisionKind.ANNEX, DivisionKind.APPENDIX, DivisionKind.BODY}


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a division: kind, number, title.

    >>> Heading(DivisionKind.ARTICLE, "3A", title="Internet").lines
    ('ARTICLE 3A', 'Internet')
    """

    kind: DivisionKind
    """Article, Appendix, ...; BODY is text that stands under no heading, and prints nothing."""

    number: str = ""
    """``"3A"``; empty for a Preamble, a BODY, or the only Annex."""

    title: str = ""
    """``"International Network"``. Empty where there is none, as in a Preamble or a draft article."""

    printed: str = ""
    """First line as its source prints it, where that is not the English form (``"СТАТЬЯ 3"``)."""

    origin: str = field(default="", compare=False)
    """Where it was read from, for messages."""

    def __post_init__(self) -> None:
        text = self.title + self.printed + self.number
        if "\n" in text or forbidden_character(text):
            raise ValueError(f"heading {text!r} holds a line end or control character")

    @property
    def first_line(self) -> str:
        """The line that names the division: ``"ARTICLE 3A"``."""
        return self.printed or " ".join(part for part in (self.kind.value, self.number) if part)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the heading: kind and number, then the title if there is one. None for a BODY."""
        return tuple(line for line in (self.first_line, self.title) if line)

    @property
    def lead(self) -> str:
        """The first of the two parts of what it prints: kind and number."""
        return self.first_line

    @property
    def body(self) -> str:
        """The second part: the title with the line end before it. ``lead + body`` is all that it prints."""
        return f"\n{self.title}" if self.title else ""

    @property
    def key(self) -> tuple[DivisionKind, str]:
        """What makes it the same place in another text: kind and number, whatever the language or title."""
        return (self.kind, self.number.upper())

    @property
    def anchor(self) -> str:
        """How an ``after:`` line names it: ``"ARTICLE 3A"``."""
        return self.first_line

    @property
    def name(self) -> str:
        """How a sentence names it: ``"Article 3A"``, ``"Preamble"``."""
        return " ".join(part for part in (self.kind.value.capitalize(), self.number) if part) or "Text"


def parse_heading(line: str, title: str = "", origin: str = "") -> Heading | None:
    """Return the heading whose first line is ``line``, or None if the line is no heading.

    Args:
        line: One whole line, such as ``"ARTICLE 3A"``, ``"Article 3A"`` or ``"第3条"``.
        title: The title that follows on the next line, if any.
        origin: Where the line stands, for messages.

    >>> parse_heading("СТАТЬЯ 3").name, parse_heading("Members shall")
    ('Article 3', None)
    """
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(line)
        if match is None:
            continue
        number = match["number"] or ""
        if not number and kind not in _NUMBERLESS:
            continue
        plain = Heading(kind, number.upper() if number.isalpha() else number, title, "", origin)
        return plain if plain.first_line == line else Heading(kind, plain.number, title, line, origin)
    return None
