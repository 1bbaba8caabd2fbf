"""What the wording of a message says about it, whatever it is about: asked or told, now or once, of whom.

The embedding is made of words in one form, without marks or tenses; these signs are read from the words as
they were written. `data/danger_signs.txt` holds them, and what each says is learned.
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.safety.danger.phrases import worded
from bot.safety.lexicon import lines

_SIGNS: Final = tuple(line.partition(": ") for line in lines("danger_signs.txt"))
_PATTERNS: Final = tuple(re.compile(pattern) for _, _, pattern in _SIGNS)
NAMES: Final = ("worded", *(name for name, _, _ in _SIGNS))
"""What each sign is called; "worded" is a wording of danger, in whatever sentence."""


_LONGEST: Final = 1000
"""Characters: of a longer text the signs of both ends are read."""


def signs(lowered: str) -> NDArray[np.float32]:
    """Return which signs a plain lower-case text has, as ones and zeros."""
    if len(lowered) > _LONGEST:
        lowered = f"{lowered[: _LONGEST // 2]}\n{lowered[-_LONGEST // 2 :]}"
    seen = (pattern.search(lowered) is not None for pattern in _PATTERNS)
    return np.array([worded(lowered), *seen], dtype=np.float32)
