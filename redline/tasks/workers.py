"""Spreads work over the machine's cores, so that its results come in order and do not depend on how many there are."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Task = TypeVar("Task")
Made = TypeVar("Made")

_FEW = 8  # tasks below which starting a process costs more than it saves
_makers: list[Callable[[Any], Any]] = []  # the maker of this process


def spread(
    maker: Callable[[Shared], Callable[[Task], Made]], shared: Shared, tasks: Sequence[Task], workers: int = 0
) -> Iterator[tuple[Task, Made]]:
    """Yield each task and what was made of it, in the order of the tasks.

    Args:
        maker: Called once in each process with ``shared``; what it returns is called with each task.
        shared: What all tasks need.
        tasks: What to make.
        workers: How many processes; 0 for one a core.
    """
    count = min(workers or cores(), len(tasks))
    if count < 2 or len(tasks) < _FEW:
        make = maker(shared)
        yield from ((task, make(task)) for task in tasks)
        return
    # a forked process has the shared data already; others are handed it
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(count, context, initializer=_begin, initargs=(maker, shared)) as pool:
        chunk = max(1, len(tasks) // (count * 16))
        yield from zip(tasks, pool.map(_make, tasks, chunksize=chunk), strict=True)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(maker: Callable[[Shared], Callable[[Task], Made]], shared: Shared) -> None:
    _makers[:] = [maker(shared)]


def _make(task: object) -> object:
    return _makers[0](task)
