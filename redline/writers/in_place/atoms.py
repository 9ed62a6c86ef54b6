"""A paragraph of a Word document as atoms: characters of a run, and things that count as one, such as a picture.

Two documents share the codes of their things, so that the same picture is the same character in both texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from redline.ooxml.alternate import ALTERNATE
from redline.ooxml.elements import shell
from redline.ooxml.names import CHARACTERS, MATH, XML_SPACE, W
from redline.ooxml.revisions import GONE

_FIRST_CODE = 0xF0000  # a plane for private use that no font and no text of a treaty uses
_CHARACTERS = {tag: char for tag, char in CHARACTERS.items() if tag != f"{W}br"}  # only some breaks are line ends
PLAIN = frozenset(_CHARACTERS.values())
"""Characters that a run holds as elements."""

_NOTHING = {f"{W}lastRenderedPageBreak", f"{W}rPr", f"{W}annotationRef"}
_BESIDE = {f"{W}{name}" for name in ("fldSimple", "sdt", "smartTag", "customXml", "dir", "bdo", "subDoc")} | {ALTERNATE}
JOIN = "{urn:redline}join"
"""Where a paragraph ends in one document and goes on in the other."""

NOTES = {f"{W}footnoteReference": "\U000f0000", f"{W}endnoteReference": "\U000f0001"}
"""What every reference to a footnote, and every one to an endnote, counts as: what it says is compared in the note."""


class Codes:
    """Gives the same thing the same character, in whichever document it stands."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = dict(NOTES)

    def of(self, key: str) -> str:
        """Return the character of a thing."""
        return self._codes.setdefault(key, chr(_FIRST_CODE + len(self._codes)))


@dataclass(eq=False, slots=True)
class Atom:
    """Neighbouring characters of a run, or one thing."""

    text: str
    """What is compared; one character for a thing."""

    run: etree._Element | None
    """The run that it stands in; None for what stands beside runs."""

    nodes: tuple[etree._Element, ...] = ()
    """What it is made of; none for characters."""

    link: etree._Element | None = None
    """The hyperlink that holds it."""

    wrap: etree._Element | None = None
    """Somebody's tracked insertion that holds it, where such are kept."""

    def part(self, begin: int, end: int) -> Atom:
        """Return some of its characters."""
        if begin == 0 and end >= len(self.text):
            return self
        return Atom(self.text[begin:end], self.run, (), self.link, self.wrap)


@dataclass(eq=False, slots=True)
class Mark:
    """The end of a bookmark or a comment, what somebody deleted, and the like."""

    at: float
    """Before which character it stands; half a place before it where the end of a link stands between the two."""

    node: etree._Element
    link: etree._Element | None = None
    """The hyperlink that holds it."""


@dataclass(slots=True)
class Atoms:
    """A paragraph, taken apart."""

    atoms: list[Atom] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    sizes: dict[etree._Element, int] = field(default_factory=dict)
    """How many characters each run holds."""

    length: int = 0
    """How many characters all hold."""

    @property
    def text(self) -> str:
        """What is compared."""
        return "".join(atom.text for atom in self.atoms)

    def add(self, atom: Atom) -> None:
        """Add one at the end."""
        self.atoms.append(atom)
        self.length += len(atom.text)


class Cutter:
    """Hands out atoms in order, cut where somebody wants them cut."""

    def __init__(self, atoms: Sequence[Atom]) -> None:
        self._atoms, self._next, self._within = atoms, 0, 0
        self.at = 0
        """How many characters were handed out."""

    def rest(self) -> int:
        """Return how many characters are left of the atom that comes."""
        return len(self._atoms[self._next].text) - self._within

    def one(self, most: int) -> Atom:
        """Return what comes: an atom, or so many of its characters."""
        atom, begin = self._atoms[self._next], self._within
        end = min(begin + most, len(atom.text))
        self.at += end - begin
        if end == len(atom.text):
            self._next, self._within = self._next + 1, 0
        else:
            self._within = end
        return atom.part(begin, end)

    def take(self, count: int) -> Iterator[tuple[int, Atom]]:
        """Yield atoms of so many characters in all, each with the number of characters before it."""
        while count > 0:
            at = self.at
            atom = self.one(count)
            count -= len(atom.text)
            yield at, atom


Fingerprint = Callable[[etree._Element], str]
"""What two things share that are the same: a picture's bytes, a field's instruction and result."""


def atoms_of(paragraph: etree._Element, codes: Codes, fingerprint: Fingerprint) -> Atoms:
    """Return the atoms of a paragraph without tracked changes."""
    return _Taker(codes, fingerprint).take(paragraph)


_Held = tuple[etree._Element | None, etree._Element | None]
"""The hyperlink and the insertion that hold something."""


