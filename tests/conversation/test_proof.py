"""Somebody whose sign-in is not fresh records no consent, and loses no answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation import engine
from bot.domain.message.message import Inbound
from bot.domain.turn.outcome import Audit, Outcome
from handlers import ORDER
from tests.domain.making import NOW
from tests.handlers.talk import LANGS, Talk, knowledge, say


class Stale(Talk):
    """A talk of somebody who signed in long ago, until they sign in anew."""

    unproved = True

    def _turn(self, turn: Inbound) -> Outcome:
        return super()._turn(replace(turn, unproved=self.unproved))


@pytest.mark.parametrize("lang", LANGS)
def test_the_last_step_asks_for_a_new_sign_in(lang: str) -> None:
    """Every step before is free; the answers wait for whoever comes back, and the same button sends then."""
    talk = Stale(lang=lang)
    talk.fill()
    ready = talk.session
    outcome = talk.choose("send")
    assert outcome.effects == ()
    assert (talk.text, talk.session) == (say(lang, "flow.prove"), ready)
    assert [choice.id for choice in talk.choices] == ["prove:"]
    assert talk.referrals() == ()
    talk.unproved = False
    back = engine.welcome(talk.session, talk.person, talk.snapshot, knowledge(), NOW, ORDER)
    talk.replies = back.replies
    sent = talk.choose("send")
    assert len(talk.referrals()) == 1
    assert "referral.consent.given" in {one.action for one in sent.effects if isinstance(one, Audit)}


def test_a_question_asks_for_nothing() -> None:
    """What records no consent needs no fresh proof."""
    talk = Stale()
    talk.say("hei")
    assert "prove:" not in {choice.id for choice in talk.choices}
