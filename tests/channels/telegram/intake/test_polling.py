"""Long polling, by both libraries: nothing is confirmed before it was taken, and nobody holds up another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram.api import Api
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.polling import Polling
from bot.domain.message.chat import InboundUpdate
from tests.channels.telegram.house import Ears
from tests.fakes.bot_api import BotApi, User
from tests.fakes.button import choice


@pytest.fixture
def anna(server: BotApi) -> User:
    """Somebody with a telephone."""
    return server.user()


@asynccontextmanager
async def fetching(api: Api, ears: Ears) -> AsyncIterator[Polling]:
    """Fetch updates until the end of the block."""
    stop = asyncio.Event()
    polling = Polling(api, Intake(api, ears), 5, 0.01)
    task = asyncio.create_task(polling.run(stop))
    try:
        yield polling
    finally:
        stop.set()
        await task


async def test_updates_come_in_order(api: Api, server: BotApi, anna: User) -> None:
    """What one person writes is taken in the order of writing, and confirmed."""
    ears = Ears()
    async with fetching(api, ears):
        for number in range(12):
            anna.says(f"nr. {number}")
        await server.idle()
    assert ears.texts == [f"nr. {number}" for number in range(12)]


async def test_what_was_not_taken_is_not_confirmed(api: Api, server: BotApi, anna: User) -> None:
    """While nothing can be written the update stays with Telegram; later it is taken, before the next one."""
    waiting: list[int] = []

    class Counting(Ears):
        async def receive(self, arrived: InboundUpdate) -> bool:
            waiting.append(len(server.waiting.entries))
            return await super().receive(arrived)

    ears = Counting(refuses=3)
    anna.says("en")
    anna.says("to")
    async with fetching(api, ears):
        await server.idle()
    assert ears.texts == ["en", "to"]
    assert waiting == [2] * 5


async def test_what_was_not_taken_comes_again_after_a_stop(api: Api, server: BotApi, anna: User) -> None:
    """An update that waits when the program stops is there at the next start; what was taken is not."""
    ears = Ears()
    ears.slow["1002"] = asyncio.Event()
    ola = server.user("Ola")
    polling: Polling
    async with fetching(api, ears) as polling:
        ola.says("langsom")
        anna.says("rask")
        await anna.until(lambda: ears.texts == ["rask"])
        polling._taking[min(polling._taking)].cancel()
    again = Ears()
    async with fetching(api, again):
        await server.idle()
    assert "langsom" in again.texts


async def test_a_slow_chat_holds_up_nobody(api: Api, server: BotApi, anna: User) -> None:
    """While one person's turn takes its time, what others write later is fetched and taken."""
    ears = Ears()
    ola = server.user("Ola")
    slow = ears.slow[str(ola.id)] = asyncio.Event()
    async with fetching(api, ears):
        ola.says("langsom")
        anna.says("en")
        await anna.until(lambda: ears.texts == ["en"])
        anna.says("to")
        await anna.until(lambda: ears.texts == ["en", "to"])
        assert server.waiting.entries
        slow.set()
        await server.idle()
    assert ears.texts == ["en", "to", "langsom"]


async def test_an_update_that_breaks_the_program_is_let_go(api: Api, server: BotApi, anna: User) -> None:
    """A fault in the program is logged and tried again a few times; then the next update gets its turn."""
    ears = Ears(raises=[RuntimeError("broken")] * 5)
    with capture_logs() as logs:
        async with fetching(api, ears):
            anna.says("ond")
            anna.says("god")
            await server.idle()
    assert ears.texts == ["god"]
    assert [entry["tries"] for entry in logs if "tries" in entry] == [1, 2, 3, 4, 5]
    assert "ond" not in str([entry["event"] for entry in logs])


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (
            {"status": 409, "description": "Conflict: terminated by other"},
            "another program",
        ),
        ({"status": 401, "description": "Unauthorized"}, "refuses the token"),
        ({"status": 502}, "cannot be reached"),
        ({"status": 429, "description": "Too Many Requests", "retry_after": 1}, "asks to wait"),
    ],
    ids=["409", "401", "502", "429"],
)
async def test_faults_are_said_and_waited_out(
    api: Api, server: BotApi, anna: User, fault: dict[str, object], says: str
) -> None:
    """What is wrong stands in the log in plain words, without the token; then it goes on."""
    ears = Ears()
    server.fails("getUpdates", **fault)  # type: ignore[arg-type]
    with capture_logs() as logs:
        async with fetching(api, ears):
            anna.says("hei")
            await server.idle()
    assert ears.texts == ["hei"]
    assert any(says in entry.get("reason", "") for entry in logs)
    assert server.token not in str(logs)


async def test_a_server_that_goes_away_and_comes_back(api: Api, server: BotApi, anna: User) -> None:
    """When the line breaks in the middle of a poll it is taken up again; nothing is lost."""
    ears = Ears()
    port = int(server.url.rpartition(":")[2])
    async with fetching(api, ears):
        anna.says("før")
        await server.idle()
        await server.stop()
        anna.says("mens")
        await server.start(port)
        await server.idle()
    assert ears.texts == ["før", "mens"]


async def test_presses_are_answered_and_leaving_is_noted(api: Api, server: BotApi, anna: User) -> None:
    """The circle on a button stops at once, whatever becomes of the press; who blocks the bot has left."""
    ears = Ears()
    anna.starts()
    await api.send_message(str(anna.id), "Hva?", html=False, buttons=((choice("a:", "Ja"),),))
    async with fetching(api, ears):
        press = anna.presses("Ja")
        await anna.until(lambda: not isinstance(press, str) and press.answered)
        anna.blocks()
        await server.idle()
    assert ears.texts == ["/start", "a:"]
    assert ears.heard[1].pressed_on == str(anna.last.id)
    assert [address.chat for address in ears.gone] == [str(anna.id)]


async def test_a_slow_turn_shows_that_it_is_slow(api: Api, server: BotApi, anna: User) -> None:
    """Somebody who waits sees that an answer is on its way; who does not wait sees nothing."""
    ears = Ears()
    intake = Intake(api, ears, slow_s=0.01)
    slow = ears.slow[str(anna.id)] = asyncio.Event()
    update = anna.says("langsom")
    taking = asyncio.create_task(intake.take(update))
    await anna.until(lambda: "typing" in anna.chat.actions)
    slow.set()
    assert await taking
    assert await Intake(api, Ears(), slow_s=30).take(update)
    assert anna.chat.actions == ["typing"]
