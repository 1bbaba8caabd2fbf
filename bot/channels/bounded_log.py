"""Lines of the log for what strangers can cause: some a minute of each kind, and how many were left out."""

from __future__ import annotations

import time
from collections import Counter

import structlog

from bot.domain.message.rate_limit import Limiter, Rate

PER_MINUTE = Rate(60)

log = structlog.get_logger()


class BoundedLog:
    """Writes at most so many lines of a kind; the next one says how many there were besides (`count`)."""

    def __init__(self, channel: str, rate: Rate = PER_MINUTE) -> None:
        self._channel = channel
        self._limiter = Limiter(rate)
        self._left_out: Counter[str] = Counter()

    def refused(self, number: int, reason: str) -> None:
        """Log a refusal: the HTTP status, and why in words that nobody outside chose."""
        kind = str(number)
        if self._limiter.wait(kind, time.monotonic()):
            self._left_out[kind] += 1
            return
        left_out = self._left_out.pop(kind, 0)
        log.warning("request not taken", channel=self._channel, number=number, reason=reason, count=left_out)
