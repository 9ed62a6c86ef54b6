"""Opens the package of a Word document that a stranger sent: parts as XML trees, with nothing fetched or expanded.

A zip may hold gigabytes in kilobytes, and an XML part may name files, addresses or entities. So sizes are checked
before anything is unpacked, and a document type, which no Word document has, is refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from redline.errors import UnreadableDocument

_MOST_MEMBERS = 5_000  # a large conference document has some hundreds of images
_MOST_BYTES = 256 * 1024 * 1024  # unpacked; the XML of 10,000 provisions is about 20 MB
_MOST_RATIO = 200  # unpacked to packed, above 1 MB; XML of Word documents packs about 20 times
_ADVICE = "Open it in Word and save it again as .docx."


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
        total = sum(member.file_size for member in members)
        if len(members) > _MOST_MEMBERS or total > _MOST_BYTES:
            problem = f"would unpack to {len(members):,} parts of {total:,} bytes"
            raise UnreadableDocument(name, problem, f"At most {_MOST_MEMBERS:,} of {_MOST_BYTES:,} bytes are read.")
        for member in members:
            if member.file_size > 1_000_000 and member.file_size > _MOST_RATIO * max(member.compress_size, 1):
                raise UnreadableDocument(name, f"part {member.filename} unpacks to {member.file_size:,} bytes", _ADVICE)

    def __contains__(self, part: str) -> bool:
        return part in self._zip.NameToInfo

    def part(self, part: str) -> etree._Element:
        """Return the root of a part, such as ``"word/document.xml"``.

        Raises:
            UnreadableDocument: If it is missing, damaged, not XML, or has a document type.
        """
        if part not in self:
            raise UnreadableDocument(self.name, f"has no part {part}", _ADVICE)
        try:
            data = self._zip.read(part)
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError) as error:
            raise UnreadableDocument(self.name, f"part {part} is damaged", _ADVICE) from error
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument(self.name, f"part {part} is not XML: {error.msg}", _ADVICE) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableDocument(self.name, f"part {part} has a document type, which may name other files", _ADVICE)
        return root
