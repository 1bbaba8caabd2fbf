"""Reminders of the course: after 2, 7 and 30 days, each once, to whoever wished it, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.handlers.house import House
from tests.transcripts.test_transcripts import PEOPLE

ANNA = {"id": "anna", **PEOPLE["anna"]}


@pytest.fixture
def house() -> Iterator[House]:
    """An assistant over its own file; Anna has wished to be reminded."""
    house = House()
    house.play(ANNA, press="course:1:wait")
    house.play(ANNA, press="course:remind")
    yield house
    house.close()


def reminders(house: House) -> int:
    """Sweep, and return how many reminders were written so far."""
    house.sweep()
    return sum(row["text_key"] == "course.reminder" for row in house.rows("outbox"))


def test_after_2_7_and_30_days(house: House) -> None:
    """Each comes once, however often one sweeps."""
    counts = []
    for days in (1, 1, 4, 4, 19, 2, 10):
        house.pass_time(days)
        reminders(house)
        counts.append(reminders(house))
    assert counts == [0, 1, 1, 2, 2, 3, 3]


def test_a_reminder_nobody_reads_goes_to_nobody_else(house: House) -> None:
    """No deputy and no coordinator is told that somebody has not learned."""
    for _ in range(12):
        house.pass_time(1)
        house.sweep()
    assert {row["text_key"] for row in house.rows("outbox")} == {"course.reminder"}


def test_stop_is_stop(house: House) -> None:
    """Who takes the wish back hears no more of it, and neither does who is deleted."""
    house.play(ANNA, press="course:quiet")
    house.pass_time(8)
    assert reminders(house) == 0


def test_the_reminder_leads_to_what_was_missed(house: House) -> None:
    """Its button asks the case once more."""
    house.pass_time(2)
    house.sweep()
    house.play(ANNA, press="course:repeat")
    asked = house.play(ANNA, press="course:r1:work")
    assert "course:repeat" in {choice["id"] for choice in asked["replies"][0]["choices"]}
    house.pass_time(6)
    assert reminders(house) == 1
