"""Answers as people write them are read as what they are, step by step; no doubtful yes is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.handlers.talk import knowledge
from tests.understanding.reading import QUESTIONS, lines, told

DEVELOPMENT = tuple(lines(Path(__file__).with_name("answers_dev.yaml")))


@pytest.mark.parametrize("step", QUESTIONS)
def test_each_answer_is_read_as_what_it_is(step: str) -> None:
    """Every line of the development answers is read as it is meant."""
    of_step = [(text, wanted) for one, text, wanted in DEVELOPMENT if one == step]
    read = [(text, told(step, text)) for text, _ in of_step]
    assert read == of_step


WEAK = ("tror det", "sikkert greit", "hun nikket", "ja, antar det", "i think so", "she nodded", "trur det")
TURNED = ("ja det har hun ikke", "ja, men moren bestemmer", "har ikke sagt nei", "ja og nei", "ok")
PLAIN = ("ja det har hun", "ja takk", "jepp", "👍", "yes please", "yes she has", "jau, det har ho")
CONSENT = [step for step in ("informed", "take_part", "nav", "recorded") if step in QUESTIONS]


@pytest.mark.parametrize("said", WEAK + TURNED)
@pytest.mark.parametrize("step", CONSENT)
def test_a_yes_that_is_not_plain_is_none(step: str, said: str) -> None:
    """A weakened yes, one of somebody else, one turned round: asked back, or no answer; never a yes."""
    assert told(step, said) != "yes"


@pytest.mark.parametrize("said", PLAIN)
@pytest.mark.parametrize("step", CONSENT)
def test_a_plain_yes_is_one(step: str, said: str) -> None:
    """A plain yes counts, whatever stands around it."""
    assert told(step, said) == "yes"


GIVING = {"yes", "contact", "work", "diagnosis", "written", "oral"}
DOUBTFUL = yaml.safe_load(Path(__file__).with_name("doubtful_dev.yaml").read_text("utf-8"))


@pytest.mark.parametrize("step", DOUBTFUL)
def test_nothing_doubtful_is_taken_for_a_consent(step: str) -> None:
    """A yes of somebody else, to something else, to come, denied or weakened gives none."""
    assert [text for text in DOUBTFUL[step] if told(step, text) in GIVING] == []


SHOWN = [
    (step, option, shown)
    for step, question in QUESTIONS.items()
    for option in question.options
    for lang in ("nb", "nn", "en")
    if (shown := knowledge().base.words.texts[lang].get(f"dialog.refer.{step}.on_card.{option}"))
]


@pytest.mark.parametrize(("step", "option", "shown"), SHOWN)
def test_what_a_card_shows_may_be_typed(step: str, option: str, shown: str) -> None:
    """In the short words that stand beside others of their kind, too."""
    assert told(step, shown) == option


@pytest.mark.parametrize(
    ("step", "text", "wanted"),
    [
        ("form", "jeg fikk et klart muntlig ja", "oral"),
        ("form", "I got a clear verbal yes from him", "oral"),
        ("form", "muntlig, ikke skriftlig", "oral"),
        ("form", "jeg får et klart muntlig ja i morgen", "back"),
        ("form", "verken muntlig eller skriftlig", "back"),
        ("scope", "alt utanom helseopplysningane", "work"),
        ("scope", "her number, what she needs on the job, nothing medical", "work"),
        ("scope", "hva hun tåler på jobb, ikke sykdommen", "work"),
        ("when", "husker ikke, en gang i høst", "unknown"),
    ],
)
def test_what_is_told_apart_in_one_breath(step: str, text: str, wanted: str) -> None:
    """A form against another, information with and without health, a day forgotten within a season."""
    assert told(step, text) == wanted


@pytest.mark.parametrize(
    "text", ["diagnosen, ikke det som gjelder jobb", "hva kan jobbspesialisten få vite?"]
)
def test_information_that_is_doubtful_or_asked_for_is_not_taken(text: str) -> None:
    """A wide kind without what it holds is asked back; a question is none."""
    assert told("scope", text) not in GIVING
