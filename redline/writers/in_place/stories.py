"""Marks in a body, a cell, a header or a note of somebody's document what makes it another: paragraphs, tables, rows.

What is hard is the last paragraph of each, which cannot lose its mark: the change before it moves up by one mark.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Sequence

from lxml import etree

from redline.ooxml.elements import HOLDERS, held
from redline.ooxml.fingerprint import canonical
from redline.ooxml.names import W
from redline.ooxml.order import child_of, put
from redline.ooxml.revisions import GONE
from redline.writers.in_place.breaks import mark_breaks
from redline.writers.in_place.ends import settle_ends
from redline.writers.in_place.joining import mark_joined
from redline.writers.in_place.keeping import is_dead, is_live, live_rows
from redline.writers.in_place.layout import mark_row_layout, mark_table_layout
from redline.writers.in_place.moving import moves_between
from redline.writers.in_place.pairs import mark_paragraph
from redline.writers.in_place.paragraphs import inserted, mark_deleted, mark_words
from redline.writers.in_place.pieces import Spans
from redline.writers.in_place.placing import place, place_new
from redline.writers.in_place.properties import DELETED, INSERTED, end_of
from redline.writers.in_place.scene import Scene, Step
from redline.writers.in_place.wholes import WHOLE, alike, is_included, paired_branches, pairs_in, words_of_whole

Pairs = Collection[tuple[int, int]]


def mark_story(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    """Turn a container of the old document into one of the new by tracked changes.

    Args:
        old: A body, cell, header, footer or note of the old document; it is changed.
        new: The same of the new document.
        scene: What comparing needs.
    """
    mine, theirs = list(_blocks(old)), list(_blocks(new))
    said = [text_of(node) for node in mine], [text_of(node) for node in theirs]
    steps, crossing, apart = _steps(mine, theirs, said, scene)
    moves = moves_between((mine, theirs), said, steps, crossing, apart, scene)
    cursor: etree._Element | None = None
    gone: dict[int, etree._Element] = {}
    came: dict[int, etree._Element] = {}
    for at, (before, after) in enumerate(steps):
        if len(before) + len(after) > 2:
            cursor = mark_joined([mine[one] for one in before], [theirs[one] for one in after], scene, _mark_box)
        elif before and after:
            cursor = mine[before[0]]
            came[after[0]] = cursor
            _mark_pair(cursor, theirs[after[0]], scene, moves.of(before[0], after[0]))
        elif before:
            cursor = mine[before[0]]
            gone |= {before[0]: cursor} if cursor.tag == f"{W}p" else {}
            _mark_deleted(cursor, scene, moves.gone.get(before[0], ()))
        else:
            made = _inserted(theirs[after[0]], scene, moves.came.get(after[0], ()))
            came[after[0]] = made
            place_new(made, cursor, (old, new), (mine, theirs), steps, at)
            cursor = made
    breaks = len(list(old.iter(f"{W}sectPr")))
    settle_ends(list(_blocks(old, live=False)), scene.pair.stamp)
    if breaks != len(list(old.iter(f"{W}sectPr"))):
        scene.pair.importer.say("a section break of the second file before a table or at the end is not taken over")
    if any(node.find(f"{W}pPr/{W}sectPr") is not None and not end_of(node, scene.pair.stamp) for node in gone.values()):
        scene.pair.importer.say("a section break of the first file before a table stays")
    mark_breaks(scene)
    moves.show(mine, came, scene)


def _mark_box(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    if canonical(old) != canonical(new):
        mark_story(old, new, scene)
    else:
        scene.pair.beside.bookmarks.alike(new)


def _blocks(container: etree._Element, *, live: bool = True) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container, those in content controls too; ``live``, not those that go."""
    for node in container:
        if node.tag == f"{W}p":
            if not live or not is_dead(node):
                yield node
        elif node.tag == f"{W}tbl":
            if not live or live_rows(node) or next(held(node, "tr"), None) is None:
                yield node
        elif node.tag in HOLDERS:
            yield from _blocks(node, live=live)
        elif node.tag in WHOLE:
            yield node


def text_of(node: etree._Element) -> str:
    """Return what a block says, for finding the versions of one another: what stands on it, without formatting."""
    parts = []
    kept = next(node.iter(*GONE), None) is not None  # somebody's deletions
    for child in node.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}p"):
        if not kept or next(child.iterancestors(*GONE), None) is None:
            parts.append({f"{W}tab": "\t", f"{W}br": " ", f"{W}p": " "}.get(str(child.tag), child.text or ""))
    return "".join(parts).strip(" ")


