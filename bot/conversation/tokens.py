"""Our own tokens: codes, and what stands in buttons. They look like numbers and names, and are neither."""

from __future__ import annotations

import datetime as dt
import re

from bot.domain.case.code import without
from bot.domain.message.button_id import is_of

_TIMES = re.compile(r"(?<=:)(\d{6})((?:\d\d){1,6})(?=:|\Z)")
_WITH_TIMES = ("contact", "inquiry")
"""Buttons in which days and hours stand: year, month, day, and up to six hours, two digits each."""

HALF = 50
"""On top of an hour it says half past: see handlers/meetings/times.py."""

_HANDLER = re.compile(r"\A[a-z_]{1,20}:")
"""Whose button it is: `handle:` is no word that tells of a user name."""


def without_tokens(text: str) -> str:
    """Return what was written or pressed, without our own names, codes and times, for the guard to read."""
    bare = _HANDLER.sub("", without(text))
    return _TIMES.sub(_day_out, bare) if any(is_of(text, one) for one in _WITH_TIMES) else bare


def _day_out(found: re.Match[str]) -> str:
    day, hours = found[1], found[2]
    try:
        dt.date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        return found[0]
    at_work = all(int(hours[at : at + 2]) % HALF < 24 for at in range(0, len(hours), 2))
    return "" if at_work else found[0]
