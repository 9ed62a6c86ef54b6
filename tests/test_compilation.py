"""Several delegations' proposals in one document: each under its own name, nothing lost, the base always there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx_reader
import pytest
import strategies as our
from docx_reader import NS, W, part
from examples import examples
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from redline import api
from redline.engine.together.collate import collate
from redline.engine.together.combine import combine
from redline.engine.together.converge import converge
from redline.engine.together.relate import related
from redline.errors import ConflictingAmendments
from redline.model import Member, Relation, accept, reject
from redline.tasks.compile import CompileOptions, compare_delegations, compile_proposals
from redline.writers.docx.by_author import write_by_author_docx
from redline.writers.docx.table import write_comparison_docx, write_compilation_docx
from redline.writers.statements import ledger

TEXTS = api.texts()
WHOLE = compile_proposals(TEXTS, CompileOptions())


def comments(data: bytes) -> list[tuple[str, str]]:
    root = part(data, "word/comments.xml")
    return [(node.get(W + "author"), "".join(node.itertext())) for node in root.iter(W + "comment")]


def test_rejecting_all_gives_the_base():
    data = write_by_author_docx(WHOLE, bare=True)
    assert docx_reader.lines(data, accept=False) == WHOLE.base.lines


def test_accepting_one_author_gives_that_delegations_text():
    data = write_by_author_docx(WHOLE, bare=True)
    aside = {author for author, text in comments(data) if "another delegation changes" in text}
    revisions = part(data, "word/document.xml").xpath("//w:ins | //w:del", namespaces=NS)
    authors = {node.get(W + "author") for node in revisions}
    checked = 0
    seen: dict[str, int] = {}
    for member in WHOLE.members:
        seen[member.code] = seen.get(member.code, 0) + 1
        author = member.code + (f" ({seen[member.code]})" if seen[member.code] > 1 else "")
        if author in aside:
            continue
        assert docx_reader.lines(data, accept=True, author=author) == member.redline.revised.lines, author
        checked += author in authors
    assert checked >= 10
    assert aside == {"CWG (2)"}  # the second alternative for the Preamble, on the words of the first


@settings(examples(60), suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_document_by_author_holds_every_delegation(data):
    base = data.draw(our.instruments())
    assume(base.lines)
    members = []
    for number in range(data.draw(st.integers(1, 3))):
        proposal = data.draw(our.proposals(base))
        members.append(Member(f"D{number}", f"D{number}", api.redline_of(base, proposal), (proposal,)))
    compilation = collate(base, members)
    first = compilation.rows[0] if compilation.rows else None
    assume(first is None or first.base is not base.items[0])  # the first paragraph must stay, to hold a mark
    written = write_by_author_docx(compilation, bare=True)
    assert docx_reader.lines(written, accept=False) == (base.lines or ("",))
    said = comments(written) if b"comments.xml" in written else []
    for number, member in enumerate(members):
        if not any(a == member.code and "another delegation changes" in text for a, text in said):
            expected = member.redline.revised.lines or ("",)
            assert docx_reader.lines(written, True, f"D{number}") == expected


def test_every_amendment_read_is_in_the_ledger_once():
    read = sorted(a.id for p in TEXTS.proposals if not p.provenance.superseded_by for a in p.amendments)
    assert sorted(identifier for identifier, _, _ in ledger(WHOLE)) == read
    assert not any("MISSING" in places for _, _, places in ledger(WHOLE))
    assert WHOLE.missing == ("WCIT12/27: superseded by WCIT12/27(Rev.1)",)


@pytest.mark.parametrize("write", [write_compilation_docx, write_by_author_docx])
def test_every_amendment_read_is_named_in_the_documents(write):
    text = docx_reader.all_text(write(WHOLE))
    for proposal in TEXTS.proposals:
        assert proposal.id in text
        for amendment in proposal.amendments if not proposal.provenance.superseded_by else ():
            assert amendment.id in text


def test_compatible_rows_of_many_are_related_pair_by_pair():
    """The Preamble has two alternatives, which conflict."""
    row = next(row for row in WHOLE.rows if row.place == "No. 1 (Preamble)")
    first, second = (entry.member for entry in row.entries)
    assert related(row, first, second).relation is Relation.CONFLICTING


def test_who_can_be_adopted_together_is_and_gives_one_text():
    found = converge(WHOLE)
    apart = {(clash.first, clash.second) for clash in found.clashes}
    assert not any((a, b) in apart for a in found.together for b in found.together)
    members = [WHOLE.members[member] for member in found.together]
    assert len(members) == len(WHOLE.members) - 2
    whole = api.redline_of(WHOLE.base, combine(WHOLE.base, members))
    assert whole.rejected == WHOLE.base.lines
    proposed = {a.id for member in members for a in member.amendments if a.option in ("", member.redline.option)}
    applied = {a.id for change in whole.changes for a in change.amendments}
    assert applied <= proposed
    keeps = {a.id for member in members for a in member.amendments if a.symbol.keeps}
    assert proposed - applied <= keeps  # two delegations ask to keep the same definitions
    assert set(whole.proposal.labels) >= {"withdrawn by its proposer", "place chosen by the editors"}


@settings(examples(60), suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_said_to_go_together_can_be_combined_in_any_order(data):
    base = data.draw(our.instruments())
    members = []
    for number in range(3):
        made = data.draw(our.proposals(base))
        amendments = tuple(replace(a, id=f"D{number}/{a.id}") for a in made.amendments)
        proposal = replace(made, id=f"D{number}", amendments=amendments)
        members.append(Member(f"D{number}", f"D{number}", api.redline_of(base, proposal), (proposal,)))
    found = converge(collate(base, members))
    chosen = [members[member] for member in found.together]
    made = [api.redline_of(base, combine(base, order)).revised.lines for order in (chosen, chosen[::-1])]
    # additions after one place stand in the order of the members, and one that two make has the first one's number
    texts = [sorted(line.rpartition("\t")[2] for line in lines) for lines in made]
    assert texts[0] == texts[1]
    for clash in found.clashes:
        with pytest.raises(ConflictingAmendments):
            combine(base, [members[clash.first], members[clash.second]])


def test_shared_words_stand_in_every_variant_in_order():
    (group,) = converge(WHOLE).groups
    for one in group.deviations:
        assert reject(one.changes) == group.core
        member = WHOLE.members[one.member].redline.revised
        assert accept(one.changes) in {item.body for item in member.items}


def test_filters_of_a_compilation():
    assert {m.code for m in compile_proposals(TEXTS, CompileOptions(delegations=("paraguay",))).members} == {"PRG"}
    assert {row.division.number for row in compile_proposals(TEXTS, CompileOptions(article="3")).rows} == {"3"}
    spam = compile_proposals(TEXTS, CompileOptions(subject="spam"))
    assert [row.place for row in spam.rows] == ["2.13"]


@pytest.mark.parametrize("direct", [False, True])
def test_two_delegations_side_by_side(direct):
    found = compare_delegations(TEXTS, "RUS", "ARB", direct=direct)
    data = write_comparison_docx(found)
    text = docx_reader.all_text(data)
    assert "Russian Federation" in text
    if direct:
        assert {row.relation for row in found.rows} == {Relation.ONLY_B}
    else:
        assert {row.relation for row in found.rows} == {Relation.ONLY_A, Relation.ONLY_B}


def test_the_documents_are_valid(tmp_path: Path):
    from openxml_audit import FileFormat, OpenXmlValidator

    found = compare_delegations(TEXTS, "CWG-WCIT12/C109", "RUS/27")
    for name, data in (
        ("table", write_compilation_docx(WHOLE)),
        ("author", write_by_author_docx(WHOLE)),
        ("two", write_comparison_docx(found)),
    ):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        assert not list(OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).errors), name
