"""The inbox in a real browser, over the real turns: anybody can use it, it is fresh without a reload."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.domain.case.referral import Referral, State
from bot.domain.ports.store import Said
from tests.browser.conftest import Look, Watch, become, say
from tests.browser.desk import Office, busy_team, office, sent
from tests.browser.sign_in.test_access import LOOKS, violations
from tests.browser.test_main_job import PICTURES
from tests.contracts.house import ANNA, JONAS, press, refer
from tests.contracts.house import say as type_to

pytestmark = pytest.mark.browser

Enter = Callable[..., Page]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    """A running web chat; nothing has happened yet."""
    with office(tmp_path) as made:
        yield made


@pytest.fixture
def enter(context: Callable[..., BrowserContext], place: Office, watch: Watch) -> Enter:
    """Logs in as a person and opens the inbox."""

    def opened(person: str, look: Look | None = None, **more: object) -> Page:
        page = context(look, **more).new_page()
        watch.on(page)
        become(page, place.address, person)
        return inbox_of(page, place.address, person)

    return opened


def inbox_of(page: Page, address: str, person: str) -> Page:
    """Open the inbox of somebody who is logged in, and wait until it listens."""
    page.goto(f"{address}/u/{person}/inbox")
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    return page


def codes(page: Page, part: str = "waits") -> list[str]:
    """Return the codes of a part of the page, in order."""
    items = page.locator(f"section[aria-labelledby={part}] .item")
    return items.evaluate_all("all => all.map(e => e.dataset.code)")


def yes_of(said: Said) -> str:
    """Return the button that ends a referral for good."""
    return next(c.id for reply in said.replies for c in reply.choices if c.id.endswith(":yes"))


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("person", ["jonas", "mette", "kari"])
def test_axe_finds_nothing(place: Office, enter: Enter, watch: Watch, person: str, look: Look) -> None:
    """For each role, unfolded too, at desktop and phone width, light and dark; no request leaves."""
    place.keep(*busy_team())
    page = enter(person, look)
    assert violations(page) == []
    for summary in page.locator("summary").all():
        summary.click()
    assert violations(page) == []
    assert watch.complaints == []
    assert [url for url in watch.requests if not url.startswith(place.address)] == []


def test_axe_finds_nothing_where_nothing_is(place: Office, enter: Enter) -> None:
    """The empty page, and the page of those who have none, are in order."""
    page = enter("jonas")
    expect(page.get_by_text("Ingenting venter på deg nå.")).to_be_visible()
    assert violations(page) == []
    page.goto(f"{place.address}/")
    page.locator("button[value=anna]").click()
    page.goto(f"{place.address}/u/anna/inbox")
    expect(page.get_by_role("heading", level=1)).to_have_text("Innboksen er ikke for deg")
    assert violations(page) == []
    page.get_by_role("link", name="Mine henvisninger").click()
    expect(page.locator(".bubble", has_text="Du har ingen henvisninger her.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1024])
@pytest.mark.parametrize("person", ["jonas", "mette", "kari"])
def test_nothing_is_wider_than_the_window(place: Office, enter: Enter, person: str, width: int) -> None:
    """At 320 px (a desktop at 400 %) nothing scrolls sideways, unfolded neither."""
    place.keep(*busy_team())
    page = enter(person, Look(width, 256 if width == 320 else 740))
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for link in page.locator(".item__open, .picture").all():
        box = link.bounding_box()
        assert box is None or box["x"] + box["width"] <= width


def test_a_referral_arrives_without_a_reload(place: Office, enter: Enter, watch: Watch) -> None:
    """Anna sends; it stands in Jonas' inbox at once and is announced; he accepts it in the chat."""
    jonas = enter("jonas")
    assert codes(jonas) == []
    jonas.evaluate("window.same = true")
    said = place.run(refer(place.turns, ANNA))
    item = jonas.locator("section[aria-labelledby=waits] .item")
    expect(item).to_have_count(1)
    expect(item).to_contain_text("Neste steg: Åpne henvisningen.")
    expect(jonas.get_by_role("log", name="Ny beskjed")).to_contain_text("Ny henvisning IPS-")
    assert violations(jonas) == []
    assert jonas.evaluate("window.same")
    code = item.get_attribute("data-code") or ""
    assert code in said.replies[0].text + said.replies[0].record

    jonas.get_by_role("link", name=f"Åpne {code}").click()
    opened = jonas.locator(".bubble", has_text="Det som betyr noe for jobb").last
    expect(opened).to_contain_text(code)
    expect(opened).to_be_focused()
    # It was seen in the inbox, and the chat of this browser remembers no number: it is no news there.
    expect(jonas.locator(".news-line")).to_have_count(0)
    opened.get_by_role("button", name="Ta imot").click()
    jonas.get_by_role("button", name="Ja: Ta imot").click()
    expect(jonas.get_by_text(f"Du har tatt imot {code}.")).to_be_visible()
    jonas.get_by_role("link", name="Innboks").click()
    expect(item).to_contain_text("Tatt imot")
    assert watch.complaints == []


