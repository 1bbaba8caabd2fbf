"""What coordinators are told on Mondays: what had no answer, what waits, what is to be reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bot.domain.message.button_id import ButtonId
from bot.domain.organisation.directory import COORDINATOR
from bot.domain.turn.notice import NoticeKind, Notify, Press

MONDAY = 0
SOON = dt.timedelta(days=30)
BUTTONS = (Press(ButtonId("unanswered"), "unanswered.button"), Press(ButtonId("curate"), "curating.button"))


def digest(today: dt.date, groups: int, open_: int, review_by: Iterable[dt.date]) -> Notify | None:
    """Return the digest of a Monday, under a name under which it is written once; None where all is done.

    On a Monday that nobody works there is none: the next one tells the same.
    """
    due = sum(day <= today + SOON for day in review_by)
    if today.weekday() != MONDAY or not (groups or open_ or due):
        return None
    values = {"groups": str(groups), "open": str(open_), "due": str(due)}
    return Notify(
        NoticeKind.CURATORS_DIGEST,
        values,
        post=COORDINATOR,
        buttons=BUTTONS,
        once=f"curators:{today.isoformat()}",
    )
