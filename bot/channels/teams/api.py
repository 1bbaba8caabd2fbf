"""Calls to Teams' connector, and what their faults mean for a message."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Collection
from typing import Any
from urllib.parse import quote

from httpx import HTTPError, HTTPStatusError, Response

from bot.channels.teams.card import Element
from bot.channels.teams.trust.hosts import is_teams
from bot.channels.teams.trust.sdk import Client
from bot.channels.teams.trust.tokens import BotToken, Refused
from bot.domain.message.chat import Address, Gone, Later, Rejected

TIMEOUT_S = 15.0
LONGEST_S = 3600.0
"""However long a service asks to wait: after an hour it is tried again."""


class Connector:
    """Writes to chats where Teams said they are. `hosts` are those that the bot's token may be shown to."""

    def __init__(self, client: Client, token: BotToken, hosts: Collection[str]) -> None:
        self._client = client
        self._token = token
        self._hosts = hosts

    async def say(self, to: Address, activity: Element) -> str:
        """Send an activity and return its id."""
        return await self._call("POST", to, "", activity)

    async def change(self, to: Address, message: str, activity: Element) -> str:
        """Put an activity in another one's place, and return its id. Raises Gone if it is not there."""
        return await self._call("PUT", to, f"/{quote(message, safe='')}", {**activity, "id": message})

    async def _call(self, method: str, to: Address, where: str, activity: Element) -> str:
        service = to.place.get("service", "")
        if not is_teams(service, self._hosts):
            raise Rejected("the chat's service URL is not Teams'")
        url = f"{service.rstrip('/')}/v3/conversations/{quote(to.chat, safe='')}/activities{where}"
        whole = {**activity, "from": {"id": to.place.get("bot", "")}, "conversation": {"id": to.chat}}
        try:
            token = await self._token.get()
            response = await self._client.request(method, url, json=whole, token=token)
        except HTTPStatusError as fault:
            raise self._meaning(fault.response) from fault
        except HTTPError as fault:
            raise Later(type(fault).__name__) from fault
        except Refused as fault:
            raise Later(str(fault)) from fault
        except Exception as fault:  # whatever a proxy answered: it may go better later
            raise Later(type(fault).__name__) from fault
        return _id(response)

    def _meaning(self, response: Response) -> Exception:
        """Return what a refusal means: nobody there, not now, or never.

        Source: Microsoft Learn, «Rate limiting for bots» and «Status codes in bot conversational APIs».
        """
        status = response.status_code
        if status == 401:
            self._token.forget()
            return Later("401")
        if status in (403, 404):
            return Gone(str(status))
        if status in (408, 412, 429) or status >= 500:
            return Later(str(status), waiting(response.headers.get("retry-after")))
        return Rejected(str(status))


def waiting(header: str | None) -> float | None:
    """Return how many seconds a Retry-After header asks for; None if it says nothing usable."""
    if not header:
        return None
    try:
        seconds = float(header) if header.strip().isdecimal() else _until(header)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0.0, seconds), LONGEST_S)


def _until(date: str) -> float:
    return email.utils.parsedate_to_datetime(date).timestamp() - time.time()


def _id(response: Response) -> str:
    try:
        answer: Any = response.json()
    except (ValueError, RecursionError, LookupError):
        return ""
    made = answer.get("id") if isinstance(answer, dict) else None
    return made if isinstance(made, str) else ""
