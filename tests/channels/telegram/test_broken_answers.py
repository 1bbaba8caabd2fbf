"""Whatever comes in place of the Bot API's answer: it is logged, waited out and tried again."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram import TelegramSettings
from bot.channels.telegram import open as open_channel
from bot.channels.telegram.api import Api, ApiFault
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.polling import READING, Polling
from bot.delivery.retry import RetryPolicy
from bot.domain.ports.health import FAILURES, Pulse
from tests.channels.telegram.house import Ears
from tests.fakes.bot_api import BotApi
from tests.fakes.broken import ANSWERS, Broken
from tests.handlers.talk import knowledge

assert len(ANSWERS) >= 30
CALLS = ("getMe", "deleteWebhook", "setMyCommands", "setMyDescription")


@pytest.mark.parametrize("broken", ANSWERS, ids=lambda broken: broken.name)
async def test_fetching_goes_on(api: Api, server: BotApi, broken: Broken) -> None:
    """In the middle of polling: what is written after the broken answers is heard, and it was logged."""
    ears, stop, pulse = Ears(), asyncio.Event(), Pulse()
    server.answers("getUpdates", broken.status, broken.body, broken.kind, times=FAILURES)
    polling = Polling(api, Intake(api, ears), 2, 0.01, pulse)
    with capture_logs() as logs:
        task = asyncio.create_task(polling.run(stop))
        user = server.user()
        user.says("hei")
        await user.until(lambda: ears.texts == ["hei"])
        await server.idle()
        stop.set()
        await task
    assert not pulse.is_down
    assert [entry for entry in logs if entry["log_level"] in {"warning", "error"}]
    assert server.token not in str(logs)
    assert len([call for call in server.calls if call.method.lower() == "getupdates"]) < 40


@pytest.mark.parametrize("broken", ANSWERS, ids=lambda broken: broken.name)
async def test_the_start_goes_on(
    settings: TelegramSettings, server: BotApi, broken: Broken, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Already the first calls are answered so, each once: the channel works all the same."""
    monkeypatch.setattr("bot.channels.telegram.channel.FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr("bot.channels.telegram.intake.SLOW_S", 30.0)
    for method in CALLS:
        server.answers(method, broken.status, broken.body, broken.kind)
    ears, stop = Ears(), asyncio.Event()
    channel = open_channel(settings, ears, knowledge().base.words)
    task = asyncio.create_task(channel.run(stop))
    user = server.user()
    user.says("hei")
    await user.until(lambda: ears.texts == ["hei"])
    stop.set()
    await asyncio.wait_for(task, 10)


@pytest.mark.parametrize("broken", ANSWERS, ids=lambda broken: broken.name)
async def test_no_call_raises_anything_else(api: Api, server: BotApi, broken: Broken) -> None:
    """Sending, deleting, setting up: an answer is an answer, or an ApiFault."""
    server.answers("", broken.status, broken.body, broken.kind, times=10)
    calls = (
        lambda: api.me(),
        lambda: api.send_message("7", "hei", html=True),
        lambda: api.delete_message("7", "1"),
        lambda: api.webhook(),
        lambda: api.set_webhook("https://x.example/", "s", ["message"]),
        lambda: api.answer_press("1"),
        lambda: api.updates(0, 0, ["message"]),
    )
    for call in calls:
        with suppress(ApiFault):
            await call()


async def test_down_is_shown_until_it_works(api: Api, server: BotApi) -> None:
    """After some failures in a row the channel counts as down; one good answer, and it is up."""
    stop, pulse, ears = asyncio.Event(), Pulse(), Ears()
    server.answers("getUpdates", 503, b"\xf8", times=FAILURES + 2)
    down = []
    note = pulse.ill
    pulse.ill = lambda what, failures=1: (note(what, failures), down.append(pulse.is_down))  # type: ignore[method-assign,assignment,func-returns-value]
    task = asyncio.create_task(Polling(api, Intake(api, ears), 1, 0.01, pulse).run(stop))
    user = server.user()
    user.says("hei")
    await user.until(lambda: ears.texts == ["hei"])
    stop.set()
    await task
    assert down == [False] * (FAILURES - 1) + [True] * 3
    assert not pulse.is_down
    assert READING


def test_nobody_waits_for_thirty_years() -> None:
    """Whatever a service asks, it is tried again within the hour."""
    patience = RetryPolicy()
    for asked in (10.0**9, float("inf"), float("nan"), -5.0):
        assert patience.wait(1, asked, 0.5).total_seconds() <= 3600
