"""The YAML front matter of a text: keys, values and the lines that print them.

A stranger's YAML can name Python objects, or grow without end through aliases: tags, anchors and depth are refused
before anything is built, and every value stays a string, so that the delegation ``NO`` is not a Boolean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import yaml

from redline.errors import LayoutError, nearest
from redline.model.front_matter import Entry, FrontMatter, Value
from redline.model.provision import forbidden_character

_MOST_LINES = 1_000  # the longest real front matter has 24
FENCE = "---"


def parse_front_matter(lines: Sequence[str], name: str, kinds: Mapping[str, str]) -> tuple[FrontMatter, int]:
    """Return the front matter that ``lines`` begin with, and the index of the first line after it.

    Args:
        lines: The whole document, without line ends.
        name: Name of the document, for messages.
        kinds: For each known key what its value is: ``"word"``, ``"words"`` (a list) or ``"pairs"``.

    Raises:
        LayoutError: If the document does not begin with a front matter, it is not closed, is no YAML, or holds a tag,
            an alias, an unknown or double key, or a value of the wrong kind.
    """
    if not lines or lines[0].rstrip() != FENCE:
        raise LayoutError(
            f"{name}:1",
            "the front matter is missing",
            "A text begins with a line ---, its keys (id, title, ...), and a second line ---, before any wording.",
        )
    end = next((i for i, line in enumerate(lines[1:_MOST_LINES], 1) if line.rstrip() == FENCE), 0)
    if not end:
        raise LayoutError(
            f"{name}:{min(len(lines), _MOST_LINES)}",
            "the front matter is not closed",
            "Close it with a line that holds --- alone.",
        )
    yaml_text = "\n".join(lines[1:end]) + "\n"
    refuse_the_dangerous(yaml_text, name)
    entries = _entries(yaml_text, lines[1:end], name, kinds)
    return FrontMatter(entries), end + 1


def refuse_the_dangerous(text: str, name: str, *, first_line: int = 2, most_depth: int = 2) -> None:
    """Raise LayoutError if YAML holds a tag, an anchor or deep nesting, or is none; nothing is built of it.

    Args:
        text: The YAML.
        name: Name of the document, for messages.
        first_line: Number of its first line in that document.
        most_depth: How many lists and mappings may stand in one another.
    """
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            where = f"{name}:{event.start_mark.line + first_line if event.start_mark else first_line}"
            if getattr(event, "anchor", None) is not None:
                raise LayoutError(where, "YAML anchors and aliases are not allowed", "Write the value out.")
            tag = getattr(event, "tag", None)
            bad = forbidden_character(str(getattr(event, "value", "")))
            if bad:
                raise LayoutError(where, f"control character U+{ord(bad):04X}", "Remove it; no document can hold it.")
            if tag is not None:
                raise LayoutError(where, f"the YAML tag {tag} is not allowed", "Write the value without it.")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > most_depth:
                raise LayoutError(where, "lists and mappings are nested too deeply", "See texts/README.md.")
    except yaml.YAMLError as error:
        raise yaml_error(error, name, first_line) from error


def yaml_error(error: yaml.YAMLError, name: str, first_line: int = 2) -> LayoutError:
    """Return the error for what is no YAML, with its line."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read")
    line = mark.line + first_line if mark else first_line
    return LayoutError(f"{name}:{line}", f"this is no YAML: {problem}", "Write one `key: value` a line.")


def _entries(text: str, lines: Sequence[str], name: str, kinds: Mapping[str, str]) -> tuple[Entry, ...]:
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise yaml_error(error, name) from error
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise LayoutError(f"{name}:2", "the front matter has no keys", "Write one `key: value` a line.")
    starts = [key.start_mark.line for key, _ in root.value]
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for (key, node), start, stop in zip(root.value, starts, [*starts[1:], len(lines)], strict=True):
        where = f"{name}:{start + 2}"
        if not isinstance(key, yaml.ScalarNode) or key.value not in kinds:
            word = key.value if isinstance(key, yaml.ScalarNode) else "?"
            near = nearest(word, list(kinds))
            raise LayoutError(where, f"unknown key {word!r}", f"Nearest known: {', '.join(near or sorted(kinds))}.")
        if key.value in seen or start >= stop:
            raise LayoutError(
                where, f"key {key.value!r} is written twice, or two keys share a line", "Write each once."
            )
        seen[key.value] = start
        first = 0 if not entries else start  # comment lines before the first key print with it
        entries.append(Entry(key.value, _value(node, kinds[key.value], where), "\n".join(lines[first:stop])))
    return tuple(entries)


def _plain(nodes: Iterable[yaml.Node]) -> bool:
    return all(isinstance(node, yaml.ScalarNode) for node in nodes)


def _value(node: yaml.Node, kind: str, where: str) -> Value:
    if kind == "word" and isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if kind == "words" and isinstance(node, yaml.SequenceNode) and _plain(node.value):
        return tuple(str(item.value) for item in node.value)
    if kind == "pairs" and isinstance(node, yaml.MappingNode) and all(_plain(pair) for pair in node.value):
        return tuple((str(key.value), str(value.value)) for key, value in node.value)
    shape = {"word": "one value", "words": "a list, [a, b]", "pairs": "keys with values"}[kind]
    raise LayoutError(where, f"this key takes {shape}", "See texts/README.md for the layout.")
