"""What goes in and out of a conversation, in no channel's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.picture import Picture


class Room(StrEnum):
    """What may be done where a person writes: everything, questions only, or the little that fits a group."""

    ALL = "all"
    QUESTIONS = "questions"
    GROUP = "group"


class Unsupported(StrEnum):
    """What a channel can hand over that is no words: refused unopened, since it may show who somebody is."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing a person did: typed text, pressed a button, or sent what is refused. Exactly one is set.

    `update_id` names the event in its channel; the same id twice is the same event. An edited message is an
    event of its own and needs an id of its own. `caption` and `file_name` are the words that came with what
    is refused; the guard alone reads them. Who wrote a forwarded message first is never handed over.
    `lang` is the language of the person's client, which counts until the conversation has one of its own;
    `elsewhere` is the address at which everything can be done. Half a character, which no database takes,
    becomes a question mark.
    """

    update_id: str
    text: str | None = None
    press: str | None = None
    unsupported: Unsupported | None = None
    caption: str = ""
    file_name: str = ""
    edited: bool = False
    forwarded: bool = False
    room: Room = Room.ALL
    lang: str | None = None
    elsewhere: str = ""

    def __post_init__(self) -> None:
        for name in ("text", "press", "caption", "file_name"):
            if value := getattr(self, name):
                object.__setattr__(self, name, value.encode("utf-8", "replace").decode())
        if sum(part is not None for part in (self.text, self.press, self.unsupported)) != 1:
            raise ValueError("an inbound message is either text, a press or something refused")
        if self.unsupported is None and (self.caption or self.file_name):
            raise ValueError("only what is refused has a caption or a file name")

    @property
    def words(self) -> str:
        """What a person wrote: the text, or the caption of what is refused; nothing for a press."""
        return self.caption if self.unsupported else self.text or ""

    @property
    def second_hand(self) -> bool:
        """Tell whether this was not said anew, and by this person: it is read, but changes nothing."""
        return self.edited or self.forwarded


LONGEST_ID = 64
"""Bytes that the id of a button may have. Source: Telegram Bot API, InlineKeyboardButton.callback_data."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `id` comes back as `Inbound.press`. Raises ValueError for one that no channel would carry."""

    id: str
    label: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.id.encode()) <= LONGEST_ID:
            raise ValueError(f"the id of a button has 1 to {LONGEST_ID} bytes, not {len(self.id.encode())}")


class Tone(StrEnum):
    """How a reply is to be set off by a channel that can."""

    PLAIN = "plain"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as it is shown under an answer."""

    title: str
    section: str
    url: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone number that a channel may offer to dial with one tap."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class File:
    """A small text file to keep, such as a calendar entry; `media` is its media type."""

    name: str
    media: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to a person.

    `more` is the part that may be folded away; `do` is what the reader does now; `record` is a text to copy
    into a record system, without anything that points at a patient; `files` are for the reader to keep.
    `pictures` show what the text says, too: nobody needs them. `opened` tells that the sources are what
    was asked for: a channel that folds them away shows them, with their addresses.
    """

    text: str
    title: str = ""
    do: tuple[str, ...] = ()
    more: str = ""
    sources: tuple[SourceLine, ...] = ()
    record: str = ""
    calls: tuple[Call, ...] = ()
    choices: tuple[Choice, ...] = ()
    tone: Tone = Tone.PLAIN
    files: tuple[File, ...] = ()
    pictures: tuple[Picture, ...] = ()
    opened: bool = False
