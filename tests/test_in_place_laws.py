"""The law of a redline in place: accepted it is the second file, rejected the first, or what is not is said.

Over documents made at random, and over documents that nobody here made.
"""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from shared_files import OPTIONS, SORTS, corpus_pairs, needs_corpus, outcome
from small_word import unequal
from word_strategies import DOCUMENTS, edited, written
from word_views import view

from redline.tasks.word import compare_word
from redline.writers.options import InPlaceOptions, Moves

pytestmark = pytest.mark.slow
MARK = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|\w+Change)\b")


def marks(data: bytes) -> int:
    """How many marks stand in all parts of a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return sum(len(MARK.findall(package.read(name))) for name in package.namelist() if name.endswith(".xml"))


def unnamed(data: bytes, accept: bool) -> str:
    """What another reader reads, but for the names of bookmarks, which mean nothing; the form says where they lead."""
    return re.sub(r"(#|REF )\w+", r"\1", str(view(data, accept)))


def holds(old: bytes, new: bytes, moves: Moves) -> bool:
    """Whether a redline is exact; if not, that is said. What the form holds exact, another reader does too."""
    made = compare_word((old, "old.docx"), (new, "new.docx"), None, InPlaceOptions(moves=moves))
    wrong = unequal(made.data, old, new)
    assert not wrong or made.untracked, wrong
    if not wrong:
        assert unnamed(made.data, True) == unnamed(new, True)
        assert unnamed(made.data, False) == unnamed(old, True)
    return not wrong


@examples(150)
@given(pair=edited(), moves=st.sampled_from(Moves))
def test_an_edited_document_is_exact_or_said(pair, moves):
    holds(*map(written, pair), moves)


@examples(50)
@given(old=DOCUMENTS, new=DOCUMENTS)
def test_two_documents_are_exact_or_said(old, new):
    holds(written(old), written(new), Moves.MARKED)


@examples(50)
@given(document=DOCUMENTS)
def test_a_document_against_itself_has_no_mark_and_nothing_to_say(document):
    data = written(document)
    made = compare_word((data, "old.docx"), (data, "new.docx"))
    assert made.untracked == ()
    assert marks(made.data) == 0


@needs_corpus
@pytest.mark.parametrize("sort", SORTS)
def test_no_document_of_the_corpus_is_wrong_in_silence(sort):
    found = {name: outcome(old, new) for name, old, new in corpus_pairs(sort, 25, seed=2)}
    assert not [name for name, kind in found.items() if kind.isupper()]


@needs_corpus
def test_no_document_of_the_corpus_has_marks_against_itself():
    for name, data, _ in corpus_pairs("itself", 25, seed=3):
        made = compare_word((data, "old.docx"), (data, "new.docx"), None, OPTIONS)
        assert [line for line in made.untracked if "Strict Open XML" not in line] == [], name
        assert marks(made.data) == 0, name
