"""What openxml-audit finds amiss in a document, and in none of those that it was made from.

What is hard is that a validator is wrong at times: what the standard allows, or nobody feels, is left aside.
"""

from __future__ import annotations

import functools
import io
import re
import tempfile
import zipfile

from redline.ooxml.package import open_word

_ASIDE = re.compile(
    r"stylesWithEffects"  # an old part that Word no longer reads
    r"|'(smartTag|r)' is not a valid choice\. Expected one of: r(Pr)?"  # ECMA-376 Part 4, CT_RunTrackChange: both may
    r"|Attribute 'id' should have unique value\. Its current value '(?!-?\d+')"  # a shape of VML, deleted and inserted
)
"""Violations that are none, or that hurt nobody: Word numbers shapes anew when it saves."""


def new_kinds(made: bytes, *inputs: bytes) -> set[str]:
    """Return the kinds of violation in a document that none of its inputs has.

    Cost:
        A tenth of a second for a small document; inputs are looked at only where there is something to excuse.
    """
    found = kinds(made)
    for one in inputs if found else ():
        found -= kinds(one)
    return set(found)


@functools.lru_cache(maxsize=64)
def kinds(data: bytes) -> frozenset[str]:
    """Return the kinds of violation in a document; Strict Open XML, which it does not know, is translated."""
    from openxml_audit import FileFormat, OpenXmlValidator

    package = open_word(data, "x.docx")
    if package.strict:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as usual:
            for name in package.names:
                usual.writestr(name, package.raw(name))
        data = held.getvalue()
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(data)
        file.flush()
        errors = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(file.name).errors
    found = frozenset(f"{error.error_type.name.lower()}: {error.description}" for error in errors)
    return frozenset(kind for kind in found if not _ASIDE.search(kind))
