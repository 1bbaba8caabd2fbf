"""Reads a request's body, but never more of it than allowed."""

from __future__ import annotations

from starlette.requests import ClientDisconnect, Request

from bot.channels.web.faults import Refused


async def read(request: Request, most: int) -> bytes:
    """Return the body. Raises Refused: 413 when it has more than `most` bytes, 400 when it breaks off."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > most:
                raise Refused(413, "web.too_large")
    except ClientDisconnect as gone:
        raise Refused(400, "web.bad_request") from gone
    return bytes(body)
