"""Vectors that come with the base."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.encoder import shipped
from bot.encoder.cache import CachedEncoder
from bot.encoder.store import KEPT, DiskStore
from tests.knowledge.test_search_encoding import TEXTS, Counting


def test_shipped_vectors_need_no_encoding(tmp_path: Path) -> None:
    """A first start takes what is shipped, encodes what is new, and the rounding is hardly seen."""
    file = tmp_path / "vectors.npz"
    shipped.write(file, Counting.name, TEXTS, Counting().encode(TEXTS))
    fresh = Counting()
    vectors = CachedEncoder(fresh, tmp_path / "cache", shipped=file).encode([*TEXTS, "ny linje"])
    assert fresh.asked == ["ny linje"]
    assert np.allclose(vectors[:3], Counting().encode(TEXTS), atol=0.01)


def test_vectors_of_another_encoder_are_not_taken(tmp_path: Path) -> None:
    """Vectors of two encoders do not mix."""
    file = tmp_path / "vectors.npz"
    shipped.write(file, "another", TEXTS, Counting().encode(TEXTS))
    assert shipped.read(file, Counting.name) == {}


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 broken"])
def test_a_broken_or_absent_file_is_nothing(tmp_path: Path, content: bytes | None) -> None:
    """Then all is encoded, as before."""
    if content is not None:
        (tmp_path / "vectors.npz").write_bytes(content)
    assert shipped.read(tmp_path / "vectors.npz", Counting.name) == {}


def test_old_indexes_are_removed(tmp_path: Path) -> None:
    """Of each kind the newest stay; what is of another kind is not touched."""
    store = DiskStore(tmp_path)
    store.save("vectors-1", {"a": np.zeros(1)})
    for number in range(KEPT + 3):
        store.save(f"index-{number}", {"a": np.zeros(1)})
    assert sum(file.name.startswith("index-") for file in tmp_path.iterdir()) == KEPT
    assert store.load(f"index-{KEPT + 2}") is not None
    assert store.load("vectors-1") is not None
