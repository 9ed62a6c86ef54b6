"""Parts of the engine that only commands reached before, called as they are: choosing amendments, proofs, edits."""

from __future__ import annotations

import pytest
from counted_texts import base_of, provisions, some

from redline.engine.amend.places import changes_at
from redline.engine.amend.redlining import redline_of
from redline.engine.amend.select import select
from redline.engine.check.proof import GAP, prove
from redline.engine.together.relate import Edit, contested
from redline.engine.words.script import matches
from redline.errors import DocumentNotFound
from redline.model import (
    Address,
    Amendment,
    Difference,
    Division,
    DivisionKind,
    Heading,
    Instrument,
    Proposal,
    Provision,
    Symbol,
)


def added(identifier: str, number: str, after: str, *, heading: Heading | None = None) -> Amendment:
    wording = (Provision(number, text=some(f"n{number}", 6)),)
    return Amendment(Symbol.ADD, identifier, (heading, *wording) if heading else wording, after)


# choosing amendments


def ids(proposal: Proposal) -> list[tuple[str, str]]:
    return [(amendment.id, amendment.after) for amendment in proposal.amendments]


def test_an_addition_after_one_that_is_not_chosen_goes_where_that_would_have_gone():
    chain = Proposal("T/1", "T", (added("T/1/1", "1A", "1"), added("T/1/2", "1B", "T/1/1"), added("T/1/3", "1C", "1B")))
    chosen = select(chain, ["t/1/3"], base_of(2))
    assert ids(chosen) == [("T/1/3", "1")]
    assert chosen.selected == ("T/1/3",)
    assert [note.words for note in chosen.notes] == ["stands after 1B, which is not shown; placed after 1"]
    assert ids(select(chain, ["T/1/2", "T/1/3"], base_of(2))) == [("T/1/2", "1"), ("T/1/3", "1B")]
    assert ids(select(chain, ["T/1/1"], base_of(2))) == [("T/1/1", "1")]


def test_an_addition_after_what_another_amendment_changes_stays_there():
    changed = Amendment(Symbol.MOD, "T/1/1", (Provision("1", text="Changed."),))
    proposal = Proposal("T/1", "T", (changed, added("T/1/2", "1A", "T/1/1")))
    chosen = select(proposal, ["T/1/2"], base_of(2))
    assert ids(chosen) == [("T/1/2", "T/1/1")]
    assert not chosen.notes


def test_the_heading_of_a_new_article_comes_along_without_its_provisions():
    heading = Heading(DivisionKind.ARTICLE, "2A", "New")
    base = Instrument("t", "T", (Division(Heading(DivisionKind.ARTICLE, "1"), tuple(provisions([some("b", 5)]))),))
    new = (added("T/1/1", "2", "ARTICLE 1", heading=heading), added("T/1/2", "3", "2"))
    chosen = select(Proposal("T/1", "T", new), ["T/1/2"], base)
    assert [(a.id, a.wording, a.after) for a in chosen.amendments] == [
        ("T/1/1", (heading,), "ARTICLE 1"),
        ("T/1/2", new[1].wording, heading.name),
    ]


def test_both_ends_of_a_move_are_chosen_together():
    leaves = Amendment(Symbol.SUP_MOVED, "T/1/1", (Provision("1"),))
    comes = Amendment(
        Symbol.ADD_MOVED, "T/1/2", (Provision("2A", text=some("base0", 6)),), "2", moved_from="1"
    )  # fmt: skip
    other = Amendment(Symbol.MOD, "T/1/3", (Provision("2", text="Changed."),))
    proposal = Proposal("T/1", "T", (leaves, comes, other))
    for one in ("T/1/1", "T/1/2"):
        chosen = select(proposal, [one], base_of(3))
        assert [identifier for identifier, _ in ids(chosen)] == ["T/1/1", "T/1/2"]
        assert "is one end of a move" in chosen.notes[0].words
    assert ids(select(proposal, ["T/1/3"], base_of(3))) == [("T/1/3", "")]
    assert not select(proposal, ["T/1/1", "T/1/2"], base_of(3)).notes


def test_an_amendment_that_is_not_there_is_an_error():
    with pytest.raises(DocumentNotFound):
        select(Proposal("T/1", "T", (added("T/1/1", "1A", "1"),)), ["T/1/2"], base_of(1))


