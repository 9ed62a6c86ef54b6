"""How long our own texts take: reading, comparing and writing every proposal in texts/, step by step.

Run by `make bench`. Best of five runs.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from redline import api
from redline.library import Library


def best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)


def main() -> None:
    folder = api.texts().folder
    jobs, _ = api.all_jobs(api.texts())
    redlines = [job.make() for job in jobs]
    print(f"{len(redlines)} redlines of {len(redlines[0].base.lines)} lines")
    print(f"read      {best(lambda: Library(folder).proposals):.3f} s")
    print(f"apply     {best(lambda: [job.make() for job in jobs]):.3f} s")
    aligned = best(lambda: [api.compare(r.base, r.revised) for r in redlines])
    print(f"compare   {aligned:.3f} s  (aligned without amendments)")
    for name in api.WRITERS:
        print(f"{name:<10}{best(lambda name=name: [api.render(r, name) for r in redlines]):.3f} s")


if __name__ == "__main__":
    main()
