"""Signing in with an account at work: the way there, the way back, and what the session is."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from bot.channels.web.sign_in.begun import Seal
from bot.channels.web.sign_in.oidc import NAME
from bot.domain.person.person import Role
from tests.channels.sign_in.conftest import ANNA, HOME, House, rows

TURN = {"update": "12345678", "say": "hei"}


async def test_out_to_the_provider_and_in(house: House) -> None:
    """PKCE, state and nonce go out; a session comes back, in a cookie for no script and no other host."""
    back = await house.enter()
    assert (back.status_code, back.headers["location"]) == (303, "/u/anna/")
    cookie = next(c for c in back.headers.get_list("set-cookie") if c.startswith(f"{NAME}="))
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert NAME.startswith("__Host-")
    assert "Domain" not in cookie
    assert (await house.browser.get("/u/anna/")).status_code == 200
    assert (await house.browser.post("/u/anna/api/turn", json=TURN)).json()["replies"][0]["text"] == "hei"
    assert house.provider.refused == []


async def test_the_token_is_nowhere_but_in_the_browser(house: House) -> None:
    """The store has digests: of the token, and of what the provider calls the account."""
    await house.enter()
    token = house.browser.cookies[NAME]
    kept = str([await rows(house, table) for table in ("web_session", "sign_in")])
    assert token not in kept
    assert "anna-at-work" not in kept


async def test_a_new_sign_in_ends_the_one_before(house: House) -> None:
    """One browser has one session, and each sign-in another token."""
    await house.enter()
    first = house.browser.cookies[NAME]
    await house.enter()
    assert house.browser.cookies[NAME] != first
    assert await house.store.sign_ins.session(first) is None


async def test_who_is_signed_in_goes_straight_in(house: House) -> None:
    """The first page leads home, or to what a letter pointed at, also when that was somebody else's page."""
    await house.enter()
    for asked, lands in (
        ("/", "/u/anna/"),
        ("/u/anna/inbox", "/u/anna/inbox"),
        ("/u/kari/statistics", "/u/anna/statistics"),
        ("/u/jonas/", "/u/anna/"),
    ):
        answer = await house.browser.get("/", params={"to": asked})
        assert answer.headers["location"] == lands
    assert (await house.browser.get("/u/jonas/")).headers["location"] == "/?to=/u/jonas/"
    assert (await house.browser.get("/u/jonas/api/start")).status_code == 401


async def test_a_link_in_a_letter_lands(house: House) -> None:
    """What stood behind the # is kept over the way to the provider and back."""
    out = await house.browser.get("/u/anna/")
    assert out.headers["location"] == "/?to=/u/anna/"
    page = (await house.browser.get(out.headers["location"])).text
    assert 'id="way-in"' in page
    assert 'href="/login/start?to=/u/anna/"' in page
    asked = (await house.browser.get("/u/anna/?q=hva%20er%20IPS")).headers["location"]
    assert asked == "/?to=/u/anna/%23q%3Dhva%2520er%2520IPS"
    page = (await house.browser.get(asked)).text
    assert 'href="/login/start?to=/u/anna/%23q%3Dhva%2520er%2520IPS"' in page
    assert 'href="/login/start?to=/%23topic%3Da.b"' in (await house.browser.get("/?topic=a.b")).text
    back = await house.enter("/u/anna/#referrals:IPS-7K3F")
    assert back.headers["location"] == "/u/anna/#referrals:IPS-7K3F"


@pytest.mark.parametrize(
    "goal",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/u/anna/../../login/start",
        "/u/anna/@evil.example",
        "javascript:alert(1)",
        "/u/anna/\r\nSet-Cookie: a=b",
        "/logout",
        "",
    ],
)
async def test_nobody_is_sent_anywhere_else(house: House, goal: str) -> None:
    """A goal that is none of our pages is the first page."""
    assert (await house.enter(goal)).headers["location"] == "/u/anna/"
    page = (await house.new_browser().get("/", params={"to": goal})).text
    assert re.findall(r'href="(/login/start[^"]*)"', page) == ["/login/start?to=/"]


