"""Reads a file of choices: for each place the proposals that are taken there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from redline.errors import LayoutError, nearest
from redline.model.choices import Choice, Choices, Pick

_ADVICE = (
    'Write one line a place under [choices]: "3.3" = "RUS/27", "3.4" = "base", "3.5" = ["RUS/27", "PRG/29"], or '
    '"Preamble" = { take = "CWG/54", option = "1" }.'
)


def read_choices(text: str, name: str) -> Choices:
    """Return the choices of a TOML text.

    Args:
        text: The file.
        name: Its name, for messages.

    Raises:
        LayoutError: If it is no TOML, or holds something else than choices.

    >>> read_choices('[choices]\\n"3.3" = "RUS/27"', "c.toml").choices[0].picks
    (Pick(name='RUS/27', option=''),)
    """
    try:
        root = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(name, f"is not TOML: {error}", _ADVICE) from error
    for key in root:
        if key not in ("base", "choices"):
            near = nearest(key, ["base", "choices"])
            raise LayoutError(name, f"{key}: no such key", f"Perhaps {near[0]}? {_ADVICE}" if near else _ADVICE)
    base, table = root.get("base", ""), root.get("choices", {})
    if not isinstance(base, str) or not isinstance(table, dict):
        raise LayoutError(name, "base is a text and choices a table", _ADVICE)
    if not table:
        raise LayoutError(name, "chooses nothing", _ADVICE)
    listed = (Choice(place, tuple(_picks(value, place, name))) for place, value in table.items())
    return Choices(name, base, tuple(listed))


def _picks(value: object, place: str, name: str) -> Iterator[Pick]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield Pick(one.strip())
        elif isinstance(one, dict) and isinstance(one.get("take"), str) and set(one) <= {"take", "option"}:
            yield Pick(one["take"], str(one.get("option", "")))
        else:
            raise LayoutError(name, f"{place}: {one!r} is no choice", _ADVICE)
