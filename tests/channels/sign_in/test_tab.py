"""The tab in Teams: whoever Teams vouches for opens the inbox without a second sign-in, and nobody else."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from bot.channels.web.sign_in.claims import TEAMS
from bot.channels.web.sign_in.config import Oidc
from bot.channels.web.sign_in.oidc import IN_TAB, NAME
from bot.domain.person.person import Role
from bot.domain.person.sign_in import Part
from tests.channels.sign_in.conftest import HOME, LASTS, House, rows
from tests.channels.sign_in.test_refused import NOW, Bent, claims, put
from tests.fakes.oidc import FakeProvider
from tests.fakes.oidc.provider import CLIENT, SECRET
from tests.handlers.talk import say

TENANT = "5f60718a-0000-4000-8000-5f60718a9bac"
INBOX = "/u/anna/inbox"
FRAMED = {"sec-fetch-dest": "iframe", "sec-fetch-site": "cross-site"}


@pytest.fixture
def oidc(provider: FakeProvider) -> Oidc:
    """The house has a tab; accounts are told again by the claim that is the same everywhere in Entra ID."""
    provider.user = {"sub": "anna-here", "oid": "anna-everywhere", "name": "Anna Ås"}
    return Oidc(provider.issuer, CLIENT, SECRET, HOME, "k" * 40, LASTS, subject="oid", tenants=(TENANT,))


def token(provider: FakeProvider, **over: Any) -> str:
    """Return what Teams gets of Entra ID for the tab of somebody; the provider may be bent, too."""
    now = int(time.time())
    own = {"iss": provider.issuer, "aud": CLIENT, "iat": now, "nbf": now, "exp": now + 3600}
    teams = {"ver": "2.0", "tid": TENANT, "azp": TEAMS[0], "scp": "openid access_as_user"}
    return provider.sign({**own, **teams, **provider.user, **provider.claims, **over})


async def shown(house: House, given: str, to: str = "/u/me/inbox") -> httpx.Response:
    """Show a token, as the page behind the tab does."""
    return await house.browser.post(
        "/teams/tab", data={"token": given, "to": to}, headers={"sec-fetch-site": "same-origin"}
    )


async def inside(house: House, path: str = INBOX) -> httpx.Response:
    """Open a page inside Teams."""
    return await house.browser.get(path, headers=FRAMED)


class TestWhoeverTeamsVouchesFor:
    """The way in."""

    async def test_the_inbox_opens_without_a_second_sign_in(self, house: House) -> None:
        """Whoever signed in in a browser once is known in Teams as the same; the page is theirs."""
        page = await inside(house, "/teams/tab?to=/u/me/inbox")
        assert 'data-to="/u/me/inbox"' in page.text
        answer = await shown(house, token(house.provider))
        assert (answer.status_code, answer.json()) == (200, {"to": INBOX})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith(f"{IN_TAB}=")
        assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"} <= set(cookie.split("; "))
        start = await inside(house, "/u/anna/api/start")
        assert start.json()["person"]["id"] == "anna"
        assert (await rows(house, "web_session"))[0]["person"] == "anna"
        assert house.provider.asked == []  # nobody was sent to sign in

    async def test_it_ends_like_any_other(self, house: House) -> None:
        """By signing out, there as here: the cookie is taken back, and a copy of it is worth nothing."""
        await shown(house, token(house.provider))
        kept = house.browser.cookies[IN_TAB]
        out = await house.browser.post("/logout", headers={"sec-fetch-site": "same-origin"})
        assert any(one.startswith(f"{IN_TAB}=; Max-Age=0") for one in out.headers.get_list("set-cookie"))
        assert await rows(house, "web_session") == []
        house.browser.cookies.set(IN_TAB, kept)
        assert (await inside(house, "/u/anna/api/start")).status_code == 401

    async def test_a_session_that_is_over_begins_anew_inside_teams(self, house: House) -> None:
        """Whatever page of ours is open there leads to the tab, never to a sign-in that cannot be shown."""
        there = await inside(house)
        assert there.headers["location"] == "/?to=/u/anna/inbox"
        again = await inside(house, there.headers["location"])
        assert again.headers["location"] == "/teams/tab?to=/u/anna/inbox"
        start = await inside(house, "/login/start?to=/u/anna/inbox")
        assert start.headers["location"] == "/teams/tab?to=/u/anna/inbox"
        fresh = await inside(house, "/login/start?to=/u/anna/&fresh=1")
        assert fresh.status_code == 403
        assert say("nb", "web.tab.fresh") in fresh.text

    async def test_a_browser_goes_the_usual_way(self, house: House) -> None:
        """Outside Teams nothing is different."""
        assert (await house.browser.get("/")).status_code == 200
        assert (await house.enter("/u/anna/inbox")).headers["location"] == INBOX
        assert NAME in house.browser.cookies

    async def test_nobody_is_led_anywhere_else(self, house: House) -> None:
        """What a link into the tab asks for is one of our own pages."""
        for evil in ("https://evil.example", "//evil.example", "/u/anna/../..", "javascript:alert(1)"):
            answer = await shown(house, token(house.provider), evil)
            assert answer.json() == {"to": "/u/anna/"}


WRONG = [
    Bent("expired", claims(exp=NOW - 3600), "token has expired"),
    Bent("no end", claims(exp=None), "wrong exp"),
    Bent("not valid yet", claims(nbf=NOW + 86400), "wrong nbf"),
    Bent("issued tomorrow", claims(iat=NOW + 86400), "wrong iat"),
    Bent("no time of issue", claims(iat=None), "wrong iat"),
    Bent("another audience", claims(aud="another program"), "wrong aud"),
    Bent("for two", claims(aud=[CLIENT, "another program"]), "wrong audience"),
    Bent("no audience", claims(aud=None), "wrong aud"),
    Bent("another issuer", claims(iss="https://login.microsoftonline.com/evil/v2.0"), "wrong iss"),
    Bent("no issuer", claims(iss=None), "wrong iss"),
    Bent("another tenant", claims(tid="11111111-0000-4000-8000-5f60718a9bac"), "wrong tenant"),
    Bent("no tenant", claims(tid=None), "wrong tenant"),
    Bent("got by another program", claims(azp="another program"), "wrong program that asked"),
    Bent("got by nobody", claims(azp=None), "wrong program that asked"),
    Bent("another scope", claims(scp="openid User.Read"), "wrong scope"),
    Bent("no scope: of a program, not a person", claims(scp=None, roles=["x"]), "wrong scope"),
    Bent("a program by its own word", claims(idtyp="app"), "wrong kind of account"),
    Bent("of version 1", claims(ver="1.0"), "wrong version of the token"),
    Bent("nobody", claims(oid=None), "no subject"),
    Bent("no signature", put(signed=False), "wrong algorithm"),
    Bent("a key that is not published", put(key="second"), "unknown key"),
    Bent("a foreign key under a known name", put(key="second", head={"kid": "first"}), "wrong signature"),
    Bent("no key named", put(head={"kid": None}), "no key named"),
    Bent("another algorithm", put(head={"alg": "RS512"}), "wrong algorithm"),
]


class TestEverybodyElse:
    """Refused with one sentence, and a word in the log."""

    @pytest.mark.parametrize("bent", WRONG, ids=lambda bent: bent.id)
    async def test_a_token_that_does_not_fit(self, house: House, bent: Bent) -> None:
        """No session, no cookie."""
        bent.bend(house.provider)
        await refused(house, token(house.provider), bent.reason)

    async def test_no_token_at_all(self, house: House) -> None:
        """Nor anything that only looks like one, or that says who signed in, but not for what."""
        for given in ("", "nonsense", "a.b.c", token(house.provider)[:-4] + "AAAA"):
            answer = await shown(house, given)
            assert (answer.status_code, IN_TAB in answer.headers.get("set-cookie", "")) == (403, False)
        await house.sent()
        (grant,) = house.provider.grants.values()
        asked = {**grant.asked, "code_verifier": "x"}
        id_token = {"ver": None, "azp": None, "scp": None, "nonce": asked["nonce"]}
        await refused(house, token(house.provider, **id_token), "wrong version of the token")

    async def test_an_account_of_nobody(self, house: House) -> None:
        """Somebody of the tenant who has no access here is told how to get in."""
        answer = await shown(house, token(house.provider, oid="somebody-else"))
        assert answer.json() == {"error": say("nb", "web.sign_in.unknown")}
        assert await rows(house, "web_session") == []

    async def test_from_another_page(self, house: House) -> None:
        """A page of others cannot have a browser show a token here."""
        for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
            answer = await house.browser.post(
                "/teams/tab", data={"token": token(house.provider)}, headers=headers
            )
            assert answer.status_code == 403
        assert await rows(house, "web_session") == []

    async def test_too_weak_a_proof(self, house: House) -> None:
        """Where a level of proof is asked for, Teams' token must name it, too; the way in is the browser."""
        strict = Oidc(**{**as_dict(house.login.oidc), "levels": ("high",)})
        house.login.oidc = strict
        answer = await shown(house, token(house.provider))
        assert answer.json() == {"error": say("nb", "web.sign_in.level")}


