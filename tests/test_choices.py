"""Choices among proposals: the treaty they give, and how each delegation fares."""

from __future__ import annotations

from pathlib import Path

import pytest

from redline.errors import ChoiceError, ConflictingAmendments, LayoutError
from redline.model import Doubt, doubts_of
from redline.tasks.choose import chosen_job, open_choices, outcome

CHOICES = """base = "itrs-1988"

[choices]
"2.11" = "RUS/27"
"1.3" = "PRG"
"3.3A" = "TD62/ARB-routing"
"Article 10" = "base"
"""


def _made(tmp_path: Path, texts, text: str):
    path = tmp_path / "choices.toml"
    path.write_text(text, encoding="utf-8")
    return chosen_job(texts, open_choices(path))


def test_the_treaty_holds_what_was_chosen_and_nothing_else(tmp_path, texts):
    job = _made(tmp_path, texts, CHOICES)
    redline = job.make()
    changed = [change for change in redline.changes if change.changed]
    ids = [amendment.id for change in changed for amendment in change.amendments]
    assert ids == ["PRG/29/1", "RUS/27/1", "TD62/ARB-routing/1"]
    for change in changed:
        (amendment,) = change.amendments
        source = next(p for p in texts.proposals if any(a.id == amendment.id for a in p.amendments))
        wording = next(a for a in source.amendments if a.id == amendment.id).wording[0]
        assert change.revised is not None
        assert change.revised.body == wording.body
    doubts = {a.id: doubts_of(a, redline.proposal) for a in redline.proposal.amendments}
    assert doubts["TD62/ARB-routing/1"] == (Doubt.QUOTED, Doubt.EDITORIAL_PLACEMENT)
    assert doubts["PRG/29/1"] == ()


def test_everybody_is_told_what_is_gained_and_lost(tmp_path, texts):
    job = _made(tmp_path, texts, CHOICES)
    found = outcome(texts, job)
    fates = {found.compilation.members[f.member].proposals[0].reference: f for f in found.fates}
    assert fates["RUS/27"].gained == ("2.11 (No. 27A)",)
    assert len(fates["RUS/27"].lost) == 10
    assert fates["PRG/29"].gained == ("1.3 (No. 5)",)
    assert fates["PRG/29"].lost == ()
    assert fates["TUN/25"].gained == ()
    for fate in found.fates:
        rows = [row for row in found.compilation.rows if row.of(fate.member) is not None]
        assert len(fate.gained) + len(fate.shared) + len(fate.lost) == len(rows)


def test_an_option_of_a_document_is_chosen_by_name(tmp_path, texts):
    job = _made(tmp_path, texts, '[choices]\n"Preamble" = { take = "CWG/54", option = "2" }\n')
    assert {a.id for c in job.make().changes for a in c.amendments if c.changed} == {"CWG/54/0.3"}


def test_a_whole_article_is_taken_with_its_heading(tmp_path, texts):
    redline = _made(tmp_path, texts, '[choices]\n"Article 3A" = "RUS/27"\n').make()
    assert [c.item.name if hasattr(c.item, "name") else c.item.label for c in redline.changes if c.changed] == [
        *("Article 3A", "3A.1", "3A.2", "3A.3", "3A.4", "3A.5")
    ]


def test_all_that_cannot_be_chosen_is_said_at_once(tmp_path, texts):
    wrong = '[choices]\n"nowhere at all" = "RUS/27"\n"3.1" = "RUS/27"\n"3.2" = "RUS/72"\n"2.12" = ["base", "RUS"]\n'
    with pytest.raises(ChoiceError) as caught:
        _made(tmp_path, texts, wrong)
    assert len(caught.value.problems) == 4
    assert "RUS/27 proposes nothing there" in str(caught.value)
    assert "Nearest there: RUS/27" in str(caught.value)


def test_what_is_to_stay_must_not_be_changed_by_another_choice(tmp_path, texts):
    with pytest.raises(ChoiceError, match="is to stay, but RUS/27/1"):
        _made(tmp_path, texts, '[choices]\n"2.11" = "RUS/27"\n"Article 2" = "base"\n')


def test_two_that_clash_cannot_both_be_chosen(tmp_path, texts):
    with pytest.raises(ConflictingAmendments, match="RUS/27/3"):
        _made(tmp_path, texts, '[choices]\n"2.13" = ["RUS/27", "Draft of the future ITRs/2.13"]\n')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("choices", "is not TOML"),
        ("[choices]\n", "chooses nothing"),
        ("chocies = 1\n", "Perhaps choices"),
        ('[choices]\n"3.3" = 7\n', "3.3: 7 is no choice"),
        ('base = 3\n[choices]\n"3.3" = "base"\n', "base is a text"),
    ],
)
def test_a_file_that_is_no_choices_says_what_it_should_be(tmp_path, texts, text, said):
    with pytest.raises(LayoutError, match=said):
        _made(tmp_path, texts, text)
