"""Whatever comes in place of Microsoft's answers: keys, the bot's token, the connector. Nothing is lost."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from starlette.responses import Response
from structlog.testing import capture_logs

from bot.channels.teams import channel as channel_module
from tests.channels.teams.house import TeamsHouse
from tests.fakes.broken import ANSWERS, Broken
from tests.fakes.teams import FakeTeams

IDS = [broken.name for broken in ANSWERS]


def answer(broken: Broken) -> Response:
    """Return it as the fake gives it."""
    return Response(broken.body, broken.status, media_type=broken.kind or None)


@pytest.mark.parametrize("broken", ANSWERS, ids=IDS)
def test_keys_that_are_none(house: TeamsHouse, fake: FakeTeams, broken: Broken) -> None:
    """Teams' message is not called forged because a proxy answers for the keys: it is to come again."""
    fake.broken["keys"] = [answer(broken)]
    gus = house.user("gus")
    activity = gus.says("hei")
    assert house.send(activity)[0].status_code == 503
    assert house.send(activity)[0].status_code == 200
    assert len(house.new(gus)) == 1


@pytest.mark.parametrize("broken", ANSWERS, ids=IDS)
def test_a_token_that_is_none(house: TeamsHouse, fake: FakeTeams, broken: Broken) -> None:
    """The answer waits until Microsoft gives a token, and is then there once."""
    fake.broken["token"] = [answer(broken)]
    gus = house.user("gus")
    house.send(gus.says("hei"))
    later(house)
    assert len(house.new(gus)) == 1


@pytest.mark.parametrize("broken", ANSWERS, ids=IDS)
def test_a_connector_that_answers_nonsense(house: TeamsHouse, fake: FakeTeams, broken: Broken) -> None:
    """What was refused by nobody in particular is said again; the next message gets its answer."""
    fake.broken["say"] = [answer(broken)]
    gus, ola = house.user("gus"), house.user("ola")
    with capture_logs() as logs:
        house.send(gus.says("hei"))
        later(house)
        house.send(ola.says("hei"))
    assert len(house.new(ola)) == 1
    said = len(house.new(gus)) == 1
    assert said or broken.status < 300 or broken.status in {400, 403, 407}
    assert fake.bot_token not in str(logs)


def later(house: TeamsHouse) -> None:
    """Let time go on until what was put off may be tried again."""
    house._clock.move((house._clock.now() + dt.timedelta(hours=1)).isoformat())
    house._run(house.app.channel_runtime.outbox_worker.empty())


def test_the_start_is_tried_until_it_works(fake: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> None:
    """While Microsoft gives no token the channel is down, says so, and asks again; then it is up."""
    monkeypatch.setattr(channel_module, "FIRST_PAUSE_S", 0.01)
    house = TeamsHouse(fake)
    fake.broken["token"] = [answer(broken) for broken in ANSWERS[:5]]
    states = []

    async def start() -> None:
        stop = asyncio.Event()
        note = house.channel.pulse.ill
        house.channel.pulse.ill = lambda *a: (
            note(*a),
            states.append(house.app.channel_runtime.works()["teams"]),
        )  # type: ignore[method-assign,func-returns-value]
        task = asyncio.create_task(house.channel.run(stop))
        async with asyncio.timeout(20):
            while not fake.tokens_given:
                await asyncio.sleep(0.01)
        stop.set()
        await task

    before, fake.tokens_given = fake.tokens_given, 0
    house._run(start())
    assert before >= 0
    assert states == [True, True, False, False, False]
    assert house.app.channel_runtime.works()["teams"]
    house.close()
