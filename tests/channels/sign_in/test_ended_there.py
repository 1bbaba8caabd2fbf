"""Signed out at the provider is signed out here: its back channel, and its page."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bot.channels.web.sign_in.oidc import NAME
from tests.channels.sign_in.conftest import House, rows
from tests.fakes.oidc.provider import LOGOUT

SID = "a session there"
NOW = int(time.time())


async def backchannel(house: House, token: str) -> int:
    """Send a logout token as the provider does: from server to server, without cookies or an origin."""
    server = house.new_browser()
    server.headers.pop("Origin")
    answer = await server.post("/login/backchannel", data={"logout_token": token})
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code


@pytest.mark.parametrize(
    "named", [{"sid": SID}, {"sub": "anna-at-work"}, {"sub": "anna-at-work", "sid": SID}]
)
async def test_the_session_ends(house: House, named: dict[str, str]) -> None:
    """By the account, by the session there, or both; the page says so at its next question."""
    await house.enter()
    assert await backchannel(house, house.provider.logout_token(**named)) == 200
    assert (await house.browser.get("/u/anna/api/login")).status_code == 401
    assert await rows(house, "web_session") == []


async def test_other_sessions_go_on(house: House) -> None:
    """A token for one session there leaves the others, and other people, alone."""
    await house.enter()
    for other in ({"sid": "another"}, {"sub": "jonas-at-work"}, {"sub": "anna-at-work", "sid": "another"}):
        assert await backchannel(house, house.provider.logout_token(**other)) == 200
    assert (await house.browser.get("/u/anna/api/login")).status_code == 200


NO_TOKENS: dict[str, dict[str, Any]] = {
    "neither account nor session": {},
    "no events": {"sid": SID, "events": None},
    "events of nothing": {"sid": SID, "events": {}},
    "the event is a word": {"sid": SID, "events": {LOGOUT: "yes"}},
    "a nonce": {"sid": SID, "nonce": "x"},
    "no id": {"sid": SID, "jti": None},
    "issued an hour ago": {"sid": SID, "iat": NOW - 3600, "exp": NOW + 3600},
    "run out": {"sid": SID, "exp": NOW - 3600},
    "for another program": {"sid": SID, "aud": "another program"},
    "of another issuer": {"sid": SID, "iss": "https://evil.example"},
}
"""Named, since two workers that read this in different seconds must mean the same tests."""


@pytest.mark.parametrize("bent", NO_TOKENS.values(), ids=NO_TOKENS)
async def test_what_is_no_logout_token(house: House, bent: dict[str, Any]) -> None:
    """Not even an ID token of the provider itself ends a session."""
    await house.enter()
    assert await backchannel(house, house.provider.logout_token(**bent)) == 400
    assert (await house.browser.get("/u/anna/api/login")).status_code == 200


async def test_a_token_of_nobody(house: House) -> None:
    """Unsigned, signed by somebody else, or no token at all."""
    await house.enter()
    house.provider.signed = False
    unsigned = house.provider.logout_token(sid=SID)
    house.provider.signed, house.provider.key = True, "second"
    foreign = house.provider.logout_token(sid=SID)
    for token in (unsigned, foreign, "", "x.y.z", "a" * 9000):
        assert await backchannel(house, token) == 400
    assert (await house.browser.get("/u/anna/api/login")).status_code == 200


async def test_by_a_page_of_the_provider(house: House) -> None:
    """It loads an address of ours, with the name of the session that only it and we know."""
    await house.enter()
    stranger = house.new_browser()
    for query in ({"sid": SID}, {"iss": house.provider.issuer}, {"iss": "https://evil.example", "sid": SID}):
        assert (await stranger.get("/login/frontchannel", params=query)).status_code == 200
        assert NAME in house.browser.cookies
        assert (await house.browser.get("/u/anna/api/login")).status_code == 200
    ours = {"iss": house.provider.issuer, "sid": SID}
    assert (await stranger.get("/login/frontchannel", params=ours)).status_code == 200
    assert (await house.browser.get("/u/anna/api/login")).status_code == 401


async def test_an_open_stream_of_news_ends(house: House) -> None:
    """It was opened while the session held, and is not left open when that has ended."""
    await house.enter()
    stream = asyncio.create_task(house.browser.get("/u/anna/api/news"))
    await asyncio.sleep(0)
    assert await backchannel(house, house.provider.logout_token(sid=SID)) == 200
    async with asyncio.timeout(5):
        assert (await stream).status_code in {200, 401}
    assert (await house.browser.get("/u/anna/api/news")).status_code == 401
