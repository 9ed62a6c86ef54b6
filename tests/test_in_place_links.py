"""Links that come, go or lead elsewhere while their words stay: the words are neither struck nor repeated."""

from __future__ import annotations

import functools
import re

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from office_runner import run_office
from openxml_audit import FileFormat
from redlined_pairs import document, faults, text_of
from word_pairs import bare_document, saved
from word_views import view

from redline.ooxml.package import open_word
from redline.readers.options import View
from redline.readers.word import read_word
from redline.tasks.word import compare_word
from redline.writers.in_place.proving import proved
from redline.writers.options import Existing, InPlaceOptions


@functools.cache
def linked(text: str) -> bytes:
    """A document of a line in which ``<address|words>`` is a link, and ``{name|words}`` holds a bookmark."""
    made = bare_document()
    made.add_paragraph("Members agree as follows.")
    paragraph = made.add_paragraph()
    for part in re.findall(r"<[^>]*>|[^<>]+", text):
        if part.startswith("<"):
            address, _, words = part[1:-1].partition("|")
            target, _, anchor = address.partition("#")
            holder = parse_xml(f"<w:hyperlink {nsdecls('w', 'r')}/>")
            if target:
                holder.set(qn("r:id"), made.part.relate_to(target, RT.HYPERLINK, is_external=True))
            if anchor:
                holder.set(qn("w:anchor"), anchor)
            paragraph._p.append(holder)
        else:
            holder, words = paragraph._p, part
        for number, piece in enumerate(re.findall(r"\{[^}]*\}|[^{}]+", words)):
            name, _, inner = piece.strip("{}").rpartition("|")
            identifier = str(100 + 10 * len(paragraph._p) + number)
            if name:
                holder.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{identifier}" w:name="{name}"/>'))
            look = '<w:rPr><w:u w:val="single"/></w:rPr>' if part.startswith("<") else ""
            holder.append(parse_xml(f'<w:r {nsdecls("w")}>{look}<w:t xml:space="preserve">{inner}</w:t></w:r>'))
            if name:
                holder.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{identifier}"/>'))
    made.add_paragraph("Done at Geneva.")
    return saved(made)


HERE, THERE = "https://example.org/here", "https://example.org/there?a=1&b=2"
CASES = {
    "comes": ("See the list of the Union for more.", f"See <{HERE}|the list of the Union> for more.", ""),
    "comes round all": ("See the list.", f"<{HERE}|See the list.>", ""),
    "leads elsewhere": (
        f"See <{HERE}|the list of the Union> for more.",
        f"See <{THERE}|the list of the Union> now.",
        "for more now",
    ),
    "leads to a place": (f"See <{HERE}|the list> now.", "See <#place|the list> now.", ""),
    "leads to a place there": (f"See <{HERE}|the list> now.", f"See <{HERE}#at|the list> now.", ""),
    "grows": (f"See <{HERE}|the list> of the Union.", f"See <{HERE}|the list of the Union>.", ""),
    "with a word changed": ("See the list of the Union.", f"See <{HERE}|the register of the Union>.", "list register"),
    "with words at its ends": ("See list of the Union.", f"See <{HERE}|the list of the Union here>.", "the here"),
    "another, with a word changed": (
        f"See <{HERE}|the list of the Union>.",
        f"See <{THERE}|the register of the Union>.",
        "list register",
    ),
    "in two": (f"See <{HERE}|the list of the Union>.", f"See <{HERE}|the list> of <{THERE}|the Union>.", ""),
    "with a bookmark in it": ("See {a|the list} of the Union.", f"See <{HERE}|{{a|the list}} of the Union>.", ""),
    "with a bookmark at its end": (
        f"See <{HERE}|the list {{a|of the Union}}> now.",
        f"See <{THERE}|the list {{a|of the Union}}> now.",
        "",
    ),
    "with a bookmark beside it": (
        f"{{b|See}} <{HERE}|the list>{{a|of the Union}}.",
        f"{{b|See}} <{THERE}|the list>{{a|of the Union}}.",
        "",
    ),
    "with quotes and backslashes": ("See the list.", r"See <\\server\the list|the list>.", ""),
}
PAIRS = {name: (old, new, words) for name, (old, new, words) in CASES.items()}
PAIRS |= {f"{name}, back": (new, old, words) for name, (old, new, words) in CASES.items()}


def changed(text: str) -> set[str]:
    """The words that a redline strikes or inserts."""
    marks = re.findall(r"<w:(?:ins|del) [^>]*[^/]>.*?</w:(?:ins|del)>", text)
    return set(" ".join(re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", "".join(marks))).split())


@pytest.mark.parametrize("name", PAIRS)
def test_the_words_of_a_link_are_not_struck(name):
    old, new, words = PAIRS[name]
    made = compare_word((linked(old), "o"), (linked(new), "n"))
    assert made.untracked == ()
    assert not proved(open_word(made.data, "m"), open_word(linked(old), "o"), open_word(linked(new), "n"), None)
    assert view(made.data, True) == view(linked(new), True)
    assert view(made.data, False) == view(linked(old), False)
    assert changed(document(made.data)) == set(words.split())
    assert faults(made.data, FileFormat.OFFICE_2019) <= faults(linked(old), FileFormat.OFFICE_2019)


def test_libreoffice_agrees_on_the_words(soffice, tmp_path):
    jobs = []
    names = [*PAIRS][::3]
    for number, name in enumerate(names):
        old, new, _ = PAIRS[name]
        made = compare_word((linked(old), "o"), (linked(new), "n"))
        for kind, data in (("made", made.data), ("old", linked(old)), ("new", linked(new))):
            (tmp_path / f"{number}.{kind}.docx").write_bytes(data)
        for kind, action in (("made", "accept"), ("made", "reject"), ("old", "open"), ("new", "open")):
            source = tmp_path / f"{number}.{kind}.docx"
            jobs.append([str(source), action, str(tmp_path / f"{number}.{action}.{kind}.txt")])
    run_office(soffice, jobs, tmp_path)
    for number, name in enumerate(names):
        for action, kind in (("accept", "new"), ("reject", "old")):
            got, wanted = (tmp_path / f"{number}.{one}.txt" for one in (f"{action}.made", f"open.{kind}"))
            assert text_of(got) == text_of(wanted), (name, action)


@pytest.mark.slow
def test_a_redline_with_such_links_may_be_redlined_again():
    for name in ("comes", "comes, back", "leads elsewhere"):
        old, new, _ = PAIRS[name]
        made = compare_word((linked(old), "o"), (linked(new), "n")).data
        for existing, stood in ((Existing.ACCEPT, new), (Existing.REJECT, old)):
            again = compare_word((made, "m"), (linked(new), "n"), None, InPlaceOptions(existing=existing))
            assert again.untracked == ()
            assert view(again.data, True) == view(linked(new), True)
            assert view(again.data, False) == view(linked(stood), True)
        kept = compare_word((made, "m"), (linked(new), "n"), None, InPlaceOptions(existing=Existing.KEEP))
        assert view(kept.data, True) == view(linked(new), True)


def test_what_such_links_show_is_read():
    old, new, _ = PAIRS["another, with a word changed"]
    made = compare_word((linked(old), "o"), (linked(new), "n")).data
    for way, wanted in ((View.FINAL, new), (View.ORIGINAL, old)):
        assert read_word(made, "m", way).lines == read_word(linked(wanted), "w", View.FINAL).lines
