"""What is told about the instruction: that it is to be read, and once that it is late."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

from bot.domain.turn.notice import Goal, Lead, NoticeKind, Notify

BUTTONS = (Lead(Goal.INSTRUCTION),)


def asked(person: str, version: str, until: dt.date) -> Notify:
    """Return the notice that asks somebody to read a version."""
    values = {"until": until.strftime("%d.%m.%Y")}
    return Notify(
        NoticeKind.INSTRUCTION_ASK, values, person=person, buttons=BUTTONS, once=_name("ask", person, version)
    )


def late(person: str, version: str) -> Notify:
    """Return the one reminder for somebody who is late."""
    return Notify(
        NoticeKind.INSTRUCTION_LATE, {}, person=person, buttons=BUTTONS, once=_name("late", person, version)
    )


def _name(kind: str, person: str, version: str) -> str:
    return f"instruction:{kind}:{sha256(f'{person}|{version}'.encode()).hexdigest()[:24]}"
