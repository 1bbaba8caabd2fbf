"""Each handler can be got to: by a phrase in every language, or by a button that another shows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.conversation import about
from bot.conversation.context import Handler, Plain
from bot.knowledge.base.entry import LANGUAGES
from handlers import ORDER
from tests.domain.making import ROOT
from tests.handlers.talk import knowledge

HEARD = {about.HANDLER}
"""Started by what the search hears: questions about the answer that was just shown."""


@cache
def buttons() -> frozenset[tuple[str, str]]:
    """Return whose buttons are made, each with the module that makes them."""
    found = set()
    for top in ("handlers", "bot/conversation", "bot/domain"):
        for path in (ROOT / top).rglob("*.py"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found |= {(name, module) for name in _named(path)}
    return frozenset(found)


def _named(path: Path) -> Iterator[str]:
    """Yield the handlers whose name stands first in a `ButtonId` that a file makes."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "ButtonId" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)


def reached(handler: Handler) -> bool:
    """Tell whether a phrase of each language starts a handler, or another module has a button of its name."""
    words = knowledge().base.words
    typed = all(words.phrases[lang].get(f"intents.{handler.name}") for lang in LANGUAGES)
    pressed = any(name == handler.name and module != type(handler).__module__ for name, module in buttons())
    return typed or pressed or handler.name in HEARD


@pytest.mark.parametrize("handler", ORDER, ids=lambda handler: handler.name)
def test_each_handler_can_be_reached(handler: Handler) -> None:
    """A handler without phrases under `intents.<name>` needs a button that somebody else shows."""
    assert reached(handler)


def test_a_handler_without_a_way_in_is_found() -> None:
    """What has neither phrase nor button fails, so that nobody forgets the way in."""

    class Forgotten(Plain):
        name = "forgotten_by_all"

    assert not reached(Forgotten())
