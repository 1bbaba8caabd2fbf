"""Finding each other: two taps to suggest, one to answer; a file for both; Nav only where consent says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.conversation import engine
from bot.conversation.meeting import Meeting, calendar_file, meeting_of
from bot.delivery.notices import worded
from bot.domain.consent import LONGEST_AGE, Receiver
from bot.domain.message import Inbound, Reply
from bot.domain.outcome import Audit, ChangeReferral, Notify, Outcome
from bot.domain.person import Person, Role
from bot.domain.ports import News, Notice
from bot.domain.referral import CLOSED, Kind, Referral, State, Suggestion
from bot.domain.routing import PostLoad
from bot.domain.session import Session
from bot.domain.world import World
from bot.knowledge.entry import LANGUAGES
from handlers import ORDER
from handlers.contact import KINDS
from tests.domain.making import NOW, consent, directory, referral, referral_in
from tests.handlers.talk import ANNA, DINA, JONAS, METTE, NORA, knowing, say

BOTH = frozenset({Receiver.JOB_SPECIALIST, Receiver.NAV_COUNSELLOR})
WITH_NAV = referral(consent=consent(receivers=BOTH))
MONDAY = "26112309"
OPEN = [state for state in State if state not in CLOSED]


def press(who: Person, choice: str, known: Referral, now: dt.datetime = NOW, **world: object) -> Outcome:
    """Let a person press a button where this referral is known."""
    seen = World(referrals={known.code: known}, fresh_code="IPS-AAA2", **world)  # type: ignore[arg-type]
    turn = Inbound("1", press=choice)
    return engine.decide(turn, Session(), who, seen, knowing(), now, ORDER)


def notice(outcome: Outcome, lang: str = "nb") -> tuple[Notify, Notice]:
    """Return the one notice of an outcome, as it is written and as its reader sees it."""
    (found,) = [effect for effect in outcome.effects if isinstance(effect, Notify)]
    news = News(1, found.person, found.post, found.key, found.values, found.buttons, NOW)
    return found, worded(knowing().base.words, news, lang)


def kept(outcome: Outcome) -> Referral:
    """Return the referral as an outcome leaves it."""
    (found,) = [effect.referral for effect in outcome.effects if isinstance(effect, ChangeReferral)]
    return found


def suggested(known: Referral, asker: str | None, kind: Kind = Kind.TALK) -> Referral:
    """Return a referral in which somebody suggested Monday at nine."""
    return known.suggest(Suggestion(kind, (dt.datetime(2026, 11, 23, 9),), asker))


def labels(reply: Reply) -> list[str]:
    """Return what stands on the buttons."""
    return [choice.label for choice in reply.choices]


def ids(reply: Reply, step: str) -> list[str]:
    """Return the buttons of a step."""
    return [choice.id for choice in reply.choices if f":{step}:" in choice.id]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("asks", "answers", "reached"),
    [(ANNA, JONAS, (None, "dps-general")), (JONAS, ANNA, ("anna", None)), (METTE, ANNA, ("anna", None))],
)
def test_two_taps_and_one(
    asks: Person, answers: Person, reached: tuple[str | None, str | None], kind: str, lang: str
) -> None:
    """A day, a time: the other side is told all three; one tap agrees, and whoever asked is told."""
    days = press(asks, f"contact:IPS-7K3F:{kind}", WITH_NAV).replies[0]
    assert [label.split()[-1] for label in labels(days)[:3]] == ["23.11.2026", "24.11.2026", "25.11.2026"]
    hours = press(asks, ids(days, "day")[0], WITH_NAV).replies[0]
    assert labels(hours)[:3] == ["09:00", "12:00", "14:00"]
    asked = press(asks, ids(hours, "ask")[3], WITH_NAV)
    written, read = notice(asked, lang)
    assert (written.person, written.post) == reached
    assert "09:00, 12:00, 14:00" in read.reply.text
    assert "23.11.2026" in read.reply.text
    assert not read.reply.files
    agreed = press(answers, ids(read.reply, "yes")[1], kept(asked))
    told, seen = notice(agreed, lang)
    assert (told.person, told.post) == ((asks.id, None) if asks is ANNA else (None, asks.post))
    assert "12:00" in seen.reply.text
    for file in (*agreed.replies[0].files, *seen.reply.files):
        assert file.name == "IPS-7K3F.ics"
    assert [bool(reply.files) for reply in (agreed.replies[0], seen.reply)] == [True, True]
    actions = [e.action for o in (asked, agreed) for e in o.effects if isinstance(e, Audit)]
    assert actions == [f"referral.contact.asked.{kind}", f"referral.contact.agreed.{kind}"]


@pytest.mark.parametrize("hour", [0, 1, 2])
def test_one_time_alone(hour: int) -> None:
    """Whoever suggests a single time has it accepted, or gets another suggestion."""
    hours = press(ANNA, "contact:IPS-7K3F:talk:day:261123", referral()).replies[0]
    _, read = notice(press(ANNA, ids(hours, "ask")[hour], referral()))
    assert len(ids(read.reply, "yes")) == 1
    other = press(JONAS, read.reply.choices[-1].id, referral())
    assert len(ids(other.replies[0], "day")) == 3
    assert not other.effects


@pytest.mark.parametrize("post", directory().posts)
def test_buttons_are_short_enough(post: str) -> None:
    """No button is longer than the channels allow, whichever post asks."""
    holder = Person("x", directory().posts[post].role, post=post)
    known = replace(WITH_NAV, code="IPS-7K3FX", post=post)
    choice = "contact:IPS-7K3FX:three:ask:261123091214"
    outcome = press(holder, choice, known)
    if Role.JOB_SPECIALIST is holder.role:
        assert notice(outcome)[0].person == "anna"
    for effect in outcome.effects:
        if isinstance(effect, Notify):
            assert all(len(button.encode()) <= 64 for button, _ in effect.buttons)


@pytest.mark.parametrize(
    ("who", "choice"),
    [
        (JONAS, f"contact:IPS-7K3F:talk:yes:dps-general:{MONDAY}"),  # one's own suggestion
        (METTE, f"contact:IPS-7K3F:talk:yes:dps-supervisor:{MONDAY}"),
        (ANNA, f"contact:IPS-7K3F:talk:yes:-:{MONDAY}"),
        (ANNA, f"contact:IPS-7K3F:talk:yes:askoy-fact:{MONDAY}"),  # a post that it does not lie with
        (ANNA, f"contact:IPS-7K3F:talk:yes:askoy-supervisor:{MONDAY}"),
        (ANNA, f"contact:IPS-7K3F:talk:yes:no-such-post:{MONDAY}"),
        (ANNA, "contact:IPS-7K3F:talk:yes:dps-general:26112209"),  # a Sunday
        (ANNA, "contact:IPS-7K3F:talk:yes:dps-general:26112310"),  # an hour that nobody suggests
        (ANNA, "contact:IPS-7K3F:talk:yes:dps-general:261123"),
        (ANNA, "contact:IPS-7K3F:talk:yes:dps-general:2611230912"),
        (ANNA, "contact:IPS-7K3F:talk:yes:dps-general:26112009"),  # past
        (ANNA, "contact:IPS-7K3F:talk:ask:26112209"),
        (ANNA, "contact:IPS-7K3F:talk:ask:27010409"),  # too far ahead
        (ANNA, "contact:IPS-7K3F:talk:day:261122"),
        (ANNA, "contact:IPS-7K3F:talk:day:26112309"),
        (ANNA, "contact:IPS-7K3F:talk:day:999999"),
        (ANNA, "contact:IPS-7K3F:talk:ask:"),
        (ANNA, "contact:IPS-7K3F:talk:yes:"),
        (ANNA, "contact:IPS-7K3F:talk::x"),
        (ANNA, "contact:IPS-7K3F:talk:no:x"),
        (ANNA, "contact:IPS-7K3F:four"),
        (ANNA, "contact:"),
    ],
)
def test_what_cannot_be_pressed(who: Person, choice: str) -> None:
    """Forged and stale buttons tell nobody anything."""
    assert not press(who, choice, referral()).effects


@pytest.mark.parametrize(
    "who", [NORA, DINA, replace(JONAS, post="askoy-fact"), Person("kari", Role.COORDINATOR)]
)
@pytest.mark.parametrize("rest", ["", ":talk", f":talk:ask:{MONDAY}", f":talk:yes:-:{MONDAY}"])
def test_not_yours_is_not_told_from_none(who: Person, rest: str) -> None:
    """To everybody else a code that exists and one that does not look exactly the same."""
    real = press(who, f"contact:IPS-7K3F{rest}", referral())
    none = press(who, f"contact:IPS-ZZZ9{rest}", referral())
    assert real.replies == none.replies
    assert not real.effects


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("who", [ANNA, JONAS, METTE])
def test_only_while_it_is_open_and_carried(who: Person, state: State) -> None:
    """In each open state both sides find the button; when closed or run out nothing can be arranged."""
    known = referral_in(state)
    late = NOW + LONGEST_AGE + dt.timedelta(days=2)
    for now, may in ((NOW, state in OPEN), (late, False)):
        shown = press(who, "referrals:IPS-7K3F", known, now).replies[-1]
        assert ("contact:IPS-7K3F" in [choice.id for choice in shown.choices]) is may
    if state in CLOSED:
        outcome = press(who, "contact:IPS-7K3F:talk:ask:26112309", known)
        assert not outcome.effects
        assert outcome.replies[0].text == say("nb", "contact.closed")


@pytest.mark.parametrize("who", [ANNA, JONAS])
@pytest.mark.parametrize("rest", ["", f":ask:{MONDAY}", f":yes:-:{MONDAY}", f":yes:dps-general:{MONDAY}"])
def test_nav_only_where_the_consent_says_so(who: Person, rest: str) -> None:
    """Without Nav in the consent each way to a three-way talk ends in what is needed, and tells nobody."""
    outcome = press(who, f"contact:IPS-7K3F:three{rest}", referral())
    assert not outcome.effects
    side = "clinician" if who is ANNA else "handler"
    assert outcome.replies[0].do == (say("nb", f"contact.nav.needed.{side}"),)
    assert "topic:referral.three_way_meeting" in [choice.id for choice in outcome.replies[0].choices]


def test_the_clinician_invites_nav() -> None:
    """Once a three-way talk is agreed on, the clinician is told to invite Nav, whoever said yes."""
    by_post, by_anna = (suggested(WITH_NAV, asker, Kind.THREE) for asker in ("dps-general", None))
    mine = press(ANNA, f"contact:IPS-7K3F:three:yes:dps-general:{MONDAY}", by_post)
    assert mine.replies[0].do == (say("nb", "contact.nav.invite"),)
    assert "topic:referral.three_way_meeting" in [choice.id for choice in mine.replies[0].choices]
    written, _ = notice(press(JONAS, f"contact:IPS-7K3F:three:yes:-:{MONDAY}", by_anna))
    assert written.key == "contact.notice.agreed.three.clinician"
    assert "topic:referral.three_way_meeting" in [button for button, _ in written.buttons]


def test_a_suggestion_survives_the_first_look() -> None:
    """The specialist opens the referral and only then answers: the button still holds."""
    choice = f"contact:IPS-7K3F:talk:yes:-:{MONDAY}"
    known = suggested(referral_in(State.ACCEPTED), None)
    assert notice(press(JONAS, choice, known))[0].person == "anna"


def test_a_post_that_the_referral_has_left() -> None:
    """What a post suggested that the referral lies with no more is not agreed on; one suggests anew."""
    outcome = press(ANNA, f"contact:IPS-7K3F:talk:yes:dps-general:{MONDAY}", referral(post="askoy-fact"))
    assert not outcome.effects
    assert outcome.replies[0].text == say("nb", "contact.moved")
    assert len(ids(outcome.replies[1], "day")) == 3


def test_the_moment_it_begins_it_is_too_late() -> None:
    """A time can be agreed on until its minute comes."""
    choice = f"contact:IPS-7K3F:talk:yes:-:{MONDAY}"
    begins = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
    known = suggested(referral(), None)
    assert press(JONAS, choice, known, begins - dt.timedelta(minutes=1)).effects
    late = press(JONAS, choice, known, begins)
    assert not late.effects
    assert late.replies[0].text == say("nb", "contact.past")


def test_only_what_was_suggested_is_agreed_on() -> None:
    """A made-up button, another time, and a suggestion that a later one replaced do nothing."""
    yes = f"contact:IPS-7K3F:talk:yes:dps-general:{MONDAY}"
    another = Suggestion(Kind.TALK, (dt.datetime(2026, 11, 24, 9),), "dps-general")
    for known in (
        referral(),
        suggested(referral(), None),
        suggested(referral(), "dps-general", Kind.THREE),
        suggested(referral(), "dps-general").suggest(another),
    ):
        outcome = press(ANNA, yes, known)
        assert not outcome.effects
        assert outcome.replies[0].text == say("nb", "contact.void")
        assert "contact:IPS-7K3F:talk" in [choice.id for choice in outcome.replies[0].choices]


@pytest.mark.parametrize(("asks", "answers"), [(ANNA, JONAS), (JONAS, ANNA)])
def test_a_new_time_says_that_it_replaces_the_old_one(asks: Person, answers: Person) -> None:
    """One talk at a time: a second yes does nothing, and a move is named to both, with the old time."""
    asked = press(asks, "contact:IPS-7K3F:talk:ask:261123091214", referral())
    yes = [button for button, _ in notice(asked)[0].buttons if ":yes:" in button]
    known = kept(press(answers, yes[1], kept(asked)))
    again = press(answers, yes[0], known)
    assert not again.effects
    assert "23.11.2026 12:00" in again.replies[0].text
    moving = press(asks, "contact:IPS-7K3F:talk:ask:26112414", known)
    written, read = notice(moving)
    assert written.key == "contact.notice.asks_to_move"
    assert "23.11.2026 12:00" in read.reply.text
    assert "23.11.2026 12:00" in moving.replies[0].text
    moved = press(answers, ids(read.reply, "yes")[0], kept(moving))
    told, seen = notice(moved)
    assert told.key == "contact.notice.moved"
    for reply in (moved.replies[0], seen.reply):
        assert "23.11.2026 12:00" in reply.text
        assert "24.11.2026" in reply.text
        assert reply.files
    shown = press(ANNA, "referrals:IPS-7K3F", kept(moved)).replies[0].text
    assert "Avtalt samtale 24.11.2026 14:00" in shown
    assert "23.11.2026 12:00" not in shown


def test_absence_is_shown() -> None:
    """Where the post is away today the clinician sees it before suggesting a time."""
    away = press(ANNA, "contact:IPS-7K3F", referral(), loads={"dps-general": PostLoad(1, away=True)})
    assert say("nb", "contact.away") in away.replies[0].text
    assert say("nb", "contact.away") not in press(ANNA, "contact:IPS-7K3F", referral()).replies[0].text


@pytest.mark.parametrize(
    ("start", "utc"),
    [
        ("2026-03-27T14:00", "13:00"),  # the last working day of winter time
        ("2026-03-30T09:00", "07:00"),  # the first of summer time
        ("2026-10-23T14:00", "12:00"),
        ("2026-10-26T09:00", "08:00"),
    ],
)
def test_the_file_holds_the_moment(start: str, utc: str) -> None:
    """Read back, the file names the right moment in summer and in winter, and only the code."""
    meeting = Meeting("IPS-7K3F", "talk", dt.datetime.fromisoformat(start), NOW)
    assert meeting_of(str(meeting)) == meeting
    file = calendar_file(meeting)
    calendar = Calendar.from_ical(file.text)
    event: Any
    zone: Any
    (event,) = calendar.walk("VEVENT")
    (zone,) = calendar.walk("VTIMEZONE")
    begins = event["dtstart"].dt
    assert event["dtstart"].params["TZID"] == "Europe/Oslo" == zone["tzid"]
    assert begins.astimezone(dt.UTC).strftime("%H:%M") == utc
    naive = meeting.start
    assert zone.to_tz().utcoffset(naive) == naive.replace(tzinfo=ZoneInfo("Europe/Oslo")).utcoffset()
    assert event["dtend"].dt - begins == dt.timedelta(minutes=30)
    assert event["summary"] == "IPS-7K3F"
    assert not {"DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER", "COMMENT"} & set(event)
    assert (file.name, file.media) == ("IPS-7K3F.ics", "text/calendar")
    assert all(len(line.encode()) <= 75 for line in file.text.splitlines())


def test_what_is_called_off_names_an_organizer() -> None:
    """A calendar strikes out what somebody calls off; nobody can be reached at that address."""
    meeting = Meeting("IPS-7K3F", "talk", dt.datetime(2026, 11, 23, 9), NOW)
    (event,) = Calendar.from_ical(calendar_file(meeting, NOW).text).walk("VEVENT")
    assert event["status"] == "CANCELLED"
    assert str(event["organizer"]).endswith(".invalid")


def test_a_later_time_takes_the_place_of_the_earlier() -> None:
    """The same talk agreed on anew is the same entry in a calendar, with a higher number."""
    files = [
        calendar_file(Meeting("IPS-7K3F", kind, dt.datetime(2026, 11, 23, 9), at)).text
        for kind, at in (("talk", NOW), ("talk", NOW + dt.timedelta(hours=1)), ("three", NOW))
    ]
    events: list[Any] = [Calendar.from_ical(text).walk("VEVENT")[0] for text in files]
    first, later, other = events
    assert first["uid"] == later["uid"] != other["uid"]
    assert first["sequence"] < later["sequence"]
