"""Norwegian time, by rule: no table of time zones is needed."""

from __future__ import annotations

import datetime as dt


def norwegian(at: dt.datetime) -> dt.datetime:
    """Return a moment as the clocks in Norway show it: what a clinician calls today is not UTC's today.

    Summer time lasts from 01 UTC on the last Sunday of March to the same on that of October (the EU's rule).
    """
    moment = at.astimezone(dt.UTC)
    summer = _last_sunday(moment.year, 3) <= moment < _last_sunday(moment.year, 10)
    return moment.astimezone(dt.timezone(dt.timedelta(hours=2 if summer else 1)))


def _last_sunday(year: int, month: int) -> dt.datetime:
    last = dt.datetime(year, month, 31, 1, tzinfo=dt.UTC)
    return last - dt.timedelta(days=last.isoweekday() % 7)
