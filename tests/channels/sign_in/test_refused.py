"""Every way in that is not the right one: refused, logged, and told in one sentence in three languages."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from structlog.testing import capture_logs

from bot.channels.web.sign_in.config import Oidc
from bot.channels.web.sign_in.oidc import NAME
from bot.domain.person.invitation import digest
from bot.domain.person.person import Role
from bot.domain.person.sign_in import Part
from bot.knowledge.base.entry import LANGUAGES
from tests.channels.sign_in.conftest import CODE, HOME, LASTS, House, rows
from tests.fakes.oidc import FakeProvider
from tests.fakes.oidc.provider import SECRET
from tests.handlers.talk import knowledge

EVIL = "https://evil.example"
NOW = int(time.time())


@dataclass(frozen=True)
class Bent:
    """A provider or an answer that is not as it must be, and what becomes of it."""

    id: str
    bend: Callable[[FakeProvider], Any]
    reason: str
    key: str = "failed"
    status: int = 403


def claims(**over: Any) -> Callable[[FakeProvider], Any]:
    """Return how claims of a token are bent."""
    return lambda provider: provider.claims.update(over)


def put(**over: Any) -> Callable[[FakeProvider], Any]:
    """Return how the provider itself is bent."""

    def bend(provider: FakeProvider) -> None:
        for name, value in over.items():
            setattr(provider, name, value)

    return bend


BENT = [
    Bent("another nonce", claims(nonce="of another sign-in"), "wrong nonce"),
    Bent("no nonce", claims(nonce=None), "wrong nonce"),
    Bent("expired", claims(exp=NOW - 3600), "token has expired"),
    Bent("no end", claims(exp=None), "wrong exp"),
    Bent("issued tomorrow", claims(iat=NOW + 86400), "wrong iat"),
    Bent("not valid yet", claims(nbf=NOW + 86400), "wrong nbf"),
    Bent("another audience", claims(aud="another program"), "wrong aud"),
    Bent("no audience", claims(aud=None), "wrong aud"),
    Bent("handed on by another program", claims(azp="another program"), "wrong azp"),
    Bent("for two, and it is not said for whom", claims(aud=["ips-assistant", "x"]), "wrong azp"),
    Bent("another issuer", claims(iss="https://evil.example"), "wrong iss"),
    Bent("another access token", claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), "wrong at hash"),
    Bent("nobody", claims(sub=None), "wrong sub"),
    Bent("no signature", put(signed=False), "wrong algorithm"),
    Bent("a key that it does not publish", put(key="second"), "unknown key"),
    Bent("a foreign key under a known name", put(key="second", head={"kid": "first"}), "wrong signature"),
    Bent("no key named", put(head={"kid": None}), "no key named"),
    Bent("another algorithm", put(head={"alg": "RS512"}), "wrong algorithm"),
    Bent(
        "it names another issuer", put(metadata={"issuer": "https://evil.example"}), "another issuer than set"
    ),
    Bent(
        "an address without https",
        put(metadata={"token_endpoint": "http://evil.example/"}),
        "an address without https",
    ),
    Bent("the person says no", put(refuses="access_denied"), "the provider refused", "cancelled"),
    Bent("it refuses", put(refuses="server_error"), "the provider refused"),
]


@pytest.mark.parametrize("bent", BENT, ids=lambda bent: bent.id)
async def test_what_does_not_fit_is_refused(house: House, bent: Bent) -> None:
    """No session, a page with one sentence in all languages and a way back, and a line in the log."""
    bent.bend(house.provider)
    with capture_logs() as logged:
        address = "/login/start"
        out = await house.browser.get(address)
        answer = out if out.status_code != 303 else await house.enter()
    await refused(house, answer, bent.key, bent.status)
    assert [line["reason"] for line in logged if line["event"] == "request not taken"][-1] == bent.reason


async def refused(house: House, answer: Any, key: str, status: int) -> None:
    """See that nobody came in, and that a page says why in every language, with a way back to the start."""
    assert answer.status_code == status, answer.text
    for lang in LANGUAGES:
        said = knowledge().base.words.say(lang, f"web.sign_in.{key}")
        assert f'<div lang="{lang}" class="sentence"><p>{said}</p>' in answer.text
    assert answer.text.count('href="/"') == len(LANGUAGES)
    assert NAME not in house.browser.cookies
    assert await rows(house, "web_session") == []


async def test_another_state(house: House) -> None:
    """An answer to a question that nobody asked in this browser."""
    back = await house.sent()
    forged = with_query(back, state="x" * 43)
    await refused(house, await house.browser.get(forged), "stale", 400)
    await refused(house, await house.browser.get("/login/back"), "stale", 400)


async def test_in_another_browser(house: House) -> None:
    """Somebody who is lured to the answer of somebody else's sign-in does not become them."""
    back = await house.sent()
    other = house.new_browser()
    answer = await other.get(back)
    assert answer.status_code == 400
    assert NAME not in other.cookies


