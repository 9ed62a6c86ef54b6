"""Where a form is read from, and what its parts say by content: a picture by its bytes, a chart with its sheet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Protocol

from lxml import etree

from redline.errors import UnreadableDocument
from redline.ooxml.form.model import Element
from redline.ooxml.package import Relationship

_MOST_PARTS = 40  # one in another, such as a chart, its sheet, the sheet's pictures


class Source(Protocol):
    """A package, or a document that is being changed."""

    @property
    def document(self) -> str:
        """The name of the part that holds the text."""

    def __contains__(self, part: str) -> bool: ...

    def held(self, kind: str) -> str:
        """Return the name of a part that the text has one of."""

    def part(self, part: str) -> Element:
        """Return the root of a part."""

    def raw(self, part: str) -> bytes:
        """Return the bytes of a part."""

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """Return the relationships of a part by their id."""


class Targets:
    """What relationships lead to.

    Args:
        source: The document.
        digests: Those of its parts that are known; more are put there.
    """

    def __init__(self, source: Source, digests: dict[str, str]) -> None:
        self.source = source
        self._held: dict[str, Mapping[str, Relationship]] = {}
        self._digests = digests
        self.place: Callable[[str], str] = str
        """What a place of the document itself is called, that an address such as ``#name`` leads to."""

    def held(self, part: str) -> Mapping[str, Relationship]:
        """Return the relationships of a part by their id."""
        if part not in self._held:
            self._held[part] = self.source.relationships(part)
        return self._held[part]

    def of(self, part: str, identifier: str) -> str:
        """Return what a relationship of a part leads to: an address, or a digest of what it says.

        Args:
            part: The part that refers.
            identifier: The id; one that is not known leads nowhere.
        """
        found = self.held(part).get(identifier)
        if found is None:
            return "nowhere" if identifier else ""
        if not found.external:
            return f"part {self.digest(found.target)}"
        return f"#{self.place(found.target[1:])}" if found.target.startswith("#") else found.target

    def address(self, part: str, identifier: str) -> str:
        """Return the address that a relationship of a part leads to; empty if it is none."""
        found = self.held(part).get(identifier)
        return found.target if found is not None and found.external else ""

    def digest(self, part: str, within: tuple[str, ...] = ()) -> str:
        """Return what a part says, with all that it refers to, as a short name."""
        if part in self._digests:
            return self._digests[part]
        if part in within or len(within) > _MOST_PARTS:
            return "itself"
        made = hashlib.sha256(self._content(part))
        for identifier, found in sorted(self.held(part).items()):
            target = found.target if found.external else self.digest(found.target, (*within, part))
            made.update(f"\0{identifier}\0{target}".encode())
        self._digests[part] = made.hexdigest()[:16]
        return self._digests[part]

    def _content(self, part: str) -> bytes:
        data = self.source.raw(part)
        if part.endswith((".xml", ".rels")):
            try:
                return etree.tostring(self.source.part(part), method="c14n")
            except (UnreadableDocument, etree.LxmlError, ValueError):
                return data
        return data


_PROPERTIES = {
    "core-properties": "{6c3c8bc8-f283-45ae-878a-bab7291924a1}",
    "extended-properties": "{6668398d-a668-4e3e-a5eb-62b293d839f1}",
}
"""By what name controls are bound to the title, the author and the like of the document itself."""

_STEP = r"/@?(?:[\w.-]+:)?[\w.-]+(?:\[\d+\])?"
_SIMPLE = re.compile(rf"(?:{_STEP}){{1,30}}")
_PREFIX = re.compile(r"xmlns:([\w.-]+)=[\"']([^\"']+)[\"']")


class Bound:
    """What content controls that are bound to data show when a document is opened."""

    def __init__(self, source: Source, targets: Targets) -> None:
        self._items: dict[str, str] = {}
        for found in targets.held("").values():
            kind = found.kind.rpartition("/")[2]
            if kind in _PROPERTIES and not found.external:
                self._items[_PROPERTIES[kind]] = found.target
        for found in targets.held(source.document).values():
            if found.kind.endswith("/customXml") and not found.external:
                for own in targets.held(found.target).values():
                    if own.kind.endswith("/customXmlProps") and not own.external:
                        self._add(source, own.target, found.target)
        self._source = source

    def _add(self, source: Source, properties: str, part: str) -> None:
        try:
            root = source.part(properties)
        except UnreadableDocument:
            return
        for key, value in root.attrib.items():
            if str(key).endswith("itemID"):
                self._items[str(value).casefold()] = part

    def value(self, item: str, path: str, prefixes: str) -> str:
        """Return what the data say at a place; empty if there is none, or the way to it is no simple one."""
        part = self._items.get(item.casefold(), "")
        if not part or not _SIMPLE.fullmatch(path):
            return ""
        names = dict(_PREFIX.findall(prefixes))
        try:
            found = self._source.part(part).getroottree().xpath(path, namespaces=names)
        except (etree.XPathError, UnreadableDocument):
            return ""
        if not isinstance(found, list) or not found:
            return ""
        first = found[0]
        return "".join(map(str, first.itertext())) if isinstance(first, etree._Element) else str(first)
