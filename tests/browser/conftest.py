"""A real browser, a real server: the page over a desk in memory, and the whole program as a process."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from bot.channels.web import WebSettings, create
from bot.channels.web.server import Server, config
from bot.domain.message.message import Reply
from bot.domain.organisation.changing import applied
from bot.domain.person.person import Person, Role
from bot.knowledge.base.entry import Words
from tests.browser.script import WELCOME, Script
from tests.domain.making import directory
from tests.fakes.desk import MemoryDesk
from tests.fakes.knowledge import real_words
from tests.process.program import environment
from tools.browser_note import chromium

KNOWLEDGE = Path(__file__).parents[2] / "knowledge_base"
NOT_WANTED = (
    # what Playwright leaves out, which it could not beside a list of ours
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "AimEnabled"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "PreconnectToSearch"),
    # the lists beneath the address bar: a process for each page, dearer than the page
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
)
FLAGS = [
    f"--disable-features={','.join(NOT_WANTED)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ANNA = Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn", name="Anna")
JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general", name="Jonas")
STARTING_S = 60


@pytest.fixture(scope="session")
def words() -> Words:
    """The real words."""
    return real_words()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A chromium of the machine; without one the browser tests are left out, but not on CI.

    By module, because while Playwright is open no test with an event loop of its own can run in this process.
    """
    found = chromium()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is missing on CI; install Debian's package chromium")
        pytest.skip("browser tests left out: there is no chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@dataclass
class Site:
    """The web chat over a desk in memory, running in a thread."""

    address: str
    desk: MemoryDesk
    loop: asyncio.AbstractEventLoop

    def tell(self, person: str, reply: Reply) -> None:
        """Send news to a person."""
        asyncio.run_coroutine_threadsafe(self.desk.tell(person, reply), self.loop).result(5)


@pytest.fixture
def site(words: Words) -> Iterator[Site]:
    """A running web chat with scripted answers."""
    sock = socket.create_server(("127.0.0.1", 0))
    ready = threading.Event()
    made: dict[str, object] = {}

    async def main() -> None:
        desk = MemoryDesk(Script(words), WELCOME)
        app = create(desk, words, (ANNA, JONAS), WebSettings("test"), applied(directory(), ()))
        server = Server(config(app), app)
        made.update(desk=desk, server=server, loop=asyncio.get_running_loop())
        ready.set()
        await server.serve(sockets=[sock])

    thread = threading.Thread(target=asyncio.run, args=(main(),), daemon=True)
    thread.start()
    assert ready.wait(10)
    server, desk, loop = made["server"], made["desk"], made["loop"]
    assert isinstance(server, Server)
    assert isinstance(desk, MemoryDesk)
    assert isinstance(loop, asyncio.AbstractEventLoop)
    yield Site(f"http://127.0.0.1:{sock.getsockname()[1]}", desk, loop)
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive(), "the server did not stop: a news stream held it"


@dataclass
class Watch:
    """What a page did besides what one sees: requests, and what the console complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        """Begin to watch a page."""
        page.on("request", self._request)
        page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)


@dataclass
class Look:
    """A way to look at the page: window size, colours."""

    width: int = 1280
    height: int = 800
    scheme: str = "light"


Visit = Callable[..., Page]


@pytest.fixture
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts, each like a browser of its own, and closes them."""
    made: list[BrowserContext] = []

    def make(look: Look | None = None, **more: object) -> BrowserContext:
        look = look or Look()
        options: dict[str, object] = {
            "viewport": {"width": look.width, "height": look.height},
            "color_scheme": look.scheme,
            "locale": "nb-NO",
            "timezone_id": "Europe/Oslo",
            "reduced_motion": "reduce",
        }
        made.append(browser.new_context(**(options | more)))  # type: ignore[arg-type]
        made[-1].set_default_timeout(30_000)
        return made[-1]

    expect.set_options(timeout=30_000)
    yield make
    for each in made:
        each.close()


@pytest.fixture
def watch() -> Watch:
    """What the visited pages did."""
    return Watch()


@pytest.fixture
def visit(context: Callable[..., BrowserContext], site: Site, watch: Watch) -> Visit:
    """Logs in as a person and opens the chat."""

    def enter(person: str = "anna", look: Look | None = None, *, clock: bool = False, **more: object) -> Page:
        page = context(look, **more).new_page()
        if clock:
            page.clock.install()
        watch.on(page)
        log_in(page, site.address, person)
        return page

    return enter


def by_the_first_page(page: Page, address: str, person: str) -> None:
    """Choose a person on the first page and wait until the chat is ready."""
    page.goto(f"{address}/")
    page.locator(f"button[value={person}]").click()
    page.wait_for_url(f"**/u/{person}/")
    expect(page.locator("html[data-ready=true]")).to_be_attached()


def become(page: Page, address: str, person: str) -> None:
    """Be logged in as a person, and open no page for it."""
    answer = page.request.post(f"{address}/login", form={"person": person}, max_redirects=0)
    assert answer.status == 303


def log_in(page: Page, address: str, person: str) -> None:
    """Open the chat of a person and wait until it is ready; the way by the first page is proved elsewhere."""
    become(page, address, person)
    page.goto(f"{address}/u/{person}/")
    expect(page.locator("html[data-ready=true]")).to_be_attached()


def say(page: Page, text: str) -> None:
    """Write a message and send it with Enter."""
    page.locator("#say").fill(text)
    page.locator("#say").press("Enter")


def wait_until(true: Callable[[], bool]) -> None:
    """Return when something has become true. Raises AssertionError after five seconds."""
    pause = threading.Event()
    for _ in range(500):
        if true():
            return
        pause.wait(0.01)
    raise AssertionError("it did not become true")


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole program as a process on a fresh database; gives its address."""
    folder = tmp_path_factory.mktemp("program")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bot", "run", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--db", f"sqlite+aiosqlite:///{folder}/ips.sqlite"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=KNOWLEDGE.parent, env=environment(), stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _until_ready(address, process, folder / "log")
        yield address
    finally:
        process.terminate()
        code = process.wait(15)
    assert code == 0


def _until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    pause = threading.Event()
    for _ in range(STARTING_S * 10):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/internal/isready", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pause.wait(0.1)
    pytest.fail(f"the program did not start:\n{log.read_text()}")
