"""What helps while one types and reads, in a real browser: suggestions, the arrow, the pill of news."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Look, Watch, log_in, say
from tests.browser.desk import Office, office
from tests.browser.sign_in.test_access import violations
from tests.contracts.house import ANNA, JONAS, press, refer

pytestmark = pytest.mark.browser

LONG_LIST = """async () => {
  const { botBubble } = await import("/static/js/bubble.js");
  const choices = Array.from({ length: 29 }, (_, n) => ({ id: `a${n}`, label: `Valg ${n}`, role: "topic" }));
  const none = { do: [], sources: [], calls: [], record: "", tone: "plain" };
  const reply = { ...none, text: "Velg.", title: "Liste", more: "Mer om dette.", choices };
  document.getElementById("log").append(botBubble({ who: "bot", lang: "nb", reply }, () => null));
}"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One running web chat for all tests here."""
    with office(Path(tmp_path_factory.mktemp("typing"))) as made:
        yield made


def test_a_suggestion_is_taken_by_the_keyboard(
    context: Callable[..., BrowserContext], place: Office, watch: Watch
) -> None:
    """Titles are shown while one types; arrow and Enter ask one; what was asked is suggested, too."""
    page = context(None).new_page()
    watch.on(page)
    log_in(page, place.address, "nils")
    field, options = page.locator("#say"), page.get_by_role("option")
    field.press_sequentially("hva er ips")
    expect(options.first).to_have_text("Hva er IPS (individuell jobbstøtte)?")
    assert violations(page) == []
    field.press("Escape")
    expect(options).to_have_count(0)
    field.press_sequentially(" ")
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.locator(".bubble--me").last).to_contain_text("Hva er IPS (individuell jobbstøtte)?")
    expect(page.locator(".bubble h3").last).to_have_text("Hva er IPS (individuell jobbstøtte)?")
    expect(options).to_have_count(0)
    field.press("ArrowUp")
    expect(field).to_have_value("Hva er IPS (individuell jobbstøtte)?")
    assert not [url for url in watch.requests if "titles" in url or "hva" in url]


def test_suggestions_forgive_a_slip_and_are_told_to_a_voice(
    context: Callable[..., BrowserContext], place: Office
) -> None:
    """A letter too few or two that changed places find the title; a voice hears how many there are."""
    page = context(None).new_page()
    log_in(page, place.address, "nils")
    field, options = page.locator("#say"), page.get_by_role("option")
    for slip in ("aldersgerns", "aldrsgrensen"):
        field.fill(slip)
        expect(options.first).to_have_text("Hva er aldersgrensen for IPS?")
    expect(page.locator("#voice")).to_have_text("1 forslag. Pil ned velger.")
    field.fill("xldersgrensen")
    expect(options).to_have_count(0)


def test_the_chosen_suggestion_is_seen_in_forced_colours(
    context: Callable[..., BrowserContext], place: Office
) -> None:
    """Where the reader's own colours take backgrounds away, a frame shows what Enter takes."""
    page = context(None, forced_colors="active").new_page()
    log_in(page, place.address, "nils")
    field = page.locator("#say")
    field.press_sequentially("hva er ips")
    field.press("ArrowDown")
    styles = page.get_by_role("option").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).outlineStyle)"
    )
    assert styles[0] == "solid"
    assert set(styles[1:]) == {"none"}