async def test_a_code_is_for_once(house: House) -> None:
    """The same answer again finds no sign-in under way, and its code is spent at the provider, too."""
    back = await house.sent()
    begun = dict(house.browser.cookies)
    assert (await house.browser.get(back)).status_code == 303
    await house.browser.post("/logout")
    await refused(house, await house.browser.get(back), "stale", 400)
    for name, value in begun.items():
        house.browser.cookies.set(name, value, domain="ips.test")
    await refused(house, await house.browser.get(back), "failed", 403)
    assert house.provider.refused == ["code"]


async def test_the_answer_of_another_provider(house: House) -> None:
    """An answer that says that it is somebody else's (RFC 9207)."""
    back = with_query(await house.sent(), iss="https://evil.example")
    await refused(house, await house.browser.get(back), "failed", 403)


async def test_another_verifier(house: House) -> None:
    """A code that was taken from one sign-in is of no use in another one: the provider checks PKCE."""
    code = parse_qs(urlsplit(await house.sent()).query)["code"][0]
    back = with_query(await house.sent(), code=code)
    await refused(house, await house.browser.get(back), "failed", 403)
    assert house.provider.refused == ["code_verifier"]


async def test_a_wrong_secret(house: House) -> None:
    """The provider does not know us: a person can do nothing about it, and is told whom to tell."""
    house.login.provider._oidc = replace(house.login.oidc, client_secret="wrong")
    await refused(house, await house.enter(), "failed", 403)
    assert house.provider.refused == ["client_secret"]


async def test_a_provider_that_fails(house: House) -> None:
    """Its faults are not the person's: come again, and the emergency numbers meanwhile."""
    back = await house.sent()
    house.provider.fails = True
    await refused(house, await house.browser.get(back), "down", 503)


async def test_new_keys_are_fetched_once(house: House) -> None:
    """A provider may change its keys: then they are fetched anew; but nobody makes us fetch without end."""
    await house.enter()
    house.provider.key, house.provider.published = "second", ("second",)
    house.login.provider._keys._at = float("-inf")
    assert (await house.enter()).status_code == 303


@pytest.mark.parametrize(
    "value", ["", "x", "a" * 5000, "%00", "../..", "eyJhbGciOiJub25lIn0.e30."], ids=range(6)
)
async def test_cookies_of_nobody(house: House, value: str) -> None:
    """A session that there is not, however it is written."""
    answer = await house.browser.get("/u/anna/api/start", headers={"Cookie": f"{NAME}={value}"})
    assert answer.status_code == 401


async def test_a_cookie_of_an_ended_session(house: House) -> None:
    """Ended from elsewhere, it opens nothing, and the page leads to the sign-in."""
    await house.enter()
    await house.store.sign_ins.end_person("anna")
    assert (await house.browser.get("/u/anna/api/start")).status_code == 401
    assert (await house.browser.get("/u/anna/")).headers["location"] == "/?to=/u/anna/"


