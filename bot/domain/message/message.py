"""What goes in and out of a conversation, in no channel's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.message.button_id import ButtonId
from bot.domain.message.event import Event
from bot.domain.message.picture import Picture


class Surface(StrEnum):
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
    """One thing a person did: typed text, pressed a button, sent what is refused, or made an `event`.

    Exactly one of the four is set; an event comes from the gateway alone.

    `update_id` names the event in its channel; the same id twice is the same event. An edited message is an
    event of its own and needs an id of its own. `caption` and `file_name` are the words that came with what
    is refused; the guard alone reads them. Who wrote a forwarded message first is never handed over.
    `lang` is the language of the person's client, which counts until the conversation has one of its own;
    `elsewhere` is the address at which everything can be done. `unproved` tells that the person must show
    anew who they are before a consent is recorded. Half a character, which no database takes,
    becomes a question mark.
    """

    update_id: str
    text: str | None = None
    press: str | None = None
    unsupported: Unsupported | None = None
    event: Event | None = None
    caption: str = ""
    file_name: str = ""
    edited: bool = False
    forwarded: bool = False
    surface: Surface = Surface.ALL
    lang: str | None = None
    elsewhere: str = ""
    unproved: bool = False

    def __post_init__(self) -> None:
        for name in ("text", "press", "caption", "file_name"):
            if value := getattr(self, name):
                object.__setattr__(self, name, value.encode("utf-8", "replace").decode())
        what = (self.text, self.press, self.unsupported, self.event)
        if sum(part is not None for part in what) != 1:
            raise ValueError("an inbound message is either text, a press, something refused or an event")
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


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `id` comes back as `Inbound.press`."""

    id: ButtonId
    label: str


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


PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class File:
    """A small file to keep, such as a calendar entry; `media` is its media type.

    A PDF is a page that a channel draws from the text, in the language `lang`; the heading stands first.
    """

    name: str
    media: str
    text: str
    lang: str = ""


IS = "="
"""Stands between a question of a card and its answer."""


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a card: pressing one of its choices answers it alone.

    `number` is its place among all questions; `given` is the answer that stands, in words, and `chosen` the
    id of its choice ("" for none). With `dated` a day may be answered, too, in place of the choices. `ask` is
    how it is asked beneath the card's heading, `full` how it is asked alone.
    """

    number: int
    step: str
    ask: str
    choices: tuple[Choice, ...]
    given: str = ""
    chosen: str = ""
    dated: bool = False
    help: str = ""
    full: str = ""

    @property
    def own(self) -> str:
        """How the ids of its choices begin: a day that is typed stands behind it, as an answer does."""
        first = self.choices[0].id
        return f"{first.removesuffix(first.parts[-1])}{self.step}{IS}"


@dataclass(frozen=True, slots=True)
class Card:
    """Questions that are asked together; none has an answer that nobody gave.

    `onward` sends what was answered (see `together`), `ways` lead elsewhere. `again` tells that the card
    stands already where the press came from, and only the answers are new. A channel without such cards
    shows them as text, with the reply's own choices: those of the first question that is open.
    """

    parts: tuple[Part, ...]
    onward: Choice
    ways: tuple[Choice, ...] = ()
    again: bool = False


MEANWHILE = "&"
"""Stands between the answers that one press of a card carries."""


def together(onward: ButtonId, chosen: tuple[ButtonId, ...]) -> str:
    """Return the press that carries these answers of a card; each is the id of a choice of a part of it."""
    ids = (one.parts[-1] for one in chosen)
    return MEANWHILE.join((onward, *ids))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list to be checked: what was asked, what was answered, and how to change it."""

    name: str
    value: str
    change: Choice


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to a person.

    `more` is the part that may be folded away; `do` is what the reader does now; `record` is a text to
    copy into a record system, without anything that points at a patient; `files` are for the reader to
    keep. `pictures` show what the text says, too: nobody needs them. `opened` tells that the sources are
    what was asked for: a channel that folds them away shows them, with their addresses. `card` are
    questions that are asked together; `rows` are answers to be checked, numbered from 1, and `after` is
    said below them. With `verdict` the title is what one came for: it stands out. `state` is where the thing
    that the title names stands, as the text says, too; `primary` is the id of the choice that comes next.
    `caution` is for a channel that does not say it at all times, beside what one writes.
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
    card: Card | None = None
    rows: tuple[Row, ...] = ()
    after: str = ""
    verdict: bool = False
    state: str = ""
    primary: str = ""
    caution: str = ""
