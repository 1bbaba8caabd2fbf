"""People of tests: they write, press, send things, block the bot; and they see what stands in their chat."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from .chats import Button, Chat, Shown
from .html import found
from .parameters import Upload
from .updates import Update

if TYPE_CHECKING:
    from .server import BotApi


_ALBUMS = count(13_000_000_001)

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
"""Whom Telegram names as the writer where somebody writes in the name of a chat."""


@dataclass
class Press:
    """A pressed button, and how the bot answered."""

    id: str
    update: Update
    answered: bool = False
    text: str = ""
    alert: bool = False


class Group:
    """A group with the bot in it."""

    def __init__(self, api: BotApi, chat: Chat) -> None:
        self._api, self.chat, self.id = api, chat, chat.id

    @property
    def screen(self) -> list[Shown]:
        """What stands in the group now."""
        return self.chat.screen

    async def sees(self, text: str, seconds: float = 20) -> Shown:
        """Wait for a message of the bot with this text in it."""
        return await _seen(self._api, self.chat, text, seconds)

    def removes_bot(self) -> Update:
        """Throw the bot out."""
        self.chat.gone = "bot was kicked from the supergroup chat"
        return _member(self._api, self.chat, self._api.me, "member", "kicked")

    def adds_bot(self) -> Update:
        """Take the bot in."""
        self.chat.gone, self.chat.open = "", True
        return _member(self._api, self.chat, self._api.me, "left", "member")


class User:
    """A person with a private chat with the bot. `language` is that of the person's program."""

    def __init__(self, api: BotApi, user_id: int, name: str, language: str) -> None:
        self._api, self.id, self.name, self.language = api, user_id, name, language
        self.about = {"id": user_id, "is_bot": False, "first_name": name, "language_code": language}
        self.chat = api.chats[user_id] = Chat(user_id, "private", {"first_name": name})

    @property
    def screen(self) -> list[Shown]:
        """What stands in the private chat now."""
        return self.chat.screen

    @property
    def last(self) -> Shown:
        """The bot's newest message in the private chat."""
        return [shown for shown in self.screen if shown.by_bot][-1]

    @property
    def menu(self) -> list[tuple[str, str]]:
        """The commands that the person is offered, in the person's language."""
        return self._api.profile.menu(self.id, self.language)

    async def sees(self, text: str, seconds: float = 20) -> Shown:
        """Wait for a message of the bot with this text in it."""
        return await _seen(self._api, self.chat, text, seconds)

    async def until(self, true: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until something is true."""
        if not await self._api.signal.until(true, seconds):
            raise AssertionError(f"it never came true; the chat shows {_short(self.chat)}")

    async def hears(self, seconds: float = 20) -> Shown:
        """Wait until the newest message in the private chat is the bot's."""
        await self.until(lambda: bool(self.screen) and self.screen[-1].by_bot, seconds)
        return self.screen[-1]

    def starts(self, payload: str = "") -> Update:
        """Press START, perhaps by a deep link."""
        return self.says(f"/start {payload}".rstrip())

    def says(
        self, text: str, to: Group | None = None, answering: Shown | None = None, *, topic: int = 0
    ) -> Update:
        """Write, in private or in a group, perhaps in a topic of it."""
        entities = found(text)
        body: dict[str, Any] = {"text": text} | ({"entities": entities} if entities else {})
        if topic:
            body |= {"message_thread_id": topic, "is_topic_message": True}
        return self._sends(body, to, answering)

    def says_as(self, sender: Mapping[str, Any], text: str, to: Group) -> Update:
        """Write in a group in the name of a chat: of the group itself, or of a channel."""
        before, self.about = self.about, ANONYMOUS if sender["id"] == to.id else CHANNEL
        try:
            return self._sends({"text": text, "entities": found(text), "sender_chat": dict(sender)}, to)
        finally:
            self.about = before

    def edits(self, message: Update | Shown, text: str) -> Update:
        """Change a message of the person's own."""
        chat, number = self._place(message)
        raw = chat.messages[number]
        raw |= {"text": text, "edit_date": int(self._api.now()), "entities": found(text)}
        return self._api.waiting.new("edited_message", dict(raw))

    def deletes(self, message: Update | Shown) -> None:
        """Take a message away; the bot is not told."""
        chat, number = self._place(message)
        chat.messages.pop(number, None)

    def presses(self, label: str, on: Shown | None = None) -> Press | str:
        """Press a button; return the press, or the address that an address button opens.

        Without `on` the button must stand there now. With `on` it is pressed as it once was: by a client that
        has not seen yet that the button went.
        """
        message = on or self._with(label)
        button: Button = message.button(label)
        if button.url:
            return button.url
        chat = self._api.chats[message.chat_id]
        gone = {"message_id": message.id, "chat": chat.info(), "date": 0}
        number = str(self._api.number())
        query = {
            "id": number,
            "from": self.about,
            "message": chat.messages.get(message.id, gone),
            "chat_instance": str(chat.id),
            "data": button.data,
        }
        press = Press(number, {})
        self._api.presses[number] = press
        press.update = self._api.waiting.new("callback_query", query)
        return press

    def sends_photo(self, caption: str = "") -> Update:
        """Send a picture."""
        return self._file("photo", Upload("photo.jpg", b"\xff\xd8\xff\xe0 no picture"), caption)

    def sends_album(self, captions: Sequence[str]) -> list[Update]:
        """Send as many pictures at once as there are captions. Source: Bot API, Message.media_group_id."""
        file, group = Upload("photo.jpg", b"\xff\xd8\xff\xe0 no picture"), str(next(_ALBUMS))
        return [self._file("photo", file, caption, media_group_id=group) for caption in captions]

    def sends_voice(self) -> Update:
        """Send spoken words."""
        return self._file("voice", Upload("voice.ogg", b"OggS no sound"))

    def sends_document(self, name: str = "note.txt", data: bytes = b"hei", caption: str = "") -> Update:
        """Send a file."""
        return self._file("document", Upload(name, data), caption)

    def sends_sticker(self) -> Update:
        """Send a sticker."""
        return self._file("sticker", Upload("sticker.webp", b"RIFF no sticker"))

    def sends_contact(self, phone: str = "+4781549300", name: str = "Ola") -> Update:
        """Send somebody's number."""
        return self._sends({"contact": {"phone_number": phone, "first_name": name}})

    def sends_location(self, latitude: float = 59.91, longitude: float = 10.75) -> Update:
        """Send a place."""
        return self._sends({"location": {"latitude": latitude, "longitude": longitude}})

    def forwards(self, text: str, origin: str = "Kari") -> Update:
        """Send on what somebody else has written."""
        came = {"type": "hidden_user", "sender_user_name": origin, "date": int(self._api.now()) - 60}
        return self._sends({"text": text, "forward_origin": came})

    def blocks(self) -> Update:
        """Block the bot."""
        self.chat.gone = "bot was blocked by the user"
        return _member(self._api, self.chat, self.about, "member", "kicked")

    def unblocks(self) -> Update:
        """Take the block away."""
        self.chat.gone, self.chat.open = "", True
        return _member(self._api, self.chat, self.about, "kicked", "member")

    def vanishes(self) -> None:
        """Delete the account."""
        self.chat.gone = "user is deactivated"

    def _file(self, kind: str, file: Upload, caption: str = "", **more: str) -> Update:
        body = {kind: self._api.keep(kind, file)} | more | ({"caption": caption} if caption else {})
        return self._sends(body, file=file)

    def _sends(
        self,
        body: dict[str, Any],
        to: Group | None = None,
        answering: Shown | None = None,
        file: Upload | None = None,
    ) -> Update:
        chat = to.chat if to else self.chat
        chat.open = True
        if answering is not None:
            body["reply_to_message"] = chat.messages[answering.id]
        heard = chat.kind == "private" or not self._api.privacy or self._meant(body, chat)
        message = self._api.put(chat, self.about, body)
        if file is not None:
            chat.files[message["message_id"]] = (file.name, file.data)
        chat.bot_spoke_last = False
        return self._api.waiting.new("message", dict(message)) if heard and not chat.gone else {}

    def _meant(self, body: dict[str, Any], chat: Chat) -> bool:
        """Tell whether a bot in privacy mode gets a message of a group."""
        name = f"@{self._api.me['username']}".lower()
        text = str(body.get("text", body.get("caption", ""))).lower()
        answered = body.get("reply_to_message", {}).get("from", {}).get("id") == self._api.me["id"]
        plain = re.match(r"/\w+(?![@\w])", text) is not None and chat.bot_spoke_last
        return answered or plain or re.search(re.escape(name) + r"(?!\w)", text) is not None

    def _place(self, message: Update | Shown) -> tuple[Chat, int]:
        if isinstance(message, Shown):
            return self._api.chats[message.chat_id], message.id
        return self._api.chats[message["message"]["chat"]["id"]], int(message["message"]["message_id"])

    def _with(self, label: str) -> Shown:
        for shown in reversed(self.screen):
            if label in shown.labels:
                return shown
        raise LookupError(f"no button {label!r}; the chat shows {[s.labels for s in self.screen]}")


def _short(chat: Chat) -> list[str]:
    return [f"{'bot: ' if s.by_bot else ''}{s.text[:80]} {[*s.labels]}" for s in chat.screen]


async def _seen(api: BotApi, chat: Chat, text: str, seconds: float) -> Shown:
    def there() -> list[Shown]:
        return [shown for shown in chat.screen if shown.by_bot and text in shown.text]

    if not await api.signal.until(lambda: bool(there()), seconds):
        raise AssertionError(f"{text!r} was never seen; the chat shows {_short(chat)}")
    return there()[-1]


def _member(api: BotApi, chat: Chat, by: dict[str, Any], old: str, new: str) -> Update:
    body = {
        "chat": chat.info(),
        "from": by if not by["is_bot"] else {"id": 1, "is_bot": False, "first_name": "Admin"},
        "date": int(api.now()),
        "old_chat_member": _status(api, old),
        "new_chat_member": _status(api, new),
    }
    return api.waiting.new("my_chat_member", body)


def _status(api: BotApi, status: str) -> dict[str, Any]:
    return {"user": api.me, "status": status} | ({"until_date": 0} if status == "kicked" else {})
