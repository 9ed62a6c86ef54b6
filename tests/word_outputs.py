"""Every kind of document that redline writes with tracked changes, and what it must come to, for readers not ours."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import docx
import docx_reader
from conftest import ALL, TEXTS
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from redlined_pairs import PAIRS
from text_pairs import PAIRS as TREATIES
from word_pairs import rich, saved, scattered, words
from word_views import view

from redline import api
from redline.model import Instrument, lines_of
from redline.ooxml.form import RevisionView, differences, form_of
from redline.ooxml.package import Package
from redline.readers.options import View
from redline.readers.word import read_word
from redline.tasks.attach import AttachOptions, attach
from redline.tasks.compile import CompileOptions, compile_proposals
from redline.tasks.word import apply_word, compare_word
from redline.writers.context import articles_shown
from redline.writers.docx.by_author import write_by_author_docx
from redline.writers.options import Context, Design, Existing, InPlaceOptions, Moves, Profile, WriteOptions

BARE = WriteOptions(context=Context.WHOLE, bare=True)


@dataclass(frozen=True)
class Output:
    """A document with tracked changes."""

    data: bytes
    accepted: object
    """What it says when all are accepted; None where that is nobody's text."""

    rejected: object
    says: Callable[[bytes], object]
    """What a document in which no change is tracked any more says, as ``accepted`` and ``rejected`` have it."""

    inputs: tuple[bytes, ...] = ()
    """The Word files that it was made from."""

    exact: bool = False
    """Whether its canonical form is that of the second file when all are accepted, of the first when rejected."""

    def wrong(self, settled: bytes, accept: bool) -> list[str]:
        """Return what a document that a reader settled does not have as it should."""
        wanted = self.accepted if accept else self.rejected
        if wanted is None:
            return []
        found = [] if self.says(settled) == wanted else ["its text"]
        if self.exact:
            forms = (form_of(Package(one, "x"), RevisionView.ACCEPTED) for one in (settled, self.inputs[accept]))
            found += [str(difference) for difference in differences(*forms)]
        return found


Made = Callable[[], Output]


def _settled(data: bytes) -> tuple[str, ...]:
    return docx_reader.lines(data, accept=True)


def _view(data: bytes) -> object:
    return view(data, accept=True)


def _redline(redline: api.Redline, options: WriteOptions) -> Output:
    """A bare document of a whole redline."""
    data = api.render(redline, "docx", options)
    return Output(data, redline.revised.lines or ("",), redline.base.lines or ("",), _settled)


def _with_summary(redline: api.Redline) -> Output:
    """A document as a user gets it: below its summary, the articles that change."""
    shown = [redline.changes[at] for article in articles_shown(redline, Context.ARTICLE) for at in article]
    revised = lines_of(change.revised for change in shown if change.revised is not None)
    base = lines_of(change.base for change in shown if change.base is not None)
    data = api.render(redline, "docx")
    return Output(data, revised or ("",), base or ("",), lambda one: docx_reader.treaty(one, accept=True))


def _as_submitted(redline: api.Redline) -> Output:
    """A document as the ITU wants it: what is modified is tracked, the rest is plain."""
    data = api.render(redline, "docx", WriteOptions(profile=Profile.ITU))
    sides = (docx_reader.lines(data, accept) for accept in (True, False))
    return Output(data, *sides, _settled)


def _by_author() -> Output:
    """All delegations in one document; all of their changes together are nobody's text."""
    compilation = compile_proposals(TEXTS, CompileOptions())
    return Output(write_by_author_docx(compilation, bare=True), None, compilation.base.lines, _settled)


def _paper() -> Output:
    paper = docx.Document()
    paper.add_heading("Our position", 1)
    paper.add_paragraph("{{redline RUS/27/8}}")
    paper.add_paragraph("The treaty says “{{base 3.4}}”, which we like.")
    table = paper.add_table(1, 2)
    table.rows[0].cells[0].text = "Proposal"
    table.rows[0].cells[1].text = "{{redline 3.3A TD62/ARB-routing}}"
    paper.add_paragraph("{{compare ETNO PRG 3.2}}")
    paper.add_paragraph("We thank you.")
    before = saved(paper)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "paper.docx")
        path.write_bytes(before)
        data = attach(TEXTS, path, AttachOptions(tracked=True)).data
    return Output(data, view(data, True), view(data, False), _view, (before,))


def _applied(name: str) -> Output:
    """A proposal in somebody's own file of the treaty."""
    redline = next(made.redline for made in ALL if made.name == name)
    clean = replace(BARE, clean=True)
    file = api.File(api.render(api.compare(redline.base, redline.base), "docx", clean), "ours.docx")
    base = read_word(file.data, file.name)
    assert isinstance(base, Instrument)
    changed = api.redline_of(base, redline.proposal)
    data = apply_word(file, changed).data

    def says(one: bytes) -> object:
        return lines_of(getattr(read_word(one, "ours.docx", View.FINAL), "items", ()))

    return Output(data, changed.revised.lines, base.lines, says, (file.data,))


