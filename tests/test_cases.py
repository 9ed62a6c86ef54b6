"""The case files: small inputs with what they should give, in words that anyone can edit.

``pytest --accept`` rewrites the expected parts; the change is reviewed as a diff. All texts in them are made up, or
single sentences of the treaty.
"""

from __future__ import annotations

import re
from pathlib import Path

import docx_reader
import html_reader
import pytest
from case_files import load

from redline import api
from redline.engine.amend.places import locate
from redline.engine.check.findings import check
from redline.engine.options import CompareOptions, Granularity, Ignore
from redline.engine.together.collate import collate
from redline.engine.together.relate import relate
from redline.engine.words.diff import diff_text
from redline.errors import RedlineError
from redline.model import ChangeKind, Changes, Member, lines_of
from redline.readers import read
from redline.writers.change_list import change_list
from redline.writers.options import Context, WriteOptions

_BRACKETS = {ChangeKind.EQUAL: "{}", ChangeKind.DELETE: "[-{}-]", ChangeKind.INSERT: "{{+{}+}}"}


@pytest.fixture
def expect(request: pytest.FixtureRequest):
    """Check what a case gives, or with --accept write it into the case."""

    def check(path: Path, title: str, case: dict[str, str], name: str, got: str) -> None:
        if request.config.getoption("--accept") and case.get(name) != got:
            text = path.read_text(encoding="utf-8")
            start = text.index(f"\n=== {title}\n")
            end = text.find("\n=== ", start + 1) if text.find("\n=== ", start + 1) > 0 else len(text)
            block = text[start:end]
            head = re.split(r"^--- (?:redline|relations|findings|error|printed)\n", block, flags=re.MULTILINE)[0]
            path.write_text(text[:start] + f"{head}--- {name}\n{got}\n" + text[end:], encoding="utf-8")
            return
        assert got == case.get(name)

    return check


def rendered(changes: Changes) -> str:
    return "".join(_BRACKETS[change.kind].format(change.text) for change in changes)


@pytest.mark.parametrize(("path", "title", "case"), list(load("words")))
def test_words(path: Path, title: str, case: dict[str, str], expect):
    expect(path, title, case, "redline", rendered(diff_text(case["old"], case["new"], options_of(case))))


def options_of(case: dict[str, str]) -> CompareOptions:
    """What a case ignores, and how coarse its marks are."""
    chosen = dict(line.split(" ", 1) for line in case.get("options", "").splitlines())
    ignore = frozenset(map(Ignore, chosen.get("ignore", "").split()))
    return CompareOptions(ignore=ignore, granularity=Granularity(chosen.get("granularity", "word")))


@pytest.mark.parametrize(("path", "title", "case"), list(load("documents")))
def test_documents(path: Path, title: str, case: dict[str, str], expect):
    front = "---\nid: made-up\ntitle: A treaty\n---\n\n"
    base, revised = (read(f"{front}{case[side]}\n".encode(), f"{side}.txt") for side in ("old", "new"))
    redline = api.compare(base, revised, options_of(case))
    assert redline.accepted == revised.lines
    assert redline.rejected == base.lines
    for moves in api.Moves:
        written = api.render(redline, "docx", WriteOptions(context=Context.WHOLE, bare=True, moves=moves))
        if not redline.ignored:
            assert docx_reader.lines(written, accept=True) == (revised.lines or ("",))
            assert docx_reader.lines(written, accept=False) == (base.lines or ("",))
    page = api.render(redline, "html", WriteOptions(context=Context.WHOLE))
    assert html_reader.side(page, "base") == base.lines
    assert html_reader.side(page, "revised") == revised.lines
    notes = "".join(f"note: {note}\n" for note in redline.notes)
    listed = "".join(f"{line.text}\n" for line in change_list(redline))
    options = WriteOptions(context=Context.WHOLE, bare=True, width=0)
    shown = api.render(redline, "txt", options).decode().strip("\n")
    expect(path, title, case, "redline", f"{notes}{listed}\n{shown}")


@pytest.mark.parametrize(("path", "title", "case"), list(load("proposals")))
def test_proposals(path: Path, title: str, case: dict[str, str], expect):
    base = read(f"---\nid: base\ntitle: A treaty\n---\n\n{case['base']}\n".encode(), "base.txt")
    front = "---\nid: TST/1\ntitle: A proposal\nproposers: [Testland]\nbase: base\n---\n\n"
    try:
        proposal = read(f"{front}{case['proposal']}\n".encode(), "proposal.txt")
        redline = api.redline_of(base, proposal, case.get("option"))
    except RedlineError as error:
        expect(path, title, case, "error", str(error))
        return
    options = WriteOptions(context=Context.WHOLE, bare=True, width=0)
    notes = "".join(f"note: {note}\n" for note in redline.notes)
    expect(path, title, case, "redline", notes + api.render(redline, "txt", options).decode().strip("\n"))


@pytest.mark.parametrize(("path", "title", "case"), list(load("relations")))
def test_relations(path: Path, title: str, case: dict[str, str], expect):
    base = read(f"---\nid: base\ntitle: A treaty\n---\n\n{case['base']}\n".encode(), "base.txt")
    members = []
    for side, code in (("a", "AAA"), ("b", "BBB")):
        front = f"---\nid: {code}/1\ntitle: Made up\nproposers: [{code}]\nbase: base\n---\n\n"
        proposal = read(f"{front}{case[side]}\n".encode(), f"{side}.txt")
        members.append(Member(code, code, api.redline_of(base, proposal), (proposal,)))
    lines = []
    for compared in relate(collate(base, members)).rows:
        lines.append(f"{compared.row.place}: {compared.relation.value}")
        lines += [f"  contested: {words}" for words in compared.contested]
        lines += [f"  merged: {compared.merged}"] if compared.merged else []
        lines += [f"  a to b: {rendered(compared.between)}"] if compared.between else []
    expect(path, title, case, "relations", "\n".join(lines))


@pytest.mark.parametrize(("path", "title", "case"), list(load("checks")))
def test_checks(path: Path, title: str, case: dict[str, str], expect):
    base = read(f"---\nid: base\ntitle: A treaty\n---\n\n{case['base']}\n".encode(), "base.txt")
    front = "---\nid: TST/1\ntitle: A proposal\nproposers: [Testland]\nbase: base\n---\n\n"
    proposal = read(f"{front}{case['proposal']}\n".encode(), "proposal.txt")
    expect(path, title, case, "findings", "\n".join(map(str, check(base, proposal))) or "nothing")


@pytest.mark.parametrize(("path", "title", "case"), list(load("layout")))
def test_layout(path: Path, title: str, case: dict[str, str], expect):
    with pytest.raises(RedlineError) as caught:
        read(case["text"].replace("␀", "\a").encode(), "file.txt")
    expect(path, title, case, "error", str(caught.value))


@pytest.mark.parametrize(("path", "title", "case"), list(load("addresses")))
def test_addresses(path: Path, title: str, case: dict[str, str], expect, itrs):
    try:
        got = "\n".join(line[:60] for line in lines_of(locate(itrs, case["address"])))
    except RedlineError as error:
        expect(path, title, case, "error", str(error))
        return
    expect(path, title, case, "printed", got)
