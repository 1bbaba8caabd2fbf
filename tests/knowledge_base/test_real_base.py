"""The real knowledge base keeps its promises: every topic in three languages, asked for, sourced, linked."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from bot.conversation.typed import plain
from bot.knowledge.base.entry import LANGUAGES
from bot.knowledge.check.prose import readability
from bot.knowledge.check.runner import check
from bot.knowledge.check.topics import FEWEST_VARIANTS, MOST_WORDS
from bot.safety import acute, identifying
from handlers import ORDER

ROOT = Path(__file__).parents[2] / "knowledge_base"
TOPICS = sorted(path.name.removesuffix(".yaml") for path in (ROOT / "nb" / "topics").glob("*.yaml"))
WRITTEN = dt.date(2026, 11, 21)
"""The day the topics were reviewed: what is overdue later is for the curators, not for this test."""


def test_check_is_clean():
    """`kb check` finds no fault and gives no warning, as of the day the texts were reviewed."""
    assert [str(fault) for fault in check(ROOT, today=WRITTEN)] == []


def test_all_topics_are_there(real):
    """The 114 topics of the plan and the 70 that the sources asked for stand in all three languages."""
    ids = real.topic_ids()
    assert len(ids) >= 184
    assert len(real.topics) == len(ids) * len(LANGUAGES)


@pytest.mark.parametrize("topic_id", TOPICS)
def test_twin(real, topic_id):
    """A topic can be asked for, is short and plain, and leads on to topics that exist."""
    for lang in LANGUAGES:
        topic = real.topics[lang, topic_id]
        assert len({plain(variant) for variant in topic.variants}) >= FEWEST_VARIANTS
        assert readability.words(topic.answer) <= MOST_WORDS
        assert topic.do
        assert topic.sources
        assert 1 <= len(topic.related) == len(set(topic.related))
        assert all((lang, other) in real.topics for other in topic.related)
        assert topic_id not in topic.related
        assert lang == "en" or readability.lix(topic.answer) <= readability.MOST_LIX


def test_most_topics_are_led_to(real):
    """Nine topics of ten are related to from another one, so that people can find them by reading on."""
    led_to = {other for topic in real.topics.values() for other in topic.related}
    alone = set(real.topic_ids()) - led_to
    assert len(alone) <= len(real.topic_ids()) / 10, alone


def test_next_steps_are_handlers(real):
    """What an answer offers as the next step is something the assistant can do, and has a button."""
    names = {handler.name for handler in ORDER}
    steps = {step for steps in real.next_steps.values() for step in steps}
    assert steps <= names
    assert all(real.words.has(lang, f"{step}.button") for lang in LANGUAGES for step in steps)


@pytest.mark.parametrize(
    ("topic_id", "step"),
    [
        ("referral.how", "refer"),
        ("bot.start_referral", "refer"),
        ("bot.referral_status", "referrals"),
        ("bot.withdraw_consent", "end"),
        ("privacy.consent_withdraw", "end"),
        ("bot.human", "human"),
        ("bot.language", "language"),
    ],
)
def test_answer_leads_to_the_deed(real, topic_id, step):
    """Whoever asks how something is done gets the button that does it."""
    assert step in real.next_steps[topic_id]


def test_sources_are_used_and_noted(real):
    """Every source but a few background ones is cited; those read at second hand or dated say so."""
    cited = {ref.id for topic in real.topics.values() for ref in topic.sources}
    assert cited <= set(real.sources)
    for source in ("brev", "retningslinje", "infoark", "roller", "hpl", "ef"):
        assert set(real.sources[source].note) == set(LANGUAGES)
    assert "ikke lest" in real.sources["brev"].note["nb"]
    assert real.sources["roller"].opinion


def test_opinions_are_marked(real):
    """A topic that rests on the talk alone is marked as an opinion and says so in its answer."""
    words = {"nb": "foredrag", "nn": "foredrag", "en": "talk"}
    for topic in real.topics.values():
        if {ref.id for ref in topic.sources} == {"roller"}:
            assert topic.opinion, topic.id
        if topic.opinion:
            assert words[topic.lang] in topic.answer.casefold(), (topic.lang, topic.id)


def test_letter_is_cited_at_second_hand(real):
    """A text that names the letter of 2022 cites it as a source and says that the report gives it."""
    for topic in real.topics.values():
        text = " ".join((topic.answer, topic.more, topic.plain, topic.example, *topic.do))
        if re.search(r"27\.04\.2022|27 April 2022", text):
            assert {"brev", "ressursmiljo"} & {ref.id for ref in topic.sources}, (topic.lang, topic.id)
            assert re.search("[Rr]apport|[Rr]eport", text), (topic.lang, topic.id)


def test_nobody_can_be_recognised(real):
    """No text and no question of the base looks like identifying data: the guard lets all of it pass."""
    for topic in real.topics.values():
        texts = (topic.question, topic.answer, topic.more, topic.plain, topic.example)
        for text in (*texts, *topic.do, *topic.variants):
            assert not identifying(text), (topic.lang, topic.id, text)


def test_only_danger_sounds_acute(real):
    """A question that would be met with emergency numbers stands under the topic about danger alone."""
    alarms = {topic.id for topic in real.topics.values() if any(acute(v) for v in topic.variants)}
    assert alarms <= {"privacy.danger"}
