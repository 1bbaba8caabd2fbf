"""The guide "Can I share this?": every path walked, and how a person meets it."""

from __future__ import annotations

import pytest

from bot.conversation import engine
from bot.conversation.dialog.dialog import walk
from bot.domain.message.message import Reply
from bot.domain.person.person import Person, Role
from bot.domain.sharing.decision import decide_known
from bot.domain.sharing.rules import ADDED, TABLE
from bot.domain.turn.outcome import OutcomeKind
from handlers import ORDER
from handlers.sharing.conclusion import conclusion
from handlers.sharing.steps import ShareDialog, known_from
from tests.handlers.talk import ANNA, JONAS, LANGS, NORA, Talk, context, knowledge, say

MOST_QUESTIONS = 7


def test_every_path_is_short_and_every_rule_reached(counted: list[str]) -> None:
    """No path asks more than seven questions, and the paths together meet every rule in three languages."""
    shown: dict[tuple[str, ...], dict[str, str]] = {}
    paths = longest = 0
    for answers, _ in walk(ShareDialog()):
        paths += 1
        longest = max(longest, len(answers))
        decision = decide_known(known_from(answers))
        shown.setdefault((decision.row.id, *(r.id for r in decision.added), decision.counted_as), answers)
    assert longest <= MOST_QUESTIONS
    assert {id for ids in shown for id in ids} >= {row.id for row in (*TABLE, *ADDED)}
    for answers in shown.values():
        for lang in LANGS:
            _is_whole(conclusion(context(lang=lang), answers), lang)
    counted.append(f"share: {paths:,} paths, {len(shown)} kinds of ends, {longest} questions at most")


def _is_whole(reply: Reply, lang: str) -> None:
    assert reply.title in {
        say(lang, key) for key in knowledge().base.words.keys(lang, "dialog.share.outcome.")
    }
    assert reply.text
    assert len(reply.do) >= 2
    assert say(lang, "dialog.share.support") in reply.more
    assert reply.choices


def test_the_profile_says_who_asks() -> None:
    """A clinician is not asked who they are, and refusal ends it at the third question."""
    talk = Talk()
    talk.press("share:")
    for value in ("diagnosis", "job_specialist", "refused"):
        talk.choose(value)
    assert talk.replies[0].title == say("nb", "dialog.share.outcome.no")
    assert talk.replies[0].record
    assert talk.button("!change")


def test_a_change_of_an_answer_changes_the_end() -> None:
    """From the end one may go back and change; the other answers stay."""
    talk = Talk()
    talk.press("share:")
    for value in ("function", "job_specialist", "given", "adult", "talk"):
        talk.choose(value)
    assert talk.replies[0].title == say("nb", "dialog.share.outcome.yes")
    assert "refer:" in {choice.id for choice in talk.choices}
    talk.choose("!change")
    talk.choose("!edit.setting")
    talk.choose("message")
    assert talk.replies[0].title == say("nb", "dialog.share.outcome.ask")
    assert say("nb", "dialog.share.decides") in talk.text


@pytest.mark.parametrize(("person", "asked"), [(ANNA, "to"), (JONAS, "to"), (Person("g", Role.GUEST), "who")])
def test_only_those_without_a_part_are_asked(person: Person, asked: str) -> None:
    """Guests and newcomers say who they are; the others are known."""
    talk = Talk(person)
    talk.press("share:")
    talk.choose("function")
    assert talk.text.startswith(say("nb", f"dialog.share.{asked}.ask"))


@pytest.mark.parametrize("phrase", ["kan jeg dele dette", "kan eg dele dette?", "May I share this?"])
def test_a_phrase_starts_it(phrase: str) -> None:
    """Typed phrases open the guide, with its topic."""
    outcome = Talk().say(phrase)
    assert outcome.kind is OutcomeKind.DIALOG
    assert outcome.topics == ("privacy.what_can_i_share",)


