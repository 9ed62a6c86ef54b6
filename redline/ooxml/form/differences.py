"""Names what two forms do not have alike: where, in words that a delegate understands, and what sort of thing.

What is hard is a style that both documents have and that looks otherwise: it is one difference, not one in every
paragraph that it dresses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from redline.ooxml.form.looks import PARAGRAPH
from redline.ooxml.form.model import SHOWN, Aspect, Block, Difference, Form, Kind, Piece, Values

_LONGEST = 60
_BOOKMARK = "bookmark "
_HOLDERS = {
    Kind.TABLE: Aspect.TABLE,
    Kind.ROW: Aspect.TABLE,
    Kind.CELL: Aspect.TABLE,
    Kind.CONTROL: Aspect.CONTROL,
    Kind.SECTION: Aspect.SECTION,
    Kind.OTHER: Aspect.OTHER,
}
_ENTRIES = {"settings": Aspect.SETTING, "styles": Aspect.STYLE, "comments": Aspect.COMMENT}


def differences(one: Form, other: Form) -> tuple[Difference, ...]:
    """Return what two forms do not have alike, in the order of the document; empty if they are equal.

    Args:
        one: The form of a document.
        other: That of another, or of another view of it.

    Cost:
        Linear in the documents, but for a sort of the paragraphs that stand between differences.
    """
    return tuple(_Differ(one, other).found())


class _Differ:
    def __init__(self, one: Form, other: Form) -> None:
        self.one, self.other = one, other
        self.stories = ({s.name: s.blocks for s in one.stories}, {s.name: s.blocks for s in other.stories})
        self.explained = bool(list(self._entries("styles")))

    def found(self) -> Iterator[Difference]:
        for name in dict.fromkeys([*self.stories[0], *self.stories[1]]):
            old, new = (stories.get(name, ()) for stories in self.stories)
            if old == new:
                continue
            if name in ("settings", "styles"):
                yield from self._entries(name)
            else:
                yield from self._blocks(name, "", old, new)

    def _entries(self, story: str) -> Iterator[Difference]:
        """Settings and styles, by their names; a style that one document alone uses shows in what uses it."""
        old, new = ({block.place: block.look for block in stories.get(story, ())} for stories in self.stories)
        for place in dict.fromkeys([*old, *new]):
            if old.get(place) != new.get(place) and (story != "styles" or (place in old and place in new)):
                one, other = _parts(old.get(place, ""), new.get(place, ""))
                yield Difference(story, place, _ENTRIES[story], _short(one), _short(other))

    def _blocks(self, story: str, within: str, old: Sequence[Block], new: Sequence[Block]) -> Iterator[Difference]:
        for mine, theirs in _pairs(old, new):
            if mine is None or theirs is None:
                block = mine or theirs
                assert block is not None  # noqa: S101
                texts = [_short(_says(side)) if side is not None else "" for side in (mine, theirs)]
                yield Difference(story, within + _place(block), _aspect(block, story), *texts)
            elif mine != theirs and not (self.explained and self._alike(mine, theirs)):
                yield from self._pair(story, within, mine, theirs)

    def _pair(self, story: str, within: str, old: Block, new: Block) -> Iterator[Difference]:
        place = within + _place(old)
        found = False
        for aspect, one, other in (*self._own(story, old, new), *self._pieces(old, new)):
            found = True
            yield Difference(story, place, _ENTRIES.get(story, aspect), _short(one), _short(other))
        for number in range(max(len(old.boxes), len(new.boxes))):
            boxes = [block.boxes[number] if number < len(block.boxes) else () for block in (old, new)]
            if boxes[0] != boxes[1]:
                found = True
                yield from self._blocks(story, f"{place}, {'' if story == 'comments' else 'text box, '}", *boxes)
        if not found:  # all aspects alike and yet not equal
            yield Difference(story, place, Aspect.OTHER, _short(_says(old)), _short(_says(new)))

    def _own(self, story: str, old: Block, new: Block) -> Iterator[tuple[Aspect, str, str]]:
        """What differs in the properties of two blocks."""
        if old.kind is not new.kind:
            yield _aspect(new if old.kind is Kind.PARAGRAPH else old, story), _says(old), _says(new)
        elif old.depth != new.depth:
            one, other = (f"in {block.depth} tables, cells or controls" for block in (old, new))
            yield Aspect.CONTROL, one, other
        elif old.kind is not Kind.PARAGRAPH and old.look != new.look:
            yield (_aspect(old, story), *_parts(old.look, new.look))
        elif not self._look_alike(old, new, old.look, new.look, PARAGRAPH):
            yield (Aspect.LOOK, *_parts(old.look, new.look))
        if (old.list, old.number) != (new.list, new.number):
            yield Aspect.NUMBERING, f"{old.number} {old.list}".strip(), f"{new.number} {new.list}".strip()
        if not self._look_alike(old, new, old.mark, new.mark):
            one, other = _parts(old.mark, new.mark)
            yield Aspect.LOOK, f"paragraph mark: {one}", f"paragraph mark: {other}"

    def _pieces(self, old: Block, new: Block) -> Iterator[tuple[Aspect, str, str]]:
        """What differs in the line, one difference for each aspect."""
        same_text = old.text == new.text
        if not same_text:
            yield (Aspect.TEXT, *_around(old.text, new.text))
        things = [list(_things(block.pieces, at=same_text)) for block in (old, new)]
        yield from _bookmarks(*things)
        things = [[(aspect, said) for aspect, said in side if not said.startswith(_BOOKMARK)] for side in things]
        if things[0] != things[1]:
            for aspect in dict.fromkeys(aspect for side in things for aspect, _ in side):
                mine, theirs = ([said for own, said in side if own is aspect] for side in things)
                first = next((pair for pair in zip_longest(mine, theirs, fillvalue="") if pair[0] != pair[1]), None)
                if first is not None:
                    yield (aspect, *first)
        if same_text:
            for one, other in self._looks(old, new):
                yield (Aspect.LOOK, *_parts(one, other))
                break

    # looks

    def _alike(self, old: Block, new: Block) -> bool:
        """Whether two blocks differ in no more than what styles that differ explain."""
        if old.kind is not Kind.PARAGRAPH or new.kind is not Kind.PARAGRAPH:
            return False
        if (old.depth, old.list, old.number) != (new.depth, new.list, new.number) or old.text != new.text:
            return False
        if len(old.boxes) != len(new.boxes) or list(_things(old.pieces, at=True)) != list(_things(new.pieces, at=True)):
            return False
        return (
            self._look_alike(old, new, old.look, new.look, PARAGRAPH)
            and self._look_alike(old, new, old.mark, new.mark)
            and next(self._looks(old, new), None) is None
            and all(
                one == other or (len(one) == len(other) and all(map(self._same, one, other)))
                for one, other in zip(old.boxes, new.boxes, strict=True)
            )
        )

    def _same(self, old: Block, new: Block) -> bool:
        return old == new or self._alike(old, new)

    def _looks(self, old: Block, new: Block) -> Iterator[tuple[str, str]]:
        """The looks of one text in two documents, where they differ."""
        sides = [
            [(len(said) if aspect is Aspect.TEXT else 0, look) for aspect, said, look in block.pieces]
            for block in (old, new)
        ]
        for one, other in _overlaps(*sides):
            if one != other and not self._look_alike(old, new, one, other):
                yield one, other

    def _look_alike(self, old: Block, new: Block, one: str, other: str, style: str = "") -> bool:
        """Whether two looks are one, or differ only where both are what differing styles make them."""
        if one == other:
            return True
        if not self.explained:
            return False
        names = (one.partition("; ")[0], other.partition("; ")[0])
        if names[0] != names[1] or old.styles != new.styles:
            return False
        key = (*old.styles, style or names[0])
        bases = self.one.bases.get(key, {}), self.other.bases.get(key, {})
        values = self.one.values.get(one, {}), self.other.values.get(other, {})
        return all(_explained(name, values, bases) for name in {*values[0], *values[1]})


def _bookmarks(old: list[tuple[Aspect, str]], new: list[tuple[Aspect, str]]) -> Iterator[tuple[Aspect, str, str]]:
    """The ends of bookmarks that one line has and another has not: one of each, if there are any."""
    mine, theirs = (Counter(said for _, said in side if said.startswith(_BOOKMARK)) for side in (old, new))
    for said in list(mine - theirs)[:1]:
        yield Aspect.LINK, said, ""
    for said in list(theirs - mine)[:1]:
        yield Aspect.LINK, "", said


def _explained(name: str, values: tuple[Values, Values], bases: tuple[Values, Values]) -> bool:
    own = [side.get(name) for side in values]
    return own[0] == own[1] or all(value == base.get(name) for value, base in zip(own, bases, strict=True))


def _overlaps(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """The pairs of looks that stretches of two equal texts have."""
    texts = [[pair for pair in side if pair[0]] for side in (old, new)]
    at, left = [0, 0], [side[0][0] if side else 0 for side in texts]
    while at[0] < len(texts[0]) and at[1] < len(texts[1]):
        yield texts[0][at[0]][1], texts[1][at[1]][1]
        step = min(left)
        for side in (0, 1):
            left[side] -= step
            if not left[side]:
                at[side] += 1
                left[side] = texts[side][at[side]][0] if at[side] < len(texts[side]) else 0
    things = [[look for size, look in side if not size] for side in (old, new)]
    yield from zip(*things, strict=False)


def _things(pieces: Sequence[Piece], *, at: bool) -> Iterator[tuple[Aspect, str]]:
    """What is no text, each with how many characters stand before it if that is asked for."""
    before = 0
    for aspect, said, _ in pieces:
        if aspect is Aspect.TEXT:
            before += len(said)
        else:
            yield aspect, f"{said} at {before}" if at else said


# which blocks are compared


def _pairs(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Pair the blocks of two stories: equal ones at both ends, then those that only one block is equal to, in order."""
    first = 0
    while first < len(old) and first < len(new) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    mine, theirs = old[first : len(old) - last], new[first : len(new) - last]
    if len(mine) == len(theirs):
        yield from zip(mine, theirs, strict=True)
        return
    at = (0, 0)
    for one, other in [*_anchors(mine, theirs), (len(mine), len(theirs))]:
        yield from _gap(mine[at[0] : one], theirs[at[1] : other])
        at = (one + 1, other + 1)


