"""Writes several delegations side by side: a registry of formats, as the one for redlines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redline.errors import UnknownFormat
from redline.model.proposal import file_stem

if TYPE_CHECKING:
    from redline.model import Comparison, Compilation
    from redline.writers.options import Design


@dataclass(frozen=True, slots=True)
class SideBySideWriter:
    """One format of compilations, and of comparisons of two."""

    name: str
    compilation: Callable[[Compilation, Design | None], Mapping[str, bytes]]
    """The files of a compilation, by what follows its name: ``""``, ``"-by-author"``."""

    comparison: Callable[[Comparison, Design | None], bytes] | None = None
    """The table of two delegations; None where the format has none."""

    usual: bool = True
    """Whether it is written when no format is named."""


def _docx(compilation: Compilation, design: Design | None) -> Mapping[str, bytes]:
    from redline.writers.docx.by_author import write_by_author_docx
    from redline.writers.docx.table import write_compilation_docx

    table, by_author = write_compilation_docx(compilation, design), write_by_author_docx(compilation, design=design)
    return {"": table, "-by-author": by_author}


def _docx_of_two(comparison: Comparison, design: Design | None) -> bytes:
    from redline.writers.docx.table import write_comparison_docx

    return write_comparison_docx(comparison, design)


def _html(compilation: Compilation, design: Design | None) -> Mapping[str, bytes]:
    from redline.writers.html.compilation import write_compilation_html

    return {"": write_compilation_html(compilation, design)}


def _html_of_two(comparison: Comparison, design: Design | None) -> bytes:
    from redline.writers.html.compilation import write_comparison_html

    return write_comparison_html(comparison, design)


def _xlsx(compilation: Compilation, design: Design | None) -> Mapping[str, bytes]:
    from redline.writers.sheet import write_xlsx

    return {"": write_xlsx(compilation)}


def _json(compilation: Compilation, design: Design | None) -> Mapping[str, bytes]:
    from redline.writers.compilation_json import write_compilation_json

    return {"": write_compilation_json(compilation)}


def _json_of_two(comparison: Comparison, design: Design | None) -> bytes:
    from redline.writers.compilation_json import write_comparison_json

    return write_comparison_json(comparison)


def _pdf(compilation: Compilation, design: Design | None) -> Mapping[str, bytes]:
    from redline.writers.pdf import pdf_of

    return {"": pdf_of(_html(compilation, design)[""])}


def _pdf_of_two(comparison: Comparison, design: Design | None) -> bytes:
    from redline.writers.pdf import pdf_of

    return pdf_of(_html_of_two(comparison, design))


SIDE_BY_SIDE_WRITERS: Mapping[str, SideBySideWriter] = {
    writer.name: writer
    for writer in (
        SideBySideWriter("docx", _docx, _docx_of_two),
        SideBySideWriter("html", _html, _html_of_two),
        SideBySideWriter("xlsx", _xlsx),
        SideBySideWriter("json", _json, _json_of_two),
        SideBySideWriter("pdf", _pdf, _pdf_of_two, usual=False),
    )
}


def compilation_files(
    compilation: Compilation, formats: Sequence[str] = (), design: Design | None = None
) -> dict[str, bytes]:
    """Return the files of a compilation, by name.

    Args:
        compilation: What to write.
        formats: Names of formats; none for the usual ones. As docx there are two files: the table, and the document in
            which every delegation's amendments are tracked changes under its own name.
        design: How they look.

    Raises:
        UnknownFormat: If there is no such format.
    """
    files: dict[str, bytes] = {}
    for writer in _chosen(formats, list(SIDE_BY_SIDE_WRITERS.values())):
        for ending, data in writer.compilation(compilation, design).items():
            files[f"compilation{ending}.{writer.name}"] = data
    return files


def comparison_table_files(
    comparison: Comparison, formats: Sequence[str] = (), design: Design | None = None
) -> dict[str, bytes]:
    """Return the tables of two delegations side by side, by name: ``"RUS-and-ARB.docx"``.

    Args:
        comparison: What to write.
        formats: Names of formats; none for the usual ones.
        design: How they look.

    Raises:
        UnknownFormat: If there is no such format.
    """
    first, second = (file_stem(member.code) for member in comparison.compilation.members)
    writers = [writer for writer in SIDE_BY_SIDE_WRITERS.values() if writer.comparison is not None]
    return {
        f"{first}-and-{second}.{writer.name}": writer.comparison(comparison, design)
        for writer in _chosen(formats, writers)
        if writer.comparison is not None
    }


def _chosen(formats: Sequence[str], writers: Sequence[SideBySideWriter]) -> list[SideBySideWriter]:
    if not formats:
        return [writer for writer in writers if writer.usual]
    by_name = {writer.name: writer for writer in writers}
    for name in formats:
        if name not in by_name:
            raise UnknownFormat(name, list(by_name))
    return [by_name[name] for name in dict.fromkeys(formats)]
