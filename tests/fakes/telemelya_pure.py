"""telemelya's fake Bot API without Redis and MinIO: fakeredis and moto stand in, in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import boto3
import fakeredis
import httpx
import uvicorn
from moto import mock_aws
from telemelya.server import control_api
from telemelya.server.app import app
from telemelya.server.config import settings
from telemelya.server.media import media_manager
from telemelya.server.state import state_manager

HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Telemelya:
    """Runs on a free port from `async with` on; one at a time, as telemelya keeps its state in modules.

    `secret` is sent with every update: telemelya itself forgets the secret of setWebhook.
    """

    def __init__(self, token: str, secret: str = "") -> None:
        self.token, self.secret, self.url = token, secret, ""
        self._aws = mock_aws()
        config = uvicorn.Config(app, host="127.0.0.1", port=0, lifespan="off", log_level="error")
        self._server = uvicorn.Server(config)

    async def __aenter__(self) -> Telemelya:
        settings.strict_edit = True
        state_manager._redis = fakeredis.FakeAsyncRedis(decode_responses=True)
        self._aws.start()
        keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x", "region_name": "us-east-1"}
        media_manager._client = _Awaited(boto3.client("s3", **keys))
        await media_manager._ensure_bucket()
        self._deliver, control_api.deliver_update = control_api.deliver_update, self._posted
        self._running = asyncio.create_task(self._server.serve())
        while not self._server.started:
            await asyncio.sleep(0.01)
        self.url = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"
        self._client = httpx.AsyncClient(
            base_url=f"{self.url}/api/v1/test", headers={"Authorization": "Bearer x"}, timeout=30
        )
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._client.aclose()
        self._server.should_exit = True
        await self._running
        control_api.deliver_update = self._deliver
        await state_manager.redis.aclose()
        self._aws.stop()

    async def says(self, chat_id: int, text: str) -> None:
        """Let somebody write, and wait until the webhook has answered."""
        await self._send({"chat_id": chat_id, "text": text})

    async def presses(self, chat_id: int, data: str, message_id: int) -> None:
        """Let somebody press a button."""
        await self._send({"chat_id": chat_id, "callback_data": data, "callback_message_id": message_id})

    async def answers(self, count: int = 1) -> list[dict[str, Any]]:
        """Return all that the bot did once there are so many: method, text, reply_markup …"""

        async def enough() -> list[dict[str, Any]]:
            done = (await self._client.get("/responses")).raise_for_status().json()["responses"]
            return done if len(done) >= count else []

        return list(await self.until(enough))

    async def until(self, true: Callable[[], Awaitable[Any]], seconds: float = 40) -> Any:
        """Ask until there is an answer, and return it."""
        async with asyncio.timeout(seconds):
            while not (answer := await true()):
                await asyncio.sleep(0.02)
        return answer

    async def _send(self, body: dict[str, Any]) -> None:
        answer = await self._client.post("/send_update", params={"bot_token": self.token}, json=body)
        answer.raise_for_status()

    async def _posted(self, token: str, update: dict[str, Any]) -> dict[str, Any]:
        """Post an update as telemelya does, with the secret, once the bot listens."""
        url = await state_manager.get_webhook(token)
        if not url:
            return {"delivered": False, "error": "no webhook"}
        return dict(
            await self.until(lambda: _post(url, update, {HEADER: self.secret} if self.secret else {}))
        )


async def _post(url: str, update: dict[str, Any], headers: dict[str, str]) -> dict[str, Any] | None:
    """Post an update; return None where nobody listens yet."""
    try:
        async with (
            aiohttp.ClientSession() as client,
            client.post(url, json=update, headers=headers) as answer,
        ):
            text = await answer.text()
            return {"delivered": True, "status_code": answer.status, "response_body": text}
    except aiohttp.ClientConnectorError:
        return None


class _Awaited:
    """A client of boto3 whose calls are awaited, as telemelya awaits those of aiobotocore."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Callable[..., Any]:
        async def called(**parameters: Any) -> Any:
            answer = getattr(self._client, name)(**parameters)
            return answer | {"Body": _Body(answer["Body"].read())} if "Body" in answer else answer

        return called


class _Body:
    """Bytes that are read once, awaited."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    async def __aenter__(self) -> _Body:
        return self

    async def __aexit__(self, *exc: object) -> None:
        return None

    async def read(self) -> bytes:
        """Return the bytes."""
        return self._data
