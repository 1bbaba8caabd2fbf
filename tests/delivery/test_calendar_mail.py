"""A talk that is agreed on, moved or called off reaches both calendars by e-mail, as calendars expect it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar

from bot.domain.person.person import Person
from bot.domain.turn.notice import NoticeKind
from bot.storage.store import Store
from tests.contracts.house import ANNA, JONAS, StandingClock, desk, press, refer
from tests.delivery.making import know, sweep_over
from tests.domain.making import directory
from tests.fakes.smtp import FakeSmtpServer

HOUR = dt.timedelta(hours=1)
MONDAY, TUESDAY = "26112309", "26112409"


@pytest.fixture
async def mailing(address: str) -> Any:
    """A store of a house with a mail server."""
    opened = Store(address, directory(), mails=True)
    yield opened
    await opened.close()


class Two:
    """Anna and Jonas, a referral between them, and the letters that their calendars got."""

    def __init__(self, store: Store, office: FakeSmtpServer) -> None:
        self.clock = StandingClock()
        self.office = office
        self.turns = desk(store, clock=self.clock)
        self.sweep = sweep_over(store, self.clock, office.port)
        self.store = store
        self.code = ""

    async def meet(self) -> None:
        """Let Anna refer, and Jonas accept."""
        await know(self.store, ANNA, replace(JONAS, lang="en"))
        await refer(self.turns)
        (known,) = await self.store.all_referrals()
        self.code = known.code

    async def agree(self, asks: Person, says_yes: Person, start: str) -> None:
        """Let one suggest a time, and the other say yes."""
        self.clock.at += HOUR
        own, asker = f"contact:{self.code}:talk", asks.post or "-"
        await press(self.turns, asks, f"{own}:ask:{start}")
        await press(self.turns, says_yes, f"{own}:yes:{asker}:{start}")

    async def letters(self) -> list[EmailMessage]:
        """Carry the post; return the letters with something for a calendar."""
        before = len(self.office.letters)
        await self.sweep.once()
        return [one for one in self.office.letters[before:] if one.is_multipart()]


def calendar_part(letter: EmailMessage) -> EmailMessage:
    """Return the part of a letter that a calendar reads."""
    (found,) = [part for part in letter.iter_parts() if part.get_content_type() == "text/calendar"]
    assert isinstance(found, EmailMessage)
    return found


def entry(letter: EmailMessage) -> tuple[str, Any]:
    """Return the method that the part and the calendar name alike, and the one entry."""
    part = calendar_part(letter)
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == calendar["method"]
    (event,) = calendar.walk("VEVENT")
    return str(calendar["method"]), event


async def test_agreed_moved_and_called_off(mailing: Store) -> None:
    """Both get an invitation, then the same entry at its new time, then its cancellation: UID as before,
    a higher sequence each time, the assistant as organizer, the reader as the one who attends."""
    async with FakeSmtpServer() as office:
        two = Two(mailing, office)
        await two.meet()
        await two.agree(ANNA, JONAS, MONDAY)
        first = await two.letters()
        await two.agree(JONAS, ANNA, TUESDAY)
        second = await two.letters()
        two.clock.at += HOUR
        await press(two.turns, ANNA, f"end:{two.code}:cancel:yes")
        third = await two.letters()
    told = [first, second, third]
    assert [sorted(str(one["To"]) for one in letters) for letters in told] == [
        ["anna@example.org", "jonas@example.org"]
    ] * 3
    for reader in ("anna@example.org", "jonas@example.org"):
        own = [entry(one) for letters in told for one in letters if one["To"] == reader]
        assert [method for method, _ in own] == ["REQUEST", "REQUEST", "CANCEL"]
        assert [str(event["status"]) for _, event in own] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
        assert [event["dtstart"].dt.day for _, event in own] == [23, 24, 24]
        assert len({str(event["uid"]) for _, event in own}) == 1
        sequences = [int(event["sequence"]) for _, event in own]
        assert sequences == sorted(set(sequences))
        assert {str(event["organizer"]) for _, event in own} == {"mailto:ips@example.org"}
        assert {str(event["attendee"]) for _, event in own} == {f"mailto:{reader}"}


async def test_what_a_letter_says(mailing: Store) -> None:
    """The code, the time and a link, in the reader's language, for whose mail shows no calendar."""
    async with FakeSmtpServer() as office:
        two = Two(mailing, office)
        await two.meet()
        await two.agree(ANNA, JONAS, MONDAY)
        to_anna, to_jonas = sorted(await two.letters(), key=lambda one: str(one["To"]))
    assert to_anna["Subject"] == f"Samtale {two.code}"
    assert to_jonas["Subject"] == f"Talk {two.code}"
    text = to_anna.get_body(("plain",))
    assert text is not None
    assert text.get_content().strip() == f"Samtale {two.code} 23.11.2026 09:00: https://ips.example.org/"
    assert to_anna.get_content_type() == "multipart/alternative"


async def test_without_an_address_or_after_its_time_nothing_goes_out(mailing: Store) -> None:
    """Who has no address gets no letter; one that waited until the talk was over is let go."""
    async with FakeSmtpServer() as office:
        two = Two(mailing, office)
        await two.meet()
        await mailing.set_email("jonas", None)
        await two.agree(ANNA, JONAS, MONDAY)
        assert [str(one["To"]) for one in await two.letters()] == ["anna@example.org"]
        await two.agree(ANNA, JONAS, TUESDAY)
        two.clock.at += dt.timedelta(days=7)
        assert await two.letters() == []


async def test_without_a_mail_server_nothing_waits(store: Store) -> None:
    """A house that sends no mail has the file in the chat, and no letters lie about until it does."""
    await know(store, ANNA, JONAS)
    turns = desk(store)
    await refer(turns)
    (known,) = await store.all_referrals()
    own = f"contact:{known.code}:talk"
    await press(turns, ANNA, f"{own}:ask:{MONDAY}")
    said = await press(turns, JONAS, f"{own}:yes:-:{MONDAY}")
    assert said.replies[0].files
    assert NoticeKind.CONTACT_AGREED_TALK_CLINICIAN in {row["text_key"] for row in await store.rows("outbox")}
    assert not await store.outbox_store.waiting()
