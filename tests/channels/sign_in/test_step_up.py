"""Where a consent is to be recorded, the proof must be fresh: asked for, checked, and told to the turn."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest

from bot.channels.web.sign_in.config import Oidc
from tests.channels.sign_in.conftest import House
from tests.fakes.oidc import FakeProvider

TURN = {"update": "12345678", "say": "hei"}


@pytest.fixture
def oidc(oidc: Oidc) -> Oidc:
    """Ten minutes."""
    return replace(oidc, lasts=replace(oidc.lasts, fresh=dt.timedelta(minutes=10)))


async def unproved(house: House, update: str) -> bool:
    """Take a turn, and tell whether it counts as one of somebody unproved."""
    answer = await house.browser.post("/u/anna/api/turn", json={**TURN, "update": update})
    assert answer.status_code == 200
    return house.desk.turns[-1].unproved


async def test_signed_in_by_what_was_proved_before(house: House) -> None:
    """Single sign-on lets somebody in who proved half an hour ago: that does not record a consent."""
    await house.enter()
    assert await unproved(house, "00000001")


async def test_a_fresh_proof_counts_for_a_while(house: House) -> None:
    """The provider is told to ask anew, whatever it remembers."""
    await house.enter()
    back = await house.enter("/u/anna/", fresh=True)
    assert back.headers["location"] == "/u/anna/"
    asked = house.provider.asked[-1]
    assert (asked["max_age"], asked["prompt"]) == ("0", "login")
    assert not await unproved(house, "00000002")
    house.clock.ahead = dt.timedelta(minutes=11)
    assert await unproved(house, "00000003")


@pytest.mark.parametrize("auth_time", [None, "an hour ago", "now", True])
async def test_a_provider_that_did_not_ask(house: House, provider: FakeProvider, auth_time: object) -> None:
    """What it says it did is looked at: an old proof, or none, is no fresh one."""
    old = auth_time == "an hour ago"
    provider.claims["auth_time"] = int(time.time()) - 3600 if old else auth_time
    back = await house.enter("/", fresh=True)
    assert back.status_code == 403
    assert house.provider.refused == []
