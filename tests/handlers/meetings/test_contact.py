"""Finding each other: two taps to suggest, one to answer; a file for both; Nav only where consent says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.conversation import engine
from bot.conversation.files.calendar import calendar_file
from bot.delivery.wording import worded
from bot.domain.case.code import Code
from bot.domain.case.consent import LONGEST_AGE, Receiver
from bot.domain.case.meeting import Meeting
from bot.domain.case.referral import CLOSED, MeetingKind, Referral, State, Suggestion
from bot.domain.message.message import Inbound, Reply
from bot.domain.organisation.routing import PostLoad
from bot.domain.person.person import Person, Role
from bot.domain.ports.desk import Notice
from bot.domain.turn.notice import Notify
from bot.domain.turn.outcome import Audit, ChangeReferral, Outcome
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge.base.entry import LANGUAGES
from handlers import ORDER
from handlers.meetings.contact import KINDS
from tests.domain.making import NOW, consent, directory, referral, referral_in
from tests.handlers.talk import ANNA, DINA, JONAS, METTE, NORA, knowledge, row_of, say

BOTH = frozenset({Receiver.JOB_SPECIALIST, Receiver.NAV_COUNSELLOR})
WITH_NAV = referral(consent=consent(receivers=BOTH))
MONDAY = "26112309"
OPEN = [state for state in State if state not in CLOSED]


def press(who: Person, choice: str, known: Referral, now: dt.datetime = NOW, **snapshot: object) -> Outcome:
    """Let a person press a button where this referral is known."""
    seen = TurnSnapshot(referrals={known.code: known}, fresh_code="IPS-AAA2", **snapshot)  # type: ignore[arg-type]
    turn = Inbound("1", press=choice)
    return engine.decide(turn, Session(), who, seen, knowledge(), now, ORDER)


def notice(outcome: Outcome, lang: str = "nb") -> tuple[Notify, Notice]:
    """Return the one notice of an outcome, as it is written and as its reader sees it."""
    (found,) = [effect for effect in outcome.effects if isinstance(effect, Notify)]
    return found, worded(knowledge().base.words, row_of(found), lang)


def kept(outcome: Outcome) -> Referral:
    """Return the referral as an outcome leaves it."""
    (found,) = [effect.referral for effect in outcome.effects if isinstance(effect, ChangeReferral)]
    return found


def suggested(known: Referral, asker: str | None, kind: MeetingKind = MeetingKind.TALK) -> Referral:
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_other_hours_are_there_too(lang: str) -> None:
    """Who can at none of the three hours finds the others behind a button; one of them is agreed on."""
    hours = press(ANNA, "contact:IPS-7K3F:talk:day:261123", referral()).replies[0]
    (more,) = [one for one in ids(hours, "day") if one.endswith("00")]
    others = press(ANNA, more, referral()).replies[0]
    shown = labels(others)[:-1]
    assert {"08:00", "10:00", "11:00", "13:00", "15:00"} <= set(shown)
    assert [one for one in shown if one.endswith("30")] == [f"{hour:02}:30" for hour in range(8, 16)]
    assert shown == sorted(shown)
    asked = press(ANNA, ids(others, "ask")[shown.index("10:30")], referral())
    _, read = notice(asked, lang)
    assert "10:30" in read.reply.text
    agreed = press(JONAS, ids(read.reply, "yes")[0], kept(asked))
    assert "10:30" in notice(agreed, lang)[1].reply.text


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
    known = replace(WITH_NAV, code=Code("IPS-7K3FX"), post=post)
    choice = "contact:IPS-7K3FX:three:ask:261123091214"
    outcome = press(holder, choice, known)
    if Role.JOB_SPECIALIST is holder.role:
        assert notice(outcome)[0].person == "anna"
    for effect in outcome.effects:
        if isinstance(effect, Notify):
            assert all(len(button[0].encode()) <= 64 for button in effect.buttons)


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
    by_post, by_anna = (suggested(WITH_NAV, asker, MeetingKind.THREE) for asker in ("dps-general", None))
    mine = press(ANNA, f"contact:IPS-7K3F:three:yes:dps-general:{MONDAY}", by_post)
    assert mine.replies[0].do == (say("nb", "contact.nav.invite"),)
    assert "topic:referral.three_way_meeting" in [choice.id for choice in mine.replies[0].choices]
    written, _ = notice(press(JONAS, f"contact:IPS-7K3F:three:yes:-:{MONDAY}", by_anna))
    assert written.kind == "contact.notice.agreed.three.clinician"
    assert "topic:referral.three_way_meeting" in [button[0] for button in written.buttons]


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
    another = Suggestion(MeetingKind.TALK, (dt.datetime(2026, 11, 24, 9),), "dps-general")
    for known in (
        referral(),
        suggested(referral(), None),
        suggested(referral(), "dps-general", MeetingKind.THREE),
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
    yes = [button[0] for button in notice(asked)[0].buttons if ":yes:" in button[0]]
    known = kept(press(answers, yes[1], kept(asked)))
    again = press(answers, yes[0], known)
    assert not again.effects
    assert "23.11.2026 12:00" in again.replies[0].text
    moving = press(asks, "contact:IPS-7K3F:talk:ask:26112414", known)
    written, read = notice(moving)
    assert written.kind == "contact.notice.asks_to_move"
    assert "23.11.2026 12:00" in read.reply.text
    assert "23.11.2026 12:00" in moving.replies[0].text
    moved = press(answers, ids(read.reply, "yes")[0], kept(moving))
    told, seen = notice(moved)
    assert told.kind == "contact.notice.moved"
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


def typed(who: Person, said: str, picking: str, known: Referral | None = None) -> Outcome:
    """Let a person write something while a day or a time is asked for."""
    one = known or referral()
    seen = TurnSnapshot(referrals={one.code: one}, fresh_code="IPS-AAA2")
    turn = Inbound("1", text=said)
    return engine.decide(turn, Session(picking=picking), who, seen, knowledge(), NOW, ORDER)


DAYS = "contact:IPS-7K3F:talk"
ON_MONDAY = f"{DAYS}:day:261123"


@pytest.mark.parametrize(
    ("said", "picking", "start"),
    [
        ("10:30", ON_MONDAY, "2026-11-23T10:30"),
        ("kl 10.30", ON_MONDAY, "2026-11-23T10:30"),
        ("ja kl 12 passer fint", ON_MONDAY, "2026-11-23T12:00"),
        ("tirsdag kl 12:30", DAYS, "2026-11-24T12:30"),
        ("tysdag klokka 12.30", ON_MONDAY, "2026-11-24T12:30"),
        ("on Tuesday at 12:30 please", DAYS, "2026-11-24T12:30"),
        ("fredag 27.11 kl. 8:30", DAYS, "2026-11-27T08:30"),
        ("1.12. kl 15", DAYS, "2026-12-01T15:00"),
    ],
)
def test_a_time_may_be_written(said: str, picking: str, start: str) -> None:
    """Where a day or an hour is asked for, what is written is suggested, half hours and later days, too."""
    outcome = typed(ANNA, said, picking)
    (suggestion,) = kept(outcome).suggested
    assert suggestion.starts == (dt.datetime.fromisoformat(start),)
    assert outcome.session.picking == ""
    agreed = press(JONAS, ids(notice(outcome)[1].reply, "yes")[0], kept(outcome))
    assert dt.datetime.fromisoformat(start).strftime("%H:%M") in agreed.replies[0].text


@pytest.mark.parametrize(
    ("said", "picking", "key"),
    [
        ("10:15", ON_MONDAY, "contact.odd_time"),
        ("kl 19", ON_MONDAY, "contact.odd_time"),
        ("24.12", DAYS, "contact.odd_day"),
        ("10:30", DAYS, "contact.day_first"),
    ],
)
def test_what_cannot_be_is_asked_again(said: str, picking: str, key: str) -> None:
    """Nothing is suggested, the reason is said, and the question stands there again."""
    outcome = typed(ANNA, said, picking)
    assert not outcome.effects
    assert outcome.replies[0].text == say("nb", key)
    assert len(outcome.replies[1].choices) > 3
    assert outcome.session.picking


def test_a_day_alone_leads_to_its_hours() -> None:
    """As the button of the day does."""
    outcome = typed(ANNA, "onsdag", DAYS)
    assert outcome.session.picking == f"{DAYS}:day:261125"
    assert len(ids(outcome.replies[0], "ask")) == 4


@pytest.mark.parametrize(
    "said", ["hva er aldersgrensen?", "10:30 eller 11 og hva med Nav?", "mandag hele dagen"]
)
def test_other_words_are_other_words(said: str) -> None:
    """Only a day and a time, and nothing else, is taken for one; and only where it is asked for."""
    assert not any(isinstance(e, ChangeReferral) for e in typed(ANNA, said, ON_MONDAY).effects)
    assert not any(isinstance(e, ChangeReferral) for e in typed(ANNA, "10:30", "").effects)
