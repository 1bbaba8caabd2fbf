"""The chat page: what it shows, what it keeps, what it does when something is lost."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.domain.message.message import Reply
from tests.browser.conftest import Site, Visit, Watch, log_in, say, wait_until
from tests.fakes.button import choice

pytestmark = pytest.mark.browser

BOT = ".message--bot:not(.dots)"


def kept(page: Page) -> str:
    """Return everything the browser keeps for the page."""
    return str(page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])"))


def test_an_answer_shows_all_its_parts(visit: Visit) -> None:
    """Title, text, what to do, more, the source that opens, related topics."""
    page = visit()
    say(page, "answer")
    bubble = page.locator(".bubble", has_text="Hva kan jeg dele?")
    expect(bubble.get_by_role("heading", name="Hva kan jeg dele?")).to_be_visible()
    expect(bubble.get_by_text("Sjekk om det finnes et samtykke.")).to_be_visible()
    expect(bubble.get_by_text("I tvil: vent.")).to_be_hidden()
    bubble.get_by_text("Les mer").click()
    expect(bubble.get_by_text("I tvil: vent.")).to_be_visible()
    link = bubble.get_by_role("link").first
    expect(link).to_be_hidden()
    bubble.locator(".source summary").click()
    expect(bubble.get_by_text("Gjengitt i en rapport.")).to_be_visible()
    expect(link).to_have_attribute("href", "https://example.org/brev")
    expect(link).to_have_attribute("rel", "noreferrer noopener")
    expect(link).to_have_attribute("target", "_blank")
    bubble.get_by_role("button", name="Hva om pasienten sier nei?").click()
    expect(page.locator(".bubble--me").last).to_contain_text("Hva om pasienten sier nei?")
    expect(bubble.get_by_role("button", name="Hva om pasienten sier nei?")).to_be_enabled()


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)><script>alert(2)</script>",
        "</p><b>feit</b> &amp; &lt;",
        "שלום עולם",
        "😀👩‍👩‍👧 æøå ŋ č",
        "javascript:alert(1)",
        "a\u0007b\u202ec",
    ],
)
def test_any_text_is_shown_as_text(visit: Visit, watch: Watch, text: str) -> None:
    """Markup, right-to-left and emoji come back as the same letters, from both sides."""
    page = visit()
    before = page.locator("#log *").count()
    say(page, text)
    expect(page.locator(".bubble--me .bubble__mine")).to_have_text(text)
    expect(page.locator(BOT).last.locator(".bubble__text p")).to_have_text(text)
    assert page.locator("#log :is(script, b, img:not(.message__mark))").count() == 0
    assert page.locator("#log *").count() > before
    assert watch.complaints == []


def test_an_empty_message_is_not_sent(visit: Visit, site: Site) -> None:
    """Nothing is shown as written, nothing is sent, and the page says what to do."""
    page = visit()
    page.locator(".composer__send").click()
    expect(page.get_by_role("status")).to_have_text("Skriv noe først.")
    expect(page.locator(".bubble--me")).to_have_count(0)
    assert site.desk.turns == []


def test_a_very_long_message_loses_nothing(visit: Visit, site: Site) -> None:
    """100 kB goes through; more is refused with a sentence and stays in the field."""
    page = visit()
    say(page, "x" * 100_000)
    expect(page.locator(BOT)).to_have_count(2)
    assert len(site.desk.turns[0].text or "") == 100_000
    say(page, "y" * 140_000)
    expect(page.get_by_role("status")).to_contain_text("Meldingen er for stor.")
    assert len(page.locator("#say").input_value()) == 140_000
    assert len(site.desk.turns) == 1


def test_old_questions_cannot_be_answered_again(visit: Visit) -> None:
    """When the next question is shown, the buttons of the one before are off, and the answer is marked."""
    page = visit()
    say(page, "dialog")
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_text("Er spørsmål 2 besvart?")).to_be_visible()
    old = page.locator(".bubble", has_text="Er spørsmål 1 besvart?")
    for button in old.get_by_role("button").all():
        expect(button).to_be_disabled()
    expect(old.locator("[data-chosen=true]")).to_have_text("Ja (valgt)")
    page.locator("#dialog").get_by_role("button", name="Avbryt").click()
    expect(page.get_by_text("Avbrutt.")).to_be_visible()
    expect(page.locator("[data-choice^='d:']:enabled")).to_have_count(0)


def test_two_presses_at_once_are_one_turn(visit: Visit, site: Site) -> None:
    """A double click answers once."""
    page = visit()
    say(page, "dialog")
    page.get_by_role("button", name="Ja", exact=True).dblclick()
    expect(page.get_by_text("Er spørsmål 2 besvart?")).to_be_visible()
    assert [turn.press for turn in site.desk.turns] == [None, "d:1:yes"]


def test_messages_written_quickly_go_in_order(visit: Visit, site: Site) -> None:
    """Whoever writes faster than the answers come loses nothing, and the order stays."""
    page = visit()
    for number in range(5):
        say(page, f"nummer {number}")
    expect(page.locator(BOT)).to_have_count(6)
    assert [turn.text for turn in site.desk.turns] == [f"nummer {number}" for number in range(5)]
    shown = page.locator(".message :is(.bubble__mine, .bubble__text)").all_inner_texts()
    assert shown[1:] == [f"nummer {number}" for number in range(5) for _ in range(2)]


def test_a_reload_in_the_middle_of_a_dialog(visit: Visit) -> None:
    """The talk is still there, the open question once, and it can be answered."""
    page = visit()
    say(page, "answer")
    say(page, "dialog")
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_text("Er spørsmål 2 besvart?")).to_be_visible()
    shown = page.locator("#log").inner_text()
    page.reload()
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    assert page.locator("#log").inner_text() == shown
    question = page.locator(".bubble", has_text="Er spørsmål 2 besvart?")
    expect(question).to_have_count(1)
    expect(question).to_be_in_viewport()
    expect(
        page.locator(".bubble", has_text="Er spørsmål 1 besvart?").get_by_role("button").first
    ).to_be_disabled()
    question.get_by_role("button", name="Nei").click()
    expect(page.get_by_text("Er spørsmål 3 besvart?")).to_be_visible()


def test_an_open_question_follows_to_another_window(
    visit: Visit, site: Site, context: Callable[..., BrowserContext]
) -> None:
    """Whoever comes back elsewhere sees the question that waits."""
    page = visit()
    say(page, "dialog")
    expect(page.get_by_text("Er spørsmål 1 besvart?")).to_be_visible()
    other = context().new_page()
    log_in(other, site.address, "anna")
    other.get_by_role("button", name="Ja", exact=True).click()
    expect(other.get_by_text("Er spørsmål 2 besvart?")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Er spørsmål 2 besvart?")).to_be_visible()
    expect(
        page.locator(".bubble", has_text="Er spørsmål 1 besvart?").get_by_role("button").first
    ).to_be_disabled()


def test_a_message_that_must_go_is_gone(visit: Visit) -> None:
    """What was taken away is not on the page, not in the browser's stores, and not back after a reload."""
    page = visit()
    say(page, "warning")
    expect(page.get_by_text("Meldingen er fjernet.")).to_be_visible()
    expect(page.locator(".bubble--me")).to_have_count(0)
    expect(page.locator(".bubble[data-tone=warning]")).to_be_visible()
    assert '"warning"' not in kept(page).replace('\\"tone\\":\\"warning\\"', "")
    page.reload()
    expect(page.get_by_text("Meldingen er fjernet.")).to_be_visible()
    expect(page.locator(".bubble--me")).to_have_count(0)