def _steps(
    mine: Sequence[etree._Element],
    theirs: Sequence[etree._Element],
    said: tuple[Sequence[str], Sequence[str]],
    scene: Scene,
) -> tuple[list[Step], Pairs, Pairs]:
    """What becomes of each block, which may have moved, and which share a mark though they are no versions."""
    texts = (
        [text or words_of_whole(node, document, part) for text, node in zip(texts, nodes, strict=True)]
        for texts, nodes, document, part in (
            (said[0], mine, scene.pair.old, scene.old_part),
            (said[1], theirs, scene.pair.new, scene.new_part),
        )
    )
    aligned, crossing = scene.pair.align(*texts)
    aligned = scene.pair.beside.bookmarks.aligned(aligned, (mine, theirs), crossing)
    kept = list(_possible(mine, theirs, aligned))
    steps: list[Step] = []
    at = [0, 0]
    for olds, news in [*kept, ((len(mine),), (len(theirs),))]:
        following = mine[olds[0]] if olds[0] < len(mine) else None
        steps += _gap(mine, theirs, list(range(at[0], olds[0])), list(range(at[1], news[0])), following)
        if following is not None:
            steps.append((olds, news))
        at = [olds[-1] + 1, news[-1] + 1]
    steps = [step for step in steps if not _is_untracked(step, mine, theirs)]
    apart = {(olds[0], news[0]) for olds, news in steps if olds and news} - {(olds[0], news[0]) for olds, news in kept}
    return steps, crossing, apart


def _is_untracked(step: Step, mine: Sequence[etree._Element], theirs: Sequence[etree._Element]) -> bool:
    """Whether an included document goes, and so stays, or comes, and so is not taken over."""
    alone = [mine[at] for at in step[0] if not step[1]] + [theirs[at] for at in step[1] if not step[0]]
    return any(map(is_included, alone))


def _possible(
    mine: Sequence[etree._Element], theirs: Sequence[etree._Element], aligned: Sequence[Step]
) -> Iterator[Step]:
    """The steps that Word can show: a table is no version of a paragraph, and what ends a section is not parted."""
    for olds, news in aligned:
        if len(olds) == len(news) == 1 or not (_can_join(mine, olds) and _can_join(theirs, news)):
            if alike(mine[olds[0]], theirs[news[0]]):
                yield olds[:1], news[:1]
        else:
            yield olds, news


def _can_join(blocks: Sequence[etree._Element], run: Sequence[int]) -> bool:
    """Whether some blocks are paragraphs of one holder, and none of them ends a section."""
    nodes = [blocks[at] for at in run]
    plain = all(node.tag == f"{W}p" and node.find(f"{W}pPr/{W}sectPr") is None for node in nodes)
    return plain and len({node.getparent() for node in nodes}) == 1


def _gap(
    mine: Sequence[etree._Element],
    theirs: Sequence[etree._Element],
    olds: list[int],
    news: list[int],
    following: etree._Element | None,
) -> list[Step]:
    """What stands between two pairs, with the pairs in it of blocks whose words differ."""
    steps: list[Step] = []
    old, new = 0, 0
    for one, other in pairs_in(mine, theirs, olds, news):
        ends = olds.index(one, old), news.index(other, new)
        steps += [*_stretch(mine, theirs, olds[old : ends[0]], news[new : ends[1]], mine[one]), ((one,), (other,))]
        old, new = ends[0] + 1, ends[1] + 1
    return [*steps, *_stretch(mine, theirs, olds[old:], news[new:], following)]


def _stretch(
    mine: Sequence[etree._Element],
    theirs: Sequence[etree._Element],
    olds: list[int],
    news: list[int],
    following: etree._Element | None,
) -> list[Step]:
    """What stands between two pairs and is in none: deleted, then inserted.

    Before a table and at the end the last paragraphs of both are one, since a mark before those cannot go. For the same
    reason what is inserted comes first where a paragraph would else be deleted before a table.
    """
    tail: list[Step] = []
    empty = [at for at in olds if mine[at].tag == f"{W}p" and not text_of(mine[at])]
    held = following is None or following.tag != f"{W}p"
    if held and olds and news and mine[olds[-1]].tag == theirs[news[-1]].tag == f"{W}p":
        tail = [((olds.pop(),), (news.pop(),))]
    elif len(olds) == len(news) == len(empty) and all(theirs[at].tag == f"{W}p" for at in news):
        return [((one,), (other,)) for one, other in zip(olds, news, strict=True)]
    gone: list[Step] = [((at,), ()) for at in olds]
    came: list[Step] = [((), (at,)) for at in news]
    if olds and news and (tail or not held):
        into_table = mine[olds[-1]].tag == f"{W}p" != theirs[news[0]].tag
        from_table = theirs[news[-1]].tag == f"{W}p" != mine[olds[0]].tag
        if into_table and not from_table:
            return [*came, *gone, *tail]
    return [*gone, *came, *tail]


