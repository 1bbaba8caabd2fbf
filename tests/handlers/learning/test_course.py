"""The course as somebody takes it: every track, every answer, old buttons; practice sends nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.conversation.dialog.dialog import walk
from bot.conversation.lesson import course_dialog
from bot.domain.person.person import Person, Role
from bot.domain.turn.outcome import RemindOfCourse
from bot.domain.turn.session import OpenDialog, Session
from bot.knowledge.base.course import TRACKS
from handlers.learning.practice import Practice, PracticeDialog
from tests.domain.making import NOW
from tests.handlers.talk import ANNA, LANGS, NORA, Talk, context, knowledge, say

GUS = Person("gus", Role.GUEST)
KARI = Person("kari", Role.COORDINATOR, name="Kari")
COURSE = knowledge().base.course
IDS = COURSE.lessons if COURSE else ()
NUMBERS = range(1, len(IDS) + 1)


def right(lang: str, track: str, number: int) -> str:
    """Return the id of the right answer's button."""
    case = knowledge().base.lesson(lang, IDS[number - 1]).case_for(track)
    return f"course:{number}:{case.right}"


def taken(talk: Talk, track: str, lang: str = "nb", wrong: int = 0) -> Talk:
    """Take the whole course, with one wrong answer in the lesson `wrong`."""
    talk.press(f"course:as:{track}")
    for number in NUMBERS:
        talk.press(f"course:{number}")
        if number == wrong:
            answers = [c.id for c in talk.choices if c.id.startswith(f"course:{number}:")]
            talk.press(next(id for id in answers if id != right(lang, track, number)))
        talk.press(right(lang, track, number))
    talk.press("course:end")
    return talk


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("track", TRACKS)
def test_the_whole_course_in_each_track(track: str, lang: str) -> None:
    """Right answers lead to the end, and the end says so."""
    talk = taken(Talk(lang=lang), track, lang)
    assert talk.text == "\n\n".join((say(lang, "course.done"), say(lang, "course.all_right", count=len(IDS))))
    assert not talk.session.learning


@pytest.mark.parametrize("track", TRACKS)
def test_each_answer_is_explained(track: str) -> None:
    """Every answer says why, is headed right or wrong, and a wrong one may be tried again."""
    for number in NUMBERS:
        case = knowledge().base.lesson("nb", IDS[number - 1]).case_for(track)
        for option in case.options:
            talk = Talk()
            talk.press(f"course:as:{track}")
            (reply,) = talk.press(f"course:{number}:{option.id}").replies
            is_right = option.id == case.right
            assert reply.text == option.why
            assert reply.title == say("nb", "course.right" if is_right else "course.wrong")
            assert (f"course:{number}" in {c.id for c in reply.choices}) is not is_right


def test_what_was_missed_is_asked_again() -> None:
    """A wrong answer put right at once is still missed; right another time, it is not."""
    talk = taken(Talk(), "clinician", wrong=3)
    assert talk.session.missed == (IDS[2],)
    assert say("nb", "course.some_missed", missed=1, count=len(IDS)) in talk.text
    talk.press("course:repeat")
    assert {c.id for c in talk.choices} >= {right("nb", "clinician", 3).replace("course:3", "course:r3")}
    talk.press(right("nb", "clinician", 3).replace("course:3", "course:r3"))
    assert not talk.session.missed
    talk.press("course:repeat")
    assert talk.text == say("nb", "course.none_missed")
    assert "med en gang" not in talk.press("course:end").replies[0].text


def test_a_case_that_was_passed_over_is_asked_before_the_end() -> None:
    """The end is reached by answers, not by buttons."""
    talk = Talk()
    for number in NUMBERS:
        if number != 4:
            talk.press(right("nb", "clinician", number))
    talk.press("course:end")
    assert talk.text == say("nb", "course.left", number=4)
    assert [c.id for c in talk.choices] == ["course:4"]


@pytest.mark.parametrize("old", ["course:11", "course:14", "course:end"])
def test_buttons_of_the_course_as_it_was(old: str) -> None:
    """They lead into the course of today."""
    talk = Talk()
    talk.press(old)
    assert [c.id for c in talk.choices] == ["course:1"]


@pytest.mark.parametrize("rest", ["0", "x", "1:nothing", "as:king", "r", "123", "1:"])
def test_buttons_that_never_were(rest: str) -> None:
    """They change nothing, whatever they say."""
    talk = Talk()
    talk.press(f"course:{rest}")
    assert talk.session.learned == {}


def test_a_guest_says_who_they_are_first() -> None:
    """Whose role nobody knows chooses one, by whatever button they come."""
    for press in ("course:", "course:2", "course:2:wish"):
        talk = Talk(GUS)
        talk.press(press)
        assert [c.id for c in talk.choices] == [f"course:as:{track}" for track in TRACKS]


def test_each_role_has_its_own_words() -> None:
    """The lesson on confidentiality asks a leader something else than a clinician."""
    asked = set()
    for person in (ANNA, NORA, KARI, Person("jonas", Role.JOB_SPECIALIST, post="dps-general")):
        talk = Talk(person)
        talk.press("course:5")
        asked.add(talk.replies[1].text)
    assert len(asked) == 4


