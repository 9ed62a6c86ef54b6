"""Serves a folder on this machine alone, for a look at a site before it is published."""

from __future__ import annotations

import contextlib
import functools
import http.server
import signal
from collections.abc import Iterator

from redline.cli.patience import rest

_ENDS = (signal.SIGINT, signal.SIGTERM)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Says nothing of each request, and lets a browser keep nothing, since the next look may be at other text."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Add what keeps a browser from showing an old page."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def server_of(folder: str, port: int) -> http.server.ThreadingHTTPServer:
    """Return a server of a folder on 127.0.0.1; port 0 takes any that is free."""
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Quiet, directory=folder))


@contextlib.contextmanager
def until_interrupted() -> Iterator[None]:
    """Run a block until it is done or this process gets SIGINT or SIGTERM, either of which ends it without an error.

    Both are listened to whatever this process began with: a shell starts what runs in the background with SIGINT
    ignored, and SIGTERM, which supervisors send, would leave no time to close anything.
    """
    rest()
    before = {number: signal.signal(number, signal.default_int_handler) for number in _ENDS}
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
