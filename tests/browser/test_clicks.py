"""Clicks that were not meant: double clicks, held keys, presses while an answer is on its way."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.domain.message.message import Reply
from tests.browser.conftest import Look, Site, Visit, say

pytestmark = pytest.mark.browser

WIDE, NARROW = Look(), Look(width=390, height=844)


def asked(page: Page, number: int) -> Locator:
    """Return the bubble of a question."""
    return page.locator(".bubble", has_text=f"Er spørsmål {number} besvart?")


def middle(button: Locator) -> tuple[float, float]:
    """Return where a button's middle stands in the window."""
    box = button.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def at_question(page: Page) -> None:
    """Come to the first question, awake, on a clock that stands still."""
    say(page, "dialog")
    expect(asked(page, 1)).to_be_visible()
    page.clock.pause_at(dt.datetime.now() + dt.timedelta(minutes=1))


def presses(site: Site) -> list[str]:
    """Return what was pressed."""
    return [turn.press for turn in site.desk.turns if turn.press]


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_second_click_after_the_next_question_is_drawn_does_nothing(
    visit: Visit, site: Site, look: Look
) -> None:
    """Wherever the next question's buttons come to lie: for 700 ms none of them takes a click."""
    page = visit(look=look, clock=True)
    at_question(page)
    asked(page, 1).get_by_role("button", name="Nei").click()
    expect(asked(page, 2)).to_be_visible()
    for name in ("Ja", "Nei"):
        button = asked(page, 2).get_by_role("button", name=name)
        expect(button).to_have_attribute("data-asleep", "")
        expect(button).not_to_have_attribute("aria-disabled", "true")
        page.mouse.click(*middle(button))
    page.mouse.click(*middle(page.locator("#dialog").get_by_role("button", name="Avbryt")))
    page.clock.run_for(690)
    page.mouse.click(*middle(asked(page, 2).get_by_role("button", name="Ja")))
    page.clock.run_for(20)
    asked(page, 2).get_by_role("button", name="Ja").click()
    expect(asked(page, 3)).to_be_visible()
    assert presses(site) == ["d:1:no", "d:2:yes"]


def test_a_key_waits_as_a_click_does(visit: Visit, site: Site) -> None:
    """Nobody is told of an unavailable button: by the time that its name is heard it takes a press."""
    page = visit(clock=True)
    at_question(page)
    asked(page, 1).get_by_role("button", name="Nei").click()
    yes = asked(page, 2).get_by_role("button", name="Ja", exact=True)
    expect(yes).to_be_enabled()
    yes.focus()
    page.keyboard.press("Enter")
    page.clock.run_for(690)
    page.keyboard.press(" ")
    assert presses(site) == ["d:1:no"]
    page.clock.run_for(20)
    page.keyboard.press("Enter")
    expect(asked(page, 3)).to_be_visible()
    assert presses(site) == ["d:1:no", "d:2:yes"]


def test_a_second_tap_does_nothing_either(visit: Visit, site: Site) -> None:
    """The same with a finger."""
    page = visit(look=NARROW, clock=True, has_touch=True)
    at_question(page)
    asked(page, 1).get_by_role("button", name="Ja", exact=True).tap()
    expect(asked(page, 2)).to_be_visible()
    page.touchscreen.tap(*middle(asked(page, 2).get_by_role("button", name="Nei")))
    page.clock.run_for(700)
    asked(page, 2).get_by_role("button", name="Ja", exact=True).tap()
    expect(asked(page, 3)).to_be_visible()
    assert presses(site) == ["d:1:yes", "d:2:yes"]


def test_news_that_pushes_the_buttons_makes_them_sleep(visit: Visit, site: Site) -> None:
    """What arrives while somebody aims must not change what is hit."""
    page = visit(clock=True)
    at_question(page)
    site.tell("anna", Reply("Nytt."))
    expect(page.get_by_text("Nytt.")).to_be_visible()
    page.mouse.click(*middle(asked(page, 1).get_by_role("button", name="Ja")))
    assert presses(site) == []


def test_a_held_key_is_one_press(visit: Visit, site: Site) -> None:
    """On a button it answers one question, in the field it sends once; an empty field sends nothing."""
    page = visit()
    page.locator("#say").fill("dialog")
    for _ in range(10):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    yes = asked(page, 1).get_by_role("button", name="Ja", exact=True)
    expect(yes).not_to_have_attribute("data-asleep", "")
    yes.focus()
    for key in ("Enter", " "):
        for _ in range(5):
            page.keyboard.down(key)
        page.keyboard.up(key)
    expect(asked(page, 2)).to_be_visible()
    page.locator("#say").focus()
    for _ in range(10):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(page.get_by_role("status")).to_have_text("Skriv noe først.")
    assert [turn.press or turn.text for turn in site.desk.turns] == ["dialog", "d:1:yes"]


