"""A login that runs out under an open page, and links that lead in from elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, expect

from bot.domain.message.message import Reply
from tests.browser.conftest import Site, Visit, log_in, say

pytestmark = pytest.mark.browser

EXPIRED = "Innloggingen er utløpt."


def test_the_text_stays_and_is_sent_after_the_login(visit: Visit, site: Site) -> None:
    """Enter says that the login ran out; the text is in the field, also when one comes back logged in."""
    page = visit()
    page.context.clear_cookies()
    say(page, "answer")
    expect(page.get_by_role("status")).to_contain_text(EXPIRED)
    expect(page.get_by_role("status")).to_contain_text("113 ved fare for liv")
    expect(page.locator("#say")).to_have_value("answer")
    expect(page.locator(".bubble--me")).to_have_count(0)
    assert site.desk.turns == []
    page.get_by_role("button", name="Logg inn igjen").click()
    page.locator("button[value=anna]").click()
    expect(page.locator("#say")).to_have_value("answer")
    page.locator("#say").press("Enter")
    expect(page.get_by_text("Gjør dette nå")).to_be_visible()
    page.reload()
    expect(page.locator("#say")).to_have_value("")


def test_what_was_said_goes_with_the_login(visit: Visit) -> None:
    """On the page of the login nothing of the talk is kept in the tab; who comes next reads nothing of it."""
    page = visit()
    say(page, "answer")
    expect(page.get_by_text("Gjør dette nå")).to_be_visible()
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('ips:log:')).length"
    assert page.evaluate(kept) == 1
    page.goto(page.url.partition("/u/")[0] + "/")
    expect(page.locator("button[value=anna]")).to_be_visible()
    assert page.evaluate(kept) == 0


def test_a_page_left_open_says_it_by_itself(visit: Visit, site: Site) -> None:
    """The news stream is refused: the page does not try for ever as if the line were lost."""
    page = visit(clock=True)
    page.context.clear_cookies()
    page.context.set_offline(True)
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_contain_text(EXPIRED)
    expect(page.get_by_role("status")).not_to_contain_text("113")
    window = page.context.new_page()
    log_in(window, site.address, "anna")
    page.clock.fast_forward(120_000)
    expect(page.get_by_role("status")).not_to_contain_text(EXPIRED)
    site.tell("anna", Reply("Nytt etter innloggingen."))
    expect(page.get_by_text("Nytt etter innloggingen.")).to_be_visible()


def test_what_is_being_written_lasts_over_a_reload(visit: Visit) -> None:
    """In this tab, and only until it is sent."""
    page = visit()
    page.locator("#say").fill("et halvt spørs")
    page.reload()
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    expect(page.locator("#say")).to_have_value("et halvt spørs")


@pytest.fixture
def elsewhere(site: Site) -> Iterator[str]:
    """A page of another site with a link into the chat, and a form that posts to it."""
    link = f"{site.address}/u/jonas/#referrals:IPS-7K3F"
    body = (
        f'<a href="{link}">Se henvisningen</a>'
        f'<form method="post" action="{site.address}/u/jonas/api/turn" enctype="text/plain">'
        "<button>Lur</button></form>"
    )

    class Mail(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Mail)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()


def test_a_link_in_a_letter_lands(context: Callable[..., BrowserContext], site: Site, elsewhere: str) -> None:
    """Whoever is logged in sees the referral at once; whoever is not sees it after the login."""
    browser = context()
    page = browser.new_page()
    log_in(page, site.address, "jonas")
    page.goto(elsewhere)
    page.get_by_role("link").click()
    expect(page.get_by_text("referrals:IPS-7K3F")).to_be_visible()
    browser.clear_cookies()
    page.goto(elsewhere)
    page.get_by_role("link").click()
    with page.expect_response("**/api/turn"):
        page.locator("button[value=jonas]").click()
        page.wait_for_url("**/u/jonas/")
    expect(page.get_by_text("referrals:IPS-7K3F")).to_have_count(1)  # what was before is gone
    assert [turn.press for turn in site.desk.turns] == ["referrals:IPS-7K3F"] * 2


def test_a_form_of_another_site_changes_nothing(
    context: Callable[..., BrowserContext], site: Site, elsewhere: str
) -> None:
    """The login goes along with a link, never with a form: foreign pages take no turns."""
    page = context().new_page()
    log_in(page, site.address, "jonas")
    page.goto(elsewhere)
    with page.expect_response("**/api/turn") as answer:
        page.get_by_role("button").click()
    assert answer.value.status == 403
    assert site.desk.turns == []
