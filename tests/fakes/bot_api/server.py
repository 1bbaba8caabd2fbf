"""The server: one bot, its people, and the methods it answers over HTTP on a free port."""

from __future__ import annotations

import time
from asyncio import get_running_loop
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from aiohttp import web

from . import editing, parameters, profile, receiving, sending
from .chats import Chat
from .errors import Refused
from .faults import Fault, Faults
from .limits import Clock, Limits
from .parameters import Call, Upload
from .people import Group, Press, User
from .profile import Profile
from .updates import Entry, Signal, Update, Waiting
from .webhook import Webhook

TOKEN = "4242424242:AAfake-token-of-the-tests_0123456789ab"
Method = Callable[["BotApi", Call], Awaitable[Any]]


def _methods() -> dict[str, Method]:
    """Collect methods by their name in small letters, as the real server finds them."""
    found: dict[str, Method] = {}
    for module in (receiving, sending, editing, profile):
        for name, value in vars(module).items():
            if name.split("_")[0] in {"get", "set", "send", "edit", "delete", "answer", "leave"}:
                found[name.replace("_", "")] = value
    return found


@dataclass(frozen=True)
class Called:
    """One call that came in: method, parameters, and when, by the server's clock.

    `status` is that of the answer, also of one that was lost; 0 where the caller went before there was one.
    """

    method: str
    fields: dict[str, str]
    status: int
    at: float


