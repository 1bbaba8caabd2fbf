"""The curators' pages in a real browser: by the keyboard, clean to axe, and no wider than a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from bot.domain.curating.change import Effect, Moved
from bot.domain.turn.outcome import CountQuestion, KeepUnanswered, MeasureChange, Verdict
from tests.browser.conftest import Look, Watch, log_in
from tests.browser.desk import Office, office
from tests.browser.sign_in.test_access import LOOKS, violations
from tests.handlers.talk import say

PICTURES = Path(__file__).parents[3] / "docs" / "screenshots"

pytestmark = pytest.mark.browser

ASKED = (
    "hvor lenge må en smøre seg med tålmodighet",
    "hvor lenge må en smøre seg med tålmod",
    "hva med ▮ her",
)
WAIT = "referral.waiting_list"
MOVED = (
    Moved("er det lang kø nå", "nb", WAIT, "answer referral.age", "unknown", worse=True),
    Moved("når er det plass", "nb", WAIT, "unknown", f"answer {WAIT}", better=True),
)
EFFECT = Effect(17657, MOVED, (Moved(ASKED[0], "nb", "referral.waiting_list", "unknown", ""),))
FILE = "nb/topics/referral.waiting_list.yaml"
PATCH = f'--- a/{FILE}\n+++ b/{FILE}\n@@ -51,3 +51,4 @@\n+  - "hvor lenge"\n'


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    """A running house where something had no answer."""
    with office(tmp_path) as made:
        made.apply(*(KeepUnanswered(text, text, "nb") for text in (*ASKED, ASKED[0])))
        made.apply(CountQuestion("referral.age", Verdict.MISSED, "nb", "guest"))
        yield made


WIDTHS = {"light": LOOKS["desktop light"], "dark": LOOKS["desktop dark"], "narrow": Look(320, 700, "light")}


@pytest.mark.parametrize("look", WIDTHS.values(), ids=WIDTHS)
def test_three_clicks_and_axe(
    place: Office, context: Callable[..., BrowserContext], watch: Watch, look: Look
) -> None:
    """From the inbox to an accepted change by the keyboard alone; each page is clean."""
    page = context(look).new_page()
    watch.on(page)
    log_in(page, place.address, "kari")
    page.goto(f"{place.address}/u/kari/inbox")
    page.get_by_role("link", name=say("nb", "curating.title")).press("Enter")

    def clean(picture: str) -> None:
        assert violations(page) == []
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(width) <= 0
        kept = PICTURES / f"{picture}.png"
        if look == WIDTHS["light"] and not kept.exists():  # delete one to have it drawn anew
            page.screenshot(path=kept, full_page=True)

    expect(page.get_by_role("heading", level=1, name=say("nb", "curating.title"))).to_be_visible()
    clean("curators-overview")
    page.get_by_role("link", name=say("nb", "curating.look", number=1)).press("Enter")
    expect(page.get_by_role("heading", level=1, name=ASKED[0])).to_be_visible()
    clean("curators-group")
    page.locator("#topic").select_option("referral.waiting_list")
    page.get_by_role("button", name=say("nb", "curating.propose")).first.press("Enter")
    expect(page.get_by_text(say("nb", "curating.proposed"))).to_be_visible()
    place.apply(MeasureChange(1, PATCH, EFFECT))
    page.get_by_role("link", name=say("nb", "curating.again")).press("Enter")
    expect(page.get_by_role("table", name=say("nb", "curating.moved_heading"))).to_be_visible()
    clean("curators")
    page.get_by_role("button", name=say("nb", "curating.accept")).press("Enter")
    expect(page.get_by_text(say("nb", "curating.accepted", number=1))).to_be_visible()
    page.goto(f"{place.address}/u/kari/curators/answer/referral.age")
    clean("curators-answer")
    assert watch.complaints == []
