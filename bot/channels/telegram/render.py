"""A reply as Telegram messages. Pure: no network, no library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bot.channels.plain import rows
from bot.channels.telegram.buttons import Keyboard, cut, in_full, keyboards, ticked
from bot.channels.telegram.html import Piece, Run, Tag, pieces, units
from bot.domain.message.message import File, Part, Reply, SourceLine, Tone
from bot.domain.message.picture import Picture
from bot.knowledge.base.entry import Words
from bot.pictures import content, png

SIGNS = {Tone.PLAIN: "", Tone.WARNING: "⚠️ ", Tone.DANGER: "🚨 "}
"""What sets off a reply, in every language the same."""

NOTHING = "…"
"""Stands where Telegram wants a text and the reply has none, such as above more buttons."""

CAPTION = 1024
"""UTF-16 code units that the text below a picture may have. Source: Bot API, sendPhoto."""

MORE = " …"
SIDES, RATIO = 10_000, 20

Block = tuple[Run, ...]
GAP = Run("\n\n")


@dataclass(frozen=True, slots=True)
class Text:
    """One text message; `plain` is sent where Telegram will not take the tags."""

    html: str
    plain: str
    buttons: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file, as a message."""

    name: str
    content: bytes
    buttons: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture (PNG) as a message, with a text below it that says what it shows; see Text."""

    content: bytes
    html: str
    plain: str
    buttons: Keyboard = ()


Message = Text | Document | Photo


def render(reply: Reply, words: Words, lang: str) -> list[Message]:
    """Return what a reply is in Telegram, in the order of sending; the buttons are under the last one."""
    texts = [Text(piece.html, piece.plain) for piece in pieces(_runs(reply, words, lang))]
    messages: list[Message] = [*_illustrated(texts, reply.pictures), *map(_document, reply.files)]
    first, *others = (ticked(reply.card) if reply.card else keyboards(reply.choices)) or [()]
    if not messages and first:
        messages = [Text(NOTHING, NOTHING)]
    if messages:
        messages[-1] = replace(messages[-1], buttons=first)
    return [*messages, *(Text(NOTHING, NOTHING, keyboard) for keyboard in others)]


def _illustrated(texts: list[Text], pictures: tuple[Picture, ...]) -> list[Message]:
    """Return texts and pictures as messages: as one, where the text is short enough to stand below a picture.

    Else pictures come after the text, each with what it shows in words. One that Telegram would not take is
    left out: the text says it all.
    """
    drawn = [(one, content) for one in pictures if _fits(content := png(one))]
    photos = [Photo(content, *_caption(one.description)) for one, content in drawn]
    if photos and len(texts) == 1 and units(texts[0].plain) <= CAPTION:
        return [replace(photos[0], html=texts[0].html, plain=texts[0].plain), *photos[1:]]
    return [*texts, *photos]


def _caption(text: str) -> tuple[str, str]:
    first, *others = pieces((Run(text),), CAPTION - len(MORE)) or [Piece("", "")]
    end = MORE if others else ""
    return first.html + end, first.plain + end


def _fits(content: bytes) -> bool:
    """Tell whether Telegram takes a PNG as a photo.

    Source: Bot API, sendPhoto: width and height not above 10,000 together, their ratio at most 20.
    """
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))  # PNG, its first chunk
    return width + height <= SIDES and max(width, height) <= RATIO * min(width, height)


def _runs(reply: Reply, words: Words, lang: str) -> Iterator[Run]:
    blocks = [block for block in _blocks(reply, words, lang) if any(run.text.strip() for run in block)]
    if blocks and (sign := SIGNS[reply.tone]):
        yield Run(sign)
    for number, block in enumerate(blocks):
        if number:
            yield GAP
        yield from block


def _blocks(reply: Reply, words: Words, lang: str) -> Iterator[Block]:
    """Yield the parts of a reply in reading order. What may save a life is never folded or further down."""
    yield (Run(reply.title.strip(), Tag.BOLD),)
    yield (Run(reply.text.strip()),)
    yield (Run(reply.caution),)
    yield (Run("\n".join(rows(reply))),)
    yield (Run(reply.after, Tag.BOLD),)
    for part in reply.card.parts if reply.card else ():
        yield tuple(_part(part))
    # Telegram follows http(s), tg and ton links only; a number it knows as one when it stands plain or bold.
    yield (Run("\n".join(call.label for call in reply.calls), Tag.BOLD),)
    if reply.do:
        yield (
            Run(f"{words.say(lang, 'answer.do')}:", Tag.BOLD),
            Run("".join(f"\n• {line}" for line in reply.do)),
        )
    yield (Run(reply.more.strip(), Tag.FOLDED),)
    if record := reply.record.strip():
        yield Run(f"{words.say(lang, 'answer.record')}:", Tag.BOLD), Run("\n"), Run(record, Tag.COPY)
    if reply.sources:
        yield tuple(_sources(reply.sources, words.say(lang, "answer.source")))
    if not reply.card:
        yield (Run("\n".join(in_full(reply.choices))),)


def _part(part: Part) -> Iterator[Run]:
    """Yield a question of a card with its answer; answers that no button shows in full stand below it."""
    yield Run(f"{part.number}. {part.ask}", Tag.BOLD)
    if part.given:
        yield Run(f"\n✓ {part.given}")
        return
    for choice in part.choices:
        label = f"{part.number}. {choice.label}"
        if cut(label) != label:
            yield Run(f"\n– {choice.label}")


def _sources(sources: tuple[SourceLine, ...], name: str) -> Iterator[Run]:
    for number, source in enumerate(sources):
        yield Run(f"{chr(10) if number else ''}{name}: ")
        yield Run(source.title, Tag.LINK, source.url or "") if _followed(source.url) else Run(source.title)
        note = f" ({source.note})" if source.note else ""
        yield Run(f", {source.section}{note}")


def _followed(url: str | None) -> bool:
    """Tell whether Telegram makes a link of this address."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _document(file: File) -> Document:
    return Document(file.name, content(file))
