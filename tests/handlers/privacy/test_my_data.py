"""What is kept, the export, the deletion and the unanswered questions, as handlers show them."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.conversation import engine
from bot.conversation.files.own_data import MEDIA
from bot.domain.case.referral import Referral, State
from bot.domain.message.message import Inbound
from bot.domain.organisation.directory import COORDINATOR
from bot.domain.person.person import Person, Role
from bot.domain.retention import KEPT, days
from bot.domain.turn.notice import Notify
from bot.domain.turn.outcome import Audit, ForgetPerson, Outcome, OutcomeKind, SettleUnanswered
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.domain.turn.unanswered import Unanswered
from handlers import ORDER
from tests.domain.making import NOW, TODAY, referral, referral_in
from tests.handlers.talk import ANNA, JONAS, LANGS, METTE, Talk, knowledge, say

KARI = Person("kari", Role.COORDINATOR, name="Kari")
YES = "forget_me:yes:211126"
ASKED = Unanswered(3, "hva med ▮", "nb", 4, TODAY)
PHRASES = {
    "my_data": {
        "nb": "Hva lagrer du om meg?",
        "nn": "Kva lagrar du om meg?",
        "en": "What do you keep about me?",
    },
    "export_me": {"nb": "last ned mine data", "nn": "gje meg dataa mine", "en": "export my data"},
    "forget_me": {"nb": "slett meg", "nn": "gløym meg", "en": "delete me"},
    "unanswered": {"nb": "spørsmål uten svar", "nn": "spørsmål utan svar", "en": "unanswered questions"},
}


def turn(
    person: Person, text: str = "", press: str | None = None, *known: Referral, **other: object
) -> Outcome:
    """Let somebody type or press something."""
    inbound = Inbound("1", press=press) if press else Inbound("1", text=text)
    snapshot = TurnSnapshot(referrals={r.code: r for r in known}, unanswered=tuple(other.values()))  # type: ignore[arg-type]
    return engine.decide(inbound, Session(), person, snapshot, knowledge(), NOW, ORDER)


def deletes(outcome: Outcome) -> bool:
    """Tell whether somebody is deleted."""
    return any(isinstance(effect, ForgetPerson) for effect in outcome.effects)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PHRASES)
def test_each_is_started_by_typing(name: str, lang: str) -> None:
    """The phrase of each language starts it, also as a command, and the answer is in that language."""
    person = Person("kari", Role.COORDINATOR, lang=lang)
    for text in (PHRASES[name][lang], f"/{PHRASES[name][lang]}"):
        outcome = turn(person, text)
        title = {"my_data": "keeping", "export_me": "export_me"}.get(name, name)
        assert outcome.replies[0].title == say(lang, f"{title}.title")
        assert outcome.kind is not OutcomeKind.UNKNOWN


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_is_shown_with_why_and_how_long(lang: str) -> None:
    """The answer has each row of the table, with its days, and says who decides where no source does."""
    text = turn(Person("x", Role.GUEST, lang=lang), PHRASES["my_data"][lang]).replies[0].text
    for row in KEPT:
        key = f"keeping.kind.{row.kind}"
        for part in ("name", "what", "why"):
            assert say(lang, f"{key}.{part}") in text
        assert say(lang, f"{key}.long", **days(row)) in text
    assert say(lang, "keeping.decides") in text
    assert "{" not in text


def test_the_export_is_a_file_and_on_record() -> None:
    """The reply holds a place for the file, which the shell fills; the audit trail has that it was asked."""
    outcome = turn(ANNA, "eksport")
    assert [file.media for file in outcome.replies[0].files] == [MEDIA]
    assert outcome.effects == (Audit("anna", "person.export", "self"),)


def test_asked_first_then_deleted() -> None:
    """Typing only asks, saying what goes and what stays; the button deletes, last of all effects."""
    asked = turn(ANNA, "slett meg")
    assert asked.effects == ()
    assert asked.replies[0].choices[0].id == YES
    for row in KEPT:
        assert say("nb", f"keeping.kind.{row.kind}.name") in asked.replies[0].text
    done = turn(ANNA, press=YES)
    assert done.effects == (Audit("anna", "person.delete", "self"), ForgetPerson("anna"))
    assert done.replies[0].text.startswith(say("nb", "forget_me.done"))


@pytest.mark.parametrize("press", ["forget_me:yes:201126", "forget_me:yes", "forget_me:yes:", "forget_me:"])
def test_an_old_button_only_asks_again(press: str) -> None:
    """A yes from another day, or half a button, deletes nobody."""
    outcome = turn(ANNA, press=press)
    assert not deletes(outcome)
    assert outcome.replies[0].title == say("nb", "forget_me.title")


def test_a_button_that_never_was() -> None:
    """Anything else is no button at all."""
    outcome = turn(ANNA, press="forget_me:no")
    assert outcome.replies[0].text == say("nb", "flow.no_such_button")


@pytest.mark.parametrize("state", list(State))
def test_open_referrals_of_ones_own_are_ended_first(state: State) -> None:
    """As long as one is open, its clinician stays: nobody else can register a withdrawal."""
    known = referral_in(state)
    for outcome in (turn(ANNA, "slett meg", None, known), turn(ANNA, "", YES, known)):
        text = outcome.replies[0].text
        assert (text == say("nb", "forget_me.blocked", count=1)) is known.is_open
        assert deletes(outcome) is (not known.is_open and text.startswith(say("nb", "forget_me.done")))


def test_whoever_is_above_hears_of_what_is_left() -> None:
    """A specialist's referrals are the supervisor's to move; a supervisor's are told to the coordinator."""
    at_supervisor = referral(post="dps-supervisor")
    for person, known, post in ((JONAS, referral(), "dps-supervisor"), (METTE, at_supervisor, COORDINATOR)):
        asked, done = turn(person, "slett meg", None, known), turn(person, "", YES, known)
        assert say("nb", "forget_me.at_post", count=1) in asked.replies[0].text
        (told,) = (effect for effect in done.effects if isinstance(effect, Notify))
        assert (told.post, told.person, told.values["code"]) == (post, None, "IPS-7K3F")
        assert person.name not in told.values.values()
    assert not [e for e in turn(JONAS, "", YES).effects if isinstance(e, Notify)]


