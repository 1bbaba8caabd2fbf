"""The main job in two browsers, against the whole program: ask, refer with consent, receive, answer back."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Look, Watch, by_the_first_page, say
from tests.browser.sign_in.test_access import violations

pytestmark = pytest.mark.browser

Contexts = Callable[..., BrowserContext]
PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
QUESTION = "hva kan jeg si til jobbspesialisten?"
CARDS = (
    # each card: what its questions say, with the answer that is chosen, or the line that is typed
    (
        ("vet hva IPS er", "Ja"),
        ("ønsker vanlig jobb", "Ja"),
        ("får behandling", "Ja"),
        ("alder", "18+"),
        ("sykmeldt", "Nei"),
    ),
    "6 ja, 7 jobb, 8 nei",
    (("Hvordan", "Skriftlig"), ("Når", "I går"), ("pasientjournalen", "Ja")),
)


def open_question(page: Page) -> Locator:
    """Return the question whose buttons can be used."""
    return page.locator(".bubble:has([data-choice^='d:']:enabled)")


def refer(page: Page) -> None:
    """Answer every card up to the summary, by toggles and by a typed line."""
    say(page, "jeg vil henvise")
    for number, answers in enumerate(CARDS, 1):
        expect(page.locator(".card")).to_have_count(number)
        if isinstance(answers, str):
            say(page, answers)
            continue
        for asked, answer in answers:
            part = open_question(page).locator(".card__part", has_text=re.compile(asked, re.I))
            part.get_by_role("radio", name=answer, exact=True).check()


def visitor(context: Contexts, watch: Watch, address: str, person: str, look: Look | None = None) -> Page:
    """Return a page of one person in a browser of their own."""
    page = context(look).new_page()
    watch.on(page)
    by_the_first_page(page, address, person)
    return page


def test_two_people_from_question_to_acceptance(context: Contexts, watch: Watch, program: str) -> None:
    """Anna asks, refers and is told at once; Jonas gets it without reload, opens it and accepts."""
    jonas = visitor(context, watch, program, "jonas")
    anna = visitor(context, watch, program, "anna")
    say(anna, QUESTION)
    answer = anna.locator(".bubble").last
    expect(answer.locator(".source summary")).to_contain_text("Kilde: Brev fra Helsedirektoratet")
    assert violations(anna) == []

    refer(anna)
    summary = open_question(anna)
    expect(summary).to_contain_text("Stemmer dette?")
    expect(summary.locator(".rows__row", has_text="I journalen")).to_contain_text("Ja")
    assert violations(anna) == []
    assert jonas.locator(".news-line").count() == 0
    summary.get_by_role("button", name="Send henvisningen").click()

    sent = anna.locator(".bubble", has_text=re.compile("Henvisningen IPS-.* er sendt"))
    expect(sent).to_be_visible()
    found = re.search(r"IPS-\w{4,5}", sent.inner_text())
    assert found
    code = found[0]
    expect(sent.locator(".record__text")).to_contain_text("Samtykke gitt")
    expect(sent.locator(".record__text")).to_contain_text(code)

    news = jonas.locator(".bubble", has_text=f"Ny henvisning {code}")
    expect(news.locator(".news-line")).to_be_visible()
    news.get_by_role("button", name="Åpne").click()
    opened = jonas.locator(".bubble", has_text="Det som betyr noe for jobb").last
    expect(opened).to_contain_text(code)
    expect(anna.locator(".bubble", has_text=f"Henvisning {code} er åpnet")).to_be_visible()
    opened.get_by_role("button", name="Ta imot").click()
    jonas.get_by_role("button", name="Ja: Ta imot").click()
    expect(jonas.get_by_text(f"Du har tatt imot {code}.")).to_be_visible()
    expect(jonas.locator("[data-choice$=':accept']:enabled")).to_have_count(0)
    told = anna.locator(".bubble", has_text=f"Henvisning {code} er tatt imot")
    expect(told.locator(".news-line")).to_be_visible()

    anna.get_by_role("button", name="Mine henvisninger").first.click()
    expect(anna.locator(".bubble").last).to_contain_text(f"{code}: Tatt imot")
    assert violations(anna) == []
    assert violations(jonas) == []
    assert watch.complaints == []
    assert [url for url in watch.requests if not url.startswith(program)] == []


def test_a_reload_in_the_middle_and_change_of_an_answer(
    context: Contexts, watch: Watch, program: str
) -> None:
    """The dialog goes on after a reload; back, change and cancel work by button; nothing is sent."""
    page = visitor(context, watch, program, "bjorn")
    refer(page)
    expect(open_question(page)).to_contain_text("Stemmer dette?")
    page.reload()
    expect(open_question(page)).to_contain_text("Stemmer dette?")
    open_question(page).get_by_role("button", name="Endre: Alder").click()
    expect(open_question(page)).to_contain_text("Svaret ditt nå: 18 år eller eldre")
    open_question(page).get_by_role("button", name="Under 16 år").click()
    expect(open_question(page)).to_contain_text("Det blir ingen henvisning nå")
    page.locator("#dialog").get_by_role("button", name="Avbryt").click()
    expect(page.locator(".bubble").last).to_contain_text("Ingenting er sendt")
    expect(open_question(page)).to_have_count(0)


def test_danger_and_identifying_text(context: Contexts, watch: Watch, program: str) -> None:
    """Acute danger shows numbers to call; a birth number is taken away from the page and its stores."""
    page = visitor(context, watch, program, "nora", Look(360, 740))
    say(page, "pasienten sier hun vil ta livet sitt nå")
    expect(page.get_by_role("alert").get_by_role("link", name="Ring 113")).to_have_attribute(
        "href", "tel:113"
    )
    assert violations(page) == []
    say(page, "kan 01018012345 henvises? ring 99 88 77 66, Kari Nordmann")
    expect(page.get_by_text("Meldingen er fjernet.")).to_be_visible()
    assert "Nordmann" not in page.locator("#log").inner_text()
    assert "Nordmann" not in page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")


def test_the_language_lasts(context: Contexts, watch: Watch, program: str) -> None:
    """Nynorsk is chosen once and stays, also for the page and at the next visit."""
    page = visitor(context, watch, program, "nils", Look(360, 740))
    page.locator("#menu-button").click()
    page.get_by_role("button", name="Nynorsk").click()
    expect(page.locator("html")).to_have_attribute("lang", "nn")
    other = visitor(context, watch, program, "nils")
    expect(other.locator("html")).to_have_attribute("lang", "nn")
    expect(other.locator("#hint")).to_contain_text("pasientar")


@pytest.mark.parametrize(("name", "look"), [("desktop", Look(1280, 800)), ("phone", Look(360, 740))])
def test_pictures_for_the_readme(
    context: Contexts, watch: Watch, program: str, name: str, look: Look
) -> None:
    """The README shows the page as it is: a question, the answer, its source. PICTURES=1 makes them anew."""
    page = visitor(context, watch, program, "dina", look)
    say(page, QUESTION)
    expect(page.locator(".bubble").last.locator(".source summary")).to_be_visible()
    page.locator("#say").blur()
    kept = PICTURES / f"{name}.png"
    picture = page.screenshot(scale="css")
    if os.environ.get("PICTURES") or not kept.exists():
        PICTURES.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(picture)
    assert (look.width, look.height) == struct.unpack(">II", kept.read_bytes()[16:24])
