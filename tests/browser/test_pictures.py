"""Pictures in the chat, in a real browser over the real turns: seen, said, and still there after a reload."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.domain.person.invitation import telegram_link
from tests.browser.conftest import Look, Watch, log_in, say
from tests.browser.desk import Office, busy_team, office
from tests.browser.sign_in.test_access import LOOKS, violations

pytestmark = pytest.mark.browser

Enter = Callable[..., Page]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    """A running web chat of a busy team, which is in Telegram, too."""
    with office(tmp_path) as made:
        made.turns._know = replace(made.turns._know, telegram="ips_test_bot")
        made.keep(*busy_team())
        yield made


@pytest.fixture
def enter(context: Callable[..., BrowserContext], place: Office, watch: Watch) -> Enter:
    """Logs in as a person, asks for both pictures, and waits until they are there."""

    def opened(person: str, look: Look | None = None) -> Page:
        page = context(look).new_page()
        watch.on(page)
        log_in(page, place.address, person)
        say(page, "mine henvisninger")
        expect(page.locator("svg.picture")).to_have_count(1)
        say(page, "koble til Telegram")
        expect(page.locator("svg.picture--code")).to_have_count(1)
        return page

    return opened


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("person", ["mette", "kari"])
def test_axe_finds_nothing(place: Office, enter: Enter, watch: Watch, person: str, look: Look) -> None:
    """At desktop and phone width, light and dark; nothing is fetched, and the policy forbids nothing."""
    page = enter(person, look)
    assert violations(page) == []
    assert watch.complaints == []
    assert [url for url in watch.requests if not url.startswith(place.address)] == []


@pytest.mark.parametrize("width", [320, 390])
def test_they_fit_a_narrow_window(enter: Enter, width: int) -> None:
    """Nothing scrolls sideways, and no picture is cut off."""
    page = enter("kari", Look(width, 740))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for picture in page.locator("svg.picture").all():
        box = picture.bounding_box()
        assert box is not None
        assert 150 < box["width"] <= width
        assert box["x"] + box["width"] <= width


def test_they_are_named_and_described(enter: Enter) -> None:
    """A screen reader hears what is drawn, number by number; squares are as many as the text says."""
    page = enter("mette")
    drawn = page.get_by_role("img", name="Ledige plasser", exact=True)
    said = drawn.locator("desc").text_content() or ""
    assert "Jobbspesialist (Allmenn): 17 av 20 opptatt, 3 ledige" in said
    assert "Jobbspesialist (FACT): Ingen person i stillingen. 20 av 20 opptatt" in said
    expect(page.get_by_text("Jobbspesialist (Allmenn): 3 av 20")).to_be_visible()
    squares = (".cell--taken", "rect[class=cell]", ".cell--empty", "[fill^=url]")
    assert [drawn.locator(kind).count() for kind in squares] == [17, 3, 20, 20]


def test_the_code_leads_where_the_link_does(enter: Enter) -> None:
    """The link can be followed and is described; the code is black on white in dark colours, too."""
    page = enter("mette", LOOKS["phone dark"])
    link = page.locator(".do a")
    address = link.get_attribute("href") or ""
    assert address.startswith(telegram_link("ips_test_bot", ""))
    code = page.get_by_role("img", name="QR-kode til Telegram")
    assert address in (code.locator("desc").text_content() or "")
    fills = code.locator("[fill]").evaluate_all("all => all.map(e => getComputedStyle(e).fill)")
    assert fills == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_they_are_there_after_a_reload(enter: Enter) -> None:
    """The history shows the same pictures; each has ids of its own, also where one stands twice."""
    page = enter("mette")
    say(page, "mine henvisninger")
    expect(page.locator("svg.picture")).to_have_count(3)
    before = page.locator("svg.picture").evaluate_all("all => all.map(e => e.textContent)")
    page.reload()
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    assert page.locator("svg.picture").evaluate_all("all => all.map(e => e.textContent)") == before
    ids = page.locator("svg.picture [id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids)) == 8
    used = page.locator("[fill^=url]").evaluate_all(
        "all => all.every(e => document.querySelector(e.getAttribute('fill').slice(4, -1)))"
    )
    assert used
    assert violations(page) == []
