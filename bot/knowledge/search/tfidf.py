"""Likeness by letters and words, in plain numpy: TF-IDF over character n-grams and over stems in pairs.

Written here rather than taken from scikit-learn for two reasons: a warm start must not pay for that
import, and hashing all texts in one vectorised sweep makes a first index a matter of a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_WORD = re.compile(r"[^\W_]+")
_LONGEST_GRAM = 5
_STEM = 5  # letters of a word that count in pairs: endings differ between forms and languages
_REACH = 4  # how far apart the words of a pair may stand, and how far a denial reaches
_DENIED_COUNT = 3
_LARGE = 16_000  # lines from which on the commonest n-grams are passed over
_DENYING = """ikke ingen uten før førr mangler aldri nei nekter nektar ennå enno enda itj ikkj
    not without before no never none nobody yet don doesn isn hasn haven cannot refuse refuses"""
DENYING = frozenset(_DENYING.split())
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_BUCKET_BITS = 22  # 4 million buckets for about 100,000 distinct n-grams: collisions are rare


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without accents or punctuation (æ, ø, å stay)."""
    folded = unicodedata.normalize("NFKC", text).lower()
    folded = folded.replace("ä", "æ").replace("ö", "ø").replace("é", "e").replace("è", "e")
    return _WORD.findall(folded.replace("ô", "o").replace("ò", "o"))


def char_features(texts: Sequence[Sequence[str]]) -> tuple[Ints, Ints]:
    """Return (row, bucket) of every character n-gram that lies inside a word and its borders.

    `texts` are lists of words. N-grams of 2 to 5 characters, hashed; one entry per occurrence.
    """
    joined = [" " + " ".join(words_) + " " for words_ in texts]
    codes = np.frombuffer("".join(joined).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    row_of = np.repeat(np.arange(len(joined), dtype=np.int32), [len(text) for text in joined])
    spaces = np.concatenate(([0], np.cumsum(codes == 32)))
    rows, buckets = [], []
    hashed = codes.copy()
    for size in range(2, _LONGEST_GRAM + 1):
        hashed = hashed[:-1] * _PRIME + codes[size - 1 :]
        starts = np.arange(len(hashed))
        inner = spaces[starts + size - 1] - spaces[starts + 1]  # spaces strictly inside
        keep = (inner == 0) & (row_of[: len(hashed)] == row_of[size - 1 :])
        mixed = (hashed[keep] ^ np.uint64(size)) * _PRIME
        rows.append(row_of[: len(hashed)][keep])
        buckets.append((mixed >> np.uint64(64 - _BUCKET_BITS)).astype(np.int32))
    return np.concatenate(rows), np.concatenate(buckets)


def word_features(texts: Sequence[Sequence[str]]) -> tuple[Ints, Ints]:
    """Return (row, bucket) of every word's stem and every pair of stems that stand close together, hashed.

    Stems after a word that denies count thrice more as denied: without that, "what may I share before
    the patient has consented" looks like its opposite.
    """
    rows: list[int] = []
    buckets: list[int] = []
    mask = (1 << _BUCKET_BITS) - 1
    for row, text in enumerate(texts):
        stems = [word[:_STEM] for word in text]
        seen, denied = set(stems), set[str]()
        for at, (word, stem) in enumerate(zip(text, stems, strict=True)):
            following = stems[at + 1 : at + 1 + _REACH]
            seen.update(f"{stem} {other}" for other in following)
            if word in DENYING:
                denied.update(f"!{other}" for other in following)
        grams = [*seen, *(gram for gram in denied for _ in range(_DENIED_COUNT))]
        rows.extend([row] * len(grams))
        buckets.extend(crc32(gram.encode()) & mask for gram in grams)
    return np.array(rows, dtype=np.int32), np.array(buckets, dtype=np.int32)


def _counted(rows: Ints, buckets: Ints) -> tuple[Ints, Ints, Floats]:
    """Return distinct (row, bucket) with 1 + ln(count), sorted by bucket and then by row."""
    keys = (buckets.astype(np.int64) << 32) | rows
    unique, counts = np.unique(keys, return_counts=True)
    weights = (1.0 + np.log(counts)).astype(np.float32)
    return (unique & 0xFFFFFFFF).astype(np.int32), (unique >> 32).astype(np.int32), weights


@dataclass(frozen=True)
class Postings:
    """An inverted index: for every bucket the rows that hold it, with their unit-length weights."""

    size: int
    buckets: Ints
    starts: Ints
    idf: Floats
    rows: Ints
    weights: Floats

    @classmethod
    def of(cls, size: int, features: tuple[Ints, Ints]) -> Postings:
        """Index `size` rows from their (row, bucket) occurrences."""
        rows, buckets, weights = _counted(*features)
        distinct, starts, counts = np.unique(buckets, return_index=True, return_counts=True)
        idf = (np.log((1 + size) / (1 + counts)) + 1.0).astype(np.float32)
        weights *= np.repeat(idf, counts)
        norms = np.sqrt(np.bincount(rows, weights.astype(np.float64) ** 2, minlength=size))
        weights = (weights / np.maximum(norms, 1e-9)[rows]).astype(np.float32)
        edges = np.append(starts, len(rows)).astype(np.int32)
        return cls(size, distinct, edges, idf, rows, weights)

    def likeness(self, features: tuple[Ints, Ints]) -> Floats:
        """Return the cosine likeness (0 to 1) of one text, given by its features, to every row.

        Features that no row holds still count in the length, so unknown words lower the likeness.
        """
        _, buckets, weights = _counted(*features)
        if not len(buckets) or not len(self.buckets):
            return np.zeros(self.size, dtype=np.float32)
        places = np.minimum(np.searchsorted(self.buckets, buckets), len(self.buckets) - 1)
        known = self.buckets[places] == buckets
        unseen = np.float32(np.log(1 + self.size) + 1.0)
        weights = weights * np.where(known, self.idf[places], unseen)
        weights /= max(float(np.linalg.norm(weights)), 1e-9)
        places, weights = places[known], weights[known]
        counts = self.starts[places + 1] - self.starts[places]
        if self.size > _LARGE:  # what half of all lines hold tells little, and would cost the most
            places, weights, counts = (part[counts <= _LARGE // 8] for part in (places, weights, counts))
        firsts = self.starts[places]
        total = int(counts.sum())
        offsets = np.repeat(firsts - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
        hits = offsets + np.arange(total)
        products = self.weights[hits] * np.repeat(weights, counts)
        return np.bincount(self.rows[hits], products, minlength=self.size).astype(np.float32)

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """Return the index as named arrays, for a store."""
        return {
            f"{prefix}.buckets": self.buckets,
            f"{prefix}.starts": self.starts,
            f"{prefix}.idf": self.idf,
            f"{prefix}.rows": self.rows,
            f"{prefix}.weights": self.weights,
        }

    @classmethod
    def from_arrays(cls, prefix: str, size: int, arrays: Mapping[str, NDArray[np.generic]]) -> Postings:
        """Rebuild an index from named arrays. Raises KeyError when one is missing."""
        return cls(
            size,
            np.asarray(arrays[f"{prefix}.buckets"], dtype=np.int32),
            np.asarray(arrays[f"{prefix}.starts"], dtype=np.int32),
            np.asarray(arrays[f"{prefix}.idf"], dtype=np.float32),
            np.asarray(arrays[f"{prefix}.rows"], dtype=np.int32),
            np.asarray(arrays[f"{prefix}.weights"], dtype=np.float32),
        )
