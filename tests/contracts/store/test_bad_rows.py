"""One row that cannot be read harms nobody but whom it is about, over every storage."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.delivery.sweep import Sweep
from bot.domain.ports.store import FAULT
from bot.domain.turn.session import Session
from bot.storage.database import transaction
from bot.storage.schema import codec
from bot.storage.store import Store
from tests.contracts.house import ANNA, JONAS, StandingClock, desk, press, refer, say
from tests.domain.making import NOW, directory

SPOILT = {
    "consent": "UPDATE referral SET consent = '{{\"participation\": 7}}' WHERE code = '{0}'",
    "state": "UPDATE referral_change SET to_state = 'nowhere' WHERE code = '{0}'",
    "reason": "UPDATE referral_change SET reason = 'none of ours' WHERE code = '{0}'",
    "no history": "DELETE FROM referral_change WHERE code = '{0}'",
}


async def run(store: Store, sql: str) -> None:
    """Write with plain SQL."""
    async with transaction(store.engine) as connection:
        await connection.exec_driver_sql(sql)
        await connection.commit()


async def two_referrals(store: Store) -> tuple[str, str]:
    """Send two referrals; return their codes in order."""
    await refer(desk(store))
    (first,) = await store.all_referrals()
    await refer(desk(store))
    codes = sorted(one.code for one in await store.all_referrals())
    assert first.code in codes
    return codes[0], codes[1]


@pytest.mark.parametrize("how", SPOILT, ids=str)
async def test_a_referral_that_cannot_be_read(store: Store, how: str) -> None:
    """Those near it go on talking, the others' lists hold the rest, and the sweep reminds of the rest."""
    bad, good = await two_referrals(store)
    await run(store, SPOILT[how].format(bad))
    for person in (ANNA, JONAS):
        for text in ("hei", "Hva er IPS?"):
            assert (await say(desk(store), person, text)).kind != FAULT
        shown = await press(desk(store), person, "referrals:")
        assert shown.kind != FAULT
        assert good in str(shown.replies)
        assert bad not in str(shown.replies)
    assert [one.code for one in await store.all_referrals()] == [good]
    clock = StandingClock(NOW + dt.timedelta(days=9))
    sweep = Sweep(
        lambda reading: store.sweep_unit(reading=reading),
        directory(),
        lambda day: day.weekday() < 5,
        clock,
    )
    await sweep.look()
    assert any(row["places"].get("code") == good and row["key"] for row in await store.rows("outbox"))
    assert await store.unreadable() == [bad]


async def test_a_page_of_the_sweep_is_full_of_what_can_be_read(store: Store) -> None:
    """A bad row does not make a page look like the last one."""
    bad, good = await two_referrals(store)
    await run(store, SPOILT["consent"].format(bad))
    async with store.sweep_unit(reading=True) as unit:
        assert [one.code for one in await unit.watched("", 1)] == [good]


@pytest.mark.parametrize("state", ["[7]", "{}", '"x"', '{"serial": "many", "dialog": 7, "lang": ["nb"]}'])
async def test_a_talk_that_cannot_be_read_begins_anew(store: Store, state: str) -> None:
    """The person can go on; the doctor names them until they have."""
    await say(desk(store), ANNA, "jeg vil henvise")
    await run(store, f"UPDATE session SET state = '{state}'")
    if state != "{}":  # an empty one is a new one
        assert await store.unreadable() == ["anna"]
    assert (await say(desk(store), ANNA, "hei")).kind != FAULT
    assert await store.unreadable() == []


def test_the_counter_of_a_talk_goes_on() -> None:
    """Buttons of questions that were asked before never fit a question that comes."""
    kept = codec.session_from_json({"serial": 41, "lang": "en", "dialog": 7})
    assert kept == Session("en", 42)
    assert codec.session_from_json([7]).serial >= codec.UNKNOWN  # type: ignore[arg-type]
    assert await_free(codec.session_from_json({"serial": 2**70, "dialog": 7}).serial)


def await_free(serial: int) -> bool:
    """Tell whether a counter is one that a button may hold."""
    return 0 < serial < 2**31


async def test_a_posting_that_cannot_be_read_is_struck_out(store: Store) -> None:
    """What waits behind it in the same chat is carried."""
    from tests.contracts.test_chat import Place

    place = Place(store)
    assert await place.arrives("hei")
    await run(store, "UPDATE posting SET reply = '[7]'")
    assert await place.arrives("hjelp")
    await place.outbox_worker.empty()
    await place.outbox_worker.empty()
    assert len(place.sender.texts("chat-7")) == 1
