"""When this machine's clock is not believed: what it would end cannot be had back."""

from __future__ import annotations

import datetime as dt

LEAP = dt.timedelta(days=3)
"""How far the clock may be ahead of the newest time that was seen: a weekend during which nothing ran.

This is a rule of ours. Anything longer needs somebody who looked at the clock.
"""

NOTE_EVERY = dt.timedelta(hours=1)
"""How often the time is written down while all is well."""


def is_far_ahead(now: dt.datetime, seen: dt.datetime | None) -> bool:
    """Tell whether the clock leapt; without a time that was seen there is nothing to tell it by."""
    return seen is not None and now - seen > LEAP


def is_to_be_noted(now: dt.datetime, seen: dt.datetime | None) -> bool:
    """Tell whether the time is to be written down."""
    return seen is None or now - seen >= NOTE_EVERY
