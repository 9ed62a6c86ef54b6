"""In which order the standard wants the children of an element, so that nobody keeps it by hand."""

from __future__ import annotations

from lxml import etree

from redline.ooxml.names import W

_RUN = (
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_SECTION = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
)
_CELL = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers "
    "cellIns cellDel cellMerge tcPrChange"
)
_TABLE = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
)
_ROW = "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden"
_FIRST = {
    "p": "pPr",
    "r": "rPr",
    "tc": "tcPr",
    "tr": "tblPrEx trPr",
    "tbl": "tblPr tblGrid",
    "sdt": "sdtPr sdtEndPr sdtContent",
}
_ORDER = {
    "rPr": _RUN,
    "pPr": _PARAGRAPH,
    "sectPr": _SECTION,
    "tcPr": _CELL,
    "tblPr": _TABLE,
    "trPr": f"{_ROW} ins del trPrChange",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
} | _FIRST
_RANKS = {
    f"{W}{parent}": {f"{W}{child}": rank for rank, child in enumerate(names.split())}
    for parent, names in _ORDER.items()
}


def put(parent: etree._Element, child: etree._Element) -> None:
    """Put a child where the standard wants it: after all that may stand before it.

    A child that no order is known for goes last; the children of content holders that have an order of their own only
    at the start (paragraph, run, cell, row, table) come after those.

    Source:
        ECMA-376 Part 1, Annex A (transitional): CT_RPr, CT_PPr, CT_SectPr, CT_TcPr, CT_TblPr, CT_TrPr.

    >>> from redline.ooxml.elements import element
    >>> look = element("rPr", element("u"))
    >>> put(look, element("b"))
    >>> [etree.QName(node).localname for node in look]
    ['b', 'u']
    """
    ranks = _RANKS.get(str(parent.tag), {})
    own = ranks.get(str(child.tag))
    if own is None:
        parent.append(child)
        return
    open_ended = etree.QName(parent).localname in _FIRST
    for at, other in enumerate(parent):
        rank = ranks.get(str(other.tag))
        if (rank is None and open_ended) or (rank is not None and rank > own):
            parent.insert(at, child)
            return
    parent.append(child)


def child_of(parent: etree._Element, name: str) -> etree._Element:
    """Return a child by its local name; it is made, in its place, if it is not there."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        put(parent, found)
    return found
