"""How deep a run goes: `make test` the same each time on CI, `make prove` far and with fresh seeds.

`make prove` gives the seed as PROVE_SEED and to hypothesis; it is printed when something fails.
"""

from __future__ import annotations

import os
import random

SEED = int(os.environ.get("PROVE_SEED") or 0)
"""0 where a run is not a deep one."""


def deep(usual: int, proving: int | None = None) -> int:
    """Return how many examples or kills a test takes: ten times the usual in a deep run, unless said."""
    return usual if not SEED else proving or 10 * usual


def chance_of(number: int) -> random.Random:
    """Return the chance of a test: the same each time, in a deep run another one each time."""
    return random.Random(number + SEED)
