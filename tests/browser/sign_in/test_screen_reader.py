"""The log of a screen reader: what is announced of a talk, in which order, under which names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.domain.message.message import Reply
from tests.browser.conftest import Site, Visit, log_in, say
from tests.browser.desk import Office, office
from tests.browser.sign_in.screen_reader import ScreenReader
from tests.fakes.button import choice

pytestmark = pytest.mark.browser

YOU, BOT = "Du:", "Assistenten:"
VERDICT = "kan jeg fortelle jobbspesialisten om diagnosen? pasienten har ikke samtykket"
LINES = ("ja, ja, ja, voksen, nei", "ja, jobb, nei", "muntlig, i går, ja")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    """A running web chat over the real turns."""
    with office(tmp_path) as made:
        yield made


def answered(page: Page, text: str, more: int = 1) -> None:
    """Say something and wait until so many messages have come."""
    count = page.locator(".message--bot:not(.dots)").count()
    say(page, text)
    expect(page.locator(".message--bot:not(.dots)")).to_have_count(count + more)
    expect(page.locator("#log[aria-busy]")).to_have_count(0)


def test_an_answer_is_heard_from_its_title_to_its_buttons(visit: Visit) -> None:
    """Who says it, the title, the text, what to do, then what can be unfolded and pressed; each once."""
    page = visit()
    reader = ScreenReader(page)
    answered(page, "answer")
    mine, answer = reader.heard()
    assert mine == [YOU, "answer"]
    assert answer == [
        BOT,
        "heading 3: Hva kan jeg dele?",
        "Uten samtykke kan du snakke om IPS generelt.",
        "Med samtykke kan du dele det som trengs.",
        "Gjør dette nå",
        "list",
        "Sjekk om det finnes et samtykke.",
        "Drøft uten kjennetegn når du er i tvil.",
        "list",
        "button: Henvis en pasient",
        "details: Les mer, collapsed",
        "details: Kilde: Brev om taushetsplikt, punkt 2 +1, collapsed",
        "list",
        "button: Hva må stå i samtykket for at det skal gjelde?",
        "button: Hva om pasienten sier nei?",
    ]
    assert reader.heard() == []


def test_danger_is_an_alert_with_its_numbers_first(visit: Visit) -> None:
    """It breaks in, and the numbers come before what to do and before any button."""
    page = visit()
    reader = ScreenReader(page)
    answered(page, "danger")
    (_, alarm) = reader.heard()
    assert alarm[:3] == [
        "alert",
        BOT,
        "Er det fare for liv eller alvorlig skade nå? Ring. Ikke vent på svar her.",
    ]
    assert alarm[3:6] == ["list", "link: Ring 113 (akutt fare for liv)", "link: Ring legevakt 116 117"]


def test_what_is_stopped_is_heard_as_taken_away(visit: Visit) -> None:
    """The words themselves are not said again; that they are gone, why, and where they are now is."""
    page = visit()
    reader = ScreenReader(page)
    answered(page, "warning")
    heard = reader.heard()
    assert ["Meldingen er fjernet."] in heard
    assert any("Stopp! Jeg tror meldingen viser hvem noen er." in lines for lines in heard)
    assert ["Teksten står i feltet igjen. Rett den, og send på nytt."] in heard
    assert not any("warning" in lines for lines in heard)


def test_a_verdict_is_heard_as_the_title_of_its_card(
    context: Callable[..., BrowserContext], place: Office
) -> None:
    """First what was read out of the question, then the verdict, before its reasons."""
    page = context().new_page()
    log_in(page, place.address, "anna")
    reader = ScreenReader(page)
    answered(page, VERDICT, more=2)
    mine, read_out, verdict = reader.heard()
    assert mine == [YOU, VERDICT]
    assert read_out[:2] == [BOT, "heading 3: Kan jeg dele dette?"]
    assert "Opplysning: Diagnose eller behandling" in read_out
    assert verdict[:2] == [BOT, "heading 3: NEI"]
    assert verdict[3] == "Gjør dette nå"
    assert "button: Endre et svar" in verdict


def test_a_card_is_heard_as_groups_without_a_default(
    context: Callable[..., BrowserContext], place: Office
) -> None:
    """Each question is a group with its number, each answer a radio button, and none of them is chosen."""
    page = context().new_page()
    log_in(page, place.address, "anna")
    reader = ScreenReader(page)
    answered(page, "jeg vil henvise")
    card = reader.heard()[-1]
    about = "Om pasienten. Raskest: skriv svarene på én linje, med komma."
    assert card[:3] == [BOT, "heading 3: Henvisning · 1–5 av 11", about]
    groups = [line for line in card if line.startswith("group: ")]
    assert [line[:9] for line in groups] == [f"group: {number}." for number in range(1, 6)]
    radios = [line for line in card if line.startswith("radio: ")]
    assert len(radios) > len(groups)
    assert all(line.endswith(", not checked") for line in radios)
    assert card[card.index("button: Neste") - 1].startswith("radio: ")

    for line in LINES:
        answered(page, line)
    check = reader.heard()[-1]
    assert "term: Alder" in check
    assert "button: Endre: Alder" in check
    assert check[-1].startswith("button: ")


def test_news_is_heard_when_it_comes(visit: Visit, site: Site) -> None:
    """Without a look at it: that it is news, what it says, and what can be done."""
    page = visit("jonas")
    reader = ScreenReader(page)
    site.tell(
        "jonas",
        Reply("Ny henvisning IPS-7K3F.", choices=(choice("referrals:IPS-7K3F", "Åpne"),)),
    )
    expect(page.locator(".news-line")).to_be_visible()
    news = next(lines for lines in reader.heard() if BOT in lines)
    assert news[:2] == [BOT, "Ny beskjed"]
    assert news[-3:] == ["Ny henvisning IPS-7K3F.", "list", "button: Åpne"]


def test_the_page_itself_is_heard(visit: Visit) -> None:
    """The field has a name and its warning, and the talk is a log that one can find."""
    page = visit()
    reader = ScreenReader(page)
    field = reader.read(page.locator("#say"))
    assert field[0].startswith("textbox: Skriv her")
    assert page.get_by_role("log", name="Samtale").count() == 1
