"""The form of a whole document: its stories in order, then comments, settings and styles."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from redline.ooxml.form.blocks import Walk
from redline.ooxml.form.context import Anchor, Context, State
from redline.ooxml.form.lists import Count
from redline.ooxml.form.model import Aspect, Block, Element, Form, Kind, RevisionView, Story
from redline.ooxml.form.settings import settings, styles
from redline.ooxml.form.views import settle
from redline.ooxml.names import OFF, W14, W15, XML_SPACE, R, W
from redline.ooxml.package import Package, Relationship, held_by

_MOST_CHARACTERS = 2000  # by which it is known what a comment is about; comments may lie in one another by the thousand
_ROLES = {"default": "", "first": " on the first page", "even": " on even pages"}


@dataclass(slots=True)
class _Parsed:
    """What all views of a package share."""

    parts: dict[str, Element] = field(default_factory=dict)
    """Those without tracked changes."""

    relationships: dict[str, Mapping[str, Relationship]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


_PARSED: WeakKeyDictionary[Package, _Parsed] = WeakKeyDictionary()


class _Settled:
    """A package of which one view is taken; parts are parsed once."""

    def __init__(self, package: Package, view: RevisionView) -> None:
        self._package, self._view = package, view
        self.shared = _PARSED.setdefault(package, _Parsed())
        self._parts: dict[str, Element] = {}

    @property
    def document(self) -> str:
        return self._package.document

    def __contains__(self, part: str) -> bool:
        return part in self._package

    def held(self, kind: str) -> str:
        return held_by(self.document, self.relationships(self.document), kind)

    def raw(self, part: str) -> bytes:
        return self._package.raw(part)

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        if part not in self.shared.relationships:
            self.shared.relationships[part] = self._package.relationships(part)
        return self.shared.relationships[part]

    def part(self, part: str) -> Element:
        if part in self.shared.parts:
            return self.shared.parts[part]
        if part not in self._parts:
            root = self._package.part(part)
            held = self._parts if settle(root, self._view) else self.shared.parts
            held[part] = root
            return root
        return self._parts[part]


def form_of(package: Package, view: RevisionView) -> Form:
    """Return the canonical form of a document: all that it says and how it looks, whoever saved it.

    Building blocks (the glossary part), separators of notes, what no text refers to, and the language of single words
    are left out.

    Args:
        package: The document.
        view: With its tracked changes accepted, rejected, or as they are.

    Returns:
        Stories in order: body, headers and footers section by section, notes in the order of their references,
        comments, settings, styles.

    Raises:
        UnreadableDocument: If a part is missing or damaged.

    Cost:
        Linear in the document.
    """
    source = _Settled(package, view)
    return _Stories(Context(source, source.shared.digests, by_place=True)).form()


def paragraph_form(
    paragraph: Element, context: Context, *, part: str = "", view: RevisionView = RevisionView.ASIS
) -> Block:
    """Return the form of one paragraph alone, without its number.

    Args:
        paragraph: A ``w:p``, which stays as it is.
        context: Its document.
        part: The part that it stands in; that which holds the text if left out.
        view: What becomes of its tracked changes; one whose mark goes stays, as it has no next to join.
    """
    return next(block for block in blocks_form([paragraph], context, part=part, view=view))


def blocks_form(
    nodes: Sequence[Element], context: Context, *, part: str = "", view: RevisionView = RevisionView.ASIS
) -> tuple[Block, ...]:
    """Return the form of neighbouring blocks alone, such as paragraphs that were one, or a table; without numbers.

    Args:
        nodes: Siblings in order, which stay as they are.
        context: Their document.
        part: The part that they stand in; that which holds the text if left out.
        view: What becomes of their tracked changes.
    """
    if not nodes:
        return ()
    table = next(nodes[0].iterancestors(f"{W}tbl"), None)
    style = context.looks.style(table.find(f"{W}tblPr"), "tblStyle") if table is not None else ""
    holder = nodes[0].makeelement(f"{W}body")
    holder.extend([copy.deepcopy(node) for node in nodes])
    settle(holder, view)
    state = State(part or context.source.document)
    return Walk(context, state).taken(holder, style)


class _Stories:
    def __init__(self, context: Context) -> None:
        self.context, self.source = context, context.source
        self.comments: dict[str, Anchor] = {}
        self.words: list[str] = []
        self.stories: list[Story] = []

    def form(self) -> Form:
        root = self.source.part(self.source.document)
        state = self._state(self.source.document, "body", root)
        body = root.find(f"{W}body")
        blocks = self._walk(body if body is not None else (), state)
        if body is None or body.find(f"{W}sectPr") is None:  # a document may end without saying how its page is
            blocks += (Block(Kind.SECTION, 0, "", place=f"section {state.sections + 1}"),)
            state.section_nodes.append(root.makeelement(f"{W}sectPr"))
        beside = [child for child in root if child.tag not in (f"{W}body", f"{W}background")]
        blocks += self._walk(beside, state)
        self.stories.append(Story("body", blocks))
        self._headers(state.section_nodes)
        self._notes(state.notes)
        self.stories.append(Story("comments", tuple(self._commented())))
        self.stories.append(Story("settings", settings(self.context, root)))
        looks = self.context.looks
        self.stories.append(Story("styles", styles(looks)))
        return Form(tuple(self.stories), looks.values, looks.bases)

    def _state(self, part: str, name: str, root: Element) -> State:
        state = State(part, name, Count(self.context.lists), root.get(XML_SPACE) == "preserve")
        state.comments, state.words = self.comments, self.words
        return state

    def _walk(self, children: Iterable[Element], state: State) -> tuple[Block, ...]:
        return Walk(self.context, state).taken(children)

    # headers and footers

    def _headers(self, sections: Sequence[Element]) -> None:
        held = self.context.targets.held(self.source.document)
        shown: dict[tuple[str, str], tuple[Block, ...]] = {}
        known: dict[str, tuple[Block, ...]] = {}
        for number, section in enumerate(sections, 1):
            for kind in ("header", "footer"):
                for node in section.iterfind(f"{W}{kind}Reference"):
                    found = held.get(str(node.get(f"{R}id", "")))
                    role = str(node.get(f"{W}type", "default"))
                    if found is None or found.external:
                        continue
                    if found.target not in known:
                        known[found.target] = self._header(found.target, kind)
                    blocks = known[found.target]
                    if shown.get((kind, role), ()) != blocks:
                        shown[kind, role] = blocks
                        name = f"{kind} of section {number}{_ROLES.get(role, f' ({role})')}"
                        self.stories.append(Story(name, blocks))

    def _header(self, part: str, kind: str) -> tuple[Block, ...]:
        root = self.source.part(part)
        blocks = self._walk(root, self._state(part, kind, root))
        return () if len(blocks) == 1 and _is_empty(blocks[0]) else blocks

    # notes

    def _notes(self, references: Sequence[tuple[str, str]]) -> None:
        nodes: dict[tuple[str, str], Element] = {}
        for kind in dict(references):
            part = self.source.held(f"{kind}s")
            if part in self.source:
                for node in self.source.part(part).iterfind(f"{W}{kind}"):
                    nodes.setdefault((kind, str(node.get(f"{W}id", ""))), node)
        counts: dict[str, int] = {}
        known: dict[tuple[str, str], tuple[Block, ...]] = {}
        for kind, identifier in references:
            counts[kind] = counts.get(kind, 0) + 1
            note = nodes.get((kind, identifier))
            part = self.source.held(f"{kind}s")
            name = f"{kind} {counts[kind]}"
            if (kind, identifier) not in known:
                root = note.getroottree().getroot() if note is not None else None
                blocks = (
                    self._walk(note, self._state(part, name, root)) if note is not None and root is not None else ()
                )
                known[kind, identifier] = blocks
            self.stories.append(Story(name, known[kind, identifier]))

    # comments

    def _commented(self) -> Iterator[Block]:
        part = self.source.held("comments")
        if not self.comments or part not in self.source:
            return
        root = self.source.part(part)
        nodes = {str(node.get(f"{W}id", "")): node for node in root.iterfind(f"{W}comment")}
        threads = self._threads()
        ordinals: dict[str, int] = {}
        for number, (identifier, anchor) in enumerate(list(self.comments.items()), 1):
            node = nodes.get(identifier)
            if node is None:
                continue
            last = next((str(own.get(f"{W14}paraId", "")) for own in reversed(list(node.iterfind(f"{W}p")))), "")
            ordinals[last] = number
            done, parent = threads.get(last, (False, ""))
            look = f"{node.get(f'{W}author', '')}{' (settled)' if done else ''}"
            if parent and parent in ordinals:
                look += f" in answer to comment {ordinals[parent]}"
            blocks = self._walk(node, self._state(part, "comment", root))
            about = self.words[anchor.begins : min(anchor.ends, anchor.begins + _MOST_CHARACTERS)]
            words = (Aspect.COMMENT, "".join(about)[:_MOST_CHARACTERS], "")
            yield Block(Kind.ENTRY, 0, look, (words,), boxes=(blocks,), place=f"comment {number}")

    def _threads(self) -> dict[str, tuple[bool, str]]:
        """Which comments are settled, and which one each answers, by the number of their last paragraph."""
        part = self.source.held("commentsExtended")
        if part not in self.source:
            return {}
        return {
            str(node.get(f"{W15}paraId", "")): (
                node.get(f"{W15}done", "0") not in OFF,
                str(node.get(f"{W15}paraIdParent", "")),
            )
            for node in self.source.part(part).iterfind(f"{W15}commentEx")
        }


def _is_empty(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and not (block.pieces or block.boxes or block.number)
