"""Vectors of the base's lines that come with the base: a first start takes them instead of encoding all.

They are rounded to eight bits a number, which moves no answer; what has changed since is encoded anew.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

VECTORS = Path("encoder") / "vectors.npz"
"""Where the vectors stand in a knowledge base."""
DIGEST = 16
_STEPS = 127.0


def digest(text: str) -> bytes:
    """Return the key of a text's vector."""
    return hashlib.blake2b(text.encode(), digest_size=DIGEST).digest()


def write(path: Path, name: str, texts: Sequence[str], vectors: Floats) -> None:
    """Write the vectors of texts, made by the encoder of that `name`; texts that come twice stand once."""
    rows = {digest(text): at for at, text in enumerate(texts)}
    kept = vectors[list(rows.values())]
    scales = np.abs(kept).max(axis=1, keepdims=True) / _STEPS
    codes = np.rint(kept / np.maximum(scales, 1e-12)).astype(np.int8)
    keys = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(-1, DIGEST)
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, name=np.array(name), keys=keys, codes=codes, scales=scales.astype(np.float32))


def read(path: Path, name: str) -> dict[bytes, Floats]:
    """Return the vectors by key; none where the file is absent, broken or of another encoder."""
    try:
        with np.load(path, allow_pickle=False) as file:
            if str(file["name"]) != name:
                return {}
            keys, vectors = file["keys"].tobytes(), file["codes"] * file["scales"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    cut = (keys[at : at + DIGEST] for at in range(0, len(keys), DIGEST))
    return dict(zip(cut, vectors.astype(np.float32), strict=False))
