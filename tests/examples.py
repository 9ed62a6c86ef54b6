"""How many examples a property takes: its usual count in `make test`, a tenth in `make quick`, many in `make fuzz`.

The three are Hypothesis profiles, chosen by ``--hypothesis-profile``. But for the last, one run gives what another
gives, however loaded the machine: examples are the same each time, and none has a time limit.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_USUAL = 100
"""What Hypothesis takes for a property that asks for no number."""

_FEWEST = 10

settings.register_profile(
    "whole",
    max_examples=_USUAL,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("whole"), max_examples=_USUAL // 10)
settings.register_profile(
    "fuzz",
    settings.get_profile("whole"),
    max_examples=_USUAL * int(os.environ.get("REDLINE_TIMES", "25")),
    derandomize=False,
    database=None,
    print_blob=True,
)


def examples(usual: int) -> settings:
    """Return the settings of a property that takes this many examples in `make test`."""
    count = usual * settings.default.max_examples // _USUAL
    return settings(max_examples=max(count, min(usual, _FEWEST)))
