"""Opens the package of a document that a stranger sent: parts as XML trees, with nothing fetched or expanded.

Readers and writers share it, since a writer that marks changes in somebody's document must open that as warily.

A zip may hold gigabytes in kilobytes, and an XML part may name files, addresses or entities. So sizes are checked
before anything is unpacked, and a document type, which no Word document has, is refused.
"""

from __future__ import annotations

import functools
import io
import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from redline.errors import UnreadableDocument
from redline.ooxml.names import W

_MOST_MEMBERS = 5_000  # a large conference document has some hundreds of images
_MOST_BYTES = 256 * 1024 * 1024  # unpacked; the XML of 10,000 provisions is about 20 MB
_MOST_MARKS = 8_000_000  # tags and attributes of a part: of 10,000 provisions 200,000; as a tree 1 GB
_MOST_RATIO = 200  # unpacked to packed, above 1 MB; XML of Word documents packs about 20 times
_ADVICE = "Open it in Word and save it again as .docx."


_STRICT = re.compile(rb"(?<=[\"'])http://purl\.oclc\.org/ooxml/(\w+)/")
"""The names of Strict Open XML, which Word writes when asked to; it differs in them and in little else."""

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    ValueError,
    RuntimeError,
    EOFError,
    NotImplementedError,
)
"""What unpacking raises, in every compression that zip knows."""

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relationship:
    """How a part refers to another, or to something outside."""

    kind: str
    """The type, an address that ends in ``/image``, ``/hyperlink``, ``/header``, ..."""

    target: str
    """Name of the part, without a slash before it; of what is outside, the address as written."""

    external: bool


def relationships_name(part: str) -> str:
    """Return the name of the part that holds another's relationships.

    >>> relationships_name("word/document.xml")
    'word/_rels/document.xml.rels'
    """
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def held_by(document: str, relationships: Mapping[str, Relationship], kind: str) -> str:
    """Return the name of a part that a document refers to once, by the kind of the relationship.

    >>> held_by("word/document.xml", {}, "styles")
    'word/styles.xml'
    """
    own = (one for one in relationships.values() if one.kind.endswith(f"/{kind}") and not one.external)
    found = next(own, None)
    return found.target if found is not None else posixpath.join(posixpath.dirname(document), f"{kind}.xml")


def _as_usual(data: bytes) -> bytes:
    """A part of Strict Open XML under the usual names."""
    data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
    for kind in (b"extended", b"custom"):
        data = data.replace(b"/" + kind + b"Properties", b"/" + kind + b"-properties")
    return data


