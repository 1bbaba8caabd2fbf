"""The search: what it answers, what it leaves alone, and what it never does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.encoder.store import DiskStore
from bot.knowledge.base.entry import NoneOfThese
from bot.knowledge.search import index
from bot.knowledge.search.calibration import Bounds
from bot.knowledge.search.search import Found, Hit, MatchKind, Search, build, confidences, decide
from bot.knowledge.search.training import NONE, PERSON, SMALLTALK, is_topic
from bot.settings import read as read_settings
from tests.deep import deep
from tests.knowledge.making import base_of, easy, real_base, real_calibration

BOUNDS = Bounds(sharpness=10.0, head=0.0, temper=1.0, sure=0.7, likely=0.5, choice=0.1, none=0.5, aside=0.2)


@cache
def real() -> Search:
    """The search over the project's own base, by letters alone: no encoder is needed to test the rules."""
    return build(real_base(), None, real_calibration(), DiskStore(read_settings(log_level="error").cache))


@pytest.fixture
def small() -> Search:
    """A search over three topics and a few lines that none of them answers."""
    none = NoneOfThese(
        "nb",
        near=("henvise til øyelege", "samtykke til operasjon"),
        far=("oppskrift på vafler", "når går bussen"),
        own_case=("har dere behandlet saken min", "når får pasienten min plass"),
        smalltalk={"greeting": ("hallo", "god kveld"), "thanks": ("mange takk", "takk for svaret")},
    )
    topics = {
        "wait": ("hvor lenge må man vente", "ventetid", "lang venteliste"),
        "consent": ("hvordan får jeg samtykke", "må pasienten skrive under", "samtykkeskjema"),
        "refer": ("hvordan henviser jeg", "hvem kan henvise", "henvisningsskjema"),
    }
    return build(base_of(topics, none), None, easy())


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("hvor lenge må pasienten vente?", "wait"),
        ("SAMTYKKESKJEMA", "consent"),
        ("hvem kan henvise", "refer"),
    ],
)
def test_answers_what_it_knows(small: Search, asked: str, topic: str) -> None:
    """A question near a topic's variants is answered with that topic alone."""
    found = small.find(asked)
    assert found.kind is MatchKind.ANSWER
    assert [hit.topic for hit in found.hits] == [topic]


def test_leaves_alone_what_it_does_not_know(small: Search) -> None:
    """A question about something else altogether has no hits."""
    assert small.find("når går bussen til byen") == Found(MatchKind.UNKNOWN)


@pytest.mark.parametrize("asked", ["", "   ", "???", "…", "🙂", "\x00\n"])
def test_nothing_said_is_not_known(small: Search, asked: str) -> None:
    """Text without a word in it is no question."""
    assert small.find(asked).kind is MatchKind.UNKNOWN


def test_small_talk_names_its_kind(small: Search) -> None:
    """Small talk says which kind it is, so that the reply can fit."""
    assert small.find("takk for svaret!") == Found(MatchKind.SMALLTALK, detail="thanks")


def test_own_case_goes_to_a_person(small: Search) -> None:
    """A question about one person's case is never answered from a topic."""
    assert small.find("har dere behandlet saken min ennå").kind is MatchKind.PERSON


def test_a_base_without_questions_is_refused() -> None:
    """There is nothing to learn from an empty base, and the message says so."""
    with pytest.raises(ValueError, match="no question"):
        build(base_of({}), None, easy())


def test_a_base_with_one_line_works() -> None:
    """The smallest base of all finds its only topic."""
    found = build(base_of({"only": ()}), None, easy()).find("Hva er only?")
    assert found.hits[0].topic == "only"


@pytest.mark.parametrize(
    "asked",
    [
        "henvise til fysioterapeut",
        "samtykke til vaksine",
        "teieplikt for prestar",
        "consent to surgery",
        "referral for hearing aids",
        "ventetid kneoperasjon",
    ],
)
def test_a_word_that_merely_collides_is_not_answered(asked: str) -> None:
    """Referral, consent and confidentiality elsewhere in the world are not our topics."""
    assert real().find(asked).kind in {MatchKind.UNKNOWN, MatchKind.CHOICES}


@pytest.mark.parametrize("greeting", ["Hei! ", "hallo, ", "God morgen. ", "Hello, ", "Hi there, "])
def test_a_greeting_does_not_hide_the_question(greeting: str) -> None:
    """People greet first; the question after it is what counts."""
    assert real().find(greeting + "hva er IPS for noe?") == real().find("hva er IPS for noe?")


def test_the_same_question_comes_from_memory(small: Search) -> None:
    """A repeated question is not worked out again."""
    first = small.find("ventetid")
    row = small._sure("ventetid")
    assert small.find("ventetid") == first
    assert small._sure("ventetid") is row


def test_memory_is_bounded_and_keeps_no_text(small: Search) -> None:
    """However many are asked, the memory stays small, and nobody's words are in it."""
    for number in range(2_100):
        small.find(f"x{number}")
    memory = small._recent
    assert len(memory) <= 2_048
    assert all(len(key) == 16 for key in memory)


def test_explains_what_it_found(small: Search) -> None:
    """A curator sees the nearest lines, the confidences and the bounds behind the outcome."""
    why = small.explain("ventetid")
    assert why.found == small.find("ventetid")
    assert why.nearest[0].text == "ventetid"
    assert why.confidences[0].topic == "wait"
    assert not why.dense
    topics = [near.label for near in why.by_topic]
    assert topics[0] == "wait"
    assert sorted(topics) == sorted({line.label for line in small.parts.lines if is_topic(line.label)})


