"""When news counts as seen: when a page that is in view has shown it, and not before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.domain.message.message import Reply
from bot.domain.ports.store import Past, Said
from tests.browser.conftest import Site, Visit, log_in, wait_until
from tests.browser.script import ANSWER, question
from tests.fakes.button import choice

pytestmark = pytest.mark.browser

HIDE = """() => {
  window.away = true;
  Object.defineProperty(document, "hidden", { configurable: true, get: () => window.away });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
SHOW = "() => { window.away = false; document.dispatchEvent(new Event('visibilitychange')); }"
NEWS = Reply("Ny henvisning IPS-7K3F.", choices=(choice("referrals:IPS-7K3F", "Åpne"),))


def shown(page: Page) -> None:
    """Wait until the news stands on the page, once."""
    expect(page.locator(".bubble", has_text="Ny henvisning IPS-7K3F.")).to_have_count(1)


def test_a_page_in_view_makes_it_seen(visit: Visit, site: Site) -> None:
    """Shown to somebody: no letter is needed."""
    page = visit("jonas")
    site.tell("jonas", NEWS)
    shown(page)
    wait_until(lambda: site.desk.delivered("jonas") == [1])


def test_a_page_that_nobody_looks_at_does_not(visit: Visit, site: Site) -> None:
    """A forgotten tab shows it and marks its title, and the letter still goes; a look at it makes it seen."""
    page = visit("jonas")
    page.evaluate(HIDE)
    site.tell("jonas", NEWS)
    shown(page)
    expect(page).to_have_title("(1) Ny beskjed – IPS-assistenten")
    assert site.desk.delivered("jonas") == []
    page.evaluate(SHOW)
    wait_until(lambda: site.desk.delivered("jonas") == [1])


def test_with_two_windows_the_one_in_view_counts(visit: Visit, site: Site) -> None:
    """The hidden one shows it, too, and does not take it away from the other."""
    hidden = visit("jonas")
    hidden.evaluate(HIDE)
    page = hidden.context.new_page()
    log_in(page, site.address, "jonas")
    page.evaluate(HIDE)
    site.tell("jonas", NEWS)
    shown(hidden)
    shown(page)
    assert site.desk.delivered("jonas") == []
    hidden.reload()  # what nobody saw is not told twice, and not lost
    shown(hidden)
    page.evaluate(SHOW)
    wait_until(lambda: site.desk.delivered("jonas") == [1])


def test_old_news_is_no_news_in_another_browser(
    context: Callable[..., BrowserContext], visit: Visit, site: Site
) -> None:
    """On the telephone only what nobody has seen yet is told; what is dealt with does not come back."""
    page = visit("jonas")
    site.tell("jonas", NEWS)
    wait_until(lambda: site.desk.delivered("jonas") == [1])
    page.close()
    site.tell("jonas", Reply("Nytt siden sist."))
    phone = context().new_page()
    log_in(phone, site.address, "jonas")
    expect(phone.get_by_text("Nytt siden sist.")).to_be_visible()
    expect(phone.get_by_text("Ny henvisning IPS-7K3F.")).to_have_count(0)


def test_a_talk_that_is_kept_is_there_in_another_window(
    site: Site, context: Callable[..., BrowserContext]
) -> None:
    """It is shown before the first page's greeting, to be read: what it offered then is switched off."""
    site.desk.kept = (
        Past("hva er ips?", Said((ANSWER,), "answer")),
        Past("", Said((question(1),), "dialog")),
    )
    page = context(None).new_page()
    log_in(page, site.address, "anna")
    expect(page.locator(".bubble--me")).to_have_text("Du:hva er ips?")
    expect(page.get_by_text(ANSWER.title)).to_be_visible()
    expect(page.locator("[data-choice='d:1:yes']")).to_be_disabled()
    expect(page.locator(".bubble").last).to_contain_text("Hei! Hva lurer du på om IPS?")
    page.reload()
    expect(page.locator(".bubble--me")).to_have_count(1)


def test_a_notification_says_that_there_is_news_and_nothing_more(visit: Visit, site: Site) -> None:
    """Only after its person turned it on, only while the page is hidden; turned off it is silent again."""
    page = visit("anna", permissions=["notifications"])
    page.evaluate(
        "() => { window.told = []; const real = Notification; window.Notification = class {"
        " static permission = 'granted'; static requestPermission = async () => 'granted';"
        " constructor(title, more) { told.push(`${title} ${more.body}`); } }; }"
    )
    button = page.locator("#notify")
    for pressed, told in ((False, 0), (True, 1), (False, 1)):
        if pressed or told:
            button.click()
        expect(button).to_have_attribute("aria-pressed", str(pressed).lower())
        page.evaluate(HIDE)
        site.tell("anna", NEWS)
        expect(page.locator(".news-line")).to_have_count((0 if told == 0 else (1 if pressed else 2)) + 1)
        assert page.evaluate("told") == ["IPS-assistenten Ny beskjed"] * told
        page.evaluate(SHOW)
