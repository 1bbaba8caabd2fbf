"""Norwegian time: how the clocks in Norway show a moment, and at which moment they show a time."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


def norwegian(at: dt.datetime) -> dt.datetime:
    """Return a moment as the clocks in Norway show it: what a clinician calls today is not UTC's today.

    It bears its distance from UTC rather than the zone, so that times before and after a change of clocks can
    be subtracted.
    """
    shown = at.astimezone(OSLO)
    return shown.replace(tzinfo=_fixed(shown), fold=0)


def moment(clock: dt.datetime) -> dt.datetime:
    """Return the moment at which clocks in Norway show this. An hour that comes twice is the later one."""
    return clock.replace(tzinfo=_fixed(clock.replace(tzinfo=OSLO, fold=1)))


def _fixed(at: dt.datetime) -> dt.timezone:
    return dt.timezone(at.utcoffset() or dt.timedelta())
