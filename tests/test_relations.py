"""Two delegations over one base: what is said to go together does, in either order, and nothing else is merged."""

from __future__ import annotations

from dataclasses import replace

import pytest
import strategies as our
from examples import examples
from hypothesis import assume, given
from hypothesis import strategies as st

from redline.engine.amend.redlining import redline_of
from redline.engine.together.collate import collate
from redline.engine.together.relate import contested, edits_of, merge, related
from redline.model import (
    Amendment,
    Division,
    DivisionKind,
    Heading,
    Instrument,
    Member,
    Proposal,
    Provision,
    Relation,
    Symbol,
)

WORDS = st.lists(
    st.sampled_from(("shall", "may", "not", "Members", "States", "[", "]", ",", "the", "network")), max_size=9
)
TEXT = WORDS.map(" ".join)


@given(TEXT, TEXT, TEXT)
@examples(500)
def test_both_changes_are_made_in_either_order_or_not_at_all(base, one, other):
    both = merge(base, one, other)
    assert both == merge(base, other, one)
    if both is None:
        assert contested(edits_of(base, one), edits_of(base, other))


@given(TEXT, TEXT)
def test_a_change_goes_with_none_and_with_itself(base, one):
    assert merge(base, one, base) == one
    assert merge(base, one, one) == one


@given(our.TREATY_TEXT, our.TREATY_TEXT, our.TREATY_TEXT)
def test_the_edits_of_a_text_give_it_back(base, one, other):
    for text in (one, other):
        made, at = [], 0
        for edit in edits_of(base, text):
            made += [base[at : edit.start], edit.text]
            at = edit.end
        assert "".join([*made, base[at:]]) == text


@given(TEXT, TEXT, TEXT, TEXT)
def test_changes_on_either_side_of_a_fixed_point_go_together(left, right, new_left, new_right):
    """What one changes before a point and the other after it is compatible, and both are made."""
    base, one, other = (f"{a} MIDDLE {b}" for a, b in ((left, right), (new_left, right), (left, new_right)))
    assert merge(base, one, other) == f"{new_left} MIDDLE {new_right}"


@given(st.sampled_from(["shall", "should", "must"]), st.sampled_from(["shall", "should", "must"]))
def test_one_word_replaced_by_two_others_is_never_merged(one, other):
    assume(one != other)
    assert merge("Members may act.", f"Members {one} act.", f"Members {other} act.") is None


@pytest.mark.parametrize(
    ("labels", "relation"),
    [
        (("1.1", "1.1"), Relation.COMPATIBLE),
        (("1.2", "1.1"), Relation.COMPATIBLE),
        (("1.2", "1.2"), Relation.COMPATIBLE),
        (("1.2", "1.3"), Relation.CONFLICTING),
    ],
)
def test_words_that_go_together_do_so_under_one_label_alone(labels, relation):
    item = Provision("1", "1.1", text="Members shall meet every year and pay what they owe.")
    base = Instrument("t", "T", (Division(Heading(DivisionKind.BODY), (item,)),))
    members = []
    for code, label, (old, new) in zip("AB", labels, (("shall", "may"), ("what", "all that")), strict=True):
        wording = (replace(item, label=label, text=item.text.replace(old, new)),)
        proposal = Proposal(f"{code}/1", "Made up", (Amendment(Symbol.MOD, f"{code}/1/1", wording),), (code,))
        members.append(Member(code, code, redline_of(base, proposal), (proposal,)))
    (row,) = (row for row in collate(base, members).rows if len(row.entries) > 1)
    found = related(row, 0, 1)
    assert found.relation is relation
    merged = "Members may meet every year and pay all that they owe."
    assert found.merged == (merged if relation is Relation.COMPATIBLE else "")