def test_nothing_is_kept_of_a_message_under_way(visit: Visit) -> None:
    """Until the server has said that it may stay, what was written stands in no store."""
    page = visit()
    stores: list[str] = []
    page.route("**/api/turn", lambda route: (stores.append("asked"), route.fallback()))
    page.evaluate(
        """() => {
          const set = Storage.prototype.setItem;
          window.kept = [];
          Storage.prototype.setItem = function (key, value) {
            kept.push(value);
            return set.call(this, key, value);
          };
        }"""
    )
    say(page, "warning")
    expect(page.get_by_text("Meldingen er fjernet.")).to_be_visible()
    assert stores == ["asked"]
    assert [v for v in page.evaluate("kept") if '"text":"warning"' in v] == []


def test_a_new_conversation_clears_the_page(visit: Visit) -> None:
    """The log is emptied, also in the store, and the welcome is shown."""
    page = visit()
    say(page, "answer")
    expect(page.get_by_text("Gjør dette nå")).to_be_visible()
    page.get_by_role("button", name="Ny samtale").click()
    expect(page.locator(".message")).to_have_count(1)
    expect(page.locator(BOT)).to_contain_text("Hei! Hva lurer du på om IPS?")
    assert "Gjør" not in kept(page)
    assert "Hva kan jeg dele" not in kept(page)


