"""Start-up of the command line: `redline --help`, `--version`, and an empty Python beside them, best and median of 15.

Run by `make bench`. The bound is 0.25 s for --help (best of the runs: a busy machine only ever adds).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = str(Path(sys.executable).parent / "redline")
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "redline --version": [PROGRAM, "--version"],
    "redline --help": [PROGRAM, "--help"],
    "redline proposal --help": [PROGRAM, "proposal", "--help"],
}


def main() -> None:
    print(f"{'command':<26}{'best':>9}{'median':>9}")
    for name, command in COMMANDS.items():
        times = []
        for _ in range(15):
            began = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True)
            times.append(time.perf_counter() - began)
        print(f"{name:<26}{min(times):>7.3f} s{statistics.median(times):>7.3f} s")


if __name__ == "__main__":
    main()
