"""LibreOffice accepts and rejects what is redlined in place, to the same words and the same pages."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import needs
from office_runner import run_office
from redlined_pairs import PAIRS, made, text_of


@pytest.fixture(scope="module")
def office(soffice: str, tmp_path_factory) -> Path:
    """A folder with each document accepted and rejected by LibreOffice, and both originals, as text."""
    folder = tmp_path_factory.mktemp("in-place")
    jobs: list[list[str]] = []
    names: dict[bytes, str] = {}
    for number, (name, pair) in enumerate(PAIRS.items()):
        endings = ("txt", "pdf") if number in PICTURED else ("txt",)
        for kind, data in zip(("old", "new"), pair, strict=True):
            stem = names.setdefault(data, f"{number}.{kind}")
            (folder / f"{stem}.docx").write_bytes(data)
            for ending in endings:
                job = [str(folder / f"{stem}.docx"), "open", str(folder / f"{stem}.{ending}")]
                jobs += [] if job in jobs else [job]
            (folder / f"{number}.{kind}").write_text(stem)
        source = folder / f"{number}.made.docx"
        source.write_bytes(made(name))
        for action in ("accept", "reject"):
            jobs += [[str(source), action, str(folder / f"{number}.{action}.{ending}")] for ending in endings]
    run_office(soffice, jobs, folder)
    return folder


PICTURED = [number for number in range(0, 50, 2) if list(PAIRS)[number] not in ("a paragraph with a note deleted",)]
"""Pairs whose pages are compared as pictures."""


def _stem(office: Path, number: int, kind: str) -> str:
    """What the original of a pair is called in the folder, where several pairs share it."""
    return (office / f"{number}.{kind}").read_text() if kind in ("old", "new") else f"{number}.{kind}"


NOTE_GOES = (
    *("a paragraph with a text box deleted", "a paragraph with endnotes deleted", "a paragraph with a note deleted"),
    *("a note inserted, back", "everything at once"),
)
"""Where a paragraph that goes holds a note or a text box, LibreOffice 7.4 leaves an empty paragraph behind."""

LOST = ("a content control, back", "a page break", "a page break, back")
"""LibreOffice 7.4 reads no tracked changes in a content control round a paragraph, and parts one at a page break."""


READ = [number for number, name in enumerate(PAIRS) if name not in LOST]


@pytest.mark.parametrize("number", READ, ids=[list(PAIRS)[number] for number in READ])
def test_libreoffice_accepts_to_the_new_and_rejects_to_the_old(number, office):
    name = list(PAIRS)[number]
    for action, kind in (("accept", "new"), ("reject", "old")):
        found, wanted = (text_of(office / f"{_stem(office, number, one)}.txt") for one in (action, kind))
        if any(name.removesuffix(", back") == one.removesuffix(", back") for one in NOTE_GOES):
            found, wanted = ([line for line in lines if line] for lines in (found, wanted))
        assert found == wanted


@pytest.mark.parametrize("number", PICTURED, ids=[list(PAIRS)[number] for number in PICTURED])
def test_pages_look_the_same(number, office):
    from PIL import Image, ImageChops

    needs("pdftoppm", Path("/usr/bin/pdftoppm").exists())
    for action, kind in (("accept", "new"), ("reject", "old")):
        pages = []
        for name in (action, kind):
            stem = office / _stem(office, number, name)
            subprocess.run(["pdftoppm", "-r", "60", "-gray", f"{stem}.pdf", str(stem)], check=True)
            pages.append([Image.open(path) for path in sorted(office.glob(f"{stem.name}-*.pgm"))])
        assert len(pages[0]) == len(pages[1])
        for one, other in zip(*pages, strict=True):
            histogram = ImageChops.difference(one, other).histogram()
            assert sum(histogram[32:]) / sum(histogram) < 0.001
