"""The command line: parses options, calls the interface for programs, reports."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit status: 0 done, 1 the answer is no, 2 could not."""
    from redline.cli.app import run

    run()