def test_a_typed_answer_counts_while_its_case_is_open() -> None:
    """A number or a label is an answer; after that, and of anything else, it is what it always was."""
    talk = Talk()
    talk.press("course:1")
    talk.say("2")
    assert talk.replies[0].title == say("nb", "course.wrong")
    assert talk.session.learned == {IDS[0]: "wait"}
    talk.say("2")
    assert talk.session.learned == {IDS[0]: "wait"}


def test_the_place_in_the_course_outlives_the_talk() -> None:
    """Whoever was away for long finds the course where it was left."""
    talk = taken(Talk(), "leader", wrong=2)
    back = talk.session.forgotten()
    assert (back.track, back.learned, back.missed) == ("leader", talk.session.learned, (IDS[1],))


def test_the_course_is_a_dialog_of_its_cases() -> None:
    """Each lesson asks one question; what fits is what the case offers."""
    ctx = replace(context(), session=Session(track="leader"))
    dialog = course_dialog(ctx)
    assert [question.step for question in dialog.questions] == list(IDS)
    assert all(2 <= len(question.options) <= 4 for question in dialog.questions)


def test_practice_has_no_effect_wherever_it_leads() -> None:
    """Every path of the practice ends without a referral, an inquiry or news for anybody."""
    seen: dict[str, dict[str, str]] = {}
    for answers, conclusion in walk(PracticeDialog()):
        seen.setdefault(conclusion.name, answers)
    assert "send" in seen
    assert len(seen) > 10
    for lang in LANGS:
        for name, answers in seen.items():
            session = Session(lang=lang, dialog=OpenDialog("practice", answers, about="ready"))
            outcome = Practice().conclude(context(lang=lang, session=session), answers, name)
            assert outcome.effects == ()
            assert say(lang, "practice.nothing_sent") in outcome.replies[0].text


def test_practice_leaves_a_real_referral_alone() -> None:
    """A referral that was begun waits while one tries, and comes back with its answers."""
    talk = Talk()
    talk.press("refer:")
    talk.choose("yes")
    talk.press("practice:ready")
    for value in ("yes", "yes", "yes", "adult", "no", "yes", "work", "no", "oral", "today", "yes"):
        talk.choose(value)
    talk.choose("send")
    assert say("nb", "practice.sent") in talk.text
    assert talk.referrals() == ()
    assert talk.session.dialog is not None
    assert (talk.session.dialog.name, talk.session.dialog.answers) == ("refer", {"informed": "yes"})


def test_a_certificate_for_whoever_has_been_through() -> None:
    """It names the person, the day and the day of the content; a guest, or half a course, gets none."""
    talk = Talk()
    talk.press("course:paper")
    assert not talk.replies[0].files
    for lang in LANGS:
        talk = taken(Talk(lang=lang), "leader", lang)
        assert "course:paper" in {c.id for c in talk.choices}
        (file,) = talk.press("course:paper").replies[0].files
        assert COURSE is not None
        for part in ("Anna", NOW.strftime("%d.%m.%Y"), COURSE.version.strftime("%d.%m.%Y")):
            assert part in file.text
    guest = taken(Talk(GUS), "leader")
    assert not {"course:paper", "course:remind"} & {c.id for c in guest.choices}
    assert not any(reply.files for reply in guest.press("course:paper").replies)


def test_a_certificate_is_of_the_day_on_which_the_course_was_finished() -> None:
    """Fetched again later, after a talk long forgotten, it says the same day; begun anew, the new one."""
    talk = taken(Talk(), "clinician")
    talk.session, talk.now = talk.session.forgotten(), NOW + dt.timedelta(days=90)
    (file,) = talk.press("course:paper").replies[0].files
    assert NOW.strftime("%d.%m.%Y") in file.text
    talk.press("course:begin")
    (file,) = taken(talk, "clinician").press("course:paper").replies[0].files
    assert talk.now.strftime("%d.%m.%Y") in file.text


def test_a_wish_to_be_reminded_is_an_effect() -> None:
    """It is made, taken back, and ends by itself when nothing is left to be asked again."""
    talk = taken(Talk(), "clinician", wrong=1)
    assert talk.press("course:remind").effects == (RemindOfCourse("anna", wanted=True),)
    assert talk.press("course:quiet").effects == (RemindOfCourse("anna", wanted=False),)
    again = right("nb", "clinician", 1).replace("course:1", "course:r1")
    assert talk.press(again).effects == (RemindOfCourse("anna", wanted=False),)
    assert Talk(GUS).press("course:remind").effects == ()


def test_whoever_learned_an_older_content_is_told() -> None:
    """The day of the content stays with the answers; a course begun anew is of today."""
    talk = taken(Talk(), "clinician")
    assert COURSE is not None
    assert talk.session.content_of == COURSE.version.isoformat()
    talk.press("course:")
    assert "01.02.2026" not in talk.text
    talk.session = replace(talk.session, content_of="2026-02-01").forgotten()
    talk.press("course:")
    version = COURSE.version.strftime("%d.%m.%Y")
    assert say("nb", "course.changed", learned="01.02.2026", version=version) in talk.text
    talk.press("course:begin")
    assert talk.session.content_of == ""
