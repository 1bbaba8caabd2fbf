"""Words stand in the twin of what says them, in the same file in every language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.conversation.context import Handler
from bot.knowledge.base.entry import LANGUAGES
from handlers import ORDER
from tests.domain.making import ROOT

WORDS = ROOT / "knowledge_base"
NO_HANDLER = {"shared", "channels", "tools"}
"""Rooms of words that many handlers say, or that no handler says."""
FILES = sorted(path.relative_to(WORDS / "nb/words") for path in (WORDS / "nb/words").rglob("*.yaml"))


@cache
def keys(file: Path) -> set[str]:
    """Return the keys of a file of words, two steps deep."""
    tree = yaml.safe_load(file.read_text("utf-8"))
    return {f"{one}.{two}" for one, inner in tree.items() for two in inner}


@pytest.mark.parametrize("file", FILES, ids=str)
def test_the_same_keys_in_the_same_file(file: Path) -> None:
    """A curator who knows a text in one language finds its twins at the same place."""
    assert len({frozenset(keys(WORDS / lang / "words" / file)) for lang in LANGUAGES}) == 1


@pytest.mark.parametrize("file", FILES, ids=str)
def test_each_file_is_the_twin_of_a_module(file: Path) -> None:
    """The words of a handler, and of what is shown beside it, have the place and the name of its module."""
    module = (ROOT / "handlers" / file).with_suffix(".py")
    assert file.parts[0] in NO_HANDLER or module.is_file()


@pytest.mark.parametrize("handler", ORDER, ids=lambda handler: handler.name)
def test_the_phrases_of_a_handler_stand_in_its_twin(handler: Handler) -> None:
    """Whoever opens a handler finds the phrases that start it in the file of the same name."""
    *_, room, module = type(handler).__module__.split(".")
    for lang in LANGUAGES:
        intents = [
            file.relative_to(WORDS / lang / "words")
            for file in (WORDS / lang / "words").rglob("*.yaml")
            if f"intents.{handler.name}" in keys(file)
        ]
        assert intents in ([], [Path(room, f"{module}.yaml")])
