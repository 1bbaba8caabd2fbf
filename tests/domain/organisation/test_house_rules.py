"""What the house decides: shown as ours, set in directory.yaml, and never to contradict itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.case.referral import State
from bot.domain.clock.working_days import is_working_day
from bot.domain.organisation.house_rules import DEFAULT, HouseRules
from bot.domain.referral.deadlines import Overdue, deadline, due
from bot.domain.referral.reminders import reminders
from bot.domain.retention import KEPT, LIMITS, days, limits
from bot.knowledge.base.entry import LANGUAGES, Words
from bot.knowledge.base.house import filled, rules_in
from tests.domain.making import NOW, TODAY, consent, directory, referral, referral_in

DAY = dt.timedelta(days=1)
STRICT = HouseRules(
    consent_days=90,
    consent_first_reminder_days=20,
    unopened_days=1,
    unopened_supervisor_days=2,
    first_meeting_days=7,
    keep_days={"referrals": (100,), "news": (10, 20)},
)


@pytest.mark.parametrize(
    "wrong",
    [
        {"consent_days": 0},
        {"consent_days": 30},
        {"consent_last_reminder_days": 30},
        {"unopened_supervisor_days": 2},
        {"keep_days": {"news": (0, 1)}},
        {"job_search_days": 100_000},
    ],
)
def test_rules_that_contradict_each_other(wrong: dict[str, object]) -> None:
    """They are refused with one sentence that names what is wrong."""
    with pytest.raises(ValueError, match=r"\w") as refused:
        HouseRules(**wrong)  # type: ignore[arg-type]
    assert "\n" not in str(refused.value)


def test_what_directory_yaml_says_holds() -> None:
    """Nothing set is the default; what is set replaces it."""
    assert rules_in({}) == DEFAULT == directory().rules
    given = {"consent_days": 90, "consent_first_reminder_days": 20, "keep_days": {"news": [10, 20]}}
    found = rules_in({"house_rules": given})
    assert (found.consent_days, found.keep_days["news"]) == (90, (10, 20))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_say_what_was_set(lang: str) -> None:
    """A year is called one; any other number is said in days; the mark is one word for all."""
    house = {"house.rule": "(ours)", "house.year": "one year", "house.days": "{days} days"}
    words = Words({lang: {**house, "x": "Older than {consent_age} {house_rule}: {code}"}})
    words = Words({lang: {**words.texts[lang], "y": "Not opened for {unopened_supervisor_days} days"}})
    assert filled(words, STRICT).say(lang, "y") == "Not opened for 2 days"
    assert filled(words, DEFAULT).say(lang, "y") == "Not opened for 3 days"
    assert filled(words, DEFAULT).say(lang, "x", code="C") == "Older than one year (ours): C"
    assert filled(words, STRICT).say(lang, "x", code="C") == "Older than 90 days (ours): C"


def test_the_clock_goes_by_them() -> None:
    """Reminders come when the house wants them, and say its numbers."""
    strict = replace(directory(), rules=STRICT)
    accepted = referral_in(State.ACCEPTED)
    found = deadline(accepted, is_working_day, STRICT)
    assert found is not None
    assert found.at == accepted.history[-1].at + 7 * DAY
    monday = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
    assert due(referral(), monday, is_working_day) == ()
    (told,) = reminders(referral(), monday, is_working_day, strict)
    assert told.kind == f"reminder.{Overdue.NOT_OPENED}"
    short = referral(consent=consent(holds_days=90))
    soon = dt.datetime.combine(TODAY + 72 * DAY, dt.time(11), dt.UTC)
    assert Overdue.CONSENT_MONTH in {one.kind for one in due(short, soon, is_working_day, STRICT)}
    assert NOW.date() == TODAY


def test_how_long_data_is_kept() -> None:
    """A kind that the house names has its numbers, every other the usual ones."""
    kept = {row.kind: days(row, STRICT) for row in KEPT}
    assert (kept["referrals"], kept["news"]) == ({"days": 100}, {"days": 10, "other": 20})
    assert kept["inquiries"] == days(next(row for row in KEPT if row.kind == "inquiries"))
    assert [limit.table for limit in limits(STRICT)] == [limit.table for limit in LIMITS]
    assert limits(DEFAULT) == LIMITS
