"""Inquiries through the engine: every button by everybody it concerns, and the dialog that waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.conversation import engine
from bot.delivery.wording import worded
from bot.domain.case.inquiry import Inquiry, InquiryKind, InquiryReason, InquiryState
from bot.domain.inquiry.steps import MOST_OPEN
from bot.domain.message.message import Inbound
from bot.domain.person.person import Person, Role
from bot.domain.turn.notice import Notify
from bot.domain.turn.outcome import ChangeInquiry, OpenInquiry, OpenReferral, Outcome
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge.base.entry import LANGUAGES
from handlers import ORDER
from handlers.inquiry.dialog import ASKS, STEP
from tests.deep import SEED
from tests.domain.making import NOW, directory, inquiry
from tests.handlers.talk import ANNA, DINA, JONAS, METTE, NORA, Talk, knowledge, row_of, say

SUPERVISED = inquiry(kind=InquiryKind.SUPERVISOR, post="dps-supervisor")
NEW = (
    inquiry(),
    SUPERVISED,
    inquiry(kind=InquiryKind.TALK),
    inquiry(kind=InquiryKind.NAV, asker="nora", service="nav-askoy"),
    inquiry(kind=InquiryKind.NAV_MEETING, asker="nora", service="nav-askoy"),
)
FRIDA = Person("frida", Role.JOB_SPECIALIST, post="dps-fact")
PEOPLE = (ANNA, NORA, JONAS, METTE)
OTHERS = (replace(ANNA, id="eva"), FRIDA, Person("kari", Role.COORDINATOR), Person("guest", Role.GUEST))

Key = tuple[object, ...]


def turn(who: Person, choice: str, *known: Inquiry, session: Session | None = None) -> Outcome:
    """Let somebody press a button where these inquiries are known."""
    seen = TurnSnapshot(
        inquiries={one.code: one for one in known},
        fresh_code="IPS-AAA2",
        fresh_inquiry="SPM-AAA2",
        held=frozenset(directory().posts),
    )
    return engine.decide(Inbound("1", press=choice), session or Session(), who, seen, knowledge(), NOW, ORDER)


def after(outcome: Outcome) -> Inquiry | None:
    """Return the inquiry as the outcome leaves it, if it changes it."""
    return next((e.inquiry for e in outcome.effects if isinstance(e, ChangeInquiry)), None)


def shown(outcome: Outcome) -> list[str]:
    """Return the buttons of an outcome."""
    return [choice.id for reply in outcome.replies for choice in reply.choices]


def outcomes(who: Person, choice: str, known: Inquiry, seen: set[str]) -> Iterator[Outcome]:
    """Press a button, and those that ask further, and yield each outcome that changes the inquiry."""
    seen.add(choice)
    outcome = turn(who, choice, known)
    if after(outcome) is not None:
        yield outcome
        return
    for button in shown(outcome):
        if button.startswith(f"inquiry:{known.code}") and button not in seen:
            yield from outcomes(who, button, known, seen)


def key(known: Inquiry) -> Key:
    """Return what makes two inquiries offer the same buttons; in a deep run not those at other times, either.

    Every button of a time is pressed, and what comes of it is looked at; on it goes from one of them.
    """
    times = (known.suggested, known.start) if SEED else (len(known.suggested), known.start is None)
    return known.kind, known.state, times, known.history[-1].reason


def test_every_state_is_reached_and_told(counted: list[str]) -> None:
    """By buttons alone each kind comes to each state; each change is told to the other side, in words."""
    waiting = list(NEW)
    places = {key(known) for known in waiting}
    states: dict[InquiryKind, set[InquiryState]] = {kind: {InquiryState.ASKED} for kind in InquiryKind}
    presses = 0
    while waiting:
        known = waiting.pop()
        for who in PEOPLE:
            for outcome in outcomes(who, f"inquiry:{known.code}", known, set()):
                presses += 1
                new = after(outcome)
                assert new is not None
                check(who, known, new, outcome)
                states[new.kind].add(new.state)
                if key(new) not in places and len(new.history) < 5:
                    places.add(key(new))
                    waiting.append(new)
    assert all(reached == set(InquiryState) for reached in states.values())
    counted.append(
        f"inquiries: {len(states)} kinds, each in {len(InquiryState)} of {len(InquiryState)} states, "
        f"by {presses:,} presses at {len(places):,} places"
    )


def check(who: Person, before: Inquiry, new: Inquiry, outcome: Outcome) -> None:
    """What holds of every change: by who pressed, told to the other side; the supervisor answers alone."""
    assert new.history[:-1] == before.history
    assert new.history[-1].by == who.id
    told = [effect for effect in outcome.effects if isinstance(effect, Notify)]
    readers = {news.person or news.post for news in told}
    assert readers & ({new.post, "jonas", "mette"} if who.id == new.asker else {new.asker})
    assert who.id not in readers
    if new.kind is InquiryKind.SUPERVISOR and new.state in {InquiryState.AGREED, InquiryState.DECLINED}:
        assert who is METTE
    for news in told:
        for lang in LANGUAGES:
            reply = worded(knowledge().base.words, row_of(news), lang).reply
            assert "{" not in reply.text + "".join(choice.label for choice in reply.choices)
            assert all(len(choice.id.encode()) <= 64 for choice in reply.choices)


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: who.id)
def test_whom_it_does_not_concern(who: Person) -> None:
    """For everybody else no button does anything, and the answer does not say whether it exists."""
    suggested = inquiry().suggest((dt.datetime(2026, 11, 23, 9),), "jonas", NOW)
    unknown = turn(who, "inquiry:SPM-NONE9", suggested).replies
    for step in ("", ":2:yes:26112309", ":2:agree", ":2:decline:no_time", ":2:close", ":2:day:26112309"):
        outcome = turn(who, f"inquiry:SPM-7K3F{step}", suggested)
        assert not outcome.effects
        assert outcome.replies == unknown


@pytest.mark.parametrize(
    "choice",
    [
        "inquiry:SPM-7K3F:1:agree",
        "inquiry:SPM-7K3F:1:decline:not_now",
        "inquiry:SPM-7K3F:1:go",
        "inquiry:SPM-7K3F:2:agree",
        "inquiry:SPM-7K3F:1:yes:26112309",
        "inquiry:SPM-7K3F:1:day:26112308",
        "inquiry:SPM-7K3F:x",
        "inquiry:SPM-7K3F:1:nothing",
        "inquiry:new:nothing",
        "inquiry:send:nothing:0",
        "inquiry:send:nav:0:dps-general",
        "inquiry:send:supervisor",
    ],
)
def test_the_clinician_cannot_answer_for_the_supervisor(choice: str) -> None:
    """Whatever a clinician forges, the question stays as it is, and no dialog goes on."""
    outcome = turn(ANNA, choice, SUPERVISED)
    assert not outcome.effects
    assert outcome.session.dialog is None


def test_a_time_that_was_not_suggested_is_not_accepted() -> None:
    """Forged times, times in the past and old buttons agree on nothing."""
    suggested = inquiry().suggest((dt.datetime(2026, 11, 20, 9), dt.datetime(2026, 11, 23, 9)), "jonas", NOW)
    for token in ("26112312", "26112009", "261123", "2611230912", "nothing"):
        assert after(turn(ANNA, f"inquiry:SPM-7K3F:2:yes:{token}", suggested)) is None
    assert after(turn(ANNA, "inquiry:SPM-7K3F:1:yes:26112309", suggested)) is None
    agreed = after(turn(ANNA, "inquiry:SPM-7K3F:2:yes:26112309", suggested))
    assert agreed is not None
    assert agreed.start == dt.datetime(2026, 11, 23, 9)


def test_the_send_button_sends_once() -> None:
    """The same button again sends nothing and offers a new one; two meetings can be asked for."""
    talk = Talk()
    talk.press("inquiry:new:meeting")
    first = next(choice.id for choice in talk.choices if ":send:" in choice.id)
    talk.press(first)
    assert len(talk.snapshot.inquiries) == 1
    talk.snapshot = replace(talk.snapshot, fresh_inquiry="SPM-AAA3")
    talk.press(first)
    assert len(talk.snapshot.inquiries) == 1
    talk.press(next(choice.id for choice in talk.choices if ":send:" in choice.id))
    assert len(talk.snapshot.inquiries) == 2


def test_not_more_than_can_be_answered() -> None:
    """With as many open ones as one may have, no further is sent."""
    many = [inquiry(code=f"SPM-A{n:03}") for n in range(MOST_OPEN)]
    outcome = turn(ANNA, "inquiry:send:meeting:0", *many)
    assert not outcome.effects
    assert outcome.replies[0].text == say("nb", "inquiry.too_many")
    closed = [one.close(InquiryReason.BY_ASKER, NOW) for one in many]
    assert turn(ANNA, "inquiry:send:meeting:0", *closed).effects


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("who", [ANNA, DINA, NORA, JONAS, METTE, *OTHERS], ids=lambda who: who.id)
def test_everybody_is_told_a_way(who: Person, lang: str) -> None:
    """Each role gets words and at least one button for each way, asked for or not."""
    for choice in ("ways:", "ways:self", "ways:ward", *(f"inquiry:new:{kind}" for kind in InquiryKind)):
        outcome = turn(who, choice, session=Session(lang=lang))
        assert outcome.replies[0].text
        assert outcome.replies[0].choices
        assert not outcome.effects
        for button in shown(outcome):
            assert turn(who, button).replies[0].text != say("nb", "flow.no_such_button")


def test_nobody_at_the_post_is_said() -> None:
    """Where nobody is, whoever asks reads that it may take time; the question stands all the same."""
    talk = Talk().fill(sick_listed="yes")
    talk.choose("ask")
    outcome = talk.press("inquiry:send:supervisor")
    assert say("nb", "inquiry.unheld") in outcome.replies[0].do
    (notice,) = (effect for effect in outcome.effects if isinstance(effect, Notify))
    assert notice.post == "dps-supervisor"


def at_the_question() -> Talk:
    """Return a talk in the referral dialog that has come to the question to the supervisor."""
    talk = Talk().fill(sick_listed="yes")
    assert talk.step() == STEP
    talk.choose("ask")
    assert talk.step() == ASKS
    return talk


def test_the_dialog_waits_with_its_answers() -> None:
    """Put aside it is not open; another referral can be begun; the yes brings back the very answers."""
    talk = at_the_question()
    before = dict(talk.answers)
    talk.press("inquiry:send:supervisor")
    (code,) = talk.session.waiting
    assert talk.session.dialog is None
    assert talk.session.waiting[code].answers == before
    assert not talk.press(f"inquiry:{code}:1:go").effects
    assert talk.session.dialog is None
    talk.press("refer:")
    assert talk.step() == "informed"
    answered = talk.snapshot.inquiries[code].agree("mette", NOW)
    talk.snapshot = replace(talk.snapshot, inquiries={code: answered})
    talk.press(f"inquiry:{code}:2:go")
    assert say("nb", "inquiry.busy", code=code) in talk.text
    assert talk.step() == "informed"
    talk.say("avbryt")
    talk.press(f"inquiry:{code}:2:go")
    assert talk.answers == {**before, STEP: code}
    assert talk.step() == "take_part"
    assert not talk.session.waiting
    talk.press(f"inquiry:{code}:2:go")
    assert talk.step() == "take_part"


def test_one_yes_is_for_one_referral() -> None:
    """Sending uses the answer; it cannot be gone on with, nor sent on, a second time."""
    talk = Talk().fill(sick_listed="yes", supervisor_agrees="SPM-7K3F")
    outcome = talk.choose("send")
    assert [type(e) for e in outcome.effects if isinstance(e, OpenReferral | ChangeInquiry)] == [
        OpenReferral,
        ChangeInquiry,
    ]
    (used,) = talk.snapshot.inquiries.values()
    assert used.history[-1].reason is InquiryReason.USED
    talk.press(f"inquiry:{used.code}:{used.version}:go")
    assert talk.session.dialog is None


def test_a_yes_taken_back_stops_the_referral() -> None:
    """The supervisor may still say no until it is sent: then the step is asked anew, the rest is kept."""
    talk = Talk().fill(sick_listed="yes", supervisor_agrees="SPM-7K3F")
    (answered,) = talk.snapshot.inquiries.values()
    no = answered.decline(InquiryReason.NOT_NOW, "mette", NOW)
    talk.snapshot = replace(talk.snapshot, inquiries={no.code: no})
    assert not talk.choose("send").effects
    assert talk.step() == STEP
    assert talk.answers["take_part"] == "yes"


@pytest.mark.parametrize("text", ["SPM-7K3F", "spør", "d:9:SPM-7K3F"])
def test_the_answer_cannot_be_typed(text: str) -> None:
    """No code, typed or pressed, takes the supervisor's place."""
    talk = Talk().fill(sick_listed="yes")
    talk.say(text)
    assert not str(talk.answers.get(STEP, "")).startswith("SPM")
    talk.press(f"d:{talk.session.serial}:SPM-7K3F")
    assert not str(talk.answers.get(STEP, "")).startswith("SPM")
    assert talk.step() in {STEP, ASKS}


