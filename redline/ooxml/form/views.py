"""Takes all tracked changes of a part as accepted, or as rejected, as Word does (ECMA-376 Part 1, 17.13.5).

What is hard is a paragraph mark that goes: what is left of its paragraph joins the next one, which keeps its own
properties, and only marks that show nothing may stand between the two.
"""

from __future__ import annotations

from redline.ooxml.form.model import Element, RevisionView
from redline.ooxml.names import MC, W

_INS = frozenset({f"{W}ins", f"{W}moveTo"})
_DEL = frozenset({f"{W}del", f"{W}moveFrom"})
_EITHER = _INS | _DEL
_FORMER = tuple(
    f"{W}{name}Change" for name in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid", "tblPrEx", "numbering")
)
_MOVES = tuple(f"{W}{kind}Range{end}" for kind in ("moveFrom", "moveTo") for end in ("Start", "End"))
_XML = {f"{W}customXml{kind}Range": kind in ("Ins", "MoveTo") for kind in ("Ins", "Del", "MoveFrom", "MoveTo")}
_XML_ENDS = tuple(f"{name}{end}" for name in _XML for end in ("Start", "End"))
_CELLS = (f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge")
_PROPERTIES = frozenset({f"{W}rPr", f"{W}trPr", f"{W}numPr"})
"""Where a mark of an insertion or a deletion wraps nothing."""

_STAYS = {
    f"{W}pPr": frozenset({f"{W}rPr", f"{W}sectPr"}),
    f"{W}sectPr": frozenset({f"{W}headerReference", f"{W}footerReference", f"{W}printerSettings"}),
    f"{W}tcPr": frozenset(_CELLS),
}
"""What stands among properties that the record of former ones leaves out."""

_NOT_WITHIN = frozenset({f"{W}hyperlink", f"{W}fldSimple"})
"""What the standard has in no mark; LibreOffice and pandoc show none of its words there."""

UNSHOWN = "{urn:redline}link-or-field-in-a-tracked-change"

_SHOWS_NOTHING = frozenset(
    f"{W}{name}"
    for name in (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
        "proofErr",
        *(name.removeprefix(W) for name in (*_MOVES, *_XML_ENDS)),
    )
)
_ALTERNATE = f"{MC}AlternateContent"
_BRANCHES = (f"{MC}Choice", f"{MC}Fallback")
_HOLDERS = frozenset({f"{W}sdt", f"{W}customXml", f"{W}smartTag"})
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_ANY = (*_EITHER, *_FORMER, *_CELLS, *_MOVES, *_XML_ENDS, f"{W}delText", f"{W}delInstrText")


def settle(root: Element, view: RevisionView) -> bool:
    """Leave one of the documents that lie in a part; the part is changed.

    Returns:
        Whether more than one does.
    """
    if next(root.iter(*_ANY), None) is None:
        return False
    if view is RevisionView.ASIS:
        return True
    accept = view is RevisionView.ACCEPTED
    named = _named(root)
    gone = _DEL if accept else _INS
    alternates = [node for node in root.iter(_ALTERNATE) if _holds(node)]
    _rows(root, gone)
    _cells(root, accept=accept)
    _tables(root)
    _holders(root, accept=accept)
    _inline(root, gone)
    _marks(root, gone)
    _former(root, accept=accept)
    for node in list(root.iter(*_MOVES, *_XML_ENDS)):
        _remove(node)
    for tag, plain in ((f"{W}delText", f"{W}t"), (f"{W}delInstrText", f"{W}instrText")):
        for node in list(root.iter(tag)):
            node.tag = plain
    for node in reversed(alternates):  # of whose branches nothing is left
        if not _holds(node):
            _remove(node)
    emptied = named - _named(root)  # with all that it named, a bookmark goes too
    for node in list(root.iter(*_BOOKMARKS)) if emptied else ():
        if node.get(f"{W}id") in emptied:
            _remove(node)
    return True


def _named(root: Element) -> set[str]:
    """The ids of bookmarks that hold any text."""
    begun: dict[str, int] = {}
    found: set[str] = set()
    runs = 0
    for node in root.iter(*_BOOKMARKS, f"{W}r"):
        if node.tag == f"{W}r":
            runs += any(child.tag != f"{W}rPr" for child in node)
            continue
        identifier = str(node.get(f"{W}id", ""))
        if node.tag == f"{W}bookmarkStart":
            begun[identifier] = runs
        elif begun.get(identifier, runs) < runs:
            found.add(identifier)
    return found


def _holds(alternate: Element) -> bool:
    """Whether any branch of alternate content shows anything."""
    return any(_shows(list(branch)) for branch in alternate.iterchildren(*_BRANCHES))


def _remove(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _unwrap(node: Element, content: Element) -> None:
    """Put what an element holds in its place."""
    parent = node.getparent()
    if parent is None:
        return
    at = parent.index(node)
    parent[at : at + 1] = [child for child in content if child.tag not in (f"{W}customXmlPr", f"{W}smartTagPr")]


def _rows(root: Element, gone: frozenset[str]) -> None:
    for properties in list(root.iter(f"{W}trPr")):
        marks = [child for child in properties if child.tag in _EITHER]
        for mark in marks:
            properties.remove(mark)
        row = properties.getparent()
        if row is not None and row.tag == f"{W}tr" and any(mark.tag in gone for mark in marks):
            _remove(row)


def _cells(root: Element, *, accept: bool) -> None:
    for node in list(root.iter(*_CELLS)):
        properties = node.getparent()
        cell = properties.getparent() if properties is not None else None
        if properties is None or cell is None or cell.tag != f"{W}tc":
            continue
        properties.remove(node)
        if node.tag == f"{W}cellMerge":
            _merge(properties, str(node.get(f"{W}vMerge" if accept else f"{W}vMergeOrig", "")))
        elif (node.tag == f"{W}cellDel") is accept:
            _remove(cell)


def _merge(properties: Element, value: str) -> None:
    for known in properties.findall(f"{W}vMerge"):
        properties.remove(known)
    if value in ("rest", "cont"):
        made = properties.makeelement(f"{W}vMerge")
        made.set(f"{W}val", "restart" if value == "rest" else "continue")
        properties.append(made)


def _tables(root: Element) -> None:
    """Take away rows of which no cell is left, and tables of which no row is."""
    for row in list(root.iter(f"{W}tr")):
        if next(row.iter(f"{W}tc"), None) is None:
            _remove(row)
    for table in reversed(list(root.iter(f"{W}tbl"))):
        if next(table.iter(f"{W}tr"), None) is None:
            _remove(table)


def _holders(root: Element, *, accept: bool) -> None:
    """Take away content controls and the like that were put round, or taken from, what stays."""
    marks = list(root.iter(*_XML_ENDS))
    following: dict[Element, Element | None] = {}
    for mark in reversed(marks):
        after = mark.getnext()
        following[mark] = following.get(after, after) if after is not None else None
    held: dict[Element, set[tuple[str, str]]] = {}
    for mark in marks:
        node = following[mark]
        name = str(mark.tag).removesuffix("Start")
        if node is None or node.tag not in _HOLDERS or _XML.get(name, accept) is accept:
            continue
        content = node.find(f"{W}sdtContent") if node.tag == f"{W}sdt" else node
        if content is None:
            continue
        if content not in held:
            ends = content.iterchildren(*_XML_ENDS)
            held[content] = {(str(child.tag), str(child.get(f"{W}id", ""))) for child in ends}
        if (f"{name}End", str(mark.get(f"{W}id", ""))) in held[content]:
            _unwrap(node, content)


def _inline(root: Element, gone: frozenset[str]) -> None:
    for node in list(root.iter(*_EITHER)):
        parent = node.getparent()
        if parent is None:
            continue
        if parent.tag in _PROPERTIES:
            if parent.tag == f"{W}numPr":  # a number that came
                parent.remove(node)
                if node.tag in gone:
                    _remove(parent)
        elif node.tag in gone:
            parent.remove(node)
        else:
            if any(child.tag in _NOT_WITHIN for child in (*node, *node.iterfind(f"{_ALTERNATE}/*/*"))):
                node.append(node.makeelement(UNSHOWN))
            _unwrap(node, node)


def _marks(root: Element, gone: frozenset[str]) -> None:
    for look in reversed(list(root.iter(f"{W}rPr"))):  # from the end, so that nothing is carried twice
        marks = [child for child in look if child.tag in _EITHER]
        for mark in marks:
            look.remove(mark)
        properties = look.getparent()
        paragraph = properties.getparent() if properties is not None else None
        if (
            properties is not None
            and paragraph is not None
            and properties.tag == f"{W}pPr"
            and paragraph.tag == f"{W}p"
            and any(mark.tag in gone for mark in marks)
        ):
            _join(paragraph)


def _join(paragraph: Element) -> None:
    """Let a paragraph whose mark goes be the beginning of the next one."""
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    between: list[Element] = []
    while following is not None and following.tag in _SHOWS_NOTHING:
        between.append(following)
        following = following.getnext()
    if following is not None and following.tag == f"{W}sdt":  # what is left goes into the control, as in Word
        first = following.find(f"{W}sdtContent")
        following = first[0] if _shows(content) and first is not None and len(first) else following
    if following is not None and following.tag == f"{W}p":
        at = 1 if following.find(f"{W}pPr") is not None else 0
        following[at:at] = [*content, *between]
        _remove(paragraph)
    elif following is None and not _shows(content) and _is_followed(paragraph.getparent()):
        _remove(paragraph)
    elif following is not None and following.tag != f"{W}sectPr" and not _shows(content):
        parent = paragraph.getparent()
        if parent is not None:
            at = parent.index(paragraph)
            parent[at : at + 1] = [child for child in content if child.tag in _SHOWS_NOTHING]


def _is_followed(branch: Element | None) -> bool:
    """Whether a paragraph could join what follows the alternate content that it stands in: a branch is no border."""
    alternate = branch.getparent() if branch is not None and branch.tag in _BRANCHES else None
    following = alternate.getnext() if alternate is not None else None
    while following is not None and following.tag in _SHOWS_NOTHING:
        following = following.getnext()
    return following is not None and following.tag != f"{W}sectPr"


def _shows(content: list[Element]) -> bool:
    return any(child.tag not in _SHOWS_NOTHING for child in content)


def _former(root: Element, *, accept: bool) -> None:
    """Drop what properties were, or go back to it."""
    for node in list(root.iter(*_FORMER)):
        parent = node.getparent()
        if parent is None:
            continue
        parent.remove(node)
        if accept or node.tag == f"{W}numberingChange":
            continue
        stays = _STAYS.get(str(parent.tag), frozenset())
        before = [child for child in parent if child.tag in stays]
        former = list(node[0]) if len(node) else []
        parent[:] = [*before, *(child for child in former if child.tag not in _EITHER)]