async def refused(house: House, given: str, reason: str) -> None:
    """See that a token brings nobody in, says so in one sentence, and leaves its reason in the log."""
    with capture_logs() as logged:
        answer = await shown(house, given)
    assert answer.status_code == 403
    assert answer.json() == {"error": say("nb", "web.sign_in.failed")}
    assert "set-cookie" not in answer.headers
    assert await rows(house, "web_session") == []
    assert [line["reason"] for line in logged if line["event"] == "request not taken"] == [reason]


def as_dict(oidc: Oidc) -> dict[str, Any]:
    """Return the fields."""
    return {name: getattr(oidc, name) for name in Oidc.__dataclass_fields__}


class TestByGroups:
    """Where groups say what somebody may do, those in Teams' token do."""

    @pytest.fixture
    def oidc(self, provider: FakeProvider) -> Oidc:
        """One group is ours."""
        provider.user = {"sub": "s", "oid": "o", "name": "Kari", "groups": ["ips-lead"]}
        return Oidc(
            provider.issuer, CLIENT, SECRET, HOME, "k" * 40, LASTS,
            subject="oid", tenants=(TENANT,), parts={"ips-lead": Part(Role.COORDINATOR)},
        )  # fmt: skip

    async def test_the_group_counts(self, house: House) -> None:
        """With it somebody is the coordinator; without one, nobody."""
        answer = await shown(house, token(house.provider, groups=["another"]))
        assert answer.json() == {"error": say("nb", "web.sign_in.no_role")}
        assert (await shown(house, token(house.provider))).status_code == 200
        (session,) = await rows(house, "web_session")
        assert (await house.store.known(session["person"])).role is Role.COORDINATOR  # type: ignore[union-attr]


class TestWithoutATab:
    """Where it is not set up there is none."""

    @pytest.fixture
    def oidc(self, provider: FakeProvider) -> Oidc:
        """As a house is that has no tab."""
        provider.user = {"sub": "s", "oid": "anna-everywhere", "name": "Anna Ås"}
        return Oidc(provider.issuer, CLIENT, SECRET, HOME, "k" * 40, LASTS, subject="oid")

    async def test_nothing_is_there(self, house: House) -> None:
        """No page, no way in; a cookie by its name is nothing."""
        assert (await inside(house, "/teams/tab")).status_code == 404
        assert (await shown(house, token(house.provider))).status_code in {404, 405}
        await house.enter()
        house.browser.cookies.set(IN_TAB, house.browser.cookies.pop(NAME))
        assert (await house.browser.get("/u/anna/api/start")).status_code == 401
