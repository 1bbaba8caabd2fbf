"""What this house has decided where the sources name no number: how long, how soon, how often.

Each is shown to people as a rule of this assistant, never as law, and a deployment sets its own under
`house_rules` in directory.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from bot.domain.case.consent import HOLDS_DAYS

A_YEAR = (365, 366)
"""Days that people call a year."""

MOST_DAYS = 3660
"""No number of days is longer than about ten years."""


@dataclass(frozen=True, slots=True)
class HouseRules:
    """The numbers, in days; "unopened", "unanswered" and "waiting" in working days.

    Raises ValueError when they contradict each other.

    `consent_days` is how long a consent is relied on from the day on which it was given; the two reminders
    come that many days before its last day. An unopened referral is told to its post, then to the method
    supervisor, then to the coordinator; so is one that was opened and not answered. One on the waiting list
    is told again every so many days, to who has it and to the coordinator. `keep_days` replaces how long data
    of a kind is kept (`bot.domain.retention`): a number for each of its limits, in their order.
    """

    consent_days: int = HOLDS_DAYS
    consent_first_reminder_days: int = 30
    consent_last_reminder_days: int = 7
    unopened_days: int = 2
    unopened_supervisor_days: int = 3
    unopened_coordinator_days: int = 5
    unanswered_days: int = 3
    unanswered_supervisor_days: int = 5
    unanswered_coordinator_days: int = 10
    waiting_days: int = 10
    waiting_coordinator_days: int = 20
    first_meeting_days: int = 14
    job_search_days: int = 30
    keep_days: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        for name, days in self.numbers():
            if not 1 <= days <= MOST_DAYS:
                raise ValueError(f"{name} must be from 1 to {MOST_DAYS}, and is {days}")
        if not self.consent_last_reminder_days < self.consent_first_reminder_days < self.consent_days:
            raise ValueError("a consent's last reminder comes after the first, and both before its last day")
        if not self.unopened_days < self.unopened_supervisor_days < self.unopened_coordinator_days:
            raise ValueError(
                "an unopened referral is told to its post, then the supervisor, then the coordinator"
            )
        if not self.unanswered_days < self.unanswered_supervisor_days < self.unanswered_coordinator_days:
            raise ValueError(
                "an unanswered referral is told to its post, then the supervisor, then the coordinator"
            )

    def numbers(self) -> tuple[tuple[str, int], ...]:
        """Return every number with its name in directory.yaml."""
        own = [(one.name, getattr(self, one.name)) for one in fields(self) if one.name != "keep_days"]
        kept = [(f"keep_days.{kind}", days) for kind, all_days in self.keep_days.items() for days in all_days]
        return (*own, *kept)


NUMBERS = tuple(one.name for one in fields(HouseRules) if one.name != "keep_days")
"""The names of the single numbers."""

DEFAULT = HouseRules()
"""What holds where a deployment has set nothing."""