class TestGroups:
    """Where groups say who may do what."""

    @pytest.fixture
    def oidc(self, provider: FakeProvider) -> Oidc:
        """Two groups that are roles."""
        parts = {
            "ips-coordinators": Part(Role.COORDINATOR),
            "dps": Part(Role.CLINICIAN, "oyane-dps-allmenn"),
        }
        return Oidc(provider.issuer, "ips-assistant", SECRET, HOME, "k" * 40, LASTS, parts=parts)

    async def test_a_group_is_a_role(self, house: House) -> None:
        """Somebody new is known at once, with name and role; at the next sign-in with the role of then."""
        house.provider.user["groups"] = ["others", "dps"]
        home = (await house.enter()).headers["location"]
        who = (await house.browser.get(f"{home}api/start")).json()["person"]
        assert (who["name"], who["role"]) == ("Anna Ås", "clinician")
        house.provider.user["groups"] = ["ips-coordinators", "dps"]
        assert (await house.enter()).headers["location"] == home
        assert (await house.browser.get(f"{home}api/start")).json()["person"]["role"] == "coordinator"

    @pytest.mark.parametrize("groups", [None, [], ["others"], "others", [1, None], {"dps": True}])
    async def test_no_group_of_ours(self, house: House, groups: Any) -> None:
        """Signed in there, but nothing to do here: whom to ask is said."""
        house.provider.user["groups"] = groups
        await refused(house, await house.enter(), "no_role", 403)

    async def test_too_many_groups(self, house: House) -> None:
        """Entra ID leaves them out then, and says where they are: whoever looks after it is told."""
        house.provider.user["_claim_names"] = {"groups": "src1"}
        with capture_logs() as logged:
            await refused(house, await house.enter(), "no_role", 403)
        assert "groups left out" in [line.get("reason") for line in logged]


class TestLevels:
    """Where a strong proof is asked for."""

    @pytest.fixture
    def oidc(self, provider: FakeProvider) -> Oidc:
        """ID-porten's highest level."""
        made = Oidc(provider.issuer, "ips-assistant", SECRET, HOME, "k" * 40, LASTS)
        return replace(made, levels=("idporten-loa-high",))

    async def test_it_is_asked_for_and_checked(self, house: House) -> None:
        """A provider that proves less than asked lets nobody in."""
        await refused(house, await house.enter(), "level", 403)
        assert house.provider.asked[-1]["acr_values"] == "idporten-loa-high"
        house.provider.claims["acr"] = "idporten-loa-high"
        assert (await house.enter()).status_code == 303


class TestNobodysAccount:
    """An account that is not anybody's yet, and the code of an invitation."""

    async def test_the_code_makes_it_somebodys(self, house: House) -> None:
        """The page asks for it; then one is in, where one wanted to go, and stays known."""
        house.provider.user["sub"] = "somebody-new"
        page = await house.enter("/u/anna/#referrals:IPS-7K3F")
        assert (page.status_code, 'action="/login/code"' in page.text) == (200, True)
        assert NAME not in house.browser.cookies
        await invite(house)
        answer = await house.browser.post("/login/code", data={"code": "r8g4 rxn7"})
        assert answer.headers["location"] == "/u/anna/#referrals:IPS-7K3F"
        assert (await house.enter()).headers["location"] == "/u/anna/"

    async def test_a_wrong_code(self, house: House) -> None:
        """Used, made up, or of a team's channel: nobody comes in by it, and one may try again."""
        house.provider.user["sub"] = "somebody-new"
        await house.enter()
        for code in (CODE, "AAAA-AAAA", "", "x" * 1000):
            answer = await house.browser.post("/login/code", data={"code": code})
            assert (answer.status_code, 'role="alert"' in answer.text) == (403, True)
        assert await rows(house, "web_session") == []

    async def test_a_code_without_an_account(self, house: House) -> None:
        """Whoever did not sign in is nobody, whatever code they have."""
        await invite(house)
        answer = await house.browser.post("/login/code", data={"code": "R8G4-RXN7"})
        await refused(house, answer, "stale", 400)


async def invite(house: House) -> None:
    """Invite Anna anew."""
    ends = house.clock() + timedelta(days=1)
    assert await house.store.accounts.invite("anna", digest("R8G4-RXN7"), ends)


def with_query(address: str, **over: str) -> str:
    """Return an address with other values in its query."""
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | over
    return parts._replace(query=urlencode(query)).geturl()
