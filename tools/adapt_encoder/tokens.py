"""The tokenizer of the bundled model: SentencePiece unigram, read from the model's own container."""

from __future__ import annotations

from bot.encoder.container import Container

_META = "\u2581"
_UNKNOWN_PENALTY = 10.0
_LOWEST = -1e30


class Tokenizer:
    """Cuts texts into the same pieces as the bundled engine does."""

    def __init__(self, container: Container) -> None:
        vocabulary = container.vocabulary()
        self._ids = vocabulary.pieces
        self._scores = vocabulary.scores
        self._normal = vocabulary.normal
        self._first, self._last, self._unknown = vocabulary.first, vocabulary.last, vocabulary.unknown
        self._penalty = float(self._scores.min()) - _UNKNOWN_PENALTY
        self._longest = max(len(piece) for piece in self._ids)

    def ids(self, text: str) -> list[int]:
        """Return the ids of a text's pieces between the marks of beginning and end."""
        return [self._first, *self._pieces(self._normalised("query: " + text)), self._last]

    def _normalised(self, text: str) -> str:
        mapped = "".join(self._normal.get(sign, sign) for sign in text)
        while "  " in mapped:
            mapped = mapped.replace("  ", " ")
        led = mapped if mapped.startswith(" ") else " " + mapped
        return led.replace(" ", _META)

    def _pieces(self, text: str) -> list[int]:
        size = len(text)
        best = [0.0] + [_LOWEST] * size
        piece, came = [self._unknown] * (size + 1), [0] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self._longest) + 1):
                at = self._ids.get(text[start:end])
                if at is None or at == self._unknown:
                    continue
                score = best[start] + float(self._scores[at])
                if score > best[end]:
                    best[end], piece[end], came[end] = score, at, start
            if best[start] + self._penalty > best[start + 1]:
                best[start + 1] = best[start] + self._penalty
                piece[start + 1], came[start + 1] = self._unknown, start
        found, at = [], size
        while at:
            found.append(piece[at])
            at = came[at]
        return found[::-1]
