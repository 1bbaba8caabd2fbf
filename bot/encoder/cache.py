"""An encoder that keeps the vectors of the knowledge base's lines on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.encoder import shipped
from bot.encoder.shipped import DIGEST, digest
from bot.encoder.store import DiskStore

Floats = NDArray[np.float32]
Progress = Callable[[int, int], None]

_BATCH = 64


class CachedEncoder:
    """An encoder that keeps the vectors of the knowledge base's lines on disk.

    Only calls with several texts (an index) are kept: single questions leave no trace. `progress` is
    told (done, total) while new lines are encoded. `shipped` is a file of vectors that come with the base
    (`bot.encoder.shipped`), so that a first start need not encode it all.
    """

    def __init__(
        self, encoder: Any, folder: Path, progress: Progress | None = None, shipped: Path | None = None
    ) -> None:
        self._encoder = encoder
        self._folder = folder
        self._progress = progress
        self._shipped = shipped
        self._known: dict[bytes, Floats] = {}
        self.name: str = encoder.name

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector of length 1 per text, new ones encoded and kept."""
        if len(texts) < 2:
            vectors: Floats = self._encoder.encode(texts)
            return vectors
        keys = [digest(text) for text in texts]
        kept = self._kept(set(keys))
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        fresh = self._encode_new(new)
        if fresh:
            self._known = kept = kept | fresh
            self._save({key: kept[key] for key in dict.fromkeys(keys)})
        return np.array([kept[key] for key in keys], dtype=np.float32)

    def _kept(self, wanted: set[bytes]) -> dict[bytes, Floats]:
        """Return the vectors that are there, looking no further than needed: in memory, on disk, shipped."""
        kept = self._known
        if not kept.keys() >= wanted:
            kept = self._load() | kept
        if self._shipped is not None and not kept.keys() >= wanted:
            kept = shipped.read(self._shipped, self.name) | kept
        return kept

    def _encode_new(self, new: Mapping[bytes, str]) -> dict[bytes, Floats]:
        keys, texts = list(new), list(new.values())
        fresh: dict[bytes, Floats] = {}
        for start in range(0, len(texts), _BATCH):
            vectors = self._encoder.encode(texts[start : start + _BATCH])
            fresh.update(zip(keys[start : start + _BATCH], vectors, strict=True))
            if self._progress:
                self._progress(len(fresh), len(texts))
        return fresh

    @property
    def _file(self) -> str:
        return f"vectors-{hashlib.sha256(self.name.encode()).hexdigest()[:16]}"

    def _load(self) -> dict[bytes, Floats]:
        arrays = DiskStore(self._folder).load(self._file)
        if arrays is None or not {"keys", "vectors"} <= set(arrays):
            return {}
        keys = np.ascontiguousarray(arrays["keys"]).tobytes()
        vectors = np.asarray(arrays["vectors"], dtype=np.float32)
        cut = [keys[at : at + DIGEST] for at in range(0, len(keys), DIGEST)]
        return dict(zip(cut, vectors, strict=False))

    def _save(self, kept: Mapping[bytes, Floats]) -> None:
        keys = np.frombuffer(b"".join(kept), dtype=np.uint8).reshape(-1, DIGEST)
        DiskStore(self._folder).save(self._file, {"keys": keys, "vectors": np.array(list(kept.values()))})
