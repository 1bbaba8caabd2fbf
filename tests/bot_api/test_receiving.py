"""How updates reach a bot: by asking, and by a webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from tests.bot_api.conftest import Ask
from tests.fakes.bot_api import HEADER, BotApi, User


class Hook:
    """A webhook that notes what came, and answers as told."""

    def __init__(self) -> None:
        self.came: list[tuple[int, str]] = []
        self.statuses: list[int] = []
        self.says: dict[str, Any] = {}
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        """Note an update; answer with the next status, or 200."""
        update = await request.json()
        self.came.append((update["update_id"], request.headers.get(HEADER, "")))
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.says, status=status)


@asynccontextmanager
async def hooked() -> AsyncIterator[Hook]:
    """Run a webhook."""
    hook, app = Hook(), web.Application()
    app.router.add_post("/", hook.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield hook
    await runner.cleanup()


def ids(answer: dict[str, Any]) -> list[int]:
    """Return the numbers of the updates in an answer."""
    return [update["update_id"] for update in answer["result"]]


async def test_offset_confirms(ask: Ask, anna: User) -> None:
    """Updates come again until an offset beyond them is given; a negative one keeps the newest."""
    first, second, third = (anna.says(text)["update_id"] for text in ("a", "b", "c"))
    assert ids(await ask("getUpdates", limit=2)) == [first - 1, first]
    assert ids(await ask("getUpdates", offset=first + 1)) == [second, third]
    assert ids(await ask("getUpdates", offset=-1)) == [third]
    assert ids(await ask("getUpdates", offset=third + 1)) == []
    assert ids(await ask("getUpdates", offset=0)) == []


async def test_long_poll_ends_when_something_comes(ask: Ask, api: BotApi, anna: User) -> None:
    """A poll with a timeout waits, and answers at once when an update comes."""
    await ask("getUpdates", offset=anna.says("a")["update_id"] + 1)
    poll = asyncio.create_task(ask("getUpdates", timeout=50))
    await api.signal.until(lambda: api.polling, 20)
    update = anna.says("b")
    assert ids(await poll) == [update["update_id"]]


async def test_allowed_updates_hold_until_changed(ask: Ask, anna: User) -> None:
    """Only the kinds that were asked for come, also by later calls that name none."""
    offset = anna.says("a")["update_id"] + 1
    await ask("getUpdates", offset=offset, allowed_updates=["callback_query"])
    anna.says("b")
    assert ids(await ask("getUpdates")) == []
    await ask("getUpdates", allowed_updates=[])
    update = anna.says("c")
    assert ids(await ask("getUpdates")) == [update["update_id"]]


async def test_second_poller_ends_the_first(ask: Ask, api: BotApi, anna: User) -> None:
    """Of two that poll, the earlier is refused with 409."""
    await ask("getUpdates", offset=anna.says("a")["update_id"] + 1)
    first = asyncio.create_task(ask("getUpdates", timeout=50))
    await api.signal.until(lambda: api.polling, 20)
    await ask("getUpdates")
    answer = await first
    assert (answer["error_code"], "terminated by other getUpdates" in answer["description"]) == (409, True)


async def test_webhook_and_polling_exclude_each_other(ask: Ask, api: BotApi) -> None:
    """With a webhook getUpdates is refused; without it goes on."""
    async with hooked() as hook:
        assert (await ask("setWebhook", url=hook.url))["ok"]
        answer = await ask("getUpdates")
        assert (answer["error_code"], "webhook is active" in answer["description"]) == (409, True)
        assert (await ask("deleteWebhook"))["ok"]
        assert (await ask("getUpdates"))["ok"]


async def test_webhook_ends_a_poll(ask: Ask, api: BotApi) -> None:
    """A getUpdates that waits is refused when a webhook is set."""
    poll = asyncio.create_task(ask("getUpdates", timeout=50))
    await api.signal.until(lambda: api.polling, 20)
    async with hooked() as hook:
        await ask("setWebhook", url=hook.url)
        assert (await poll)["description"] == "Conflict: terminated by setWebhook request"


async def test_post_by_hand(ask: Ask, api: BotApi, anna: User) -> None:
    """A test can post an update itself, with another secret, and gets the status."""
    async with hooked() as hook:
        hook.statuses = [200, 401]
        await ask("setWebhook", url=hook.url, secret_token="right")
        await api.idle()
        assert await api.webhook.post({"update_id": 7}, secret="wrong") == 401
    assert hook.came[-1] == (7, "wrong")
    assert await api.webhook.post({"update_id": 8}) == 0


async def test_webhook_posts_with_the_secret_and_in_order(ask: Ask, api: BotApi, anna: User) -> None:
    """What waited is posted first, then what comes, with the secret and in order."""
    updates = [anna.says(text)["update_id"] for text in "abc"]
    async with hooked() as hook:
        await ask("setWebhook", url=hook.url, secret_token="s-3_X")
        await api.idle()
        updates.append(anna.says("d")["update_id"])
        await api.idle()
    assert hook.came == [(number, "s-3_X") for number in (updates[0] - 1, *updates)]


async def test_webhook_posts_again(ask: Ask, api: BotApi, anna: User) -> None:
    """A post that is not answered with 2xx comes again; meanwhile the webhook's info tells of it."""
    async with hooked() as hook:
        hook.statuses = [500, 404, 403, 302]
        await ask("setWebhook", url=hook.url)
        await api.signal.until(lambda: len(hook.came) >= 2, 20)
        info = (await ask("getWebhookInfo"))["result"]
        await api.idle()
        after = (await ask("getWebhookInfo"))["result"]
    assert len(hook.came) == 5
    assert len({number for number, _ in hook.came}) == 1
    assert (info["pending_update_count"], after["pending_update_count"]) == (1, 0)
    assert info["last_error_message"].startswith("Wrong response from the webhook: ")