class BotApi:
    """A fake Bot API server for one bot. `async with BotApi() as api:` starts and stops it.

    `now` returns seconds and decides dates and limits. `pause` is a webhook's first pause in seconds. With
    `privacy` the bot gets only what is meant for it in groups.
    """

    def __init__(
        self, token: str = TOKEN, now: Clock = time.time, pause: float = 1.0, privacy: bool = True
    ) -> None:
        self.token, self.now, self.privacy, self.bot_is_admin = token, now, privacy, False
        name = {"first_name": "IPS", "username": "ips_test_bot"}
        self.me: dict[str, Any] = {"id": int(token.split(":")[0]), "is_bot": True} | name
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Upload] = {}
        self.presses: dict[str, Press] = {}
        self.calls: list[Called] = []
        self.signal = Signal()
        self.waiting = Waiting(self.signal)
        self.limits = Limits(now)
        self.faults = Faults()
        self.profile = Profile()
        self.webhook = Webhook(self.waiting, now, self.carry_out, pause)
        self.url = ""
        self.number = count(1).__next__
        self._people = count(1001)
        self._groups = count(1001)
        self._poll: receiving.Poll | None = None
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> BotApi:
        await self.start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1, on a free port where none is given; `url` says where."""
        self.faults.released.clear()
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/files/{file}/{name}", self._fetch)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Answer no more; what is known stays, so that `start` can go on."""
        await self.webhook.close()
        self.faults.released.set()
        if self._runner is not None:
            await self._runner.cleanup()

    # --- people

    def user(self, name: str = "Anna", language: str = "nb") -> User:
        """Bring a new person."""
        return User(self, next(self._people), name, language)

    def group(self, title: str = "IPS-team") -> Group:
        """Make a group with the bot in it."""
        chat_id = -1_000_000_000_000 - next(self._groups)
        chat = self.chats[chat_id] = Chat(chat_id, "supergroup", {"title": title}, open=True)
        return Group(self, chat)

    # --- what tests do to the server

    def fails(
        self, method: str = "", status: int = 502, times: int = 1, retry_after: int = 0, description: str = ""
    ) -> None:
        """Let the next calls of a method fail. 502, 503 and 504 answer with a gateway's HTML, as happens."""
        self.faults.waiting.append(Fault(method, times, status, description, retry_after))

    def answers(self, method: str, status: int, page: bytes, kind: str = "", times: int = 1) -> None:
        """Let the next calls of a method be answered by these bytes, as a proxy in between might."""
        self.faults.waiting.append(Fault(method, times, status, page=page, kind=kind))

    def hangs(self, method: str = "", times: int = 1) -> None:
        """Let the next calls of a method hang before anything happens, until `release`."""
        self.faults.waiting.append(Fault(method, times, hangs=True))

    def loses_answer(self, method: str = "", times: int = 1) -> None:
        """Let the next calls of a method take effect, and break the connection instead of an answer."""
        self.faults.waiting.append(Fault(method, times, loses_answer=True))

    def release(self) -> None:
        """Let hanging calls go on."""
        self.faults.released.set()
        self.faults.released.clear()

    def repeats(self, update: Update, times: int = 1) -> None:
        """Send copies of an update again, by whichever way the bot gets updates."""
        self.waiting.add(*(Entry(update, again=True) for _ in range(times)))

    def delivers(self, *updates: Update) -> None:
        """Send updates again in this order, each once."""
        self.waiting.add(*(Entry(update, again=True) for update in updates))

    async def idle(self, seconds: float = 20) -> None:
        """Wait until the bot has confirmed every update."""
        if not await self.signal.until(lambda: not self.waiting.entries, seconds):
            raise AssertionError(f"not confirmed: {[entry.update for entry in self.waiting.entries]}")

    def called(self, method: str) -> list[Called]:
        """Return the calls of a method."""
        return [call for call in self.calls if call.method == method.lower()]

    @property
    def polling(self) -> bool:
        """A getUpdates is running now."""
        return self._poll is not None and not self._poll.done()

    # --- what the methods use

    def put(self, chat: Chat, sender: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Put a message into a chat."""
        number = self.number()
        message = {"message_id": number, "from": sender, "chat": chat.info(), "date": int(self.now())}
        chat.messages[number] = message | body
        self.signal.ring()
        return chat.messages[number]

    def keep(self, kind: str, file: Upload, size: tuple[int, int] | None = None) -> Any:
        """Keep a file and return how a message tells of it; `size` is a photo's, in pixels."""
        file_id = f"file_{self.number()}"
        self.files[file_id] = file
        about = self.about(file_id)
        if kind == "photo":
            width, height = size or (900, 600)
            small = {"width": max(1, width // 10), "height": max(1, height // 10)}
            return [about | small, about | {"width": width, "height": height}]
        if kind == "voice":
            return about | {"duration": 3, "mime_type": "audio/ogg"}
        if kind == "sticker":
            square = {"width": 512, "height": 512, "type": "regular"}
            return about | square | {"is_animated": False, "is_video": False, "emoji": "🙂"}
        return about | {"file_name": file.name}

    def about(self, file_id: str) -> dict[str, Any]:
        """Return a file's ids and size."""
        size = len(self.files[file_id].data)
        return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": size}

    def poll_begins(self, why: str) -> receiving.Poll:
        """End a getUpdates that runs, saying why, and return the new one's handle."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(why)
        self._poll = get_running_loop().create_future()
        self.signal.ring()
        return self._poll

    def poll_ends(self, poll: receiving.Poll) -> None:
        """Note that a getUpdates got its answer."""
        if self._poll is poll:
            self._poll = None

    async def carry_out(self, call: Call) -> Any:
        """Carry out a call that came in a webhook's answer; nobody hears how it went."""
        status = 200
        try:
            await METHODS[call.method](self, call)
        except Refused as refused:
            status = refused.code
        except KeyError:
            status = 404
        self.calls.append(Called(call.method, call.fields, status, self.now()))

    # --- HTTP

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        fields: dict[str, str] = {}
        at, status = self.now(), 0
        try:
            call = await parameters.of_request(method, request)
            fields = call.fields
            answer = await self._carried_out(request, call)
            status = answer.status
        except Refused as refused:
            status = refused.code
            answer = web.json_response(refused.body(), status=status)
        finally:
            self.calls.append(Called(method, fields, status, at))
            self.signal.ring()
        return answer

    async def _carried_out(self, request: web.Request, call: Call) -> web.Response:
        if request.match_info["token"] != self.token:
            raise Refused(401, "Unauthorized")
        if call.method not in METHODS:
            raise Refused(404, "Not Found: method not found")
        fault = self.faults.next(call.method)
        if fault is not None and (page := await self.faults.meet(fault)) is not None:
            return page
        result = await METHODS[call.method](self, call)
        if fault is not None and fault.loses_answer and request.transport is not None:
            request.transport.close()
        return web.json_response({"ok": True, "result": result})

    async def _fetch(self, request: web.Request) -> web.Response:
        file = self.files.get(request.match_info["file"])
        if request.match_info["token"] != self.token or file is None:
            raise web.HTTPNotFound
        return web.Response(body=file.data, content_type="application/octet-stream")


METHODS = _methods()
