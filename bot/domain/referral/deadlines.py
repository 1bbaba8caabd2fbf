"""The clock over a referral: what is overdue, counted in working days. See docs/adr/0005.

A time limit runs round the clock on working days and stands still on all others, so "48 hours" is two whole
working days. What is overdue is said in working hours only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case.referral import Change, Referral, State
from bot.domain.clock.norway import moment, norwegian
from bot.domain.organisation.house_rules import DEFAULT, HouseRules

WorkingDay = Callable[[dt.date], bool]
"""Tells whether people are at work on a day."""

LONGEST_WAIT = dt.timedelta(days=400)
"""More working days than a consent lasts: nothing is counted further."""

OPENS, CLOSES = dt.time(8), dt.time(16)
"""Working hours on Norwegian clocks."""

DAY = dt.timedelta(days=1)
UNDELIVERED = DAY
"""After this much working time a notice that nobody received goes to the deputy."""

FIRST_MEETING = "first_meeting"
"""The milestone after which the month to the job search runs."""


class Overdue(StrEnum):
    """What has not happened in time; the words stand under `reminder.<value>`."""

    NOT_OPENED = "not_opened"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"
    NOT_ANSWERED = "not_answered"
    NOT_ANSWERED_SUPERVISOR = "not_answered_supervisor"
    NOT_ANSWERED_COORDINATOR = "not_answered_coordinator"
    WAITS = "waits"
    WAITS_COORDINATOR = "waits_coordinator"
    NO_MEETING = "no_meeting"
    NO_SEARCH = "no_search"
    CONSENT_MONTH = "consent_month"
    CONSENT_WEEK = "consent_week"


CONSENT = frozenset({Overdue.CONSENT_WEEK, Overdue.CONSENT_MONTH})
"""The reminders of a consent that runs out."""


def unopened(rules: HouseRules = DEFAULT) -> Mapping[Overdue, dt.timedelta]:
    """Return the working time from a request to each reminder that it is not opened."""
    return {
        Overdue.NOT_OPENED: rules.unopened_days * DAY,
        Overdue.SUPERVISOR: rules.unopened_supervisor_days * DAY,
        Overdue.COORDINATOR: rules.unopened_coordinator_days * DAY,
    }


def unanswered(rules: HouseRules = DEFAULT) -> Mapping[Overdue, dt.timedelta]:
    """Return the working time from the first look to each reminder that there is no yes and no no."""
    return {
        Overdue.NOT_ANSWERED: rules.unanswered_days * DAY,
        Overdue.NOT_ANSWERED_SUPERVISOR: rules.unanswered_supervisor_days * DAY,
        Overdue.NOT_ANSWERED_COORDINATOR: rules.unanswered_coordinator_days * DAY,
    }


def on_the_list(rules: HouseRules = DEFAULT) -> Mapping[Overdue, dt.timedelta]:
    """Return the working time on the waiting list until it is to be taken up again, and again each time.

    A waiting list must not shut people out. Source: retningslinje § 3.
    """
    return {
        Overdue.WAITS: rules.waiting_days * DAY,
        Overdue.WAITS_COORDINATOR: rules.waiting_coordinator_days * DAY,
    }


def before_the_end(rules: HouseRules = DEFAULT) -> Mapping[Overdue, dt.timedelta]:
    """Return how long before a consent runs out its clinician is reminded, the nearest first.

    A month: appointments in outpatient treatment lie weeks apart, and the patient has to be asked in one of
    them. A week: the last chance, and whoever works with the referral is to know it. See docs/adr/0021.
    """
    return {
        Overdue.CONSENT_WEEK: rules.consent_last_reminder_days * DAY,
        Overdue.CONSENT_MONTH: rules.consent_first_reminder_days * DAY,
    }


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is to happen with a referral next, and by when. `version` is that with which the limit began."""

    kind: Overdue
    at: dt.datetime
    version: int

    def has_passed(self, now: dt.datetime) -> bool:
        """Tell whether it is too late."""
        return now >= self.at


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something overdue on a referral. `version` is that with which the time limit began.

    `round` counts from 1 where the same is said again after some time.
    """

    kind: Overdue
    code: str
    version: int
    round: int = 1

    @property
    def key(self) -> str:
        """Name it once and for all: the same key is never sent again."""
        again = f":{self.round}" if self.round > 1 else ""
        return f"{self.code}:{self.kind}:{self.version}{again}"


def due(
    referral: Referral, now: dt.datetime, works: WorkingDay, rules: HouseRules = DEFAULT
) -> tuple[Reminder, ...]:
    """Return what is overdue now, nothing outside working hours. What was said already is in it, too.

    While it is paused for sharing nothing is: nobody is pressed to do what may not be done.
    """
    if not at_work(now, works) or referral.is_paused(norwegian(now).date()):
        return ()
    limits = {
        State.REQUESTED: _not_opened,
        State.RECEIVED: _not_answered,
        State.ON_HOLD: _waits,
        State.ACCEPTED: _no_meeting,
        State.IN_PROGRESS: _no_search,
    }
    limit = limits.get(referral.state)
    return (*(limit(referral, now, works, rules) if limit else ()), *_runs_out(referral, now, rules))


def deadline(referral: Referral, works: WorkingDay, rules: HouseRules = DEFAULT) -> Deadline | None:
    """Return the first limit that runs over a referral where it stands now; None where none does."""
    if referral.state is State.REQUESTED:
        first = unopened(rules)[Overdue.NOT_OPENED]
        at = over_at(first, referral.changed_at, works)
        return Deadline(Overdue.NOT_OPENED, at, referral.version)
    if referral.state is State.RECEIVED:
        version, since = _since_arrival(referral)
        at = over_at(unanswered(rules)[Overdue.NOT_ANSWERED], since, works)
        return Deadline(Overdue.NOT_ANSWERED, at, version)
    limits = {State.ACCEPTED: _meeting, State.IN_PROGRESS: _search}
    limit = limits.get(referral.state)
    return limit(referral, rules) if limit else None


def at_work(now: dt.datetime, works: WorkingDay) -> bool:
    """Tell whether it is within working hours in Norway."""
    here = norwegian(now)
    return works(here.date()) and OPENS <= here.time() < CLOSES


def working_time(start: dt.datetime, end: dt.datetime, works: WorkingDay, most: dt.timedelta) -> dt.timedelta:
    """Return the time between two moments that falls on working days; counting stops above `most`."""
    began, ended = (norwegian(at).replace(tzinfo=None) for at in (start, end))
    spent = dt.timedelta()
    while began < ended and spent <= most:
        midnight = dt.datetime.combine(began.date() + DAY, dt.time())
        if works(began.date()):
            spent += min(midnight, ended) - began
        began = midnight
    return spent


def has_passed(limit: dt.timedelta, start: dt.datetime, now: dt.datetime, works: WorkingDay) -> bool:
    """Tell whether a limit in working time is over."""
    return working_time(start, now, works, limit) >= limit


def over_at(limit: dt.timedelta, start: dt.datetime, works: WorkingDay) -> dt.datetime:
    """Return the first moment at which a limit in working time, longer than nothing, is over."""
    began, left = norwegian(start).replace(tzinfo=None), limit
    while True:
        midnight = dt.datetime.combine(began.date() + DAY, dt.time())
        if works(began.date()):
            if left <= midnight - began:
                return moment(began + left)
            left -= midnight - began
        began = midnight


def _not_opened(
    referral: Referral, now: dt.datetime, works: WorkingDay, rules: HouseRules
) -> tuple[Reminder, ...]:
    # handed over to another post, the time begins anew
    arrived = (number for number, change in enumerate(referral.history, 1) if change.post)
    version = max(arrived, default=1)
    since = referral.history[version - 1].at
    return tuple(
        Reminder(kind, referral.code, version)
        for kind, limit in unopened(rules).items()
        if has_passed(limit, since, now, works)
    )


def _not_answered(
    referral: Referral, now: dt.datetime, works: WorkingDay, rules: HouseRules
) -> tuple[Reminder, ...]:
    version, since = _since_arrival(referral)
    return tuple(
        Reminder(kind, referral.code, version)
        for kind, limit in unanswered(rules).items()
        if has_passed(limit, since, now, works)
    )


def _since_arrival(referral: Referral) -> tuple[int, dt.datetime]:
    """Return the version and moment since when it lies opened where it is: at a new post time begins anew."""
    arrived = (number for number, change in enumerate(referral.history, 1) if change.post)
    version = max(_entered(referral)[0], *arrived)
    return version, referral.history[version - 1].at


def _waits(
    referral: Referral, now: dt.datetime, works: WorkingDay, rules: HouseRules
) -> tuple[Reminder, ...]:
    """Return the reminders of the round that runs: each has a name of its own, so that none is the last."""
    version, change = _entered(referral)
    waited = working_time(change.at, now, works, LONGEST_WAIT)
    rounds = {kind: int(waited // limit) for kind, limit in on_the_list(rules).items()}
    return tuple(Reminder(kind, referral.code, version, n) for kind, n in rounds.items() if n)


def _no_meeting(
    referral: Referral, now: dt.datetime, works: WorkingDay, rules: HouseRules
) -> tuple[Reminder, ...]:
    return _missed(_meeting(referral, rules), referral, now)


def _no_search(
    referral: Referral, now: dt.datetime, works: WorkingDay, rules: HouseRules
) -> tuple[Reminder, ...]:
    return _missed(_search(referral, rules), referral, now)


def _missed(limit: Deadline | None, referral: Referral, now: dt.datetime) -> tuple[Reminder, ...]:
    if limit is None or not limit.has_passed(now):
        return ()
    return (Reminder(limit.kind, referral.code, limit.version),)


def _meeting(referral: Referral, rules: HouseRules) -> Deadline | None:
    version, change = _entered(referral)
    at = change.at + rules.first_meeting_days * DAY  # from accepting, in days of the calendar
    return None if _milestones(referral) else Deadline(Overdue.NO_MEETING, at, version)


def _search(referral: Referral, rules: HouseRules) -> Deadline | None:
    """Return by when the search for a job begins. Source: IPS principle 5; the day it runs from is ours."""
    reached = _milestones(referral)
    if set(reached) - {FIRST_MEETING}:
        return None
    version, change = reached.get(FIRST_MEETING) or _entered(referral)
    return Deadline(Overdue.NO_SEARCH, change.at + rules.job_search_days * DAY, version)


def _runs_out(referral: Referral, now: dt.datetime, rules: HouseRules) -> tuple[Reminder, ...]:
    """Return the nearest reminder of a consent that runs out; a renewed one begins anew."""
    if not referral.is_open:
        return ()
    left = referral.consent.last_day - norwegian(now).date()
    near = next(
        (kind for kind, lead in before_the_end(rules).items() if dt.timedelta() <= left <= lead), None
    )
    renewed = (number for number, change in enumerate(referral.history, 1) if change.replaced)
    return (Reminder(near, referral.code, max(renewed, default=1)),) if near else ()


def _entered(referral: Referral) -> tuple[int, Change]:
    """Return the change that led into the present state, with its version."""
    version = referral.version
    while version > 1 and referral.history[version - 2].to is referral.state:
        version -= 1
    return version, referral.history[version - 1]


def _milestones(referral: Referral) -> dict[str, tuple[int, Change]]:
    """Return the milestones that were reached, each with its first change; none where changes have none."""
    found: dict[str, tuple[int, Change]] = {}
    for version, change in enumerate(referral.history, 1):
        if name := getattr(change, "milestone", None):
            found.setdefault(str(name), (version, change))
    return found
