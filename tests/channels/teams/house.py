"""The whole assistant with Teams as its only channel: activities in over HTTP, cards out to a connector."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import Any

import httpx
from fastapi import FastAPI

from bot.channels import teams
from bot.channels.web import webhooks
from bot.delivery.retry import RetryPolicy
from bot.domain.message.pace import Limits
from bot.domain.person.invitation import digest, fresh
from bot.domain.person.person import Person
from tests.channels.teams.reading import read
from tests.fakes.teams import CLIENT_ID, SECRET, TENANT, FakeTeams, TeamsUser
from tests.handlers.house import House

FAST = Limits(chat_every_s=0.0, group_a_minute=1000, all_a_second=1000)
QUICK = RetryPolicy(look=0.01, first_wait=0.01)


def settings(referrals: bool = True) -> teams.TeamsSettings:
    """Return how the bot is registered at the fake."""
    return teams.TeamsSettings(CLIENT_ID, SECRET, (TENANT,), referrals)


class TeamsHouse(House):
    """A house whose people are all in Teams."""

    def __init__(self, fake: FakeTeams, referrals: bool = True, **more: Any) -> None:
        self.fake = fake
        self.referrals_too = referrals
        self.users: dict[str, TeamsUser] = {}
        self._seen: dict[str, int] = {}
        super().__init__(**more)

    def _open(self) -> None:
        super()._open()
        chats = self.app.channel_runtime
        chats.outbox_worker.limits, chats.outbox_worker.retry = FAST, QUICK
        self.channel = teams.open(
            settings(self.referrals_too),
            chats.gateway,
            self.app.words,
            cloud=self.fake.cloud,
            hosts=("127.0.0.1",),
        )
        chats.add(self.channel)
        web: FastAPI = webhooks([self.channel.router])
        self._client = _client(web)

    async def swap(self, web: FastAPI) -> None:
        """Let another web server stand in this one's place."""
        await self._client.aclose()
        self._client = _client(web)

    async def post(self, activity: Any, token: str | None = None, **more: Any) -> httpx.Response:
        """Let Teams send something to the bot, with the right token unless another one is given."""
        token = self.fake.token() if token is None else token
        headers = {"authorization": f"Bearer {token}"} if token else {}
        body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        return await self._client.post("/teams/messages", content=body, headers=headers, **more)

    def send(self, activity: dict[str, Any], copies: int = 1) -> list[httpx.Response]:
        """Send an activity, perhaps in several copies at once, and let the post be carried."""
        return self._run(self._send(activity, copies))

    async def _send(self, activity: dict[str, Any], copies: int = 1) -> list[httpx.Response]:
        answers = await asyncio.gather(*(self.post(activity) for _ in range(copies)))
        await self.app.channel_runtime.outbox_worker.empty()
        return list(answers)

    def user(self, name: str, **more: Any) -> TeamsUser:
        """Return somebody in Teams; nobody knows yet who it is."""
        return self.users.setdefault(name, TeamsUser(self.fake, f"{name}-{id(self)}", **more))

    def linked(self, person: Person) -> TeamsUser:
        """Return a member of staff who is linked, and has read so."""
        user = self._run(self._linked(person))
        self.new(user)
        return user

    async def _linked(self, person: Person) -> TeamsUser:
        user = self.user(person.id)
        await self.app.store.add_people([person])
        code = fresh(secrets.choice)
        until = self._clock.now().replace(year=2090)
        assert await self.app.store.accounts.invite(person.id, digest(code), until)
        await self._send(user.says(f"koble til {code}"))
        return user

    def new(self, user: TeamsUser) -> list[dict[str, Any]]:
        """Return what a person's chat shows that was not returned before, as the transcripts know it."""
        shown = self.fake.in_chat(user.chat)
        begin = self._seen.get(user.chat, 0)
        self._seen[user.chat] = len(shown)
        return [vars(read(message.activity)) | {"on": message.id} for message in shown[begin:]]

    def texts(self, user: TeamsUser) -> list[str]:
        """Return only the words of what is new."""
        return [one["text"] for one in self.new(user)]

    def close(self) -> None:
        """See House."""
        self._run(self._client.aclose())
        self._run(self.channel.web.aclose())
        super().close()


def _client(web: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(web, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://bot.example")