@pytest.mark.parametrize("look", [Look(1280, 800), Look(390, 844)])
def test_a_long_address_stays_in_the_field_and_the_count_in_view(
    context: Callable[..., BrowserContext], place: Office, look: Look
) -> None:
    """What has no space is broken: field, button and count stay in the window, and a voice hears it."""
    page = context(look).new_page()
    log_in(page, place.address, "nils")
    page.locator("#say").fill("a" * 2002)
    expect(page.locator("#count")).to_have_text("2002 / 2000")
    for part in ("#say", "#count", ".composer__send"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= look.width, part
    expect(page.locator("#voice")).to_have_text("2002 / 2000")


def test_the_line_above_the_field_says_what_one_is_in(
    context: Callable[..., BrowserContext], place: Office
) -> None:
    """Beside a verdict stands the name of the guide; "NEI" beside "Avbryt" would name nothing."""
    page = context(Look(390, 844)).new_page()
    log_in(page, place.address, "bjorn")
    say(page, "kan jeg fortelle jobbspesialisten om diagnosen? pasienten har ikke samtykket")
    expect(page.locator(".bubble h3").last).to_have_text("NEI")
    expect(page.locator(".dialog__title")).to_have_text("Kan jeg dele dette?")


def test_news_below_what_is_read_is_a_pill(
    context: Callable[..., BrowserContext], place: Office, watch: Watch
) -> None:
    """Whoever has scrolled up is told that something came, is led there, and then it is no news any more."""
    sent = place.run(refer(place.turns, ANNA))
    page = context(Look(390, 844), reduced_motion="reduce").new_page()
    watch.on(page)
    log_in(page, place.address, "anna")
    for question in ("hva er ips?", "hva er aldersgrensen for IPS?"):
        say(page, question)
        expect(page.locator(".bubble--me").last).to_contain_text(question)
    expect(page.locator(".bubble h3").last).to_have_text("Hva er aldersgrensen for IPS?")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("scrollY === 0")
    shown = next(choice.id for reply in sent.replies for choice in reply.choices if "IPS-" in choice.id)
    his = place.run(press(place.turns, JONAS, shown))
    buttons = [choice.id for reply in his.replies for choice in reply.choices]
    place.run(press(place.turns, JONAS, next(one for one in buttons if one.startswith("handle:"))))
    pill = page.locator("#pill")
    expect(pill).to_have_text("1 ny beskjed ↓")
    expect(page).to_have_title("(1) Ny beskjed – IPS-assistenten")
    expect(page.locator("[data-press='referrals:']")).to_have_attribute("data-count", "1")
    pill.click()
    expect(page.locator(".news-line").last).to_be_in_viewport()
    expect(pill).to_be_hidden()
    expect(page).to_have_title("IPS-assistenten")


def test_a_long_list_is_searched_and_print_shows_what_a_reader_needs(
    context: Callable[..., BrowserContext], place: Office
) -> None:
    """A list of a whole group has a field that narrows it; on paper are no buttons, and all is unfolded."""
    page = context(Look(390, 844)).new_page()
    log_in(page, place.address, "nils")
    page.evaluate(LONG_LIST)
    page.get_by_label("Søk i listen").fill("valg 17")
    expect(page.locator(".choices--topics .choice:visible").last).to_have_text("Valg 17")
    expect(page.locator(".choices--topics .choice:visible").filter(has_text="Valg 3")).to_have_count(0)
    assert violations(page) == []
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("Mer om dette.")).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    expect(page.get_by_text("Hei! Her får du svar om IPS")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_text("Mer om dette.")).to_be_hidden()


def test_paper_has_the_addresses_of_sources(context: Callable[..., BrowserContext], place: Office) -> None:
    """A link cannot be followed on paper: its address stands beside it, in the chat and for a guest."""
    page = context(Look(390, 844)).new_page()
    page.emulate_media(media="print")
    page.goto(f"{place.address}/ask?topic=referral.criteria")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    link = page.locator(".guest__sources a").first
    expect(link).to_be_visible()
    assert "https://" in link.evaluate("node => getComputedStyle(node, '::after').content")
    expect(page.locator("input:visible, button:visible")).to_have_count(0)
    page.emulate_media(media="screen")
    log_in(page, place.address, "nils")
    say(page, "hva er aldersgrensen for IPS?")
    expect(page.locator(".source")).to_have_count(1)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    link = page.locator(".source__list a").first
    expect(link).to_be_visible()
    assert "https://" in link.evaluate("node => getComputedStyle(node, '::after').content")


def test_the_question_that_was_missed_is_sent_to_the_editors_by_its_writer(
    place: Office, context: Callable[..., BrowserContext], watch: Watch
) -> None:
    """The page puts it into the field, seen and to be corrected; nothing goes out before it is sent."""
    page = context(Look(390, 844)).new_page()
    log_in(page, place.address, "anna")
    say(page, "hva er aldersgrensen for IPS?")
    page.get_by_role("button", name="Nei, ikke det jeg spurte om").last.click()
    page.get_by_role("button", name="Vis spørsmålet til redaktøren").click()
    expect(page.locator("#say")).to_have_value("til redaktøren: hva er aldersgrensen for IPS?")
    expect(page.locator("#say")).to_be_focused()
    assert violations(page) == []
    page.locator("#say").press("Enter")
    expect(page.get_by_text("Redaktørene får se dette")).to_be_visible()
