"""A letter, and how it is written: which case it is about, where to read on, a talk for the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from bot.conversation.files.invitation import invitation, method
from bot.domain.case.code import is_code
from bot.domain.case.meeting import Meeting
from bot.knowledge.base.entry import Words


@dataclass(frozen=True, slots=True)
class Letter:
    """Says that there is news, or writes a `meeting` into a calendar; it was `called_off` where that is set.

    `key` is the same however often it is sent; `code` is the referral's.
    """

    key: str
    address: str
    lang: str
    code: str
    meeting: Meeting | None = None
    called_off: dt.datetime | None = None


def written(letter: Letter, words: Words, sender: str, link: str, at: dt.datetime) -> EmailMessage:
    """Return the message. The same letter always bears the same Message-ID: a reader gets it once."""
    kind, places = _about(letter)
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.address
    message["Subject"] = words.say(letter.lang, f"mail{kind}.subject", **places)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id(letter.key, sender)
    message["Auto-Submitted"] = "auto-generated"
    # Exchange goes by this instead. Source: [MS-OXCMAIL] 2.1.3.2.19
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message.set_content(words.say(letter.lang, f"mail{kind}.text", **places, link=link))
    if letter.meeting:
        entry = invitation(letter.meeting, letter.called_off, sender, letter.address)
        params = {"method": method(letter.called_off).value}  # Source: RFC 6047, 2.4
        message.add_alternative(entry, subtype="calendar", params=params)
    return message


def message_id(key: str, sender: str) -> str:
    """Return the Message-ID of a letter with this key."""
    return f"<{key}@{parseaddr(sender)[1].rpartition('@')[2]}>"


def _about(letter: Letter) -> tuple[str, dict[str, str]]:
    """Return which words a letter has, and what is filled in."""
    places = {"code": letter.code if is_code(letter.code) else "IPS"}
    if letter.meeting is None:
        return "", places
    start = letter.meeting.start
    when = {"date": start.strftime("%d.%m.%Y"), "time": start.strftime("%H:%M")}
    return ".called_off" if letter.called_off else ".talk", {**places, **when}
