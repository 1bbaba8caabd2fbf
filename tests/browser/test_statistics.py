"""The coordinator's figures in a real browser: reached from the inbox, clean, and no wider than a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Look, Watch, log_in
from tests.browser.desk import Office, busy_team, office
from tests.browser.sign_in.test_access import LOOKS, violations

pytestmark = pytest.mark.browser


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    """A running house with a busy team."""
    with office(tmp_path) as made:
        made.keep(*busy_team())
        yield made


@pytest.mark.parametrize(
    "look", [*LOOKS.values(), Look(320, 700, "light")], ids=[*LOOKS, "as narrow as it gets"]
)
def test_axe_finds_nothing(
    place: Office, context: Callable[..., BrowserContext], watch: Watch, look: Look
) -> None:
    """By a link of the inbox, with tables that have heads; nothing scrolls sideways, nothing is fetched."""
    page = context(look).new_page()
    watch.on(page)
    log_in(page, place.address, "kari")
    page.goto(f"{place.address}/u/kari/inbox")
    page.get_by_role("link", name="Statistikk").click()
    expect(page.get_by_role("heading", level=1, name="Statistikk")).to_be_visible()
    expect(page.get_by_role("table", name="Henvisninger etter tjeneste")).to_be_visible()
    assert violations(page) == []
    assert watch.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
