"""Reads an HTML redline as its text with all changes accepted or rejected. Shares no code with the writer."""

from __future__ import annotations

from lxml import html


def _text(node, gone: str) -> str:
    """The text of a node without what is gone and without what the page says beside the text."""
    if node.tag == gone or "say" in node.get("class", "").split() or node.get("class") == "pilcrow":
        return ""
    return (node.text or "") + "".join(_text(child, gone) + (child.tail or "") for child in node)


def _rows(page: bytes):
    return html.document_fromstring(page.decode()).xpath("//div[contains(concat(' ', @class, ' '), ' row ')]")


def lines(page: bytes, accept: bool) -> tuple[str, ...]:
    """The treaty text, a line a paragraph, from the inline view."""
    gone = "del" if accept else "ins"
    missing = "only-base" if accept else "only-revised"
    found: list[str] = []
    for row in _rows(page):
        if missing not in row.get("class").split():
            found += _lines_of(row, "inline", gone)
    return tuple(found)


def side(page: bytes, view: str) -> tuple[str, ...]:
    """The treaty text of the cells of one side: ``base`` or ``revised``."""
    return tuple(line for row in _rows(page) for line in _lines_of(row, view, ""))


def _lines_of(row, view: str, gone: str) -> list[str]:
    cells = row.xpath(f".//*[contains(concat(' ', @class, ' '), ' cell ') and contains(@class, '{view}')]")
    if not cells:
        return []
    (cell,) = cells
    (lead,) = cell.xpath("./*[@class='lead']")
    titles = cell.xpath("./*[@class='title']")
    if cell.tag == "span":
        texts = [_text(lead, gone), *(_text(title, gone) for title in titles)]
        return [text for text in texts if text]
    marks = {"del": "delete", "ins": "insert", "": "none"}
    text = ""
    for field in lead:
        text += _text(field, gone)
        if field.get("data-tab") not in (None, marks[gone]):
            text += "\t"
    for paragraph in cell.xpath(".//p"):
        text += _text(paragraph, gone)
        if paragraph.get("data-end") != marks[gone]:
            text += "\n"
    return text.removesuffix("\n").split("\n")
