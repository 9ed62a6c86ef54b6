"""Times the canonical form of Word documents: what a proof costs beside the comparison that it proves.

    python bench/forms.py a.docx b.docx ...

Each file is compared with a copy of itself in which a word is changed in every tenth paragraph; the proof takes four
forms and two comparisons of forms.
"""

from __future__ import annotations

import io
import sys
import time
import zipfile
from pathlib import Path

from lxml import etree

from redline.ooxml.form import Form, RevisionView, differences, form_of
from redline.ooxml.package import Package
from redline.tasks.word import compare_word
from redline.writers.options import Existing, InPlaceOptions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TIMES = 3


def edited(data: bytes) -> bytes:
    """Return a copy of a document with a word changed in every tenth paragraph."""
    source = zipfile.ZipFile(io.BytesIO(data))
    part = Package(data, "edited").document
    root = etree.fromstring(source.read(part))
    for paragraph in list(root.iter(f"{W}p"))[::10]:
        text = next((node for node in paragraph.iter(f"{W}t") if node.text and node.text.strip()), None)
        if text is not None:
            text.text = f"{text.text} changed"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, etree.tostring(root) if name == part else source.read(name))
    return held.getvalue()


def best(call: object) -> float:
    """Return the shortest of some runs, in seconds of the processor."""
    found = []
    for _ in range(TIMES):
        begun = time.process_time()
        call()  # type: ignore[operator]
        found.append(time.process_time() - begun)
    return min(found)


def form(data: bytes, view: RevisionView) -> Form:
    """Return the form of a document."""
    return form_of(Package(data, "bench"), view)


def main() -> None:
    """Print a line for each file, and the sum."""
    sums = [0.0, 0.0, 0]
    print(f"{'paragraphs':>10} {'compare ms':>10} {'proof ms':>9} {'share':>6} {'µs a form and paragraph':>24}  file")
    for name in sys.argv[1:]:
        old = Path(name).read_bytes()
        new = edited(old)
        options = InPlaceOptions(existing=Existing.ACCEPT)
        out = compare_word((old, name), (new, name), None, options).data

        def compare(old: bytes = old, new: bytes = new, name: str = name) -> None:
            compare_word((old, name), (new, name), None, options)

        def prove(old: bytes = old, new: bytes = new, out: bytes = out) -> None:
            package = Package(out, "bench")
            differences(form_of(package, RevisionView.ACCEPTED), form(new, RevisionView.ACCEPTED))
            differences(form_of(package, RevisionView.REJECTED), form(old, RevisionView.ACCEPTED))

        count = sum(
            block.kind.value == "paragraph"
            for story in form(old, RevisionView.ACCEPTED).stories
            for block in story.blocks
        )
        times = best(compare), best(prove)
        sums = [sums[0] + times[0], sums[1] + times[1], sums[2] + count]
        line(count, *times, Path(name).name)
    line(int(sums[2]), sums[0], sums[1], "all")


def line(count: int, compare: float, prove: float, name: str) -> None:
    """Print one line."""
    each = prove / 4 / max(count, 1) * 1e6
    print(f"{count:>10} {compare * 1e3:>10.0f} {prove * 1e3:>9.0f} {prove / compare:>6.0%} {each:>24.0f}  {name}")


if __name__ == "__main__":
    main()
