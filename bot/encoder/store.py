"""Named arrays on disk: vectors and trained indexes between starts.

Everything is keyed by content, written to a temporary file and renamed: two processes that start at once
write the same file twice, and neither reads a half one.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

KEPT = 3
"""Files of one kind (the part of the key before the first dash) that stay; older ones are removed."""


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
        else:
            self._tidy(key.partition("-")[0])

    def _tidy(self, kind: str) -> None:
        """Remove all but the newest files of a kind. One that another process removed is gone, too."""
        with suppress(OSError):
            files = sorted(self._folder.glob(f"{kind}-*.npz"), key=lambda file: file.stat().st_mtime)
            for old in files[:-KEPT]:
                old.unlink(missing_ok=True)
