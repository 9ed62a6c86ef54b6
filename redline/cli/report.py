"""What a command says on standard error: notes, progress, the ledger; and results on standard output."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from redline.cli.patience import rest
from redline.errors import StrictNotes

if TYPE_CHECKING:
    from redline.model import Note
    from redline.tasks.ledger import Ledger

VERSION = 1
"""Version of the JSON that commands print; a schema in ``redline/writers/schemas`` holds each."""

_MANY = 4  # fewer redlines are made before a bar could be read


@dataclass(slots=True)
class Report:
    """How much a command says."""

    quiet: bool = False
    verbose: bool = False
    strict: bool = False
    _noted: set[str] = field(default_factory=set)
    _began: float = field(default_factory=time.perf_counter)

    def __post_init__(self) -> None:
        if self.quiet:
            rest()

    def notes(self, notes: Iterable[Note]) -> None:
        """Print notes, each once.

        Raises:
            StrictNotes: If there are any and they are fatal.
        """
        count = 0
        for note in notes:
            if str(note) in self._noted:
                continue
            self._noted.add(str(note))
            count += 1
            if not self.quiet or self.strict:
                typer.echo(f"note: {note}", err=True)
        if count and self.strict:
            raise StrictNotes(count)

    def say(self, text: str) -> None:
        """Print what the user should know beside the result."""
        if not self.quiet:
            typer.echo(text, err=True)

    def detail(self, text: str) -> None:
        """Print what helps to see how something was done."""
        if self.verbose and not self.quiet:
            typer.echo(text, err=True)

    def paths(self, paths: Iterable[Path]) -> None:
        """Print the paths that were written."""
        for path in paths:
            if not self.quiet:
                typer.echo(str(path))
        self.detail(f"done in {time.perf_counter() - self._began:.2f} s")

    def ledger(self, ledger: Ledger) -> None:
        """Print what is missing, and how many amendments are shown."""
        shown = sum(1 for _, _, stems in ledger.entries if stems)
        for reason in ledger.missing:
            typer.echo(f"missing: {reason}", err=True)
        self.say(f"{shown} of {len(ledger.entries)} amendments are shown; {len(ledger.missing)} documents failed")

    @contextmanager
    def progress(self, total: int) -> Iterator[Callable[[str], None]]:
        """Show a bar on standard error, if it is a terminal and there is much to do; yield what moves it on."""
        if self.quiet or total < _MANY or not sys.stderr.isatty():
            yield lambda made: self.detail(f"made {made}")
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        rest()
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=total)
            yield lambda made: bar.update(task, advance=1, description=made)


def print_json(schema: str, items: Iterable[object] = (), further: Mapping[str, object] | None = None) -> None:
    """Print what a command found, for programs: an object that names its schema.

    Args:
        schema: The name of the schema, without ``redline-``.
        items: What was found, one by one; left out where ``further`` says all.
        further: Other keys, instead of the items.
    """
    from redline.tasks.output import to_standard_output

    found = dict(further) if further else {"items": list(items)}
    text = json.dumps({"schema": f"redline-{schema}", "version": VERSION, **found}, ensure_ascii=False, indent=2)
    to_standard_output(f"{text}\n".encode())
