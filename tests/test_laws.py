"""The truths of docs/architecture.md as properties: exact, nothing lost, deterministic, whole or not at all."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from importlib import resources

import docx_reader
import html_reader
import jsonschema
import pytest
import strategies as our
from examples import examples
from hypothesis import example, given
from hypothesis import strategies as st

from redline import api
from redline.engine.amend.consolidate import consolidate
from redline.engine.amend.redlining import redline_of
from redline.engine.check.findings import check
from redline.engine.compare import compare
from redline.engine.options import CompareOptions, Granularity, Ignore
from redline.engine.words.diff import diff_text
from redline.model import (
    ChangeKind,
    Division,
    DivisionKind,
    Emphasis,
    Heading,
    Instrument,
    Provision,
    accept,
    parse_provision,
    print_provision,
    reject,
)
from redline.readers import read
from redline.writers.conference_text import write_conference_text
from redline.writers.options import Context, Moves, Profile, WriteOptions

BARE = WriteOptions(context=Context.WHOLE, bare=True)
SCHEMA = json.loads(
    resources.files("redline.writers").joinpath("schemas/redline.schema.json").read_text(encoding="utf-8")
)


@given(old=our.TREATY_TEXT | our.ANY_TEXT, new=our.TREATY_TEXT | our.ANY_TEXT)
@example(old="", new="")
@example(old="a", new="")
def test_changes_hold_both_texts_and_nothing_else(old: str, new: str):
    changes = diff_text(old, new)
    assert reject(changes) == old
    assert accept(changes) == new
    pairs = {(a.kind, b.kind) for a, b in itertools.pairwise(changes)}
    assert not pairs & {(kind, kind) for kind in ChangeKind}
    assert (ChangeKind.INSERT, ChangeKind.DELETE) not in pairs


@given(text=our.TREATY_TEXT | our.ANY_TEXT)
def test_a_text_against_itself_has_no_change(text: str):
    changes = diff_text(text, text)
    assert [c.kind for c in changes] == ([ChangeKind.EQUAL] if text else [])


@given(old=our.TREATY_TEXT, new=our.TREATY_TEXT)
def test_a_change_never_cuts_a_word(old: str, new: str):
    """Between two changes at least one side is no letter or digit, unless the words themselves are joined so."""
    from redline.engine.words.tokens import tokens

    changes = diff_text(old, new)
    for side, kind in ((old, ChangeKind.INSERT), (new, ChangeKind.DELETE)):
        ends, at = set(), 0
        for token in tokens(side):
            at += len(token)
            ends.add(at)
        at = 0
        for change in changes:
            if change.kind is not kind:
                at += len(change.text)
                assert at in ends


@examples(60)
@given(our.cases())
def test_a_proposal_gives_the_consolidated_text_and_the_base(case):
    base, proposal = case
    redline = redline_of(base, proposal)
    assert redline.rejected == base.lines
    assert redline.accepted == consolidate(base, proposal).lines
    shown = {amendment.id for change in redline.changes for amendment in change.amendments}
    assert shown == {amendment.id for amendment in proposal.amendments}


@examples(60)
@given(our.revisions())
def test_two_texts_compared_hold_both(pair):
    base, revised = pair
    redline = compare(base, revised)
    assert redline.rejected == base.lines
    assert redline.accepted == revised.lines


@examples(2000)
@given(our.edit_scripts())
def test_an_edit_script_keeps_the_laws(pair):
    """Truths 1 to 4: exact, nothing lost or doubled, readable, the same twice; in the engine and in Word."""
    base, revised = pair
    redline = compare(base, revised)
    assert redline == compare(base, revised)
    assert redline.rejected == base.lines
    assert redline.accepted == revised.lines
    moved = [c for c in redline.changes if c.move]
    kept = [c for c in redline.changes if not c.move]
    assert [i for c in redline.changes for i in c.bases] == list(base.items)
    assert [i for c in redline.changes for i in c.reviseds] == list(revised.items)
    assert sorted(c.move for c in moved if c.base) == sorted(c.move for c in moved if c.revised)
    for change in kept:
        _check_marks(change)
    for moves in Moves:
        options = replace(BARE, moves=moves)
        written = api.render(redline, "docx", options)
        for accepts, instrument in ((True, revised), (False, base)):
            assert docx_reader.lines(written, accepts) == (instrument.lines or ("",))


def _check_marks(change):
    """No two neighbours of one kind, deletion before insertion, nothing marked that both sides share at its edge."""
    pairs = list(itertools.pairwise(change.body))
    assert all(a.kind is not b.kind or a.nature is not b.nature for a, b in pairs)
    assert not any(a.kind is ChangeKind.INSERT and b.kind is ChangeKind.DELETE for a, b in pairs)
    if change.base is not None and change.revised is not None and change.bases[0].body == change.reviseds[0].body:
        assert change.more_base or change.more_revised or all(c.kind is ChangeKind.EQUAL for c in change.body)


@examples(200)
@given(our.edit_scripts())
def test_every_writer_takes_an_edit_script(pair):
    base, revised = pair
    redline = compare(base, revised)
    _check_html(redline)
    for name in ("json", "txt"):
        assert api.render(redline, name, WriteOptions()) == api.render(redline, name, WriteOptions())
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(api.render(redline, "json")))


@examples(300)
@given(our.edit_scripts(), st.sets(st.sampled_from(Ignore)), st.sampled_from(Granularity))
def test_what_is_ignored_is_kept_and_nothing_is_lost(pair, ignore, granularity):
    base, revised = pair
    redline = compare(base, revised, CompareOptions(ignore=frozenset(ignore), granularity=granularity))
    assert redline.rejected == base.lines
    assert redline.accepted == revised.lines
    page = api.render(redline, "html", BARE)
    assert html_reader.side(page, "base") == base.lines
    assert html_reader.side(page, "revised") == revised.lines


@examples(60)
@given(our.cases())
def test_nothing_is_lost_and_nothing_stands_twice(case):
    """Each provision of either text is in exactly one change of its side."""
    base, proposal = case
    redline = redline_of(base, proposal)
    assert [c.base for c in redline.changes if c.base is not None] == list(base.items)
    assert [c.revised for c in redline.changes if c.revised is not None] == list(redline.revised.items)


@examples(60)
@given(our.cases())
def test_word_accepts_and_rejects_exactly(case):
    redline = redline_of(*case)
    _check_docx(redline)


@examples(60)
@given(our.revisions())
def test_word_accepts_and_rejects_two_texts_exactly(pair):
    redline = compare(*pair)
    _check_docx(redline)


def _check_docx(redline):
    written = api.render(redline, "docx", BARE)
    assert written == api.render(redline, "docx", BARE)
    for accepts, instrument in ((True, redline.revised), (False, redline.base)):
        expected = instrument.lines or ("",)  # a Word document has a paragraph even where it has no text
        assert docx_reader.lines(written, accepts) == expected


@examples(60)
@given(our.cases())
def test_a_page_accepts_and_rejects_exactly(case):
    _check_html(redline_of(*case))


@examples(60)
@given(our.revisions())
def test_a_page_accepts_and_rejects_two_texts_exactly(pair):
    _check_html(compare(*pair))


def _check_html(redline):
    page = api.render(redline, "html", BARE)
    assert html_reader.lines(page, accept=True) == redline.revised.lines
    assert html_reader.lines(page, accept=False) == redline.base.lines
    assert html_reader.side(page, "base") == redline.base.lines
    assert html_reader.side(page, "revised") == redline.revised.lines


@examples(60)
@given(our.cases())
def test_every_writer_takes_every_redline(case):
    redline = redline_of(*case)
    for name in ("docx", "html", "json", "txt"):
        for options in (WriteOptions(), WriteOptions(context=Context.CHANGE), WriteOptions(profile=Profile.ITU)):
            assert api.render(redline, name, options) == api.render(redline, name, options)


@examples(300)
@given(our.printable_provisions())
def test_a_provision_reads_as_it_was_written(provision):
    assert parse_provision(print_provision(provision)) == provision


@pytest.mark.parametrize(
    "provision",
    [
        Provision("28", text="One.\n\nTwo."),
        Provision("28", text="One.\n"),
        Provision("28", text="3.4\tis a label, says the layout"),
        Provision("28", "X.3", text="A label that is none."),
        Provision("28", text="administrations", emphasis=(Emphasis(0, 5),)),
        Provision("28", text="shall \nact", emphasis=(Emphasis(0, 6),)),
    ],
)
def test_what_the_layout_cannot_write_is_refused(provision):
    with pytest.raises(ValueError, match="the conference layout cannot write"):
        print_provision(provision)


@examples(60)
@given(our.cases())
def test_a_document_reads_as_it_was_written(case):
    for document in case:
        try:
            text = write_conference_text(document)
        except ValueError:
            continue
        kind = "id: TST/1\nproposers" if document is case[1] else "id: base"
        assert kind in text or "id: TST/1" in text
        if document is case[0] and _begins_with_bare_text(document):
            continue
        if document is case[1] and not case[1].amendments:
            continue
        again = read(text.encode(), "made-up.txt")
        assert again == document


def _begins_with_bare_text(instrument: Instrument) -> bool:
    return any(
        isinstance(i, Heading) and not i.lines and not d.provisions for d in instrument.divisions for i in (d.heading,)
    )


@examples(60)
@given(our.cases())
def test_a_check_never_fails_and_names_amendments_that_are_there(case):
    base, proposal = case
    references = f"{' '.join(f'No. {n},' for n in range(1, 9))} Article 1 and Article 2, paragraph 1.1"
    words = Provision("", "", "", f"As in {references}.")
    base = replace(base, divisions=(*base.divisions, Division(Heading(DivisionKind.ARTICLE, "8"), (words,))))
    known = {"", *(amendment.id for amendment in proposal.amendments)}
    for finding in check(base, proposal):
        assert finding.amendment in known
        assert finding.words