@pytest.mark.parametrize("number", ["1", "2", "2A", "3", "4"])
def test_the_changes_at_an_address_are_those_of_either_text(number):
    gone = Amendment(Symbol.SUP, "T/1/1", (Provision("1"),))
    redline = redline_of(base_of(4), Proposal("T/1", "T", (gone, added("T/1/2", "2A", "2"))))
    here = [change.item.number for change, at in changes_at(redline, Address(number=number)) if at]
    assert here == [number]


# proofs

ARTICLES = tuple(
    Division(Heading(DivisionKind.ARTICLE, str(number)), (Provision(str(number), text=f"Text {number}."),))
    for number in (1, 2, 3)
)
WHOLE = Instrument("t", "T", ARTICLES)
LINES = WHOLE.lines


@pytest.mark.parametrize(
    ("shown", "left_out"),
    [
        (LINES, ()),
        (LINES[2:], ("Article 1",)),
        ((*LINES[:2], *LINES[4:]), ("Article 2",)),
        (LINES[:4], ("Article 3",)),
        (LINES[4:], ("Article 1", "Article 2")),
    ],
)
def test_whole_divisions_may_be_left_out_of_both_sides(shown, left_out):
    found = prove(WHOLE, WHOLE, shown, shown)
    assert found.exact
    assert found.left_out == left_out


@pytest.mark.parametrize(
    ("at", "rejected", "accepted", "expected", "found"),
    [
        (3, LINES, (*LINES[:2], *LINES[4:]), "", "ARTICLE 2"),
        (6, (*LINES[:2], *LINES[4:]), LINES, "ARTICLE 2", ""),
        (3, LINES[2:], (*LINES[:2], *LINES[4:]), "ARTICLE 1", "ARTICLE 2"),
        (6, LINES, (*LINES[:1], GAP, *LINES[2:]), "", LINES[1]),
    ],
)
def test_what_is_left_out_of_one_side_is_named(at, rejected, accepted, expected, found):
    number = LINES.index(found) + 1 if found else len(LINES)
    assert prove(WHOLE, WHOLE, rejected, accepted).differences == (
        Difference("what is left out", number, expected, found),
    )


def test_a_difference_is_named_once_with_its_line():
    wrong = [*LINES[:3], "2\tText 2!", *LINES[4:]]
    found = prove(WHOLE, WHOLE, LINES, wrong)
    assert found.differences == (Difference("accept all", 4, LINES[3], wrong[3]),)
    more = prove(WHOLE, WHOLE, [*LINES, "More."], LINES)
    assert more.differences == (Difference("reject all", 7, "", "More."),)
    less = prove(WHOLE, WHOLE, LINES, LINES[:3])
    assert less.differences == (Difference("accept all", 4, LINES[3], ""),)


# edits of two delegations


@pytest.mark.parametrize(
    ("one", "other", "touch"),
    [
        (Edit(5, 5, "a"), Edit(5, 5, "b"), True),
        (Edit(5, 5, "a"), Edit(3, 3, "b"), False),
        (Edit(3, 3, "a"), Edit(5, 5, "b"), False),
        (Edit(3, 5, "a"), Edit(5, 5, "b"), False),
        (Edit(3, 5, "a"), Edit(3, 3, "b"), False),
        (Edit(3, 5, "a"), Edit(4, 4, "b"), True),
        (Edit(3, 5, "a"), Edit(4, 6, "b"), True),
        (Edit(3, 5, "a"), Edit(5, 6, "b"), False),
        (Edit(3, 5, "a"), Edit(3, 5, "a"), False),
    ],
)
def test_two_edits_are_contested_where_they_touch_the_same_words(one, other, touch):
    assert bool(contested([one], [other])) is touch
    assert bool(contested([other], [one])) is touch


def test_long_texts_without_a_run_that_both_have_once_are_matched_word_by_word():
    """And what is said to be in both is in both, in order."""
    first, second = ["a"] * 501, ["b"] * 501
    old, new = [*first, *second], [*second, *first]
    at = new_at = kept = 0
    for start, new_start, size in matches(old, new):
        assert start >= at
        assert new_start >= new_at
        assert old[start : start + size] == new[new_start : new_start + size]
        at, new_at, kept = start + size, new_start + size, kept + size
    assert kept == 501
