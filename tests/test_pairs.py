"""Which provision became which at the edges: of a text, of an article, of what was split. Each was once not noticed."""

from __future__ import annotations

import pytest
from counted_texts import alike, effects, pairs, parts, provisions, some

from redline.engine.align.alignment import align
from redline.model import DivisionKind, Effect, Heading, PairReason, Provision

R, U, X = some("r", 6), some("u", 6), some("x", 6)


def test_repeated_texts_beside_a_pair_are_not_looked_for_beyond_either_end():
    assert pairs(provisions([R, U]), provisions([U, X, R, R], start=11)) == {(0, 2), (1, 0)}
    assert pairs(provisions([U, X, R, R]), provisions([R, U], start=11)) == {(2, 0), (0, 1)}
    assert pairs(provisions([X, R, R, U]), provisions([U, R], start=11)) == {(1, 1), (3, 0)}
    assert pairs(provisions([U, R]), provisions([X, R, R, U], start=11)) == {(1, 1), (0, 3)}


def test_a_repeated_text_beside_a_pair_goes_with_the_one_beside_its_other_half():
    found = align(provisions([R, U, R]), provisions([R, X, R, U, R], start=11))
    assert {(p.old, p.new): p.reason for p in found.kept} == {
        (0, 2): PairReason.SAME_TEXT_BESIDE_A_PAIR,
        (1, 3): PairReason.SAME_TEXT,
        (2, 4): PairReason.SAME_TEXT_BESIDE_A_PAIR,
    }


def labelled(*texts: str, labels: str) -> list[Provision]:
    return [Provision("", label, text=text) for label, text in zip(labels, texts, strict=True)]


def test_a_label_is_a_place_in_its_own_article_alone():
    """Of two texts 28 % alike: enough in the same place, nowhere else."""
    old, new = alike(6)
    base, revised = labelled(old, some("x", 20), labels="12"), labelled(some("y", 20), new, labels="91")
    assert pairs(base, revised) == {(0, 1)}
    article, other = (Heading(DivisionKind.ARTICLE, number, some(f"t{number}", 3)) for number in "59")
    assert pairs([article, *base], revised) == set()
    assert pairs(base, [article, *revised]) == set()
    assert pairs([article, *base], [other, *revised]) == set()
    assert pairs([article, *base], [article, *revised]) == {(0, 0), (1, 2)}


def test_a_heading_is_no_version_of_a_provision():
    words = some("s", 8)
    heading, provision = Heading(DivisionKind.ARTICLE, "1", words), Provision("1", text=f"{words} and more")
    other, another = Provision("2", text=some("x", 9)), Provision("3", text=some("y", 9))
    assert pairs([heading, other], [provision, another]) == set()
    assert pairs([provision, other], [heading, another]) == set()


def test_what_stands_before_the_first_heading_makes_no_articles_one():
    (one,), (same,) = provisions([some("p", 9)]), provisions([some("p", 9)], start=11)
    first, last = Heading(DivisionKind.ARTICLE, "1"), Heading(DivisionKind.ARTICLE, "9")
    assert pairs([one, last], [first, same]) == {(0, 1)}
    assert pairs([first, one], [same, last]) == {(1, 0)}


@pytest.mark.parametrize("before", range(6))
def test_a_split_or_merger_of_which_nothing_is_paired_is_found_after_anything(before):
    whole, found = parts(10, 10, 10)
    kept = [some(f"k{at}", 7) for at in range(before)]
    one, several = provisions([*kept, whole]), provisions([*kept, *found], start=101)
    unchanged = {Effect.RENUMBERED} if before else set()
    assert effects(one, several) == {Effect.SPLIT} | unchanged
    assert effects(several, one) == {Effect.MERGED} | unchanged


def test_two_splits_and_two_mergers_in_a_row():
    (first, firsts), (second, seconds) = parts(10, 10, 10), parts(10, 10, 10)
    second, seconds = second.replace("w", "z"), [text.replace("w", "z") for text in seconds]
    one, several = provisions([first, second]), provisions([*firsts, *seconds], start=101)
    assert effects(one, several) == {Effect.SPLIT}
    assert effects(several, one) == {Effect.MERGED}
    found = align(one, several).kept
    assert [(p.old, p.new, p.more_old, p.more_new) for p in found] == [(0, 0, 0, 2), (1, 3, 0, 2)]
    found = align(several, one).kept
    assert [(p.old, p.new, p.more_old, p.more_new) for p in found] == [(0, 0, 2, 0), (3, 1, 2, 0)]


def test_of_texts_that_share_as_much_the_nearest_are_compared():
    phrase = some("s", 8)
    base = [*provisions(some(f"x{at}", 20) for at in range(11)), Provision("12", text=f"{phrase} {some('o', 4)}")]
    others = [f"{phrase} {some(f'y{at}', 90)}" for at in range(11)]
    revised = provisions([*others[:10], f"{phrase} {some('n', 4)}", others[10]], start=101)
    assert pairs(base, revised) == {(11, 10)}


def test_what_is_repeated_and_beside_no_pair_goes_in_order():
    found = align(provisions([R, R]), provisions([R, R, R], start=11))
    assert [(pair.old, pair.new, pair.reason) for pair in found.kept] == [
        (0, 0, PairReason.SAME_TEXT_IN_ORDER),
        (1, 1, PairReason.SAME_TEXT_IN_ORDER),
    ]
