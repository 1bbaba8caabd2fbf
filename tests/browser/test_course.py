"""The course in a real browser: a lesson, a case by its buttons, a picture, the certificate as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.knowledge.base.course import Course
from tests.browser.conftest import Look, Watch, log_in, say
from tests.browser.desk import Office, office
from tests.browser.sign_in.test_access import LOOKS, violations

pytestmark = pytest.mark.browser


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    """A running web chat."""
    with office(tmp_path) as made:
        yield made


def course(place: Office) -> Course:
    """Return the course that is told."""
    found = place.turns._know.base.course
    assert found is not None
    return found


def press(page: Page, label: str) -> None:
    """Press the last button with this label, as soon as it is awake."""
    page.get_by_role("button", name=label, exact=True).last.click()


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_axe_finds_nothing(
    place: Office, context: Callable[..., BrowserContext], watch: Watch, look: Look
) -> None:
    """A lesson and an answer with pictures are clean at each width and in each colour; nothing is fetched."""
    page = context(look).new_page()
    watch.on(page)
    log_in(page, place.address, "anna")
    say(page, "kurs")
    press(page, "Start kurset")
    expect(page.get_by_role("heading", name="En liten sak")).to_be_visible()
    say(page, "hva kan jeg si før pasienten har samtykket?")
    expect(page.locator("svg.picture")).to_have_count(2)
    assert violations(page) == []
    assert watch.complaints == []
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0


def test_all_lessons_lead_to_a_certificate(
    place: Office, context: Callable[..., BrowserContext], watch: Watch
) -> None:
    """By mouse alone, with the right answers; the file that is kept is a PDF."""
    page = context().new_page()
    watch.on(page)
    log_in(page, place.address, "anna")
    say(page, "kurs")
    press(page, "Start kurset")
    lessons = course(place).lessons
    for number, id in enumerate(lessons, 1):
        case = place.turns._know.base.lesson("nb", id).case_for("clinician")
        option = case.option(case.right)
        assert option is not None
        press(page, option.label)
        expect(page.get_by_text(option.why).last).to_be_visible()
        press(page, "Neste leksjon" if number < len(lessons) else "Fullfør kurset")
    press(page, "Hent kursbevis")
    with page.expect_download() as started:
        page.locator("a.file").last.click()
    assert Path(started.value.path()).read_bytes().startswith(b"%PDF-1.7")
    assert started.value.suggested_filename == "kursbevis-ips.pdf"
    assert watch.complaints == []
