"""Topics that take each other's questions are named, and what both answer is taken by neither."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.knowledge import loader, report
from bot.knowledge.base.entry import Utterance
from bot.knowledge.check.taking import exchanges

FIRST, SECOND = "ips.one", "ips.two"
MIXED = [f"kan jobbspesialisten {word} journalen" for word in ("lese", "se", "åpne", "bruke", "søke i")]
OTHERS = [
    f"hvor lenge varer {word} på IPS" for word in ("ventetiden", "køen", "fristen", "køa", "ventelista")
]


@pytest.fixture
def mixed(small):
    """Each of two topics has most lines of one kind, and one author put three lines of each the wrong way."""
    said = [
        *(Utterance(text, "nb", "right", (FIRST,)) for text in MIXED),
        *(Utterance(text, "nb", "right", (SECOND,)) for text in OTHERS),
        *(Utterance(text + " nå", "nb", "wrong", (SECOND,)) for text in MIXED[:3]),
        *(Utterance(text + " nå", "nb", "wrong", (FIRST,)) for text in OTHERS[:3]),
    ]
    return replace(loader.load(small), utterances=tuple(said))


def test_topics_that_take_from_each_other_are_named(mixed):
    """Both directions are counted, with the questions; fewer than asked for are no pair."""
    (pair,) = exchanges(mixed)
    assert (pair.first, pair.second) == (FIRST, SECOND)
    assert set(pair.of_first) >= {text + " nå" for text in OTHERS[:3]}
    assert set(pair.of_second) >= {text + " nå" for text in MIXED[:3]}
    assert exchanges(mixed, least=pair.least + 1) == ()


def test_what_both_answer_is_taken_by_neither(mixed):
    """A line with both labels is right either way."""
    both = tuple(replace(one, labels=(FIRST, SECOND)) for one in mixed.utterances)
    pairs = exchanges(replace(mixed, utterances=both), least=1)
    lost = {text for pair in pairs for text in (*pair.of_first, *pair.of_second)}
    assert not lost & {one.text for one in both}


def test_the_report_lists_them(mixed):
    """With their questions, and how many pairs there are."""
    page = report.html(mixed, today=dt.date(2028, 1, 1), exchanges=exchanges(mixed))
    assert MIXED[0] + " nå" in page
