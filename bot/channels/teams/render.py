"""A reply as activities of Teams, each with one Adaptive Card. Pure.

Teams takes about 100 KB for a message, counted as UTF-16, advises 80, and took 28 before; we stay under 28 KB
as it is sent, which is under 56 as UTF-16. A long answer becomes several cards, the buttons under the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.channels.plain import rows
from bot.channels.teams import card
from bot.channels.teams.card import Element
from bot.channels.teams.meeting_link import meeting_link
from bot.domain.message.message import File, Part, Reply, SourceLine, Tone
from bot.domain.message.picture import Figure, Picture, Places
from bot.knowledge.base.entry import Words
from bot.pictures import png, strip

MOST_BYTES = 28_000
_BODY = 20_000
_FOLDED = 8_000
_SHORT = 150
STRIP_WIDTH, CODE_WIDTH, FIGURE_WIDTH = 280, 200, 320
"""Pixels that pictures take, so that they fit the narrowest card."""

_STYLES = {Tone.PLAIN: "default", Tone.WARNING: "warning", Tone.DANGER: "attention"}

CARD = "application/vnd.microsoft.card.adaptive"


def render(reply: Reply, words: Words, lang: str) -> list[Element]:
    """Return a reply as activities in the order in which they are sent; at least one."""
    bodies = list(card.grouped(_body(reply, words, lang), _BODY)) or [[card.line("…")]]
    return [_activity(body, reply, lang) for body in bodies]


def notice(reply: Reply, code: str, words: Words, lang: str) -> Element:
    """Return a short word that a card further up about a referral has changed: a change alone is not told.

    It has the card's buttons, so that nobody has to look for them.
    """
    said = card.lines(shortened(reply.text))
    changed = card.lines(words.say(lang, "teams.card_changed", code=code), isSubtle=True)
    return _activity([*said, *changed, *_choices(reply)], reply, lang)


def plain(text: str, lang: str) -> Element:
    """Return a text as an activity."""
    return _activity(card.lines(text), Reply(text), lang)


def shortened(text: str, most: int = _SHORT) -> str:
    """Return the beginning of a text, up to a word's end."""
    flat = " ".join(text.split())
    return (
        flat if len(flat) <= most else flat[: flat.rfind(" ", 0, most) if " " in flat[:most] else most] + " …"
    )


def _activity(body: list[Element], reply: Reply, lang: str) -> Element:
    short = shortened(" ".join(part for part in (reply.title, reply.text) if part)) or "…"
    content = card.card(body, lang, short)
    attachment = {"contentType": CARD, "content": content}
    return {"type": "message", "locale": lang, "summary": short, "attachments": [attachment]}


def _body(reply: Reply, words: Words, lang: str) -> Iterator[Element]:
    yield from _said(reply)
    yield from card.buttons(card.link(call.label[:200], _dial(call.number)) for call in reply.calls)
    if reply.do:
        yield from card.lines(words.say(lang, "answer.do") + ":", weight="bolder")
        for one in reply.do:
            yield from card.lines(f"• {one}", "small")
    yield from card.lines("\n".join(rows(reply)))
    yield from card.lines(reply.after, weight="bolder")
    for part in reply.card.parts if reply.card else ():
        yield from _part(part)
    for picture in reply.pictures:
        yield from _picture(picture)
    yield from _more(reply, words, lang)
    for number, piece in enumerate(card.cut(reply.record)):
        yield card.copyable(piece, words.say(lang, "answer.record"), number)
    if reply.record:
        yield from card.lines(words.say(lang, "teams.copy"), isSubtle=True)
    for file in reply.files:
        yield from _file(file, words, lang)
    for source in reply.sources:
        yield from _source(source, words, lang)
    yield from _choices(reply)


def _choices(reply: Reply) -> list[Element]:
    if reply.card is None:
        return card.buttons(card.submit(choice.label[:500], choice.id) for choice in reply.choices)
    onward = card.submit_all(reply.card.onward.label[:500], reply.card.onward.id)
    ways = (card.submit(choice.label[:500], choice.id) for choice in reply.card.ways)
    return [*card.buttons([onward]), *card.buttons(ways)]


def _part(part: Part) -> Iterator[Element]:
    """Yield a question of a card; a day that was written stands among its answers."""
    choices = [(str(choice.id), choice.label) for choice in part.choices]
    if part.given and part.chosen not in dict(choices):
        choices.append((part.chosen, part.given))
    yield card.choose(part.step, f"{part.number}. {part.ask}", choices, part.chosen)


def _said(reply: Reply) -> Iterator[Element]:
    """Yield title and text, set off where the matter is grave."""
    title = card.lines(reply.title, weight="bolder", size="extraLarge" if reply.verdict else "medium")
    for items in card.grouped([*title, *card.lines(reply.text), *card.lines(reply.caution)], 12_000):
        if reply.tone is Tone.PLAIN:
            yield from items
        else:
            yield card.container(items, style=_STYLES[reply.tone], bleed=True)


def _picture(picture: Picture) -> Iterator[Element]:
    """Yield a picture. Of places the words stand as text, so that they are sharp, small, and fit any theme.

    One that is too large for a card is left out: the text says all that it shows.
    """
    if isinstance(picture, Places):
        for group in picture.groups:
            yield from card.lines(group.name, weight="bolder")
            for row in group.rows:
                yield from card.lines(row.name, "small")
                yield from _image(strip(row), f"{row.name}: {row.note}", STRIP_WIDTH)
    elif isinstance(picture, Figure):
        yield from _image(png(picture), picture.description, FIGURE_WIDTH)
    else:
        opens = card.link(picture.title, picture.text)
        yield from _image(png(picture), picture.description, CODE_WIDTH, opens)


def _image(content: bytes, alternative: str, width: int, link: Element | None = None) -> Iterator[Element]:
    made = card.picture(content, alternative, width, link)
    if card.size(made) <= card.MOST_IN_A_PIECE:
        yield made


def _more(reply: Reply, words: Words, lang: str) -> Iterator[Element]:
    """Yield what may be folded away, folded; what is too much for one piece stands open."""
    items = card.lines(reply.more)
    if card.size(items) > _FOLDED:
        yield from items
    elif items:
        unfold = {"type": "Action.ToggleVisibility", "title": words.say(lang, "answer.more")}
        yield card.container(
            [
                {"type": "ActionSet", "actions": [{**unfold, "targetElements": ["more"]}]},
                card.container(items, id="more", isVisible=False),
            ]
        )


def _source(source: SourceLine, words: Words, lang: str) -> Iterator[Element]:
    note = f" ({source.note})" if source.note else ""
    text = f"{words.say(lang, 'answer.source')}: {source.title}, {source.section}{note}"
    url = source.url if re.match(r"https?://", source.url or "") else None
    looks: dict[str, Any] = {"size": "small"} if url else {"size": "small", "isSubtle": True}
    for piece in card.cut(text):
        yield card.line(piece, "small", url, **looks)


def _file(file: File, words: Words, lang: str) -> Iterator[Element]:
    """Yield what becomes of a file: a bot in Teams cannot hand one over without asking for consent first.

    A calendar entry becomes a link that opens Teams' own calendar with it.
    """
    yield from card.lines(words.say(lang, "file.text", name=file.name))
    url = meeting_link(file)
    if url:
        yield from card.buttons([card.link(words.say(lang, "teams.calendar"), url)])
    else:
        yield from card.lines(words.say(lang, "teams.file", name=file.name))


def _dial(number: str) -> str:
    return "tel:" + re.sub(r"[^\d+]", "", number)
