"""Renders who has read the instruction on confidentiality, as a page and as a table to keep. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from html import escape

from bot.channels.web.bulletin.frame import done, page
from bot.channels.web.markup import markup, tag
from bot.channels.web.people import forms
from bot.channels.web.say import Say
from bot.conversation.files.table import table
from bot.domain.clock.norway import norwegian
from bot.domain.message.message import File
from bot.domain.news.desk import ReceiptSight
from bot.domain.news.instruction import Reading, Receipt, reading, unasked
from bot.domain.person.person import Person
from bot.knowledge.base.entry import Words

ORDER = (Reading.LATE, Reading.ASKED, Reading.NONE, Reading.OLDER, Reading.READ)
"""Whom the leader looks for comes first."""

COLUMNS = ("name", "stands", "version", "at", "until")


def view(words: Words, sight: ReceiptSight, person: Person, asked: int = 0) -> str:
    """Return the page; `asked` is how many were just asked to read it."""
    say = Say(words, sight.lang)
    counts = Counter(_reading(sight, one) for one in sight.receipts)
    read = say(
        "instruction.count", read=counts[Reading.READ], all=len(sight.receipts), date=_day(sight.version)
    )
    heads = [say(f"instruction.column.{name}") for name in COLUMNS]
    rows = [tuple(map(escape, cells)) for cells in _rows(say, sight)]
    left = unasked(sight.receipts, sight.version)
    ask = forms.form("", say("instruction.ask_button", count=len(left)), do="ask") if left else ""
    get = forms.link(say("instruction.page.csv"), f"/u/{person.id}/instruction.csv", plain=True)
    body = (
        tag("p", read)
        + _summary(say, counts)
        + ask
        + forms.table(say("instruction.who"), heads, rows)
        + markup("p", get)
    )
    note = done(say("instruction.page.asked", count=asked)) if asked else ""
    return page(say, person, say("instruction.who"), say("instruction.page.lead"), body, note)


def file(words: Words, sight: ReceiptSight) -> File:
    """Return the same as a table to keep."""
    say = Say(words, sight.lang)
    head = tuple(say(f"instruction.column.{name}") for name in COLUMNS)
    return table(say("instruction.file"), [head, *_rows(say, sight)])


def _summary(say: Say, counts: Counter[Reading]) -> str:
    lines = (
        tag("li", say(f"instruction.page.{kind}", count=counts[kind]))
        for kind in ORDER
        if counts[kind] and kind is not Reading.READ
    )
    return markup("ul", "".join(lines)) if counts.total() > counts[Reading.READ] else ""


def _rows(say: Say, sight: ReceiptSight) -> list[tuple[str, ...]]:
    found = sorted(sight.receipts, key=lambda one: (ORDER.index(_reading(sight, one)), one.name))
    return [
        (
            one.name,
            say(f"instruction.stands.{_reading(sight, one)}"),
            _day(one.version) if one.version else "",
            f"{norwegian(one.read_at):%d.%m.%Y}" if one.read_at else "",
            f"{one.asked_until:%d.%m.%Y}" if one.asked_until else "",
        )
        for one in found
    ]


def _reading(sight: ReceiptSight, one: Receipt) -> Reading:
    return reading(one, sight.version, sight.today)


def _day(version: str) -> str:
    return f"{dt.date.fromisoformat(version):%d.%m.%Y}"