async def test_one_chat_does_not_hold_up_another(ask: Ask, api: BotApi, anna: User) -> None:
    """While one chat's update is refused again and again, another's goes through."""
    api.webhook.pause = 60
    async with hooked() as hook:
        hook.statuses = [500, 500]
        await ask("setWebhook", url=hook.url)
        await api.signal.until(lambda: len(api.webhook.posts) == 2, 20)
        update = api.user("Per").starts()
        await api.signal.until(lambda: len(api.webhook.posts) == 3, 20)
    assert api.webhook.posts[-1] == (update["update_id"], 200)


async def test_method_in_the_answer_is_carried_out(ask: Ask, api: BotApi, anna: User) -> None:
    """A method in a webhook's answer is carried out, one that asks for something is not."""
    async with hooked() as hook:
        hook.says = {"method": "sendMessage", "chat_id": anna.id, "text": "straks"}
        await ask("setWebhook", url=hook.url)
        await anna.sees("straks")
        await api.idle()
        hook.says = {"method": "deleteWebhook"}
        anna.says("x")
        await api.idle()
    assert api.webhook.url


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"url": "http://example.org/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org", "secret_token": "æ"}, "secret token contains unallowed characters"),
        ({"url": "https://example.org", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_bad_webhooks_are_refused(parameters: dict[str, str], description: str, ask: Ask) -> None:
    """An address without TLS and a secret with other characters are refused."""
    assert (await ask("setWebhook", **parameters))["description"] == f"Bad Request: {description}"


@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
async def test_copies_in_any_order(by_webhook: bool, ask: Ask, api: BotApi, anna: User) -> None:
    """Updates that were confirmed can be sent again, so often and in such order as a test wants."""
    a, b = anna.says("a"), anna.says("b")
    wanted = [b["update_id"], a["update_id"], a["update_id"], b["update_id"]]
    await ask("getUpdates", offset=b["update_id"] + 1)
    api.delivers(b, a)
    api.repeats(a)
    api.repeats(b)
    async with hooked() as hook:
        if by_webhook:
            await ask("setWebhook", url=hook.url)
            await api.idle()
            assert [number for number, _ in hook.came] == wanted
        else:
            assert ids(await ask("getUpdates", offset=b["update_id"] + 1)) == wanted
            assert ids(await ask("getUpdates", offset=b["update_id"] + 1)) == []
