"""Numbers, addresses, delegations, and what the model refuses."""

from __future__ import annotations

import itertools

import pytest

from redline import api
from redline.errors import AmbiguousDocument, DocumentNotFound, UnknownFormat
from redline.model import (
    Address,
    Change,
    ChangeKind,
    Emphasis,
    Heading,
    Provision,
    ProvisionNumber,
    Symbol,
    parse_heading,
)
from redline.model.heading import DivisionKind


def test_numbers_are_ordered_as_the_field_orders_them():
    printed = ["2", "2A", "28", "28A", "28B", "28Z", "28AA", "28bis", "28ter", "29", "100", "1/1", "1/30", "2/1"]
    numbers = [ProvisionNumber.parse(text) for text in printed]
    assert [str(number) for number in sorted({*numbers})] == printed
    assert all(one < other for one, other in itertools.pairwise(numbers))


@pytest.mark.parametrize(
    "written", ["3.4", "1.1 a)", "Article 5A", "Article 6", "No. 28", "App. 1/3.3.1", "No. 1/30", "3.4bis", "Preamble"]
)
def test_an_address_prints_as_it_is_written(written: str):
    assert str(Address.parse(written)) == written


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Art. 5A", "Article 5A"),
        ("1/30", "No. 1/30"),
        ("art 6", "Article 6"),
        ("ARTICLE 3", "Article 3"),
        ("1.1a)", "1.1 a)"),
    ],
)
def test_an_address_is_understood_as_delegates_write_it(written: str, printed: str):
    assert str(Address.parse(written)) == printed


@pytest.mark.parametrize("written", ["", "somewhere", "Art.", "3..4", "No. ", "/", "a" * 10_000])
def test_what_is_no_address_says_so(written: str):
    with pytest.raises(ValueError, match="is no address"):
        Address.parse(written)


@pytest.mark.parametrize("line", ["ARTICLE 3", "ARTÍCULO 3", "СТАТЬЯ 3", "第3条", "المادة 3", "Article 3"])
def test_a_heading_is_known_in_six_languages(line: str):
    heading = parse_heading(line)
    assert heading is not None
    assert heading.key == (DivisionKind.ARTICLE, "3")
    assert heading.first_line == line


@pytest.mark.parametrize("name", ["RUS", "Russian Federation", "russia", " RUSSIA "])
def test_a_delegation_has_many_names(name: str):
    assert api.delegation(name).code == "RUS"


@pytest.mark.parametrize(
    ("name", "code"),
    [("CEPT", "EUR"), ("CITEL", "IAP"), ("ATU", "AFCP"), ("APT", "ACP"), ("Arab States", "ARB"), ("RCC", "RCC")],
)
def test_a_regional_group_has_its_code(name: str, code: str):
    assert api.delegation(name).code == code


def test_every_delegation_is_found_by_each_of_its_names():
    for found in api.delegations():
        for name in (found.code, found.name, *found.names):
            assert api.delegation(name) == found


def test_every_proposer_and_every_position_is_a_known_delegation(texts):
    names = {name for proposal in texts.proposals for name in (*proposal.proposers, *proposal.supporters)}
    names |= {name for s in texts.positions.subjects for name in (*s.proposers, *s.supporters)}
    unknown = set()
    for name in names:
        try:
            api.delegation(name)
        except DocumentNotFound:
            unknown.add(name)
    assert unknown <= {"Pacific Islands group"}  # no group of that name submits proposals under a code of its own


def test_an_unknown_delegation_offers_the_nearest():
    with pytest.raises(DocumentNotFound, match=r"Nearest there: .*Paraguay"):
        api.delegation("Paragay")
    with pytest.raises(AmbiguousDocument):
        api.delegation("united")


def test_symbols_know_what_they_do():
    acts = {symbol: (symbol.adds, symbol.modifies, symbol.suppresses, symbol.keeps) for symbol in Symbol}
    assert all(sum(act) == 1 for act in acts.values())
    assert Symbol.NOC_EMPHATIC.printed == "NOC"


def test_the_model_refuses_what_cannot_be():
    for make in (
        lambda: Provision(number=" 28"),
        lambda: Provision(text="a\x00b"),
        lambda: Provision(text="a\x9bb"),
        lambda: Heading(DivisionKind.ARTICLE, "1", "two\nlines"),
        lambda: Emphasis(2, 2),
        lambda: Change(ChangeKind.EQUAL, ""),
    ):
        with pytest.raises(ValueError):  # noqa: PT011  # each has its own words
            make()


def test_an_unknown_format_offers_the_known(itrs):
    redline = api.compare(itrs, itrs)
    with pytest.raises(UnknownFormat, match=r"Formats: docx, html, json, md, pdf, txt\."):
        api.render(redline, "odt")