def test_a_new_conversation_takes_nothing_from_what_is_being_written(visit: Visit, site: Site) -> None:
    """Whoever writes on while the new conversation comes keeps the focus, and sees the message."""
    page = visit()
    say(page, "answer")
    expect(page.get_by_text("Gjør dette nå")).to_be_visible()
    page.route("**/api/turn", lambda route: (page.wait_for_timeout(300), route.fallback()), times=1)
    page.get_by_role("button", name="Ny samtale").click()
    say(page, "og så")
    expect(page.locator(BOT).last).to_contain_text("og så")
    expect(page.locator(".bubble--me")).to_have_text(["Du:og så"])
    expect(page.locator("#say")).to_be_focused()
    assert [turn.press or turn.text for turn in site.desk.turns] == ["answer", "restart:", "og så"]


def test_another_person_in_the_same_tab_sees_nothing(visit: Visit, site: Site) -> None:
    """Changing the person takes the former one's talk out of the tab."""
    page = visit()
    say(page, "answer")
    expect(page.get_by_text("Gjør dette nå")).to_be_visible()
    page.get_by_role("link", name="Bytt person").click()
    page.locator("button[value=jonas]").click()
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    expect(page.locator(BOT)).to_have_count(1)
    assert "Hva kan jeg dele" not in kept(page)
    expect(page.locator(".who")).to_contain_text("Jonas")
    page.goto(f"{site.address}/u/anna/")
    expect(page.locator(BOT)).to_have_count(1)


def test_copying_the_record_text(visit: Visit, site: Site) -> None:
    """The whole text is on the clipboard, and it is said in words."""
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
    say(page, "record")
    page.get_by_role("button", name="Kopier teksten").click()
    expect(page.get_by_role("status")).to_have_text("Kopiert")
    text = "23.11.2026: Pasienten er informert om IPS.\nHenvisning IPS-7K3F er sendt."
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_copying_without_the_clipboard_interface(visit: Visit, site: Site) -> None:
    """Where a page may not use the clipboard, the text is copied by a selection."""
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    say(page, "record")
    page.get_by_role("button", name="Kopier teksten").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Kopiert")
    assert "IPS-7K3F" in page.evaluate("navigator.clipboard.readText()")
    expect(page.locator(".record button")).to_be_focused()


