"""The calendar files of a talk that was agreed on and then called off."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from icalendar import Calendar

from bot.conversation.files.calendar import NOBODY, calendar_file
from bot.conversation.files.invitation import invitation
from bot.delivery.wording import worded
from bot.domain.case.inquiry import Inquiry, InquiryKind
from bot.domain.case.meeting import Meeting
from bot.domain.case.referral import MeetingKind, State, Talk
from bot.domain.person.person import Person
from bot.domain.ports.store import News
from bot.domain.turn.notice import NoticeKind, Notify
from bot.domain.turn.outcome import ChangeInquiry, ChangeReferral, Outcome
from bot.domain.turn.snapshot import TurnSnapshot
from tests.domain.making import NOW, agreed, inquiry, referral
from tests.handlers.talk import ANNA, JONAS, METTE, knowledge, row_of
from tests.handlers.talk import Talk as Conversation

START = dt.datetime(2026, 11, 24, 9)
AGREED = calendar_file(Meeting("IPS-7K3F", "talk", START, NOW))
HOUR = dt.timedelta(hours=1)


def event(text: str) -> tuple[str, Any]:
    """Return the method and the one event of a calendar file."""
    calendar = Calendar.from_ical(text)
    (found,) = calendar.walk("VEVENT")
    return str(calendar["method"]), found


def ending(who: Person, press: str) -> tuple[Conversation, Outcome]:
    """Return the talk of somebody who ends a referral with an agreed talk at Jonas."""
    known = referral().change(State.RECEIVED, "jonas", NOW).change(State.ACCEPTED, "jonas", NOW)
    known = known.change(State.IN_PROGRESS, "jonas", NOW)
    known = agreed(known, Talk(MeetingKind.TALK, START, "dps-general"), "anna")
    talk = Conversation(who, now=NOW + HOUR)
    talk.snapshot = TurnSnapshot({known.code: known}, held=frozenset({"dps-general"}))
    return talk, talk.press(press)


@pytest.mark.parametrize(
    ("who", "press"),
    [
        (ANNA, "end:IPS-7K3F:cancel:yes"),
        (ANNA, "end:IPS-7K3F:withdraw:yes"),
        (JONAS, "handle:IPS-7K3F:5:stop:moved"),
        (JONAS, "handle:IPS-7K3F:5:complete:yes"),
        (METTE, "handle:IPS-7K3F:5:stop:moved"),
        (ANNA, "contact:IPS-7K3F:talk:off:yes"),
        (JONAS, "contact:IPS-7K3F:talk:off:yes"),
    ],
)
def test_both_sides_get_a_file_that_strikes_it_out(who: Person, press: str) -> None:
    """Who ends it gets the file in the answer, the other side with the news: same entry, higher sequence."""
    talk, outcome = ending(who, press)
    before = event(AGREED.text)[1]
    own = [file for reply in talk.replies for file in reply.files]
    news = [e for e in outcome.effects if isinstance(e, Notify) and e.called_off]
    sides = {"anna", "dps-general"}
    mine = {who.id, who.post} & sides
    assert {one.person or one.post for one in news} == sides - mine
    assert len(own) == len(mine)
    said = [worded(knowledge().base.words, row_of(n)).reply for n in news]
    for file in (*own, *(file for reply in said for file in reply.files)):
        method, off = event(file.text)
        assert (method, str(off["status"])) == ("CANCEL", "CANCELLED")
        assert off["uid"] == before["uid"]
        assert off["sequence"] > before["sequence"]
        assert off["dtstart"].dt == before["dtstart"].dt
    assert any(isinstance(effect, ChangeReferral) for effect in outcome.effects)


@pytest.mark.parametrize("who", [ANNA, JONAS])
def test_a_talk_is_called_off_and_the_referral_goes_on(who: Person) -> None:
    """It is asked once more; then the talk is off the card and in the history, and can be arranged anew."""
    talk, asked = ending(who, "contact:IPS-7K3F:talk:off")
    assert not any(isinstance(effect, ChangeReferral | Notify) for effect in asked.effects)
    before = talk.press("referrals:IPS-7K3F")
    assert before.replies[0].text.splitlines()[1] == "Avtalt samtale 24.11.2026 09:00"
    assert "contact:IPS-7K3F:talk:off" in {choice.id for choice in before.replies[0].choices}
    done = talk.press("contact:IPS-7K3F:talk:off:yes")
    (after,) = [effect.referral for effect in done.effects if isinstance(effect, ChangeReferral)]
    assert after.is_open
    talk.snapshot = TurnSnapshot({after.code: after}, held=frozenset({"dps-general"}))
    card = talk.press("referrals:IPS-7K3F").replies[0]
    assert "Avtalt samtale" not in card.text
    assert "Avlyst samtale 24.11.2026 09:00" in card.more
    assert "contact:IPS-7K3F:talk:off" not in {choice.id for choice in card.choices}
    assert not talk.press("contact:IPS-7K3F:talk:off:yes").effects
    again = agreed(after, Talk(MeetingKind.TALK, START + HOUR, "dps-general"), "anna", NOW + HOUR)
    talk.snapshot = TurnSnapshot({again.code: again}, held=frozenset({"dps-general"}))
    assert "Avtalt samtale 24.11.2026 10:00" in talk.press("referrals:IPS-7K3F").replies[0].text


def agreed_by(suggests: str, accepts: str, **other: object) -> Inquiry:
    """Return an inquiry with a talk that is still to come."""
    return inquiry(**other).suggest((START,), suggests, NOW).accept(START, accepts, NOW)


ASKED = {"kind": InquiryKind.SUPERVISOR, "post": "dps-supervisor"}


@pytest.mark.parametrize(
    ("who", "known", "press", "sides"),
    [
        (ANNA, agreed_by("jonas", "anna"), "inquiry:SPM-7K3F:3:close", {"anna", "jonas"}),
        (ANNA, agreed_by("anna", "jonas"), "inquiry:SPM-7K3F:3:close", {"anna", "jonas"}),
        (JONAS, agreed_by("jonas", "anna"), "inquiry:SPM-7K3F:3:decline:no_time", {"anna", "jonas"}),
        (METTE, agreed_by("jonas", "anna"), "inquiry:SPM-7K3F:3:decline:no_time", {"anna", "jonas"}),
        (METTE, agreed_by("mette", "anna", **ASKED), "inquiry:SPM-7K3F:3:decline:not_now", {"anna", "mette"}),
        (ANNA, agreed_by("mette", "anna", **ASKED), "inquiry:SPM-7K3F:3:close", {"anna", "mette"}),
    ],
)
def test_the_talk_of_an_inquiry_is_struck_out(
    who: Person, known: Inquiry, press: str, sides: set[str]
) -> None:
    """Taken back or answered with no, by anybody: each side gets the same entry with a higher sequence."""
    talk = Conversation(who, now=NOW + HOUR)
    talk.snapshot = TurnSnapshot(inquiries={known.code: known})
    outcome = talk.press(press)
    before = event(calendar_file(Meeting(known.code, known.kind, START, NOW)).text)[1]
    own = [file for reply in talk.replies for file in reply.files]
    news = [e for e in outcome.effects if isinstance(e, Notify) and e.called_off]
    assert [one.person for one in news] == sorted(sides - {who.id})
    assert len(own) == len(sides & {who.id})
    said = [worded(knowledge().base.words, row_of(n)).reply for n in news]
    for file in (*own, *(file for reply in said for file in reply.files)):
        method, off = event(file.text)
        assert (method, str(off["status"])) == ("CANCEL", "CANCELLED")
        assert off["uid"] == before["uid"]
        assert off["sequence"] > before["sequence"]
        assert off["dtstart"].dt == before["dtstart"].dt
    assert any(isinstance(effect, ChangeInquiry) for effect in outcome.effects)


@pytest.mark.parametrize(
    ("who", "known", "press"),
    [
        (ANNA, inquiry(), "inquiry:SPM-7K3F:1:close"),
        (ANNA, agreed_by("jonas", "anna"), "inquiry:SPM-7K3F:3:close"),
        (METTE, agreed_by("mette", "anna", **ASKED), "inquiry:SPM-7K3F:3:agree"),
    ],
)
def test_nothing_is_struck_out_that_is_over_or_stands(who: Person, known: Inquiry, press: str) -> None:
    """No file where no talk was agreed on, where it has been held, or where the answer is yes before it."""
    held = known.start is not None and known.kind is InquiryKind.MEETING
    talk = Conversation(who, now=(NOW + 96 * HOUR) if held else NOW + HOUR)
    talk.snapshot = TurnSnapshot(inquiries={known.code: known})
    outcome = talk.press(press)
    assert not [file for reply in talk.replies for file in reply.files]
    assert not [e for e in outcome.effects if isinstance(e, Notify) and e.called_off]
    assert any(isinstance(effect, ChangeInquiry) for effect in outcome.effects)


def test_another_time_takes_the_place_of_the_earlier() -> None:
    """Agreed anew, the calendar file is the same entry; nothing is called off."""
    later = START + 24 * HOUR
    known = agreed_by("mette", "anna", **ASKED).suggest((later,), "mette", NOW)
    talk = Conversation(ANNA, now=NOW + HOUR)
    talk.snapshot = TurnSnapshot(inquiries={known.code: known})
    outcome = talk.press("inquiry:SPM-7K3F:4:yes:26112509")
    (file,) = [file for reply in talk.replies for file in reply.files]
    assert event(file.text)[0] == "PUBLISH"
    assert not [e for e in outcome.effects if isinstance(e, Notify) and e.called_off]


def test_the_same_second_still_raises_the_sequence() -> None:
    """Called off in the second in which it was agreed, it is the later one all the same."""
    off = calendar_file(Meeting("IPS-7K3F", "talk", START, NOW), NOW)
    assert event(off.text)[1]["sequence"] == event(AGREED.text)[1]["sequence"] + 1


def test_where_letters_are_sent_their_sender_calls_off_by_a_file_too() -> None:
    """An invitation that came by mail is taken out by who sent it; without mail the organizer is nobody."""
    talk = Meeting("IPS-7K3F", "talk", START, NOW)
    sender = "IPS-assistenten <ips@helse.example>"
    assert "ORGANIZER:mailto:ips@helse.example\r\n" in calendar_file(talk, NOW, sender).text
    assert "ORGANIZER:mailto:ips@helse.example\r\n" in invitation(talk, NOW, sender, "a@helse.example")
    assert f"ORGANIZER:{NOBODY}\r\n" in calendar_file(talk, NOW).text
    assert "ORGANIZER" not in calendar_file(talk, None, sender).text
    values = {"code": talk.code, "date": "24.11.2026", "time": "09.00"}
    news = News(1, "anna", None, NoticeKind.CONTACT_CALLED_OFF, values, (), NOW, meeting=talk, called_off=NOW)
    (file,) = worded(knowledge().base.words, news, letters_from=sender).reply.files
    assert "ORGANIZER:mailto:ips@helse.example\r\n" in file.text
