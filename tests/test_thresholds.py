"""The numbers that the engine decides by, each from both sides: twice or half of one fails a test here.

The texts are made of words that are nothing but different, so that how alike two are can be counted: of twenty words
the first ``k`` shared are ``(k/20 + (k-1)/19) / 2`` alike. Those of words (a sentence hardly kept, words replaced
one by one) are in ``tests/cases/words/thresholds.txt``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from counted_texts import alike, article, base_of, effects, ends, pairs, parts, provisions, some

from redline.engine.align.alignment import align
from redline.engine.amend.redlining import redline_of
from redline.engine.check.stands import misquoted
from redline.engine.together.collate import collate
from redline.engine.together.converge import converge
from redline.engine.words.script import matches
from redline.model import (
    Amendment,
    Division,
    DivisionKind,
    Effect,
    Heading,
    Instrument,
    Member,
    Proposal,
    Provision,
    Symbol,
)

# which provision became which


@pytest.mark.parametrize(("shared", "paired"), [(5, False), (6, True)])
def test_a_quarter_is_enough_in_the_same_place(shared, paired):
    old, new = alike(shared)
    assert pairs(provisions([old]), provisions([new])) == ({(0, 0)} if paired else set())


@pytest.mark.parametrize(("shared", "paired"), [(5, False), (6, True)])
def test_a_label_in_articles_that_are_one_is_the_same_place(shared, paired):
    old, new = alike(shared)
    kept = Provision("", "1.1", text=some("k", 20))
    beside = [Provision("", label, text=some(label, 20)) for label in ("1.3", "1.4")]
    base = [*article("1", "Purpose"), kept, Provision("", "1.2", text=old), beside[0]]
    added = [*article("1", "Scope"), Provision("", "1.1", text=some("z", 20))]
    revised = [*added, *article("2", "Purpose"), replace(kept, label="2.1"), Provision("", "1.2", text=new), beside[1]]
    assert ((2, 4) in pairs(base, revised)) is paired


@pytest.mark.parametrize(("shared", "paired"), [(5, False), (6, True)])
def test_a_label_before_the_first_heading_is_a_place_too(shared, paired):
    (old, new), beside = alike(shared), [some("x", 20), some("y", 20)]
    base, revised = (
        [Provision("", label, text=text) for label, text in zip(labels, texts, strict=True)]
        for labels, texts in ((("1.1", "1.2"), (old, beside[0])), (("1.1", "1.3"), (new, beside[1])))
    )
    assert pairs(base, revised) == ({(0, 0)} if paired else set())


def test_a_label_in_another_article_is_another_place():
    old, new = alike(6)
    beside = [Provision("", label, text=some(label, 20)) for label in ("1.3", "1.4")]
    kept, after = ([Provision("", "1.1", text=some(name, 20))] for name in ("k", "z"))
    base = [*article("1", "Purpose"), *kept, Provision("", "1.2", text=old), *article("2", "Form"), *beside]
    second = [beside[0], Provision("", "1.2", text=new), beside[1]]
    revised = [*article("1", "Scope"), *after, *article("2", "Look"), *second]
    assert pairs(base, revised) == {(3, 2), (4, 3), (5, 5)}


@pytest.mark.parametrize(("shared", "paired"), [(8, False), (9, True)])
def test_two_fifths_are_enough_elsewhere(shared, paired):
    old, new = alike(shared)
    base = provisions([some("x", 20), old])
    revised = provisions([new, some("y", 20)], start=11)
    assert pairs(base, revised) == ({(1, 0)} if paired else set())


@pytest.mark.parametrize(("shared", "guessed"), [(12, True), (13, False)])
def test_below_three_fifths_it_is_a_guess_that_is_told(shared, guessed):
    old, new = alike(shared)
    found = align(provisions([some("x", 20), old]), provisions([new, some("y", 20)], start=11))
    assert ends(found) == {(1, 0)}
    assert bool(found.notes) is guessed


@pytest.mark.parametrize(("left", "paired"), [(10, True), (11, False)])
def test_all_pairs_of_a_gap_are_compared_up_to_a_hundred(left, paired):
    """Words in another order share no pair of neighbours, so nothing but the gap leads from one to the other."""
    words = some("s", 20).split()
    base = provisions([" ".join(words), *(some(f"x{at}", 20) for at in range(left - 1))])
    revised = provisions([*(some(f"y{at}", 20) for at in range(9)), " ".join(reversed(words))], start=101)
    assert pairs(base, revised) == ({(0, 9)} if paired else set())


@pytest.mark.parametrize(("texts", "paired"), [(24, True), (25, False)])
def test_what_more_than_24_texts_share_tells_nothing(texts, paired):
    common = some("s", 8)
    base = provisions([f"{common} {some('o', 4)}", *(some(f"x{at}", 20) for at in range(5))])
    others = [f"{common} {some(f'y{at}', 60)}" for at in range(texts - 1)]
    revised = provisions([others[0], f"{common} {some('n', 4)}", *others[1:]], start=101)
    assert pairs(base, revised) == ({(0, 1)} if paired else set())


@pytest.mark.parametrize(("better", "paired"), [(5, True), (6, False)])
def test_the_six_texts_that_share_most_are_compared(better, paired):
    words = some("s", 12)
    base = provisions([words, *(some(f"x{at}", 20) for at in range(11))])
    decoys = [f"{words} {some(f'y{at}', 90)}" for at in range(better)]
    version = f"{' '.join(words.split()[:8])} {some('n', 2)}"
    rest = [some(f"z{at}", 20) for at in range(11 - better)]
    revised = provisions([*decoys, version, *rest], start=101)
    assert pairs(base, revised) == ({(0, better)} if paired else set())


# which article became which


@pytest.mark.parametrize(("rest", "paired"), [(70, True), (80, False)])
def test_articles_are_one_if_three_tenths_of_their_text_are_in_pairs_of_the_two(rest, paired):
    kept, gone, new = "k" * 30, "g" * rest, "n" * rest  # 31 of 31 + rest + 1 characters
    base, revised = article("1", "", kept, gone), article("7", "", kept, new, start=11)
    assert ((0, 0) in pairs(base, revised)) is paired


@pytest.mark.parametrize(("shared", "paired"), [(5, False), (6, True)])
def test_titles_that_share_half_are_of_one_article_if_its_number_agrees(shared, paired):
    old, new = alike(shared, of=10)
    base, revised = article("1", old, some("x", 9)), article("1", new, some("y", 9), start=11)
    assert pairs(base, revised) == ({(0, 0)} if paired else set())


@pytest.mark.parametrize(("count", "partner"), [(20, 1), (21, 0)])
def test_headings_of_one_title_are_all_compared_up_to_400_pairs(count, partner):
    """Of all pairs the nearest are taken; above the limit the first goes with the first."""
    same = [Heading(DivisionKind.ARTICLE, str(number), "Purpose") for number in range(1, 2 * count + 1)]
    base = [Heading(DivisionKind.ARTICLE, "900", "Alpha"), *same[:count]]
    revised = [*same[count:], Heading(DivisionKind.ARTICLE, "901", "Omega")]
    assert (1, partner) in pairs(base, revised)


@pytest.mark.parametrize("texts", [("ab", "abc"), ("abc", "abcd"), ("", "a")])
def test_of_two_that_change_places_the_longer_stays(texts):
    for first, second in (texts, texts[::-1]):
        found = align(provisions([f"x{first}", f"x{second}"]), provisions([f"x{second}", f"x{first}"], start=11))
        assert [pair.old for pair in found.kept] == [0 if len(first) > len(second) else 1]
        assert [pair.old for pair in found.moved] == [1 if len(first) > len(second) else 0]


# what was split


@pytest.mark.parametrize(("taken", "split"), [(6, False), (7, True)])
def test_a_part_has_three_fifths_of_its_words_from_the_whole(taken, split):
    own, lost = some("w", 20), some("l", 10)
    part = f"{' '.join(lost.split()[:taken])} {some('n', 10 - taken)}"
    found = effects(provisions([f"{own} {lost}"]), provisions([own, part]))
    assert found == ({Effect.SPLIT} if split else {Effect.MODIFIED, Effect.INSERTED})


@pytest.mark.parametrize(("first", "split"), [(7, False), (8, True)])
def test_parts_of_which_none_is_paired_hold_half_of_the_whole(first, split):
    whole, found = parts(first, 7, 7)
    got = effects(provisions([whole]), provisions(found, start=11))
    assert got == ({Effect.SPLIT} if split else {Effect.DELETED, Effect.INSERTED})


def test_two_parts_are_enough_where_none_is_paired():
    whole, found = parts(11, 11)
    grown = [f"{part} {some(f'n{at}', 7)}" for at, part in enumerate(found)]
    assert effects(provisions([whole]), provisions(grown, start=11)) == {Effect.SPLIT}
    assert effects(provisions(grown), provisions([whole], start=11)) == {Effect.MERGED}
    assert effects(provisions([whole]), provisions(grown[:1], start=11)) == {Effect.MODIFIED}


@pytest.mark.parametrize(("left", "split"), [(20, True), (21, False)])
def test_parts_are_looked_for_among_400_pairs(left, split):
    whole, found = parts(10, 10, 10)
    base = provisions([*(some(f"x{at}", 9) for at in range(left - 1)), whole])
    revised = provisions([*found, *(some(f"y{at}", 9) for at in range(17))], start=101)
    assert (Effect.SPLIT in effects(base, revised)) is split


# scripts of long texts


@pytest.mark.parametrize(("length", "kept"), [(500, 492), (501, 8)])
def test_up_to_250_000_cells_the_script_is_a_least_one(length, kept):
    """Above, what stands once is kept: here eight words that change places with all the others."""
    once, often = some("u", 8).split(), (["a", "b"] * length)[: length - 8]
    assert sum(size for _, _, size in matches([*once, *often], [*often, *once])) == kept


@pytest.mark.parametrize(("length", "kept"), [(7999, 4000), (8000, 0)])
def test_above_64_million_cells_words_are_matched_in_pieces(length, kept):
    """The memory that a bit matrix takes is bounded, and what is kept across a cut is the price."""
    first, second = ["a"] * 4000, ["b"] * (length - 4000)
    assert sum(size for _, _, size in matches([*first, *second], [*second, *first])) == kept


# several delegations


def member(base: Instrument, code: str, *amendments: Amendment) -> Member:
    proposal = Proposal(f"{code}/1", "Made up", amendments, (code,))
    return Member(code, code, redline_of(base, proposal), (proposal,))


@pytest.mark.parametrize(("shared", "rows"), [(8, 2), (9, 1)])
def test_additions_at_one_place_share_a_row_from_two_fifths_on(shared, rows):
    base = base_of(1)
    members = [
        member(base, code, Amendment(Symbol.ADD, f"{code}/1", (Provision(f"1{letter}", text=text),), after="1"))
        for code, letter, text in zip(("AAA", "BBB"), "AB", alike(shared), strict=True)
    ]
    assert len(collate(base, members).rows) == rows


@pytest.mark.parametrize(("shared", "grouped"), [(10, False), (11, True)])
def test_wordings_that_are_half_alike_are_variants_of_one(shared, grouped):
    base = base_of(1)
    members = [
        member(base, code, Amendment(Symbol.MOD, f"{code}/1", (Provision("1", text=text),)))
        for code, text in zip(("AAA", "BBB"), alike(shared), strict=True)
    ]
    assert bool(converge(collate(base, members)).groups) is grouped


@pytest.mark.parametrize(("odd", "together"), [(0, 10), (1, 9)])
def test_the_largest_set_is_sought_among_22_members_that_clash(odd, together):
    """Above, the one with the fewest clashes is taken first, which costs one here: it clashes with three that agree."""
    three, four = (1, 2, 3), (4, 5, 6, 7)
    clashes = [(0, a) for a in three] + [(a, k) for a in three for k in four]
    clashes += [(k, other) for k in four for other in four if k < other]
    clashes += [(at, at + 1) for at in range(8, 22, 2)]
    clashes += [(21, 22), (20, 22)] * odd
    base = base_of(len(clashes))
    members = []
    for at in range(22 + odd):
        own = [number for number, clash in enumerate(clashes, 1) if at in clash]
        wordings = [Provision(str(number), text=some(f"m{at}x{number}", 6)) for number in own]
        amendments = [Amendment(Symbol.MOD, f"M{at}/{w.number}", (w,)) for w in wordings]
        members.append(member(base, f"M{at}", *amendments))
    assert len(converge(collate(base, members)).together) == together


# what is shown


@pytest.mark.parametrize("kept", [46, 47])
def test_between_two_differences_48_characters_are_shown_whole(kept):
    """At either end of the text, those 24 that stand beside the difference."""
    long, middle = "x" * 60, "k" * kept
    provision = Provision("7", text=f"{long} a {middle} b {long}")
    base = Instrument("t", "T", (Division(Heading(DivisionKind.BODY), (provision,)),))
    stands = replace(provision, text=f"{long} c {middle} d {long}")
    amendment = Amendment(Symbol.MOD, "TST/1/1", (provision,), stands=(stands,))
    (found,) = misquoted(base, Proposal("TST/1", "Made up", (amendment,)))
    inside = f" {middle} " if len(middle) + 2 <= 48 else f" {'k' * 23}…{'k' * 23} "
    edge = "x" * 23
    assert found.words.endswith(f": …{edge} [-a-]{{+c+}}{inside}[-b-]{{+d+}} {edge}…")
