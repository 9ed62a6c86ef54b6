"""The configuration file, ``redline.toml``: what a user would otherwise give with every command.

An option on the command line comes first, then the environment (``REDLINE_TEXTS``), then the table of the command in
the file, then what stands at the top of the file, then the default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from redline.errors import LayoutError, nearest

NAME = "redline.toml"
_PLAIN = {"author": "author", "output": "output", "texts": "texts", "base": "base", "format": "formats"}
"""Keys of the file, and the parameters of commands that they set."""

_LISTS = ("format",)
_OWN = {"output": {"attach", "import", "site"}}
"""Keys that, at the top of the file, are not meant for some commands: a folder of results is no paper and no texts."""

_TABLES = {"docx", "html", "json", "pdf"}
_WRITTEN = {"delegations": _TABLES, "compile": _TABLES | {"xlsx"}, "consolidate": {"docx", "html", "md", "pdf", "txt"}}
"""Formats that a command writes, where it does not write all; others at the top of the file are not meant for it."""


def defaults_of(path: Path | None, commands: Mapping[str, frozenset[str]]) -> dict[str, dict[str, object]]:
    """Return what a configuration file sets, by command and parameter.

    Args:
        path: The file; None for ``redline.toml`` in the current folder, if it is there.
        commands: The parameters of each command.

    Raises:
        LayoutError: If it cannot be read, is no TOML, or holds a key or value that is not known.
    """
    path = path or Path(NAME)
    root = _read(path) if path.is_file() or path != Path(NAME) else {}
    found: dict[str, dict[str, object]] = {name: {} for name in commands}
    tables = {key: value for key, value in root.items() if isinstance(value, dict)}
    for key, value in root.items():
        if key not in tables:
            _set(path, key, value, {n: known for n, known in commands.items() if n not in _OWN.get(key, ())}, found)
    for name, own in found.items():
        formats = own.get("formats")
        if isinstance(formats, list) and name in _WRITTEN:
            own["formats"] = [one for one in formats if one in _WRITTEN[name]] or None
    for name, table in tables.items():  # what a command's own table says comes before what stands at the top
        if name not in commands:
            raise _unknown(path, name, list(commands), "command")
        for key, value in table.items():
            _set(path, key, value, {name: commands[name]}, found)
    if os.environ.get("REDLINE_TEXTS"):
        for own in found.values():
            own.pop("texts", None)
    return {name: own for name, own in found.items() if own}


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LayoutError(str(path), (error.strerror or str(error)).lower(), "Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LayoutError(str(path), f"is not TOML: {error}", "See README.md.") from error


def _set(
    path: Path, key: str, value: object, commands: Mapping[str, frozenset[str]], found: dict[str, dict[str, object]]
) -> None:
    parameter = _PLAIN.get(key, key.replace("-", "_"))
    known = {name for name, parameters in commands.items() if parameter in parameters}
    if not known:
        names = sorted({*_PLAIN, *(one for parameters in commands.values() for one in parameters)})
        raise _unknown(path, key, names, "key")
    if key in _LISTS:
        value = [value] if isinstance(value, str) else value
    if not isinstance(value, str | bool | int | list):
        raise LayoutError(str(path), f"{key}: {value!r} is no value for it", "Write a text, a number or a list.")
    for name in known:
        found[name][parameter] = value


def _unknown(path: Path, key: str, known: list[str], what: str) -> LayoutError:
    near = nearest(key, known)
    advice = f"Perhaps {near[0]}?" if near else f"Known: {', '.join(known[:8])}."
    return LayoutError(str(path), f"{key}: no such {what}", advice)
