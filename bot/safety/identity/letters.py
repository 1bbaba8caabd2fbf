"""Whether a word that is on no list looks like a name: learned from the letters of listed names and words."""

from __future__ import annotations

import math
import zlib
from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.safety.lexicon import DATA

BUCKETS: Final = 1 << 14
_SIZES: Final = (2, 3, 4, 5)
_LONGEST: Final = 40  # letters
_REMEMBERED: Final = 20_000
_LEAST, _MOST = -3, 4


def grams(low: str) -> list[int]:
    """Return the buckets of the parts of a lower-case word, its edges marked."""
    edged = f"<{low[:_LONGEST]}>"
    parts = {edged[at : at + size] for size in _SIZES for at in range(len(edged) - size + 1)}
    return sorted({zlib.crc32(part.encode()) % BUCKETS for part in parts})


@cache
def _weights() -> tuple[NDArray[np.float32], float]:
    with np.load(DATA / "letters.npz", allow_pickle=False) as file:
        return file["weights"].astype(np.float32) * np.float32(file["scale"]), float(file["base"])


@lru_cache(_REMEMBERED)
def looks(low: str) -> int:
    """Return how much a lower-case word looks like a name, from -3 (not at all) to 4."""
    weights, base = _weights()
    found = grams(low)
    score = base + float(weights[found].sum()) / math.sqrt(len(found))
    return round(min(max(score, _LEAST), _MOST))
