"""A paragraph as pieces: its text in stretches of one look, and what else stands in it.

What is hard is that one thing is written in many ways: text cut into runs, a field as one element or as five, a link
parted in two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from redline.ooxml.form.context import Anchor, Context, Field, State
from redline.ooxml.form.links import link, link_of_field
from redline.ooxml.form.looks import scripts
from redline.ooxml.form.model import BREAK, HYPHEN, SIGN, SIGN_ENDS, SOFT, TAB, Aspect, Element, Piece
from redline.ooxml.form.names import DROPPED, TRANSPARENT, is_number, local
from redline.ooxml.form.things import canonical, control
from redline.ooxml.names import MATH, MC, OFF, XML_SPACE, R, W

_CHARACTERS = {f"{W}tab": TAB, f"{W}cr": BREAK, f"{W}noBreakHyphen": HYPHEN, f"{W}softHyphen": SOFT}
_OBJECTS = frozenset(
    {f"{W}drawing", f"{W}pict", f"{W}object", f"{W}ruby", f"{W}movie", f"{MATH}oMath", f"{MATH}oMathPara"}
)
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_OWN_MARKS = frozenset({f"{W}footnoteRef", f"{W}endnoteRef"})
_POINTS = frozenset(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")
)
_LINK_APART = frozenset({f"{R}id", f"{W}anchor", f"{W}history"})
_LINK_ENDS: Piece = (Aspect.LINK, "link ends", "")
_DEEPEST = 60
_BOOKMARK = "bookmark "
Boxed = Callable[[Element], None]


class Line:
    """The pieces of one paragraph, as they are met.

    Args:
        context: The document.
        state: Where its story stands.
        style: The style of the paragraph.
        table: The style of the table that holds it.
        boxed: What becomes of the text boxes in it.
    """

    def __init__(self, context: Context, state: State, style: str, table: str, boxed: Boxed) -> None:
        self.context, self.state, self.style, self.table, self.boxed = context, state, style, table, boxed
        self.pieces: list[Piece] = []
        self._text: list[str] = []
        self._look = ""
        self._link = ""
        self._bookmarks = 0

    def taken(self, paragraph: Element) -> tuple[Piece, ...]:
        """Return the pieces of a paragraph."""
        pending, self.state.pending = self.state.pending, []
        for piece in pending:
            self._thing(*piece)
        self._inline(paragraph, 0)
        self._flush()
        return tuple(self._sorted() if self._bookmarks > 1 else self.pieces)

    def _sorted(self) -> list[Piece]:
        """Bookmarks that begin or end at one place, in one order."""
        found: list[Piece] = []
        held: list[Piece] = []
        for piece in self.pieces:
            if piece[0] is Aspect.LINK and piece[1].startswith(_BOOKMARK):
                held.append(piece)
                continue
            found += sorted(held, key=lambda one: one[1])
            held.clear()
            found.append(piece)
        return found + sorted(held, key=lambda one: one[1])

    # putting together

    def _put(self, text: str, look: str) -> None:
        """Add text; within the instruction of a field it belongs to that."""
        if self.state.fields and not self.state.fields[-1].shows:
            self.state.fields[-1].instruction.append(text)
            return
        if self.state.open_comments:
            self.state.words.append(text)
        if look != self._look:
            self._flush()
            self._look = look
        self._text.append(text)

    def _flush(self) -> None:
        if not self._text:
            return
        text = "".join(self._text)
        self._text = []
        if self.pieces and self.pieces[-1][0] is Aspect.TEXT and self.pieces[-1][2] == self._look:
            text = self.pieces.pop()[1] + text  # a link between them showed nothing
        self.pieces.append((Aspect.TEXT, text, self._look))

    def _thing(self, aspect: Aspect, said: str, look: str = "") -> None:
        if self.state.fields and not self.state.fields[-1].shows:
            self.state.fields[-1].instruction.append(f"{{{said}}}")
            return
        self._flush()
        self.pieces.append((aspect, said, look))
        self._bookmarks += said.startswith(_BOOKMARK)

    # between runs

    def _inline(self, children: Iterable[Element], depth: int) -> None:
        for child in children:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child)
            elif tag == f"{W}pPr" or tag in DROPPED:
                continue
            elif tag in _POINTS:
                self.point(child)
            elif depth > _DEEPEST or not self._holder(child, str(tag), depth):
                self._beside(child, str(tag))

    def _holder(self, child: Element, tag: str, depth: int) -> bool:
        """Take what holds runs, if it is that."""
        if tag == f"{W}hyperlink":
            self._hyperlink(child, depth)
        elif tag == f"{W}fldSimple":
            self._simple_field(child, depth)
        elif tag == f"{W}sdt":
            self._control(child, depth)
        elif tag in TRANSPARENT or tag == f"{W}sdtContent":
            self._inline(child, depth + 1)
        elif tag in (f"{W}customXml", f"{W}dir", f"{W}bdo"):
            aspect = Aspect.CONTROL if tag == f"{W}customXml" else Aspect.LOOK
            self._within(aspect, shell(child), child, depth)
        elif tag == f"{MC}AlternateContent":
            self._alternate(child, lambda branch: self._inline(branch, depth + 1))
        else:
            return False
        return True

    def _beside(self, child: Element, tag: str) -> None:
        """Take what stands beside runs and is one thing."""
        if tag == f"{W}subDoc":
            self._thing(Aspect.OBJECT, f"subdocument {self.context.targets.of(self.state.part, _id(child))}")
        else:
            self._object(Aspect.OBJECT if tag in _OBJECTS else Aspect.OTHER, child)

    def _within(self, aspect: Aspect, said: str, children: Iterable[Element], depth: int) -> None:
        self._thing(aspect, f"{said} begins")
        self._inline(children, depth + 1)
        self._thing(aspect, f"{said} ends")

    def _control(self, node: Element, depth: int) -> None:
        said = control(node.find(f"{W}sdtPr"), self.context.targets, self.state.part, self.context.bound)
        content = [child for child in node if child.tag not in (f"{W}sdtPr", f"{W}sdtEndPr")]
        self._within(Aspect.CONTROL, f"content control {said}", content, depth)

    def _alternate(self, node: Element, walk: Callable[[Element], None]) -> None:
        for branch in node:
            self._thing(Aspect.OTHER, branch_name(branch))
            walk(branch)
        self._thing(Aspect.OTHER, "alternate ends")

    def _object(self, aspect: Aspect, node: Element, look: str = "") -> None:
        said = canonical(node, self.context.targets, self.state.part, self.boxed)
        if said:
            self._thing(aspect, said, look)

    def _hyperlink(self, node: Element, depth: int) -> None:
        target = self.context.targets.of(self.state.part, _id(node))
        more = [(str(key), str(value)) for key, value in node.items() if not is_number(str(node.tag), str(key))]
        own = {local(key): value for key, value in more if key not in _LINK_APART}
        anchor = str(node.get(f"{W}anchor", ""))
        said = link(target, anchor if target else self.context.anchor(anchor), own)
        self._link_begins(said)
        self._inline(node, depth + 1)
        self._link_ends(said)

    def _link_begins(self, said: str) -> None:
        self._flush()
        if self.pieces and self.pieces[-1] == _LINK_ENDS and self._link == said:
            self.pieces.pop()  # it goes on
        else:
            self._thing(Aspect.LINK, said)

    def _link_ends(self, said: str) -> None:
        self._flush()
        if self.pieces and self.pieces[-1] == (Aspect.LINK, said, ""):
            self.pieces.pop()
        else:
            self._thing(*_LINK_ENDS)
            self._link = said

    def point(self, node: Element) -> None:
        """Take what shows nothing: the end of a bookmark, of a comment, of a permission."""
        said = mark(node, self.state, self.context)
        if said is not None:
            self._thing(*said)

    # fields

    def _simple_field(self, node: Element, depth: int) -> None:
        own = [child for child in node if child.tag in (f"{W}ffData", f"{W}fldData")]
        self._begin(Field([str(node.get(f"{W}instr", ""))], self._field_state(node, own)))
        self._separate()
        self._inline([child for child in node if child not in own], depth + 1)
        self._end()

    def _character(self, node: Element) -> None:
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            self._begin(Field(state=self._field_state(node, node)))
        elif kind == "separate" and self.state.fields:
            self._separate()
        elif kind == "end":
            self._end()

    def _field_state(self, node: Element, held: Iterable[Element]) -> str:
        locked = " locked" if node.get(f"{W}fldLock", "0") not in OFF else ""
        own = [canonical(one, self.context.targets, self.state.part) for one in held if one.tag != f"{W}fldData"]
        return " ".join([locked, *own]) if own else locked

    def _begin(self, begun: Field) -> None:
        begun.inner = bool(self.state.fields) and not self.state.fields[-1].shows
        self.state.fields.append(begun)

    def _separate(self) -> None:
        begun = self.state.fields[-1]
        if begun.inner:
            begun.instruction.append(" shows ")
        elif not begun.shows:
            begun.shows = True
            said = "".join(begun.instruction)
            begun.link = "" if begun.state else link_of_field(said, self.context.anchor)
            if begun.link:
                self._link_begins(begun.link)
            else:
                said = self.context.instruction(" ".join(said.split()))
                self._thing(Aspect.FIELD, f"field {said}{begun.state}")

    def _end(self) -> None:
        if not self.state.fields:
            self._thing(Aspect.FIELD, "field ends")
            return
        begun = self.state.fields[-1]
        if not begun.inner:
            self._separate()
        self.state.fields.pop()
        if begun.link:
            self._link_ends(begun.link)
        else:
            said = f"field {self.context.instruction(''.join(begun.instruction))}" if begun.inner else "field ends"
            self._thing(Aspect.FIELD, said)

    # within runs

    def _run(self, run: Element) -> None:
        properties = None
        plain = ""
        for child in run:
            tag = child.tag
            if tag == f"{W}rPr":
                properties = child
            elif tag == f"{W}t":
                text = child.text or ""
                if text and (text[0] <= " " or text[-1] <= " ") and not self.state.preserve:
                    text = text if child.get(XML_SPACE) == "preserve" else text.strip(" \t\r\n")
                if not text:
                    continue
                special = scripts(text)
                if special:
                    self._put(text, self._look_of(properties, special))
                    continue
                plain = plain or self._look_of(properties)
                self._put(text, plain)
            else:
                self._run_child(child, tag, properties)

    def _look_of(self, properties: Element | None, special: int = 0) -> str:
        return self.context.looks.run(properties, self.style, self.table, special)

    def _run_children(self, children: Iterable[Element], properties: Element | None) -> None:
        for child in children:
            self._run_child(child, str(child.tag), properties)

    def _run_child(self, child: Element, tag: str, properties: Element | None) -> None:
        if tag in _CHARACTERS:
            self._put(_CHARACTERS[tag], self._look_of(properties))
        elif tag in (f"{W}br", f"{W}sym", f"{W}ptab"):
            self._put(_sign(child), self._look_of(properties))
        elif tag == f"{W}fldChar":
            self._character(child)
        elif tag == f"{W}instrText":
            self._instruction(child.text or "")
        elif tag == f"{W}commentReference":
            identifier = str(child.get(f"{W}id", ""))
            self.state.comments.setdefault(identifier, self.state.anchors.get(identifier, Anchor()))
        elif tag == f"{W}t":
            self._put(child.text or "", self._look_of(properties, scripts(child.text or "")))
        elif tag not in DROPPED:
            self._run_thing(child, tag, properties)

    def _instruction(self, text: str) -> None:
        if self.state.fields and not self.state.fields[-1].shows:
            self.state.fields[-1].instruction.append(text)
        else:
            self._thing(Aspect.FIELD, f"instruction {text}")

    def _run_thing(self, child: Element, tag: str, properties: Element | None) -> None:
        if tag in _NOTES:
            own = " with a mark of its own" if child.get(f"{W}customMarkFollows", "0") not in OFF else ""
            self.state.notes.append((_NOTES[tag], str(child.get(f"{W}id", ""))))
            self._thing(Aspect.NOTE, _NOTES[tag] + own, self._look_of(properties))
        elif tag in _OWN_MARKS:
            self._thing(Aspect.NOTE, "mark of the note", self._look_of(properties))
        elif tag == f"{MC}AlternateContent":
            self._alternate(child, lambda branch: self._run_children(branch, properties))
        else:
            self._object(Aspect.OBJECT if tag in _OBJECTS else Aspect.OTHER, child, self._look_of(properties))


def _sign(node: Element) -> str:
    values = {local(str(key)): str(value) for key, value in sorted(node.attrib.items()) if not str(key).startswith(R)}
    name = local(str(node.tag))
    if name == "br":
        kind, clear = values.get("type", "textWrapping"), values.get("clear", "none")
        if kind == "textWrapping" and clear == "none":
            return BREAK
        values = {"type": kind} | ({"clear": clear} if kind == "textWrapping" else {})
    return f"{SIGN}{name} {' '.join(values.values())}{SIGN_ENDS}"


def mark(node: Element, state: State, context: Context) -> Piece | None:
    """Return what a mark that shows nothing says; None for one that does not count among the words."""
    tag, identifier = str(node.tag), str(node.get(f"{W}id", ""))
    name = local(tag)
    if name == "bookmarkStart":
        called = str(node.get(f"{W}name", ""))
        if called == "_GoBack" or (called.startswith("_") and called.casefold() not in context.referred):
            return None
        columns = [f"{node.get(f'{W}{key}')} " for key in ("colFirst", "colLast") if node.get(f"{W}{key}")]
        state.bookmarks[identifier] = "".join(columns)  # its name means nothing: what refers to it says its place
        return Aspect.LINK, f"{_BOOKMARK}{''.join(columns)}begins", ""
    if name == "bookmarkEnd":
        ended = state.bookmarks.pop(identifier, None)
        return (Aspect.LINK, f"{_BOOKMARK}{ended}ends", "") if ended is not None else None
    if name == "commentRangeStart":
        begins = len(state.words)
        state.open_comments[identifier] = state.anchors.setdefault(identifier, Anchor(begins, begins))
        return None
    if name == "commentRangeEnd":
        anchor = state.open_comments.pop(identifier, None)
        if anchor is not None:
            anchor.ends = len(state.words)
        return None
    who = " ".join(str(node.get(f"{W}{key}")) for key in ("ed", "edGrp") if node.get(f"{W}{key}"))
    return Aspect.CONTROL, f"permission {who} {'begins' if name == 'permStart' else 'ends'}", ""


def shell(node: Element) -> str:
    """Return what an element says of itself, without what it holds."""
    values = [f"{local(str(key))}={value!s}" for key, value in sorted(node.attrib.items())]
    return " ".join([local(str(node.tag)), *values])


def branch_name(branch: Element) -> str:
    """Return when a branch of alternate content is shown, by what its prefixes stand for."""
    wanted = str(branch.get("Requires", "")).split()
    return " ".join(["alternate", local(str(branch.tag)), *(branch.nsmap.get(name, name) for name in wanted)])


def _id(node: Element) -> str:
    return str(node.get(f"{R}id", ""))
