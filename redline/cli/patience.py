"""Says on a terminal that a command is at work, where it takes longer than two seconds."""

from __future__ import annotations

import contextlib
import itertools
import sys
import threading
import time
from collections.abc import Iterator

AT = (2.0, 10.0, 30.0, 60.0)
"""Seconds after which a line is printed; then one a minute."""

_rest = threading.Event()


def rest() -> None:
    """Say no more: something else tells how the work goes on, or nothing is to be said at all."""
    _rest.set()


@contextlib.contextmanager
def patience(at: tuple[float, ...] = AT) -> Iterator[None]:
    """Run a block; while it runs on, say so on standard error, if that is a terminal.

    Args:
        at: When; seconds after the beginning.
    """
    _rest.clear()
    if not sys.stderr.isatty():
        yield
        return
    watch = threading.Thread(target=_watch, args=(at, time.monotonic()), daemon=True)
    watch.start()
    try:
        yield
    finally:
        _rest.set()
        watch.join()


def _watch(at: tuple[float, ...], began: float) -> None:
    for seconds in itertools.chain(at, itertools.count(2 * at[-1], at[-1])):
        if _rest.wait(max(0.0, began + seconds - time.monotonic())):
            return
        sys.stderr.write(f"still at work after {seconds:.0f} s; Ctrl-C ends it and changes nothing\n")
        sys.stderr.flush()
