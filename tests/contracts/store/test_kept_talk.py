"""A talk is kept only when its person wants it: what was written, masked, beside the answers."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from bot.domain.person.person import Person, Role
from bot.domain.ports.store import Said
from bot.domain.retention import ANSWERED
from bot.storage.database import transaction
from bot.storage.schema import tables
from bot.storage.store import Store
from tests.contracts.house import ANNA, StandingClock, desk, press, say
from tests.contracts.store.test_retention import later
from tests.delivery.making import sweep_over

EVA = Person("eva", Role.CLINICIAN, service="oyane-dps-allmenn", name="Eva")


async def written(store: Store) -> list[str]:
    """Return all that stands in the store of what people wrote."""
    t = tables.taken
    async with transaction(store.engine, reading=True) as connection:
        found = await connection.execute(sa.select(t.c.mine).where(t.c.mine.is_not(None)).order_by(t.c.at))
        return list(found.scalars())


async def test_nothing_is_kept_before_it_is_wanted(store: Store) -> None:
    """Not even the harmless; and nobody is shown a talk again."""
    turns = desk(store)
    await say(turns, ANNA, "hva er ips?")
    assert await written(store) == []
    assert await turns.past(ANNA, "test") == ()


async def test_a_talk_that_is_wanted_is_there_again_and_goes(store: Store) -> None:
    """For its person alone; turned off, what was written goes at once."""
    clock = StandingClock()
    turns = desk(store, clock=clock)
    await press(turns, ANNA, "keep_talk:on", "on-update-1")
    clock.at += dt.timedelta(seconds=1)
    await say(turns, ANNA, "hva er ips?")
    past = await turns.past(ANNA, "test")
    assert past[-1].mine == "hva er ips?"
    assert past[-1].said.replies
    assert await turns.past(EVA, "test") == ()
    await press(turns, ANNA, "keep_talk:off", "off-update-1")
    assert await written(store) == []
    assert await turns.past(ANNA, "test") == ()


async def test_what_was_answered_before_is_not_shown_again(store: Store) -> None:
    """From now on means from now on, also the second time: an answer without its question tells nothing."""
    clock = StandingClock()
    turns = desk(store, clock=clock)
    await say(turns, ANNA, "hva er aldersgrensen for IPS?")
    for number, press_id in enumerate(("keep_talk:on", "keep_talk:off", "keep_talk:on")):
        clock.at += dt.timedelta(minutes=1)
        await press(turns, ANNA, press_id, f"turning-{number}")
        await say(turns, ANNA, "hva er ips?")
    past = await turns.past(ANNA, "test")
    assert [one.mine for one in past if one.mine] == ["hva er ips?"]
    titles = [reply.title for one in past for reply in one.said.replies]
    assert titles.count("Ta vare på samtalen") == 1
    assert "Hva er aldersgrensen for IPS?" not in titles


@pytest.mark.parametrize(
    "text",
    [
        "kan Kari Nordmann, født 01018012345, henvises?",
        "pasienten sier hun vil ta livet sitt nå",
        "jeg vil henvise en pasient som er 34 år",
    ],
)
async def test_what_may_be_about_somebody_is_never_kept(store: Store, text: str) -> None:
    """What was stopped, what tells of danger, what belongs to a referral; and no answer inside a dialog."""
    turns = desk(store)
    await press(turns, ANNA, "keep_talk:on", "on-update-2")
    await say(turns, ANNA, text)
    await press(turns, ANNA, "refer:", "refer-update")
    await say(turns, ANNA, "ja, ja, ja, 34 år, nei")
    assert await written(store) == []


async def test_it_goes_with_the_answers_and_belongs_to_ones_data(store: Store) -> None:
    """After as many days as answers are kept; the export shows it."""
    turns = desk(store)
    await press(turns, ANNA, "keep_talk:on", "on-update-3")
    await say(turns, ANNA, "hva er ips?")
    async with store.unit(reading=True) as unit:
        assert "hva er ips?" in await unit.own_data(ANNA.id, later(0).now())
        assert isinstance((await unit.talk(ANNA.id, "test", 5))[0].said, Said)
    await sweep_over(store, later(ANSWERED.limits[0].days + 1)).once()
    assert await written(store) == []
