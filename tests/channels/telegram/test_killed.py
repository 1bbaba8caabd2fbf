"""The real program is killed while people write to it; Telegram's updates and our answers survive."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.bot_api import TOKEN, BotApi, User
from tests.handlers.talk import say
from tests.process.program import running, sqlite

COMMANDS = ("/hjelp", "/emner", "/nullstill")


def answers(person: User) -> list[str]:
    """Return the bot's answers by the command that they answer, in the order of the chat."""
    marks = dict(
        zip(
            COMMANDS,
            (say("nb", "help.title"), say("nb", "topics.which"), say("nb", "restart.welcome")),
            strict=True,
        )
    )
    texts = [shown.text for shown in person.screen if shown.by_bot]
    return [next(command for command, mark in marks.items() if mark in text) for text in texts]


@pytest.mark.parametrize(
    ("library", "kills"),
    [("aiogram", ("fetched", "sent", "fetched")), ("python-telegram-bot", ("fetched", "fetched"))],
)
async def test_kill(
    library: str, kills: tuple[str, ...], server: BotApi, tmp_path: Path, counted: list[str]
) -> None:
    """Killed when an update was just fetched, or an answer just sent: each is answered, in order.

    An answer that was sent, but not noted yet, is sent again when its hold is over; no other comes twice.
    """
    settings = {
        "IPS_DATABASE": sqlite(tmp_path / "ips.sqlite"),
        "IPS_PORT": "0",
        "IPS_TELEGRAM_TOKEN": TOKEN,
        "IPS_TELEGRAM_API": server.url,
        "IPS_TELEGRAM_LIBRARY": library,
    }
    anna = server.user()
    wanted: list[str] = []
    for kill in (*kills, ""):
        process = running("run", folder=tmp_path, module="tests.process.impatient", settings=settings)
        await anna.until(lambda: server.polling, 60)
        fetched, said = len(server.called("getUpdates")), len(answers(anna))
        for command in COMMANDS:
            anna.says(command)
            wanted.append(command)
        if kill == "fetched":
            await anna.until(lambda fetched=fetched: len(server.called("getUpdates")) > fetched, 60)  # type: ignore[misc]
        elif kill == "sent":
            await anna.until(lambda said=said: len(answers(anna)) > said, 60)  # type: ignore[misc]
        else:
            await anna.until(lambda: _once(answers(anna), wanted) is not None, 90)
        process.kill()
        assert process.wait() == -9, "it ended by itself"
    repeated = _once(answers(anna), wanted)
    assert repeated is not None
    assert repeated <= len(kills)
    killed = f"Telegram by {library}: killed {len(kills)} times, {len(wanted)} updates answered in order"
    counted.append(f"{killed}, {repeated} of the answers twice")


def _once(heard: list[str], wanted: list[str]) -> int | None:
    """Return how many answers came twice; None if one is missing or out of order."""
    place, repeated = 0, 0
    for command in heard:
        if place < len(wanted) and command == wanted[place]:
            place += 1
        elif place and command == wanted[place - 1]:
            repeated += 1
        else:
            return None
    return repeated if place == len(wanted) else None
