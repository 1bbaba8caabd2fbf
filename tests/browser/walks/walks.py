"""What each role does first, the short way, at the page: each walk counts its taps and the words to read.

A tap is a click, or a line that is sent. Words are those that stand on the page without unfolding anything,
of each message once. Between its steps a walk stops at a state, where whoever walks along may look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import log_in, say
from tools.referral_effort import LINES, SENTENCE

A_MINUTE = 230
"""Words that a grown person reads in a minute."""

SLEEP_MS = 750
"""Buttons that have just been drawn take no click so long."""

UNREAD = """() => {
  const fresh = [...document.querySelectorAll("#log .message--bot:not(.dots):not([data-read])")];
  for (const node of fresh) node.dataset.read = "";
  const parts = document.getElementById("log") ? fresh : [document.querySelector("main")];
  const hidden = ".aksel-sr-only, script, option";
  const seen = ({ parentElement: at }) => at.checkVisibility() && !at.closest(hidden);
  return parts.map((part) => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (seen(walker.currentNode)) texts.push(walker.currentNode.data);
    return texts.join(" ");
  }).join(" ");
}"""


@dataclass
class Walk:
    """Somebody at a page of their own. `look` is called at each state with its name."""

    page: Page
    address: str
    look: Callable[[Page, str], None] = lambda page, state: None
    taps: int = 0
    words: int = 0
    states: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> int:
        """How long the words take to read."""
        return round(self.words * 60 / A_MINUTE)

    def tap(self, what: Locator | str) -> None:
        """Click something, or the newest button with this id."""
        found = self.page.locator(f"[data-choice='{what}']:enabled").last if isinstance(what, str) else what
        self.page.wait_for_timeout(SLEEP_MS)
        found.click()
        self.taps += 1

    def write(self, text: str) -> None:
        """Send a line."""
        say(self.page, text)
        self.taps += 1

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        """Wait until the newest message says this."""
        message = self.page.locator(".bubble").last
        expect(message).to_contain_text(text)
        return message

    def at(self, state: str) -> None:
        """Read what is new, and let others look."""
        self.words += len(re.findall(r"\w[\w\-–./]*", self.page.evaluate(UNREAD)))
        self.states.append(state)
        self.look(self.page, state)

    def at_message(self, state: str) -> None:
        """Wait for the next message, then read it."""
        expect(self.page.locator("#log .message--bot:not(.dots):not([data-read])").first).to_be_visible()
        self.at(state)

    def enter(self, person: str) -> None:
        """Come to the first page of the chat."""
        log_in(self.page, self.address, person)
        self.at("first page")


def clinician(walk: Walk) -> None:
    """Refer a patient, with consent, and have the code."""
    walk.enter("anna")
    walk.tap("refer:")
    for line in LINES:
        walk.at_message("card")
        walk.write(line)
    sent(walk)


def clinician_at_once(walk: Walk) -> None:
    """Refer a patient, all told in one message."""
    walk.enter("anna")
    walk.tap("refer:")
    walk.at_message("card")
    walk.write(SENTENCE)
    sent(walk)


def sent(walk: Walk) -> None:
    """Check the answers, and send."""
    walk.at_message("check answers")
    walk.sees("Stemmer dette?")
    walk.tap(walk.page.get_by_role("button", name="Send henvisningen").last)
    walk.at_message("receipt")
    walk.sees(re.compile("Henvisningen IPS-.* er sendt"))


def nav_counsellor(walk: Walk) -> None:
    """Ask for an information meeting for a user of Nav."""
    walk.enter("nora")
    walk.tap("ways:")
    walk.sees("Veier til IPS")
    walk.at("ways")
    walk.tap("inquiry:new:nav_meeting")
    walk.sees("Informasjonsmøte om IPS")
    walk.at("which specialist")
    walk.tap(walk.page.locator("[data-choice^='inquiry:send:nav_meeting:']:enabled").first)
    walk.sees(re.compile("SPM-"))
    walk.at("sent")


def job_specialist(walk: Walk) -> None:
    """See what waits, open it, take it on."""
    walk.enter("jonas")
    inbox(walk, "jonas")
    walk.tap(walk.page.locator(".item__open").first)
    walk.sees("Det som betyr noe for jobb")
    walk.at("referral")
    walk.tap(walk.page.get_by_role("button", name="Ta imot").last)
    walk.sees("Ta imot")
    walk.at("sure?")
    walk.tap(walk.page.get_by_role("button", name="Ja: Ta imot").last)
    expect(walk.page.get_by_text("Du har tatt imot").last).to_be_visible()
    walk.at("taken on")


def method_supervisor(walk: Walk) -> None:
    """See what is late in the team, and how full the posts are."""
    walk.enter("mette")
    inbox(walk, "mette")
    walk.tap(walk.page.locator(".item__open").first)
    walk.sees("Hvem gjør neste steg")
    walk.at("referral")
    walk.write("ledige plasser")
    walk.sees("Ledige plasser")
    walk.at("free places")


def coordinator(walk: Walk) -> None:
    """See how full the teams are, what had no answer, what waits, and the figures."""
    walk.enter("kari")
    walk.tap("places:")
    walk.sees("Ledige plasser")
    walk.at("free places")
    walk.tap("unanswered:")
    walk.sees("Spørsmål uten svar")
    walk.at("questions without an answer")
    inbox(walk, "kari")
    walk.tap(walk.page.get_by_role("link", name="Statistikk").first)
    expect(walk.page.get_by_role("heading", level=1, name="Statistikk")).to_be_visible()
    walk.at("figures")


def leader(walk: Walk) -> None:
    """Begin the course for leaders, and read its first lesson."""
    walk.enter("nils")
    walk.tap("course:")
    walk.at_message("course")
    walk.tap("course:as:leader")
    walk.at_message("course of a leader")
    walk.tap("course:begin")
    walk.at_message("lesson")


def guest(walk: Walk) -> None:
    """Read an answer without signing in: a link, then a question of one's own."""
    walk.page.goto(f"{walk.address}/ask?topic=ips.definition")
    expect(walk.page.locator(".guest__answer")).to_be_visible()
    walk.at("answer of a link")
    walk.page.locator("#q").fill("hvem kan henvise til IPS?")
    walk.tap(walk.page.get_by_role("button", name="Spør"))
    expect(walk.page.locator(".guest__answer")).to_be_visible()
    walk.at("answer")


def inbox(walk: Walk, person: str) -> None:
    """Open the inbox by its link, which a phone has in the menu."""
    menu = walk.page.locator("#menu-button")
    if menu.is_visible():
        walk.tap(menu)
        walk.at("menu")
    walk.tap(walk.page.get_by_role("link", name="Innboks").first)
    walk.page.wait_for_url(f"**/u/{person}/inbox")
    expect(walk.page.locator("html[data-ready=true]")).to_be_attached()
    walk.at("inbox")


WALKS: Mapping[str, Callable[[Walk], None]] = MappingProxyType(
    {
        "clinician": clinician,
        "clinician, at once": clinician_at_once,
        "Nav counsellor": nav_counsellor,
        "employment specialist": job_specialist,
        "IPS supervisor": method_supervisor,
        "coordinator": coordinator,
        "leader, new": leader,
        "guest": guest,
    }
)
"""By the name of the role, in the order of the table in docs/."""
