"""Headers in place, section by section: a section names its header only where the one before does not show it."""

from __future__ import annotations

import re

import pytest
from redlined_pairs import document
from word_pairs import saved, sectioned
from word_views import view

from redline.tasks.word import compare_word


def named(data: bytes) -> list[bool]:
    """Of each section whether it names a header."""
    found = re.findall(r"<w:sectPr.*?</w:sectPr>", document(data))
    assert all(section.count("<w:headerReference ") < 2 for section in found)
    return ["<w:headerReference " in section for section in found]


ONE, OTHER, THIRD = "The header of the draft", "The header of the treaty", "Annexes and protocols"
CASES = {
    "its words": ({"4": ONE}, {"4": OTHER}, [True, False, False]),
    "the words of the second": ({"4": ONE, "7": THIRD}, {"4": ONE, "7": OTHER}, [True, True, False]),
    "one of its own comes": ({"4": ONE}, {"4": ONE, "7": OTHER}, [True, True, False]),
    "one for the first alone": ({"4": ONE}, {"4": OTHER, "7": ONE}, [True, True, False]),
    "one comes for all": ({}, {"4": ONE}, [True, False, False]),
    "one comes for the last": ({}, {"end": ONE}, [False, False, True]),
    "one comes for the first alone": ({}, {"4": ONE, "7": ""}, [True, True, False]),
    "one of its own goes": ({"4": ONE, "7": OTHER}, {"4": ONE}, [True, True, False]),
    "all are gone": ({"4": ONE}, {}, [True, False, False]),
    "none changes": ({"4": ONE, "7": OTHER}, {"4": ONE, "7": OTHER}, [True, True, False]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_section_names_a_header_only_where_the_one_before_shows_another(name):
    before, after, wanted = CASES[name]
    old, new = (saved(sectioned("4", "7", headers=headers)) for headers in (before, after))
    found = compare_word((old, "o"), (new, "n"))
    assert view(found.data, True) == view(new, True)
    assert view(found.data, False) == view(old, True)
    assert found.untracked == ()
    assert named(found.data) == wanted


def test_a_header_that_stays_is_named_as_it_was():
    old, new = (saved(sectioned("4", headers={"4": ONE, "end": words})) for words in (OTHER, THIRD))
    references = [
        re.findall(r"<w:headerReference [^>]*>", document(data))
        for data in (old, compare_word((old, "o"), (new, "n")).data)
    ]
    assert references[0] == references[1]
