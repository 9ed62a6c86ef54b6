"""Brings what a new paragraph needs into the document that it is inserted in: styles, lists, notes, pictures, links.

What is hard is that two documents call one thing by different names: a style is known by its name, not its id, and a
list by the paragraphs that both have.
"""

from __future__ import annotations

import copy

from lxml import etree

from redline.ooxml.document import Document
from redline.ooxml.fingerprint import canonical, digest
from redline.ooxml.names import R, W, as_number, value_of
from redline.ooxml.order import put
from redline.ooxml.package import Relationship
from redline.writers.in_place.numbering import StyleNumbers, abstract_of, complete, counts_alike, num_of

_KINDS = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_DROPPED = {"commentRangeStart", "commentRangeEnd", "commentReference", "proofErr"}
_DROPPED |= {"permStart", "permEnd", "lastRenderedPageBreak"}


class Importer:
    """Makes copies of the new document's content that stand in the old one."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        self.untracked: dict[str, None] = {}
        """What cannot be tracked, and was done or left, in words."""

        self._styles = _styles(old), _styles(new)
        self._by_name = {_style_key(node): identifier for identifier, node in self._styles[0].items()}
        self._style_ids: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._definitions: dict[str, str] = {}
        self._numbers = StyleNumbers(old), StyleNumbers(new)
        self._renumbered: dict[str, bool] = {}
        self._drawings = 10_000
        self._stories: dict[str, str] = {}

    def say(self, words: str) -> None:
        """Have it said that something is not tracked."""
        self.untracked[words] = None

    # styles

    def style(self, identifier: str) -> str:
        """Return the id that a style of the new document has in the old one; it is brought along if it has none."""
        if identifier in self._style_ids or not identifier:
            return self._style_ids.get(identifier, "")
        node = self._styles[1].get(identifier)
        if node is None:
            return identifier
        found = self._by_name.get(_style_key(node))
        self._style_ids[identifier] = found or self._new_style(identifier, node)
        return self._style_ids[identifier]

    def _new_style(self, identifier: str, node: etree._Element) -> str:
        old = self._styles[0]
        name, number = identifier, 1
        while name in old:
            number += 1
            name = f"{identifier}{number}"
        made = copy.deepcopy(node)
        made.set(f"{W}styleId", name)
        if f"{W}default" in made.attrib:
            del made.attrib[f"{W}default"]
        self._style_ids[identifier] = name
        old[name] = made
        self.old.own("styles").append(made)
        for part in ("basedOn", "next", "link"):
            child = made.find(f"{W}{part}")
            if child is not None:
                child.set(f"{W}val", self.style(str(child.get(f"{W}val", ""))))
        for child in made.iter(f"{W}numId"):
            child.set(f"{W}val", self.number_of(str(child.get(f"{W}val", ""))))
        return name

    # lists

    def same_list(self, old: str, new: str) -> None:
        """Know that a list of the new document is one of the old, since a paragraph that both have stands in it."""
        if new in self._lists:
            return
        if self._begins_again(old, new):
            return
        mine, theirs = self._formats(self.old, old), self._formats(self.new, new)
        both = mine.keys() & theirs.keys()  # one program says but the levels that are used, another all nine
        if both and all(mine[level] == theirs[level] for level in both):
            self._lists[new] = old

    def _begins_again(self, old: str, new: str) -> bool:
        """Whether a list of the new document counts from another number, or anew, where that of the old counts on."""
        if _overrides(num_of(self.old, old)) != _overrides(num_of(self.new, new)):
            return True
        others = [number for number, known in self._lists.items() if known == old]
        same = {_abstract_id(num_of(self.new, number)) for number in (*others, new)}
        return len(same) > 1

    def renumbers(self, style: str) -> bool:
        """Return whether a style of the new document brings other numbers than the one of that name in the old."""
        if style not in self._renumbered:
            (old, at), (new, level) = self._numbers[0].of(self.style(style)), self._numbers[1].of(style)
            self._renumbered[style] = not (counts_alike(self.old, old, self.new, new) and (at == level or not new))
        return self._renumbered[style]

    def numbers_otherwise(self, properties: etree._Element | None) -> bool:
        """Return whether a paragraph of the new document is numbered by its style, and otherwise than in the old."""
        if properties is None or value_of(properties.find(f"{W}numPr"), "numId"):
            return False
        style = value_of(properties, "pStyle")
        return bool(style) and self.renumbers(style)

    def number_of(self, number: str) -> str:
        """Return the list of the old document that one of the new is; it is brought along if there is none."""
        if number in self._lists or number in ("", "0"):
            return self._lists.get(number, number)
        node = num_of(self.new, number)
        abstract = abstract_of(self.new, node)
        if node is None or abstract is None:
            return number
        root = self.old.own("numbering")
        own = copy.deepcopy(node)
        name = str(1 + max((as_number(n.get(f"{W}numId")) for n in root.iterfind(f"{W}num")), default=0))
        own.set(f"{W}numId", name)
        known = str(abstract.get(f"{W}abstractNumId"))
        made = self._defined(root, known, abstract) if known not in self._definitions else None
        own.find(f"{W}abstractNumId").set(f"{W}val", self._definitions[known])  # type: ignore[union-attr]
        put(root, own)
        self._lists[number] = name
        if made is not None:  # last, as a style that it numbers may ask for this list
            self._bring_styles(made)
        return name

    def _defined(self, root: etree._Element, known: str, abstract: etree._Element) -> etree._Element:
        """Bring the definition of a list along, once: what several lists share, they count together."""
        top = 1 + max((as_number(n.get(f"{W}abstractNumId")) for n in root.iterfind(f"{W}abstractNum")), default=0)
        made = copy.deepcopy(abstract)
        made.set(f"{W}abstractNumId", str(top))
        for child in made.findall(f"{W}nsid"):
            child.set(f"{W}val", f"{int(digest(canonical(abstract).encode())[:8], 16):08X}")
        put(root, made)
        self._definitions[known] = str(top)
        return made

    def _bring_styles(self, made: etree._Element) -> None:
        """Bring the styles that the levels of a list number."""
        for child in [*made.iter(f"{W}pStyle"), *made.iter(f"{W}styleLink")]:
            style = str(child.get(f"{W}val", ""))
            if child.tag == f"{W}styleLink" or self.renumbers(style):  # which has a list here already
                child.getparent().remove(child)  # type: ignore[union-attr]
            else:
                child.set(f"{W}val", self.style(style))

    def _formats(self, document: Document, number: str) -> dict[str, str]:
        """How each level of a list counts, and what it shows."""
        abstract = abstract_of(document, num_of(document, number))
        wanted = ("start", "numFmt", "lvlText", "isLgl")
        return {
            str(level.get(f"{W}ilvl")): " ".join(
                canonical(node) for name in wanted for node in level.iterfind(W + name)
            )
            for level in (abstract.iterfind(f"{W}lvl") if abstract is not None else ())
        }

    # content

    def brought(self, node: etree._Element, part: str, home: str) -> etree._Element:
        """Return a copy of new content that can stand in the old document.

        Args:
            node: The content.
            part: The part of the new document that it stands in.
            home: The part of the old document that it will stand in.
        """
        made = copy.deepcopy(node)
        self._number(made)
        for child in list(made.iter("*")):
            name = etree.QName(child).localname
            if str(child.tag).startswith(W) and name in _DROPPED and child.getparent() is not None:
                child.getparent().remove(child)  # type: ignore[union-attr]
                continue
            if str(child.tag).startswith(W) and name in _KINDS:
                child.set(f"{W}val", self.style(str(child.get(f"{W}val", ""))))
            elif child.tag == f"{W}numId":
                child.set(f"{W}val", self.number_of(str(child.get(f"{W}val", ""))))
            elif name == "docPr":
                self._drawings += 1
                child.set("id", str(self._drawings))
            self._attributes(child, part, home)
        for run in list(made.iter(f"{W}r")):
            if not len(run) or (len(run) == 1 and run[0].tag == f"{W}rPr"):
                parent = run.getparent()
                if parent is not None:
                    parent.remove(run)
        return made

    def _number(self, made: etree._Element) -> None:
        """Have paragraphs say how they are numbered, where the style that numbered them says it otherwise here."""
        for properties in list(made.iter(f"{W}pPr")):
            if self.numbers_otherwise(properties):
                complete(properties, self._numbers[1])

    def _attributes(self, node: etree._Element, part: str, home: str) -> None:
        for key in list(map(str, node.attrib)):
            name = etree.QName(key).localname
            if name.startswith("rsid") or name in ("paraId", "textId"):
                del node.attrib[key]
            elif key.startswith(R):
                found = self.new.relationships(part).get(str(node.attrib[key]))
                if found is None:
                    del node.attrib[key]
                    continue
                target = found if found.external else self._taken(found)
                node.set(key, self.old.relate(home, target))

    def _taken(self, found: Relationship) -> Relationship:
        if found.kind.endswith(("/header", "/footer")):
            return Relationship(found.kind, self._story(found.target, found.kind.rpartition("/")[2]), external=False)
        return Relationship(found.kind, self.old.take(self.new, found.target), external=False)

    def _story(self, part: str, kind: str) -> str:
        """Bring a header or a footer; return its name here."""
        if part not in self._stories:
            name = self._stories[part] = self.old.add_story(kind, etree.Element(f"{W}{kind}"))
            made = self.brought(self.new.tree(part), part, name)
            self.old.add_tree(name, made, "")
        return self._stories[part]


def _styles(document: Document) -> dict[str, etree._Element]:
    part = document.held("styles")
    nodes = document.tree(part).iterfind(f"{W}style") if part in document else ()
    return {str(node.get(f"{W}styleId", "")): node for node in nodes}


def _style_key(node: etree._Element) -> tuple[str, str]:
    return str(node.get(f"{W}type", "")), _name(node).casefold()


def _name(node: etree._Element) -> str:
    name = node.find(f"{W}name")
    return str(name.get(f"{W}val", "")) if name is not None else str(node.get(f"{W}styleId", ""))


def _overrides(number: etree._Element | None) -> list[str]:
    """What a list says otherwise than its definition: where levels begin, or all of a level."""
    return [canonical(node) for node in number.iterfind(f"{W}lvlOverride")] if number is not None else []


def _abstract_id(number: etree._Element | None) -> str:
    return value_of(number, "abstractNumId")
