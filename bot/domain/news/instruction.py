"""Who has read which version of the instruction on confidentiality."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

DAYS = 14
"""How long one has to read a version that one was asked to read."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A member of staff, and the newest version that they have read, if any.

    `asked_until` is the day by which they were asked to read today's version.
    """

    person: str
    name: str
    version: str = ""
    read_at: dt.datetime | None = None
    asked_until: dt.date | None = None


class Reading(StrEnum):
    """How somebody stands to today's version."""

    READ = "read"
    LATE = "late"
    ASKED = "asked"
    OLDER = "older"
    NONE = "none"


def reading(one: Receipt, version: str, today: dt.date) -> Reading:
    """Return how somebody stands to a version on a day."""
    if one.version == version:
        return Reading.READ
    if one.asked_until is not None:
        return Reading.LATE if one.asked_until < today else Reading.ASKED
    return Reading.OLDER if one.version else Reading.NONE


def unasked(receipts: Iterable[Receipt], version: str) -> frozenset[str]:
    """Return who has not read a version, and was not asked to."""
    return frozenset(r.person for r in receipts if r.version != version and r.asked_until is None)
