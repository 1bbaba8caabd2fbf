"""Answers are kept, changed, taken back and resumed: the dialog is nothing but its answers."""

from __future__ import annotations

import pytest

from bot.conversation.dialog.dialog import EXAMPLE, SUMMARY, path, walk
from bot.domain.message.message import Inbound
from handlers.referral.beginning.questions import STEPS, ReferralDialog
from tests.handlers.talk import GOOD, LANGS, Talk, decide, say, waiting

OPTIONS = [(question.step, option) for question, _ in STEPS for option in question.options]
TO_STEP = {
    step: dict(list(answers.items())[: list(answers).index(step)])
    for answers, _ in walk(ReferralDialog())
    for step in answers
}
"""One path to each step: the answers before it."""


def at_step(step: str, lang: str = "nb") -> Talk:
    """Return a talk in which this step is asked now."""
    talk = Talk(lang=lang)
    talk.press("refer:")
    for value in TO_STEP[step].values():
        talk.say(value) if value[0].isdigit() else talk.choose(value)
    assert talk.step() == step
    return talk


@pytest.mark.parametrize(("step", "option"), OPTIONS)
def test_change_each_answer_from_the_summary(step: str, option: str) -> None:
    """From the summary any answer can be changed to any other; the rest stands where it still fits."""
    talk = Talk().fill(age="youth", capacity="yes", sick_listed="yes", supervisor_agrees=EXAMPLE)
    assert talk.step() == SUMMARY
    before = dict(talk.answers)
    talk.choose("!change")
    talk.choose(f"!edit.{step}")
    assert talk.step() == step
    talk.choose(option)
    after = talk.answers
    assert {k: v for k, v in after.items() if k != step} == {k: v for k, v in before.items() if k != step}
    assert not talk.referrals()


def test_answers_survive_a_detour() -> None:
    """An answer that ended the dialog is put right, and everything after it is still there."""
    talk = Talk().fill(nav="yes")
    for value in ("!change", "!edit.take_part", "no"):
        talk.choose(value)
    assert talk.step() == "take_part_refused"
    for value in ("!change", "!edit.take_part", "yes"):
        talk.choose(value)
    assert talk.step() == SUMMARY
    talk.choose("send")
    assert "nav_counsellor" in talk.referrals()[0].consent.receivers


@pytest.mark.parametrize("step", [step for step in TO_STEP if step != "informed"])
def test_back_from_every_step(step: str) -> None:
    """Back leads to the step before; the same answer again leads here again."""
    talk = at_step(step)
    *_, (before, given) = TO_STEP[step].items()
    talk.choose("!back")
    assert talk.step() == before
    talk.say(given) if given[0].isdigit() else talk.choose(given)
    assert talk.step() == step


def test_back_all_the_way() -> None:
    """From the summary one can go back to the first question, and no further; nothing is lost."""
    talk = Talk().fill()
    for step in reversed(GOOD):
        talk.choose("!back")
        assert talk.step() == step
    talk.say("tilbake")
    assert talk.step() == "informed"
    talk.choose("yes")
    assert talk.step() == SUMMARY


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("step", TO_STEP)
def test_cancel_at_each_step(step: str, lang: str) -> None:
    """Cancel puts the dialog away and says that nothing was sent; its buttons are dead from then on."""
    talk = at_step(step, lang)
    buttons = talk.choices
    talk.choose("!cancel")
    assert talk.text == say(lang, "flow.cancelled")
    for button in buttons:
        talk.press(button.id)
        assert talk.session.dialog is None
        assert not talk.referrals()


@pytest.mark.parametrize("conclusion", sorted({end for _, ends in STEPS for end in ends.values()}))
def test_back_and_cancel_from_each_dead_end(conclusion: str) -> None:
    """A dead end offers what is possible instead, and the ways back, to change and out."""
    path = next(dict(answers) for answers, end in walk(ReferralDialog()) if end.name == conclusion)
    talk = Talk()
    talk.press("refer:")
    for value in path.values():
        talk.choose(value)
    assert talk.step() == conclusion
    assert [talk.button(way) for way in ("!back", "!change", "!cancel")]
    talk.choose("!back")
    assert talk.step() == list(path)[-1]


def show_of(talk: Talk) -> str:
    """Return the button that shows the whole of the open question."""
    return f"d:{talk.session.serial}:!show"


