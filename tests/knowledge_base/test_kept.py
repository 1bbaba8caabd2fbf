"""A base that was found whole is taken as kept, and only as long as nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from bot.knowledge import loader
from bot.knowledge.base import file_cache as kept
from bot.knowledge.base.fault import KnowledgeFaults
from bot.knowledge.base.files import Files


def test_the_same_values_in_the_same_order(real_root: Path, tmp_path: Path) -> None:
    """From what is kept comes what a fresh look at the files gives, the order of its keys included."""
    fresh = loader.load(real_root)
    loader.load(real_root, cache=tmp_path)
    again = loader.load(real_root, cache=tmp_path)
    assert again == fresh
    assert list(again.topics) == list(fresh.topics)
    assert [list(texts) for texts in again.words.texts.values()] == [
        list(texts) for texts in fresh.words.texts.values()
    ]
    assert again.terms
    assert again.utterances


def test_it_is_what_is_kept_that_is_taken(small: Path, tmp_path: Path) -> None:
    """The files are not looked through again: what stands in the cache is what is said."""
    cache = tmp_path / "cache"
    loader.load(small, cache=cache)
    (file,) = cache.glob("base-*.json")
    file.write_text(file.read_text("utf-8").replace("Et kort svar.", "Kept."), "utf-8")
    assert loader.load(small, cache=cache).topics["nb", "ips.one"].answer == "Kept."
    assert loader.load(small).topics["nb", "ips.one"].answer == "Et kort svar."


def _edit(root: Path) -> None:
    path = root / "nb" / "topics" / "ips.one.yaml"
    path.write_text(path.read_text("utf-8").replace("Et kort svar.", "Et nytt svar."), "utf-8")


def _break(root: Path) -> None:
    (root / "nn" / "topics" / "ips.two.yaml").unlink()


def test_an_edit_is_seen(small: Path, tmp_path: Path) -> None:
    """One changed sentence, and the files are read and checked again."""
    loader.load(small, cache=tmp_path)
    _edit(small)
    assert loader.load(small, cache=tmp_path).topics["nb", "ips.one"].answer == "Et nytt svar."


def test_a_faulty_base_is_never_kept(small: Path, tmp_path: Path) -> None:
    """It was whole once; broken, it is refused at each start."""
    cache = tmp_path / "cache"
    loader.load(small, cache=cache)
    _break(small)
    for _ in range(2):
        with pytest.raises(KnowledgeFaults):
            loader.load(small, cache=cache)
    assert len(list(cache.glob("base-*.json"))) == 1


def test_another_program_checks_anew(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer check may find what an older one did not."""
    before = kept.key_of(small)
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "check.py").write_text("pass")
    monkeypatch.setattr(kept, "PROGRAM", tmp_path / "program")
    assert kept.key_of(small) != before


SPOILT: dict[str, Callable[[str], str]] = {
    "half a file": lambda text: text[: len(text) // 2],
    "nothing": lambda _: "",
    "something else": lambda _: '{"folder": 1}',
    "a list": lambda _: "[]",
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_is_spoilt_is_read_anew(small: Path, tmp_path: Path, how: str) -> None:
    """A cache that cannot be read keeps nobody from starting."""
    cache = tmp_path / "cache"
    loader.load(small, cache=cache)
    (file,) = cache.glob("base-*.json")
    file.write_text(SPOILT[how](file.read_text("utf-8")), "utf-8")
    assert loader.load(small, cache=cache) == loader.load(small)


def test_a_cache_that_cannot_be_written(small: Path, tmp_path: Path) -> None:
    """A file where the folder should be is no fault."""
    (tmp_path / "cache").write_text("")
    assert loader.load(small, cache=tmp_path / "cache") == loader.load(small)


def test_few_are_kept(small: Path, tmp_path: Path) -> None:
    """Old ones are removed."""
    cache = tmp_path / "cache"
    for number in range(kept.MOST_KEPT + 2):
        path = small / "nb" / "topics" / "ips.one.yaml"
        path.write_text(path.read_text("utf-8") + f"# {number}\n", "utf-8")
        loader.load(small, cache=cache)
    assert len(list(cache.iterdir())) == kept.MOST_KEPT


def test_every_part_of_a_base_is_kept() -> None:
    """A kind of file that is new, and not kept, would quietly make every start a slow one."""
    parts = {field.name for field in fields(Files)} - {"folder", "utterances", "talks", "stray"}
    assert set(kept._ONE + kept._BY_LANGUAGE + kept._BY_PLACE) == parts
