"""A story is no form: what it says in one place it may take back in another."""

from __future__ import annotations

import datetime as dt

from bot.conversation.dialog import open_question as asking
from bot.understanding.answer.facts import read_facts
from bot.understanding.answer.values import Asked
from bot.understanding.opening import begins_referral
from bot.understanding.said.clauses import LONGEST_TOLD
from bot.understanding.sharing import read_sharing
from handlers.referral.beginning.questions import ReferralDialog
from tests.handlers.talk import knowledge

TODAY = dt.date(2026, 12, 1)
SAID = "Vil henvise en kvinne på 34 som har sagt ja til IPS, skriftlig, i går."
STORY = f"{SAID} {'Vi snakket lenge om skole og jobb den dagen. ' * (LONGEST_TOLD // 9 + 1)}"


def asked() -> list[Asked]:
    """Return the questions of the referral dialog."""
    words, dialog = knowledge().base.words, ReferralDialog()
    return [asking.asked(words, "refer", question) for question in dialog.questions]


def test_a_short_text_is_read_statement_by_statement() -> None:
    """It begins a referral, with what it says."""
    words = knowledge().base.words
    assert begins_referral(words, asked(), SAID, TODAY)
    facts = read_facts(words, asked(), SAID, TODAY)
    assert [value for key, value in facts.items() if key.endswith("take_part")] == ["yes"]


def test_a_story_fills_in_nothing() -> None:
    """No fact of it is taken, least of all a consent; each question is asked."""
    words = knowledge().base.words
    assert not begins_referral(words, asked(), STORY, TODAY)
    assert not read_facts(words, asked(), STORY, TODAY)
    assert not read_sharing(words, f"Kan jeg si diagnosen til sjefen? {STORY}").facts
