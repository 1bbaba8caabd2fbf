"""Telegram and Teams around a running house: their servers in this process, and a way to hand updates in.

The ids of chats, people and messages are kept on purpose: they are no fields that hold the kernel.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from types import TracebackType
from typing import Any, Protocol

from tests.fakes.bot_api import HEADER, TOKEN, BotApi
from tests.fakes.teams import CLIENT_ID, SECRET, TENANT, FakeTeams, TeamsUser

WEBHOOK_SECRET = "secret-of-the-webhook"
SETTLED_S, QUIET_S, SHORT_S = 60.0, 2.0, 0.2


class Services:
    """Use as a context manager: the Bot API and Teams' connector serve, each in a thread."""

    def __init__(self) -> None:
        self.teams = FakeTeams()
        self.telegram = BotApi()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Services:
        self.teams.__enter__()
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self.telegram.start(), self._loop).result(30)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self.telegram.stop(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self.teams.__exit__(kind, fault, trace)

    @property
    def settings(self) -> dict[str, str]:
        """The environment by which the program finds both."""
        return {
            "IPS_WEBHOOK_URL": "https://ips.example.org",
            "IPS_WEBHOOK_PORT": "0",
            "IPS_TELEGRAM_TOKEN": TOKEN,
            "IPS_TELEGRAM_API": self.telegram.url,
            "IPS_TELEGRAM_MODE": "webhook",
            "IPS_TELEGRAM_SECRET": WEBHOOK_SECRET,
            "IPS_TELEGRAM_POLICY": "questions+referrals",
            "IPS_TEAMS_CLIENT_ID": CLIENT_ID,
            "IPS_TEAMS_CLIENT_SECRET": SECRET,
            "IPS_TEAMS_TENANT": TENANT,
            "FAKE_TEAMS": self.teams.url,
        }


class House(Protocol):
    """What is handed in to: a running program."""

    services: Services

    def ask(
        self, method: str, path: str, body: str | bytes | None = None, **headers: str
    ) -> tuple[int, str, str]:
        """Send a request; return status, content and cookie."""

    def waiting(self) -> int:
        """Return how many messages are still to be sent."""


_numbers = count(1)
DIALOG = ("jeg vil henvise", "{}", "ja", "ja", "18 år eller eldre", "{}")


def say_in_telegram(
    house: House, kernel: str, forms: Sequence[str], presses: Sequence[str], code: str
) -> list[int]:
    """Post updates with the kernel in every field; return the statuses. The Bot API's refusals quote it."""
    api = house.services.telegram
    for status, why in ((400, "can't parse entities: Unsupported start tag"), (403, ""), (400, "no")):
        api.fails("sendMessage", status, times=2, description=f"Bad Request: {why} {kernel}")
    statuses = []
    headers = {HEADER.replace("-", "_"): WEBHOOK_SECRET}
    updates = [*_updates(house, kernel, forms, presses), *_staff(house, kernel, code)]
    for update in updates:
        statuses.append(house.ask("POST", "/telegram/updates", json.dumps(update), **headers)[0])
    for body in (kernel, json.dumps({kernel: kernel}), json.dumps({"update_id": kernel})):
        statuses.append(house.ask("POST", "/telegram/updates", body, **headers)[0])
    statuses.append(house.ask("POST", "/telegram/updates", kernel, **{HEADER.replace("-", "_"): kernel})[0])
    _settled(house, lambda: len(api.calls))
    return statuses


def _updates(
    house: House, kernel: str, forms: Sequence[str], presses: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Yield updates, each from somebody new whose names are the kernel."""
    file = {"file_id": kernel, "file_unique_id": kernel, "file_name": f"{kernel}.pdf", "mime_type": kernel}
    bodies: list[dict[str, Any]] = [
        *({"text": form} for form in forms),
        {"text": f"/start {kernel}"},
        {"text": f"koble til {kernel}"},
        {"text": kernel, "forward_origin": {"type": "hidden_user", "sender_user_name": kernel, "date": 1}},
        {"text": "hei", "reply_to_message": {"message_id": 1, "text": kernel}, "quote": {"text": kernel}},
        {"text": "hei", "author_signature": kernel, "via_bot": {"id": 5, "is_bot": True, "username": kernel}},
        *({kind: file, "caption": form} for kind in ("document", "video", "voice") for form in forms[:4]),
        {"photo": [file], "caption": kernel},
        {"contact": {"phone_number": kernel, "first_name": kernel, "vcard": kernel}},
        {"venue": {"title": kernel, "address": kernel, "location": {"latitude": 1, "longitude": 1}}},
        {"poll": {"question": kernel, "options": [{"text": kernel}]}},
        {kernel: kernel},
    ]
    for body in bodies:
        for kind in ("message", "edited_message"):
            yield _update(kind, {**_private(house, kernel), **body})
        yield _update("message", {**_group(house, kernel), **body})
        if "text" in body:
            named = {**body, "text": f"@ips_test_bot {body['text']}",
                     "entities": [{"type": "mention", "offset": 0, "length": 13}]}  # fmt: skip
            yield _update("message", {**_group(house, kernel), **named})
    for press in presses:
        message = _private(house, kernel)
        pressed = {"id": kernel, "from": message["from"], "message": {**message, "text": kernel},
                   "data": press.format(*[kernel] * 2), "chat_instance": kernel}  # fmt: skip
        yield _update("callback_query", pressed)
    left = {"user": {"id": 1, "is_bot": True, "first_name": kernel}, "status": "kicked"}
    yield _update("my_chat_member", {**_private(house, kernel), "new_chat_member": left})
    yield _update("inline_query", {"id": kernel, "query": kernel, **_private(house, kernel)})


def _staff(house: House, kernel: str, code: str) -> Iterator[dict[str, Any]]:
    """Yield what one of the staff writes who becomes known first, into a dialog, too."""
    here = _private(house, kernel)
    for text in (f"koble til {code}", *(line.format(kernel) for line in DIALOG), "avbryt", "koble fra"):
        yield _update("message", {**here, "message_id": next(_numbers), "text": text})


def _update(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"update_id": 500_000 + next(_numbers), kind: body}


def _private(house: House, kernel: str) -> dict[str, Any]:
    """Return a message of somebody new, in a private chat that the Bot API knows."""
    user = house.services.telegram.user(kernel, kernel)
    user.chat.open = True
    names = {"first_name": kernel, "last_name": kernel, "username": kernel}
    sender = {"id": user.id, "is_bot": False, "language_code": kernel, **names}
    chat = {"id": user.id, "type": "private", **names}
    return {"message_id": next(_numbers), "date": 1_700_000_000, "from": sender, "chat": chat}


def _group(house: House, kernel: str) -> dict[str, Any]:
    group = house.services.telegram.group(kernel)
    chat = {"id": group.id, "type": "supergroup", "title": kernel, "username": kernel}
    return {**_private(house, kernel), "chat": chat}


def say_in_teams(
    house: House, kernel: str, forms: Sequence[str], presses: Sequence[str], code: str
) -> list[int]:
    """Post activities with the kernel in every field; return the statuses."""
    fake = house.services.teams
    fake.faults.extend([(400, {"x-why": kernel}), (500, {"x-why": kernel}), (413, {})])
    right = f"Bearer {fake.token()}"
    activities = [*_activities(fake, kernel, forms, presses), *_teams_staff(fake, kernel, code)]
    statuses = [
        house.ask("POST", "/teams/messages", json.dumps(one), authorization=right)[0] for one in activities
    ]
    wrong = [
        {**activities[0], "serviceUrl": f"https://{kernel}.example"},
        {**activities[0], "channelId": kernel},
        {**activities[0], "channelData": {"tenant": {"id": kernel}}},
        {kernel: kernel},
    ]
    for body in (*map(json.dumps, wrong), kernel):
        for shown in (right, f"Bearer {kernel}", kernel, f"Bearer {fake.token(sub=kernel, aud=kernel)}"):
            statuses.append(house.ask("POST", "/teams/messages", body, authorization=shown)[0])
    _settled(house, lambda: len(fake.calls))
    return statuses


def _activities(
    fake: FakeTeams, kernel: str, forms: Sequence[str], presses: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Yield activities, each from somebody new whose name and language are the kernel."""

    def user(team: str = "") -> TeamsUser:
        return TeamsUser(fake, f"user-{next(_numbers)}", locale=kernel, team=team)

    reference: dict[str, Any] = {
        "originalMessageContent": kernel,
        "originalSender": {"user": {"displayName": kernel}},
    }
    made = [
        *(user().says(form) for form in forms),
        *(user(f"19:team-{next(_numbers)}").mentions(form) for form in forms),
        *(user().edits(user().says("hei"), form) for form in forms),
        *(user().presses(press.format(*[kernel] * 2), on=str(next(_numbers))) for press in presses),
        *(user().executes(press.format(*[kernel] * 2)) for press in presses),
        *(user().sends(media, f"{kernel}.pdf", form, downloadUrl=kernel, fileType=kernel)
          for media in ("application/vnd.microsoft.teams.file.download.info", "image/png", kernel)
          for form in forms[:4]),
        user().sends("forwardedMessageReference", kernel, **reference),
        user().sends("messageReference", kernel, kernel, messagePreview=kernel),
        user().says(f"koble til {kernel}"),
        user().says("hei", summary=kernel, suggestedActions={kernel: kernel}, textFormat=kernel),
        user().activity("message", value={kernel: kernel}),
        user().activity("message", value=kernel),
        user().activity(kernel, text=kernel, name=kernel),
        user().activity("messageReaction", reactionsAdded=[{"type": kernel}]),
        user().installs(),
        user().installs("remove"),
    ]  # fmt: skip
    for activity in made:
        yield _named(activity, kernel)


def _teams_staff(fake: FakeTeams, kernel: str, code: str) -> Iterator[dict[str, Any]]:
    here = TeamsUser(fake, f"user-{next(_numbers)}", locale=kernel)
    for text in (f"koble til {code}", *(line.format(kernel) for line in DIALOG), "avbryt", "koble fra"):
        yield _named(here.says(text), kernel)


def _named(activity: dict[str, Any], kernel: str) -> dict[str, Any]:
    """Return an activity with the kernel wherever somebody or something has a name."""
    return {
        **activity,
        "from": {**activity["from"], "name": kernel, "userPrincipalName": f"{kernel}@example.org"},
        "conversation": {**activity["conversation"], "name": kernel},
        "recipient": {**activity["recipient"], "name": kernel},
        "channelData": {**activity["channelData"], "team": {"name": kernel}, "channel": {"name": kernel}},
    }


def _settled(house: House, done: Callable[[], int]) -> None:
    """Wait until nothing waits to be sent and nothing is sent any more, or for two seconds nothing was.

    Where somebody has left, or the database is broken, what waits may wait for ever.
    """
    end = time.monotonic() + SETTLED_S
    before, since = done(), time.monotonic()
    while (now := time.monotonic()) < end and now - since < QUIET_S:
        time.sleep(SHORT_S)
        if before != (before := done()):
            since = time.monotonic()
        elif not house.waiting():
            return
