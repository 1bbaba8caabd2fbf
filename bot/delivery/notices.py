"""Words for a row of the outbox, in the language of whoever reads it."""

from __future__ import annotations

import datetime as dt

from bot.conversation.meeting import calendar_file, meeting_of
from bot.domain.message import Choice, Reply
from bot.domain.ports import News, Notice
from bot.knowledge.entry import Words

MEETING = "meeting"
"""The place of a talk that was agreed on; its reader also gets the calendar file."""

CALLED_OFF = "called_off"
"""The place of the moment when a talk was called off: the file then strikes it out."""


def worded(words: Words, news: News, lang: str | None = None) -> Notice:
    """Return the notice as its reader sees it; bokmål when nothing is known of the reader's language."""
    lang = lang or news.lang or "nb"
    places = {
        name: words.say(lang, value[1:]) if value.startswith("@") else value
        for name, value in news.places.items()
    }
    choices = tuple(Choice(choice, words.say(lang, label, **places)) for choice, label in news.buttons)
    meeting = news.places.get(MEETING)
    off = news.places.get(CALLED_OFF)
    at = dt.datetime.fromisoformat(off) if off else None
    files = (calendar_file(meeting_of(meeting), at),) if meeting else ()
    reply = Reply(words.say(lang, news.key, **places), choices=choices, files=files)
    return Notice(news.number, news.person or news.post or "", reply, news.at, news.seen)