def test_a_no_ends_what_waited() -> None:
    """Looking at a question that was answered with no lets go of the answers; so does taking it back."""
    for end in ("no", "close"):
        talk = at_the_question()
        talk.press("inquiry:send:supervisor")
        (code,) = talk.session.waiting
        if end == "close":
            talk.press(f"inquiry:{code}:1:close")
        else:
            no = talk.snapshot.inquiries[code].decline(InquiryReason.NOT_NOW, "mette", NOW)
            talk.snapshot = replace(talk.snapshot, inquiries={code: no})
            talk.press(f"inquiry:{code}")
        assert not talk.session.waiting
        assert not talk.press(f"inquiry:{code}:2:go").effects
        assert talk.session.dialog is None


def test_an_open_dialog_is_not_lost_by_asking() -> None:
    """Asking for a talk in the middle of a referral shows the question again, with buttons that work."""
    talk = Talk()
    talk.press("refer:")
    talk.choose("yes")
    talk.press("inquiry:new:talk")
    sent = talk.press(next(choice.id for choice in talk.choices if ":send:" in choice.id))
    assert any(isinstance(effect, OpenInquiry) for effect in sent.effects)
    assert talk.step() == "wish"
    talk.choose("yes")
    assert talk.step() == "treatment"


@pytest.mark.parametrize(("suggests", "accepts"), [("jonas", "anna"), ("anna", "jonas")])
def test_words_for_the_record_of_an_information_meeting(suggests: str, accepts: str) -> None:
    """Once a time is agreed on, who asked gets a text to copy; the team gets none, nobody before."""
    at = dt.datetime(2026, 11, 24, 9)
    suggested = inquiry().suggest((at,), suggests, NOW)
    agreed = suggested.accept(at, accepts, NOW)
    shows = f"inquiry:{agreed.code}"
    (text,) = [reply.record for reply in turn(ANNA, shows, agreed).replies]
    assert text == say("nb", "inquiry.record.agreed", date="21.11.2026", day="24.11.2026", time="09:00")
    others = (turn(JONAS, shows, agreed), turn(ANNA, shows, suggested), turn(ANNA, shows, inquiry()))
    assert [reply.record for outcome in others for reply in outcome.replies] == ["", "", ""]
    talk = replace(agreed, kind=InquiryKind.TALK)
    assert [reply.record for reply in turn(ANNA, shows, talk).replies] == [""]


