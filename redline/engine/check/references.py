"""References in a text to places of its own treaty: ``No. 39``, ``Article 9``, ``Appendix 3``, ``paragraph 3.3.1``.

What is hard is to leave alone what points elsewhere: "Article 33 of the Constitution" is nobody's business here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redline.model import Address, AddressKind, DivisionKind, Heading, Instrument, Item
from redline.model.numbers import ORDINAL_PATTERN

_NUMBER = rf"\d+[A-Z]{{0,2}}(?:\s?{ORDINAL_PATTERN})?"
_LIST = rf"{_NUMBER}(?:(?:,\s|\s(?:and|or|to)\s|,\s(?:and|or)\s){_NUMBER})*"
_PATTERNS: tuple[tuple[re.Pattern[str], DivisionKind | None], ...] = (
    (re.compile(rf"\bNos?\.\s?(?P<list>{_LIST})"), None),
    (re.compile(rf"\b(?:Articles?|Art\.)\s(?P<list>{_LIST})"), DivisionKind.ARTICLE),
    (re.compile(rf"\b(?:Appendix|Appendices|App\.)\s(?P<list>{_LIST})"), DivisionKind.APPENDIX),
)
_LABEL = re.compile(r"\b(?:paragraphs?|provisions?|points?|§)\s(?P<list>\d+[A-Z]?(?:\.\d+[A-Z]?)+)")
_ELSEWHERE = re.compile(
    r"(?:,|\s)*(?:\(\S+\)\s*)?(?:of|to|in)\s(?:the\s)?(?!present\b|these\b|this\b|Regulations\b|Appendix\b|Article\b)[A-Z]"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference, as written and as understood."""

    words: str
    address: Address


def references(text: str) -> Iterator[Reference]:
    """Yield the references in a text to places of its own treaty, in order of sort.

    >>> [one.words for one in references("under No. 39, Articles 4 and 9, and Article 33 of the Constitution")]
    ['No. 39', 'Article 4', 'Article 9']
    """
    for pattern, kind in _PATTERNS:
        for match in pattern.finditer(text):
            if _ELSEWHERE.match(text, match.end()):
                continue
            for number in re.findall(_NUMBER, match["list"]):
                if kind is None:
                    yield Reference(f"No. {number}", Address(number=number))
                else:
                    name = kind.value.capitalize()
                    yield Reference(f"{name} {number}", Address(division=(kind, number.upper().replace(" ", ""))))
    for match in _LABEL.finditer(text):
        if not _ELSEWHERE.match(text, match.end()):
            yield Reference(match[0], Address(label=match["list"]))


class Targets:
    """The places of an instrument that a reference may lead to, looked up once."""

    def __init__(self, instrument: Instrument) -> None:
        self._found: dict[object, list[Item]] = {}
        for item in instrument.items:
            key = item.key if isinstance(item, Heading) else item.number.replace(" ", "")
            self._found.setdefault(key, []).append(item)
        for place in instrument.places:
            self._found.setdefault(("label", place.label.rstrip(".")), []).append(place.provision)

    def items(self, address: Address) -> Sequence[Item]:
        """Return the headings and provisions that an address names; none if it leads nowhere."""
        if address.kind is AddressKind.DIVISION:
            return self._found.get(address.division, ())
        key: object = address.number.replace(" ", "") if address.number else ("label", address.label)
        return self._found.get(key, ())

    def __contains__(self, address: Address) -> bool:
        return bool(self.items(address))
