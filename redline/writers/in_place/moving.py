"""Shows paragraphs that changed their place as Word's own moves, with what changed on the way marked in them.

Which have moved is known before anything is marked; that they did is written when the story is, since marks of ends may
have to move up first. Malformed moves make Word refuse a file, so what may not stand in one is deleted and inserted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from redline.model import ChangeKind
from redline.ooxml.names import W
from redline.writers.in_place.atoms import Atom, Atoms
from redline.writers.in_place.links import Links
from redline.writers.in_place.pieces import MOVED, Spans
from redline.writers.in_place.properties import DELETED, INSERTED, Stamp, end_of
from redline.writers.in_place.scene import Scene, Step

_NO_DATE = "1900-01-01T00:00:00Z"  # the standard wants a date on a range
_LEAST = 3  # words; fewer stand twice in any document, unless the paragraph beside them moved along
_MARKS = {DELETED: "moveFrom", INSERTED: "moveTo"}

Pair = tuple[int, int]
"""A block of the old story and one of the new, by index."""


@dataclass(slots=True)
class Moves:
    """Which paragraphs of a story moved, and what of each."""

    pairs: list[Pair] = field(default_factory=list)
    gone: dict[int, Spans] = field(default_factory=dict)
    """Of those of the old story, by index."""

    came: dict[int, Spans] = field(default_factory=dict)
    """Of those of the new."""

    def of(self, old: int, new: int) -> tuple[Spans, Spans]:
        """Return what moved of two blocks that share a paragraph, though neither is a version of the other."""
        return self.gone.get(old, ()), self.came.get(new, ())

    def show(self, olds: Sequence[etree._Element], news: Mapping[int, etree._Element], scene: Scene) -> None:
        """Turn what is marked as deleted and inserted and moved into moves, of paragraphs and in them.

        Args:
            olds: The blocks of the old story.
            news: Those of the new that came, by index.
            scene: What comparing needs; it counts the moves.
        """
        _show([(olds[old], news[new]) for old, new in self.pairs], scene)
        waiting = scene.findings.sentences
        if waiting:
            own = set(olds) & set(waiting)  # those of a story round this one are seen to when its ends are
            within = [node for node in dict.fromkeys(waiting) if node in own]
            _show([(node, node) for node in within if _holds_move(node)], scene)
            waiting[:] = [node for node in waiting if node not in own]


def _show(moves: Sequence[tuple[etree._Element, etree._Element]], scene: Scene) -> None:
    """Show moves from one paragraph to another, or within one, each by a name of its own."""
    if not moves:
        return
    starts = moves[0][0].getroottree().iter(f"{W}moveFromRangeStart")  # somebody's, where those are kept
    names = {str(node.get(f"{W}name", "")) for node in starts}
    for ends in moves:
        scene.findings.moves += 1
        while f"move{scene.findings.moves}" in names:
            scene.findings.moves += 1
        for paragraph, kind in zip(ends, (DELETED, INSERTED), strict=True):
            name = f"move{scene.findings.moves}"
            _show_end(paragraph, kind, name, scene.pair.stamp, within=ends[0] is ends[1])


def moves_between(
    blocks: tuple[Sequence[etree._Element], Sequence[etree._Element]],
    said: tuple[Sequence[str], Sequence[str]],
    steps: Sequence[Step],
    crossing: Collection[Pair],
    apart: Collection[Pair],
    scene: Scene,
) -> Moves:
    """Return what moved in a story; nothing where moves are not shown as such.

    Args:
        blocks: Those of the old story, and those of the new.
        said: What they say.
        steps: What is to become of each.
        crossing: Pairs that are versions of one another in another order.
        apart: Pairs that are no versions of one another, but share the last mark of a story.
        scene: What comparing needs.
    """
    found = Moves()
    if not scene.pair.native_moves:
        return found
    gone = {old[0] for old, new in steps if not new}
    came = {new[0] for old, new in steps if not old}
    for old, new in apart if gone or came else ():  # else nothing can have gone anywhere
        if said[0][old] != said[1][new] and _spans(blocks[0][old], blocks[1][new], scene) is None:
            gone.add(old)
            came.add(new)
    for old, new in _paired(said, gone, came, crossing):
        spans = _spans(blocks[0][old], blocks[1][new], scene) if (old, new) not in apart else None
        if spans is not None:
            found.pairs.append((old, new))
            found.gone[old], found.came[new] = spans
    return found


def _paired(
    said: tuple[Sequence[str], Sequence[str]], gone: set[int], came: set[int], crossing: Collection[Pair]
) -> list[Pair]:
    """Blocks that go and blocks that come which are one another's.

    Those that say the same and stand once on either side, those that the engine knows, and those that say the same
    beside any of these.
    """
    where: dict[str, list[int]] = {}
    for new in sorted(came):
        where.setdefault(said[1][new], []).append(new)
    counts = Counter(said[0][old] for old in gone)
    alike = [(old, where.get(said[0][old], [])) for old in sorted(gone) if len(said[0][old].split()) >= _LEAST]
    pairs = [(old, news[0]) for old, news in alike if len(news) == 1 and counts[said[0][old]] == 1]
    waiting = [*pairs, *crossing]
    paired: list[Pair] = []
    for old, new in waiting:  # which grows
        if old not in gone or new not in came:
            continue
        gone.remove(old)
        came.remove(new)
        paired.append((old, new))
        waiting += [(old + by, new + by) for by in (-1, 1) if _alike(said, old + by, new + by)]
    return sorted((old, new) for old, new in paired if said[0][old])


def _alike(said: tuple[Sequence[str], Sequence[str]], old: int, new: int) -> bool:
    there = 0 <= old < len(said[0]) and 0 <= new < len(said[1])
    return there and said[0][old] == said[1][new]


def _spans(old: etree._Element, new: etree._Element, scene: Scene) -> tuple[Spans, Spans] | None:
    """What of two paragraphs moved: the words that both have.

    Returns:
        None where none of Word's moves can hold it (a table, a control, somebody's insertion), or little is kept.
    """
    if not old.tag == new.tag == f"{W}p":
        return None
    first, second = scene.atoms(old, new=False), scene.atoms(new, new=True)
    if not all(_may_move(atom) for atom in (*first.atoms, *second.atoms)) or not _lead_alike(first, second, scene):
        return None
    changes = scene.pair.words(first.text, second.text)
    spans = [(c.kind, len(c.text), c.kind is ChangeKind.EQUAL and bool(c.text.strip())) for c in changes]
    kept = sum(count for _, count, moved in spans if moved)
    if not kept or 2 * kept < max(first.length, second.length) or any(c.base_text is not None for c in changes):
        return None
    gone = [(count, moved) for kind, count, moved in spans if kind is not ChangeKind.INSERT]
    came = [(count, moved) for kind, count, moved in spans if kind is not ChangeKind.DELETE]
    return gone, came


def _may_move(atom: Atom) -> bool:
    return atom.wrap is None and all(next(node.iter(f"{W}sdt"), None) is None for node in atom.nodes)


def _lead_alike(first: Atoms, second: Atoms, scene: Scene) -> bool:
    """Whether the links of two paragraphs lead to the same places."""
    mine, theirs = ({atom.link: atom for atom in side.atoms if atom.link is not None} for side in (first, second))
    differ = Links(scene).differ
    return len(mine) == len(theirs) and not any(map(differ, mine.values(), theirs.values()))


def _show_end(paragraph: etree._Element, kind: str, name: str, stamp: Stamp, *, within: bool = False) -> None:
    """Turn what is marked as moved of a paragraph into one end of a move, with the paragraph's end if that went along.

    Word knows the two ends of a move by a range round each.
    """
    marked = list(_marked(paragraph, kind))
    moved = [(child, mark) for child, mark in marked if MOVED in mark.attrib]
    for _, mark in moved:
        del mark.attrib[MOVED]
        mark.tag = f"{W}{_MARKS[kind]}"
        for gone, there in ((f"{W}delText", f"{W}t"), (f"{W}delInstrText", f"{W}instrText")):
            for text in list(mark.iter(gone)):
                text.tag = there
    whole = not within and end_of(paragraph, stamp) == kind and marked[-1][1] is moved[-1][1]
    along = whole and _may_go_along(paragraph)
    for mark in paragraph.findall(f"{W}pPr/{W}rPr/{W}{kind}"):
        if along and stamp.owns(mark):
            mark.tag = f"{W}{_MARKS[kind]}"
    start = stamp.mark(f"{_MARKS[kind]}RangeStart")
    start.set(f"{W}name", name)
    if start.get(f"{W}date") is None:
        start.set(f"{W}date", _NO_DATE)
    end = etree.Element(f"{W}{_MARKS[kind]}RangeEnd")
    end.set(f"{W}id", str(start.get(f"{W}id")))
    moved[0][0].addprevious(start)
    (paragraph if along else moved[-1][0]).addnext(end)


def _marked(paragraph: etree._Element, kind: str) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The marks of a kind round the words of a paragraph, each after the link that holds it, or after itself."""
    for child in paragraph:
        if child.tag == f"{W}{kind}":
            yield child, child
        elif child.tag == f"{W}hyperlink":
            yield from ((child, mark) for mark in child.iter(f"{W}{kind}"))


def _holds_move(paragraph: etree._Element) -> bool:
    """Whether something moved within a paragraph, and still does: it may have been marked anew."""
    return any(MOVED in mark.attrib for _, mark in _marked(paragraph, DELETED))


def _may_go_along(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph may move, which LibreOffice 7.4 leaves behind where a link or a field does."""
    stays = f"{W}pPr/{W}sectPr", f"{W}hyperlink", f".//{W}fldChar"
    return all(paragraph.find(path) is None for path in stays)
