"""The algorithms of the engine: scripts, chains, alignment at scale, units of words in six languages."""

from __future__ import annotations

import itertools
import random
import sys

import pytest
import regex
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(PROJECT / "bench"))
from alignment import score
from generator import Shares, make_pair

from redline.engine.align.alignment import align
from redline.engine.compare import compare
from redline.engine.words.diff import diff_text
from redline.engine.words.nature import nature
from redline.engine.words.order import heaviest_chain
from redline.engine.words.script import matches
from redline.engine.words.tokens import tokens
from redline.model import (
    Division,
    DivisionKind,
    Effect,
    Heading,
    Instrument,
    Nature,
    PairReason,
    Provision,
    accept,
    reject,
)

SEQUENCES = st.lists(st.sampled_from("abcde"), max_size=40)


@given(SEQUENCES, SEQUENCES)
def test_matches_are_common_stretches_in_order(old, new):
    at = new_at = 0
    for start, new_start, size in matches(old, new):
        assert size > 0
        assert start >= at
        assert new_start >= new_at
        assert old[start : start + size] == new[new_start : new_start + size]
        at, new_at = start + size, new_start + size


@given(SEQUENCES, SEQUENCES)
def test_a_short_script_is_a_least_one(old, new):
    """Against the textbook's table of longest common subsequences."""
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            table[i + 1][j + 1] = table[i][j] + 1 if one == other else max(table[i][j + 1], table[i + 1][j])
    assert sum(size for _, _, size in matches(old, new)) == table[-1][-1]


@pytest.mark.parametrize("vocabulary", [2, 40, 100_000])
@pytest.mark.parametrize("edited", [0.0, 0.02, 1.0])
def test_a_long_script_is_exact(vocabulary, edited):
    chance = random.Random(vocabulary)
    old = [f"w{chance.randrange(vocabulary)}" for _ in range(6_000)]
    new = [f"w{chance.randrange(vocabulary)}" if chance.random() < edited else word for word in old]
    changes = diff_text(" ".join(old), " ".join(new))
    assert reject(changes) == " ".join(old)
    assert accept(changes) == " ".join(new)
    if edited == 0.02:
        assert len(changes) < 6_000 * 0.02 * 4


@given(st.permutations(range(8)), st.lists(st.integers(1, 5), min_size=8, max_size=8))
def test_the_heaviest_chain_is_the_heaviest(values, weights):
    best = 0
    for chosen in range(256):
        picked = [i for i in range(8) if chosen >> i & 1]
        if all(values[a] < values[b] for a, b in itertools.pairwise(picked)):
            best = max(best, sum(weights[i] for i in picked))
    found = heaviest_chain(values, weights)
    assert sum(weights[i] for i in found) == best
    assert [values[i] for i in found] == sorted(values[i] for i in found)


TAILORED = regex.compile(r"[\p{L}\p{M}\p{N}_][*]|['’‑\-­]|[\p{N}\p{Lu}]/[\p{N}]")
"""Where our units differ from UAX #29 on purpose: footnote marks, hyphens and elisions, 1/30."""

SIX = {
    "ar": "تُحدِّد الإدارات، بالاتفاق، المسارات الدولية؛ و3.4 منها.",
    "en": "Administrations shall, as appropriate, pay 1.5 SDR (Article 5A, No. 28).",
    "es": "¿Podrán las administraciones determinar la ruta? El artículo 3.4bis, sí.",
    "fr": "Les Membres favorisent la mise en œuvre des services ; à 6 %.",
    "ru": "Члены Союза должны обеспечить, чтобы администрации сотрудничали (№ 28).",
}


@pytest.mark.parametrize("language", SIX)
def test_units_are_the_words_of_unicode(language):
    """Every unit ends where UAX #29 ends a word; spaces, which it may run together, are ours one by one."""
    text = SIX[language]
    ends = {match.end() for match in regex.finditer(r"(?w).+?\b|\s", text, flags=regex.V1)} | {0, len(text)}
    boundaries = {match.start() for match in regex.finditer(r"(?w)\b", text, flags=regex.V1)} | {len(text)}
    at = 0
    for unit in tokens(text):
        at += len(unit)
        assert at in boundaries or at in ends or not unit.strip(), unit
    units = set()
    at = 0
    for unit in tokens(text):
        at += len(unit)
        units.add(at)
    for boundary in boundaries - {0}:
        around = text[max(boundary - 2, 0) : boundary + 2]
        assert boundary in units or TAILORED.search(around), around


