"""What people ask in their first month is answered by the topic that is about it."""

from __future__ import annotations

from functools import cache

import pytest
import yaml

from bot import app
from bot.conversation.context import Knowledge
from bot.settings import read
from tests.domain.making import ROOT

ASKED = yaml.safe_load((ROOT / "tests/knowledge/first_month.yaml").read_text("utf-8"))


@cache
def knowledge() -> Knowledge:
    """Return the real base with its search, made or taken from the cache once."""
    return app.know(read(log_level="error"))


@pytest.mark.parametrize("line", ASKED, ids=lambda line: line["topic"])
def test_it_is_answered(line: dict[str, str]) -> None:
    """The first topic that is shown is the one that answers."""
    outcome = app.ask(knowledge(), line["q"])
    assert outcome.topics[:1] == (line["topic"],), outcome
