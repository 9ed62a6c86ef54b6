"""Hypothesis strategies: texts, instruments and proposals such as conferences write, and stranger ones."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from redline.model import (
    Amendment,
    Division,
    DivisionKind,
    Emphasis,
    Heading,
    Instrument,
    Proposal,
    Provision,
    Symbol,
    divisions_of,
)

_WORDS = (
    "shall", "may", "Member", "States", "administrations*", "[", "]", "29A", "3.4", "co-operate", "États", "ﬁ",
    "l’Union", "сторона", "国际", "اتفاق", " ", "  ", " ", ",", ".", ";", "–", "\u00a0", "_", "<b>", "&amp;",
)  # fmt: skip
TREATY_TEXT = st.lists(st.sampled_from((*_WORDS, " ", "\n", "\n– ")), max_size=30).map("".join)
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"), max_size=30)
LINE = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=10).map("".join).map(str.strip)
_LINES = st.lists(LINE.filter(bool), min_size=1, max_size=3)
PROVISION_TEXT = st.builds(lambda lines, dash: ("\n– " if dash else "\n").join(lines), _LINES, st.booleans())
LABELS = st.sampled_from(("", "1", "1.1", "3.4bis", "5A.2", "3.X"))
LETTERS = st.sampled_from(("", "a)", "bis)", "(c)"))


@st.composite
def provisions(draw: st.DrawFn, number: str = "") -> Provision:
    text = draw(PROVISION_TEXT)
    emphasis = ()
    if text and draw(st.booleans()):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        emphasis = (Emphasis(start, end),)
    return Provision(number, draw(LABELS), draw(LETTERS), text, emphasis)


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """A treaty with numbered provisions in articles, some of them alike."""
    divisions: list[Division] = []
    number = 0
    for article in range(draw(st.integers(0, 3))):
        found = []
        for _ in range(draw(st.integers(0, 4))):
            number += 1
            found.append(draw(provisions(str(number))))
        title = draw(st.sampled_from(("", "Purpose", "International Network")))
        divisions.append(Division(Heading(DivisionKind.ARTICLE, str(article + 1), title), tuple(found)))
    if draw(st.booleans()):
        divisions.insert(0, Division(Heading(DivisionKind.BODY), (draw(provisions("0")),)))
    return Instrument("base", "A treaty made up for a test", tuple(divisions), footnotes=(("*", "or an agency"),))


@st.composite
def proposals(draw: st.DrawFn, base: Instrument) -> Proposal:
    """Amendments that can all be applied to ``base``, whichever of the symbols they use."""
    amendments: list[Amendment] = []
    numbered = [p for d in base.divisions for p in d.provisions]
    for provision in numbered:
        identifier = f"TST/1/{provision.number}"
        action = draw(st.sampled_from(("none", "none", "ADD", "MOD", "SUP", "NOC")))
        if action == "MOD":
            new = draw(provisions(provision.number))
            amendments.append(Amendment(Symbol.MOD, identifier, (new,), reasons=draw(ANY_TEXT).strip()))
        elif action == "SUP":
            amendments.append(Amendment(Symbol.SUP, identifier, (Provision(provision.number),)))
        elif action == "NOC":
            amendments.append(Amendment(Symbol.NOC_EMPHATIC, identifier, (Provision(provision.number),)))
        elif action == "ADD":
            new = draw(provisions(f"{provision.number}A"))
            amendments.append(Amendment(Symbol.ADD, identifier, (new,), after=provision.number))
    if base.divisions and draw(st.booleans()):
        last = base.divisions[-1].heading
        heading = Heading(DivisionKind.ARTICLE, "9A", draw(st.sampled_from(("", "A new one"))))
        if last.kind is DivisionKind.ARTICLE:
            wording = (heading, draw(provisions("900A")))  # no number that an ADD above can take
            amendments.append(Amendment(Symbol.ADD, "TST/1/new", wording, after=last.name))
    return Proposal("TST/1", "A proposal made up for a test", tuple(amendments), ("Testland",), proposer_code="TST")


@st.composite
def cases(draw: st.DrawFn) -> tuple[Instrument, Proposal]:
    """A treaty and a proposal to amend it."""
    base = draw(instruments())
    return base, draw(proposals(base))


@st.composite
def revisions(draw: st.DrawFn) -> tuple[Instrument, Instrument]:
    """A treaty, and the same with its parts shuffled, dropped, doubled and rewritten."""
    base = draw(instruments())
    items = list(base.items)
    kept = draw(st.lists(st.sampled_from(items), max_size=8)) if items else []
    new = draw(st.lists(provisions(), max_size=3))
    mixed = draw(st.permutations([*kept, *new]))
    return base, Instrument("revised", "The same, revised", divisions_of(mixed), footnotes=base.footnotes)


_SCRIPT = st.lists(
    st.tuples(
        st.sampled_from(
            ("word", "word", "insert", "delete", "move", "split", "merge", "renumber", "retitle", "swap", "double")
        ),
        st.integers(0, 40),
        st.integers(0, 40),
    ),
    max_size=6,
)


@st.composite
def edit_scripts(draw: st.DrawFn) -> tuple[Instrument, Instrument]:
    """A treaty, and what a list of edits makes of it: words, provisions, moves, splits, mergers, numbers, titles."""
    base = draw(instruments())
    items = list(base.items)
    for action, at, other in draw(_SCRIPT):
        if items:
            _EDITS[action](items, at % len(items), other, draw)
    return base, Instrument("revised", "The same, edited", divisions_of(items), footnotes=base.footnotes)


def _edit_word(items: list, at: int, other: int, draw: st.DrawFn) -> None:
    item = items[at]
    if isinstance(item, Provision):
        words = item.text.split(" ")
        words[other % len(words)] = draw(LINE)
        items[at] = replace(item, text=" ".join(words), emphasis=())


def _insert(items: list, at: int, other: int, draw: st.DrawFn) -> None:
    items.insert(at + 1, draw(provisions(f"{other}X")))


def _delete(items: list, at: int, other: int, draw: st.DrawFn) -> None:
    del items[at]


def _move(items: list, at: int, other: int, draw: st.DrawFn) -> None:
    items.insert(other % len(items), items.pop(at))


def _split(items: list, at: int, other: int, draw: st.DrawFn) -> None:
    item = items[at]
    if isinstance(item, Provision) and " " in item.text:
        words = item.text.split(" ")
        cut = other % (len(words) - 1) + 1
        first, second = " ".join(words[:cut]), " ".join(words[cut:])
        items[at : at + 1] = [
            replace(item, text=first, emphasis=()),
            Provision(f"{item.number}bis", item.label, "", second),
        ]


def _merge(items: list, at: int, other: int, draw: st.DrawFn) -> None:
    pair = items[at : at + 2]
    if len(pair) == 2 and all(isinstance(item, Provision) for item in pair):
        joined = replace(pair[0], text=f"{pair[0].text}{(' ', chr(10))[other % 2]}{pair[1].text}", emphasis=())
        items[at : at + 2] = [joined]


def _renumber(items: list, at: int, other: int, draw: st.DrawFn) -> None:
    for number, item in enumerate(items):
        if isinstance(item, Provision):
            items[number] = replace(item, number=str(number + other))


def _retitle(items: list, at: int, other: int, draw: st.DrawFn) -> None:
    item = items[at]
    if isinstance(item, Heading) and item.kind is not DivisionKind.BODY:
        items[at] = replace(item, title=draw(LINE))


def _swap(items: list, at: int, other: int, draw: st.DrawFn) -> None:
    cut = other % len(items)
    items[:] = items[cut:] + items[:cut]


def _double(items: list, at: int, other: int, draw: st.DrawFn) -> None:
    items.insert(other % len(items), items[at])


_EDITS = {
    "word": _edit_word,
    "insert": _insert,
    "delete": _delete,
    "move": _move,
    "split": _split,
    "merge": _merge,
    "renumber": _renumber,
    "retitle": _retitle,
    "swap": _swap,
    "double": _double,
}


_PLAIN = (
    "shall", "may", "Member", "States", "administrations*", "[", "29A", "3.4", "co-operate", "États", "ﬁ", "l’Union",
    "сторона", "国际", "اتفاق", "–", "<b>", "&amp;", "snake_case", "_", "_bis_", "a__b", "e\u0301tat", "6\u00a0%",
    "1988–2012;",
)  # fmt: skip


@st.composite
def printable_provisions(draw: st.DrawFn) -> Provision:
    """What the conference layout can write: no empty line, emphasis of whole words, labels that are labels."""
    text, spans = "", []
    for number in range(draw(st.integers(1, 3))):
        text += ("\n– " if draw(st.booleans()) else "\n") if number else ""
        words = draw(st.lists(st.sampled_from(_PLAIN), min_size=1, max_size=8))
        starts = []
        for at, word in enumerate(words):
            text += " " if at else ""
            starts.append((len(text), len(text) + len(word)))
            text += word
        first = draw(st.integers(0, len(words) - 1))
        last = draw(st.integers(first, len(words) - 1))
        inside = words[first : last + 1]
        if draw(st.booleans()) and not any("_" in word for word in inside):
            spans.append(Emphasis(starts[first][0], starts[last][1]))
    label = draw(st.sampled_from(("", "1", "1.1", "3.4bis", "5A.2")))
    letter = draw(st.sampled_from(("", "a)", "bis)", "(c)")))
    return Provision(draw(st.sampled_from(("", "28", "28A", "1/30"))), label, letter, text, tuple(spans))