def test_the_language_switch_changes_the_whole_page(visit: Visit, watch: Watch) -> None:
    """Buttons, hint and the page's language follow; what was said keeps its own; it lasts over a reload."""
    page = visit()
    page.get_by_role("button", name="Nynorsk").click()
    expect(page.locator("html")).to_have_attribute("lang", "nn")
    expect(page.locator("#hint")).to_contain_text("pasientar")
    expect(page.get_by_role("button", name="Nynorsk")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Nynorsk")).to_be_focused()
    expect(page.locator(BOT).last.locator("xpath=.")).to_have_attribute("lang", "nn")
    expect(page.locator(BOT).first).to_have_attribute("lang", "nb")
    page.get_by_role("button", name="English").click()
    expect(page.locator("#say")).to_have_attribute("placeholder", "Type a question")
    expect(page.get_by_role("button", name="New conversation")).to_be_visible()
    assert watch.complaints == []


def test_news_comes_without_reload(visit: Visit, site: Site) -> None:
    """News is set off, marks the title while the page is hidden, and is there once after a reload."""
    page = visit("jonas")
    page.evaluate(
        """() => {
          window.away = true;
          Object.defineProperty(document, "hidden", { get: () => window.away });
        }"""
    )
    site.tell(
        "jonas",
        Reply("Ny henvisning IPS-7K3F.", choices=(choice("referrals:IPS-7K3F", "Åpne"),)),
    )
    news = page.locator(".bubble", has_text="Ny henvisning IPS-7K3F.")
    expect(news).to_contain_text("Ny beskjed")
    expect(page).to_have_title("(1) Ny beskjed – IPS-assistenten")
    page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page).to_have_title("IPS-assistenten")
    page.reload()
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    site.tell("jonas", Reply("Enda en."))
    expect(page.locator(".bubble", has_text="Enda en.")).to_have_count(1)
    expect(news).to_have_count(1)


def test_a_hidden_page_lets_go_of_its_connection_and_still_hears(visit: Visit, site: Site) -> None:
    """Many windows do not use up the browser's connections; news marks the title a little later."""
    page = visit("jonas", clock=True)
    page.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { get: () => true });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    page.clock.fast_forward(6_000)
    wait_until(lambda: site.desk.waiting == 0)
    site.tell("jonas", Reply("Mens du så bort."))
    page.clock.fast_forward(16_000)
    expect(page).to_have_title("(1) Ny beskjed – IPS-assistenten")
    expect(page.get_by_text("Mens du så bort.")).to_have_count(1)


def test_news_missed_while_away_is_there_later(site: Site, context: Callable[..., BrowserContext]) -> None:
    """What came while nobody looked is shown at the next visit, and not again at the one after."""
    site.tell("jonas", Reply("Mens du var borte."))
    browser = context()
    page = browser.new_page()
    log_in(page, site.address, "jonas")
    expect(page.get_by_text("Mens du var borte.")).to_be_visible()
    page.close()
    again = browser.new_page()
    log_in(again, site.address, "jonas")
    site.tell("jonas", Reply("Nytt."))
    expect(again.get_by_text("Nytt.")).to_be_visible()
    expect(again.get_by_text("Mens du var borte.")).to_have_count(0)


def test_a_lost_connection_loses_nothing(visit: Visit, site: Site) -> None:
    """It is said, the message stays in the field, news is fetched, and the message goes once."""
    page = visit()
    page.context.set_offline(True)
    expect(page.get_by_role("status")).to_contain_text("Mistet forbindelsen.")
    say(page, "answer")
    expect(page.get_by_role("status")).to_contain_text("Meldingen ble ikke sendt.")
    expect(page.locator("#say")).to_have_value("answer")
    expect(page.locator(".bubble--me")).to_have_count(0)
    site.tell("anna", Reply("Kom imens."))
    page.context.set_offline(False)
    expect(page.get_by_text("Kom imens.")).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("Forbindelsen er tilbake.")
    page.locator("#say").press("Enter")
    expect(page.get_by_text("Gjør dette nå")).to_be_visible()
    expect(page.locator("#say")).to_have_value("")
    assert len(site.desk.turns) == 1


