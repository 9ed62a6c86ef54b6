"""Which files a result goes to, and puts them in their places, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from redline.errors import OutputError, UnknownFormat
from redline.writers import known_formats


def formats_for(output: str, formats: Sequence[str], default: Sequence[str]) -> tuple[str, ...]:
    """Return the formats to write: those asked for, else the ending of the output file, else the default."""
    known = known_formats()
    for name in formats:
        if name not in known:
            raise UnknownFormat(name, known)
    ending = Path(output).suffix.lstrip(".")
    if formats:
        return tuple(dict.fromkeys(formats))
    return (ending,) if ending in known_formats() else tuple(default)


def plan_files(stems: Sequence[str], formats: Sequence[str], output: str) -> dict[tuple[str, str], Path]:
    """Return the path of each redline's files, by its stem and the format.

    Args:
        stems: The names of the redlines.
        formats: The formats of each.
        output: A folder, or, for one redline in one format, a file (its name ends in a known format).

    Raises:
        OutputError: If one file is named for several.
    """
    ending = Path(output).suffix.lstrip(".")
    if ending in known_formats() and not Path(output).is_dir():
        if len(stems) != 1 or list(formats) != [ending]:
            raise OutputError(output, f"is one {ending} file, but {len(stems) * len(formats)} are to be written")
        return {(stems[0], ending): Path(output)}
    return {(stem, name): Path(output) / f"{stem}.{name}" for stem in stems for name in formats}


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Put files in their places: all of them are written beside their places first, then renamed.

    Raises:
        OutputError: If any cannot be written. Nothing was changed then.
    """
    made_folders: list[Path] = []
    waiting: dict[Path, Path] = {}
    at = next(iter(files), Path())
    try:
        for target, content in files.items():
            at = target
            real = target.resolve()
            _make_folder(real.parent, made_folders)
            if real.is_dir():
                raise IsADirectoryError(21, "is a folder")
            waiting[real] = _written_beside(real, content)
        for real, temporary in waiting.items():
            at = real
            temporary.replace(real)
    except OSError as error:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)
        for folder in reversed(made_folders):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise OutputError(str(at), (error.strerror or str(error)).lower()) from error


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir()
        made.append(parent)


def _written_beside(target: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".redline-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def to_standard_output(content: bytes) -> None:
    """Write bytes to standard output, and see that they got there.

    Raises:
        OutputError: If they did not.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        # what is left in the buffer would fail again at exit, after the message
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError("standard output", (error.strerror or str(error)).lower()) from error
