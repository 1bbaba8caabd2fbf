"""The tab in Teams, in a real browser: a page of ours inside a page of others, without a second sign-in."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from bot.channels.web import WebSettings, create
from bot.channels.web.server import Server, config
from bot.channels.web.sign_in import claims
from bot.channels.web.sign_in.claims import TEAMS
from bot.channels.web.sign_in.config import Oidc
from bot.channels.web.sign_in.oidc import OidcLogin
from bot.domain.person import invitation
from bot.services.demo import PEOPLE
from bot.storage.store import Store
from tests.browser.sign_in.test_sign_in import CODE, LASTS
from tests.domain.making import directory
from tests.fakes.databases import sqlite_file
from tests.fakes.desk import MemoryDesk
from tests.fakes.oidc import FakeProvider, running
from tests.fakes.oidc.provider import CLIENT, SECRET
from tests.handlers.talk import knowledge, say

pytestmark = pytest.mark.browser

TENANT = "5f60718a-0000-4000-8000-5f60718a9bac"
LIBRARY = """globalThis.microsoftTeams = {
  app: {initialize: async () => {}, getContext: async () => ({page: {}}), notifySuccess: () => {}},
  authentication: {getAuthToken: async () => %s},
};"""
"""What of Microsoft's library the page uses, with Teams behind it."""


@dataclass
class There:
    """Our address, that of a page that shows ours inside it, and the provider that both trust."""

    address: str
    around: str
    provider: FakeProvider

    def token(self, **over: Any) -> str:
        """Return what Teams gets for Jonas."""
        now = int(time.time())
        own = {"iss": self.provider.issuer, "aud": CLIENT, "iat": now, "exp": now + 600, **self.provider.user}
        return self.provider.sign(
            {**own, "ver": "2.0", "tid": TENANT, "azp": TEAMS[1], "scp": "access_as_user", **over}
        )


@pytest.fixture
def around() -> Iterator[tuple[str, list[str]]]:
    """A site of others, and what it shows inside its page."""
    shows: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{shows[-1]}" width=900 height=700></iframe>'.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}", shows
    server.shutdown()
    server.server_close()


@pytest.fixture
def there(tmp_path: Path, around: tuple[str, list[str]]) -> Iterator[There]:
    """Serve until the test ends; Jonas has signed in before."""
    sock = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{sock.getsockname()[1]}"
    made: dict[str, Any] = {}
    ready = threading.Event()
    site, shows = around
    shows.append(f"{address}/teams/tab?to=/u/me/")
    with running(f"{address}/login/back") as provider:
        provider.user = {"sub": "jonas-here", "oid": "jonas-everywhere"}

        async def main() -> None:
            store = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
            await store.add_people(PEOPLE)
            now = dt.datetime.now(dt.UTC)
            await store.accounts.invite("jonas", invitation.digest(CODE), now + dt.timedelta(days=1))
            oidc = Oidc(
                provider.issuer, CLIENT, SECRET, address, "k" * 40, LASTS, subject="oid", tenants=(TENANT,)
            )
            await store.sign_ins.attach(claims.account(provider.user, oidc, now), CODE, now)
            settings = WebSettings("s", local=False, framed_by=(site,))
            login = OidcLogin(oidc, store.sign_ins)
            app = create(MemoryDesk(), knowledge().base.words, (), settings, directory(), login=login)
            made["server"] = Server(config(app), app)
            ready.set()
            await made["server"].serve(sockets=[sock])
            await store.close()

        thread = threading.Thread(target=asyncio.run, args=(main(),), daemon=True)
        thread.start()
        assert ready.wait(20)
        yield There(address, site, provider)
        made["server"].should_exit = True
        thread.join(10)


def teams_says(context: BrowserContext, token: str) -> None:
    """Let Teams' library hand out a token."""
    text = LIBRARY % json.dumps(token)
    context.route(
        "**/vendor/teams.js", lambda route: route.fulfill(body=text, content_type="text/javascript")
    )


def test_whoever_teams_knows_is_here_at_once(context: Callable[..., BrowserContext], there: There) -> None:
    """The page opens inside Teams, and turns are taken there; in the browser itself nobody is signed in."""
    here = context()
    teams_says(here, there.token())
    page = here.new_page()
    page.goto(there.around)
    inside = page.frame_locator("iframe")
    expect(inside.locator(".message--bot:not(.dots)")).to_have_count(1)
    inside.locator("#say").fill("answer")
    inside.locator("#say").press("Enter")
    expect(inside.locator(".message--bot:not(.dots)")).to_have_count(2)
    page.goto(f"{there.address}/u/jonas/")
    expect(page.locator("#way-in")).to_be_visible()


def test_whom_teams_does_not_know_is_led_to_the_browser(
    context: Callable[..., BrowserContext], there: There
) -> None:
    """One sentence, and a way out of Teams."""
    here = context()
    teams_says(here, there.token(oid="somebody-else"))
    page = here.new_page()
    page.goto(there.around)
    inside = page.frame_locator("iframe")
    expect(inside.locator("#told")).to_have_text(say("nb", "web.sign_in.unknown"))
    expect(inside.get_by_role("link", name=say("nb", "web.tab.browser"))).to_have_attribute(
        "href", "/?to=/u/me/"
    )


def test_outside_teams_microsofts_library_says_so(
    context: Callable[..., BrowserContext], there: There
) -> None:
    """It is the real one here, under our own rules for scripts; the page then leads to the browser."""
    page = context().new_page()
    page.goto(f"{there.address}/teams/tab")
    expect(page.locator("#told")).to_have_text(say("nb", "web.tab.none"))
    assert page.evaluate("typeof microsoftTeams.authentication.getAuthToken") == "function"


def test_pages_of_others_show_nothing_of_ours(
    context: Callable[..., BrowserContext], there: There, around: tuple[str, list[str]]
) -> None:
    """Only those that are named, and not even they the sign-in."""
    around[1].append(f"{there.address}/login/back")
    page = context().new_page()
    page.goto(there.around)
    expect(page.frame_locator("iframe").locator("main")).to_have_count(0)
    around[1].append(f"{there.address}/teams/tab")
    page.goto(there.around.replace("localhost", "127.0.0.1"))
    expect(page.frame_locator("iframe").locator("main")).to_have_count(0)