def test_a_question_fills_in_what_it_says() -> None:
    """Information and receiver are taken from the question and shown, with the way to change them."""
    talk = Talk()
    talk.say("kan jeg si diagnosen til Nav?")
    assert say("nb", "dialog.share.to.options.nav_counsellor") in talk.replies[0].text
    assert talk.replies[1].text.startswith(say("nb", "dialog.share.consent.ask"))
    talk.press("share:change")
    talk.choose("!edit.to")
    talk.choose("job_specialist")
    assert talk.session.dialog is not None
    assert talk.session.dialog.answers["to"] == "job_specialist"


@pytest.mark.parametrize(
    "text",
    [
        "hva kan jeg si til jobbspesialisten?",
        "kan jeg si noe til jobbspesialisten?",
        "kan jeg dele diagnosen?",
        "hvem kan si diagnosen til Nav?",
        "May I come to the meeting with Nav?",
    ],
)
def test_other_questions_are_left_to_the_knowledge(text: str) -> None:
    """A question that tells no case, or names no information or no receiver, is one of knowledge."""
    talk = Talk()
    talk.say(text)
    assert talk.session.dialog is None


def test_nav_is_not_asked_about_orders() -> None:
    """A Nav counsellor sees only the receivers that make sense in Nav."""
    talk = Talk(NORA)
    talk.press("share:")
    talk.choose("diagnosis")
    ids = {choice.id.rpartition(":")[2] for choice in talk.choices}
    assert "nav_order" not in ids
    assert {"job_specialist", "health_team", "employer"} <= ids


def test_danger_shows_the_numbers_at_once() -> None:
    """The first answer may be that life is in danger: numbers to call, and no more questions."""
    talk = Talk()
    talk.press("share:")
    talk.choose("danger")
    assert talk.replies[0].title == say("nb", "dialog.share.outcome.emergency")
    assert talk.replies[0].calls


@pytest.mark.parametrize("lang", LANGS)
def test_a_verdict_of_long_ago_meets_nobody_again(lang: str) -> None:
    """Who comes back in another window is greeted; a guide that was left in the middle waits."""
    talk = Talk(lang=lang)
    talk.press("share:")
    talk.choose("function")
    assert coming_back(talk)[0].text == say(lang, "flow.resumed")
    talk.choose("job_specialist")
    while "refused" not in {choice.id.rpartition(":")[2] for choice in talk.choices}:
        talk.choose(talk.choices[0].id.rpartition(":")[2])
    talk.choose("refused")
    assert talk.session.dialog is not None, "the answers can still be changed"
    assert say(lang, "flow.resumed") not in {reply.text for reply in coming_back(talk)}


def coming_back(talk: Talk) -> tuple[Reply, ...]:
    """Return what a page shows that is opened anew."""
    return engine.welcome(talk.session, talk.person, talk.snapshot, knowledge(), talk.now, ORDER).replies


HELPFUL = ("helpful:yes:privacy.what_can_i_share", "helpful:no:privacy.what_can_i_share")


def test_below_a_verdict_it_is_asked_whether_it_was_the_answer() -> None:
    """However it was reached; "no" leads to the answers that it hangs on, which can be changed."""
    talk = Talk()
    talk.say("kan jeg fortelle jobbspesialisten om diagnosen? pasienten har ikke samtykket")
    assert talk.replies[-1].verdict
    assert {choice.id for choice in talk.choices} >= set(HELPFUL)
    talk.press(HELPFUL[1])
    assert talk.choices[0].label == say("nb", "flow.change")
    talk.press(talk.choices[0].id)
    assert talk.text.startswith(say("nb", "flow.which"))


@pytest.mark.parametrize("info", ["danger", "child"])
def test_where_somebody_must_act_nothing_is_asked(info: str) -> None:
    """Danger, and a duty to report, leave no room for a question about the answer."""
    talk = Talk()
    talk.press("share:")
    talk.choose(info)
    assert talk.replies[-1].verdict
    assert not any(choice.id.startswith("helpful:") for choice in talk.choices)
