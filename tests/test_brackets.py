"""Square brackets counted, and which a revision opened and closed."""

from __future__ import annotations

import json

from redline.engine.check.brackets import bracket_changes, brackets_in
from redline.model import Division, DivisionKind, Heading, Instrument, Provision


def treaty(*texts: str) -> Instrument:
    provisions = tuple(Provision(str(n), f"1.{n}", text=text) for n, text in enumerate(texts, 1))
    return Instrument("t", "Made up", (Division(Heading(DivisionKind.ARTICLE, "1"), provisions),))


def test_brackets_nest_and_may_lack_their_other_half():
    pairs, lone = brackets_in("a [b [c] d] e] [f")
    assert [(pair.depth, pair.text) for pair in pairs] == [(1, "b [c] d"), (2, "c")]
    assert lone == 2


def test_a_revision_keeps_drops_and_opens():
    base = treaty("Members [shall] ensure access.", "They may [not] report.", "Users pay.")
    revised = treaty("Members shall ensure access.", "They may report.", "Users [should] pay.")
    found = bracket_changes(base, revised)
    assert [(one.opened, one.kept, one.dropped) for one in found] == [
        ((), ("shall",), ()),
        ((), (), ("not",)),
        (("should",), (), ()),
    ]
    assert [one.place for one in found] == ["1.1 (No. 1)", "1.2 (No. 2)", "1.3 (No. 3)"]


def test_a_word_that_stands_elsewhere_is_not_kept():
    (one,) = bracket_changes(treaty("Members shall [shall] act."), treaty("Members shall act."))
    assert one.dropped == ("shall",)


def test_the_command_counts(command):
    done = command("brackets", "CWG/54")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "113 of 119 words agreed, 6 bracketed (5%), in 3 pairs"
    assert "[complement | complete]" in done.stdout


def test_the_command_says_what_opened_and_closed(command, tmp_path):
    for name, verb in (("old", "[shall]"), ("new", "shall")):
        text = f"---\nid: {name}\ntitle: Made up\n---\n\nARTICLE 1\n\n1\t1.1\tMembers {verb} cooperate.\n"
        (tmp_path / f"{name}.txt").write_text(text)
    done = command("brackets", "./old.txt", "./new.txt")
    assert done.stdout == "1.1 (No. 1)\n  closed, kept: [shall]\n0 opened, 1 closed (1 kept, 0 dropped)\n"
    (one,) = json.loads(command("brackets", "./old.txt", "./new.txt", "--json").stdout)["items"]
    assert one["kept"] == ["shall"]


def test_a_proposal_opens_brackets_in_the_treaty(command):
    done = command("brackets", "itrs-1988", "CWG/54", "--option", "1")
    assert "opened: [International Telecommunication]" in done.stdout
