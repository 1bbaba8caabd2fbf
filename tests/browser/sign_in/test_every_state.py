"""Every state of the chat: axe, zoom, forced colours, targets for a finger, and what fits a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.channels.web.shapes import shown
from tests.browser.conftest import Look, Watch, log_in, say
from tests.browser.desk import Office, office
from tests.browser.sign_in.test_access import violations
from tests.handlers.talk import Talk, knowledge

pytestmark = pytest.mark.browser

Contexts = Callable[..., BrowserContext]
PHONE = Look(390, 844)
WAYS: dict[str, tuple[str, ...]] = {
    # a state of the page, and what leads there
    "first page": (),
    "answer": ("hva er aldersgrensen for IPS?",),
    "list of topics": ("emner",),
    "verdict": ("kan jeg fortelle jobbspesialisten om diagnosen? pasienten har ikke samtykket",),
    "card": ("jeg vil henvise",),
    "check answers": ("jeg vil henvise", "ja, ja, ja, voksen, nei", "ja, jobb, nei", "muntlig, i går, ja"),
    "danger": ("pasienten sier hun vil ta livet sitt nå",),
    "stopped": ("kan 01018012345 henvises?",),
    "own data": ("hva lagrer du om meg?",),
    "a human": ("snakk med et menneske",),
}
SMALL = """() => [
    ...document.querySelectorAll("button, a[href], summary, input:not([type=radio]), .card__option")]
  .filter((node) => node.checkVisibility() && !node.disabled && !node.matches(".skip, p a, li p a"))
  .map((node) => [node.getBoundingClientRect(), node.textContent.trim().slice(0, 40), node.className])
  .filter(([box]) => box.height > 0 && (box.height < 43.5 || box.width < 43.5))
  .map(([box, text, kind]) => `${Math.round(box.width)}x${Math.round(box.height)} ${kind} ${text}`)"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One running web chat for all tests here."""
    with office(Path(tmp_path_factory.mktemp("states"))) as made:
        yield made


def lead(page: Page, place: Office, state: str, person: str = "anna") -> None:
    """Open the page and lead it to a state."""
    log_in(page, place.address, person)
    if page.locator("#dialog").is_visible():
        page.locator("#dialog button").click()
        expect(page.locator("#dialog")).to_be_hidden()
    for line in WAYS[state]:
        count = page.locator(".message--bot").count()
        say(page, line)
        expect(page.locator(".message--bot:not(.dots)").nth(count)).to_be_visible()
    page.wait_for_timeout(750)  # buttons that have just been drawn sleep so long


@pytest.mark.parametrize("state", WAYS)
def test_every_state_is_accessible(context: Contexts, place: Office, watch: Watch, state: str) -> None:
    """Axe finds nothing: desktop, phone, 200 and 400 %, forced colours; nothing is wider than the window."""
    page = context(PHONE, has_touch=True).new_page()
    watch.on(page)
    lead(page, place, state)
    assert page.evaluate(SMALL) == []
    for width, height in ((390, 844), (320, 256), (640, 512), (1280, 1024)):
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == []
        assert page.evaluate(WIDER) <= 0
    page.emulate_media(forced_colors="active", color_scheme="dark")
    assert violations(page) == []


DRAWN = """async (replies) => {
  const { botBubble } = await import("/static/js/bubble.js");
  const log = document.getElementById("log");
  const taken = [document.querySelector("header"), document.getElementById("composer")];
  const room = taken.reduce((left, node) => left - node.offsetHeight, innerHeight);
  const tall = [];
  for (const reply of replies) {
    const node = botBubble({ who: "bot", reply, lang: "nb" }, () => null);
    log.replaceChildren(node);
    const top = node.getBoundingClientRect().top;
    const needed = [...node.querySelectorAll(".bubble__text, .do, .choices:not(.choices--topics)")];
    const height = Math.max(...needed.map((one) => one.getBoundingClientRect().bottom)) - top;
    if (height > room) tall.push(`${reply.title}: ${Math.round(height)} of ${room}`);
  }
  return tall;
}"""
MOST_TALL = 0
"""Topics whose answer, to-do and buttons need more than one screen of a phone."""


def test_an_answer_fits_a_phone(context: Contexts, place: Office) -> None:
    """Of every topic: the answer, what to do and what is done from here stand on one screen of 844 px."""
    replies = []
    for topic in knowledge().base.topic_ids():
        talk = Talk()
        talk.press(f"topic:{topic}")
        replies += [shown(reply) for reply in talk.replies[:1]]
    page = context(PHONE, has_touch=True, is_mobile=True).new_page()
    log_in(page, place.address, "nils")
    tall = page.evaluate(DRAWN, replies)
    assert len(replies) > 100
    assert len(tall) <= MOST_TALL, "\n".join(tall)