@pytest.mark.parametrize("step", TO_STEP)
def test_a_question_in_the_middle(step: str) -> None:
    """A question about something else is answered, and the step that waits stands below in one line."""
    talk = at_step(step)
    before, shown = talk.session, talk.replies[-1]
    talk.say("hva står ips for egentlig")
    assert len(talk.replies) == 2
    assert talk.replies[0].title
    assert "\n" not in talk.replies[-1].text
    assert not talk.replies[-1].more
    assert {choice.id for choice in talk.replies[-1].choices} <= {c.id for c in shown.choices} | {
        show_of(talk)
    }
    talk.press(show_of(talk))
    assert talk.replies[-1] == shown
    assert talk.session.dialog == before.dialog
    assert talk.session.serial == before.serial


@pytest.mark.parametrize("step", TO_STEP)
def test_what_is_no_answer(step: str) -> None:
    """What is neither an answer nor a known question is said to be none, and the step is asked again."""
    talk = at_step(step)
    offered = {choice.id for choice in talk.choices}
    for said in ("blåbærsyltetøy", "99", "0", "-1", "?"):
        before = talk.session
        talk.say(said)
        assert talk.session.dialog == before.dialog
        assert said == "?" or {c.id for c in talk.replies[-1].choices} <= offered | {show_of(talk)}


def test_stale_buttons_of_every_earlier_question() -> None:
    """After each question all buttons of all earlier ones change nothing and show where one is."""
    talk, seen = Talk(), set()
    talk.press("refer:")
    for value in (*GOOD.values(), "!change", "!back"):
        old = {choice.id for choice in talk.choices if choice.id.startswith("d:")}
        talk.say(value) if value[0].isdigit() else talk.choose(value)
        seen |= old
        for button in sorted(seen):
            outcome = decide(Inbound("1", press=button), talk.session)
            assert outcome.session == talk.session
            assert not outcome.effects
            assert outcome.replies[0].text == say("nb", "flow.stale")


def test_stale_buttons_after_sending() -> None:
    """A second press of send, and of any other button of the dialog, makes no second referral."""
    talk = Talk().fill()
    buttons = talk.choices
    talk.choose("send")
    for button in buttons:
        talk.press(button.id)
    assert len(talk.referrals()) == 1
    assert talk.text == say("nb", "flow.finished")


FORGED = ["send", "2099-01-01", "2026-99-99", "abcd-efghi", "!edit.nowhere", "!edit.", "!", "", "yes:yes"]


@pytest.mark.parametrize("value", FORGED)
@pytest.mark.parametrize("step", TO_STEP)
def test_a_button_that_never_was(step: str, value: str) -> None:
    """A made-up value in a button is refused, or read as a change; nothing breaks, now or later."""
    if (step, value) == (SUMMARY, "send"):
        return
    talk = at_step(step)
    talk.press(f"d:{talk.session.serial}:{value}")
    assert waiting(talk.session) == step
    talk.say("tilbake")
    talk.say("endre")
    assert not talk.referrals()


def test_starting_again_goes_on() -> None:
    """Somebody who is in the middle and says that they want to refer goes on where they were."""
    talk = at_step("scope")
    talk.say("jeg vil henvise")
    assert talk.replies[0].text == say("nb", "flow.resumed")
    assert talk.step() == "scope"


def test_change_while_nothing_is_answered() -> None:
    """At the first question there is nothing to change; one is not led into an empty list."""
    talk = at_step("informed")
    talk.say("endre")
    assert talk.step() == "informed"
    talk.say("ja")
    assert talk.step() == "wish"


def test_progress_is_shown() -> None:
    """How many questions there are in all: by the way that leads to the summary, whatever ends it early."""
    dialog = ReferralDialog()
    assert len(path(dialog, {})) == 11
    assert len(path(dialog, {"informed": "yes", "wish": "yes", "treatment": "yes", "age": "youth"})) == 12
    assert len(path(dialog, GOOD)) == 11
    assert len(path(dialog, {"informed": "yes", "wish": "no"})) == 11
    talk = at_step("wish")
    talk.choose("no")
    shown = talk.press(f"d:{talk.session.serial}:!back").replies[-1]
    assert shown.title == say("nb", "dialog.refer.title", number=2, count=11)
