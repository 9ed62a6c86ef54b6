"""What a Word document says when all its tracked changes are accepted, or rejected: text, style, list, tables, notes.

Written from ECMA-376 Part 1, 17.13.5, apart from the writer and from the readers, so that it can check both.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NEW, OLD = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")


@dataclass
class View:
    """One document, accepted or rejected."""

    body: list
    sections: list
    """Headers and footers of each that say anything, and its page."""

    notes: list


class _Reader:
    def __init__(self, data: bytes, accept: bool) -> None:
        self.zip = zipfile.ZipFile(BytesIO(data))
        self.accept, self.gone = accept, OLD if accept else NEW
        self.styles, self.nodes = {"": "normal"}, {}
        if "word/styles.xml" in self.zip.namelist():
            for node in self.xml("word/styles.xml").iterfind(f"{W}style"):
                name = self.styles[node.get(f"{W}styleId")] = node.find(f"{W}name").get(f"{W}val").lower()
                if node.get(f"{W}type") == "paragraph":
                    self.nodes[name] = node
                if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true"):
                    self.styles[""] = name
        self.lists = self._lists()
        self.notes = []
        self.shown = {}
        """Headers and footers of the section before, which one without its own has too."""

        self.sections = []

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.zip.read(name), etree.XMLParser(remove_comments=True, remove_pis=True))

    def relationships(self, part: str) -> dict:
        folder, _, name = part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels"
        if path not in self.zip.namelist():
            return {}
        return {node.get("Id"): node.get("Target") for node in self.xml(path)}

    def _lists(self) -> dict:
        """For each list what its levels show, so that a list is known by that and not by its number."""
        if "word/numbering.xml" not in self.zip.namelist():
            return {}
        root = self.xml("word/numbering.xml")
        shown = {}
        for node in root.iterfind(f"{W}abstractNum"):
            texts = [level.find(f"{W}lvlText") for level in node.iterfind(f"{W}lvl")]
            shown[node.get(f"{W}abstractNumId")] = tuple(t.get(f"{W}val") for t in texts if t is not None)
        return {
            node.get(f"{W}numId"): shown.get(node.find(f"{W}abstractNumId").get(f"{W}val"))
            for node in root.iterfind(f"{W}num")
        }

    def is_gone(self, node: etree._Element) -> bool:
        return node.tag in self.gone

    def blocks(self, container: etree._Element, part: str) -> list:
        found, carried = [], []
        for node in container:
            if node.tag in (f"{W}sdt", f"{W}customXml"):
                content = node.find(f"{W}sdtContent") if node.tag == f"{W}sdt" else node
                found += self.blocks(content, part)
            elif node.tag == f"{W}tbl":
                rows = [
                    (
                        self.layout(row, "trPr"),
                        [(self.layout(cell, "tcPr"), self.blocks(cell, part)) for cell in row.iterfind(f"{W}tc")],
                    )
                    for row in node.iterfind(f"{W}tr")
                    if not any(self.is_gone(mark) for mark in row.iterfind(f"{W}trPr/*"))
                ]
                if rows:
                    assert not carried, "a paragraph that joins a table"
                    found.append(("table", self.layout(node, "tblPr"), self.layout(node, "tblGrid"), rows))
            elif node.tag == f"{W}p":
                text = carried + self.inline(node, part)
                carried = []
                if any(self.is_gone(mark) for mark in node.iterfind(f"{W}pPr/{W}rPr/*")):
                    carried = text
                    continue
                found.append(("paragraph", *self.properties(node), _joined(text)))
                self.sections += [self.section(end) for end in node.iterfind(f"{W}pPr/{W}sectPr")]
        assert not carried, "the last paragraph has no paragraph to join"
        return found

    def properties(self, node: etree._Element) -> tuple:
        properties = node.find(f"{W}pPr")
        if properties is None:
            return self.styles.get("", ""), (), ""
        former = properties.find(f"{W}pPrChange/{W}pPr")
        if former is not None and not self.accept:
            properties = former
        style = properties.find(f"{W}pStyle")
        number = properties.find(f"{W}numPr/{W}numId")
        level = properties.find(f"{W}numPr/{W}ilvl")
        listed = () if number is None else (self.lists.get(number.get(f"{W}val")), _val(level))
        return self.styles.get(_val(style), _val(style)), listed, _val(properties.find(f"{W}jc"))

    def layout(self, node: etree._Element, name: str) -> tuple:
        """The properties of a table, a row, a cell or a section."""
        properties = node if node.tag == f"{W}{name}" else node.find(f"{W}{name}")
        if properties is None:
            return ()
        former = properties.find(f"{W}{name}Change/{W}{name}")
        if former is not None and not self.accept:
            properties = former
        apart = ("headerReference", "footerReference", "ins", "del", f"{name}Change", "printerSettings", "cellIns")
        return tuple(
            self.told(child)
            for child in properties
            if etree.QName(child).localname not in apart and child.values() != ["off"]
        )

    def told(self, node: etree._Element) -> tuple:
        name = etree.QName(node).localname
        values = {etree.QName(key).localname: value for key, value in node.attrib.items()}
        if name == "tblStyle":
            values["val"] = self.styles.get(values["val"], values["val"])
        return name, tuple(sorted(values.items())), tuple(self.told(child) for child in node)

    def inline(self, node: etree._Element, part: str) -> list:
        """Text and things, each with its formatting and link."""
        found = []
        for child in node:
            if self.is_gone(child) or child.tag == f"{W}pPr":
                continue
            if child.tag == f"{W}r":
                found += self.run(child, part)
            elif child.tag == f"{W}hyperlink":
                target = self.relationships(part).get(child.get(f"{R}id"), "") + "#" + child.get(f"{W}anchor", "")
                found += [(text, (*look, target)) for text, look in self.inline(child, part)]
            elif child.tag == f"{W}fldSimple":
                code = f"<field {' '.join(child.get(f'{W}instr').split())}>"
                found += [(code, ()), *self.inline(child, part), ("<end>", ())]
            elif isinstance(child.tag, str) and child.tag not in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                found += self.inline(child, part)
        return found

    def look(self, run: etree._Element) -> tuple:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            former = properties.find(f"{W}rPrChange/{W}rPr")
            if former is not None and not self.accept:
                properties = former
        says = {etree.QName(p).localname: _val(p) for p in (properties if properties is not None else ())}
        found = {name: value for name, value in says.items() if name in ("u", "color", "sz", "strike")}
        if "rStyle" in says:
            found["rStyle"] = self.styles.get(says["rStyle"], says["rStyle"])
        paragraph = next(run.iterancestors(f"{W}p"))
        for name in ("b", "i"):  # as it comes to: what a style says too, the text need not say
            value = says.get(name, self.of_style(self.properties(paragraph)[0], name))
            if value in ("", "1", "true", "on"):
                found[name] = "on"
        return tuple(sorted(found.items()))

    def of_style(self, style: str, name: str) -> str:
        """What a paragraph style says of a toggle; "off" for nothing."""
        while style in self.nodes:
            node = self.nodes[style]
            found = node.find(f"{W}rPr/{W}{name}")
            if found is not None:
                return _val(found)
            base = node.find(f"{W}basedOn")
            style = self.styles.get(_val(base), "nothing") if base is not None else "nothing"
        return "off"

    def run(self, run: etree._Element, part: str) -> list:
        look = self.look(run)
        found = []
        for child in run:
            name = etree.QName(child).localname
            if name in ("t", "delText"):
                found.append((child.text or "", look))
            elif name in ("tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym"):
                which = child.get(f"{W}char", "") + child.get(f"{W}type", "")
                found.append((f"<{name} {which}>" if which else f"<{name}>", look))
            elif name == "fldChar":
                kind = child.get(f"{W}fldCharType")
                found += [("<end>", ())] if kind == "end" else []
            elif name in ("instrText", "delInstrText"):
                found.append((f"<field {' '.join((child.text or '').split())}>", ()))
            elif name in ("footnoteReference", "endnoteReference"):
                found.append((f"<{name}>", look))
                self.notes.append(self.note(name.removesuffix("Reference"), child.get(f"{W}id")))
            elif next(child.iter(f"{W}txbxContent"), None) is not None:
                boxes = [self.blocks(box, part) for box in child.iter(f"{W}txbxContent")]
                assert boxes == [boxes[0]] * len(boxes), "a box that says two things"
                found.append((f"<box {boxes[0]}>", ()))
            elif name == "drawing":
                chart = next(child.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"), None)
                if chart is not None:
                    found.append((f"<chart {self.chart(self.relationships(part)[chart.get(f'{R}id')])}>", ()))
                    continue
                blip = next(child.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"), None)
                target = self.relationships(part).get(blip.get(f"{R}embed"), "") if blip is not None else ""
                found.append((f"<picture {hash(self.zip.read(f'word/{target}')) if target else ''}>", ()))
        return found

    def chart(self, target: str) -> tuple:
        """A chart and the sheet that it draws on."""
        name = f"word/{target}"
        held = self.relationships(name)
        return hash(self.zip.read(name)), [
            self.zip.getinfo(posixpath.normpath(f"{name}/../{t}")).CRC for t in held.values()
        ]

    def section(self, node: etree._Element) -> tuple:
        targets = self.relationships("word/document.xml")
        for child in node.iterfind("*"):
            if child.tag in (f"{W}headerReference", f"{W}footerReference"):
                part = f"word/{targets[child.get(f'{R}id')]}"
                kind = etree.QName(child).localname, child.get(f"{W}type")
                self.shown = self.shown | {kind: self.blocks(self.xml(part), part)}
        says = {kind: blocks for kind, blocks in self.shown.items() if any(block[-1] for block in blocks)}
        return says, self.layout(node, "sectPr")

    def note(self, kind: str, identifier: str) -> list:
        part = f"word/{kind}s.xml"
        root = self.xml(part)
        node = next(node for node in root.iterfind(f"{W}{kind}") if node.get(f"{W}id") == identifier)
        return self.blocks(node, part)


def view(data: bytes, accept: bool) -> View:
    """Return what a document says with all changes accepted, or rejected."""
    reader = _Reader(data, accept)
    root = reader.xml("word/document.xml")
    body = reader.blocks(root.find(f"{W}body"), "word/document.xml")
    reader.sections += [reader.section(end) for end in root.iterfind(f"{W}body/{W}sectPr")]
    return View(body, reader.sections, reader.notes)


def _linked(parts: list) -> list:
    """What stands in fields that are links as what stands in a hyperlink: to Word the two are one."""
    found: list = []
    fields: list = []
    for text, look in parts:
        if text.startswith("<field "):
            leads = re.fullmatch(r'<field HYPERLINK(?: "((?:[^"\\]|\\.)*)")?(?: \\l "([^"]*)")?>', text)
            target = re.sub(r"\\(.)", r"\1", leads[1] or "") if leads else ""
            fields.append(f"{target}#{leads[2] or ''}" if leads else "")
            found += [] if leads else [(text, look)]
        elif text == "<end>" and fields:
            found += [] if fields.pop() else [(text, look)]
        else:
            found.append((text, (*look, *filter(None, fields))))
    return found


def _joined(parts: list) -> list:
    """Neighbours of one look together, as how text is cut into runs means nothing."""
    found: list = []
    for text, look in _linked(parts):
        if found and found[-1][1] == look:
            found[-1] = (found[-1][0] + text, look)
        elif text:
            found.append((text, look))
    return found


def _val(node: etree._Element | None) -> str:
    return "" if node is None else node.get(f"{W}val", "")
