"""Times and lengths of the inbox, in words. Pure."""

from __future__ import annotations

import datetime as dt

from bot.channels.web.say import Say

HOURS_COUNT_BELOW = 3
"""Days below which the hours are told, too."""


def day(at: dt.datetime) -> str:
    """Return a date as people in Norway write it."""
    return at.strftime("%d.%m.%Y")


def hour(at: dt.datetime) -> str:
    """Return a time of day."""
    return at.strftime("%H:%M")


def length(say: Say, time: dt.timedelta) -> str:
    """Return a time of working days, 24 hours each, in days and hours."""
    days, hours = divmod(int(time.total_seconds()) // 3600, 24)
    in_hours = say("inbox.length.hour") if hours == 1 else say("inbox.length.hours", hours=hours)
    if days == 0:
        return in_hours if hours else say("inbox.length.short")
    in_days = say("inbox.length.day") if days == 1 else say("inbox.length.days", days=days)
    if days >= HOURS_COUNT_BELOW or not hours:
        return in_days
    return say("inbox.length.both", days=in_days, hours=in_hours)


def limit(say: Say, at: dt.datetime, *, exact: bool) -> str:
    """Return a deadline, with its hour where that counts; the end of a day is its hour 24."""
    if not exact:
        return day(at)
    if at.time() == dt.time():
        return say("inbox.at_time", date=day(at - dt.timedelta(days=1)), time="24:00")
    return say("inbox.at_time", date=day(at), time=hour(at))
