"""Reads the table of positions: who proposed something on which subject, where only the fact may be known."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from redline.errors import LayoutError, nearest
from redline.model import Positions, Subject
from redline.readers.front_matter import refuse_the_dangerous, yaml_error

_WORDS = ("title", "summary")
_LISTS = ("proposers", "supporters", "amendments")


def read_positions(text: str, name: str) -> Positions:
    """Return the positions that a YAML text lists.

    Args:
        text: The file.
        name: Its name, for messages.

    Raises:
        LayoutError: If it is no YAML, holds a tag or an alias, or a key or value that is not known.

    >>> read_positions("subjects: {spam: {title: Spam, proposers: [Portugal]}}", "p.yaml").subjects[0].proposers
    ('Portugal',)
    """
    refuse_the_dangerous(text, name, first_line=1, most_depth=4)
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise yaml_error(error, name, 1) from error
    words = {"compilation": "", "as_of": ""}
    subjects: list[Subject] = []
    for key, node in _pairs(root, name):
        if key == "subjects":
            subjects += [_subject(identifier, value, name) for identifier, value in _pairs(node, name)]
        elif key in words:
            words[key] = _word(node, name)
        else:
            raise _unknown(key, node, name, [*words, "subjects"])
    return Positions(words["compilation"], words["as_of"], tuple(subjects))


def _subject(identifier: str, node: yaml.Node, name: str) -> Subject:
    words: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for key, value in _pairs(node, name):
        if key in _WORDS:
            words[key] = _word(value, name)
        elif key in _LISTS:
            lists[key] = _list(value, name)
        else:
            raise _unknown(key, value, name, [*_WORDS, *_LISTS])
    return Subject(
        identifier,
        words.get("title", identifier),
        words.get("summary", ""),
        lists.get("proposers", ()),
        lists.get("supporters", ()),
        lists.get("amendments", ()),
    )


def _pairs(node: yaml.Node | None, name: str) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(node, name, "keys with values")
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _wrong(key, name, "a word as key")
        yield str(key.value), value


def _word(node: yaml.Node, name: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _wrong(node, name, "a word")
    return str(node.value)


def _list(node: yaml.Node, name: str) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode):
        raise _wrong(node, name, "a list, as [A, B]")
    return tuple(_word(item, name) for item in node.value)


def _origin(node: yaml.Node | None, name: str) -> str:
    return f"{name}:{node.start_mark.line + 1}" if node is not None and node.start_mark else f"{name}:1"


def _wrong(node: yaml.Node | None, name: str, wanted: str) -> LayoutError:
    return LayoutError(_origin(node, name), f"{wanted} should stand here", "See texts/README.md for the layout.")


def _unknown(key: str, node: yaml.Node, name: str, known: list[str]) -> LayoutError:
    near = ", ".join(nearest(key, known) or known)
    return LayoutError(_origin(node, name), f"unknown key {key!r}", f"Nearest known: {near}.")