def test_a_link_is_followed_once(place: Office, enter: Enter) -> None:
    """A reload of the chat does not open the referral again; a made-up address presses nothing."""
    place.keep(sent("IPS-7K3F", 1))
    page = enter("jonas")
    page.get_by_role("link", name="Åpne IPS-7K3F").click()
    mine = page.locator(".message--me")
    expect(mine).to_have_count(1)
    assert page.url.endswith("/u/jonas/")
    expect(page.locator("[data-pending]")).to_have_count(0)  # answered: before that nothing is kept
    page.reload()
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    expect(mine).to_have_count(1)
    page.goto(f"{place.address}/u/jonas/?x#handle:IPS-7K3F:2:accept:yes")
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    say(page, "hjelp")
    expect(mine).to_have_count(2)
    assert [r.state for r in place.run(place.store.all_referrals())] == [State.RECEIVED]


def test_an_inquiry_arrives_and_is_opened(place: Office, enter: Enter, watch: Watch) -> None:
    """It stands there without a reload, its link shows it in the chat, and a link to a step does nothing."""
    page = enter("jonas")
    explained = place.run(type_to(place.turns, ANNA, "be om informasjonsmøte"))
    send = next(c.id for reply in explained.replies for c in reply.choices if "inquiry:send" in c.id)
    place.run(press(place.turns, ANNA, send))
    item = page.locator("section[aria-labelledby=waits] .item")
    expect(item).to_contain_text("Informasjonsmøte om IPS")
    expect(item).to_contain_text("Svar ja eller nei, eller foreslå en tid.")
    assert violations(page) == []
    code = item.get_attribute("data-code") or ""
    page.get_by_role("link", name=f"Åpne {code}").click()
    shown = page.locator(".bubble", has_text="Venter på svar fra teamet").last
    expect(shown).to_be_focused()
    mine = page.locator(".message--me")
    expect(mine).to_have_count(1)
    assert page.url.endswith("/u/jonas/")
    page.goto(f"{place.address}/u/jonas/?x#inquiry:{code}:1:agree")
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    say(page, "hjelp")
    expect(mine).to_have_count(2)
    assert [i.state for i in place.run(place.store.all_inquiries())] == ["asked"]
    assert watch.complaints == []


def test_what_is_withdrawn_goes_away(place: Office, enter: Enter) -> None:
    """When the consent is withdrawn the line is gone at once; what was unfolded and focused stays so."""
    place.run(refer(place.turns, ANNA))
    place.keep(*busy_team())
    page = enter("jonas")
    before = codes(page)
    (code,) = set(before) - {"IPS-7K3F", "IPS-9KWM", "IPS-4HXP"}
    numbers = page.locator("summary", has_text="Tallene som tabell")
    numbers.click()
    page.locator("#open-IPS-9KWM").focus()
    end = place.run(type_to(place.turns, ANNA, f"trekk samtykket {code}"))
    place.run(press(place.turns, ANNA, yes_of(end)))
    expect(page.locator(f".item[data-code={code}]")).to_have_count(0)
    expect(page.locator("#open-IPS-9KWM")).to_be_focused()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("Stopp: Samtykket")


def test_the_focus_goes_to_the_part_when_its_line_is_gone(place: Office, enter: Enter) -> None:
    """Whoever stood on what vanished stands on the heading of its part, not at the top of the page."""
    place.run(refer(place.turns, ANNA))
    page = enter("jonas")
    page.locator(".item__open").focus()
    (referral,) = place.run(place.store.all_referrals())
    end = place.run(type_to(place.turns, ANNA, f"avbryt {referral.code}"))
    place.run(press(place.turns, ANNA, yes_of(end)))
    expect(page.locator(".item")).to_have_count(0)
    expect(page.locator("#waits")).to_be_focused()


