"""Microsoft's side of Teams on this machine: sign-in with keys of its own, connector, and people who write.

The connector takes what Teams takes: a bot's token, at most 100 KB as UTF-16, cards that keep to the schema.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any
from uuid import uuid4

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jsonschema.validators import Draft6Validator
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.teams.trust.sdk import PUBLIC, CloudEnvironment, with_overrides

CLIENT_ID = "11111111-2222-4333-8444-555555555555"
SECRET = "fake~secret"
TENANT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
BOT = f"28:{CLIENT_ID}"
KEY = "fake-key-1"
MOST_UTF16 = 100_000

_numbers = count(1_700_000_000_000)


@cache
def private_key(name: str) -> RSAPrivateKey:
    """Return a key by its name; it is made once."""
    return generate_private_key(65537, 2048)


@cache
def schema() -> Draft6Validator:
    """Return Microsoft's schema of Adaptive Cards 1.5."""
    text = (files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text("utf-8")
    return Draft6Validator(json.loads(text))


@dataclass
class Shown:
    """A message of the bot as it stands in a chat; `changes` are how often it was changed."""

    id: str
    activity: dict[str, Any]
    changes: int = 0


@dataclass
class FakeTeams:
    """Use as a context manager: it serves in a thread. `faults` are answered first: (status, headers).

    `broken` are whole answers to `keys`, `token` or `say`, used up before anything is done.
    """

    faults: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    chats: dict[str, list[Shown]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    tokens_given: int = 0
    keys_given: int = 0
    sign_ins: int = 0
    sign_in_fault: tuple[int, str] | None = None
    bot_token: str = "bot-token"
    broken: dict[str, list[Response]] = field(default_factory=dict)

    def __enter__(self) -> FakeTeams:
        listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        quiet: Any = {"log_config": None, "access_log": False, "lifespan": "off"}
        # a line that closes at rest would look like a fault of Teams, and be tried again when time goes on
        config = uvicorn.Config(self._app(), timeout_keep_alive=3600, **quiet)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([listener],), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()

    @property
    def cloud(self) -> CloudEnvironment:
        """Where the bot finds this sign-in."""
        keys = f"{self.url}/v1/.well-known/openidconfiguration"
        return with_overrides(PUBLIC, openid_metadata_url=keys, login_endpoint=self.url)

    @property
    def service(self) -> str:
        """The connector's address, as Teams writes it into activities."""
        return f"{self.url}/emea/"

    def token(self, key: str = KEY, algorithm: str = "RS256", kid: str = KEY, **claims: Any) -> str:
        """Return a token as Teams shows it; claims given here take the right ones' place, None is without."""
        now = int(time.time())
        right = {
            "iss": PUBLIC.token_issuer,
            "aud": CLIENT_ID,
            "serviceurl": self.service,
            "nbf": now - 60,
            "exp": now + 3600,
        }
        claims = {name: value for name, value in {**right, **claims}.items() if value is not None}
        if algorithm == "none":
            return jwt.encode(claims, "", algorithm="none", headers={"kid": kid})
        if algorithm == "HS256":
            secret = private_key(KEY).public_key().public_numbers().n.to_bytes(256, "big")
            return jwt.encode(claims, secret, algorithm="HS256", headers={"kid": kid})
        return jwt.encode(claims, private_key(key), algorithm=algorithm, headers={"kid": kid})

    def in_chat(self, chat: str) -> list[Shown]:
        """Return what the bot's messages in a chat look like now."""
        return self.chats.setdefault(chat, [])

    def _app(self) -> Starlette:
        where = "/emea/v3/conversations/{chat}/activities"
        return Starlette(
            routes=[
                Route("/v1/.well-known/openidconfiguration", self._metadata),
                Route("/v1/.well-known/keys", self._keys),
                Route("/{tenant}/oauth2/v2.0/token", self._token, methods=["POST"]),
                Route(where, self._say, methods=["POST"]),
                Route(where + "/{message}", self._change, methods=["PUT"]),
            ]
        )

    async def _metadata(self, _: Request) -> Response:
        keys = f"{self.url}/v1/.well-known/keys"
        return JSONResponse({"issuer": PUBLIC.token_issuer, "jwks_uri": keys})

    async def _keys(self, _: Request) -> Response:
        self.keys_given += 1
        if self.broken.get("keys"):
            return self.broken["keys"].pop(0)
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private_key(KEY).public_key()))
        return JSONResponse({"keys": [{**public, "kid": KEY, "use": "sig", "endorsements": ["msteams"]}]})

    async def _token(self, request: Request) -> Response:
        self.sign_ins += 1
        if self.broken.get("token"):
            return self.broken["token"].pop(0)
        form = dict(item.split("=", 1) for item in (await request.body()).decode().split("&"))
        if self.sign_in_fault:
            status, name = self.sign_in_fault
            said = {"error": "invalid_client", "error_description": f"{name}: No. Trace ID: x"}
            return JSONResponse(said, status)
        right = form["client_id"] == CLIENT_ID and form["client_secret"].replace("%7E", "~") == SECRET
        if not right or request.path_params["tenant"] != TENANT:
            return JSONResponse({"error": "invalid_client", "error_description": "AADSTS7000215: No."}, 401)
        self.tokens_given += 1
        return JSONResponse({"access_token": self.bot_token, "expires_in": 3599, "token_type": "Bearer"})

    async def _say(self, request: Request) -> Response:
        fault, activity, chat = await self._taken(request)
        if fault:
            return fault
        shown = Shown(str(next(_numbers)), activity)
        self.in_chat(chat).append(shown)
        return JSONResponse({"id": shown.id}, 201)

    async def _change(self, request: Request) -> Response:
        fault, activity, chat = await self._taken(request)
        if fault:
            return fault
        for shown in self.in_chat(chat):
            if shown.id == request.path_params["message"]:
                shown.activity = activity
                shown.changes += 1
                return JSONResponse({"id": shown.id})
        return JSONResponse({"error": {"code": "ActivityNotFoundInConversation"}}, 404)

    async def _taken(self, request: Request) -> tuple[Response | None, dict[str, Any], str]:
        chat = request.path_params["chat"]
        self.calls.append((request.method, chat))
        if self.broken.get("say"):
            return self.broken["say"].pop(0), {}, chat
        if self.faults:
            status, headers = self.faults.pop(0)
            return JSONResponse({"error": {"code": "Told"}}, status, headers), {}, chat
        if request.headers.get("authorization") != f"Bearer {self.bot_token}":
            return Response(status_code=401), {}, chat
        if chat in self.closed:
            return JSONResponse({"error": {"code": "ConversationBlockedByUser"}}, 403), {}, chat
        activity = json.loads(await request.body())
        if why := faults_of(activity):
            self.wrong.append(why)
            return JSONResponse({"error": {"code": "BadSyntax", "message": why}}, 400), {}, chat
        return None, activity, chat


