"""Words for a row of the outbox, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.conversation.files.calendar import calendar_file
from bot.conversation.files.event_file import event_file
from bot.domain.message.button_id import ButtonId, parts_of
from bot.domain.message.message import Choice, Reply
from bot.domain.ports.desk import Notice
from bot.domain.ports.store import News
from bot.domain.turn.notice import Goal, Lead, NoticeButton, Press, Term
from bot.knowledge.base.entry import Words

LEADS: Mapping[Goal, Press] = MappingProxyType(
    {
        Goal.REFERRAL: Press(ButtonId("referrals"), "referrals.show"),
        Goal.REFERRALS: Press(ButtonId("referrals"), "referrals.button"),
        Goal.OPEN: Press(ButtonId("referrals"), "handle.open"),
        Goal.RENEW: Press(ButtonId("renew"), "renew.button"),
        Goal.INQUIRY: Press(ButtonId("inquiry"), "inquiry.show"),
        Goal.COURSE: Press(ButtonId("course", "repeat"), "course.repeat"),
        Goal.SEE_AGAIN: Press(ButtonId("course"), "course.see_again"),
        Goal.INSTRUCTION: Press(ButtonId("instruction"), "instruction.open"),
        Goal.NOT_COMING: Press(ButtonId("events", "o"), "events.not_coming"),
        Goal.UNSUBSCRIBE: Press(ButtonId("newsletter", "off"), "newsletter.unsubscribe"),
        Goal.COURSE_QUIET: Press(ButtonId("course", "quiet"), "course.quiet"),
    }
)
"""The button of each goal, before the code of the case, or what else is named."""


def worded(words: Words, news: News, lang: str | None = None, letters_from: str = "") -> Notice:
    """Return the notice as its reader sees it; bokmål when nothing is known of the reader's language.

    `letters_from` is the sender of letters: who calls a talk off in a calendar.
    A place that ends in the reader's language ("text.nn") stands for one without ("text").
    """
    lang = lang or news.lang or "nb"
    places = {
        name.removesuffix(f".{lang}"): words.say(lang, f"{value.sort}.{value.name}")
        if isinstance(value, Term)
        else value
        for name, value in news.values.items()
    }
    pressed = (_press(button) for button in news.buttons)
    choices = tuple(Choice(one.choice, words.say(lang, one.label, **places)) for one in pressed)
    files = (calendar_file(news.meeting, news.called_off, letters_from),) if news.meeting else ()
    if news.event:
        files = (
            event_file(news.event, places["what"], places["place"], news.at, news.called_off, letters_from),
        )
    reply = Reply(words.say(lang, news.kind, **places), choices=choices, files=files)
    return Notice(news.number, news.person or news.post or "", reply, news.at, news.seen)


def _press(button: NoticeButton) -> Press:
    if isinstance(button, Lead):
        to = LEADS[button.to]
        return Press(to.choice.then(*parts_of(button.code)), to.label)
    return button
