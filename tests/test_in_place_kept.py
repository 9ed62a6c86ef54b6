"""Tracked changes of somebody else that stay beside ours: both of theirs can still be had, and both of ours."""

from __future__ import annotations

import pytest
from small_word import W, para, text, word
from word_views import view

from redline.ooxml.package import Package
from redline.tasks.word import compare_word, verify_word
from redline.writers.options import Existing, InPlaceOptions, Moves

_W = f"{{{W}}}"
BY = 'w:id="{0}" w:author="Ann" w:date="2012-06-01T00:00:00Z"'


def came(words: str, number: int = 90) -> str:
    return f"<w:ins {BY.format(number)}>{text(words)}</w:ins>"


def went(words: str, number: int = 91) -> str:
    return f"<w:del {BY.format(number)}>{text(words).replace('w:t', 'w:delText')}</w:del>"


def end(kind: str, number: int = 92) -> str:
    return f"<w:rPr><w:{kind} {BY.format(number)}/></w:rPr>"


def looked(properties: str, former: str = "", number: int = 93) -> str:
    return f"{properties}<w:rPrChange {BY.format(number)}><w:rPr>{former}</w:rPr></w:rPrChange>"


def row(words: str, kind: str = "") -> str:
    mark = f"<w:trPr><w:{kind} {BY.format(94)}/></w:trPr>" if kind else ""
    inner = came(words) if kind == "ins" else went(words) if kind == "del" else text(words)
    return f"<w:tr>{mark}<w:tc><w:tcPr/>{para(inner, properties=end(kind, 95) if kind else '')}</w:tc></w:tr>"


def table(*rows: str) -> str:
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>{"".join(rows)}</w:tbl>'


FIRST, LAST = para("1\tThe delegations met at Geneva."), para("9\tDone in one original copy.")
CENTRED = f'<w:jc w:val="center"/><w:pPrChange {BY.format(96)}><w:pPr/></w:pPrChange>'
THEIRS = {
    "words that came": para("They agree ", came("in full "), "on the budget."),
    "words that went": para("They agree ", went("in full "), "on the budget."),
    "words for others": para("They agree ", went("in part "), came("in full "), "on the budget."),
    "the first words of a paragraph": para(went("Perhaps "), came("Surely "), "they agree."),
    "the last words of a paragraph": para("They agree", came(" in full"), went(" in part")),
    "all the words": para(went("They agree."), came("They do not agree.")),
    "bold words": para("They agree ", text("in full", looked("<w:b/>")), " on the budget."),
    "a centred paragraph": para("They agree on the budget.", properties=CENTRED),
    "a paragraph that came": para(came("They agree."), properties=end("ins")),
    "a paragraph that went": para(went("They agree."), properties=end("del")),
    "two paragraphs that went": para(went("They agree."), properties=end("del"))
    + para(went("They part."), properties=end("del", 97)),
    "an end that went": para("They agree ", properties=end("del")) + para("on the budget."),
    "two ends that went": para("They agree ", properties=end("del"))
    + para("on the budget ", properties=end("del", 97))
    + para("of the Union."),
    "an end that came": para("They agree.", properties=end("ins")) + para("They part."),
    "words that came in a link": para(
        "They agree on ", f'<w:hyperlink w:anchor="a">{text("the ")}{came("full ")}{text("budget")}</w:hyperlink>', "."
    ),
    "all the words of a link": para(
        "They agree on ", f'<w:hyperlink w:anchor="a">{went("the full budget ")}</w:hyperlink>', "all of it."
    ),
    "words beside a link of none": para("They agree on ", '<w:hyperlink w:anchor="a"/>', came("the "), "budget of it."),
    "a row that came": table(row("State"), row("Kenya", "ins")) + para("After it."),
    "a row that went": table(row("State"), row("Kenya", "del")) + para("After it."),
    "words in a cell": table(row("State"), f"<w:tr><w:tc><w:tcPr/>{para('Kenya ', came('and Norway'))}</w:tc></w:tr>"),
}
MORE = para("8\tThe Members shall confer once in every year.")
OURS = {
    "nothing": lambda body: body,
    "a paragraph before": lambda body: MORE + body,
    "a paragraph between": lambda body: body.replace(LAST, MORE + LAST),
    "a word before": lambda body: body.replace("They ", "They all "),
    "a word after": lambda body: body.replace("budget", "whole budget"),
    "the last line": lambda body: body.replace("Done in", "Done at Geneva in"),
}
OPTIONS = [InPlaceOptions(author="Us", existing=Existing.KEEP, moves=moves) for moves in Moves]


def signed(data: bytes, author: str) -> list[tuple[str, str]]:
    """What an author marked, in order: the kind of each mark, and the words in it."""
    body = Package(data, "x").part("word/document.xml")
    return [
        (node.tag.removeprefix(_W), "".join(node.itertext()))
        for node in body.iter()
        if isinstance(node.tag, str) and node.get(f"{_W}author") == author
    ]


@pytest.mark.parametrize("name", THEIRS)
def test_where_we_change_nothing_all_stays_as_it_was(name):
    old = word(FIRST + THEIRS[name] + LAST)
    found = compare_word((old, "o"), (old, "n"), None, OPTIONS[0])
    assert signed(found.data, "Ann") == signed(old, "Ann") != []
    assert signed(found.data, "Us") == []


@pytest.mark.parametrize("change", OURS)
@pytest.mark.parametrize("name", THEIRS)
def test_all_accepted_is_the_new_document_and_all_rejected_what_stood_before_theirs(name, change):
    body = FIRST + THEIRS[name] + LAST
    old, new = word(body), word(OURS[change](body))
    for options in OPTIONS:
        found = compare_word((old, "o"), (new, "n"), None, options)
        assert view(found.data, True).body == view(new, True).body
        assert view(found.data, False).body == view(old, False).body
        verify_word(found, (old, "o"), (new, "n"), options)
        for kind in ("ins", "del"):
            theirs, stood = (
                "".join(said for sort, said in signed(data, "Ann") if sort == kind) for data in (found.data, old)
            )
            assert theirs == stood
        if body == OURS[change](body):
            assert signed(found.data, "Us") == []


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{0}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
WITHIN = {
    "a field": FIELD.format(came("1 May") + went("1 June")),
    "a content control": f"<w:sdt><w:sdtContent>{came('1 May')}{went('1 June')}</w:sdtContent></w:sdt>",
    "a simple field": f'<w:fldSimple w:instr="DATE">{came("1 May")}</w:fldSimple>',
}


@pytest.mark.parametrize("change", OURS)
@pytest.mark.parametrize("name", WITHIN)
def test_what_somebody_changed_in_a_thing_is_accepted_first_and_said(name, change):
    held = "".join((para("They agree ", came("in full "), "until ", WITHIN[name], " on the budget."), LAST))
    old, new = word(FIRST + held), word(OURS[change](FIRST + held))
    found = compare_word((old, "o"), (new, "n"), None, OPTIONS[0])
    assert any(line.startswith("changes tracked inside a field, a content control") for line in found.untracked)
    assert view(found.data, True).body == view(new, True).body
    body = Package(found.data, "x").part("word/document.xml")
    assert "1 May" in "".join(body.itertext())
    assert "1 June" not in "".join(body.itertext())
    assert signed(found.data, "Ann") == [("ins", "in full ")]
