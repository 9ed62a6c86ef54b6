"""The application: its commands, and how errors leave it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from redline.cli import attach, bring, check, choose, listing, produce, publish, room
from redline.cli.config import defaults_of
from redline.cli.patience import patience
from redline.errors import RedlineError, StrictNotes, VerificationFailed

app = typer.Typer(
    name="redline",
    help="Show exactly what a proposal would change in a treaty.",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("list")(listing.list_)
app.command("show")(listing.show)
app.command("positions")(listing.positions)
app.command("proposal")(produce.proposal)
app.command("consolidate")(produce.consolidate)
app.command("compare")(produce.compare)
app.command("delegations")(room.delegations)
app.command("compile")(room.compile_)
app.command("converge")(room.converge)
app.command("site")(publish.site)
app.command("choose")(choose.choose)
app.command("attach")(attach.attach)
app.command("import")(bring.import_)
app.add_typer(bring.new, name="new")
app.command("doctor")(bring.doctor)
app.command("verify")(check.verify)
app.command("brackets")(check.brackets)
app.command("check")(check.check)


def _version(wanted: bool) -> None:
    if wanted:
        from redline import __version__

        typer.echo(f"redline {__version__}")
        raise typer.Exit


def _parameters(context: typer.Context) -> dict[str, frozenset[str]]:
    """The parameters of each command."""
    commands = getattr(context.command, "commands", {})
    return {name: frozenset(str(one.name) for one in command.params) for name, command in commands.items()}


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", metavar="FILE", help="Defaults of options.", show_default="redline.toml, if it is here"
        ),
    ] = None,
) -> None:
    """Show exactly what a proposal would change in a treaty."""
    context.default_map = defaults_of(config, _parameters(context))
    if context.invoked_subcommand is None:
        context.get_help()
        raise typer.Exit


def run() -> None:
    """Run the application; leave with 0 done, 1 the answer is no, 2 could not. Never a traceback."""
    sys.exit(_status())


def _status() -> int:
    try:
        with patience():
            status = app(prog_name="redline", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has read enough
        _forget_standard_output()
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _failed("interrupted; nothing was changed", 130)
    except Exception as error:
        return _failed(*_told(error))
    return status if isinstance(status, int) else 0


def _told(error: Exception) -> tuple[str, int]:
    """What the user is told of an error, and the exit status."""
    if isinstance(error, RedlineError):
        return str(error), 1 if isinstance(error, StrictNotes | VerificationFailed) else 2
    if isinstance(error, typer.TyperException):
        return f"{error.format_message()}\n`redline --help` lists commands and options.", 2
    if isinstance(error, OSError):
        _forget_standard_output()
        return f"{error.filename or 'output'}: {(error.strerror or str(error)).lower()}", 2
    if isinstance(error, MemoryError):
        return (
            "there is not enough memory for this; nothing was changed\nDivide the document, or close what else runs.",
            2,
        )
    if os.environ.get("REDLINE_DEBUG"):
        raise error
    mistake = f"this is a mistake in redline: {type(error).__name__}: {error}"
    return f"{mistake}\nSet REDLINE_DEBUG=1 to see where.", 2


def _failed(message: str, status: int) -> int:
    typer.echo(f"redline: {message}", err=True)
    return status


def _forget_standard_output() -> None:
    """Let what is left in the buffer go nowhere, since flushing it at exit would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
