"""Everybody can use the page: axe, small windows, large letters, the keyboard alone."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.conftest import Look, Site, Visit, Watch, say
from tests.browser.script import RECORD

pytestmark = pytest.mark.browser

LOW = 416
"""Pixels of a window below which the talk needs the room."""

LOOKS = {
    f"{name} {scheme}": Look(width, height, scheme)
    for name, width, height in (("desktop", 1280, 800), ("phone", 360, 740))
    for scheme in ("light", "dark")
}


def violations(page: Page) -> list[str]:
    """Return what axe finds, a line each. It comes into each document once, and tells nothing but faults."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((all) => all.violations)")
    return [f"{v['id']}: {v['help']}: {n['html']}" for v in found for n in v["nodes"]]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_axe_finds_nothing(visit: Visit, site: Site, look: Look) -> None:
    """No page and no kind of message breaks a rule, at desktop and phone width, light and dark."""
    page = visit("anna", look)
    for text in ("answer", "dialog", "danger", "record", "warning"):
        say(page, text)
        expect(page.locator(".message--bot:not(.dots)")).to_have_count(
            2 + ["answer", "dialog", "danger", "record", "warning"].index(text)
        )
        assert violations(page) == [], text
    for summary in page.locator("summary").all():
        summary.click()
    assert violations(page) == []
    page.goto(f"{site.address}/")
    assert violations(page) == []
    page.goto(f"{site.address}/nowhere")
    assert violations(page) == []


def test_axe_would_find_it(visit: Visit) -> None:
    """What comes to a page after axe has looked at it is found, too."""
    page = visit()
    assert violations(page) == []
    page.evaluate("document.querySelector('main').append(new Image(9, 9))")
    assert [fault.partition(":")[0] for fault in violations(page)] == ["image-alt"]


