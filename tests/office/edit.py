"""Run by the system's Python, which has LibreOffice's uno: edit documents as a person would, with changes tracked.

Usage: edit.py PIPE < JSON, a list of [source, edit, target]; edit is a key of EDITS, target is a .docx. Prints each
target that is done.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import uno  # noqa: F401  (lets Python import what is LibreOffice's)

sys.path.insert(0, str(Path(__file__).parent))

from com.sun.star.awt.FontSlant import ITALIC
from com.sun.star.style.ParagraphAdjust import CENTER
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from pipe import connect, leave, property_value

BOLD = 150.0  # com.sun.star.awt.FontWeight.BOLD


def found(document, words: str):
    """The range of the first place that says some words."""
    search = document.createSearchDescriptor()
    search.SearchString = words
    search.SearchCaseSensitive = True
    place = document.findFirst(search)
    assert place is not None, words
    return place


def replace(document, old: str, new: str) -> None:
    place = found(document, old)
    place.getText().insertString(place, new, True)


def insert_after(document, words: str, new: str) -> None:
    place = found(document, words)
    place.getText().insertString(place.getEnd(), new, False)


def paragraph_after(document, words: str, new: str) -> None:
    place = found(document, words)
    text = place.getText()
    cursor = text.createTextCursorByRange(place.getEnd())
    cursor.gotoEndOfParagraph(False)
    text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    text.insertString(cursor, new, False)


def drop_paragraph(document, words: str) -> None:
    place = found(document, words)
    cursor = place.getText().createTextCursorByRange(place)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoNextParagraph(True)
    cursor.setString("")


def drop_before_table(document) -> None:
    place = found(document, "The second item")
    cursor = place.getText().createTextCursorByRange(place)
    cursor.gotoStartOfParagraph(False)
    cursor.goLeft(1, False)
    cursor.gotoEndOfParagraph(False)
    cursor.goRight(1, True)
    cursor.gotoEndOfParagraph(True)
    cursor.setString("")


def split(document, words: str) -> None:
    place = found(document, words)
    place.getText().insertControlCharacter(place.getStart(), PARAGRAPH_BREAK, False)


def look(document, words: str, **settings) -> None:
    place = found(document, words)
    for name, value in settings.items():
        setattr(place, name, value)


def table_row(document, *, drop: bool) -> None:
    rows = document.getTextTables().getByIndex(0).getRows()
    if drop:
        rows.removeByIndex(1, 1)
    else:
        rows.insertByIndex(1, 1)


def cell(document) -> None:
    table = document.getTextTables().getByIndex(0)
    place = table.getCellByName("B2")
    cursor = place.createTextCursor()
    cursor.gotoEnd(False)
    place.insertString(cursor, " And more.", False)


def foot_note(document) -> None:
    place = found(document, "greatest extent")
    made = document.createInstance("com.sun.star.text.Footnote")
    place.getText().insertTextContent(place.getEnd(), made, False)
    made.insertString(made.createTextCursor(), "As far as practicable.", False)


def end_note(document) -> None:
    place = found(document, "cooperate")
    made = document.createInstance("com.sun.star.text.Endnote")
    place.getText().insertTextContent(place.getEnd(), made, False)
    made.insertString(made.createTextCursor(), "An end note.", False)


def comment(document) -> None:
    made = document.createInstance("com.sun.star.text.textfield.Annotation")
    made.Content, made.Author = "Is this agreed?", "A delegate"
    place = found(document, "cooperate")
    place.getText().insertTextContent(place.getEnd(), made, False)


def header(document) -> None:
    styles = document.getStyleFamilies().getByName("PageStyles")
    for name in styles.getElementNames():
        style = styles.getByName(name)
        if style.HeaderIsOn and "Draft" in style.HeaderText.getString():
            style.HeaderText.setString("Second draft of the treaty")


def everything(document) -> None:
    replace(document, "shall ensure", "may ensure")
    paragraph_after(document, "cooperate", "28A\tA provision that LibreOffice added.")
    drop_paragraph(document, "A part of it")
    look(document, "greatest extent", CharWeight=BOLD)
    cell(document)


EDITS = {
    "nothing": lambda d: None,
    "a word": lambda d: replace(d, "shall ensure", "may ensure"),
    "words": lambda d: insert_after(d, "cooperate", " and consult each other"),
    "words away": lambda d: replace(d, "greatest extent", "extent"),
    "a paragraph": lambda d: paragraph_after(d, "cooperate", "28A\tA provision that LibreOffice added."),
    "no paragraph": lambda d: drop_paragraph(d, "endeavour"),
    "no list item": lambda d: drop_paragraph(d, "A part of it"),
    "nothing before a table": drop_before_table,
    "two of one": lambda d: split(d, "administrations cooperate"),
    "bold": lambda d: look(d, "greatest extent", CharWeight=BOLD),
    "slanted": lambda d: look(d, "greatest extent", CharPosture=ITALIC),
    "in the middle": lambda d: look(d, "cooperate", ParaAdjust=CENTER),
    "a heading": lambda d: replace(d, "Article 4", "Article 4A"),
    "a style": lambda d: look(d, "greatest extent", ParaStyleName="Quotations"),
    "a row": lambda d: table_row(d, drop=False),
    "no row": lambda d: table_row(d, drop=True),
    "a cell": cell,
    "a footnote": foot_note,
    "an endnote": end_note,
    "a comment": comment,
    "a header": header,
    "everything": everything,
}


def main() -> None:
    desktop, _ = connect(sys.argv[1])
    for source, edit, target in json.load(sys.stdin):
        document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (property_value("Hidden", True),))
        if document is None:
            raise SystemExit(f"{source}: LibreOffice could not open it")
        document.RecordChanges = edit != "nothing"
        EDITS[edit](document)
        how = (property_value("FilterName", "MS Word 2007 XML"),)
        document.storeToURL(Path(target).as_uri(), how)
        document.close(True)
        print(target, flush=True)
    leave(desktop)


main()
