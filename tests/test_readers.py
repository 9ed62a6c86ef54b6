"""Readers of Word documents that are not ours settle every kind of output, to both texts.

LibreOffice, which knows least of what Word tracks, has its own tests (test_office, test_in_place_office).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from reader_runner import docxodus, jubarte
from word_outputs import OUTPUTS, Output

ACTIONS = {"accept": True, "reject": False}
DOCXODUS = list(OUTPUTS)
ONCE = ("own file", "paper", "template", "by author")
"""Kinds of which there is one output, or two."""

JUBARTE = [name for at, name in enumerate(OUTPUTS) if at % 7 in (0, 3) or any(kind in name for kind in ONCE)]
"""It starts for every document, so it is asked for some two in seven."""

OTHERWISE = {
    ("docxodus", "in place: the first paragraph deleted, back", "reject"): (
        "link: bookmark begins",
        "field: field REF",
    ),
}
"""Where a reader is not followed, and what it then has otherwise; the reasons are in docs/formats/docx.md."""


@dataclass(frozen=True)
class Asked:
    """An output as a file, and what readers made of it."""

    output: Output
    path: Path

    def target(self, reader: str, action: str) -> Path:
        return self.path.with_suffix(f".{reader}.{action}.docx")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Asked]:
    """Each output."""
    folder = tmp_path_factory.mktemp("outputs")
    found = {}
    for number, (name, make) in enumerate(OUTPUTS.items()):
        found[name] = Asked(make(), folder / f"{number}.docx")
        found[name].path.write_bytes(found[name].output.data)
    return found


@pytest.fixture(scope="module")
def asked(readers: Path, written: dict[str, Asked]) -> dict[str, Asked]:
    """Each output, once both readers have settled it: all in one go, as they start slowly."""
    found = written
    for settle, names in ((docxodus, DOCXODUS), (jubarte, JUBARTE)):
        jobs = [
            (found[name].path, action, found[name].target(settle.__name__, action))
            for name in names
            for action in ACTIONS
        ]
        assert settle(readers, jobs) == {}
    return found


def _agrees(reader: str, name: str, asked: dict[str, Asked]) -> None:
    output = asked[name].output
    for action, accept in ACTIONS.items():
        wrong = output.wrong(asked[name].target(reader, action).read_bytes(), accept)
        otherwise = OTHERWISE.get((reader, name, action), ())
        assert [one for one in wrong if not any(words in one for words in otherwise)] == [], action
        assert len(wrong) == len(otherwise), "the reader has learnt it"


@pytest.mark.parametrize("name", DOCXODUS)
def test_docxodus_accepts_and_rejects_exactly(name: str, asked: dict[str, Asked]):
    _agrees("docxodus", name, asked)


@pytest.mark.parametrize("name", JUBARTE)
def test_jubarte_accepts_and_rejects_exactly(name: str, asked: dict[str, Asked]):
    _agrees("jubarte", name, asked)


SUMMED = ("summary", "submitted", "paper", "by author")
PLAIN = [name for name in OUTPUTS if not any(kind in name for kind in SUMMED)][::3]
"""A third of the outputs of which another document, or a text, says what they say when all is accepted."""


@pytest.mark.slow
@pytest.mark.parametrize("name", PLAIN)
def test_mammoth_reads_what_is_accepted(name: str, written: dict[str, Asked]):
    """It reads no other view; of paragraphs, tables and notes the words alone, and nothing of those that are empty."""
    output = written[name].output
    wanted = _words_by_mammoth(output.inputs[1]) if len(output.inputs) == 2 else list(filter(None, output.accepted))
    assert _words_by_mammoth(output.data) == wanted


def _words_by_mammoth(data: bytes) -> list[str]:
    """The paragraphs of a document that say anything, as mammoth has them, the notes at the end."""
    import mammoth

    return list(filter(None, mammoth.extract_raw_text(io.BytesIO(data)).value.split("\n\n")))


def test_a_reader_that_reads_nothing_is_noticed(readers: Path, asked: dict[str, Asked], tmp_path: Path):
    """Both say so of a file that is none, and neither keeps the others from being done."""
    (tmp_path / "none.docx").write_bytes(b"none")
    good = asked[DOCXODUS[0]].path
    for settle in (docxodus, jubarte):
        targets = [tmp_path / f"{settle.__name__}.{number}.docx" for number in range(2)]
        failed = settle(readers, [(tmp_path / "none.docx", "accept", targets[0]), (good, "accept", targets[1])])
        assert list(failed) == targets[:1]
        assert failed[targets[0]]
        assert targets[1].exists()


def test_a_reader_that_hangs_is_ended(readers: Path, asked: dict[str, Asked], tmp_path: Path):
    jobs = [(asked[DOCXODUS[0]].path, "accept", tmp_path / "made.docx")]
    assert docxodus(readers, jobs, hangs=0.01) == {tmp_path / "made.docx": "was not done in 0.01 s"}


def test_each_kind_is_among_what_both_are_asked():
    """Of each kind of output, one at least."""
    kinds = ("proposal ", "treaties: ", "in place: ", "in place: at random", "summary", "submitted", "marked further")
    for kind in (*kinds, *ONCE):
        assert any(kind in name for name in DOCXODUS), kind
        assert any(kind in name for name in JUBARTE), kind


def test_what_a_reader_leaves_undone_is_noticed(asked: dict[str, Asked]):
    for name, one in asked.items():
        if name.startswith(("proposal", "in place")) and one.output.rejected != one.output.accepted:
            assert one.output.wrong(one.target("docxodus", "reject").read_bytes(), accept=True), name
