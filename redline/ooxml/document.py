"""Somebody's Word document that is being changed: its parts and what was added, saved with equal bytes for equal input.

What is not touched keeps its bytes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from lxml import etree

from redline.ooxml.alternate import declare_prefixes, note_prefixes
from redline.ooxml.names import W
from redline.ooxml.package import Package, Relationship, held_by, relationships_name
from redline.ooxml.zipped import zipped

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"


class Document:
    """A Word document, opened to be compared or changed."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._trees: dict[str, etree._Element] = {}
        self._changed: set[str] = set()
        self._added: dict[str, bytes] = {}
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self._taken: dict[str, str] = {}
        """Parts of the other document, by their names there, and what they are called here."""

        self.imports = 0
        """How often a part such as the styles was opened to be changed: what was computed from it may be old then."""

        if package.strict:  # no longer so, under the names that we write
            self.tree(self.document, change=True).attrib.pop(f"{W}conformance", "")
        self._is_no_template()

    @property
    def document(self) -> str:
        """The name of the part that holds the text."""
        return self.package.document

    def held(self, kind: str) -> str:
        """Return the name of a part that the text has one of, such as ``"styles"``, whether it is there or not."""
        return held_by(self.document, self.relationships(self.document), kind)

    def __contains__(self, part: str) -> bool:
        return part in self._trees or part in self._added or part in self.package

    def tree(self, part: str, *, change: bool = False) -> etree._Element:
        """Return the root of a part; with ``change``, one that will be written back."""
        if part not in self._trees:
            self._trees[part] = self.package.part(part)
            note_prefixes(self._trees[part])
        if change:
            self._changed.add(part)
        return self._trees[part]

    def own(self, kind: str, made: etree._Element | None = None) -> etree._Element:
        """Return the root of a part that the text has one of, to be changed; one is added if there is none.

        Args:
            kind: ``"styles"``, ``"numbering"``, ``"footnotes"``, ``"endnotes"`` or ``"comments"``.
            made: The root of the one that is added; an empty one if it is left out.
        """
        part = self.held(kind)
        if part not in self:
            root = etree.Element(f"{W}{kind}", nsmap={"w": W[1:-1]}) if made is None else made
            self.add_tree(part, root, CONTENT_TYPE.format(kind))
            self.relate(self.document, Relationship(RELATIONSHIP.format(kind), part, external=False))
        self.imports += 1
        return self.tree(part, change=True)

    def add_tree(self, part: str, root: etree._Element, content_type: str) -> None:
        """Add a part."""
        self._trees[part] = root
        self._changed.add(part)
        self._override(part, content_type)

    def raw(self, part: str) -> bytes:
        """Return the bytes of a part that is no XML to be changed."""
        return self._added[part] if part in self._added else self.package.raw(part)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part by their id."""
        if part not in self._relationships:
            self._relationships[part] = self.package.relationships(part)
        return self._relationships[part]

    def relate(self, part: str, wanted: Relationship) -> str:
        """Return the id of a relationship of a part, which is made if it is not there."""
        known = self.relationships(part)
        for identifier, relationship in known.items():
            if relationship == wanted:
                return identifier
        number = len(known) + 1
        while f"rIdR{number}" in known:
            number += 1
        identifier = f"rIdR{number}"
        known[identifier] = wanted
        name = relationships_name(part)
        if name not in self:
            self.add_tree(name, etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>'), "")
        _add_relationship(self.tree(name, change=True), part, identifier, wanted)
        return identifier

    def take(self, other: Document, part: str) -> str:
        """Add a copy of another document's part, such as a picture or a chart, and of all that it refers to.

        Returns:
            Its name here.
        """
        if part in self._taken:
            return self._taken[part]
        data, held = other.raw(part), other.relationships(part)
        stem, dot, ending = part.rpartition(".")
        number, name = 1, part
        while name in self and (held or self.raw(name) != data):
            number += 1
            name = f"{stem}-{number}{dot}{ending}"
        self._taken[part] = name  # before what it refers to, which may refer to it
        if name not in self:
            self._added[name] = data
            self._default(ending, other, part, name)
            self._refer(other, name, held)
        return name

    def _refer(self, other: Document, name: str, held: Mapping[str, Relationship]) -> None:
        """Give a part that was taken what it refers to, by the same ids."""
        if not held:
            return
        root = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        for identifier, found in held.items():
            target = found.target if found.external else self.take(other, found.target)
            _add_relationship(root, name, identifier, Relationship(found.kind, target, found.external))
        self.add_tree(relationships_name(name), root, "")

    def add_story(self, kind: str, root: etree._Element, like: str = "") -> str:
        """Add a header or a footer.

        Args:
            kind: ``"header"`` or ``"footer"``.
            root: Its root.
            like: The part that it is a copy of, whose relationships it has.

        Returns:
            Its name.
        """
        number, folder = 1, posixpath.dirname(self.document)
        while (name := posixpath.join(folder, f"{kind}{number}.xml")) in self:
            number += 1
        self.add_tree(name, root, CONTENT_TYPE.format(kind))
        held = dict(self.relationships(like)) if like else {}
        self._relationships[name] = held
        if held:
            made = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
            for identifier, found in held.items():
                _add_relationship(made, name, identifier, found)
            self.add_tree(relationships_name(name), made, "")
        return name

    def _default(self, ending: str, other: Document, part: str, name: str) -> None:
        """Say what type a part is, as the document that it comes from does."""
        types = other.tree("[Content_Types].xml")
        for node in types.iterfind(f"{_TYPES}Override"):
            if node.get("PartName") == f"/{part}":
                self._override(name, str(node.get("ContentType", "")))
                return
        own = self.tree("[Content_Types].xml", change=True)
        if any(str(node.get("Extension", "")).lower() == ending.lower() for node in own.iterfind(f"{_TYPES}Default")):
            return
        for node in types.iterfind(f"{_TYPES}Default"):
            if str(node.get("Extension", "")).lower() == ending.lower():
                made = etree.Element(f"{_TYPES}Default", Extension=ending, ContentType=str(node.get("ContentType", "")))
                own.insert(0, made)

    def _override(self, part: str, content_type: str) -> None:
        if content_type:
            types = self.tree("[Content_Types].xml", change=True)
            etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{part}", ContentType=content_type)

    def _is_no_template(self) -> None:
        """What is written is called .docx, under which Word opens no template."""
        for node in self.tree("[Content_Types].xml").iterfind(f"{_TYPES}Override"):
            kind = str(node.get("ContentType", ""))
            if node.get("PartName") == f"/{self.document}" and kind == CONTENT_TYPE.format("template.main"):
                self.tree("[Content_Types].xml", change=True)
                node.set("ContentType", CONTENT_TYPE.format("document.main"))

    def order_notes(self, kind: str) -> None:
        """Put footnotes or endnotes in the order of their references; Word goes by their ids, LibreOffice 7.4 does not.

        Args:
            kind: ``"footnote"`` or ``"endnote"``.
        """
        part = self.held(f"{kind}s")
        if part not in self._changed:
            return
        root = self.tree(part)
        references = self.tree(self.document).iter(f"{W}{kind}Reference")
        order = {str(node.get(f"{W}id", "")): at for at, node in enumerate(references, 1)}
        notes = [node for node in root if node.get(f"{W}type") in (None, "normal")]
        for node in sorted(notes, key=lambda note: order.get(str(note.get(f"{W}id", "")), len(order) + 1)):
            root.remove(node)
            root.append(node)

    def saved(self) -> bytes:
        """Return the bytes of the document: every part dated 1980, those that nothing touched as they were."""
        added = sorted({*self._changed, *self._added} - set(self.package.names))
        return zipped((name, self._bytes(name)) for name in (*self.package.names, *added))

    def _bytes(self, name: str) -> bytes:
        if name in self._changed:
            declare_prefixes(self._trees[name])
            return etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        return self.raw(name)


def _add_relationship(root: etree._Element, part: str, identifier: str, wanted: Relationship) -> None:
    node = etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship")
    node.set("Id", identifier)
    node.set("Type", wanted.kind)
    folder = posixpath.dirname(part)
    node.set("Target", wanted.target if wanted.external else posixpath.relpath(wanted.target, folder or "."))
    if wanted.external:
        node.set("TargetMode", "External")
