"""The JSON that goes over the wire, and how it becomes the domain's values and back."""

from __future__ import annotations

import datetime as dt
from base64 import b64encode
from dataclasses import replace
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from bot.channels.web.picture import drawn
from bot.channels.web.sign_in.port import Visit
from bot.conversation.dialog.buttons import meaning
from bot.domain.message.message import IS, PDF, Card, Choice, File, Inbound, Reply, Unsupported
from bot.domain.ports.desk import Notice
from bot.domain.ports.store import Past, Said
from bot.pictures import content

NEWEST = 2**63 - 1
"""The greatest number a notice can have; a reader cannot ask for more."""

_REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)
_CARD: TypeAdapter[Card] = TypeAdapter(Card)


class Turn(BaseModel):
    """One thing a person did in the page. The same `update` twice is the same thing.

    `send` says what kind of file was pasted or dropped; the file itself, and its name, stay in the browser.
    `linked` tells that a link brought the words: they may ask, but never answer a step or start anything.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    update: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{8,64}$")]
    say: str | None = None  # as long as the body may be: that it is too long is said by the turn
    press: Annotated[str, Field(max_length=200)] | None = None

    send: Literal["photo", "voice", "video", "file"] | None = None
    linked: bool = False

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if sum(part is not None for part in (self.say, self.press, self.send)) != 1:
            raise ValueError("a turn has either say, press or send")
        return self

    def inbound(self, lang: str) -> Inbound:
        """Return the turn as the domain knows it; `lang` is the browser's language."""
        refused = Unsupported(self.send) if self.send else None
        linked = self.linked and self.say is not None
        return Inbound(self.update, self.say, self.press, refused, forwarded=linked, lang=lang)


class Seen(BaseModel):
    """The number of the newest news that a page in view has shown."""

    model_config = ConfigDict(extra="forbid", strict=True)

    number: Annotated[int, Field(ge=1, le=NEWEST)]


class Holds(BaseModel):
    """How many seconds a login still holds. `prolonged` tells that using the page puts its end off."""

    seconds: int
    prolonged: bool


def holds(visit: Visit) -> Holds:
    """Return how long somebody's login holds."""
    return Holds(seconds=max(0, int(visit.left.total_seconds())), prolonged=visit.prolonged)


class Answer(BaseModel):
    """What a turn was answered; `erase` asks the page to take away what the person wrote."""

    replies: list[dict[str, Any]]
    lang: str
    kind: str
    erase: bool


class Who(BaseModel):
    """The person at the page."""

    id: str
    name: str
    role: str
    place: str


class Turned(BaseModel):
    """A turn of a talk that its person wants kept: what was written, "" for none, and what was answered."""

    mine: str
    replies: list[dict[str, Any]]
    lang: str


class Start(BaseModel):
    """What the page needs when it opens. `words` holds every language, since a talk may change it.

    `past` is the talk so far, where its person wants it kept.
    `titles` are the questions that have an answer, by language: they are suggested while one types.
    """

    person: Who
    lang: str
    words: dict[str, dict[str, str]]
    replies: list[dict[str, Any]]
    titles: dict[str, tuple[str, ...]] = {}
    past: list[Turned] = []


class News(BaseModel):
    """One event of the news stream."""

    reply: dict[str, Any]
    at: dt.datetime


class Fault(BaseModel):
    """Why a request was not taken, as a sentence for the person."""

    error: str


def shown(reply: Reply) -> dict[str, Any]:
    """Return a reply as JSON values, its pictures as SVG; the page makes their ids its own."""
    value = dict(_REPLY.dump_python(reply, mode="json"))
    files = [one | _drawn_file(file) for one, file in zip(value["files"], reply.files, strict=True)]
    pictures = [drawn(f"chat{number}", one) for number, one in enumerate(reply.pictures)]
    rows = [
        {**row, "change": _button(own.change)} for row, own in zip(value["rows"], reply.rows, strict=True)
    ]
    choices = [_button(choice) for choice in reply.choices]
    card = _card(reply.card) if reply.card else None
    return value | {"pictures": pictures, "files": files, "card": card, "rows": rows, "choices": choices}


def _button(choice: Choice) -> dict[str, Any]:
    """Return a button with what it means: the page reads no ids."""
    means = meaning(choice.id)
    told = {"role": means.role.value, "group": means.group, "says": means.says}
    return {"id": choice.id, "label": choice.label, **told}


def _card(card: Card) -> dict[str, Any]:
    """Return a card, each choice with the answer that it adds to the press of the card.

    `own` begins the id, `answer` the answer of a day that is typed.
    """
    value: dict[str, Any] = _CARD.dump_python(card, mode="json")
    parts = []
    for part, shown in zip(card.parts, value["parts"], strict=True):
        choices = [_button(one) | {"answer": one.id.parts[-1]} for one in part.choices]
        parts.append(shown | {"choices": choices, "own": part.own, "answer": f"{part.step}{IS}"})
    ways = [_button(way) for way in card.ways]
    return value | {"parts": parts, "onward": _button(card.onward), "ways": ways}


def _drawn_file(file: File) -> dict[str, str]:
    """Return what a file that is drawn holds, coded as JSON can carry it."""
    return {"data": b64encode(content(file)).decode()} if file.media == PDF else {}


def answer(said: Said) -> Answer:
    """Return what was said as it goes to the page."""
    return Answer(
        replies=[shown(r) for r in said.replies], lang=said.lang, kind=str(said.kind), erase=said.erase
    )


def turned(past: Past) -> Turned:
    """Return a kept turn as it goes to the page, without its files: they were handed out once."""
    replies = [shown(replace(reply, files=())) for reply in past.said.replies]
    return Turned(mine=past.mine, replies=replies, lang=past.said.lang)


def event(notice: Notice) -> str:
    """Return a notice as one server-sent event."""
    data = News(reply=shown(notice.reply), at=notice.at).model_dump_json()
    return f"id: {notice.number}\ndata: {data}\n\n"
