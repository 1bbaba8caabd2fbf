"""The pages of newsletter and instruction in a real browser: by the keyboard, clean to axe, at 320 px."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.delivery.newsletters import NewsletterPace, NewsletterSender
from bot.domain.turn.outcome import Subscribe
from tests.browser.conftest import Look, Watch, log_in
from tests.browser.desk import NOW, Office, office
from tests.browser.sign_in.test_access import LOOKS, violations
from tests.contracts.house import StandingClock
from tests.handlers.talk import say

SHOTS = Path(__file__).parents[3] / "docs" / "screenshots"
WIDTHS = {"light": LOOKS["desktop light"], "dark": LOOKS["desktop dark"], "narrow": Look(320, 700, "light")}
TEXTS = {
    "nb": "# Åpen kafé 3. desember\n\nVi møtes i kantina. Ta med **en kollega**.\n\n- kaffe\n- vafler",
    "nn": "# Open kafé 3. desember\n\nVi møtest i kantina. Ta med **ein kollega**.\n\n- kaffi\n- vaflar",
    "en": "# Café, 3 December\n\nWe meet in the canteen. Bring **a colleague**.\n\n- coffee\n- waffles",
}

pytestmark = pytest.mark.browser


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    """A running house in which two subscribe."""
    with office(tmp_path) as made:
        made.apply(Subscribe("anna", True), Subscribe("jonas", True))
        yield made


def clean(page: Page) -> None:
    """Fail when a rule of access is broken, or something is wider than the window."""
    assert violations(page) == [], page.url
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width) <= 0, page.url


def batch(place: Office) -> None:
    """Let the newsletter go into the post of one more reader."""
    units = lambda reading: place.store.sweep_unit(reading=reading)  # noqa: E731 - as the composition root does
    place.run(NewsletterSender(units, StandingClock(NOW), NewsletterPace(batch=1)).batch())


@pytest.mark.parametrize("look", WIDTHS.values(), ids=WIDTHS)
def test_from_the_inbox_to_the_last_reader(
    place: Office, context: Callable[..., BrowserContext], watch: Watch, look: Look
) -> None:
    """Written, looked at, sent, stopped and resumed by the keyboard; the bar moves and the end is said."""
    page = context(look).new_page()
    watch.on(page)
    log_in(page, place.address, "kari")
    page.goto(f"{place.address}/u/kari/inbox")
    page.get_by_role("link", name=say("nb", "newsletter.title")).press("Enter")
    expect(page.get_by_role("heading", level=1, name=say("nb", "newsletter.title"))).to_be_visible()
    clean(page)
    for lang, text in TEXTS.items():
        page.locator(f"#text_{lang}").fill(text)
    page.get_by_role("button", name=say("nb", "newsletter.page.save")).press("Enter")
    expect(page.locator("#done")).to_be_focused()
    expect(page.get_by_text("Vi møtes i kantina. Ta med en kollega.")).to_be_visible()
    clean(page)
    draw(page, look, "newsletter")
    page.get_by_role("button", name=say("nb", "newsletter.send")).press("Enter")
    expect(page.locator("#done")).to_be_focused()
    clean(page)
    page.get_by_role("button", name=say("nb", "newsletter.yes_send", count=2)).press("Enter")
    bar = page.get_by_role("progressbar", name=say("nb", "newsletter.progress"))
    expect(bar).to_have_attribute("value", "0")
    batch(place)
    expect(bar).to_have_attribute("value", "1")
    clean(page)
    draw(page, look, "newsletter-sending")
    page.get_by_role("button", name=say("nb", "newsletter.stop")).press("Enter")
    expect(page.get_by_text(say("nb", "newsletter.phase.stopped", told=1, readers=2))).to_be_visible()
    clean(page)
    page.get_by_role("button", name=say("nb", "newsletter.resume")).press("Enter")
    expect(page.get_by_role("button", name=say("nb", "newsletter.stop"))).to_be_visible()
    batch(place)
    batch(place)
    expect(page.locator("#done")).to_have_text(say("nb", "newsletter.last_sent", readers=2))
    expect(page.locator("#done")).to_be_focused()
    assert watch.complaints == []


@pytest.mark.parametrize("look", WIDTHS.values(), ids=WIDTHS)
def test_who_has_read_the_instruction(
    place: Office, context: Callable[..., BrowserContext], watch: Watch, look: Look
) -> None:
    """A leader of a team comes from her inbox, and asks those who have not read it."""
    page = context(look).new_page()
    watch.on(page)
    log_in(page, place.address, "mette")
    page.goto(f"{place.address}/u/mette/inbox")
    page.get_by_role("link", name=say("nb", "instruction.who")).press("Enter")
    expect(page.get_by_role("heading", level=1, name=say("nb", "instruction.who"))).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Be ").press("Enter")
    expect(page.locator("#done")).to_be_focused()
    clean(page)
    draw(page, look, "instruction-receipts")
    assert watch.complaints == []


def draw(page: Page, look: Look, name: str) -> None:
    """Keep a picture for the documents; delete it to have it drawn anew."""
    picture = SHOTS / f"{name}.png"
    if look == WIDTHS["light"] and not picture.exists():
        page.screenshot(path=picture, full_page=True)