def test_choices_are_two_to_four() -> None:
    """A question between topics offers at least two of them and never more than four."""
    sure = {"a": 0.3, "b": 0.25, "c": 0.2, "d": 0.1, "e": 0.06, NONE: 0.09}
    assert [hit.topic for hit in decide(sure, BOUNDS).hits] == ["a", "b", "c", "d"]
    assert decide({"a": 0.4, "b": 0.05, NONE: 0.3}, BOUNDS).hits == (Hit("a", 0.4), Hit("b", 0.05))


def test_a_guess_comes_with_the_next_two() -> None:
    """Between its bounds the best topic is shown as a guess, and two others can be chosen instead."""
    found = decide({"a": 0.6, "b": 0.2, "c": 0.1, "d": 0.05, NONE: 0.05}, BOUNDS)
    assert found.kind is MatchKind.LIKELY
    assert [hit.topic for hit in found.hits] == ["a", "b", "c"]
    assert decide({"a": 0.8, "b": 0.2}, BOUNDS) == Found(MatchKind.ANSWER, (Hit("a", 0.8),))


def test_none_of_these_wins_over_weak_choices() -> None:
    """Where "none of these" is likelier than not, nothing is offered."""
    assert decide({"a": 0.3, "b": 0.1, NONE: 0.6}, BOUNDS).kind is MatchKind.UNKNOWN


def test_a_doubtful_aside_offers_topics_instead() -> None:
    """Small talk and own cases below their bound do not push a topic away."""
    sure = {"a": 0.15, "b": 0.12, PERSON: 0.18, SMALLTALK + "ok": 0.1}
    assert decide(sure, BOUNDS).kind is MatchKind.CHOICES


@settings(max_examples=deep(60), deadline=None)
@given(st.text(max_size=300))
def test_any_text_gets_an_outcome(text: str) -> None:
    """Whatever is typed, the search gives a legal outcome and does not fail."""
    found = real().find(text)
    assert len(found.hits) == {MatchKind.ANSWER: 1}.get(found.kind, len(found.hits))
    assert (len(found.hits) in (2, 3, 4)) == (found.kind in (MatchKind.CHOICES, MatchKind.LIKELY))
    assert all(0.0 <= hit.confidence <= 1.0 for hit in found.hits)


def test_confidences_add_up() -> None:
    """Confidences of a question are shares of one."""
    scores = np.array([[0.9, 0.1, -0.2], [0.0, 0.0, 0.0]], dtype=np.float32)
    shares = confidences(scores, None, ("a", NONE, PERSON), BOUNDS)
    assert np.allclose(shares.sum(axis=1), 1.0)
    assert shares[0].argmax() == 0


def test_the_adapted_encoder_has_a_say() -> None:
    """Where the regression cannot tell two topics apart, what the adapted encoder thinks decides."""
    scores = np.array([[0.5, 0.5]], dtype=np.float32)
    thought = np.log(np.array([[0.1, 0.9]], dtype=np.float32))
    assert confidences(scores, thought, ("a", "b"), replace(BOUNDS, head=1.0))[0].argmax() == 1
    assert np.allclose(confidences(scores, thought, ("a", "b"), BOUNDS)[0], 0.5)


class Memory:
    """A store in memory that counts what it hands out."""

    def __init__(self) -> None:
        self.kept: dict[str, Mapping[str, Any]] = {}
        self.hits = 0

    def load(self, key: str) -> Mapping[str, Any] | None:
        """See bot.knowledge.search.search.Store."""
        self.hits += key in self.kept
        return self.kept.get(key)

    def save(self, key: str, arrays: Mapping[str, Any]) -> None:
        """See bot.knowledge.search.search.Store."""
        self.kept[key] = dict(arrays)


def test_a_kept_index_answers_the_same() -> None:
    """A second start takes the index from the store, and it finds the same with the same confidence."""
    store, base = Memory(), base_of({"a": ("hvor er kontoret",), "b": ("når er møtet",)})
    first = build(base, None, easy(), store)
    again = build(base, None, easy(), store)
    assert store.hits == 1
    assert first.find("hvor ligger kontoret") == again.find("hvor ligger kontoret")


def test_a_changed_line_is_another_index() -> None:
    """An edited variant never meets an old index."""
    store = Memory()
    build(base_of({"a": ("hvor er kontoret",)}), None, easy(), store)
    build(base_of({"a": ("hvor er huset",)}), None, easy(), store)
    assert store.hits == 0
    assert len(store.kept) == 2


def test_a_broken_index_is_made_again() -> None:
    """Arrays that lack a part are not trusted."""
    store, base = Memory(), base_of({"a": ("hvor er kontoret",)})
    build(base, None, easy(), store)
    for arrays in store.kept.values():
        del arrays["weights"]
    assert build(base, None, easy(), store).find("hvor er kontoret").hits[0].topic == "a"


def test_a_long_text_is_read_by_its_beginning_and_its_end() -> None:
    """What stands in the middle of hundreds of words costs nobody a second; the last question counts."""
    base = base_of({"a": ("hvor er kontoret", "kontor"), "b": ("når er møtet", "møtetid")})
    search = build(base, None, easy())
    told = "pasienten fortalte om dagen sin " * 100
    assert search.find(f"{told} når er møtet").hits == search.find(f"{told * 2} når er møtet").hits
    shares = search.shares(f"{told} når er møtet")
    assert shares["b"] > shares["a"]


def test_a_base_too_large_to_learn_goes_by_the_nearest_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit the nearest line's topic wins, and such an index is kept like any other."""
    monkeypatch.setattr(index, "MOST_TRAINED", 3)
    store, base = Memory(), base_of({"a": ("hvor er kontoret", "kontor"), "b": ("når er møtet", "møtetid")})
    build(base, None, easy(), store)
    found = build(base, None, easy(), store).find("hvor ligger kontoret")
    assert store.hits == 1
    assert found.hits[0].topic == "a"
