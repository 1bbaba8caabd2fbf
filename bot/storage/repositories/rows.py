"""Reads rows one by one: one that cannot be read is named in the log by its table, and left out.

Its code stands in no log, since whoever has the record can link it to a patient; the doctor names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import structlog

R = TypeVar("R")
V = TypeVar("V")

log = structlog.get_logger()


def readable(table: str, rows: Iterable[R], read: Callable[[R], V]) -> Iterator[V]:
    """Yield what the rows hold, without those that hold nothing this program knows."""
    for row in rows:
        try:
            yield read(row)
        except Exception as fault:  # whatever a value is that no longer fits
            log.error("a row cannot be read, see the doctor", kind=table, fault=type(fault).__name__)