def test_the_enter_that_ends_a_composition_sends_nothing(visit: Visit, site: Site) -> None:
    """Safari says so by the key code alone."""
    page = visit()
    page.locator("#say").fill("hei")
    sent = """() => {
      const how = { key: "Enter", keyCode: 229, bubbles: true, cancelable: true };
      return document.querySelector("#say").dispatchEvent(new KeyboardEvent("keydown", how));
    }"""
    assert page.evaluate(sent) is True
    expect(page.locator("#say")).to_have_value("hei")
    assert site.desk.turns == []


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_way_out_stands_where_no_answer_ever_stood(visit: Visit, look: Look) -> None:
    """ "Avbryt" keeps its place above the field, apart from the bubble, from question to question."""
    page = visit(look=look)
    say(page, "dialog")
    leave = page.locator("#dialog").get_by_role("button", name="Avbryt")
    place = None
    for number in (1, 2, 3):
        expect(asked(page, number).get_by_role("button", name="Avbryt")).to_have_count(0)
        expect(leave).to_have_attribute("data-choice", f"d:{number}:!cancel")
        field = page.locator("#composer").bounding_box()
        box = leave.bounding_box()
        assert field is not None
        assert box is not None
        here = {name: round(value) for name, value in box.items()}
        assert place in (None, here), "it moved"
        place = here
        assert box["y"] >= field["y"], "it stands among what scrolls"
        asked(page, number).get_by_role("button", name="Ja", exact=True).click()
    expect(asked(page, 4)).to_be_visible()
    leave.click()
    expect(page.get_by_text("Avbrutt.")).to_be_visible()
    expect(page.locator("#dialog")).to_be_hidden()


def test_a_press_while_an_answer_is_on_its_way_is_said(visit: Visit, site: Site) -> None:
    """The buttons show that they wait, and a shortcut that is used meanwhile says why nothing happens."""
    page = visit()
    say(page, "dialog")
    expect(asked(page, 1)).to_be_visible()
    page.route("**/api/turn", lambda route: (page.wait_for_timeout(1500), route.fallback()), times=1)
    say(page, "answer")
    expect(asked(page, 1).get_by_role("button", name="Ja", exact=True)).to_have_attribute(
        "aria-disabled", "true"
    )
    page.get_by_role("button", name="Hjelp").click()
    expect(page.get_by_role("status")).to_have_text("Vent litt, svaret er på vei.")
    expect(page.get_by_text("Gjør dette nå")).to_be_visible()
    assert [turn.press or turn.text for turn in site.desk.turns] == ["dialog", "answer"]


def test_what_was_stopped_or_too_long_is_given_back(visit: Visit) -> None:
    """It stands in the field to be corrected; what was stopped is kept in no store, whatever comes next."""
    page = visit()
    say(page, "warning")
    expect(page.get_by_text("Meldingen er fjernet.")).to_be_visible()
    expect(page.locator("#say")).to_have_value("warning")
    expect(page.get_by_role("status")).to_have_text("Teksten står i feltet igjen. Rett den, og send på nytt.")
    page.reload()
    expect(page.locator("#say")).to_have_value("")
    say(page, "x" * 2001)
    expect(page.locator("#say")).to_have_value("x" * 2001)
    say(page, "x" * 2000)
    expect(page.locator(".bubble--me")).to_have_count(2)
    expect(page.locator("#say")).to_have_value("")


def test_what_was_stopped_is_not_mixed_with_what_is_being_written(visit: Visit) -> None:
    """Whoever writes on meanwhile keeps that as it is, and gets the stopped text by a button."""
    page = visit()
    expect(page.locator("#say")).to_be_focused()
    page.evaluate(
        "const real = fetch; window.fetch = (path, ...more) => path === 'api/turn'"
        " ? new Promise((go) => (window.go = go)).then(() => real(path, ...more)) : real(path, ...more)"
    )
    say(page, "warning")
    page.locator("#say").press_sequentially("hva er ips")
    page.evaluate("window.go()")
    expect(page.get_by_text("Meldingen er fjernet.")).to_be_visible()
    expect(page.locator("#say")).to_have_value("hva er ips")
    page.get_by_role("button", name="Hent teksten").click()
    expect(page.locator("#say")).to_have_value("warning\nhva er ips")


def test_on_a_phone_no_keyboard_covers_the_first_page(visit: Visit) -> None:
    """Where one points with a finger, the field is not in focus before it is touched."""
    page = visit("anna", Look(390, 844), has_touch=True, is_mobile=True)
    expect(page.locator("#say")).not_to_be_focused()
