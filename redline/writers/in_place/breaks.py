"""Tracks a section break that comes or goes in a paragraph that both documents have.

A break belongs to a paragraph's mark. So the paragraph gets a second mark: the one with the break comes and the one
without goes, or the other way round; between them stands nothing.
"""

from __future__ import annotations

import copy

from lxml import etree

from redline.ooxml.names import W
from redline.ooxml.revisions import TRACKED
from redline.writers.in_place.properties import DELETED, INSERTED, end_of, mark_end, plain
from redline.writers.in_place.scene import Scene


def mark_breaks(scene: Scene) -> None:
    """Track the breaks that were met; say which cannot be."""
    for paragraph, wanted in scene.findings.breaks:
        following = paragraph.getnext()
        if following is None or following.tag != f"{W}p" or end_of(paragraph, scene.pair.stamp):
            which = "first file stays" if wanted is None else "second file is not taken over"
            scene.pair.importer.say(f"a section break of the {which}, since no paragraph follows it")
            continue
        _mark(paragraph, wanted, scene)
    scene.findings.breaks.clear()


def _mark(paragraph: etree._Element, wanted: etree._Element | None, scene: Scene) -> None:
    own = paragraph.find(f"{W}pPr")
    if own is None:
        own = etree.Element(f"{W}pPr")
    else:
        paragraph.remove(own)
    known = own.find(f"{W}pPrChange")
    before = known if known is not None and scene.pair.stamp.owns(known) else None
    was = copy.deepcopy(before[0]) if before is not None else plain(own)
    becomes = plain(own)
    look = own.find(f"{W}rPr")
    section = own.find(f"{W}sectPr")
    old, new = etree.Element(f"{W}p"), etree.Element(f"{W}p")
    for node, properties in ((old, was), (new, becomes)):
        if look is not None:
            properties.append(copy.deepcopy(look))
        node.append(properties)
    for mark in [node for node in new.iterfind(f"{W}pPr/{W}rPr/*") if node.tag in TRACKED]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    for change in list(new.iterfind(f"{W}pPr/{W}rPr/{W}rPrChange")):  # each a revision of its own
        again = scene.pair.stamp.parted(change)
        again.extend(change)
        change.getparent().replace(change, again)  # type: ignore[union-attr]
    if wanted is None:
        old[0].append(section)  # type: ignore[arg-type]
    else:
        new[0].append(scene.brought(wanted))
    mark_end(old, DELETED, scene.pair.stamp)
    mark_end(new, INSERTED, scene.pair.stamp)
    first, second = (old, new) if wanted is None else (new, old)
    paragraph.insert(0, first[0])
    paragraph.addnext(second)
