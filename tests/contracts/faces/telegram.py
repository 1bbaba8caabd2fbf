"""Telegram, by one of the two libraries: updates from a Bot API server, messages to it."""

from __future__ import annotations

from typing import Any

from tests.channels.telegram.wire import Wire
from tests.contracts.faces.faces import HANDLERS, Seen, about
from tests.fakes.bot_api import Shown, User

KINDS = {"photo": "photo", "voice": "voice", "sticker": "sticker", "file": "document"}


class TelegramFace:
    """See faces.Face."""

    def __init__(self, library: str) -> None:
        self.house = self._wire = Wire(HANDLERS, library)
        self._said: dict[str, Any] = {}
        self._texts: dict[str, dict[int, str]] = {}

    def _user(self, who: str) -> User:
        return self._wire._run(self._wire._known(about(who)))

    def _after(self, who: str) -> list[Seen]:
        self._wire._run(self._wire._settle())
        return self.news(who)

    def says(self, who: str, text: str) -> list[Seen]:
        """See Face."""
        self._said[who] = self._user(who).says(text)
        return self._after(who)

    def presses(self, who: str, token: Any) -> list[Seen]:
        """See Face."""
        shown, label = token
        self._user(who).presses(label, on=shown)
        return self._after(who)

    def sends(self, who: str, kind: str) -> list[Seen] | None:
        """See Face."""
        self._said[who] = getattr(self._user(who), f"sends_{KINDS[kind]}")()
        return self._after(who)

    def edits(self, who: str, text: str) -> list[Seen] | None:
        """See Face."""
        self._user(who).edits(self._said[who], text)
        return self._after(who)

    def news(self, who: str) -> list[Seen]:
        """See Face."""
        user, read = self._user(who), self._wire._read
        self._wire._run(self._wire._carried())
        mine, known = [shown for shown in user.screen if shown.by_bot], self._texts.setdefault(who, {})
        fresh = [s for s in mine if s.id > read.get(who, 0) or (s.buttons and known.get(s.id) != s.text)]
        known.update({shown.id: shown.text for shown in mine})
        read[who] = max((shown.id for shown in mine), default=read.get(who, 0))
        return [self._seen(who, shown) for shown in fresh]

    def _seen(self, who: str, shown: Shown) -> Seen:
        choices = {one["label"]: self._wire._shown[who, one["id"]] for one in self._wire._choices(who, shown)}
        copies = [text for kind, text in shown.marks if kind == "pre"]
        name, content = shown.file or ("", b"")
        pictures = [(content, shown.text)] if name.endswith(".png") else []
        return Seen(self._wire._seen(shown), choices, list(shown.links), copies, [], pictures)

    def greeting(self, lang: str) -> str | None:
        """See Face."""
        user = self._wire._server.user("Ny", language=lang)
        user.starts()
        self._wire._run(self._wire._settle())
        return user.last.text

    def deletion(self, who: str) -> str:
        """See Face."""
        number = self._said[who]["message"]["message_id"]
        return "nothing" if number in self._user(who).chat.messages else "deletes"

    def leaves(self, who: str) -> bool:
        """See Face."""
        self._user(who).blocks()
        self._wire._run(self._wire._settle())
        return True

    def waiting(self) -> list[str]:
        """See Face."""
        rows = self._wire._run(self._wire._store.rows("outbox"))
        return [row["text_key"] for row in rows if row["delivered_at"] is None]

    def close(self) -> None:
        """See Face."""
        self._wire.close()
