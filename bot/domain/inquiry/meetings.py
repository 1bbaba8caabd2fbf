"""The talk that an inquiry led to: whether it is still to come, and who of the team holds it."""

from __future__ import annotations

import datetime as dt

from bot.domain.case.inquiry import Inquiry, InquiryChange
from bot.domain.clock.norway import norwegian


def pending(inquiry: Inquiry, now: dt.datetime) -> InquiryChange | None:
    """Return the change in which the latest talk was agreed on, None if none is still to come.

    `now` is a moment with a time zone.
    """
    if not inquiry.is_open:
        return None
    last = next((change for change in reversed(inquiry.history) if change.start), None)
    if last is None or last.start is None or last.start <= norwegian(now).replace(tzinfo=None):
        return None
    return last


def struck(before: Inquiry, after: Inquiry, now: dt.datetime) -> InquiryChange | None:
    """Return the talk that a change of the inquiry makes fall away.

    A talk at another time is the same entry in a calendar: it replaces the earlier, which is not struck out.
    """
    return pending(before, now) if pending(after, now) is None else None


def holder(inquiry: Inquiry, agreed: InquiryChange) -> str:
    """Return who of the team agreed to the talk: they said yes to its time, or had suggested it."""
    until = inquiry.history[: inquiry.history.index(agreed) + 1]
    return next(change.by for change in reversed(until) if change.by != inquiry.asker)
