"""What was made of the newest texts, by the digest of each: nobody's words are kept."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """A bounded memory; threads may share it. What is in it must not be changed by whoever gets it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[bytes, Made] = OrderedDict()
        self._lock = Lock()

    def of(self, text: str, make: Callable[[], Made]) -> Made:
        """Return what `make` makes of a text; of one of the newest it is made no second time."""
        key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the digests, the oldest first."""
        return iter(self._made)
