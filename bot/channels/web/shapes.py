"""The JSON that goes over the wire, and how it becomes the domain's values and back."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from bot.channels.web.picture import drawn
from bot.domain.message import Inbound, Reply, Unsupported
from bot.domain.ports import Notice, Said

NEWEST = 2**63 - 1
"""The greatest number a notice can have; a reader cannot ask for more."""

_REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)


class Turn(BaseModel):
    """One thing a person did in the page. The same `update` twice is the same thing.

    `send` says what kind of file was pasted or dropped; the file itself, and its name, stay in the browser.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    update: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{8,64}$")]
    say: str | None = None  # as long as the body may be: that it is too long is said by the turn
    press: Annotated[str, Field(max_length=200)] | None = None

    send: Literal["photo", "voice", "video", "file"] | None = None

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if sum(part is not None for part in (self.say, self.press, self.send)) != 1:
            raise ValueError("a turn has either say, press or send")
        return self

    def inbound(self, lang: str) -> Inbound:
        """Return the turn as the domain knows it; `lang` is the browser's language."""
        refused = Unsupported(self.send) if self.send else None
        return Inbound(self.update, self.say, self.press, refused, lang=lang)


class Seen(BaseModel):
    """The number of the newest news that a page in view has shown."""

    model_config = ConfigDict(extra="forbid", strict=True)

    number: Annotated[int, Field(ge=1, le=NEWEST)]


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


class Start(BaseModel):
    """What the page needs when it opens. `words` holds every language, since a talk may change it."""

    person: Who
    lang: str
    words: dict[str, dict[str, str]]
    replies: list[dict[str, Any]]


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
    return value | {"pictures": [drawn(f"chat{number}", one) for number, one in enumerate(reply.pictures)]}


def answer(said: Said) -> Answer:
    """Return what was said as it goes to the page."""
    return Answer(
        replies=[shown(r) for r in said.replies], lang=said.lang, kind=str(said.kind), erase=said.erase
    )


def event(notice: Notice) -> str:
    """Return a notice as one server-sent event."""
    data = News(reply=shown(notice.reply), at=notice.at).model_dump_json()
    return f"id: {notice.number}\ndata: {data}\n\n"
