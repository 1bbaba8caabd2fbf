"""The web chat: HTTP against the ASGI app, with a browser's cookies, and the stream of news."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any
from uuid import uuid4

import httpx
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web import WebSettings, create
from bot.domain.person.person import Person, Role
from tests.contracts.faces.faces import HANDLERS, Seen, about
from tests.handlers.house import House


class Tapped:
    """An app whose outgoing bytes can be read while they go: a stream has no end."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.body = app, b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""

        async def noted(message: Message) -> None:
            self.body += message.get("body", b"")
            await send(message)

        await self.app(scope, receive, noted)


class WebFace:
    """See faces.Face."""

    def __init__(self) -> None:
        self.house = House(HANDLERS)
        self._last: dict[str, Any] = {}
        self._news: dict[str, int] = {}
        people = []
        for who in ("anna", "jonas", "kari"):
            known: dict[str, Any] = about(who)
            people.append(Person(known.pop("id"), Role(known.pop("role")), **known))
        self.house._run(self.house.app.store.add_people(people))
        app = self.house.app
        self._web = create(
            app.turns, app.words, people, WebSettings("secret"), self.house.know.directory, inbox=app.inbox
        )
        self._tap = Tapped(self._web)
        transport = httpx.ASGITransport(self._tap, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080")
        for person in people:
            self.http("POST", "/login", data={"person": person.id})

    def http(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Ask the app for something, as the logged-in browser."""
        return self.house._run(self._client.request(method, path, **more))

    def turn(self, who: str, **what: str) -> httpx.Response:
        """Send a turn as the page does."""
        return self.http("POST", f"/u/{who}/api/turn", json={"update": str(uuid4()), **what})

    def _does(self, who: str, **what: str) -> list[Seen]:
        answer = self.turn(who, **what)
        assert answer.status_code == 200
        self._last = answer.json()
        return [_seen(reply) for reply in self._last["replies"]]

    def says(self, who: str, text: str) -> list[Seen]:
        """See Face."""
        return self._does(who, say=text)

    def presses(self, who: str, token: Any) -> list[Seen]:
        """See Face."""
        return self._does(who, press=token)

    def sends(self, who: str, kind: str) -> list[Seen] | None:
        """See Face."""
        if kind == "sticker":
            assert self.turn(who, send=kind).status_code == 400
            return None
        return self._does(who, send=kind)

    def edits(self, who: str, text: str) -> list[Seen] | None:
        """See Face."""
        assert self.turn(who, say=text, edits="1").status_code == 400
        return None

    def news(self, who: str) -> list[Seen]:
        """See Face."""
        return self.house._run(self._stream(who))

    async def _stream(self, who: str) -> list[Seen]:
        self._tap.body = b""
        after = self._news.get(who, 0)
        asked = asyncio.create_task(self._client.get(f"/u/{who}/api/news?after={after}"))
        async with asyncio.timeout(10):
            while self._tap.body.count(b"\n\n") < 2:
                await asyncio.sleep(0.01)
        self._web.state.closing.set()
        body = (await asked).text
        self._web.state.closing.clear()
        events = re.findall(r"^id: (\d+)\ndata: (.+)$", body, re.MULTILINE)
        self._news[who] = max((int(number) for number, _ in events), default=after)
        return [_seen(json.loads(data)["reply"]) for _, data in events]

    def greeting(self, lang: str) -> str | None:
        """See Face."""
        spoken = {"Accept-Language": lang}
        for page in ("/", "/u/anna/", "/u/jonas/inbox"):
            assert f'<html lang="{lang}"' in self.http("GET", page, headers=spoken).text
        start = self.http("GET", "/u/anna/api/start", headers=spoken).json()
        return "\n".join(reply["text"] for reply in start["replies"])

    def deletion(self, who: str) -> str:
        """See Face."""
        return "page takes it away" if self._last["erase"] else "nothing"

    def leaves(self, who: str) -> bool:
        """See Face."""
        return False

    def waiting(self) -> list[str]:
        """See Face."""
        return []

    def close(self) -> None:
        """See Face."""
        self.house._run(self._client.aclose())
        self.house.close()


def _seen(reply: dict[str, Any]) -> Seen:
    """Return what the page shows of a reply; the page sets texts as texts, never as HTML."""
    sources = [f"{s['title']}, {s['section']}" for s in reply["sources"]]
    card = [part["ask"] for part in reply["card"]["parts"]] if reply["card"] else []
    rows = [f"{row['name']}: {row['value']}" for row in reply["rows"]]
    texts = [
        reply["title"],
        reply["text"],
        *card,
        *rows,
        reply["after"],
        *reply["do"],
        reply["more"],
        *sources,
        reply["record"],
    ]
    return Seen(
        "\n\n".join(text for text in texts if text),
        {choice["label"]: choice["id"] for choice in reply["choices"]},
        [source["url"] for source in reply["sources"] if source["url"]],
        [reply["record"]] if reply["record"] else [],
        [call["number"] for call in reply["calls"]],
        [(svg.encode(), re.findall(r"<desc[^>]*>([^<]*)", svg)[0]) for svg in reply["pictures"]],
    )
