"""Reads a request's body, but never more of it than allowed."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from bot.channels.web.protection.faults import Refused

LASTS_S = 15.0
"""How long a body may take, in seconds, unless the caller says otherwise."""


async def read(request: Request, most: int, lasts: float = LASTS_S) -> bytes:
    """Return the body.

    Raises Refused: 413 when it has more than `most` bytes, 400 when it breaks off, 408 when it takes longer
    than `lasts` seconds.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(lasts):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise Refused(413, "web.too_large")
    except TimeoutError as late:
        raise Refused(408, "web.failed", {"Connection": "close"}) from late
    except ClientDisconnect as gone:
        raise Refused(400, "web.bad_request") from gone
    return bytes(body)