def faults_of(activity: Mapping[str, Any]) -> str:
    """Return why Teams would not take an activity, "" if it would."""
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16")) > MOST_UTF16:
        return "MessageSizeTooBig"
    for attached in activity.get("attachments", ()):
        for fault in schema().iter_errors(attached["content"]):
            return f"{list(fault.absolute_path)}: {fault.message[:200]}"
    return ""


@dataclass
class TeamsUser:
    """Somebody who uses Teams. Each method returns the activity that Teams would send to the bot.

    With `team` they write in that thread of a channel, in the team `whole`, whose id is its first channel's.
    """

    teams: FakeTeams
    name: str
    locale: str = "nb-NO"
    tenant: str = TENANT
    team: str = ""
    whole: str = "19:whole-team@thread.tacv2"

    @property
    def chat(self) -> str:
        """Where this person writes: a private chat with the bot, or the channel of a team."""
        return self.team or f"a:{self.name}"

    def activity(self, kind: str, **more: Any) -> dict[str, Any]:
        """Return an activity of a kind, as Teams fills it in."""
        group = (
            {"conversationType": "channel", "isGroup": True}
            if self.team
            else {"conversationType": "personal"}
        )
        return {
            "type": kind,
            "id": str(next(_numbers)),
            "timestamp": "2026-11-22T09:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.teams.service,
            "from": {"id": f"29:{self.name}", "name": "Navn Navnesen", "aadObjectId": aad(self.name)},
            "conversation": {**group, "tenantId": self.tenant, "id": self.chat},
            "recipient": {"id": BOT, "name": "IPS"},
            "entities": [{"type": "clientInfo", "locale": self.locale, "country": "NO", "platform": "Web"}],
            "channelData": {"tenant": {"id": self.tenant}, **self._channel()},
            "locale": self.locale,
            **more,
        }

    def _channel(self) -> dict[str, Any]:
        channel = self.team.partition(";")[0]
        return {"team": {"id": self.whole}, "channel": {"id": channel}} if self.team else {}

    def removes(self) -> dict[str, Any]:
        """Take the bot out of the team; Teams says so in its first channel."""
        where = {"conversationType": "channel", "isGroup": True, "tenantId": self.tenant, "id": self.whole}
        data = {"tenant": {"id": self.tenant}, "team": {"id": self.whole}, "eventType": "teamMemberRemoved"}
        gone = [{"id": BOT}]
        return self.activity("conversationUpdate", conversation=where, membersRemoved=gone, channelData=data)

    def says(self, text: str, **more: Any) -> dict[str, Any]:
        """Write; Teams sends what is formatted a second time as HTML."""
        copy = {"contentType": "text/html", "content": f"<p>{text}</p>"}
        return self.activity(
            "message", **{"text": text, "textFormat": "plain", "attachments": [copy], **more}
        )

    def mentions(self, text: str) -> dict[str, Any]:
        """Write to the bot in a team."""
        mention = {"type": "mention", "mentioned": {"id": BOT, "name": "IPS"}, "text": "<at>IPS</at>"}
        return self.says(f"<at>IPS</at> {text}\n", entities=[mention])

    def quotes(self, text: str, *, mentions: bool = False) -> dict[str, Any]:
        """Write as a reply to a message of the bot. Source: microsoft-teams-api 2, QuotedReplyEntity."""
        said = self.mentions(text) if mentions else self.says(text)
        about = {"messageId": "1772050244572", "senderId": BOT, "senderName": "IPS", "preview": "Hei"}
        entities = [*said["entities"], {"type": "quotedReply", "quotedReply": about}]
        return said | {"text": f'<quoted messageId="1772050244572"/> {said["text"]}', "entities": entities}

    def forwards(self, text: str) -> dict[str, Any]:
        """Send on what somebody wrote: as plain text, and as a block of the formatted copy."""
        block = f'<blockquote itemscope itemtype="http://schema.skype.com/Forward"><p>{text}</p></blockquote>'
        return self.says(text, attachments=[{"contentType": "text/html", "content": block}])

    def presses(self, press: str, on: str = "") -> dict[str, Any]:
        """Use a button of a card."""
        return self.activity("message", value={"press": press}, replyToId=on)

    def executes(self, press: str) -> dict[str, Any]:
        """Use a button of the kind that wants an answer at once."""
        value = {"action": {"type": "Action.Execute", "data": {"press": press}}, "trigger": "manual"}
        return self.activity("invoke", name="adaptiveCard/action", value=value)

    def edits(self, before: Mapping[str, Any], text: str) -> dict[str, Any]:
        """Change what was written."""
        data = {"eventType": "editMessage", "tenant": {"id": self.tenant}}
        more = {"id": before["id"], "timestamp": "2026-11-22T09:05:00.000Z", "channelData": data}
        return self.activity("messageUpdate", text=text, **more)

    def sends(self, media: str, name: str = "", text: str = "", **content: Any) -> dict[str, Any]:
        """Attach something."""
        attached = {"contentType": media, "name": name, "content": content}
        return self.activity("message", text=text, attachments=[attached])

    def installs(self, action: str = "add") -> dict[str, Any]:
        """Install the app, or remove it."""
        return self.activity("installationUpdate", action=action)


@cache
def aad(name: str) -> str:
    """Return somebody's Entra object id."""
    return str(uuid4())


async def until(what: Any, seconds: float = 10.0) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(seconds):
        while not what():
            await asyncio.sleep(0.01)
