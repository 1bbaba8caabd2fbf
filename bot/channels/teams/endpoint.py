"""The door for Teams: POST /teams/messages. What comes in is proved, understood, taken, and acknowledged.

Answers are 200 for what was taken or is nothing to us, 4xx for what is no request of Teams', 503 for what is
to be sent again. Nothing is answered here: replies go out through the post.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from bot.channels.bounded_log import BoundedLog
from bot.channels.teams.arrived import Activity, language, tenants, text_of
from bot.channels.teams.parse import Left, parse
from bot.channels.teams.trust.hosts import is_teams
from bot.channels.teams.trust.tokens import BadToken, KeysUnknown, TokenCheck
from bot.domain.message.chat import Gateway
from bot.knowledge.base.entry import Words

PATH = "/teams/messages"
MOST_BYTES = 256 * 1024
LASTS_S = 10.0
"""How long a body may take, in seconds; nobody has proved anything until then."""


class NotTaken(Exception):
    """Raised for a request that goes no further; the message is for the log."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Endpoint:
    """Lets in what Teams sends. `tenants` are those that may use the bot; `hosts` where Teams itself is."""

    gateway: Gateway
    words: Words
    tokens: TokenCheck
    tenants: Collection[str]
    hosts: Collection[str]
    refusals: BoundedLog = field(default_factory=lambda: BoundedLog("teams"))

    def router(self) -> APIRouter:
        """Return the route, for the web server."""
        router = APIRouter()
        router.add_api_route(PATH, self.messages, methods=["POST"], response_model=None)
        return router

    async def messages(self, request: Request) -> Response:
        """Take one activity."""
        try:
            activity = await self._proved(request)
        except NotTaken as fault:
            self.refusals.refused(fault.status, str(fault))
            closing = {"Connection": "close"} if fault.status == 408 else None
            return Response(status_code=fault.status, headers=closing)
        if not await self._handed_in(activity):
            return Response(status_code=503)
        return self._acknowledged(activity)

    async def _proved(self, request: Request) -> Activity:
        header = request.headers.get("authorization", "")
        if not header:
            raise NotTaken(401, "no token")
        activity = read(await _body(request))
        service = text_of(activity.get("serviceUrl"))
        try:
            await self.tokens.check(header, service)
        except BadToken as fault:
            raise NotTaken(401, str(fault)) from fault
        except KeysUnknown as fault:
            raise NotTaken(503, str(fault)) from fault
        if not is_teams(service, self.hosts):
            raise NotTaken(403, "service URL")
        if activity.get("channelId") != "msteams":
            raise NotTaken(403, "channel")
        named = tenants(activity)
        if not named or not named <= set(self.tenants):
            raise NotTaken(403, "tenant")
        return activity

    async def _handed_in(self, activity: Activity) -> bool:
        arrived = parse(activity)
        if arrived is None:
            return True
        if isinstance(arrived, Left):
            return await self.gateway.left(arrived.address)
        return await self.gateway.receive(arrived)

    def _acknowledged(self, activity: Activity) -> Response:
        """An Action.Execute wants to hear something; its words show for a moment under the card."""
        if activity.get("type") != "invoke" or activity.get("name") != "adaptiveCard/action":
            return Response(status_code=200)
        value = self.words.say(language(activity) or "nb", "teams.taken")
        return JSONResponse(
            {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": value}
        )


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(LASTS_S):
            async for piece in request.stream():
                body += piece
                if len(body) > MOST_BYTES:
                    raise NotTaken(413, "too large")
    except TimeoutError as late:
        raise NotTaken(408, "too slow") from late
    except ClientDisconnect as gone:
        raise NotTaken(400, "broken off") from gone
    return bytes(body)


def read(body: bytes) -> dict[str, Any]:
    """Return an activity. Raises NotTaken for what is not JSON, or no object."""
    try:
        activity = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise NotTaken(400, "no JSON") from fault
    if not isinstance(activity, dict):
        raise NotTaken(400, "no activity")
    return activity