def test_the_overview_counts_what_nobody_answers() -> None:
    """By team and limit, for the coordinator; a supervisor, who sees the inquiries, gets no count."""
    days = [NOW - dt.timedelta(days=n) for n in (0, 4, 8, 30)]
    seen = TurnSnapshot(
        held=frozenset(directory().posts), asked={"dps-general": tuple(days), "dps-supervisor": (days[2],)}
    )
    kari = Talk(Person("kari", Role.COORDINATOR))
    kari.snapshot = seen
    kari.say("mine henvisninger")
    text = kari.replies[-1].text
    assert say("nb", "overview.late", two=4, three=4, five=3) in text
    assert text.count(say("nb", "overview.none_late")) == text.count("\n\n")
    mette = Talk(METTE)
    mette.snapshot = seen
    mette.say("mine henvisninger")
    assert "uten svar" not in "".join(reply.text for reply in mette.replies)


def test_a_nav_counsellor_sees_who_can_answer_those_near_first() -> None:
    """Posts without a person are not offered while others have one; a meeting for a user can be asked for."""
    held = frozenset({"dps-general", "oygarden-1", "askoy-fact", "askoy-origo"})
    seen = TurnSnapshot(fresh_inquiry="SPM-AAA2", held=held)
    for kind in (InquiryKind.NAV, InquiryKind.NAV_MEETING):
        press = Inbound("1", press=f"inquiry:new:{kind}")
        outcome = engine.decide(press, Session(), NORA, seen, knowledge(), NOW, ORDER)
        posts = [one.rpartition(":")[2] for one in shown(outcome) if one.startswith("inquiry:send:")]
        assert set(posts) == held
        assert set(posts[:2]) == {"askoy-fact", "askoy-origo"}
    press = Inbound("1", press="inquiry:send:nav_meeting:0:askoy-fact")
    sent = engine.decide(press, Session(), NORA, seen, knowledge(), NOW, ORDER)
    (opened,) = (effect.inquiry for effect in sent.effects if isinstance(effect, OpenInquiry))
    assert (opened.kind, opened.post) == (InquiryKind.NAV_MEETING, "askoy-fact")
    assert "pasient" not in " ".join((sent.replies[0].text, *sent.replies[0].do, sent.replies[0].record))


@pytest.mark.parametrize(
    ("who", "kind", "post"),
    [(NORA, "nav", "askoy-fact"), (NORA, "nav_meeting", "askoy-fact"), (DINA, "talk", "dps-supervisor")],
)
def test_where_one_alone_can_answer_it_is_sent_there(who: Person, kind: str, post: str) -> None:
    """Whoever has no post of their own is told who gets it, and the one button sends it there."""
    seen = TurnSnapshot(fresh_inquiry="SPM-AAA2", held=frozenset({post}))
    press = Inbound("1", press=f"inquiry:new:{kind}")
    asked = engine.decide(press, Session(), who, seen, knowledge(), NOW, ORDER)
    (button,) = (one for one in shown(asked) if one.startswith("inquiry:send:"))
    sent = engine.decide(Inbound("2", press=button), Session(), who, seen, knowledge(), NOW, ORDER)
    (opened,) = (effect.inquiry for effect in sent.effects if isinstance(effect, OpenInquiry))
    assert (opened.kind, opened.post) == (kind, post)
