"""The command that publishes: site."""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redline.cli import arguments as arg
from redline.cli.produce import design_of
from redline.cli.report import Report
from redline.errors import OutputError, RedlineError
from redline.writers.options import Design, Style

if TYPE_CHECKING:
    from contextlib import ExitStack

_LOOK = 0.5  # seconds between two looks at the texts: quick enough to seem at once, too seldom to be felt

Folder = Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Folder of the site.")]
Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=0, help="How many processes to use.", show_default="one a core")
]
Serve = Annotated[bool, typer.Option("--serve", help="Preview it in a browser; write it again when a text changes.")]
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port of the preview; 0 for any.")]


def site(
    output: Folder = "output/site",
    base: arg.Base = "",
    serve: Serve = False,
    port: Port = 8012,
    workers: Workers = 0,
    style: arg.Styles = Style.SAFE,
    template: arg.Template = None,
    texts: arg.Texts = None,
    quiet: arg.Quiet = False,
    verbose: arg.Verbose = False,
) -> None:
    """Write a web site of all proposals: a page an article, a delegation, a subject, a document.

    With search, a comparison of any two, and Word documents. It opens from disk and from any web
    host; it needs no server and loads nothing from elsewhere.
    """
    report = Report(quiet, verbose)
    design = design_of(style, template)
    texts_before = _Watched(texts) if serve else None
    _write(texts, base, output, workers, design, report)
    if texts_before is not None:
        _serve(output, port, report, lambda: _write(texts, base, output, workers, design, report), texts_before)


def _write(texts: Path | None, base: str, output: str, workers: int, design: Design, report: Report) -> None:
    from redline import api

    library = api.texts(texts)
    report.notes(library.instead)
    found = api.gather_site(library, base)
    with contextlib.ExitStack() as stack:
        started = functools.partial(_started, stack, report)
        paths = api.write_site(found, output, workers=workers, started=started, design=design)
    report.paths(paths[:1])
    report.say(f"{len(paths)} files; open {paths[0]} in a browser")
    for reason in found.compilation.missing:
        report.say(f"left out: {reason}")


def _started(stack: ExitStack, report: Report, total: int) -> Callable[[str], None]:
    return stack.enter_context(report.progress(total))


def _serve(output: str, port: int, report: Report, write: Callable[[], None], texts: _Watched) -> None:
    """Serve the site on this machine alone until interrupted or ended; write it again when a text changes."""
    import threading

    from redline.cli.preview import server_of, until_interrupted

    try:
        server = server_of(output, port)
    except OSError as error:
        raise OutputError(f"127.0.0.1:{port}", (error.strerror or str(error)).lower()) from error
    with until_interrupted():
        threading.Thread(target=server.serve_forever, daemon=True).start()
        typer.echo(f"http://127.0.0.1:{server.server_address[1]}/")
        for _ in texts.changes():
            try:
                write()
            except RedlineError as error:  # a text that is being written is often broken for a moment
                report.say(f"redline: {error}")
    server.shutdown()


class _Watched:
    """The files of the texts as they were when the site began to be written, so that no later change goes unseen."""

    def __init__(self, texts: Path | None) -> None:
        from redline import api

        self._folders = api.texts(texts).folders
        self._known = _state(self._folders)

    def changes(self) -> Iterator[None]:
        """Yield whenever a file of the texts came, went or changed."""
        while True:
            now = _state(self._folders)
            if now != self._known:
                self._known = now
                yield
            time.sleep(_LOOK)


def _state(folders: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    found = {}
    for path in (path for folder in folders for path in folder.rglob("*")):
        with contextlib.suppress(OSError):
            status = path.stat()
            found[path] = (status.st_mtime_ns, status.st_size)
    return found
