"""How redlining in place does on Word files that nobody here made: each against itself, an edited copy, and the next.

    python bench/word_files.py FOLDER [--sample N] [--seed N] [--audit]

Prints for each sort of pair how many are exact with fine marks, exact with coarser ones, said not to be exact, refused,
wrong without a word (there should be none), and how long the proof takes beside the rest. With ``--audit`` also how
many have a kind of violation, by the standard's schemas and rules, that neither file has (there should be none).
"""

from __future__ import annotations

import argparse
import io
import random
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from audit import new_kinds
from lxml import etree

from redline.errors import RedlineError
from redline.ooxml.package import Package, open_word
from redline.tasks.word import compare_word
from redline.writers.in_place.proving import proved
from redline.writers.options import Existing, InPlaceOptions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPTIONS = InPlaceOptions(existing=Existing.ACCEPT)
KINDS = ("exact", "exact, coarser", "said", "refused", "WRONG IN SILENCE", "CRASH")


def edited(data: bytes, seed: int) -> bytes:
    """Return a copy of a document with some words changed, and paragraphs inserted, deleted and moved, by a seed."""
    draw = random.Random(seed)
    part = Package(data, "edited").document
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        root = etree.fromstring(source.read(part))
        body = root.find(f"{W}body")
        paragraphs = (
            [node for node in body.iterfind(f"{W}p") if node.find(f".//{W}t") is not None] if body is not None else []
        )
        for node in draw.sample(paragraphs, min(len(paragraphs), 1 + len(paragraphs) // 10)):
            text = next((one for one in node.iter(f"{W}t") if one.text and one.text.strip()), None)
            if text is not None:
                words = text.text.split(" ")
                words[draw.randrange(len(words))] = "changed"
                text.text = " ".join(words)
        plain = [node for node in paragraphs if len(node) < 4 and node.find(f"{W}pPr/{W}sectPr") is None]
        if len(plain) > 4:
            gone, moved, at = draw.sample(plain, 3)
            gone.getparent().remove(gone)
            at.addnext(moved)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                target.writestr(name, etree.tostring(root) if name == part else source.read(name))
    return held.getvalue()


def outcome(old: bytes, new: bytes, amiss: list[str] | None = None) -> str:
    """Return which of the kinds a pair is; what is newly amiss in its redline is added to a list, if one is given."""
    try:
        made = compare_word((old, "old.docx"), (new, "new.docx"), None, OPTIONS)
        packages = (open_word(data, "x.docx") for data in (made.data, old, new))
        found = proved(*packages, Existing.ACCEPT)
    except RedlineError:
        return "refused"
    except Exception as error:
        print(f"  {type(error).__name__}: {error}")
        return "CRASH"
    if amiss is not None:
        amiss += sorted(new_kinds(made.data, old, new))
    if len(found):
        return "said" if made.untracked else "WRONG IN SILENCE"
    return "exact, coarser" if made.careful else "exact"


def pairs(paths: list[Path], sort: str) -> Iterator[tuple[Path, bytes, bytes]]:
    """Yield the pairs of a sort."""
    for number, path in enumerate(paths):
        data = path.read_bytes()
        try:
            other = {
                "itself": lambda data=data: data,
                "an edited copy": lambda data=data, number=number: edited(data, number),
                "the next": lambda number=number: paths[(number + 1) % len(paths)].read_bytes(),
            }[sort]()
        except (RedlineError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError):
            continue
        yield path, data, other


def main() -> None:
    """Print a table."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--sample", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--audit", action="store_true")
    options.add_argument("--verbose", action="store_true")
    given = options.parse_args()
    paths = sorted(path for path in given.folder.rglob("*.docx") if path.is_file())
    if given.sample:
        paths = sorted(random.Random(given.seed).sample(paths, min(given.sample, len(paths))))
    print(f"{len(paths)} files; columns: {', '.join(KINDS)}; seconds{'; NEWLY AMISS' if given.audit else ''}")
    for sort in ("itself", "an edited copy", "the next"):
        counts: Counter[str] = Counter()
        began = time.process_time()
        for path, old, new in pairs(paths, sort):
            amiss: list[str] | None = [] if given.audit else None
            kind = outcome(old, new, amiss)
            counts[kind] += 1
            if amiss:
                counts["amiss"] += 1
                print(f"  {sort}: {path.name}: {'; '.join(amiss)[:300]}")
            if given.verbose and kind not in ("exact",):
                print(f"  {sort}: {path.name}: {kind}")
        print(
            f"{sort:16}",
            *(f"{counts[kind]:6}" for kind in KINDS),
            f"{time.process_time() - began:8.1f}",
            *([f"{counts['amiss']:6}"] if given.audit else []),
        )


if __name__ == "__main__":
    main()
