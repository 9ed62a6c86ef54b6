"""Lets bookmarks follow their words, so that references of either document lead where they did.

Word does not track a bookmark: one that is there is there in both views. Where both documents have one of a name, at
a place that is right for either, it serves both; else the new document's gets a name of its own, and what refers to it
changes with it, which is tracked. What is hard is that the place is known only when all is marked: so a name that turns
out to lead elsewhere is set apart, and the documents are marked once more.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

from lxml import etree

from redline.ooxml.document import Document
from redline.ooxml.names import W
from redline.writers.in_place.bookmarks import (
    ENDS,
    Bookmark,
    bookmarks_of,
    by_place,
    in_order,
    into_paragraphs,
    remove,
    story_parts,
)
from redline.writers.in_place.imports import Importer
from redline.writers.in_place.places import Places
from redline.writers.in_place.references import key, refer, referred

_Step = tuple[tuple[int, ...], tuple[int, ...]]
_CURSOR = "_goback"  # where somebody's cursor was
_LONGEST = 40  # characters of a name, for Word
_NUMBERED = re.compile(r"(.*?)(\d*)$", re.DOTALL)


class Bookmarks:
    """The bookmarks of two documents.

    Args:
        old: The document that is marked.
        new: What it becomes; its bookmarks get other ids, and some other names, in memory.
        importer: Told what is to be said.
    """

    def __init__(self, old: Document, new: Document, importer: Importer) -> None:
        self.old, self.new, self.importer = old, new, importer
        self.apart: frozenset[str] = frozenset()
        self.lost: set[str] = set()
        """Keys of those that have to be set apart too; known when all is marked."""

        self._came: dict[str, Bookmark] = {}
        """Those of the new document, by their ids."""

        self._called: dict[str, str] = {}
        """The keys of their names in the new document, by their ids."""

        self._same: dict[str, Bookmark] = {}
        """Those of the old document that have the names of new ones, by the ids of these."""

        self._joined: dict[tuple[str, str], bool] = {}
        """Whether an end of a new one, by id and tag, was written where the old one has it."""

        self._numbers: dict[str, str] = {}
        """The ids of new ones that have the name of an old one, by the ids of these."""

        self._taken: set[str] = set()
        self._last: dict[str, int] = {}
        """The last number that was given to a name without one, by its key."""

        self._referred: tuple[set[str], set[str]] = (set(), set())
        self._used: set[str] = set()
        """The keys that anything refers to."""

        self._renamed: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
        """What somebody named and is called otherwise, with what it is called: another, and the same as in the old."""

    # before

    def begin(self, number: int, apart: frozenset[str]) -> int:
        """Find which bookmarks there are, and name those of the new document.

        Args:
            number: The highest id that is taken.
            apart: Keys of bookmarks of the new document that were seen to lead elsewhere than those of the old.

        Returns:
            The highest that is taken then.
        """
        self.apart = apart
        stood: dict[str, Bookmark] = {}
        for part in story_parts(self.old):
            for mark in bookmarks_of(self.old.tree(part), part):
                stood.setdefault(key(mark.name), mark)
            self._referred[0].update(referred(self.old.tree(part), self.old, part))
        came = self._tidied()
        for part in self._new_parts():
            self._referred[1].update(referred(self.new.tree(part), self.new, part))
        self._used = self._referred[0] | self._referred[1]
        self._taken = {*stood, *came, *self._used}
        names = self._names(stood, came)
        if names:
            for part in self._new_parts():
                refer(self.new.tree(part), self.new, part, names)
        for known, mark in came.items():
            number += 1
            name = names.get(known, mark.name)
            mark.start.set(f"{W}name", name)
            for end in (mark.start, mark.end):
                end.set(f"{W}id", str(number))
            self._came[str(number)] = Bookmark(name, mark.part, mark.start, mark.end)
            self._called[str(number)] = known
            if key(name) in stood:
                self._same[str(number)] = stood[key(name)]
                self._numbers[stood[key(name)].id] = str(number)
        return number

    def _new_parts(self) -> list[str]:
        comments = self.new.held("comments")
        return [*story_parts(self.new), *([comments] if comments in self.new else [])]

    def _tidied(self) -> dict[str, Bookmark]:
        """The bookmarks of the new document by their keys; what is no whole one, or the second of a name, goes."""
        found: dict[str, Bookmark] = {}
        for part in self._new_parts():
            root = self.new.tree(part)
            kept: set[etree._Element] = set()
            for mark in bookmarks_of(root, part):
                if key(mark.name) not in found and key(mark.name) != _CURSOR:
                    found[key(mark.name)] = mark
                    kept |= {mark.start, mark.end}
            for node in list(root.iter(*ENDS)):
                if node not in kept:
                    remove(node)
            into_paragraphs(root)
        return found

    def _names(self, stood: dict[str, Bookmark], came: dict[str, Bookmark]) -> dict[str, str]:
        """What bookmarks of the new document are called otherwise here, by their keys."""
        free = {name: mark for name, mark in came.items() if name not in self.apart}
        names = by_place(stood, free)
        given = {key(name) for name in names.values()}
        same = {name: stood[name].name for name in free if name in stood and name not in names and name not in given}
        unused = {name: mark for name, mark in free.items() if name in names or name in same or name not in self._used}
        names |= in_order(stood, unused, names | same)
        given = {key(name) for name in names.values()}
        for name, mark in came.items():
            if name in names:
                self._know_name(mark, names[name], same=True)
            elif name in self.apart or name in given:
                names[name] = self._free(mark.name)
                self._know_name(mark, names[name], same=False)
        for name in sorted((self._referred[1] - came.keys()) & (self.apart | given)):  # which led nowhere
            names[name] = self._free(name)
        return {name: called for name, called in names.items() if name not in came or came[name].name != called}

    def _free(self, name: str) -> str:
        """A name like another that neither document has."""
        stem, digits = _NUMBERED.fullmatch(name).groups()  # type: ignore[union-attr]
        stem = stem if digits else f"{stem}_"
        number = max(int(digits or "1"), self._last.get(key(stem), 0))
        while True:
            number += 1
            made = str(number).zfill(len(digits))
            made = stem[: _LONGEST - len(made)] + made
            if key(made) not in self._taken:
                self._taken.add(key(made))
                self._last[key(stem)] = number
                return made

    def _know_name(self, mark: Bookmark, name: str, *, same: bool) -> None:
        """Know that a bookmark has another name in the redline than in the new document."""
        if not mark.hidden and mark.name != name:
            self._renamed[same].append((mark.name, name))

    def _say_names(self) -> None:
        for same, why in ((False, "as the first has another so named"), (True, "as it is in the first")):
            for theirs, ours in self._renamed[same][:1]:
                more = len(self._renamed[same]) - 1
                words = f"the bookmark “{theirs}” of the second file is called “{ours}”, {why}"
                self.importer.say(f"{words}; so are {more} more" if more else words)

    # while all is marked

    def wanted(self, node: etree._Element) -> etree._Element | None:
        """Return what to place for an end of a bookmark of the new document; None for nothing."""
        return copy.deepcopy(node) if str(node.get(f"{W}id", "")) in self._came else None

    def same(self, new: etree._Element) -> str:
        """Return the id of the old document's bookmark that has the name of a new one; empty if there is none."""
        same = self._same.get(str(new.get(f"{W}id", "")))
        return same.id if same is not None else ""

    def joined(self, new: etree._Element, *, one: bool) -> None:
        """Know whether an end of a new bookmark was written as one with that of the old."""
        self._joined[str(new.get(f"{W}id", "")), str(new.tag)] = one

    def alike(self, new: etree._Element) -> None:
        """Know that something of the new document is the same in the old, with the bookmarks in it."""
        for node in new.iter(*ENDS):
            self.joined(node, one=True)

    def aligned(
        self,
        steps: Sequence[_Step],
        blocks: tuple[Sequence[etree._Element], Sequence[etree._Element]],
        crossing: Sequence[tuple[int, int]],
    ) -> list[_Step]:
        """Return which blocks are versions of one another, with those that replace one another under one bookmark.

        Something refers to it, so that a heading that was replaced keeps its references.

        Args:
            steps: Those that are versions of one another by number or wording, in order.
            blocks: The blocks of both stories.
            crossing: Those that moved.
        """
        if not any(self._is_used(number) for number in self._same):
            return list(steps)
        found: list[_Step] = []
        moved = {old for old, _ in crossing}, {new for _, new in crossing}
        at = (0, 0)
        for olds, news in [*steps, ((len(blocks[0]),), (len(blocks[1]),))]:
            free = [
                [n for n in range(first, last) if n not in own and side[n].tag == f"{W}p"]
                for first, last, own, side in zip(at, (olds[0], news[0]), moved, blocks, strict=True)
            ]
            there = {number: n for n in free[1] for number in self._followed(blocks[1][n], new=True)}
            for n in free[0] if there else ():
                named = sorted(there[number] for number in self._followed(blocks[0][n], new=False) & there.keys())
                if named and named[0] >= at[1]:
                    found.append(((n,), (named[0],)))
                    at = (n + 1, named[0] + 1)
            found.append((olds, news))
            at = (olds[-1] + 1, news[-1] + 1)
        return found[:-1]

    def _followed(self, paragraph: etree._Element, *, new: bool) -> set[str]:
        """The ids, as in the new document, of bookmarks of both that begin in a paragraph and are referred to."""
        found = set()
        for node in paragraph.iter(ENDS[0]):
            number = str(node.get(f"{W}id", ""))
            number = number if new else self._numbers.get(number, "")
            if number in self._same and self._is_used(number):
                found.add(number)
        return found

    def _is_used(self, number: str) -> bool:
        """Whether anything refers to a bookmark of both documents, by its id in the new one."""
        return self._called[number] in self._used or key(self._same[number].name) in self._used

    # after

    def finish(self) -> None:
        """See that each bookmark stands where both documents have it, or once for each of them."""
        placed, stand = self._standing()
        places: dict[str, Places] = {}
        for number in self._came:
            ends = placed.get(number, {})
            own = self._same.get(number)
            mine = stand.get(key(own.name)) if own is not None else None
            if mine is not None and self._is_one(number, mine, ends, places):
                continue
            if mine is not None:
                self._part(number, mine, ends)
            elif ends.keys() != set(ENDS):
                for node in ends.values():
                    remove(node)
            elif key(self._came[number].name) in self._referred[0]:  # which led nowhere in the old document
                self._lead_nowhere(self._called[number], ends, places)
        gone = self._referred[1] - {key(mark.name) for mark in self._came.values()} - set(self._called.values())
        for name in gone & stand.keys() - self.apart:  # which led nowhere in the new
            mark = stand[name]
            self._lead_nowhere(name, {ENDS[0]: mark.start, ENDS[1]: mark.end}, places)
        self._say_names()

    def _lead_nowhere(self, name: str, ends: dict[str, etree._Element], places: dict[str, Places]) -> None:
        """Set a bookmark apart that one document has, where references of the other would find it."""
        part = next(p for p in story_parts(self.old) if self.old.tree(p) is ends[ENDS[0]].getroottree().getroot())
        if part not in places:
            places[part] = Places(self.old.tree(part))
        if places[part].stays(ends[ENDS[0]], ends[ENDS[1]]):
            self.lost.add(name)

    def _standing(self) -> tuple[dict[str, dict[str, etree._Element]], dict[str, Bookmark]]:
        """The ends of new bookmarks that were placed, by id and tag; those of the old document by their keys."""
        placed: dict[str, dict[str, etree._Element]] = {}
        stand: dict[str, Bookmark] = {}
        homes: dict[str, str] = {}
        for part in story_parts(self.old):
            for node in list(self.old.tree(part).iter(*ENDS)):
                number = str(node.get(f"{W}id", ""))
                if number not in self._came:
                    continue
                own = placed.setdefault(number, {})
                if homes.setdefault(number, part) != part or node.tag in own:  # a header that was taken twice
                    remove(node)
                else:
                    own[str(node.tag)] = node
            for mark in bookmarks_of(self.old.tree(part), part):
                if mark.id not in self._came:
                    stand.setdefault(key(mark.name), mark)
        return placed, stand

    def _is_one(self, number: str, mine: Bookmark, ends: dict[str, etree._Element], places: dict[str, Places]) -> bool:
        """Whether one bookmark serves both documents; it is put where it does."""
        wanted = self._is_used(number)
        if mine.part not in places and (ends or wanted):
            places[mine.part] = Places(self.old.tree(mine.part))
        moves = []
        found = []
        for old in (mine.start, mine.end):
            new = ends.get(str(old.tag))
            if new is None:
                if not self._joined.get((number, str(old.tag))):
                    return False
                found += [places[mine.part].of(old)] if wanted else []
                continue
            place = places[mine.part].common(old, new)
            if place is None:
                return False
            moves.append((old, new, place))
            found.append(place)
        if wanted and not places[mine.part].stay(*found):  # it would go with its words, where the other has it empty
            return False
        for old, new, place in moves:
            places[mine.part].move(old, new, place)
            remove(new)
        return True

    def _part(self, number: str, mine: Bookmark, ends: dict[str, etree._Element]) -> None:
        """Leave the old document's bookmark where it is, and give that of the new one a name of its own."""
        came = self._came[number]
        used = self._called[number] in self._referred[1]
        if used:
            self.lost.add(self._called[number])
        for old, new in ((mine.start, came.start), (mine.end, came.end)):
            if new.tag not in ends and self._joined.get((number, str(new.tag))):
                ends[str(new.tag)] = copy.deepcopy(new)
                old.addnext(ends[str(new.tag)])
        if ends.keys() != set(ENDS) or (came.hidden and not used):
            for node in ends.values():
                remove(node)
            return
        name = self._free(came.name)
        ends[ENDS[0]].set(f"{W}name", name)
        self._know_name(came, name, same=False)
