"""A web chat over a real store, behind a strict provider of sign-ins, and a browser in front."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from bot.channels.web import WebSettings, create
from bot.channels.web.sign_in import claims
from bot.channels.web.sign_in.config import Oidc
from bot.channels.web.sign_in.oidc import OidcLogin
from bot.domain.person import invitation
from bot.domain.person.person import Person, Role
from bot.domain.person.sign_in import Lasts
from bot.storage.database import transaction
from bot.storage.schema import tables
from bot.storage.store import Store
from tests.domain.making import directory
from tests.fakes.databases import sqlite_file
from tests.fakes.desk import MemoryDesk
from tests.fakes.oidc import FakeProvider, running
from tests.fakes.oidc.provider import CLIENT, SECRET
from tests.handlers.talk import knowledge

HOME = "https://ips.test"
ANNA = Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn", name="Anna")
CODE = "K7F3-QXM9"
LASTS = Lasts(dt.timedelta(minutes=60), dt.timedelta(minutes=720))


class MovingClock:
    """A clock that a test puts forward."""

    def __init__(self) -> None:
        self.ahead = dt.timedelta()

    def __call__(self) -> dt.datetime:
        """Return the time."""
        return dt.datetime.now(dt.UTC) + self.ahead


@dataclass
class House:
    """Everything of one test. `enter` lets a browser in and returns the last answer."""

    store: Store
    provider: FakeProvider
    login: OidcLogin
    desk: MemoryDesk
    clock: MovingClock
    browser: httpx.AsyncClient
    new_browser: Callable[[], httpx.AsyncClient]

    async def enter(self, to: str = "/", fresh: bool = False) -> httpx.Response:
        """Sign in, as a browser does: out to the provider, and back."""
        return await self.browser.get(await self.sent(to, fresh))

    async def sent(self, to: str = "/", fresh: bool = False) -> str:
        """Go out to the provider; return the address to which it sends the browser back."""
        query = {"to": to, "fresh": "1"} if fresh else {"to": to}
        out = await self.browser.get("/login/start", params=query)
        assert out.status_code == 303, out.text
        async with httpx.AsyncClient() as outside:
            back = await outside.get(out.headers["location"])
        assert back.status_code == 303, back.text
        return back.headers["location"]


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    """The provider."""
    with running(f"{HOME}/login/back") as made:
        yield made


@pytest.fixture
def oidc(provider: FakeProvider) -> Oidc:
    """How the house is set up; a test takes its own in its place."""
    return Oidc(provider.issuer, CLIENT, SECRET, HOME, "k" * 40, LASTS)


@pytest.fixture
async def house(provider: FakeProvider, oidc: Oidc, tmp_path: Path) -> AsyncIterator[House]:
    """The house, in which Anna is known, and her account is hers."""
    store = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    await store.add_people([ANNA])
    clock, desk = MovingClock(), MemoryDesk()
    login = OidcLogin(oidc, store.sign_ins, now=clock)
    settings = WebSettings("s", hosts=("ips.test",), local=False, https=True, heartbeat=0.05, asks_again=0.05)
    app = create(desk, knowledge().base.words, (), settings, directory(), login=login)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)

    def browser() -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=transport, base_url=HOME, headers={"Origin": HOME})

    made = House(store, provider, login, desk, clock, browser(), browser)
    if not oidc.parts:
        await give(made, ANNA.id)
    yield made
    await made.browser.aclose()
    await store.close()


async def rows(house: House, table: str) -> list[dict[str, Any]]:
    """Return all rows of a table."""
    async with transaction(house.store.engine, reading=True) as connection:
        found = await connection.execute(sa.select(tables.metadata.tables[table]))
        return [dict(row) for row in found.mappings()]


async def give(house: House, person: str) -> None:
    """Let the account that signs in be this person's."""
    now = house.clock()
    plain = replace(house.login.oidc, parts={}, levels=())
    account = claims.account(house.provider.user, plain, now)
    assert await house.store.accounts.invite(person, invitation.digest(CODE), now + dt.timedelta(days=1))
    assert await house.store.sign_ins.attach(account, CODE, now)