def _gap(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    both = min(len(old), len(new))
    yield from zip(old[:both], new[:both], strict=True)
    yield from ((block, None) for block in old[both:])
    yield from ((None, block) for block in new[both:])


def _anchors(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """The longest row of pairs in the order of both, of blocks that stand once in each."""
    mine, theirs = _once(old), _once(new)
    pairs = [(at, theirs[key]) for key, at in mine.items() if key in theirs]
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        place = bisect_left(ends, at)
        if place == len(ends):
            ends.append(at)
            tails.append(number)
        else:
            ends[place], tails[place] = at, number
        before.append(tails[place - 1] if place else -1)
    found: list[tuple[int, int]] = []
    number = tails[-1] if tails else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _once(blocks: Sequence[Block]) -> dict[tuple[Kind, str, str], int]:
    found: dict[tuple[Kind, str, str], int] = {}
    again: set[tuple[Kind, str, str]] = set()
    for at, block in enumerate(blocks):
        key = (block.kind, block.text, "" if block.text else block.look)
        if key in found:
            again.add(key)
        found[key] = at
    return {key: at for key, at in found.items() if key not in again}


# words


def _aspect(block: Block, story: str) -> Aspect:
    if story in _ENTRIES:
        return _ENTRIES[story]
    if block.kind is Kind.PARAGRAPH:
        return Aspect.TEXT
    if block.kind is Kind.OTHER and block.pieces:
        return block.pieces[0][0]
    return _HOLDERS.get(block.kind, Aspect.OTHER)


def _place(block: Block) -> str:
    words = " ".join(block.text.split()) if block.kind is Kind.PARAGRAPH else ""
    return f"{block.place} “{_short(words, 40)}”" if words else block.place


def _says(block: Block) -> str:
    words = block.text or " ".join(said for _, said, _ in block.pieces)
    if block.kind is Kind.PARAGRAPH:
        return words or "an empty paragraph"
    return words or block.look or block.kind.value


def _short(text: str, longest: int = _LONGEST) -> str:
    text = text.translate(SHOWN)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _around(old: str, new: str) -> tuple[str, str]:
    """Where two texts begin to differ, with a little before it."""
    at = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new)))
    begin = max(0, at - 15)
    return tuple(("…" if begin else "") + text[begin : begin + _LONGEST - 2] for text in (old, new))  # type: ignore[return-value]


def _parts(old: str, new: str) -> tuple[str, str]:
    """What one look says and another does not."""
    sides = [text.split("; ") for text in (old, new)]
    known = [set(side) for side in sides]
    one = "; ".join(part for part in sides[0] if part not in known[1])
    return one, "; ".join(part for part in sides[1] if part not in known[0])
