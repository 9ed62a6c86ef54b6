"""What a terminal is told while a command runs long, and what limits what is read."""

from __future__ import annotations

import io
import sys
import threading

import pytest
from small_word import para, word

from redline.cli import app
from redline.cli.patience import patience, rest
from redline.errors import UnreadableDocument
from redline.ooxml import package
from redline.ooxml.package import open_word

HANGS = 600


class Terminal(io.StringIO):
    """Somebody watches; an event says that a line has come."""

    def __init__(self) -> None:
        super().__init__()
        self.came = threading.Event()

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.came.set()


def test_somebody_who_waits_is_told_that_the_command_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    with patience((0.0, 0.0, 3600.0)):
        assert seen.came.wait(HANGS)
    assert seen.getvalue().startswith("still at work after 0 s; Ctrl-C ends it and changes nothing\n")


def test_after_the_last_of_the_times_there_is_a_line_each_time_that_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    with patience((0.001,)):
        while seen.getvalue().count("\n") < 3:
            seen.came.clear()
            assert seen.came.wait(HANGS)


def test_nothing_is_said_where_nobody_watches_or_something_else_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    unseen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", unseen)
    before = threading.active_count()
    with patience((0.0,)):
        assert threading.active_count() == before
    assert unseen.getvalue() == ""
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    with patience((3600.0,)):
        rest()
    assert seen.getvalue() == ""
    assert threading.active_count() == before, "what a run starts, it ends"


def test_where_memory_ends_the_user_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    def ends(**_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(app, "app", ends)
    with pytest.raises(SystemExit) as left:
        app.run()
    assert left.value.code == 2
    assert "not enough memory" in capsys.readouterr().err


def test_a_part_that_would_not_fit_into_memory_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    data = word(para("one") * 100)
    assert open_word(data, "made.docx").part("word/document.xml") is not None
    monkeypatch.setattr(package, "_MOST_MARKS", 300)
    with pytest.raises(UnreadableDocument, match=r"made.docx: part word/document.xml has more than 300 tags"):
        open_word(data, "made.docx")
    attributes = word("<w:p " + " ".join(f'w:a{n}=""' for n in range(400)) + "/>")
    with pytest.raises(UnreadableDocument, match="tags and attributes"):
        open_word(attributes, "made.docx")
