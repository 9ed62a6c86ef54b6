"""From a redline back to a proposal: applied to the base, the amendments give the revised text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import ALL
from text_pairs import PAIRS

from redline.engine.amend.between import amendments_between
from redline.engine.amend.consolidate import consolidate
from redline.engine.amend.places import near_to
from redline.errors import RedlineError
from redline.model import Amendment, Division, DivisionKind, Heading, Instrument, Proposal, Provision, Symbol, lines_of


@pytest.mark.parametrize("made", ALL, ids=[made.name for made in ALL])
def test_every_real_redline_is_a_proposal_again(made):
    base, revised = made.redline.base, made.redline.revised
    found = amendments_between(base, revised, "TST/1")
    assert consolidate(base, Proposal("TST/1", "Made up", found)).lines == revised.lines


FIRST = "adds text, but says not after what"  # no symbol of a conference puts text before the first of a treaty
NAMELESS = "names no place: its wording has neither a marginal number nor a label"
EXPECTED = {
    "a provision moves": FIRST,  # to the front
    "two articles change places": FIRST,  # the second is the first of the text then
    "a wholly different text": FIRST,  # no item of the base is left to stand after
    "an empty text against a treaty": FIRST,
    "no numbers at all": NAMELESS,  # what it changes has neither number nor label
    **{f"made-up {seed}": FIRST for seed in range(1, 6)},  # an article is inserted or moved before the first
}
"""The pairs whose difference no proposal can write, and what it fails on."""

every_pair = pytest.mark.parametrize(("title", "base", "revised"), PAIRS, ids=[title for title, _, _ in PAIRS])


@every_pair
def test_texts_that_differ_in_every_way(title, base, revised):
    found = amendments_between(base, revised, "TST/1")
    proposal = Proposal("TST/1", "Made up", found)
    if title not in EXPECTED:
        assert consolidate(base, proposal).lines == revised.lines
        return
    with pytest.raises(RedlineError) as caught:
        consolidate(base, proposal)
    assert EXPECTED[title] in str(caught.value)
    failed = next(a for a in found if a.id == caught.value.amendment)
    if EXPECTED[title] == FIRST:
        assert failed.symbol is Symbol.ADD
        assert failed.wording[0] in revised.items
        assert lines_of(revised.items[: revised.items.index(failed.wording[0])]) == ()  # it is the first indeed


def test_every_expected_error_is_of_a_pair():
    assert set(EXPECTED) <= {title for title, _, _ in PAIRS}


def opened(instrument: Instrument) -> Instrument:
    """A treaty behind one provision that never changes: there is a place before its first."""
    opening = Provision("9999", text="The Conference,")
    if not instrument.divisions or instrument.divisions[0].heading.kind is not DivisionKind.BODY:
        preamble = Division(Heading(DivisionKind.PREAMBLE), (opening,))
        return replace(instrument, divisions=(preamble, *instrument.divisions))
    body, *rest = instrument.divisions
    return replace(instrument, divisions=(replace(body, provisions=(opening, *body.provisions)), *rest))


@every_pair
def test_behind_something_that_stays_all_of_them_have_a_place(title, base, revised):
    base, revised = opened(base), opened(revised)
    proposal = Proposal("TST/1", "Made up", amendments_between(base, revised, "TST/1"))
    if EXPECTED.get(title) == NAMELESS:
        with pytest.raises(RedlineError, match=NAMELESS):
            consolidate(base, proposal)
        return
    assert consolidate(base, proposal).lines == revised.lines


def article(number: str, *provisions: Provision) -> Division:
    return Division(Heading(DivisionKind.ARTICLE, number, f"Of matter {number}"), provisions)


def test_an_article_of_another_number_takes_what_stands_in_it_along():
    """The SUP of its heading is of the whole article, so what stays in it is added again."""
    stays = Provision("2", "1.2", text="Administrations shall cooperate in the establishment of the network.")
    changed = Provision("3", "1.3", text="Any user has the right to send traffic.")
    base = Instrument("t", "T", (article("1", Provision("1", text="Purpose.")), article("2", stays, changed)))
    moved = replace(article("2", stays, replace(changed, text="Any user has the right to send any traffic.")))
    renumbered = replace(moved, heading=replace(moved.heading, number="2A"))
    revised = replace(base, divisions=(base.divisions[0], renumbered))
    found = amendments_between(base, revised, "TST/1")
    assert [(a.symbol, a.wording[0].first_line if isinstance(a.wording[0], Heading) else a.wording[0].number)
            for a in found] == [
        (Symbol.SUP, "ARTICLE 2"), (Symbol.ADD, "ARTICLE 2A"), (Symbol.ADD, "2"), (Symbol.ADD, "3"),
    ]  # fmt: skip
    assert consolidate(base, Proposal("TST/1", "Made up", found)).lines == revised.lines


@pytest.mark.parametrize(("letter", "line"), [("", 1), ("a)", 2), ("b)", 3)])
def test_of_the_items_of_one_label_the_one_of_the_letter_is_modified(letter, line):
    items = tuple(Provision("", "1.1", own, text) for own, text in (("", "All:"), ("a)", "meet;"), ("b)", "pay.")))
    base = Instrument("t", "T", (Division(Heading(DivisionKind.ARTICLE, "1"), items),))
    wording = (Provision("", "1.1", letter, "Words that are new."),)
    found = consolidate(base, Proposal("TST/1", "Made up", (Amendment(Symbol.MOD, "TST/1/1", wording),))).lines
    changed = [at for at, (one, other) in enumerate(zip(base.lines, found, strict=True)) if one != other]
    assert changed == [line]


def test_near_a_number_that_is_not_there_are_provisions_not_articles():
    provisions = tuple(Provision(number, "", "", "Members shall meet.") for number in ("28", "29", "", "31"))
    base = Instrument("t", "T", (Division(Heading(DivisionKind.ARTICLE, "3"), provisions),))
    assert near_to(base.items, "No. 2") == ("No. 28", "No. 29")
    assert near_to(base.items, "30") == ("No. 28", "No. 29", "No. 31")
