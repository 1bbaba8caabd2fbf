"""Where Telegram sends updates to: one route of the web app."""

from __future__ import annotations

import asyncio
import hmac
import json

from fastapi import APIRouter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from bot.channels.telegram.intake import Intake

PATH = "/telegram/updates"
HEADER = b"x-telegram-bot-api-secret-token"
MOST_BYTES = 1024 * 1024
"""Far more than any update has."""

LASTS_S = 10.0
"""How long a body may take, in seconds."""


def router(intake: Intake, secret: str, most_bytes: int = MOST_BYTES) -> APIRouter:
    """Return the route.

    200: taken for good. 503: Telegram is to send it again. 401: without the secret. 400: no update. 413: too
    large. Nothing that a client sends makes it a 500.
    """
    routes = APIRouter()

    @routes.post(PATH, response_class=PlainTextResponse)
    async def arrive(request: Request) -> Response:
        """Take one update."""
        if not knows(request, secret):
            return PlainTextResponse("unknown sender", 401)
        try:
            async with asyncio.timeout(LASTS_S):
                body = await _read(request, most_bytes)
        except TimeoutError:
            return PlainTextResponse("too slow", 408, {"Connection": "close"})
        except ClientDisconnect:
            return PlainTextResponse("broken off", 400)
        if body is None:
            return PlainTextResponse("too large", 413)
        update = _json(body)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return PlainTextResponse("not an update", 400)
        return PlainTextResponse("ok") if await intake.take(update) else PlainTextResponse("try again", 503)

    return routes


def knows(request: Request, secret: str) -> bool:
    """Tell whether a request has the secret, in a time that tells nothing; any bytes may be given."""
    given = next((value for name, value in request.scope["headers"] if name == HEADER), b"")
    return hmac.compare_digest(given, secret.encode())


async def _read(request: Request, most: int) -> bytes | None:
    """Return the body, None if it has more than `most` bytes; no more than that is ever kept."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            return None
    return bytes(body)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
