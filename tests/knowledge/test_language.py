"""Which language a question is written in."""

from __future__ import annotations

import pytest

from bot.language.detect import Guess, detect
from tests.knowledge.making import real_base


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("hvordan henviser jeg en pasient til dere", "nb"),
        ("æ lure på kossen det her virke, itj lett å forstå", "nb"),
        ("Må deltakeren være frisk først?", "nb"),
        ("korleis tilviser eg ein pasient", "nn"),
        ("ka e dette for noko, eg e ny her", "nn"),
        ("Kven avgjer om pasienten får vere med?", "nn"),
        ("what does the jobbspesialist actually do", "en"),
        ("is supported employment the same as IPS", "en"),
        ("can I ask my Nav-veileder about sykepenger", "en"),
        ("hva er forskjellen på supported employment og IPS", "nb"),
        ("kva er skilnaden på supported employment og IPS", "nn"),
        ("Kva heiter Individual Placement and Support på norsk?", "nn"),
    ],
)
def test_tells_languages_apart(text: str, lang: str) -> None:
    """Bokmål, nynorsk, western dialect and English, also with the other's terms in them."""
    assert detect(text) == Guess(lang, sure=True)


@pytest.mark.parametrize("text", ["", "ips", "venteliste ips", "job help", "hva da", "12345", "🙂 🙂 🙂"])
def test_two_words_are_too_few(text: str) -> None:
    """Two words or fewer never decide a language."""
    assert not detect(text).sure


@pytest.mark.parametrize("text", ["jobbspesialist dps askøy", "origo fact ips"])
def test_names_and_terms_alone_are_unsure(text: str) -> None:
    """What is the same in every language keeps the language of the talk."""
    assert not detect(text).sure


def test_most_of_the_base_is_recognised() -> None:
    """The base's own variants longer than two words come out in their own language."""
    variants = [
        (text, topic.lang)
        for topic in real_base().topics.values()
        for text in topic.variants
        if len(text.split()) > 2
    ]
    sure = [(detect(text).lang, lang) for text, lang in variants if detect(text).sure]
    right = sum(detect(text).lang == lang for text, lang in variants)
    assert right / len(variants) >= 0.94
    assert sum(guess == lang for guess, lang in sure) / len(sure) >= 0.975
