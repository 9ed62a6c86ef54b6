"""Proves a redline that was written in place: accepting gives the second file, rejecting the first, by canonical form.

What is not so is said, by name and place; nothing that differs is passed over in silence. The form is computed by code
that the marker does not use.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redline.ooxml.form import Aspect, Difference, RevisionView, differences, form_of
from redline.ooxml.package import Package
from redline.writers.options import Existing

_MOST = 20  # lines; a document that differs everywhere is not read line by line
_BOOKMARK = "bookmark "
_INCLUDED = "included document "
_NAME = re.compile(r"^.*“(.*)”$")
_HOW = re.compile(r"level \d+: .*", re.DOTALL)
"""How a number is made, after the number itself, which may say "level" too."""

_FEW_NUMBERS = 3
"""From so many paragraphs that are numbered otherwise, one stands for all."""

_MOST_NAMES = 3  # of styles, in one line that says they differ
_EVEN_PAGES = "headers of their own on even pages"


@dataclass(frozen=True, slots=True)
class Unproved:
    """What accepting or rejecting does not give."""

    accepted: tuple[Difference, ...] = ()
    """What the accepted document has, and what the second file has."""

    rejected: tuple[Difference, ...] = ()
    """What the rejected document has, and what the first file has."""

    @property
    def by_paragraph(self) -> bool:
        """Whether anything of it can be seen to paragraph by paragraph: no setting, style, comment or bookmark."""
        apart = (Aspect.SETTING, Aspect.STYLE, Aspect.COMMENT)
        return any(
            one.aspect not in apart and not _is_bookmark(one, one.old) and not _is_bookmark(one, one.new)
            for one in (*self.accepted, *self.rejected)
        )

    def __len__(self) -> int:
        return len(self.accepted) + len(self.rejected)


def proved(redline: Package, old: Package, new: Package, existing: Existing | None) -> Unproved:
    """Return what a redline does not give of the two documents that it was made from; nothing if it is exact.

    Args:
        redline: The old document with tracked changes.
        old: The first file.
        new: The second file.
        existing: What became of tracked changes that they came with.

    Cost:
        Linear in the documents: four forms.
    """
    stood = RevisionView.REJECTED if existing in (Existing.REJECT, Existing.KEEP) else RevisionView.ACCEPTED
    becomes = RevisionView.REJECTED if existing is Existing.REJECT else RevisionView.ACCEPTED
    return Unproved(
        differences(form_of(redline, RevisionView.ACCEPTED), form_of(new, becomes)),
        differences(form_of(redline, RevisionView.REJECTED), form_of(old, stood)),
    )


def unproved_lines(found: Unproved, said: Sequence[str], ignored: frozenset[Aspect] = frozenset()) -> Iterator[str]:
    """Yield what is not exact as lines for a user.

    Args:
        found: What the proof found.
        said: What is said already.
        ignored: What was to be ignored, so that it may differ from the second file.
    """
    accepted = [one for one in found.accepted if one.aspect not in ignored and one.aspect is not Aspect.STYLE]
    rejected = [one for one in found.rejected if one.aspect is not Aspect.STYLE]
    styles = {_NAME.sub(r"\1", one.place) for one in found.accepted if one.aspect is Aspect.STYLE}
    if styles and Aspect.STYLE not in ignored:
        yield _styles_differ(sorted(styles))
    for what, of_both in (("comments", _is_comment), ("bookmarks", _is_bookmark_kept)):
        own = [one for one in (*accepted, *rejected) if of_both(one)]
        accepted, rejected = ([one for one in side if not of_both(one)] for side in (accepted, rejected))
        if own and not any(f"{what[:-1]} of both files" in line for line in said):
            yield f"{what} of both files are there, accepted or rejected: Word does not track them"
    settings = [one for one in accepted if one.aspect is Aspect.SETTING]
    names = dict.fromkeys(one.place or one.story for one in settings)
    if any(_EVEN_PAGES in line for line in said):
        names.pop(_EVEN_PAGES, None)
    if names:
        yield f"settings that differ are kept as they are in the first file: {', '.join(names)}"
    lines = list(_lines([one for one in accepted if one not in settings], "accepting", "second"))
    lines += _lines(rejected, "rejecting", "first")
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        kinds = Counter(one.aspect.value for one in (*accepted, *rejected) if one not in settings)
        counted = ", ".join(f"{kind}: {count}" for kind, count in kinds.most_common())
        yield f"{len(lines) - _MOST} more differences are not shown; of all, {counted}"


def _styles_differ(names: Sequence[str]) -> str:
    shown = [f"“{name}”" for name in names[:_MOST_NAMES]]
    if len(names) > len(shown):
        shown.append(f"{len(names) - len(shown)} more")
    if len(names) == 1:
        return f"style {shown[0]} looks different in the two files; it is kept as it is in the first"
    return f"styles {', '.join(shown)} look different in the two files; they are kept as they are in the first"


def _is_comment(difference: Difference) -> bool:
    return difference.aspect is Aspect.COMMENT


def _is_bookmark_kept(difference: Difference) -> bool:
    """Whether a bookmark is there that the file does not have; one that is missing leads a reference nowhere."""
    return _is_bookmark(difference, difference.old) and not difference.new


def _is_bookmark(difference: Difference, side: str) -> bool:
    return difference.aspect is Aspect.LINK and side.startswith(_BOOKMARK)


def _lines(found: Sequence[Difference], action: str, which: str) -> Iterator[str]:
    """A line for each difference, but one for all paragraphs whose numbers differ alike."""
    numbered: dict[tuple[str, str], list[Difference]] = {}
    for one in found:
        if one.aspect is Aspect.NUMBERING:
            numbered.setdefault((_made(one.old)[1], _made(one.new)[1]), []).append(one)
    said: set[tuple[str, str]] = set()
    for one in found:
        key = (_made(one.old)[1], _made(one.new)[1])
        alike = numbered.get(key, []) if one.aspect is Aspect.NUMBERING else []
        if len(alike) < _FEW_NUMBERS:
            yield _line(one, action, which)
        elif key not in said:
            said.add(key)
            yield _line(one, action, which, f" and {len(alike) - 1} more paragraphs")


def _made(numbering: str) -> tuple[str, str]:
    """A number, and how it is made."""
    how = _HOW.search(numbering)
    return (numbering[: how.start()].strip(), how[0]) if how is not None else (numbering.strip(), "")


def _line(difference: Difference, action: str, which: str, more: str = "") -> str:
    place = (f"{difference.story}, {difference.place}" if difference.place else difference.story) + more
    included = [text.startswith(_INCLUDED) for text in (difference.old, difference.new)]
    if any(included):  # Word opens it, and then it is there; nothing tracks that
        which = "the first file stays" if included[0] else "the second file is not taken over"
        return f"{place}: the document that is included in {which}: Word cannot track it"
    texts = difference.old, difference.new
    if difference.aspect is Aspect.NUMBERING:
        gives, has = (f"“{_made(text)[0]}”" if text else "no number" for text in texts)
        has = "another look of it" if gives == has else has
    else:
        gives, has = (f"“{text}”" if text else "nothing" for text in texts)
    return f"{place}: not tracked ({difference.aspect.value}): {action} gives {gives}, the {which} file has {has}"