def test_a_dialog_under_way_waits() -> None:
    """ "Slett meg" inside a dialog is understood, and the question comes back below the answer."""
    talk = Talk().fill()
    outcome = talk.say("slett meg")
    assert outcome.replies[0].title == say("nb", "forget_me.title")
    assert len(outcome.replies) == 2


def test_the_coordinator_deals_with_questions() -> None:
    """The list shows each with its count; a press lets go of it; a late press says that it is gone."""
    shown = turn(KARI, "spørsmål uten svar", None, one=ASKED).replies[0]
    assert ASKED.text in shown.text
    assert [choice.id for choice in shown.choices] == ["curate:group:3", "unanswered:done:3", "curate:"]
    assert turn(KARI, "", "unanswered:done:3", one=ASKED).effects == (SettleUnanswered(3),)
    late = turn(KARI, press="unanswered:done:3")
    assert (late.effects, late.replies[0].text) == ((), say("nb", "unanswered.gone"))
    for broken in ("unanswered:done:x", "unanswered:done:٣", "unanswered:other:3"):
        assert turn(KARI, "", broken, one=ASKED).replies[0].text == say("nb", "flow.no_such_button")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_nobody_else_sees_the_questions(role: Role) -> None:
    """Everybody else is told so, typed or pressed, and changes nothing."""
    person = Person("x", role)
    for outcome in (
        turn(person, "ubesvarte spørsmål", None, one=ASKED),
        turn(person, "", "unanswered:done:3", one=ASKED),
    ):
        assert outcome.replies[0].text == say("nb", "unanswered.not_for_you")
        assert (outcome.effects, ASKED.text in str(outcome.replies)) == ((), False)


def test_the_day_is_the_norwegian_one() -> None:
    """Just after midnight in Norway the button is of the new day."""
    late = dt.datetime(2026, 11, 21, 23, 30, tzinfo=dt.UTC)
    outcome = engine.decide(
        Inbound("1", text="slett meg"), Session(), ANNA, TurnSnapshot(), knowledge(), late, ORDER
    )
    assert outcome.replies[0].choices[0].id == "forget_me:yes:221126"
