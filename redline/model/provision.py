"""The smallest numbered unit of a treaty, and the lines by which the conference layout writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from redline.model.inline import Emphasis, parse_emphasis, print_emphasis
from redline.model.numbers import ORDINAL_PATTERN

LABEL = re.compile(rf"\d+[A-Z]*{ORDINAL_PATTERN}?(?:\.[0-9A-Z]+{ORDINAL_PATTERN}?)*\.?")
"""A paragraph label: ``3``, ``3.4``, ``3.3A``, ``3A.1``, ``3.4bis``, ``3.X``."""

MARGINAL_NUMBER = re.compile(rf"(?:\d+[A-Z]*/)?\d+[A-Z]*(?: ?{ORDINAL_PATTERN})?")
"""A marginal number: ``28``, ``28A``, ``1/30``, ``28bis``."""

LETTER = re.compile(r"\(?\w{1,8}\)")
"""The label of a sub-paragraph: ``a)``, ``(a)``, ``abis)``, ``iv)``, ``а)``."""

_DASH = re.compile(r"[–—-] ")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def forbidden_character(text: str) -> str:
    """Return the first character of ``text`` that no document may hold (control characters), or ``""``.

    >>> forbidden_character("bell" + chr(7)) == chr(7)
    True
    """
    match = _FORBIDDEN.search(text)
    return match[0] if match else ""


@dataclass(frozen=True, slots=True)
class Provision:
    """The smallest numbered unit of an Instrument that a Proposal may address.

    A Provision keeps its text exactly as its source prints it. Anything done to make two texts comparable (case,
    quotes, spacing) is the engine's business and never reaches these fields.

    >>> Provision(number="28", label="3.1", text="Members shall ...").line
    '28\\t3.1\\tMembers shall ...'
    """

    number: str = ""
    """Marginal number, as printed: ``"28"``, ``"28A"``, ``"1/30"``. Empty where the source gives none."""

    label: str = ""
    """Paragraph label: ``"3.1"``. Empty where the provision continues the one before it, or has none."""

    letter: str = ""
    """Label of a sub-paragraph: ``"a)"``."""

    text: str = ""
    """Wording without number and labels. One line a paragraph; ``"– "`` begins a dash item. Marks of footnotes
    (``administrations*``) and square brackets are wording."""

    emphasis: tuple[Emphasis, ...] = ()
    """Emphasised stretches of ``text``, in order."""

    origin: str = field(default="", compare=False)
    """Where it was read from, for messages: ``"itrs-1988.en.txt:95"``."""

    def __post_init__(self) -> None:
        for name in ("number", "label", "letter"):
            value: str = getattr(self, name)
            if value != value.strip() or "\t" in value or "\n" in value:
                raise ValueError(f"provision {name} {value!r} must be without outer spaces, tabs and line ends")
        bad = forbidden_character(self.text + self.number + self.label + self.letter)
        if bad:
            raise ValueError(f"provision {self.number or self.label!r} holds the control character U+{ord(bad):04X}")

    @property
    def prefix(self) -> tuple[str, ...]:
        """The fields before the text, as the layout sets them: number, then label and letter if there are any."""
        if self.letter:
            return (self.number, self.label, self.letter)
        if self.label:
            return (self.number, self.label)
        return (self.number,)

    @property
    def line(self) -> str:
        """Number, labels and text with a tabulator between them, as a page prints them; emphasis is not written."""
        return self.lead + self.body

    @property
    def lead(self) -> str:
        """The first of the two parts of what it prints: number and labels, with the tabulator before the text."""
        return "\t".join(self.prefix) + ("\t" if self.text else "")

    @property
    def anchor(self) -> str:
        """How an ``after:`` line names it: its number, else its labels: ``"28"``, ``"3.1 a)"``."""
        return self.number or " ".join(part for part in (self.label, self.letter) if part)

    @property
    def body(self) -> str:
        """The second part: the text. ``lead + body`` is all that it prints."""
        return self.text


def is_dash_item(line: str) -> bool:
    """Return whether a line is a dash item.

    >>> is_dash_item("– administrations;"), is_dash_item("1988–2012")
    (True, False)
    """
    return _DASH.match(line) is not None


def parse_provision(lines: str, origin: str = "", *, bare: bool = False) -> Provision:
    """Return the provision that one block of the conference layout writes.

    Args:
        lines: The block: number, TAB, label, TAB, (letter, TAB,) text; further lines are paragraphs and dash items.
        origin: Where the block stands, for messages.
        bare: Whether a marginal number may stand alone, without a TAB, as where a SUP names its place.

    Raises:
        ValueError: If the first line holds no TAB, or a character no document may hold.

    Source:
        ``texts/README.md``.

    >>> parse_provision("3\\t\\tb)\\tThese Regulations").letter
    'b)'
    """
    first, newline, rest = lines.partition("\n")
    fields = first.split("\t")
    if bare and not rest and MARGINAL_NUMBER.fullmatch(first):
        return Provision(first, origin=origin)
    if len(fields) < 2:
        raise ValueError("a provision begins with its marginal number (or nothing) and a TAB")
    number, fields = fields[0], fields[1:]
    label = letter = ""
    if len(fields) > 1 and LETTER.fullmatch(fields[1]) and (not fields[0] or LABEL.fullmatch(fields[0])):
        label, letter, fields = fields[0], fields[1], fields[2:]
    elif LABEL.fullmatch(fields[0]):
        label, fields = fields[0], fields[1:]
    elif len(fields) == 1 and LETTER.fullmatch(fields[0]):
        raise ValueError("the letter of a sub-paragraph stands in the third column: number, TAB, label, TAB, letter")
    text, emphasis = parse_emphasis("\t".join(fields) + newline + rest)
    return Provision(number, label, letter, text, emphasis, origin)


def print_provision(provision: Provision, *, bare: bool = False) -> str:
    """Return the block of the conference layout that writes ``provision``; :func:`parse_provision` gives it back.

    Raises:
        ValueError: If the layout cannot write it: an empty line in its text, or a text that would read as a label.

    >>> print_provision(Provision(number="2", label="1.1", letter="a)", text="These Regulations"))
    '2\\t1.1\\ta)\\tThese Regulations'
    """
    if bare and provision == Provision(provision.number) and MARGINAL_NUMBER.fullmatch(provision.number):
        return provision.number
    raw = print_emphasis(provision.text, provision.emphasis)
    printed = "\t".join((*provision.prefix, raw) if raw or len(provision.prefix) == 1 else provision.prefix)
    if any(not line.strip() for line in printed.split("\n")) or parse_provision(printed) != provision:
        raise ValueError(f"the conference layout cannot write provision {provision.line!r}")
    return printed
