"""Puts right what was mistyped, by the words of the base itself.

Only a word that the base has hardly ever seen is touched, and only when a common word of the base lies
one slip away (two for long words). So "taushetspilkt" becomes "taushetsplikt", and "fysioterapeut",
which is nobody's slip, stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_RARE = 1  # a word seen at most this often may be a slip
_COMMON = 4  # a word seen at least this often may be what was meant
_SHORTEST = 5
_LONG = 9  # from this length on two slips are allowed
_SHORTEST_COMPOUND = 8


class Speller:
    """Knows the words of the base and how common they are."""

    def __init__(self, counts: Mapping[str, int], slips: Mapping[str, str] | None = None) -> None:
        self._counts = counts
        self._slips = dict(slips or {})
        self._common: dict[str, list[str]] = {}
        for word, count in counts.items():
            if count >= _COMMON and len(word) >= _SHORTEST - 1:
                self._common.setdefault(word[0], []).append(word)

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]], slips: Mapping[str, str] | None = None) -> Speller:
        """Learn the words of `texts` (lists of words), counting each once a text.

        `slips` are known misspellings and what they stand for.
        """
        return cls(Counter(word for text in texts for word in set(text)), slips)

    def right(self, words: Sequence[str]) -> list[str]:
        """Return the words with slips put right and split compounds joined."""
        return [self._word(word) for word in self._join(words)]

    def _join(self, words: Sequence[str]) -> list[str]:
        joined: list[str] = []
        for word in words:
            whole = joined[-1] + word if joined else word
            if joined and len(whole) >= _SHORTEST_COMPOUND and self._counts.get(whole, 0) >= _COMMON:
                joined[-1] = whole
            else:
                joined.append(word)
        return joined

    def _word(self, word: str) -> str:
        known = self._slips.get(word)
        if known:
            return known
        if len(word) < _SHORTEST or self._counts.get(word, 0) > _RARE:
            return word
        slips = 2 if len(word) >= _LONG else 1
        found = process.extract(
            word, self._common.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips, limit=3
        )
        near = [(distance, -self._counts[match], match) for match, distance, _ in found]
        return min(near)[2] if near else word
