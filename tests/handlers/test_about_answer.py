"""What is asked about the answer that was just shown: each kind in three languages, and without an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.plain import as_text
from bot.conversation import engine
from bot.domain.message.message import Inbound
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge.base.entry import ABOUT_KINDS, KnowledgeBase, Topic
from bot.knowledge.search.search import Found, Hit
from bot.knowledge.search.search import MatchKind as Sought
from bot.understanding.heard import Heard, Subject
from handlers import ORDER
from handlers.basics.about_answer import MOST_OFFERED
from tests.domain.making import NOW
from tests.handlers.house import House
from tests.handlers.talk import ANNA, LANGS, Talk, knowledge, say

LETTER, CRITERIA = "privacy.letter", "referral.criteria"
OTHERS = ("nb", "nn", "en")


def phrase(lang: str, kind: str) -> str:
    """Return how one asks for something in a language."""
    return next(none for none in knowledge().base.none_of_these if none.lang == lang).about[kind][0]


def topic(topic_id: str, lang: str = "nb") -> Topic:
    """Return a topic of the real base."""
    found = knowledge().base.topic(lang, topic_id)
    assert found is not None
    return found


def asked(kind: str, about: str | None = LETTER, lang: str = "nb", **fields: str) -> Outcome:
    """Ask about a topic that was shown; `fields` change what it has."""
    base = knowledge().base
    changed = {
        place: replace(one, **fields) if place[1] == about else one  # type: ignore[arg-type]
        for place, one in base.topics.items()
    }
    know = replace(knowledge(), base=replace(base, topics=changed))
    turn = Inbound("1", text=phrase(lang, kind))
    return engine.decide(turn, Session(lang=lang, topic=about), ANNA, TurnSnapshot(), know, NOW, ORDER)


def shown(outcome: Outcome, base: KnowledgeBase | None = None) -> str:
    """Return the first reply as a channel without buttons shows it."""
    return as_text(outcome.replies[0], (base or knowledge().base).words, outcome.lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ABOUT_KINDS)
def test_each_kind_is_answered_about_the_topic(kind: str, lang: str) -> None:
    """It stays the topic of the talk, is headed by its question, and offers at most three others."""
    outcome = asked(kind, lang=lang)
    assert (outcome.kind, outcome.topics, outcome.about) == (OutcomeKind.ANSWER, (LETTER,), kind)
    assert outcome.session.topic == LETTER
    assert outcome.replies[0].title == topic(LETTER, outcome.lang).question
    offered = [choice.id for choice in outcome.replies[0].choices if choice.id.startswith("about:")]
    assert 0 < len(offered) <= MOST_OFFERED
    assert not any(choice.startswith(f"about:{kind}:") for choice in offered)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ABOUT_KINDS)
def test_without_an_answer_before_it_asks_what_is_meant(kind: str, lang: str) -> None:
    """Nothing is guessed."""
    outcome = asked(kind, None, lang)
    assert (outcome.kind, outcome.topics, outcome.about) == (OutcomeKind.UNKNOWN, (), kind)
    assert outcome.replies[0].text == say(lang, "about.nothing")
    assert [choice.id for choice in outcome.replies[0].choices] == ["topics:"]


def test_the_source_is_shown_with_section_note_and_address() -> None:
    """All of them, opened, with when the answer was reviewed and who is responsible."""
    text = shown(asked("source"))
    for source in (knowledge().base.sources[ref.id] for ref in topic(LETTER).sources):
        assert source.title["nb"] in text
        assert source.note.get("nb", "") in text
        assert (source.url or "") in text
    assert topic(LETTER).reviewed.strftime("%d.%m.%Y") in text
    assert say("nb", "role.coordinator") in text


def test_sure_tells_what_is_known_and_what_is_not() -> None:
    """When it was reviewed and until when, that the letter was not read, that a view is one, who decides."""
    text = shown(asked("sure", opinion=True))  # type: ignore[arg-type]
    for date in (topic(LETTER).reviewed, topic(LETTER).review_by):
        assert date.strftime("%d.%m.%Y") in text
    assert knowledge().base.sources["brev"].note["nb"] in text
    for key in ("about.sure.not_known", "about.sure.doubt", "answer.opinion"):
        assert say("nb", key) in text


def test_simpler_is_the_plain_text_or_the_first_sentence() -> None:
    """A topic without a plain text is cut to what its answer begins with."""
    assert asked("simpler", plain="Helt enkelt.").replies[0].text == "Helt enkelt."
    cut = asked("simpler", plain="", answer="Først dette. Så det.").replies[0].text
    assert cut == "Først dette."


def test_an_example_is_shown_where_there_is_one() -> None:
    """It is offered as a button then, too."""
    assert asked("example", example="En pasient vil jobbe.").replies[0].text == "En pasient vil jobbe."
    offered = asked("simpler", example="En pasient vil jobbe.").replies[0].choices
    assert f"about:example:{LETTER}" in [choice.id for choice in offered]


@pytest.mark.parametrize(("kind", "key"), [("example", "about.no_example"), ("more", "about.no_more")])
def test_what_is_not_written_is_said_and_what_is_near_offered(kind: str, key: str) -> None:
    """Nothing is made up."""
    reply = asked(kind, example="", more="").replies[0]
    assert reply.text == say("nb", key)
    near = [f"topic:{one}" for one in topic(LETTER).related[:3]]
    assert [choice.id for choice in reply.choices][: len(near)] == near


def test_why_is_answered_by_what_it_rests_on() -> None:
    """The sources, opened, and what more there is."""
    reply = asked("why", more="Det er fordi.").replies[0]
    assert reply.opened
    assert reply.sources
    assert reply.text.endswith("Det er fordi.")
    assert asked("why", more="").replies[0].text == say("nb", "about.why")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("other", OTHERS)
def test_another_language_is_for_this_once(lang: str, other: str) -> None:
    """The answer and its buttons are in that language; the talk keeps its own, and the button changes it."""
    outcome = asked(f"in_{other}", lang=lang)
    reply = outcome.replies[0]
    assert (outcome.lang, outcome.session.lang, outcome.effects) == (other, lang, ())
    assert reply.text.startswith(topic(LETTER, other).answer)
    assert (f"language:{other}" in [choice.id for choice in reply.choices]) is (lang != other)
    pressed = next(choice.id for choice in reply.choices if choice.id.startswith("about:source:"))
    again = engine.decide(
        Inbound("2", press=pressed), outcome.session, ANNA, TurnSnapshot(), knowledge(), NOW, ORDER
    )
    assert (again.lang, again.session.lang) == (other, lang)


def test_a_topic_that_lacks_the_language_is_shown_as_it_is() -> None:
    """The usual remark says so; nothing is promised for the next time."""
    base = knowledge().base
    only = {place: one for place, one in base.topics.items() if place != ("en", LETTER)}
    know = replace(knowledge(), base=replace(base, topics=only))
    turn = Inbound("1", text=phrase("nb", "in_en"))
    reply = engine.decide(turn, Session(topic=LETTER), ANNA, TurnSnapshot(), know, NOW, ORDER).replies[0]
    assert reply.text == f"{topic(LETTER).answer}\n\n{say('en', 'answer.other_language')}"


def test_an_open_question_is_not_what_one_asks_about() -> None:
    """It stays open below as one line; an answer that was shown in between can be asked about."""
    talk = Talk()
    talk.say(topic(CRITERIA).question)
    talk.say("jeg vil henvise")
    first = talk.say("hvor står det")
    assert (first.kind, first.about) == (OutcomeKind.UNKNOWN, "source")
    assert first.replies[0].text == say("nb", "about.nothing")
    assert len(first.replies) == 2
    talk.say(topic(LETTER).question)
    second = talk.say("hvor står det")
    assert (second.kind, second.topics, len(second.replies)) == (OutcomeKind.ANSWER, (LETTER,), 2)


@pytest.mark.parametrize(
    "rest", ["", "what", "more:no.topic", "more:privacy.letter:fr", "in_fr:privacy.letter"]
)
def test_buttons_that_never_were(rest: str) -> None:
    """They change nothing."""
    outcome = Talk().press(f"about:{rest}")
    assert outcome.replies[0].text == say("nb", "flow.no_such_button")


def test_a_lesson_and_an_explanation_can_be_asked_about() -> None:
    """What was shown is what one asks about, however it came to be; the way back into the course stays."""
    talk = Talk()
    talk.press("course:1")
    outcome = talk.say("hvor står det")
    assert outcome.topics == ("ips.definition",)
    assert outcome.replies[0].choices[0].id == "course:1"


@pytest.mark.parametrize(
    ("shown", "text", "topics"),
    [
        (CRITERIA, "er du sikker på at verge kan få vite det", ["privacy.nav_sharing"]),
        (None, "eksempel på verge", ["privacy.nav_sharing"]),
        (CRITERIA, "er du sikker på at pasienten må ønske jobb", [CRITERIA]),
        (CRITERIA, "er du sikker på det", [CRITERIA]),
        (CRITERIA, "hvordan ser det ut i praksis", [CRITERIA]),
    ],
)
def test_a_matter_that_the_answer_does_not_speak_of_is_another_question(
    shown: str | None, text: str, topics: list[str]
) -> None:
    """It is guessed at what is asked of it, as if nothing had been shown."""
    instead = Found(Sought.LIKELY, (Hit("privacy.nav_sharing", 0.5),))
    subject = Subject(Found(Sought.ABOUT, detail="sure", instead=instead), said=text)
    heard = Heard(subject=subject)
    session = Session(topic=shown)
    turn = Inbound("1", text=text)
    outcome = engine.decide(turn, session, ANNA, TurnSnapshot(), knowledge(), NOW, ORDER, heard)
    assert list(outcome.topics) == topics
    assert outcome.kind is (OutcomeKind.ANSWER if topics == [CRITERIA] else OutcomeKind.LIKELY)


def test_play_tells_what_was_asked_about() -> None:
    """Whoever scores the assistant sees which kind was heard; other lines do not have it."""
    house = House()
    who = {"id": "anna", "role": "clinician", "service": "oyane-dps-allmenn"}
    lines = [house.play(who, say=text) for text in (topic(LETTER).question, "hvor står det", "takk")]
    house.close()
    assert [line.get("about") for line in lines] == [None, "source", None]
    assert lines[1]["topics"] == [LETTER]