async def test_without_use_it_ends(house: House) -> None:
    """After an hour without a turn; news and the question how long it holds are no use of it."""
    await house.enter()
    house.clock.ahead = dt.timedelta(minutes=40)
    holds = (await house.browser.get("/u/anna/api/login")).json()
    assert holds["prolonged"]
    await house.browser.post("/u/anna/api/turn", json=TURN)
    house.clock.ahead = dt.timedelta(minutes=95)
    assert (await house.browser.get("/u/anna/api/login")).status_code == 200
    house.clock.ahead = dt.timedelta(minutes=101)
    assert (await house.browser.get("/u/anna/api/start")).status_code == 401
    assert await rows(house, "web_session") == []


async def test_it_ends_after_the_longest_time(house: House) -> None:
    """However much it is used; before that the page is told that nothing puts it off any more."""
    await house.enter()
    for minutes in range(30, 720, 30):
        house.clock.ahead = dt.timedelta(minutes=minutes)
        stay = await house.browser.post("/u/anna/api/login")
        assert stay.status_code == 200
    assert stay.json()["prolonged"] is False
    house.clock.ahead = dt.timedelta(minutes=721)
    assert (await house.browser.post("/u/anna/api/login")).status_code == 401


async def test_signed_out_is_out(house: House) -> None:
    """The session is gone from the store: a copy of the cookie opens nothing; the browser forgets all."""
    await house.enter()
    token = house.browser.cookies[NAME]
    out = await house.browser.post("/logout")
    assert out.headers["location"] == "/signed-out"
    assert out.headers["clear-site-data"] == '"cache", "storage"'
    assert NAME not in house.browser.cookies
    page = (await house.browser.get("/signed-out")).text
    assert f"{house.provider.issuer}/end?client_id=" in page
    thief = house.new_browser()
    thief.cookies.set(NAME, token, domain="ips.test")
    assert (await thief.get("/u/anna/api/start")).status_code == 401


async def test_a_role_that_changes_holds_at_once(house: House) -> None:
    """Who may do what is read anew at each request, not at the sign-in."""
    await house.enter()
    await house.store.add_people([replace(ANNA, role=Role.COORDINATOR, service=None)])
    assert (await house.browser.get("/u/anna/api/start")).json()["person"]["role"] == "coordinator"


async def test_every_change_comes_from_our_own_pages(house: House) -> None:
    """Without an Origin, or with another one, nothing is changed; not even a sign-out."""
    await house.enter()
    for origin in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        for path in ("/logout", "/login/code", "/u/anna/api/turn", "/u/anna/api/login"):
            assert (await house.browser.post(path, json=TURN, headers=origin)).status_code == 403
    bare = house.new_browser()
    bare.headers.pop("Origin")
    bare.cookies = house.browser.cookies
    assert (await bare.post("/u/anna/api/turn", json=TURN)).status_code == 403
    assert house.desk.turns == []


async def test_browsers_stay_with_encryption(house: House) -> None:
    """HSTS on every answer."""
    assert (await house.browser.get("/")).headers[
        "strict-transport-security"
    ] == "max-age=31536000; includeSubDomains"
    assert (await house.browser.get(f"{HOME}/static/base.css")).headers["strict-transport-security"]


async def test_a_new_key_signs_nobody_out(house: House) -> None:
    """The key seals what is under way for ten minutes; a session is a row, and holds over its rotation."""
    await house.enter()
    begun = await house.sent()
    house.login.oidc = replace(house.login.oidc, secret="n" * 40)
    house.login.seal = Seal(house.login.oidc.secret)
    assert (await house.browser.get("/u/anna/")).status_code == 200
    assert (await house.browser.get(begun)).status_code == 400
    assert (await house.enter()).status_code == 303
