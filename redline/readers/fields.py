"""The keys of a front matter, and their values, each checked when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from redline.errors import LayoutError
from redline.model import Provenance, Status
from redline.model.front_matter import Value

_COMMON = {
    "id": "word",
    "title": "word",
    "language": "word",
    "status": "word",
    "status_note": "word",
    "source": "word",
}
INSTRUMENT_KEYS = _COMMON | {
    "excerpt": "word",
    "short_title": "word",
    "kind": "word",
    "adopted_at": "word",
    "adopted_on": "word",
    "in_force_on": "word",
    "citation": "word",
    "footnotes": "pairs",
}
PROPOSAL_KEYS = _COMMON | {
    "proposers": "words",
    "supporters": "words",
    "proposer_code": "word",
    "proposer_kind": "word",
    "base": "word",
    "submitted_on": "word",
    "compiled_in": "word",
    "compiled_on": "word",
    "original_language": "word",
    "subjects": "words",
    "placement": "word",
    "superseded_by": "word",
    "withdrawn": "word",
    "excerpt": "word",
    "options": "word",
}
KEYS: Mapping[str, str] = INSTRUMENT_KEYS | PROPOSAL_KEYS
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_ADVICE = "See texts/README.md for the layout."


def key_origin(lines: Sequence[str], key: str, name: str) -> str:
    line = next((i for i, text in enumerate(lines, 1) if text.startswith(f"{key}:")), 1)
    return f"{name}:{line}"


class Fields:
    """The values of a front matter, checked as they are asked for."""

    def __init__(self, fields: Mapping[str, Value], lines: Sequence[str], name: str) -> None:
        self._fields, self._lines, self._name = fields, lines, name

    def error(self, key: str, problem: str, advice: str = _ADVICE) -> LayoutError:
        return LayoutError(key_origin(self._lines, key, self._name), problem, advice)

    def word(self, key: str) -> str:
        value = self._fields.get(key, "")
        return value if isinstance(value, str) else ""

    def needed(self, key: str) -> str:
        if not self.word(key).strip():
            raise self.error(key, f"the front matter has no {key}")
        return self.word(key)

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(item for item in self._fields.get(key, ()) if isinstance(item, str))

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        return tuple((item[0], item[1]) for item in self._fields.get(key, ()) if isinstance(item, tuple))

    def date(self, key: str) -> str:
        value = self.word(key)
        if value and not _DATE.fullmatch(value):
            raise self.error(key, f"{key} {value!r} is no date", "Write 2012, 2012-11 or 2012-11-17.")
        return value

    def flag(self, key: str) -> bool:
        return bool(self.choice(key, {"true": "yes", "false": ""}))

    def choice(self, key: str, allowed: Mapping[str, str]) -> str:
        value = self.word(key)
        if value and value not in allowed:
            raise self.error(key, f"{key} {value!r} is not known", f"Known: {', '.join(allowed)}.")
        return allowed.get(value, "")

    def provenance(self) -> Provenance:
        status = self.choice("status", {status.value: status.value for status in Status})
        return Provenance(
            status=Status(status) if status else None,
            note=self.word("status_note"),
            source=self.word("source"),
            editorial_placement=bool(self.choice("placement", {"editorial": "editorial"})),
            withdrawn=self.flag("withdrawn"),
            excerpt=self.flag("excerpt"),
            superseded_by=self.word("superseded_by"),
        )
