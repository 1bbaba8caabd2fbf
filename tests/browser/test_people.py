"""The pages of who has access, in a real browser: axe, 320 px, the keyboard alone, a file put in as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Look, Watch, log_in
from tests.browser.desk import Office, busy_team, office
from tests.browser.sign_in.test_access import violations

pytestmark = pytest.mark.browser

PAGES = (
    "people",
    "people/of/jonas",
    "people/of/kari",
    "people/new",
    "people/review",
    "people/import",
    "directory",
    "directory/service/askoy-origo",
    "directory/post/_new",
)
LOOKS = {"wide": Look(1280, 800, "light"), "dark": Look(1280, 800, "dark"), "narrow": Look(320, 700, "light")}
CSV = "\ufeffperson;name;role;service\r\neva;Eva Ås;clinician;askoy-fact\r\n"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    """A running house with a busy team."""
    with office(tmp_path) as made:
        made.keep(*busy_team())
        yield made


def orderly(page: Page) -> None:
    """Fail when a rule of access is broken, or something is wider than the window."""
    assert violations(page) == [], page.url
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0, page.url


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_every_page_is_for_everybody(
    place: Office, context: Callable[..., BrowserContext], watch: Watch, look: Look
) -> None:
    """From the first page on: no rule is broken, nothing scrolls sideways, nothing is fetched elsewhere."""
    page = context(look).new_page()
    watch.on(page)
    log_in(page, place.address, "kari")
    if page.locator("#menu-button").is_visible():
        page.locator("#menu-button").click()
    page.get_by_role("link", name="Hvem har tilgang").click()
    expect(page.get_by_role("heading", level=1, name="Hvem har tilgang")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Jonas")).to_have_count(1)
    for path in PAGES:
        page.goto(f"{place.address}/u/kari/{path}")
        orderly(page)
    page.goto(f"{place.address}/u/kari/people/of/jonas")
    page.get_by_role("button", name="Se hva som skjer").click()
    expect(page.get_by_role("heading", level=1, name="Hvis Jonas slutter nå")).to_be_visible()
    orderly(page)
    assert watch.complaints == []


def test_the_keyboard_alone_is_enough(place: Office, context: Callable[..., BrowserContext]) -> None:
    """Somebody is found, looked at and confirmed without a mouse; what became of it has the focus."""
    page = context(LOOKS["wide"]).new_page()
    log_in(page, place.address, "kari")
    page.goto(f"{place.address}/u/kari/people")
    page.get_by_label("Søk etter navn").focus()
    page.keyboard.type("jonas")
    page.keyboard.press("Enter")
    link = page.get_by_role("table").get_by_role("link", name="Jonas")
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Bekreft tilgangen").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#done")).to_have_text("Tilgangen er bekreftet.")
    expect(page.locator("#done")).to_be_focused()


def test_a_file_is_put_in_as_text(
    place: Office, context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    """The table of this machine lands in the field; the difference is shown, and written when asked."""
    file = tmp_path / "staff.csv"
    file.write_bytes(CSV.encode())
    page = context(LOOKS["narrow"]).new_page()
    log_in(page, place.address, "kari")
    page.goto(f"{place.address}/u/kari/people/import")
    page.get_by_label("Velg en fil (CSV)").set_input_files(file)
    expect(page.get_by_label("Tabellen som tekst")).to_have_value(
        "person;name;role;service\neva;Eva Ås;clinician;askoy-fact\n"
    )
    page.get_by_role("button", name="Vis forskjellen").click()
    expect(page.get_by_text("Ny: Behandler, Askøy: FACT voksen.")).to_be_visible()
    orderly(page)
    page.get_by_role("button", name="Skriv 1 endringer").click()
    expect(page.get_by_role("table").get_by_role("link", name="Eva Ås")).to_be_visible()
