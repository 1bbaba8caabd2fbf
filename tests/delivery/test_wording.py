"""Everything that may be told has words: each kind of news, each term that is filled in, each button."""

from __future__ import annotations

import pytest

from bot.delivery.wording import LEADS
from bot.domain.turn.notice import Goal, NoticeKind, TermSort
from bot.knowledge.base.entry import LANGUAGES
from tests.handlers.talk import knowledge


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_is_told_has_words(lang: str) -> None:
    """A kind without a text, a list without names or a button without a label would fail at its reader."""
    words = knowledge().base.words
    assert [kind for kind in NoticeKind if not words.has(lang, kind)] == []
    assert [sort for sort in TermSort if not words.keys(lang, f"{sort}.")] == []
    assert [goal for goal in Goal if goal not in LEADS or not words.has(lang, LEADS[goal].label)] == []