class _Taker:
    def __init__(self, codes: Codes, fingerprint: Fingerprint) -> None:
        self.codes, self.fingerprint = codes, fingerprint
        self.found = Atoms()

    def take(self, paragraph: etree._Element) -> Atoms:
        self._children(list(paragraph), None, None)
        return self.found

    def _children(
        self, children: Sequence[etree._Element], link: etree._Element | None, wrap: etree._Element | None
    ) -> None:
        at = 0
        while at < len(children):
            child = children[at]
            if child.tag == f"{W}r":
                end = field_end(children, at)
                if end > at:
                    nodes = tuple(children[at : end + 1])
                    key = "|".join(field_words(node) for node in nodes)
                    self._thing(f"field {key}", nodes, None, (link, wrap))
                    at = end
                else:
                    self._run(child, (link, wrap))
            elif child.tag == f"{W}hyperlink" and (not len(child) or any(node.tag not in GONE for node in child)):
                self._children(list(child), child, wrap)
            elif child.tag == JOIN:
                self._thing("join", (child,), None, (link, wrap))
            elif child.tag in (f"{W}ins", f"{W}moveTo"):
                self._children(list(child), link, child)
            elif child.tag in _BESIDE or (isinstance(child.tag, str) and child.tag.startswith(MATH)):
                self._thing(self.fingerprint(child), (child,), None, (link, wrap))
            elif child.tag != f"{W}pPr":
                node = _within(child, wrap) if wrap is not None and child.tag in GONE else child
                self.found.marks.append(Mark(self.found.length, node, link))
            at += 1

    def _thing(self, key: str, nodes: tuple[etree._Element, ...], run: etree._Element | None, held: _Held) -> None:
        self.found.add(Atom(self.codes.of(key), run, nodes, *held))

    def _run(self, run: etree._Element, held: _Held) -> None:
        before = self.found.length
        content = [child for child in run if child.tag not in _NOTHING]
        if content and all(child.tag == f"{W}commentReference" for child in content):
            self.found.marks.append(Mark(before, run, held[0]))
            return
        for child in content:
            if child.tag == f"{W}t":
                text = _shown_text(child)
                if text:
                    self.found.add(Atom(text, run, (), *held))
            elif child.tag in _CHARACTERS:
                self.found.add(Atom(_CHARACTERS[str(child.tag)], run, (child,), *held))
            elif child.tag == f"{W}br" and child.get(f"{W}type", "textWrapping") == "textWrapping":
                self.found.add(Atom("\n", run, (child,), *held))
            elif child.tag in NOTES:
                self.found.add(Atom(NOTES[str(child.tag)], run, (child,), *held))
            elif child.tag != f"{W}commentReference":
                self._thing(self.fingerprint(child), (child,), run, held)
        self.found.sizes[run] = self.found.length - before


def _shown_text(node: etree._Element) -> str:
    """What a ``w:t`` shows: Word drops the spaces at its ends where nothing says that they count (17.3.3.31)."""
    text = node.text or ""
    if not text or not (text[0].isspace() or text[-1].isspace()):
        return text
    holder: etree._Element | None = node
    while holder is not None:
        if XML_SPACE in holder.attrib:
            return text if holder.get(XML_SPACE) == "preserve" else text.strip(" \t\n\r")
        holder = holder.getparent()
    return text.strip(" \t\n\r")


def field_end(children: Sequence[etree._Element], start: int) -> int:
    """Return which run ends the field that begins in one; ``start`` if none begins, or none ends it here."""
    if not any(char.get(f"{W}fldCharType") == "begin" for char in children[start].iterfind(f"{W}fldChar")):
        return start
    depth = 0
    for at in range(start, len(children)):
        for char in children[at].iterfind(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(str(char.get(f"{W}fldCharType", "")), 0)
        if depth <= 0:
            return at
    return start


def paragraph_from(held: etree._Element) -> etree._Element:
    """Return the paragraph whose attributes and properties an element keeps; they are taken out of it."""
    made = etree.Element(f"{W}p")
    for key, value in held.attrib.items():
        made.set(key, value)
    made.extend(list(held))
    return made


def _within(node: etree._Element, holder: etree._Element) -> etree._Element:
    made = shell(holder)
    made.append(node)
    return made


def field_words(node: etree._Element) -> str:
    """Return what a run of a field says: its instruction, or what it shows."""
    found = []
    for child in node.iter(f"{W}instrText", f"{W}t", f"{W}fldChar"):
        found.append(str(child.get(f"{W}fldCharType", "")) or " ".join((child.text or "").split()))
    return " ".join(found)


def flat(node: etree._Element) -> Iterator[etree._Element]:
    """Yield what can stand in a revision: a simple field is written as the runs of a complex one."""
    if node.tag != f"{W}fldSimple":
        yield node
        return
    for kind in ("begin", "", "separate"):
        run = etree.Element(f"{W}r")
        if kind:
            etree.SubElement(run, f"{W}fldChar").set(f"{W}fldCharType", kind)
        else:
            code = etree.SubElement(run, f"{W}instrText")
            code.text = str(node.get(f"{W}instr", ""))
            code.set(XML_SPACE, "preserve")
        yield run
    yield from [child for child in node if child.tag in (f"{W}r", f"{W}hyperlink")]
    end = etree.Element(f"{W}r")
    etree.SubElement(end, f"{W}fldChar").set(f"{W}fldCharType", "end")
    yield end


def add_words(run: etree._Element, text: str) -> None:
    """Let a run go on with words, if there are any."""
    if text:
        node = etree.SubElement(run, f"{W}t")
        node.text = text
        node.set(XML_SPACE, "preserve")
