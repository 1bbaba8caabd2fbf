"""The guest's page: a field to ask in, and the answer, as plain HTML that needs no script."""

from __future__ import annotations

import re
from itertools import groupby

from bot.channels.web import pages
from bot.channels.web.say import Say
from bot.conversation.engine import LONGEST_TEXT
from bot.domain.message.button_id import only
from bot.domain.message.message import Reply, SourceLine
from bot.domain.ports.store import Said
from bot.knowledge.base.entry import Words

TOPIC = "topic"
MANY = 5
"""More topics than these are no next step: they are left out."""

_ITEM = re.compile(r"(-|\d{1,2}\.) (.*)")
_ADDRESS = re.compile(r"(https://\S*[^\s.,;:!?)»”])")
Line = list[tuple[str, bool]]
"""A line in parts, each with whether it is an address."""


def page(
    words: Words, said: Said, lang: str, *, asked: str = "", way_in: str = "/", first: bool = False
) -> str:
    """Return the page; `asked` stands in the field again. On the `first` page there are examples only."""
    say = Say(words, said.lang or lang)
    title = say("web.guest.title")
    heading = next((reply.title for reply in said.replies if reply.title and not first), title)
    return pages.render(
        "guest",
        say=say,
        title=title,
        heading=heading,
        replies=() if first else said.replies,
        examples=[one for reply in said.replies for one in topics(reply)] if first else (),
        asked=asked,
        longest=LONGEST_TEXT,
        to=way_in,
        blocks=blocks,
        linked=linked,
        digits=digits,
        named=named,
        topics=topics,
    )


def topics(reply: Reply) -> list[tuple[str, str]]:
    """Return the topics that its buttons lead to, with their labels; a guest has no other buttons."""
    found = (one for one in reply.choices if one.id.handler == TOPIC)
    return [(only(one.id.parts), one.label) for one in found][:MANY]


def blocks(text: str) -> list[tuple[str, list[Line]]]:
    """Return a text as paragraphs and lists: blank lines part paragraphs, "- " and "1. " begin items."""
    parts = (block.split("\n") for block in re.split(r"\n{2,}", text))
    return [
        (kind, [linked(_ITEM.sub(r"\2", line) if kind != "p" else line) for line in lines])
        for block in parts
        for kind, lines in groupby(block, key=_kind)
    ]


def _kind(line: str) -> str:
    match = _ITEM.fullmatch(line)
    return "p" if match is None else "ul" if match[1] == "-" else "ol"


def linked(text: str) -> Line:
    """Return a text in parts, its addresses apart."""
    return [(part, place % 2 == 1) for place, part in enumerate(_ADDRESS.split(text)) if part]


def named(source: SourceLine) -> str:
    """Return a source with its section."""
    return f"{source.title}, {source.section}" if source.section else source.title


def digits(number: str) -> str:
    """Return a telephone number as a link dials it."""
    return re.sub(r"[^\d+]", "", number)