def _mark_pair(old: etree._Element, new: etree._Element, scene: Scene, moved: tuple[Spans, Spans]) -> None:
    if any(moved):
        mark_words(old, new, scene, _mark_box, whole=True, moved=moved)
    elif old.tag == f"{W}p":
        mark_paragraph(old, new, scene, _mark_box)
    elif old.tag == f"{W}tbl":
        _mark_table(old, new, scene)
    else:
        for mine, theirs in paired_branches(old, new):
            mark_story(mine, theirs, scene)


def _mark_deleted(node: etree._Element, scene: Scene, moved: Spans = ()) -> None:
    if node.tag == f"{W}p":
        mark_deleted(node, scene, moved=moved)
        return
    live = [one for one in node.iter(f"{W}p") if all(map(is_live, one.iterancestors(f"{W}tr")))]
    for row in live_rows(node) if node.tag == f"{W}tbl" else list(node.iter(f"{W}tr")):
        _mark_row(row, DELETED, scene)
    for paragraph in live:
        mark_deleted(paragraph, scene)


def _inserted(node: etree._Element, scene: Scene, moved: Spans = ()) -> etree._Element:
    if node.tag == f"{W}p":
        return inserted(node, scene, moved=moved)
    made = _brought(node, scene)
    for row in made.iter(f"{W}tr"):
        _mark_row(row, INSERTED, scene)
    return made


def _brought(node: etree._Element, scene: Scene) -> etree._Element:
    """A table or row of the new document with every paragraph in it inserted."""
    made = copy.deepcopy(node)
    scene.pair.beside.place_between(made)
    for mine, theirs in zip(list(made.iter(f"{W}p")), list(node.iter(f"{W}p")), strict=True):
        new = inserted(theirs, scene)
        parent = mine.getparent()
        if parent is not None:
            parent.replace(mine, new)
    for included in [child for child in made.iter(*WHOLE) if is_included(child)]:  # but with its row
        included.getparent().replace(included, scene.brought(included))  # type: ignore[union-attr]
    for table in made.iter(f"{W}tblStyle"):
        table.set(f"{W}val", scene.pair.importer.style(str(table.get(f"{W}val", ""))))
    for child in made.iter("*"):
        for key in [key for key in map(str, child.attrib) if "rsid" in key or "paraId" in key or "textId" in key]:
            del child.attrib[key]
    return made


def _mark_row(row: etree._Element, kind: str, scene: Scene) -> None:
    properties = child_of(row, "trPr")
    if not len(properties):  # the standard wants a property beside the mark; this is what holds anyway
        etree.SubElement(properties, f"{W}cantSplit").set(f"{W}val", "off")
    put(properties, scene.pair.stamp.mark(kind))


def _mark_table(old: etree._Element, new: etree._Element, scene: Scene) -> None:
    mark_table_layout(old, new, scene)
    mine, theirs = live_rows(old), live_rows(new)
    aligned, _ = scene.pair.align([text_of(row) for row in mine], [text_of(row) for row in theirs])
    kept = [(a[0], b[0]) for a, b in aligned if _width(mine[a[0]]) == _width(theirs[b[0]])]
    if len(mine) == len(theirs) and all(_width(a) == _width(b) for a, b in zip(mine, theirs, strict=True)):
        kept = _filled(kept, len(mine))
    at, cursor = [0, 0], None
    for one, other in [*kept, (len(mine), len(theirs))]:
        for index in range(at[0], one):
            cursor = mine[index]
            _mark_row(cursor, DELETED, scene)
            for paragraph in list(cursor.iter(f"{W}p")):
                mark_deleted(paragraph, scene)
        for index in range(at[1], other):
            made = _brought(theirs[index], scene)
            _mark_row(made, INSERTED, scene)
            place(made, cursor, old, mine)
            cursor = made
        if one < len(mine):
            cursor = mine[one]
            mark_row_layout(cursor, theirs[other], scene)
            for cell, wanted in zip(held(cursor, "tc"), held(theirs[other], "tc"), strict=True):
                mark_story(cell, wanted, scene)
        at = [one + 1, other + 1]


def _filled(pairs: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """The pairs of rows of two tables of one shape: where nothing moved, each row is a version of its like."""
    if all(one == other for one, other in pairs):
        return [(at, at) for at in range(count)]
    return list(pairs)


def _width(row: etree._Element) -> tuple[tuple[str, ...], ...]:
    """How the cells of a row are merged: Word tracks no change of that."""
    merges = (f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge")
    return tuple(
        tuple(f"{node.tag} {node.get(f'{W}val', '')}" for node in cell.iterfind(f"{W}tcPr/*") if node.tag in merges)
        for cell in held(row, "tc")
    )
