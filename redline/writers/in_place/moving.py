"""Shows paragraphs that only changed their place as Word's own moves.

Both ends have been marked as deleted and inserted already; a pair that is marked whole becomes the two ends of one
move, with what changed on the way marked in it. Malformed moves make Word refuse a file, so anything less stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from redline.model import ChangeKind
from redline.ooxml.names import W
from redline.writers.in_place.atoms import PLAIN, Atom, Atoms, Cutter, Mark
from redline.writers.in_place.pieces import Piece
from redline.writers.in_place.properties import DELETED, INSERTED, Stamp, end_of
from redline.writers.in_place.scene import Scene
from redline.writers.in_place.writing import Writer

_NO_DATE = "1900-01-01T00:00:00Z"  # the standard wants a date on a range
_LEAST = 3  # words; fewer stand twice in any document

Ends = Sequence[tuple[str, etree._Element]]
"""Paragraphs by what they say."""


def show_moves(gone: Ends, came: Ends, stamp: Stamp, before: int) -> int:
    """Turn deletions and insertions of the same paragraph into moves.

    Args:
        gone: Paragraphs that were marked as deleted.
        came: Those that were marked as inserted.
        stamp: Signs them.
        before: How many moves the document has so far; their names count on.

    Returns:
        How many it has then.
    """
    where: dict[str, list[etree._Element]] = {}
    for text, node in came:
        where.setdefault(text, []).append(node)
    counts = [text for text, _ in gone]
    for text, node in gone:
        found = where.get(text, [])
        unique = len(found) == 1 and counts.count(text) == 1 and len(text.split()) >= _LEAST
        if unique and _whole(node, DELETED, stamp) and _whole(found[0], INSERTED, stamp):
            before += 1
            _end(node, DELETED, "moveFrom", before, stamp)
            _end(found[0], INSERTED, "moveTo", before, stamp)
    return before


def show_edited_move(
    old: tuple[etree._Element, etree._Element], new: tuple[etree._Element, etree._Element], scene: Scene
) -> None:
    """Turn a deletion and an insertion into a move whose words changed on the way, if Word can show it as one.

    Args:
        old: The paragraph as it was, and as it was marked as deleted.
        new: The paragraph of the new document, and as it was marked as inserted.
        scene: What comparing needs; it counts the moves.
    """
    if not _whole(old[1], DELETED, scene.pair.stamp) or not _whole(new[1], INSERTED, scene.pair.stamp):
        return
    content = _moved_content(old[0], new[0], scene)
    if content is None:
        return
    scene.findings.moves += 1
    for node, found, kind, name in zip(
        (old[1], new[1]), content, (DELETED, INSERTED), ("moveFrom", "moveTo"), strict=True
    ):
        for child in [child for child in node if child.tag != f"{W}pPr"]:
            node.remove(child)
        node.extend(found)
        for mark in node.findall(f"{W}pPr/{W}rPr/{W}{kind}"):
            mark.tag = f"{W}{name}"
        moved = node.findall(f"{W}{name}")
        _range(moved[0], moved[-1], name, scene.findings.moves, scene.pair.stamp)


def _moved_content(
    old: etree._Element, new: etree._Element, scene: Scene
) -> tuple[list[etree._Element], list[etree._Element]] | None:
    """Return what stands at the two ends of a move: kept words as moved, the others as deleted and inserted.

    Returns:
        None where one of Word's moves cannot hold it: things beside text, links, bookmarks, notes; little that is kept;
        or a change at the end, which LibreOffice 7.4 would take the paragraph's end with.
    """
    first, second = scene.atoms(old, new=False), scene.atoms(new, new=True)
    wanted = ((mark, scene.pair.beside.wanted(mark.node)) for mark in second.marks)
    brought = [Mark(mark.at, node, mark.link) for mark, node in wanted if node is not None]
    ends = ((first.marks, first.length), (brought, second.length))
    told = any(not _is_round(mark, length) for marks, length in ends for mark in marks)
    if told or not all(_is_plain(atom) for atom in (*first.atoms, *second.atoms)):
        return None
    changes = scene.pair.words(first.text, second.text)
    kept = sum(len(change.text) for change in changes if change.kind is ChangeKind.EQUAL)
    if not changes or changes[-1].kind is not ChangeKind.EQUAL or any(c.base_text is not None for c in changes):
        return None
    if 2 * kept < max(len(first.text), len(second.text)):
        return None
    olds, news = Cutter(first.atoms), Cutter(second.atoms)
    gone: list[etree._Element] = []
    came: list[etree._Element] = []
    for change in changes:
        count, moved = len(change.text), change.kind is ChangeKind.EQUAL
        if change.kind is not ChangeKind.INSERT:
            gone += _alone(olds.take(count), ChangeKind.DELETE, "moveFrom" if moved else "", scene)
        if change.kind is not ChangeKind.DELETE:
            came += _alone(news.take(count), ChangeKind.INSERT, "moveTo" if moved else "", scene)
    return _round(gone, first.marks), _round(came, brought)


def _round(content: list[etree._Element], marks: Sequence[Mark]) -> list[etree._Element]:
    """Content with the bookmarks round it."""
    begin = [mark.node for mark in marks if mark.at == 0]
    return [*begin, *content, *(mark.node for mark in marks if mark.at > 0)]


def _is_round(mark: Mark, length: int) -> bool:
    """Whether a mark is the end of a bookmark that stands before or after all the words of a paragraph."""
    return mark.at in (0, length) and mark.link is None and mark.node.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd")


def _is_plain(atom: Atom) -> bool:
    held = atom.link is not None or atom.wrap is not None
    return atom.run is not None and not held and (not atom.nodes or atom.text in PLAIN)


def _alone(atoms: Iterable[tuple[int, Atom]], kind: ChangeKind, name: str, scene: Scene) -> list[etree._Element]:
    """Some atoms under one mark: deleted or inserted, or at one end of a move."""
    nodes = Writer(scene, Atoms(), Atoms()).written([Piece(kind, atom) for _, atom in atoms])
    for node in nodes if name else ():
        node.tag = f"{W}{name}"
        for text in list(node.iter(f"{W}delText")):
            text.tag = f"{W}t"
    return nodes


def _whole(paragraph: etree._Element, kind: str, stamp: Stamp) -> bool:
    """Whether a paragraph is marked with its end, and holds nothing but text under one mark."""
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    changed = [child for child in content if child.tag == f"{W}{kind}"]
    plain = all(child.tag in (f"{W}{kind}", f"{W}bookmarkStart", f"{W}bookmarkEnd") for child in content)
    return end_of(paragraph, stamp) == kind and plain and len(changed) == 1 and changed[0].find(f"{W}sdt") is None


def _end(paragraph: etree._Element, kind: str, name: str, number: int, stamp: Stamp) -> None:
    for node in paragraph.findall(f"{W}pPr/{W}rPr/{W}{kind}"):
        node.tag = f"{W}{name}"
    content = paragraph.find(f"{W}{kind}")
    assert content is not None  # noqa: S101
    content.tag = f"{W}{name}"
    for node in list(content.iter(f"{W}delText")):
        node.tag = f"{W}t"
    for node in list(content.iter(f"{W}delInstrText")):
        node.tag = f"{W}instrText"
    _range(content, content, name, number, stamp)


def _range(first: etree._Element, last: etree._Element, name: str, number: int, stamp: Stamp) -> None:
    """Put a range round what moved, by which Word knows the two ends of a move."""
    start = stamp.mark(f"{name}RangeStart")
    start.set(f"{W}name", f"move{number}")
    if start.get(f"{W}date") is None:
        start.set(f"{W}date", _NO_DATE)
    end = etree.Element(f"{W}{name}RangeEnd")
    end.set(f"{W}id", str(start.get(f"{W}id")))
    first.addprevious(start)
    last.addnext(end)
