"""Says which bookmarks the fields and links of a part refer to, and lets them refer to others.

What is hard is that a field says its bookmark in an instruction that may be cut into runs, each sort of field at
another place, and that a link to a place may be an address such as ``#name`` in the relationships.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from redline.ooxml.document import Document
from redline.ooxml.names import R, W

_TOKEN = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")
_ARGUMENT = frozenset({"REF", "PAGEREF", "NOTEREF", "FTNREF", "GOTOBUTTON"})
_SWITCHES = {"TOC": "\\b", "TOA": "\\b", "INDEX": "\\b", "XE": "\\r", "TA": "\\r"}
_ANYWHERE = frozenset({"IF", "COMPARE", "SET", "ASK", "QUOTE", "SEQ", "NEXTIF", "SKIPIF"})
_OTHERS = frozenset(
    re.findall(
        r"\w+",
        """
        ADDRESSBLOCK ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST BARCODE BIBLIOGRAPHY
        CITATION COMMENTS CREATEDATE DATABASE DATE DDE DDEAUTO DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME
        EMBED EQ FILENAME FILESIZE FILLIN FORMCHECKBOX FORMDROPDOWN FORMTEXT GREETINGLINE GLOSSARY IMPORT
        INCLUDE INCLUDEPICTURE INCLUDETEXT INFO KEYWORDS LASTSAVEDBY LINK LISTNUM MACROBUTTON MERGEBARCODE
        MERGEFIELD MERGEREC MERGESEQ NEXT NUMCHARS NUMPAGES NUMWORDS PAGE PRINT PRINTDATE PRIVATE RD REVNUM
        SAVEDATE SECTION SECTIONPAGES SHAPE STYLEREF SUBJECT SYMBOL TC TEMPLATE TIME TITLE USERADDRESS
        USERINITIALS USERNAME
        """,
    )
)
"""Fields that name no bookmark of their document (ECMA-376 Part 1, 17.16.5); a word that is no field is a bookmark."""


def key(name: str) -> str:
    """Return what a bookmark is known by: Word takes capitals and small letters for the same."""
    return name.casefold()


def referred(root: etree._Element, document: Document, part: str) -> set[str]:
    """Return the keys of the bookmarks that the fields and links of a part refer to, whether they are there or not.

    Args:
        root: The part, or anything in it.
        document: The document, for its relationships.
        part: The name of the part.
    """
    found = set()
    for nodes in _instructions(root):
        text = _said(nodes)
        found |= {key(text[begin:end]) for begin, end in _spans(text)}
    found |= {key(name) for _, _, name in _links(root, document, part)}
    return found - {""}


def refer(root: etree._Element, document: Document, part: str, names: Mapping[str, str]) -> None:
    """Let the fields and links of a part refer to other bookmarks.

    Args:
        root: The part, or anything in it; it is changed.
        document: The document, whose relationships may be changed.
        part: The name of the part.
        names: What each bookmark is called then, by its key.
    """
    for nodes in list(_instructions(root)):
        text = said = _said(nodes)
        for begin, end in reversed(_spans(text)):
            said = f"{said[:begin]}{names.get(key(said[begin:end]), said[begin:end])}{said[end:]}"
        if said != text:
            _say(nodes, said)
    for node, attribute, name in list(_links(root, document, part)):
        wanted = names.get(key(name))
        if wanted is None:
            continue
        if attribute.startswith(R):
            known = document.relationships(part)[str(node.get(attribute))]
            node.set(attribute, document.relate(part, replace(known, target=f"#{wanted}")))
        else:
            node.set(attribute, wanted if attribute.startswith(W) else f"#{wanted}")


def _instructions(root: etree._Element) -> Iterator[list[etree._Element]]:
    """The elements that say each instruction: one of a simple field, or those between two ends of a complex one."""
    begun: list[list[etree._Element]] = []
    told: list[bool] = []
    for node in root.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText", f"{W}delInstrText"):
        kind = node.get(f"{W}fldCharType")
        if node.tag == f"{W}fldSimple":
            yield [node]
        elif kind == "begin":
            begun.append([])
            told.append(False)
        elif node.tag != f"{W}fldChar":
            if begun and not told[-1]:
                begun[-1].append(node)
        elif begun:
            if not told[-1]:
                told[-1] = True
                yield begun[-1]
            if kind == "end":
                begun.pop()
                told.pop()


def _said(nodes: list[etree._Element]) -> str:
    return "".join(
        str(node.get(f"{W}instr", "")) if node.tag == f"{W}fldSimple" else (node.text or "") for node in nodes
    )


def _say(nodes: list[etree._Element], text: str) -> None:
    """Put an instruction into the elements that held another, all of it into the first."""
    for at, node in enumerate(nodes):
        if node.tag == f"{W}fldSimple":
            node.set(f"{W}instr", text)
        else:
            node.text = "" if at else text


def _spans(text: str) -> list[tuple[int, int]]:
    """Where an instruction names bookmarks, as offsets.

    >>> [' REF _Ref1 \\\\h'[a:b] for a, b in _spans(' REF _Ref1 \\\\h')]
    ['_Ref1']
    """
    tokens = [match.span(1) if match.group(1) is not None else match.span(2) for match in _TOKEN.finditer(text)]
    if not tokens:
        return []
    words = [text[begin:end] for begin, end in tokens]
    kind = words[0].upper()
    if kind in _ARGUMENT:
        return [span for span, word in zip(tokens[1:], words[1:], strict=True) if not word.startswith("\\")][:1]
    if kind == "HYPERLINK":
        return _anchor(tokens, words)
    if kind in _SWITCHES:
        return [span for span, before in zip(tokens[1:], words, strict=False) if before.lower() == _SWITCHES[kind]]
    if kind.startswith("=") or kind in _ANYWHERE:
        first = 1 if kind.startswith("=") else tokens[0][1]
        return [match.span() for match in _WORD.finditer(text, first)]
    return [] if kind in _OTHERS else tokens[:1]


def _anchor(tokens: list[tuple[int, int]], words: list[str]) -> list[tuple[int, int]]:
    """Where a link names a place of its own document, not of another one."""
    address = words[1] if len(words) > 1 and not words[1].startswith("\\") else ""
    if address.startswith("#"):
        return [(tokens[1][0] + 1, tokens[1][1])]
    if address:
        return []
    return [span for span, before in zip(tokens[1:], words, strict=False) if before.lower() == "\\l"][:1]


def _links(root: etree._Element, document: Document, part: str) -> Iterator[tuple[etree._Element, str, str]]:
    """The elements that lead to a place of the document, the attribute that says so, and the name of the place."""
    known = document.relationships(part)
    for node in root.iter(f"{W}hyperlink", "{*}hlinkClick", "{*}hlinkHover", "{urn:schemas-microsoft-com:vml}*"):
        found = known.get(str(node.get(f"{R}id", "")))
        href = str(node.get("href", ""))
        if found is not None:
            if found.external and found.target.startswith("#"):
                yield node, f"{R}id", found.target[1:]
        elif node.get(f"{W}anchor"):
            yield node, f"{W}anchor", str(node.get(f"{W}anchor"))
        elif href.startswith("#"):
            yield node, "href", href[1:]