def test_an_answer_lost_on_the_way_is_asked_for_again_under_the_same_name(visit: Visit, site: Site) -> None:
    """The server had taken the turn, only the answer was lost: sending again does not do it twice."""
    page = visit()
    names: list[str] = []
    page.on(
        "request",
        lambda r: names.append(json.loads(r.post_data or "{}")["update"]) if "turn" in r.url else None,
    )

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/api/turn", lose, times=1)
    say(page, "answer")
    expect(page.get_by_role("status")).to_contain_text("Meldingen ble ikke sendt.")
    page.get_by_role("button", name="Prøv igjen").click()
    expect(page.get_by_text("Gjør dette nå")).to_be_visible()
    assert len(site.desk.turns) == 1
    assert len(set(names)) == 1
    assert len(names) == 2
    expect(page.locator(".bubble--me")).to_have_count(1)


def test_a_button_whose_answer_was_lost_can_be_pressed_again(visit: Visit, site: Site) -> None:
    """A press that failed changes nothing on the page, and the second try is the same turn."""
    page = visit()
    say(page, "dialog")
    page.route("**/api/turn", lambda route: (route.fetch(), route.abort()), times=1)
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Meldingen ble ikke sendt.")
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_text("Er spørsmål 2 besvart?")).to_be_visible()
    assert len(site.desk.turns) == 2


def test_a_broken_store_is_said_and_the_message_kept(visit: Visit, site: Site) -> None:
    """The desk cannot take the turn now: the sentence says so and stays; the text is still there."""
    page = visit()
    site.desk.broken = True
    say(page, "answer")
    expect(page.get_by_role("status")).to_contain_text("Noe gikk galt")
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(page.get_by_role("status")).to_contain_text("Noe gikk galt")
    expect(page.locator("#say")).to_have_value("answer")
    site.desk.broken = False
    page.locator("#say").press("Enter")
    expect(page.get_by_text("Gjør dette nå")).to_be_visible()


def test_without_login_one_is_led_to_it(context: Callable[..., BrowserContext], site: Site) -> None:
    """The chat page of a person one is not leads to the first page."""
    page = context().new_page()
    page.goto(f"{site.address}/u/anna/")
    expect(page).to_have_url(f"{site.address}/")


def test_two_windows_can_be_two_people(visit: Visit, site: Site) -> None:
    """In one browser, one window is Anna and the other Jonas."""
    anna = visit()
    jonas = anna.context.new_page()
    log_in(jonas, site.address, "jonas")
    for page, name in ((anna, "Anna"), (jonas, "Jonas")):
        page.reload()
        expect(page.locator(".who")).to_contain_text(name)
        say(page, f"jeg er {name}")
        expect(page.locator(BOT).last).to_contain_text(f"jeg er {name}")


DROP = """(name) => {
  const data = new DataTransfer();
  data.items.add(new File(["x"], name, { type: name.endsWith("png") ? "image/png" : "application/pdf" }));
  document.querySelector("#log").dispatchEvent(
    new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""
PASTE = """(text) => {
  const data = new DataTransfer();
  data.items.add(new File(["x"], "skjermbilde.png", { type: "image/png" }));
  if (text) data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  return document.querySelector("#say").dispatchEvent(paste);
}"""


def test_a_dropped_or_pasted_file_never_leaves_the_browser(visit: Visit) -> None:
    """Only its kind is sent; text copied from an office program, with a picture beside it, is pasted."""
    page = visit()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    for script, what, kind in (
        (DROP, "Kari Nordmann.pdf", "file"),
        (DROP, "Kari.png", "photo"),
        (PASTE, "", "photo"),
    ):
        before = page.locator(BOT).count()
        page.evaluate(script, what)
        expect(page.locator(BOT)).to_have_count(before + 1)
        assert json.loads([body for body in sent if '"send"' in body][-1])["send"] == kind
    assert page.evaluate(PASTE, "hei") is True
    assert not [body for body in sent if "Kari" in body or "skjermbilde" in body]
