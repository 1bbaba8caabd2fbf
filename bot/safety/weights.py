"""What a text sounds like: learned weights of an embedding and of words, pairs and parts of words.

Two sets of weights stand in each file: one for the embedding that the search makes anyway together with the
words, one for the words alone where there is no encoder. `python -m tools.train_safety` learns them.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.lexical import words
from bot.knowledge.wording import STANDARD
from bot.safety.identity.words import is_word
from bot.safety.lexicon import DATA

Vector = NDArray[np.float32]

BUCKETS: Final = 1 << 15
_PARTS: Final = (3, 4, 5)
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
_LONG: Final = 24  # words; a longer text is also read sentence by sentence
_FEWEST: Final = 4  # words of a sentence that is read by itself
_MOST: Final = 40  # sentences of a text that are read by themselves
_MOST_WORDS: Final = 400
_SHORT: Final = 2  # letters of a word that is too short to be unknown
_CAPITAL: Final = re.compile(r"(?<![^\s,])([a-zæøå]+),? (?=[A-ZÆØÅ][a-zæøåà-ÿ]{2})")


def canonical(text: str) -> list[str]:
    """Return the words of a text in one form for what is written in many (dialect, nynorsk)."""
    return [STANDARD.get(word, word) for word in words(text)[:_MOST_WORDS]]


def _names(said: Sequence[str]) -> Iterator[str]:
    framed = ["<s>", *said, "</s>"]
    for word in said:
        yield f"w {word}"
        edged = f"<{word[:30]}>"
        for size in _PARTS:
            for start in range(len(edged) - size + 1):
                yield edged[start : start + size]
    for gap in (1, 2):
        for first, second in zip(framed, framed[gap:], strict=False):
            yield first + " " * gap + second


def _unknown(said: Sequence[str]) -> Iterator[str]:
    """Yield where a word stands that is in no list: "på ?" is likely a place, whatever it is called."""
    before, last = "<s>", "<s>"
    for word in said:
        new = len(word) > _SHORT and word.isalpha() and not is_word(word)
        shown = "?" if new else word
        if new:
            yield "?"
        if new or last == "?":
            yield f"{last} {shown}"
            yield f"{before} {last} {shown}"
        before, last = last, shown


def _capitals(text: str) -> Iterator[str]:
    """Yield where a capital stands inside a sentence: with it a place or a person is named."""
    for match in _CAPITAL.finditer(text):
        yield "?capital"
        yield f"{match[1]} ?capital"


def buckets(text: str) -> list[int]:
    """Return the buckets of a text: its words in canonical form, pairs with up to one between, parts, names.

    A lower-case text has no names with a capital; what is learned from one is to be read in lower case.
    """
    said = canonical(text.lower())
    found = (*_names(said), *_unknown(said), *_capitals(text))
    return sorted({zlib.crc32(name.encode()) % BUCKETS for name in found})


def readings(text: str) -> list[str]:
    """Return a text, and each of its sentences where it is long."""
    if len(canonical(text.lower())) <= _LONG:
        return [text]
    sentences = [match.group().strip() for match in _SENTENCE.finditer(text)][:_MOST]
    return [text, *(one for one in sentences if len(canonical(one.lower())) >= _FEWEST and one != text)]


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned weights. Scores are relative to the bound from which a text counts: above 0 it does."""

    dense: Vector
    beside: Vector
    alone: Vector
    bases: tuple[float, float]

    def score(self, text: str, vector: Vector | None) -> float:
        """Return how far a plain text is above the bound; `vector` is its embedding, if there is one."""
        weights = self.alone if vector is None else self.beside
        best = max(_sum(weights, one) for one in readings(text))
        if vector is None:
            return best + self.bases[1]
        return best + float(self.dense @ vector) + self.bases[0]


def _sum(weights: Vector, text: str) -> float:
    found = buckets(text)
    return float(weights[found].sum()) / math.sqrt(len(found)) if found else 0.0


@cache
def weights(name: str) -> Weights:
    """Return the weights of a file in `data/`. Raises OSError when it is not there."""
    with np.load(DATA / f"{name}.npz", allow_pickle=False) as file:
        read: dict[str, Any] = {key: file[key] for key in file.files}
    scales = read["scales"]
    return Weights(
        read["dense"].astype(np.float32),
        read["beside"].astype(np.float32) * np.float32(scales[0]),
        read["alone"].astype(np.float32) * np.float32(scales[1]),
        (float(read["bases"][0]), float(read["bases"][1])),
    )
