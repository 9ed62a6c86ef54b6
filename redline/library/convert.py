"""Lets LibreOffice turn an old or foreign document into .docx, where a user asks for it and it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from redline.errors import UnreadableDocument

_SECONDS = 120  # a document of hundreds of pages takes some ten
CONVERTED = {".doc": b"\xd0\xcf\x11\xe0", ".odt": b"PK\x03\x04", ".rtf": b"{\\rtf"}
"""What a file of each format begins with; LibreOffice would take anything else for plain text."""


def converted(path: Path) -> bytes:
    """Return a document as .docx.

    It is opened in a profile of its own that is thrown away, without macros, and nothing is written beside it.

    Raises:
        UnreadableDocument: If LibreOffice is not there, or cannot read it.
    """
    program = shutil.which("soffice")
    if program is None:
        raise UnreadableDocument(str(path), "cannot be converted: LibreOffice is not installed", "Save it as .docx.")
    data = path.read_bytes()
    if not data.startswith(CONVERTED.get(path.suffix.lower(), b"\0")):
        raise UnreadableDocument(str(path), f"is no {path.suffix} file", "Save it as .docx.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"document{path.suffix}"
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(source)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603
            return (folder / "made/document.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            problem = "cannot be converted: LibreOffice does not read it"
            raise UnreadableDocument(str(path), problem, "Save it as .docx.") from error
