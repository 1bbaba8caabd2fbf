"""What sounds like danger without a wording that could be listed: learned weights of words and word parts.

`tools/train_danger.py` learns them from the handwritten lists of `tests/guard_set` and writes them as data:
one small number for each of 16,384 buckets of features. Reading a sentence adds up the weights of its words,
pairs of words and parts of words. The same filters apply as to the fixed wordings.
"""

from __future__ import annotations

import base64
import math
import re
import zlib
from collections.abc import Iterator
from typing import Final

from bot.conversation.data.danger_weights import BIAS, SCALE, WEIGHTS
from bot.conversation.guard_danger_patterns import Danger
from bot.conversation.guard_danger_stems import STEMS

BUCKETS: Final = 1 << 14
BOUND: Final = 1.0
"""The score from which a sentence counts; chosen so that questions of the knowledge base stay below it."""
BOUND_ASKED: Final = 3.0
"""The same, in a text that asks something."""
FEWEST_BLANKS: Final = 3
"""In fewer than four words there is too little to judge by; the listed wordings are for those."""

_NUMBERS: Final = base64.b64decode("".join(WEIGHTS.split()))
_WORD: Final = re.compile(r"[^\W_]{1,30}")
_PARTS: Final = (3, 4, 5)


def features(sentence: str) -> set[int]:
    """Return the buckets of a plain, lower-case sentence: its words, pairs with up to one between, parts."""
    words = _WORD.findall(sentence)
    return {zlib.crc32(name.encode()) % BUCKETS for name in _names(words)}


def _names(words: list[str]) -> Iterator[str]:
    framed = ["<s>", *words, "</s>"]
    for word in words:
        yield f"w {word}"
        edged = f"<{word}>"
        for size in _PARTS:
            for start in range(len(edged) - size + 1):
                yield edged[start : start + size]
    for gap in (1, 2):
        for first, second in zip(framed, framed[gap:], strict=False):
            yield first + " " * gap + second


def score(sentence: str) -> float:
    """Return how much a sentence sounds like danger; above BOUND it counts."""
    found = features(sentence)
    if sentence.count(" ") < FEWEST_BLANKS:
        return -1.0
    total = sum((_NUMBERS[bucket] ^ 0x80) - 0x80 for bucket in found)
    return total * SCALE / math.sqrt(len(found)) + BIAS


def kind_of(sentence: str) -> Danger:
    """Return the kind of help that the words of a sentence point to most; suicide when nothing does."""
    counts = {kind: sum(stem in sentence for stem in STEMS[kind]) / len(STEMS[kind]) for kind in STEMS}
    return max((Danger.SUICIDE, Danger.MEDICAL, Danger.VIOLENCE, Danger.CHILD), key=lambda kind: counts[kind])
