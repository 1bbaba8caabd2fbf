"""A code that is typed means its referral, whatever signs are in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation import engine
from bot.domain.case.code import Code
from bot.domain.message.message import Inbound
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from handlers import ORDER
from tests.domain.making import NOW, referral
from tests.handlers.talk import ANNA, knowledge


@pytest.mark.parametrize("code", ["IPS-7K3F", "IPS-88MZ", "IPS-22BC", "IPS-Z19K"])
@pytest.mark.parametrize(
    ("typed", "dialog"),
    [("trekk samtykket {}", ""), ("forny samtykket {}", "renew")],
)
def test_signs_of_a_code_are_nobodys_age(code: str, typed: str, dialog: str) -> None:
    """The "88" in a code is no age: the sentence never begins a referral in place of what it asks for."""
    seen = TurnSnapshot(referrals={code: replace(referral(), code=Code(code))}, fresh_code="IPS-AAA2")
    turn = Inbound("1", text=typed.format(code))
    outcome = engine.decide(turn, Session(), ANNA, seen, knowledge(), NOW, ORDER)
    begun = outcome.session.dialog
    assert (begun.name if begun else "") == dialog
    assert code in outcome.replies[0].text