def test_a_lost_connection_is_said_and_mended(place: Office, enter: Enter) -> None:
    """Offline it says that what stands there may be old; back again it fetches what came meanwhile."""
    page = enter("jonas")
    page.context.set_offline(True)
    expect(page.get_by_role("status")).to_contain_text("Mistet forbindelsen")
    place.run(refer(place.turns, ANNA))
    page.context.set_offline(False)
    expect(page.locator(".item")).to_have_count(1)


def test_what_colleagues_do_is_seen_when_one_looks(place: Office, enter: Enter) -> None:
    """What sends no news to me stands there within a minute."""
    place.run(refer(place.turns, ANNA))
    page = enter("mette", reduced_motion="no-preference")
    other = page.locator("section[aria-labelledby=elsewhere]")
    other.locator("summary").click()
    expect(other.locator(".item")).to_contain_text("Sendt, ikke åpnet")
    code = other.locator(".item").get_attribute("data-code")
    place.run(press(place.turns, JONAS, f"referrals:{code}"))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.locator(".item")).to_contain_text("Åpnet")


def test_the_keyboard_alone_is_enough(place: Office, enter: Enter) -> None:
    """Tab goes through the page in its order, each stop is seen, Enter opens the referral."""
    place.keep(*busy_team())
    page = enter("jonas", Look(390, 640))
    seen = []
    for _ in range(8):
        page.keyboard.press("Tab")
        active = page.locator(":focus")
        expect(active).to_be_in_viewport(ratio=0.9)
        assert active.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        seen.append(active.inner_text())
    assert seen[0] == "Til samtalen"
    assert seen[4:7] == ["Åpne IPS-7K3F", "Åpne IPS-4HXP", "Åpne IPS-9KWM"]  # what runs out next is first
    page.locator("#open-IPS-7K3F").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bubble", has_text="Det som betyr noe for jobb").last).to_be_focused()


def test_a_hundred_referrals(place: Office, enter: Enter) -> None:
    """Twenty at once, in order of waiting; the rest a press away, and it stays unfolded when news comes."""
    many: list[Referral] = [sent(f"IPS-{n:03}A", 1 + n / 200) for n in range(100)]
    place.keep(*many)
    page = enter("jonas", Look(390, 844))
    expect(page.locator(".item:visible")).to_have_count(20)
    assert codes(page) == [referral.code for referral in reversed(many)]
    page.get_by_text("Vis 80 til").click()
    expect(page.locator(".item:visible")).to_have_count(100)
    end = place.run(type_to(place.turns, ANNA, "avbryt IPS-001A"))
    place.run(press(place.turns, ANNA, yes_of(end)))
    expect(page.locator(".item:visible")).to_have_count(99)


def test_late_is_not_said_by_colour_alone(place: Office, enter: Enter) -> None:
    """What is over its deadline says so in words."""
    place.keep(*busy_team())
    page = enter("jonas")
    late = page.locator(".item[data-late=true]")
    expect(late).to_have_count(1)
    expect(late).to_contain_text("Over fristen")
    expect(late).to_contain_text("4 arbeidsdager, siden 18.11.2026 kl. 10:30")
    expect(late.locator("dt", has_text="Frist").locator("+ dd")).to_have_text("20.11.2026 kl. 10:30")


@pytest.mark.parametrize(("name", "look"), [("inbox", Look(1280, 900)), ("inbox-phone", Look(390, 844))])
def test_pictures_for_the_readme(place: Office, enter: Enter, name: str, look: Look) -> None:
    """The README shows the page as it is. PICTURES=1 makes the pictures anew."""
    place.keep(*busy_team())
    page = enter("mette", look)
    expect(page.get_by_role("img", name="Plasser i IPS Øyane DPS")).to_be_attached()
    kept = PICTURES / f"{name}.png"
    picture = page.screenshot(scale="css")
    if os.environ.get("PICTURES") or not kept.exists():
        kept.write_bytes(picture)
    assert (look.width, look.height) == struct.unpack(">II", kept.read_bytes()[16:24])
