"""Times of several days in one suggestion: written in one line, accepted by one tap."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.delivery.wording import worded
from bot.domain.turn.notice import Notify
from bot.domain.turn.outcome import ChangeReferral, Outcome
from bot.domain.turn.snapshot import TurnSnapshot
from handlers.meetings.times import all_of, times
from tests.domain.making import referral
from tests.handlers.talk import ANNA, JONAS, Talk, knowledge, row_of

LINES = {
    # all of them name Tuesday half past ten and Wednesday at twelve
    "nb": "tirsdag 10:30 eller onsdag kl 12",
    "nn": "tysdag 10:30, onsdag 12",
    "en": "on Tuesday at 10:30 or Wednesday at 12:00",
}
STARTS = (dt.datetime(2026, 11, 24, 10, 30), dt.datetime(2026, 11, 25, 12))


def asked(text: str, lang: str = "nb") -> Outcome:
    """Return what comes of a line where a day is asked for."""
    talk = Talk(lang=lang)
    talk.snapshot = TurnSnapshot({referral().code: referral()}, held=frozenset({"dps-general"}))
    talk.press("contact:IPS-7K3F")
    return talk.say(text)


@pytest.mark.parametrize("lang", LINES)
def test_several_days_in_one_line(lang: str) -> None:
    """The other side reads both, each button says its day, and one tap agrees on it."""
    outcome = asked(LINES[lang], lang)
    (kept,) = [effect.referral for effect in outcome.effects if isinstance(effect, ChangeReferral)]
    assert [one.starts for one in kept.suggested] == [STARTS]
    (news,) = [effect for effect in outcome.effects if isinstance(effect, Notify)]
    read = worded(knowledge().base.words, row_of(news), lang).reply
    assert "24.11.2026" in read.text
    assert "25.11.2026 12:00" in read.text
    labels = [choice.label for choice in read.choices[:2]]
    assert ["24.11.2026 10:30" in labels[0], "25.11.2026 12:00" in labels[1]] == [True, True]
    other = Talk(JONAS)
    other.snapshot = TurnSnapshot({kept.code: kept}, held=frozenset({"dps-general"}))
    agreed = other.press(read.choices[1].id)
    (after,) = [effect.referral for effect in agreed.effects if isinstance(effect, ChangeReferral)]
    assert after.history[-1].talk is not None
    assert after.history[-1].talk.start == STARTS[1]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("tirsdag 9 og 12", (dt.datetime(2026, 11, 24, 9), dt.datetime(2026, 11, 24, 12))),
        ("onsdag 12 eller tirsdag kl 10:30", STARTS),
        ("tirsdag, kl 10:30, onsdag, kl 12", STARTS),
        ("24.11 10:30 eller 25.11 12:00", STARTS),
    ],
)
def test_other_ways_to_write_it(text: str, starts: tuple[dt.datetime, ...]) -> None:
    """A day is of all times after it; the order does not matter."""
    (kept,) = [effect.referral for effect in asked(text).effects if isinstance(effect, ChangeReferral)]
    assert [one.starts for one in kept.suggested] == [starts]


@pytest.mark.parametrize(
    "text",
    [
        "tirsdag 10:30 eller søndag 12",
        "tirsdag 10:30 eller onsdag 12:10",
        "mandag 9, tirsdag 9, onsdag 9, torsdag 9",
        "tirsdag 10:30 eller onsdag",
        "pasienten kan tirsdag 10:30 eller onsdag 12",
    ],
)
def test_nothing_is_suggested_that_was_not_meant(text: str) -> None:
    """A day off, an odd time, too many, half a time, or more words than that: nothing goes out."""
    assert not any(isinstance(effect, ChangeReferral | Notify) for effect in asked(text).effects)


def test_the_days_come_back_from_a_button() -> None:
    """What is written into a button is read from it, and nothing that we do not make."""
    assert times(all_of(STARTS)) == STARTS
    for text in (
        "26112460-26112512-",
        "26112512-26112460",
        "26112460-26112460",
        "26112409-26112509-26112609-26112709",
    ):
        assert times(text) is None, text


def test_it_is_said_that_one_may_write() -> None:
    """Whoever is asked for a day reads that times of several days can be written."""
    talk = Talk(ANNA)
    talk.snapshot = TurnSnapshot({referral().code: referral()})
    assert "opptil tre tider" in talk.press("contact:IPS-7K3F").replies[0].text
