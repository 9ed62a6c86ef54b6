"""From a redline back to a proposal: applied to the base, the amendments give the revised text."""

from __future__ import annotations

import pytest
from conftest import ALL
from text_pairs import PAIRS

from redline.engine.amend.between import amendments_between
from redline.engine.amend.consolidate import consolidate
from redline.errors import RedlineError
from redline.model import Proposal


@pytest.mark.parametrize("made", ALL, ids=[made.name for made in ALL])
def test_every_real_redline_is_a_proposal_again(made):
    base, revised = made.redline.base, made.redline.revised
    found = amendments_between(base, revised, "TST/1")
    assert consolidate(base, Proposal("TST/1", "Made up", found)).lines == revised.lines


NO_PLACE = ("says not after what", "names no place", "already amends")


@pytest.mark.parametrize("number", range(len(PAIRS)), ids=[title for title, _, _ in PAIRS])
def test_texts_that_differ_in_every_way(number):
    _, base, revised = PAIRS[number]
    found = amendments_between(base, revised, "TST/1")
    problem = ""
    try:
        made = consolidate(base, Proposal("TST/1", "Made up", found))
    except RedlineError as error:
        problem = str(error)  # the text has no address for what changes
    if problem:
        assert any(words in problem for words in NO_PLACE)
        return
    assert made.lines == revised.lines
