"""Signing in with an account at work, in a real browser: there and back, told before it ends, out again."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.channels.web import WebSettings, create
from bot.channels.web.server import Server, config
from bot.channels.web.sign_in.config import Oidc
from bot.channels.web.sign_in.oidc import OidcLogin
from bot.domain.person import invitation
from bot.domain.person.sign_in import Lasts
from bot.services.demo import PEOPLE
from bot.storage.store import Store
from tests.domain.making import directory
from tests.fakes.databases import sqlite_file
from tests.fakes.desk import MemoryDesk
from tests.fakes.oidc import FakeProvider, running
from tests.fakes.oidc.provider import CLIENT, SECRET
from tests.handlers.talk import knowledge

pytestmark = pytest.mark.browser

LASTS = Lasts(dt.timedelta(minutes=60), dt.timedelta(minutes=720))
CODE = "K7F3-QXM9"


@dataclass
class Door:
    """The running web chat, and the provider it believes; `ahead` puts its clock forward."""

    address: str
    provider: FakeProvider
    ahead: dt.timedelta = dt.timedelta()

    def now(self) -> dt.datetime:
        """Return the time there."""
        return dt.datetime.now(dt.UTC) + self.ahead


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """Serve until the test ends; Jonas is known, and has an invitation."""
    sock = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{sock.getsockname()[1]}"
    made: dict[str, Any] = {}
    ready = threading.Event()
    with running(f"{address}/login/back") as provider:
        provider.shows_page = True
        here = Door(address, provider)

        async def main() -> None:
            store = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
            await store.add_people(PEOPLE)
            ends = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
            await store.accounts.invite("jonas", invitation.digest(CODE), ends)
            oidc = Oidc(provider.issuer, CLIENT, SECRET, address, "k" * 40, LASTS)
            login = OidcLogin(oidc, store.sign_ins, now=here.now)
            settings = WebSettings("s", local=False)
            app = create(MemoryDesk(), knowledge().base.words, (), settings, directory(), login=login)
            made["server"] = Server(config(app), app)
            ready.set()
            await made["server"].serve(sockets=[sock])
            await store.close()

        thread = threading.Thread(target=asyncio.run, args=(main(),), daemon=True)
        thread.start()
        assert ready.wait(20)
        yield here
        made["server"].should_exit = True
        thread.join(10)


def sign_in(page: Page) -> None:
    """Go from the first page to the provider and back."""
    page.locator("#way-in").click()
    page.get_by_role("link", name="Sign in at work").click()


def at_home(page: Page) -> None:
    """Wait until the chat is there."""
    page.wait_for_url("**/u/jonas/")
    expect(page.locator("html[data-ready=true]")).to_be_attached()


def later(page: Page, door: Door, minutes: int, told: str) -> None:
    """
    Let time go by there and on the page, until the page has told it.

    A page whose look at the login is on its way sets its next one from when the answer comes: then it looks
    ten minutes later.
    """
    door.ahead = dt.timedelta(minutes=minutes)
    status = page.locator("#status", has_text=told)
    for _ in range(20):
        page.clock.fast_forward(11 * 60_000)
        try:
            expect(status).to_be_visible(timeout=1_000)
        except AssertionError:
            continue
        return
    expect(status).to_be_visible()


def test_in_by_a_link_and_a_code_and_out(context: Callable[..., BrowserContext], door: Door) -> None:
    """A link of a letter is shown after the sign-in; a new account asks for a code; signed out is out."""
    page = context().new_page()
    page.goto(f"{door.address}/u/jonas/#referrals:IPS-7K3F")
    expect(page.get_by_role("heading", name="Logg inn")).to_be_visible()
    sign_in(page)
    page.get_by_label("Kode").fill("AAAA-AAAA")
    page.get_by_role("button", name="Fortsett").click()
    expect(page.get_by_role("alert")).to_contain_text("Koden stemmer ikke")
    page.get_by_label("Kode").fill(CODE.lower())
    page.get_by_role("button", name="Fortsett").click()
    at_home(page)
    expect(page.get_by_text("press referrals:IPS-7K3F")).to_be_visible()
    page.reload()
    at_home(page)
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_role("heading", name="Du er logget ut")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    page.goto(f"{door.address}/u/jonas/")
    expect(page.get_by_role("heading", name="Logg inn")).to_be_visible()


def test_told_before_it_ends(context: Callable[..., BrowserContext], door: Door) -> None:
    """Without use: a button puts it off. What is in the field stays, also over a new sign-in."""
    page = context().new_page()
    page.clock.install()
    page.goto(f"{door.address}/")
    sign_in(page)
    page.get_by_label("Kode").fill(CODE)
    page.get_by_role("button", name="Fortsett").click()
    at_home(page)
    page.locator("#say").fill("et halvt spørs")
    later(page, door, 56, "Snart blir du logget ut")
    page.get_by_role("button", name="Fortsett").click()
    expect(page.locator("#status")).to_be_empty()
    later(page, door, 180, "Innloggingen er utløpt")
    expect(page.locator("#say")).to_have_value("et halvt spørs")
    door.ahead = dt.timedelta()  # or the provider, whose clock stands, would hand out what has expired
    page.get_by_role("button", name="Logg inn igjen").click()
    page.get_by_role("link", name="Sign in at work").click()
    at_home(page)
    expect(page.locator("#say")).to_have_value("et halvt spørs")
