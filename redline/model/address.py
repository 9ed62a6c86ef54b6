"""How people point at a place in a treaty: ``3.4``, ``Art. 5A``, ``No. 28``, ``App. 1/3.3.1``, ``1.1 a)``.

What is hard is that a bare ``6`` may be No. 6 or Article 6: an address keeps what was written, and the engine decides
against an instrument, or asks.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from redline.model.heading import DivisionKind, parse_heading
from redline.model.numbers import ORDINAL_PATTERN, ProvisionNumber

_DIVISION_WORDS: dict[str, DivisionKind] = {
    "art": DivisionKind.ARTICLE,
    "article": DivisionKind.ARTICLE,
    "app": DivisionKind.APPENDIX,
    "appendix": DivisionKind.APPENDIX,
    "annex": DivisionKind.ANNEX,
    "res": DivisionKind.RESOLUTION,
    "resolution": DivisionKind.RESOLUTION,
    "sec": DivisionKind.SECTION,
    "section": DivisionKind.SECTION,
    "preamble": DivisionKind.PREAMBLE,
}
_SHORT: dict[DivisionKind, str] = {DivisionKind.APPENDIX: "App.", DivisionKind.RESOLUTION: "Res."}
_ORDINAL = rf"(?: ?{ORDINAL_PATTERN})?"
_NUMBER = rf"(?:\d+[A-Z]*/)?\d+[A-Z]*{_ORDINAL}"
_LABEL = rf"\d+[A-Z]*{_ORDINAL}(?:\.(?:\d+[A-Z]*|[A-Z]+){_ORDINAL})*"
_LETTER = r"\(?(?P<letter>\w{1,8})\)"
_DIVISION = re.compile(rf"(?P<word>[a-z]+)\.? ?(?:No\. ?)?(?P<number>\d+[A-Z]*{_ORDINAL}|[IVXLC]+)?", re.IGNORECASE)
_MARGINAL = re.compile(rf"(?P<no>(?i:No|Nos|N°|№)\.? ?)?(?P<number>{_NUMBER})")
_PARAGRAPH = re.compile(rf"§? ?(?P<label>{_LABEL})?(?: ?{_LETTER})?")


class AddressKind(enum.Enum):
    """What an address points at."""

    DIVISION = "division"
    NUMBER = "number"
    LABEL = "label"
    BARE = "bare number"


@dataclass(frozen=True, slots=True)
class Address:
    """A place in an instrument, as delegates write it.

    >>> [str(Address.parse(a)) for a in ("3.4", "1.1a)", "Art. 5A", "no. 28", "Appendix 1/3.3.1", "1/30", "3.4 bis")]
    ['3.4', '1.1 a)', 'Article 5A', 'No. 28', 'App. 1/3.3.1', 'No. 1/30', '3.4bis']
    """

    division: tuple[DivisionKind, str] | None = None
    """Kind and number of the division, where one is named."""

    number: str = ""
    """Marginal number, where one is given: ``"28"``, ``"1/30"``."""

    label: str = ""
    """Paragraph label: ``"3.4"``."""

    letter: str = ""
    """Letter of a sub-paragraph, with its bracket: ``"a)"``."""

    bare: bool = False
    """Whether a number was written alone, so that it may be a marginal number or an article."""

    @property
    def kind(self) -> AddressKind:
        """What it points at."""
        if self.bare:
            return AddressKind.BARE
        if self.number:
            return AddressKind.NUMBER
        return AddressKind.LABEL if self.label or self.letter else AddressKind.DIVISION

    @classmethod
    def parse(cls, text: str) -> Address:
        """Return the address that ``text`` writes.

        Args:
            text: Such as ``"3.4"``, ``"1.1 a)"``, ``"Art. 5A"``, ``"Article 6"``, ``"No. 28"``, ``"App. 1/3.3.1"``,
                ``"1/30"``, ``"3.4bis"``, ``"Preamble"``, ``"ARTICLE 3"``.

        Raises:
            ValueError: If it is no address. The message shows the forms.

        >>> Address.parse("Art. 9/9.1 b)").letter
        'b)'
        """
        written = " ".join(text.split())
        found = cls._division(written) or cls._marginal(written) or cls._paragraph(written, None)
        if found is None and "/" in written:
            left, _, right = written.partition("/")
            division = cls._division(left)
            found = cls._paragraph(right.strip(), division.division) if division else None
        if found is None:
            raise ValueError(
                f"{text!r} is no address; write a paragraph (3.4, 1.1 a)), a marginal number (No. 28, 1/30), "
                "a division (Art. 5A, App. 1, Preamble) or both (App. 1/3.3.1)"
            )
        return found

    @classmethod
    def _division(cls, text: str) -> Address | None:
        match = _DIVISION.fullmatch(text)
        kind = _DIVISION_WORDS.get(match["word"].lower()) if match else None
        if match is None or kind is None:
            heading = parse_heading(text)
            return cls(division=heading.key) if heading else None
        number = (match["number"] or "").replace(" ", "")
        if not number and kind not in (DivisionKind.PREAMBLE, DivisionKind.ANNEX):
            return None
        return cls(division=(kind, number.upper()))

    @classmethod
    def _marginal(cls, text: str) -> Address | None:
        match = _MARGINAL.fullmatch(text)
        if match is None:
            return None
        number = str(ProvisionNumber.parse(match["number"]))
        return cls(number=number, bare=not match["no"] and "/" not in number)

    @classmethod
    def _paragraph(cls, text: str, division: tuple[DivisionKind, str] | None) -> Address | None:
        match = _PARAGRAPH.fullmatch(text)
        if match is None or not (match["label"] or match["letter"]):
            return None
        label = (match["label"] or "").replace(" ", "")
        letter = f"{match['letter']})" if match["letter"] else ""
        return cls(division=division, label=label, letter=letter)

    def __str__(self) -> str:
        if self.number:
            return self.number if self.bare else f"No. {self.number}"
        place = " ".join(part for part in (self.label, self.letter) if part)
        if self.division is None:
            return place
        kind, number = self.division
        if place:
            return f"{_SHORT.get(kind, kind.value.capitalize())} {number}".strip() + f"/{place}"
        return f"{kind.value.capitalize()} {number}".strip()