def test_chinese_is_cut_by_character_and_a_mark_stays_with_its_letter():
    assert tokens("各成员国") == list("各成员国")
    assert tokens("e\u0301tat تُحدِّد") == ["e\u0301tat", " ", "تُحدِّد"]


@pytest.mark.parametrize(
    ("old", "new", "sort"),
    [
        ("", "[", Nature.BRACKETS),
        ('"', "“", Nature.TYPOGRAPHY),
        (" ", "\u00a0", Nature.WHITESPACE),
        ("member", "Member", Nature.CASE),
        ("é", "e\u0301", Nature.TYPOGRAPHY),
        ("may", "shall", Nature.WORDING),
        ("6", "5", Nature.WORDING),
    ],
)
def test_the_sort_of_a_difference(old, new, sort):
    assert nature(old, new) is sort


@pytest.mark.parametrize("seed", range(3))
def test_every_move_is_found_and_only_true_edits_are_marked(seed):
    truth = make_pair(300, seed, Shares(moved=0.03))
    found, right, moves, true_moves = score(truth)
    assert (found, right) == (1.0, 1.0)
    assert moves == true_moves


@pytest.mark.parametrize("seed", range(3))
def test_provisions_are_paired_without_any_number(seed):
    """With articles inserted and moved, and all marginal numbers and labels removed: at least 99 % are paired right."""
    truth = make_pair(1000, seed, Shares(articles_inserted=5, articles_moved=3), numbered=False)
    found, right, _, _ = score(truth)
    assert min(found, right) >= 0.99


def _alike(texts: list[str], numbered: bool = True) -> Instrument:
    provisions = tuple(Provision(str(n) if numbered else "", text=text) for n, text in enumerate(texts, 1))
    return Instrument("t", "Made up", (Division(Heading(DivisionKind.ARTICLE, "1", "All"), provisions),))


@pytest.mark.parametrize("numbered", [True, False])
def test_repeated_provisions_pair_in_order(numbered):
    base = _alike(["Members shall cooperate."] * 500, numbered)
    revised = _alike(
        ["Members shall cooperate."] * 250 + ["Members may."] + ["Members shall cooperate."] * 248, numbered
    )
    redline = compare(base, revised)
    assert redline.accepted == revised.lines
    assert redline.rejected == base.lines
    assert sum(c.effect is Effect.MOVED for c in redline.changes) == 0


def test_every_pair_says_why():
    truth = make_pair(200, 5, Shares(moved=0.05))
    found = align(truth.base.items, truth.revised.items)
    assert {pair.reason for pair in (*found.kept, *found.moved)} >= {
        PairReason.SAME_TEXT,
        PairReason.SIMILAR_TEXT,
        PairReason.SAME_PROVISIONS,
    }
    assert all(pair.reason for pair in (*found.kept, *found.moved))


def test_what_moves_has_the_words_counted_once_that_changed_on_the_way():
    said = {
        number: f"Members shall {verb} in the matter of the Union, all of them."
        for number, verb in (("1", "pay"), ("2", "ask"), ("3", "confer"), ("4", "see"), ("5", "report"))
    }
    orders = ("12345", "14523")
    old, new = ([Provision(number, text=said[number]) for number in order] for order in orders)
    new = [Provision(one.number, text=one.text.replace("ask in", "ask twice in")) for one in new]
    treaties = (Instrument("t", "T", (Division(Heading(DivisionKind.BODY), tuple(side)),)) for side in (old, new))
    moved = [change for change in compare(*treaties).changes if change.effect is Effect.MOVED]
    words = [
        (change.base is not None, change.item.number, change.deleted_words, change.inserted_words) for change in moved
    ]
    assert sorted(words) == [(False, "2", 0, 1), (False, "3", 0, 0), (True, "2", 0, 0), (True, "3", 0, 0)]
    assert all(change.lead_edits == () for change in moved)
    assert all((change.edits == ()) is (change.item.number == "3") for change in moved)


def test_a_line_that_comes_last_begins_with_its_line_end_whatever_ends_before():
    (_, came) = diff_text("they shall pay; ", "they shall pay; \nthey shall meet; ")
    assert came.text == "\nthey shall meet; "


def test_texts_without_a_word_are_nothing_alike_and_what_is_equal_is_wholly_so():
    sides = [[Provision("1", text=first), Provision("2", text="All shall meet.")] for first in ("—", "…")]
    found = align(*sides)
    assert [(pair.old, pair.new, pair.score) for pair in (*found.kept, *found.moved)] == [(1, 1, 1.0)]
