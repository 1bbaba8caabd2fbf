"""How often a bot may send, and what goes wrong on demand."""

from __future__ import annotations

import httpx
import pytest

from tests.bot_api.conftest import Ask, Clock
from tests.fakes.bot_api import BotApi, User


async def test_one_a_second_in_a_chat(api: BotApi, ask: Ask, anna: User, clock: Clock) -> None:
    """After a short burst a chat takes one message a second; the answer says how long to wait."""
    api.limits.on = True
    answers = [await ask("sendMessage", chat_id=anna.id, text="x") for _ in range(4)]
    assert [answer["ok"] for answer in answers] == [True, True, True, False]
    assert answers[-1]["error_code"] == 429
    assert answers[-1]["description"] == "Too Many Requests: retry after 1"
    assert answers[-1]["parameters"] == {"retry_after": 1}
    for _ in range(5):
        clock.seconds += 1
        assert (await ask("sendMessage", chat_id=anna.id, text="x"))["ok"]
    assert api.limits.refused == 1


async def test_twenty_a_minute_in_a_group(api: BotApi, ask: Ask, clock: Clock) -> None:
    """A group takes twenty messages in any minute."""
    api.limits.on = True
    team = api.group()
    taken = 0
    for _ in range(60):
        taken += (await ask("sendMessage", chat_id=team.id, text="x"))["ok"]
        clock.seconds += 1
    assert taken == 20
    assert (await ask("sendMessage", chat_id=team.id, text="x"))["ok"]


async def test_thirty_a_second_in_all(api: BotApi, ask: Ask) -> None:
    """Thirty chats get a message in one second, the next has to wait."""
    api.limits.on = True
    people = [api.user() for _ in range(31)]
    for person in people:
        person.starts()
    answers = [await ask("sendMessage", chat_id=person.id, text="x") for person in people]
    assert [answer["ok"] for answer in answers] == [True] * 30 + [False]


async def test_no_limit_unless_asked(api: BotApi, ask: Ask, anna: User) -> None:
    """Limits are off until a test turns them on."""
    assert all([(await ask("sendMessage", chat_id=anna.id, text="x"))["ok"] for _ in range(40)])


async def test_errors_on_demand(api: BotApi, anna: User) -> None:
    """A gateway's error comes as HTML, the server's own as JSON, each so often as wanted."""
    api.fails("sendMessage", 502, times=2)
    api.fails("sendMessage", 500)
    api.fails("sendMessage", 429, retry_after=7, description="Too Many Requests: retry after 7")
    async with httpx.AsyncClient() as client:
        url, fields = f"{api.url}/bot{api.token}/sendMessage", {"chat_id": anna.id, "text": "x"}
        answers = [await client.post(url, json=fields) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [502, 502, 500, 429, 200]
    assert answers[0].headers["content-type"].startswith("text/html")
    assert answers[2].json() == {"ok": False, "error_code": 500, "description": "Internal Server Error"}
    assert answers[3].json()["parameters"] == {"retry_after": 7}
    assert len([shown for shown in anna.screen if shown.by_bot]) == 1


async def test_lost_answer_and_hanging(api: BotApi, anna: User) -> None:
    """A lost answer leaves the message in the chat; a call that hangs does nothing until it is let go."""
    url, fields = f"{api.url}/bot{api.token}/sendMessage", {"chat_id": anna.id, "text": "x"}
    async with httpx.AsyncClient() as client:
        api.loses_answer("sendMessage")
        with pytest.raises(httpx.TransportError):
            await client.post(url, json=fields)
        assert anna.last.text == "x"
        api.hangs("sendMessage")
        with pytest.raises(httpx.ReadTimeout):
            await client.post(url, json=fields | {"text": "y"}, timeout=0.2)
    assert anna.last.text == "x"
    await api.signal.until(lambda: len(api.called("sendMessage")) == 2, 20)
    assert [call.status for call in api.called("sendMessage")] == [200, 0]
