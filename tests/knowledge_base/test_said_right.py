"""What a lawyer and people of the field found wrong in the answers stays right, in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.knowledge.base.entry import LANGUAGES

HERE = Path(__file__).parent
ROWS = yaml.safe_load((HERE / "said_right.yaml").read_text("utf-8"))
FACTS = yaml.safe_load((HERE / "same_facts.yaml").read_text("utf-8"))
WORDS = yaml.safe_load((HERE / "words_said_right.yaml").read_text("utf-8"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['item']} {row['topic']}")
def test_what_was_wrong_is_right(real, row, lang):
    """The answer, what more there is and what to do, read as one text."""
    topic = real.topics[lang, row["topic"]]
    text = " ".join(" ".join((topic.answer, topic.more, *topic.do)).split())
    assert re.search(row.get(lang, row.get("all", "")), text), text
    assert not re.search(row.get("never", "(?!)"), text), text


@pytest.mark.parametrize(
    ("word", "topic"),
    [
        ("fullmakt", "consent"),
        ("uten navn", "anonymous_discussion"),
        ("ips-y", "ips_ung"),
        ("øyane dps", "dps"),
        ("psykose", "target_group"),
        ("trygdekontoret", "nav_counsellor"),
        ("saksbehandler nav", "nav_counsellor"),
    ],
)
def test_no_word_stands_for_another(real, word, topic):
    """A letter of attorney is no consent, a case without a name not anonymous, an old office no new one."""
    same = [term for term in real.terms if topic in term.topic or topic == term.nb.lower()]
    assert same
    said = {other.lower() for term in same if term.nb.lower() != word for other in term.synonyms}
    assert word not in said - {term.nb.lower() for term in same}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["name"])
def test_topics_on_the_same_say_the_same(real, fact, lang):
    """Each of them says all of it."""
    for name in fact["topics"]:
        topic = real.topics[lang, name]
        text = " ".join(" ".join((topic.question, topic.answer, topic.more, *topic.do)).split())
        assert [one for one in fact[lang] if not re.search(one, text)] == [], (name, text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("row", WORDS, ids=lambda row: f"{row['item']} {row['key']}")
def test_words_that_were_wrong_are_right(real, row, lang):
    """What buttons, notices and warnings say."""
    text = real.words.texts[lang][row["key"]]
    assert re.search(row.get(lang, ""), text), text
    assert not re.search(row.get("never", "(?!)"), text), text


def test_the_letter_has_bullets_in_what_is_written_too(real):
    """Its bullets in the report are no points: no sentence on the letter gives one a number as if it had."""
    for topic in real.topics.values():
        for sentence in re.split(r"(?<=[.!?]) ", " ".join((topic.answer, topic.more))):
            if re.search(r"27\.04\.2022|[Bb]revet|[Tt]he letter", sentence):
                assert not re.search(r"(?<!kule)(?<!år )\b(punkt|point) [1-5]\b(?!\.\d)", sentence), sentence


NAMED = r"[Rr]etningslinj(en|a) (fra|frå|sier|seier|åtvarar|advarer)|[Tt]he( 2020)? guideline"


def test_whose_the_guideline_is_stands_wherever_it_is_named(real):
    """It was made in Nordland, and nobody knows whether region vest adopted it: no notice hides that."""
    for lang in LANGUAGES:
        for key, text in real.words.texts[lang].items():
            if re.search(NAMED, text):
                assert "Nordland" in text, (lang, key, text)
