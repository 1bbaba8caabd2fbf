"""Each variant of a topic was read by somebody who is not its author, and is answered by the topic's text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.knowledge.base.entry import Topic
from tests.knowledge.making import real_base
from tools import second_reader


def topics(lang: str) -> list[Topic]:
    """Return the topics of the real base that are said in a language."""
    return [topic for (said_in, _), topic in real_base().topics.items() if said_in == lang]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_variant_was_read(lang: str) -> None:
    """A new one is marked first: python -m tools.second_reader list."""
    left = {topic.id: [text for _, text in second_reader.unread(topic)] for topic in topics(lang)}
    assert {topic: texts for topic, texts in left.items() if texts} == {}


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_variant_is_answered(lang: str) -> None:
    """One that the text does not answer is no variant of the topic, until the text does."""
    for topic in topics(lang):
        beside = set(second_reader.marks_of(topic)[second_reader.NOT_ANSWERED]) & set(topic.variants)
        assert not beside, topic.id


def test_marks_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read stays read; a new variant is to be read, one that is gone is forgotten."""
    monkeypatch.setattr(second_reader, "MARKS", tmp_path)
    topic = topics("nb")[0]
    assert [text for _, text in second_reader.unread(topic)] == list(topic.variants)
    second_reader.mark(topic, frozenset({1}))
    assert second_reader.unread(topic) == []
    assert second_reader.marks_of(topic)[second_reader.NOT_ANSWERED] == [topic.variants[1]]
    fewer = replace(topic, variants=("Ny?",))
    assert second_reader.unread(fewer) == [(0, "Ny?")]
    second_reader.mark(fewer, frozenset())
    assert second_reader.marks_of(fewer) == {second_reader.ANSWERED: ["Ny?"], second_reader.NOT_ANSWERED: []}