def test_axe_finds_nothing_in_the_open_menu_and_news(visit: Visit, site: Site) -> None:
    """The menu of a narrow screen and a message of news are in order too."""
    page = visit("anna", LOOKS["phone light"])
    site.tell("anna", RECORD)
    expect(page.locator(".news-line")).to_be_visible()
    page.locator("#menu-button").click()
    expect(page.locator("#menu")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_is_wider_than_the_window(visit: Visit, site: Site, width: int) -> None:
    """At 320 px (a desktop at 400 %) nothing scrolls sideways, not even a word without an end."""
    page = visit("anna", Look(width, 256 if width == 320 else 740))
    for text in ("answer", "dialog", "danger", "record", "warning", "x" * 400):
        say(page, text)
    expect(page.locator(".bubble", has_text="xxxx")).to_have_count(2)
    for summary in page.locator("summary").all():
        summary.click()
    if page.locator("#menu-button").is_visible():
        page.locator("#menu-button").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for path in ("/", "/nowhere"):
        page.goto(site.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("size", [(1280, 800), (360, 740), (320, 256), (360, 380)])
def test_the_composer_is_always_in_view(visit: Visit, size: tuple[int, int]) -> None:
    """However long the talk and low the window, one can write, and the hint stands there.

    In a low window the talk has the room: the caution stands in the talk, and a voice is told the hint.
    """
    shown = ("#say", ".composer__send", *(() if size[1] < LOW else ("#hint",)))
    page = visit("anna", Look(*size))
    for _ in range(3):
        say(page, "answer")
    expect(page.locator(".message--bot:not(.dots)")).to_have_count(4)
    for top in ("0", "document.documentElement.scrollHeight / 2", "document.documentElement.scrollHeight"):
        page.evaluate(f"scrollTo(0, {top})")
        for what in shown:
            expect(page.locator(what)).to_be_in_viewport(ratio=0.99)
    assert page.locator(".composer").bounding_box()["height"] < size[1] / 2  # type: ignore[index]
    expect(page.locator("#say")).to_have_accessible_description(re.compile("kjennes igjen"))


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    """One may write at once, go back to the skip link, and answer by buttons; the focus is never lost."""
    page = visit()
    expect(page.locator("#say")).to_be_focused()
    for _ in range(page.locator("a, button, summary, select").count()):
        page.keyboard.press("Shift+Tab")
        if page.locator(".skip:focus").count():
            break
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#say")).to_be_focused()
    page.keyboard.type("dialog")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Er spørsmål 1 besvart?")).to_be_visible()
    expect(page.locator("#say")).to_be_focused()
    yes = page.get_by_role("button", name="Ja", exact=True)
    expect(yes).not_to_have_attribute("data-asleep", "")  # it sleeps for a moment
    yes.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bubble", has_text="Er spørsmål 2 besvart?")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("summary").last).to_be_focused()
    page.keyboard.press("Tab")
    yes = page.get_by_role("button", name="Ja", exact=True).last
    expect(yes).to_be_focused()
    assert yes.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    expect(yes).to_be_in_viewport(ratio=1)
    expect(yes).not_to_have_attribute("data-asleep", "")
    page.keyboard.press("Space")
    expect(page.locator(".bubble", has_text="Er spørsmål 3 besvart?")).to_be_focused()


def test_what_has_the_focus_is_never_under_the_composer(visit: Visit) -> None:
    """Tabbing through a long talk scrolls each button clear of header and composer."""
    page = visit("anna", Look(360, 640))
    for _ in range(3):
        say(page, "answer")
    expect(page.locator(".message--bot:not(.dots)")).to_have_count(4)
    page.evaluate("scrollTo(0, 0)")
    page.locator("#menu-button").focus()
    expect(page.locator("[data-asleep]")).to_have_count(0)  # a sleeping button lets pointers through
    for _ in range(14):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              const top = document.elementFromPoint(box.left + 8, box.top + Math.min(box.height / 2, 40));
              return document.activeElement.contains(top) ? "" : document.activeElement.outerHTML;
            }"""
        )
        assert hidden == ""


def test_at_400_percent_the_talk_has_the_room(visit: Visit) -> None:
    """On 320 by 256 px the field is one line and its hint folds; what it says stands in the talk then."""
    page = visit("anna", Look(320, 256))
    size = "() => [document.getElementById('composer').offsetHeight, document.documentElement.scrollWidth]"
    height, width = page.evaluate(size)
    assert height <= 256 / 3
    assert width <= 320
    say(page, "dialog")
    expect(page.locator("#dialog")).to_be_visible()
    assert page.evaluate(size)[0] <= 256 * 2 / 5
    described = page.locator("#say").get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text().strip()


def test_shift_enter_makes_a_line_and_enter_sends(visit: Visit, site: Site) -> None:
    """Two lines go as one message."""
    page = visit()
    page.locator("#say").press_sequentially("en")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("to")
    assert site.desk.turns == []
    page.keyboard.press("Enter")
    expect(page.locator(".bubble--me")).to_contain_text("en\nto", use_inner_text=True)
    assert [turn.text for turn in site.desk.turns] == ["en\nto"]


def test_the_log_is_announced(visit: Visit) -> None:
    """Messages stand in a polite log, danger is an alert, and each message has its language."""
    page = visit()
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    say(page, "danger")
    expect(log.get_by_role("alert")).to_contain_text("Er det fare for liv")
    assert log.locator(".message").evaluate_all("all => all.map(e => e.lang)") == ["nb", "nb", "nb"]
    calls = log.get_by_role("alert").get_by_role("link")
    assert calls.evaluate_all("all => all.map(e => e.getAttribute('href'))") == ["tel:113", "tel:116117"]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_whoever_asked_for_that(visit: Visit, motion: str) -> None:
    """With prefers-reduced-motion no animation lasts; without, everything works as well."""
    page = visit("anna", reduced_motion=motion)
    say(page, "answer")
    expect(page.get_by_text("Gjør dette nå")).to_be_visible()
    running = "document.getAnimations().filter(a => a.effect.getTiming().iterations === Infinity).length"
    assert page.evaluate(running) == 0


def test_no_request_leaves_the_server(visit: Visit, site: Site, watch: Watch) -> None:
    """Fonts, styles, scripts: all from here; and the policy finds nothing to complain of."""
    page = visit()
    say(page, "dialog")
    expect(page.get_by_text("Er spørsmål 1 besvart?")).to_be_visible()
    for text in ("answer", "danger", "record", "warning"):
        say(page, text)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")
    assert any(url.endswith(".woff2") for url in watch.requests)
    assert [url for url in watch.requests if not url.startswith(site.address)] == []
    assert watch.complaints == []


def test_the_watch_itself_sees(visit: Visit, watch: Watch) -> None:
    """A planted inline style, a planted foreign request and a planted fault of access are all noticed."""
    page = visit()
    page.evaluate(
        """() => {
          document.body.insertAdjacentHTML("beforeend", '<p style="color: red">x</p><img src="https://a.invalid/x.png">');
        }"""
    )
    page.wait_for_function("document.images[document.images.length - 1].complete")
    assert any("style-src" in text for text in watch.complaints)
    assert any("img-src" in text for text in watch.complaints)
    assert any(text.startswith("image-alt") for text in violations(page))