def in_place(old: bytes, new: bytes, options: InPlaceOptions | None = None) -> Output:
    """One Word file against another; where all is tracked, the canonical form is compared too."""
    found = compare_word((old, "old.docx"), (new, "new.docx"), None, options)
    kept = options is not None and options.existing is Existing.KEEP
    exact = not found.untracked and not kept
    return Output(found.data, _view(new), view(old, not kept), _view, (old, new), exact)


def _marked_further(first: bytes, second: bytes, third: bytes) -> Output:
    """A redline that A signed, compared with another document still: A's marks stay beside ours."""
    signed = compare_word((first, "o"), (second, "n"), None, InPlaceOptions(author="A", moves=Moves.NATIVE)).data
    return in_place(signed, third, InPlaceOptions(existing=Existing.KEEP))


def _right_to_left(*texts: str) -> bytes:
    """Paragraphs in Arabic, with a word in Latin script in each."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = f"ITU {len(texts)}"
    for text in texts:
        run = '<w:r><w:rPr>{0}</w:rPr><w:t xml:space="preserve">{1}</w:t></w:r>'
        runs = run.format("<w:rtl/>", text) + run.format("", " ITU-T E.164 ") + run.format("<w:rtl/>", "أخيراً.")
        paragraph = parse_xml(f"<w:p {nsdecls('w')}><w:pPr><w:bidi/></w:pPr>{runs}</w:p>")
        made.element.body.insert(-1, paragraph)
    return saved(made)


def _control_in_line(words_held: str) -> bytes:
    made = rich()
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="date"/></w:sdtPr><w:sdtContent><w:r>'
        f'<w:t xml:space="preserve">{words_held}</w:t></w:r></w:sdtContent></w:sdt>'
    )
    made.paragraphs[-1]._p.append(control)
    return saved(made)


def _two_headers(first: str, second: str) -> bytes:
    made = rich()
    words(made, "28", "shall ensure", f"{first} ensure")
    header = made.sections[0].header
    header.paragraphs[0].text = f"{first} draft"
    header.add_paragraph(f"of the {second}")
    return saved(made)


_ARABIC = ("تتعاون الدول الأعضاء", "تضمن الإدارات جودة الخدمة", "تحدد الطرق باتفاق متبادل")


def _special() -> dict[str, Made]:
    """What the pairs of Word files have not."""
    one, two, three = _ARABIC
    back = InPlaceOptions(moves=Moves.NATIVE)
    return {
        "right to left, a word": lambda: in_place(
            _right_to_left(one, two, three), _right_to_left(one, two.replace("جودة", "نوعية"), three)
        ),
        "right to left, a move": lambda: in_place(
            _right_to_left(one, two, three, one), _right_to_left(three, one, two, one), back
        ),
        "a control in a line": lambda: in_place(_control_in_line("1 May 2012"), _control_in_line("17 May 2012")),
        "headers of two paragraphs": lambda: in_place(_two_headers("shall", "treaty"), _two_headers("may", "text")),
    }


def _outputs() -> dict[str, Made]:
    found: dict[str, Made] = {}
    for number, made in enumerate(ALL):
        found[f"proposal {made.name}"] = lambda made=made: _redline(made.redline, BARE)
        if number % 4 == 0:
            found[f"proposal {made.name}, with its summary"] = lambda made=made: _with_summary(made.redline)
            found[f"proposal {made.name}, as submitted"] = lambda made=made: _as_submitted(made.redline)
    dressed = replace(BARE, design=Design(template=saved(rich())))
    found["in somebody's template"] = lambda: _redline(ALL[0].redline, dressed)
    for number, (title, base, revised) in enumerate(TREATIES):
        moves = list(Moves)[number % 2]
        found[f"treaties: {title}, moves {moves.value}"] = lambda base=base, revised=revised, moves=moves: _redline(
            api.compare(base, revised), replace(BARE, moves=moves)
        )
    found["a compilation by author"] = _by_author
    found["a paper"] = _paper
    for name in ("RUS-27", "PRG-29"):
        found[f"{name}, in somebody's own file"] = lambda name=name: _applied(name)
    for number, name in enumerate(PAIRS):
        if (number + number // 2) % 2 == 0:  # one way there, the next one back
            moves = InPlaceOptions(moves=list(Moves)[number // 2 % 2])
            found[f"in place: {name}"] = lambda name=name, moves=moves: in_place(*PAIRS[name], moves)
    found |= {f"in place: {name}": made for name, made in _special().items()}
    for seed in range(6):
        options = InPlaceOptions(moves=list(Moves)[seed % 2])
        found[f"in place: at random {seed}"] = lambda seed=seed, options=options: in_place(
            saved(scattered(2 * seed)), saved(scattered(2 * seed + 1)), options
        )
    further = ("a word", "a paragraph moved", "a row inserted", "a note's words", "a paragraph with a link deleted")
    for name, other in zip(further, (*further[1:], further[0]), strict=True):
        found[f"in place: {name}, marked further: {other}"] = lambda name=name, other=other: _marked_further(
            *PAIRS[name], PAIRS[other][1]
        )
    return found


OUTPUTS = _outputs()
"""Each by name; made when it is asked for."""
