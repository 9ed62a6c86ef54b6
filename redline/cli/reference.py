"""Writes the reference of the commands, from the commands themselves: ``python -m redline.cli.reference``."""

from __future__ import annotations

import enum
import inspect
import types
import typing
from collections.abc import Callable, Iterator

import typer
from typer.models import ArgumentInfo, CommandInfo, DefaultPlaceholder, OptionInfo

from redline.cli.app import app

_HEAD = "# Commands\n\nWritten from the program by `make reference`; it is what `redline COMMAND --help` says.\n"


def reference() -> str:
    """Return the page of all commands, arguments and options, in Markdown."""
    parts = [_HEAD]
    callback = app.registered_callback
    if callback is not None and callback.callback is not None:
        parts += ["## redline\n", *_parameters(callback.callback)]
    for name, command in commands_of(app):
        parts += _command(f"redline {name}", command)
    return "\n".join(parts).rstrip() + "\n"


def commands_of(program: typer.Typer) -> Iterator[tuple[str, CommandInfo]]:
    """Yield every command by its whole name, such as ``"new proposal"``."""
    for command in program.registered_commands:
        yield str(command.name or getattr(command.callback, "__name__", "")).strip("_"), command
    for group in program.registered_groups:
        for name, command in commands_of(group.typer_instance) if group.typer_instance else ():
            yield f"{group.name} {name}", command


def _command(name: str, command: CommandInfo) -> Iterator[str]:
    assert command.callback is not None  # noqa: S101
    arguments = [
        name for at, _, info, _ in _infos(command.callback) if not _is_option(info) for name in _names(at, info)
    ]
    yield f"## {name}\n"
    yield f"```text\n{' '.join([name, *map(str, arguments), '[OPTIONS]'])}\n```\n"
    yield f"{inspect.cleandoc(command.callback.__doc__ or '')}\n"
    yield from _parameters(command.callback)


def _parameters(callback: Callable[..., object]) -> Iterator[str]:
    rows = [_row(*found) for found in _infos(callback)]
    if rows:
        yield "| | what | default |\n|---|---|---|"
        yield from rows
        yield ""


def _infos(callback: Callable[..., object]) -> Iterator[tuple[str, object, ArgumentInfo | OptionInfo, object]]:
    """Each parameter of a command: name, type, what typer is told, default."""
    for name, parameter in inspect.signature(callback, eval_str=True).parameters.items():
        if typing.get_origin(parameter.annotation) is not typing.Annotated:
            continue
        kind, *told = typing.get_args(parameter.annotation)
        info = next((one for one in told if isinstance(one, ArgumentInfo | OptionInfo)), None)
        if info is not None and not info.hidden:
            yield name, _plain(kind), info, parameter.default


def _is_option(info: ArgumentInfo | OptionInfo) -> bool:
    return isinstance(info, OptionInfo)


def _row(name: str, kind: object, info: ArgumentInfo | OptionInfo, default: object) -> str:
    shown = ", ".join(f"`{one}`" for one in _names(name, info))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        shown += " " + " ".join(f"`{one.value}`" for one in kind)
    elif _is_option(info) and kind is not bool:
        shown += f" `{info.metavar or str(getattr(kind, '__name__', '')).upper()}`"
    return f"| {shown} | {_cell(info.help or '')} | {_cell(_default(info, default))} |"


def _names(name: str, info: ArgumentInfo | OptionInfo) -> tuple[str, ...]:
    """What a user writes; typer keeps the first name where a default would stand."""
    if not _is_option(info):
        return (info.metavar or name,)
    first = (info.default,) if isinstance(info.default, str) else ()
    return (*first, *(info.param_decls or ())) or (f"--{name.replace('_', '-')}",)


def _plain(kind: object) -> object:
    """What one value of a parameter is: without None, and of a list each."""
    if isinstance(kind, types.UnionType):
        kind = next(one for one in typing.get_args(kind) if one is not type(None))
    return typing.get_args(kind)[0] if typing.get_origin(kind) is list else kind


def _default(info: ArgumentInfo | OptionInfo, default: object) -> str:
    told = info.show_default
    told = told.value if isinstance(told, DefaultPlaceholder) else told
    if isinstance(told, str):
        return told
    value = default.value if isinstance(default, enum.Enum) else default
    plain = isinstance(value, str | int) and not isinstance(value, bool) and value != ""
    return f"`{value}`" if plain and told is not False else ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("{{", "&#123;{")


if __name__ == "__main__":
    print(reference(), end="")  # noqa: T201