class Package:
    """The parts of a Word document, parsed when they are asked for."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open ``data``.

        Args:
            data: The whole file.
            name: File name, for messages.

        Raises:
            UnreadableDocument: If it is no zip, is damaged, or would unpack to more than a document may.
        """
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UnreadableDocument(name, "is no Word document: the package cannot be opened", _ADVICE) from error
        members = self._zip.infolist()
        if len(members) != len({member.filename for member in members}):
            name_twice = next(m.filename for m in members if self._zip.getinfo(m.filename) is not m)
            raise UnreadableDocument(name, f"has two parts of the name {name_twice}", _ADVICE)
        total = sum(member.file_size for member in members)
        if len(members) > _MOST_MEMBERS or total > _MOST_BYTES:
            problem = f"would unpack to {len(members):,} parts of {total:,} bytes"
            raise UnreadableDocument(name, problem, f"At most {_MOST_MEMBERS:,} of {_MOST_BYTES:,} bytes are read.")
        for member in members:
            if not member.filename.lower().endswith((".xml", ".rels")):
                continue  # a white picture packs well, and is unpacked by nobody
            if member.file_size > 1_000_000 and member.file_size > _MOST_RATIO * max(member.compress_size, 1):
                raise UnreadableDocument(name, f"part {member.filename} unpacks to {member.file_size:,} bytes", _ADVICE)

    def __contains__(self, part: str) -> bool:
        return part in self._zip.NameToInfo

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file; folders are none."""
        return tuple(name for name in self._zip.namelist() if not name.endswith("/"))

    @functools.cached_property
    def document(self) -> str:
        """The name of the part that holds the text; Word in a browser calls it ``word/document2.xml``."""
        held = self.relationships("").values()
        named = (one.target for one in held if one.kind.endswith("/officeDocument") and not one.external)
        return next(named, "word/document.xml")

    def held(self, kind: str) -> str:
        """Return the name of a part that the text has one of, whether it is there or not.

        Args:
            kind: ``"styles"``, ``"numbering"``, ``"footnotes"``, ``"endnotes"`` or ``"comments"``.
        """
        return held_by(self.document, self.relationships(self.document), kind)

    @functools.cached_property
    def strict(self) -> bool:
        """Whether it was saved as Strict Open XML; its parts are then read under the usual names."""
        return "_rels/.rels" in self and _STRICT.search(self._read("_rels/.rels")) is not None

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part by their id; a target that would leave the package is left out."""
        name = relationships_name(part)
        found: dict[str, Relationship] = {}
        for node in self.part(name).iter(_RELATIONSHIPS) if name in self else ():
            target, external = str(node.get("Target", "")), node.get("TargetMode") == "External"
            if not external:
                folder = posixpath.dirname(part)
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                if target not in self:
                    continue
            found[str(node.get("Id", ""))] = Relationship(str(node.get("Type", "")), target, external)
        return found

    def part(self, part: str) -> etree._Element:
        """Return the root of a part, such as ``"word/document.xml"``.

        Raises:
            UnreadableDocument: If it is missing, damaged, not XML, too large for memory, or has a document type.
        """
        data = self.raw(part)
        if data.count(b"<") + data.count(b"=") > _MOST_MARKS:
            problem = f"part {part} has more than {_MOST_MARKS:,} tags and attributes, and would not fit into memory"
            raise UnreadableDocument(self.name, problem, "Divide the document, or save it without formatting.")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,  # no part of a document, and no element to those who walk it
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument(self.name, f"part {part} is not XML: {error.msg}", _ADVICE) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableDocument(self.name, f"part {part} has a document type, which may name other files", _ADVICE)
        return root

    def raw(self, part: str) -> bytes:
        """Return the bytes of a part, of Strict Open XML under the usual names.

        Raises:
            UnreadableDocument: If it is missing or damaged.
        """
        data = self._read(part)
        return _as_usual(data) if self.strict and part.endswith((".xml", ".rels")) else data

    def _read(self, part: str) -> bytes:
        if part not in self:
            raise UnreadableDocument(self.name, f"has no part {part}", _ADVICE)
        try:
            return self._zip.read(part)
        except _DAMAGED as error:
            raise UnreadableDocument(self.name, f"part {part} is damaged", _ADVICE) from error


WORD_ENDINGS = (".docx", ".dotx", ".docm", ".dotm")
"""What names of Word documents end in; those with macros are refused by what they hold."""

_OLE = b"\xd0\xcf\x11\xe0"
_MACROS = re.compile("ms-word.*macroEnabled|vbaProject", re.IGNORECASE)
"""In the types of parts: macros of Word itself. An embedded workbook that has some is carried, and never opened."""

_SAVE = "Open it in Word or LibreOffice and save it as .docx"


def open_word(data: bytes, name: str) -> Package:
    """Return the package of a Word document.

    Raises:
        UnreadableDocument: If it is none, or holds what a document may not.
    """
    lower = name.lower()
    if data.startswith(_OLE):
        problem = "is encrypted, or a .doc of Word 97 to 2003"
        raise UnreadableDocument(name, problem, f"{_SAVE}, without a password; or give --convert.")
    if lower.endswith((".odt", ".rtf", ".doc")):
        raise UnreadableDocument(name, "is no .docx", f"{_SAVE}; or give --convert.")
    package = Package(data, name)
    if "[Content_Types].xml" not in package:
        raise UnreadableDocument(name, "is no Word document: the package says nothing of its parts", f"{_SAVE}.")
    kinds = {str(node.get("ContentType", "")) for node in package.part("[Content_Types].xml")}
    if any(_MACROS.search(kind) for kind in kinds):
        raise UnreadableDocument(name, "holds macros", f"{_SAVE}, without macros.")
    if package.document not in package:
        raise UnreadableDocument(name, f"is no Word document: it has no part {package.document}", f"{_SAVE}.")
    if package.part(package.document).find(f"{W}body") is None:
        raise UnreadableDocument(name, "is no Word document: it has no body", f"{_SAVE}.")
    return package
