"""Small Word documents at random, and what an editor makes of them: the pairs that a redline in place must hold for."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from small_word import W, para, text, word

Piece = tuple[str, str, str]
"""What stands in a paragraph: its kind, its words, and its look, target or code."""

Block = tuple[str, tuple]
"""A paragraph (its style or list, and its pieces), a table (rows of cells of pieces) or a controlled paragraph."""

WORDS = (
    "Members",
    "shall",
    "may",
    "ensure",
    "cooperation",
    "in",
    "the",
    "network",
    "28",
    "États",
    "–",
    "[",
    "]",
    "ITU-T",
)
LINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
LOOKS = ("", "", "", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>', '<w:sz w:val="28"/>', '<w:u w:val="single"/>')
_THINGS = {"link": ("one", "other"), "field": ("DATE", "REF one \\h"), "note": ("",), "control": ("one", "other")}

PIECES = st.one_of(
    st.tuples(st.just("run"), LINE.map("{} ".format), st.sampled_from(LOOKS)),
    st.sampled_from(sorted(_THINGS)).flatmap(
        lambda kind: st.tuples(st.just(kind), LINE, st.sampled_from(_THINGS[kind]))
    ),
    st.sampled_from((("tab", "", ""), ("break", "", ""), ("mark", "one", ""), ("mark", "other", ""))),
)
CONTENT = st.lists(st.one_of(st.tuples(st.just("run"), LINE, st.sampled_from(LOOKS)), PIECES), max_size=4).map(tuple)
PLACES = st.sampled_from(("", "", "", "Head", "list 1", "list 2"))
BLOCKS = st.one_of(
    st.tuples(st.just("p"), st.tuples(PLACES, CONTENT)),
    st.tuples(st.just("p"), st.tuples(PLACES, CONTENT)),
    st.tuples(st.just("table"), st.lists(st.tuples(CONTENT, CONTENT), min_size=1, max_size=3).map(tuple)),
    st.tuples(st.just("control"), st.tuples(st.sampled_from(("one", "other")), CONTENT)),
)
DOCUMENTS = st.lists(BLOCKS, min_size=1, max_size=6)


def _field(code: str, shown: str) -> str:
    kind = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return f"{kind('begin')}{code}{kind('separate')}{text(shown)}{kind('end')}"


def _control(inner: str, tag: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


class _Written:
    """Writes a document, and counts its notes and bookmarks."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.names: set[str] = set()

    def piece(self, piece: Piece) -> str:
        kind, words, how = piece
        writes: dict[str, Callable[[], str]] = {
            "run": lambda: text(words, how),
            "link": lambda: f'<w:hyperlink w:anchor="{how}">{text(words)}</w:hyperlink>',
            "field": lambda: _field(how, words),
            "control": lambda: _control(text(words), how),
            "note": lambda: self.note(words),
            "mark": lambda: self.bookmark(words),
            "tab": lambda: "<w:r><w:tab/></w:r>",
            "break": lambda: "<w:r><w:br/></w:r>",
        }
        return writes[kind]()

    def note(self, words: str) -> str:
        self.notes.append(words)
        return f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def bookmark(self, name: str) -> str:
        if name in self.names:
            return ""
        self.names.add(name)
        number = len(self.names)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'

    def paragraph(self, place: str, content: tuple[Piece, ...]) -> str:
        inner = [written for written in map(self.piece, content) if written]
        if place.startswith("list"):
            number = place.removeprefix("list ")
            return para(*inner, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        return para(*inner, style=place)

    def cell(self, content: tuple[Piece, ...]) -> str:
        return f"<w:tc><w:tcPr/>{self.paragraph('', content)}</w:tc>"

    def block(self, block: Block) -> str:
        kind, held = block
        if kind == "p":
            return self.paragraph(*held)
        if kind == "control":
            return _control(self.paragraph("", held[1]), held[0])
        rows = "".join(f"<w:tr>{''.join(map(self.cell, row))}</w:tr>" for row in held)
        grid = '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
        return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}{rows}</w:tbl>{para("")}'


def written(blocks: list[Block]) -> bytes:
    """Return a Word document of some blocks; its last one is a plain paragraph, as Word wants after a table."""
    by = _Written()
    body = "".join(map(by.block, blocks)) + para("Done.")
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="%1."/></w:lvl>'.format
    lists = [f'<w:abstractNum w:abstractNumId="{n}">{level(f)}</w:abstractNum>' for n, f in _FORMS]
    uses = [f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n, _ in _FORMS]
    notes = "".join(f'<w:footnote w:id="{n}">{para(words)}</w:footnote>' for n, words in enumerate(by.notes, 1))
    parts = {
        "styles.xml": f'<w:styles xmlns:w="{W}">{_STYLES}</w:styles>',
        "numbering.xml": f'<w:numbering xmlns:w="{W}">{"".join((*lists, *uses))}</w:numbering>',
        "footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>',
    }
    return word(body, parts)


_FORMS = ((1, "decimal"), (2, "lowerLetter"))
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Head"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
)


# what an editor does


def _content(block: Block, change: Callable[[tuple], tuple]) -> Block:
    """A block with another content; of a table, in its first cell."""
    kind, held = block
    if kind == "table":
        (first, *cells), *rows = held
        return kind, ((change(first), *cells), *rows)
    return kind, (held[0], change(held[1]))


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[Block], list[Block]]:
    """A document, and what a few edits make of it."""
    old = draw(DOCUMENTS)
    new = list(old)
    for _ in range(draw(st.integers(0, 4))):
        edit = draw(st.sampled_from(("word", "words", "insert", "delete", "move", "place", "row")))
        at = draw(st.integers(0, max(len(new) - 1, 0)))
        if edit == "insert" or not new:
            new.insert(at, draw(BLOCKS))
        elif edit == "delete":
            del new[at]
        elif edit == "move":
            new.insert(draw(st.integers(0, len(new) - 1)), new.pop(at))
        elif edit == "place" and new[at][0] == "p":
            new[at] = "p", (draw(PLACES), new[at][1][1])
        elif edit == "row" and new[at][0] == "table":
            new[at] = "table", (*new[at][1][draw(st.integers(0, 1)) :], draw(st.tuples(CONTENT, CONTENT)))
        elif edit == "words":
            cut, piece = draw(st.integers(0, 3)), draw(PIECES)
            new[at] = _content(new[at], lambda held, cut=cut, piece=piece: (*held[:cut], piece, *held[cut + 1 :]))
        else:
            fresh = draw(st.sampled_from(WORDS))
            new[at] = _content(new[at], lambda held, fresh=fresh: _reworded(held, fresh))
    return old, new


def _reworded(held: tuple[Piece, ...], fresh: str) -> tuple[Piece, ...]:
    """A content with the first word of its first words another one."""
    for at, (kind, words, how) in enumerate(held):
        if words and kind != "mark":
            return *held[:at], (kind, f"{fresh} {words.partition(' ')[2]}", how), *held[at + 1 :]
    return held
