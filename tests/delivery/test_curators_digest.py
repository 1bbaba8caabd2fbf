"""The coordinators' digest: on a Monday, once, and only where there is something to do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.delivery.general_news import GeneralNews
from bot.domain.clock.working_days import is_working_day
from bot.domain.person.person import Person, Role
from bot.domain.turn.curators_digest import digest
from bot.domain.turn.outcome import KeepUnanswered
from bot.storage.store import Store
from tests.contracts.house import StandingClock
from tests.domain.making import directory
from tests.fakes.databases import sqlite_file
from tests.handlers.talk import say

MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("days", range(1, 7))
def test_no_other_day_has_one(days: int) -> None:
    """It is a Monday's."""
    assert digest(MONDAY.date() + days * DAY, 3, 1, ()) is None


def test_nothing_to_do_is_no_news() -> None:
    """A topic whose date is far away is no reason, one within thirty days is."""
    today = MONDAY.date()
    assert digest(today, 0, 0, (today + 31 * DAY,)) is None
    found = digest(today, 0, 0, (today + 30 * DAY, today - DAY))
    assert found is not None
    assert found.values == {"groups": "0", "open": "0", "due": "2"}


async def test_every_coordinator_is_told_once(tmp_path: Path) -> None:
    """However often the sweep comes by; the number is that of different questions."""
    store = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    await store.add_people([Person("kari", Role.COORDINATOR), Person("anna", Role.CLINICIAN)])
    asked = ("hva med bussen", "hva med bussen", "hva med båten")
    await store.apply([KeepUnanswered(text, text, "nb") for text in asked], MONDAY)

    def units(reading: bool) -> object:
        return store.sweep_unit(reading=reading)

    news = GeneralNews(units, StandingClock(MONDAY), is_working_day, None)  # type: ignore[arg-type]
    for _ in range(3):
        await news.remind()
    (row,) = await store.rows("outbox")
    assert row["person"] == "kari"
    assert row["text_key"] == "curating.digest"
    assert "2 spørsmål" in say("nb", "curating.digest", **row["places"])
    await store.close()
