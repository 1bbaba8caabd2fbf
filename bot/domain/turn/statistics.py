"""What a coordinator counts: referrals and questions of three whole months, against the three before.

Nothing here names anybody: no code, no person. Still a small number may be somebody: what counts fewer than
five is never told, nor what would tell it by subtraction. Questions are not people: those of a service or a
role where fewer than five work are not told, however many they are.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bot.domain.case.referral import Change, Milestone, Reason, Referral, State
from bot.domain.clock.norway import norwegian

FEWEST = 5
"""The smallest number that is told."""

MONTHS = 3
STILL = 14
"""Days after which an open referral that nothing happens to is stuck."""

STANDS = (State.REQUESTED, State.RECEIVED, State.ACCEPTED)
"""Where one can be stuck."""

ANSWERS = frozenset({State.ACCEPTED, State.REJECTED, State.ON_HOLD})


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months: they stand still, so that two looks on two days tell nothing by their difference."""

    first: dt.date
    last: dt.date

    def holds(self, day: dt.date) -> bool:
        """Tell whether a day lies within it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Passage:
    """A referral as it is counted. Days are from its sending; None where it has not come so far.

    `reached` are the days to each milestone. `stands` tells where an open one stands, `since` from which day.
    """

    service: str
    post: str
    sent: dt.date
    opened: int | None
    answered: int | None
    waits: bool
    declined: tuple[tuple[dt.date, Reason | None], ...] = ()
    reached: Mapping[Milestone, int] = field(default_factory=dict)
    stands: State | None = None
    since: dt.date | None = None
    withdrawn: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """How often a topic was the answer on a day; no topic where there was none."""

    day: dt.date
    topic: str
    count: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class AskedFrom:
    """How many questions came from a service on a day; no service where the askers belong to none."""

    day: dt.date
    service: str
    count: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is counted, of both periods.

    `staff` and `in_role` tell how many people belong to a service ("" for none) and a role today; None where
    that is not known. Guests are in no role's number: nobody knows how many they are.
    """

    passages: tuple[Passage, ...] = ()
    questions: tuple[Asked, ...] = ()
    asked_from: tuple[AskedFrom, ...] = ()
    staff: Mapping[str, int] | None = None
    in_role: Mapping[str, int] | None = None


def periods(today: dt.date) -> tuple[Period, Period]:
    """Return the three whole months before this one, and the three before those."""
    end = today.replace(day=1)
    middle, start = _back(end), _back(_back(end))
    day = dt.timedelta(days=1)
    return Period(middle, end - day), Period(start, middle - day)


def _back(first: dt.date) -> dt.date:
    months = first.year * 12 + first.month - 1 - MONTHS
    return dt.date(months // 12, months % 12 + 1, 1)


def passage(referral: Referral) -> Passage:
    """Return a referral without all that would name it."""
    first, *later = referral.history
    withdrawn = next((c for c in later if c.reason is Reason.CONSENT_WITHDRAWN), None)
    declined = ((norwegian(c.at).date(), c.reason) for c in later if c.to is State.REJECTED)
    return Passage(
        service=referral.service,
        post=referral.post,
        sent=norwegian(first.at).date(),
        opened=_days(first, (c for c in later if c.to is not State.REQUESTED)),
        answered=_days(first, (c for c in later if c.to in ANSWERS)),
        waits=referral.state is State.ON_HOLD,
        declined=tuple(declined),
        reached=_reached(first, later),
        stands=referral.state if referral.is_open else None,
        since=norwegian(referral.changed_at).date(),
        withdrawn=norwegian(withdrawn.at).date() if withdrawn else None,
    )


def _reached(first: Change, later: Iterable[Change]) -> dict[Milestone, int]:
    found: dict[Milestone, int] = {}
    for change in later:
        if change.milestone is not None:
            found.setdefault(change.milestone, (change.at - first.at).days)
    return found


def _days(first: Change, changes: Iterable[Change]) -> int | None:
    found = next(iter(changes), None)
    return None if found is None else (found.at - first.at).days


def guarded(cells: Mapping[str, int], people: Mapping[str, int] | None = None) -> dict[str, int | None]:
    """Return the cells of a table whose sum is told, with None for what must not be told.

    Where small cells alone would be the rest of the sum, the smallest others are hidden with them: one
    hidden cell could be worked out, and so could a rest below five. With `people` a cell is also small if
    fewer than five are behind it, whatever they did; what is not among them is of many. Nought counts nobody.
    """
    behind = {name: FEWEST if people is None else people.get(name, FEWEST) for name in cells}
    small = {name for name, count in cells.items() if count and min(count, behind[name]) < FEWEST}
    shown = {name: count for name, count in cells.items() if name not in small}
    hidden = [name for name in cells if name not in shown]
    by_size = sorted((name for name, count in shown.items() if count), key=lambda name: shown[name])
    while hidden and by_size and not _many(hidden, cells, behind):
        shown.pop(by_size[0])
        hidden.append(by_size.pop(0))
    return {name: shown.get(name) for name in cells}


def _many(hidden: Sequence[str], cells: Mapping[str, int], behind: Mapping[str, int]) -> bool:
    """Tell whether what is hidden, taken together, may be worked out."""
    counted, people = sum(cells[name] for name in hidden), sum(behind[name] for name in hidden)
    return len(hidden) > 1 and counted >= FEWEST and people >= FEWEST


def told(count: int) -> int | None:
    """Return a number that stands alone, or None where it must not be told."""
    return count if count == 0 or count >= FEWEST else None


def typical(days: Sequence[int | None]) -> int | None:
    """Return the median of days, None where fewer than five have any."""
    known = [one for one in days if one is not None]
    return round(median(known)) if len(known) >= FEWEST else None


def sent_in(statistics: Statistics, period: Period) -> tuple[Passage, ...]:
    """Return the referrals that were sent in a period."""
    return tuple(one for one in statistics.passages if period.holds(one.sent))


def declines(statistics: Statistics, period: Period) -> Counter[str]:
    """Return how many were declined in a period, by reason."""
    found = (why for one in statistics.passages for day, why in one.declined if period.holds(day))
    return Counter(why.value if why else "" for why in found)


def stuck(statistics: Statistics, today: dt.date) -> Counter[State]:
    """Return how many open referrals have stood still for long, by where they stand.

    Those on the waiting list wait for a place, and those in progress are at work: they are not stuck.
    """
    found = (one for one in statistics.passages if one.stands in STANDS and one.since is not None)
    return Counter(
        one.stands for one in found if one.since and one.stands and (today - one.since).days >= STILL
    )


def by_role(statistics: Statistics, period: Period) -> Counter[str]:
    """Return how many questions each role asked in a period."""
    counts: Counter[str] = Counter()
    for one in statistics.questions:
        if period.holds(one.day):
            counts[one.role] += one.count
    return counts


def by_service(statistics: Statistics, period: Period) -> Counter[str]:
    """Return how many questions came from each service in a period; "" from no service."""
    counts: Counter[str] = Counter()
    for one in statistics.asked_from:
        if period.holds(one.day):
            counts[one.service] += one.count
    return counts


def by_week(statistics: Statistics, period: Period) -> Counter[dt.date]:
    """Return how many questions were asked in each week of a period, by the week's Monday."""
    counts: Counter[dt.date] = Counter()
    for one in statistics.questions:
        if period.holds(one.day):
            counts[one.day - dt.timedelta(days=one.day.weekday())] += one.count
    return counts


def withdrawals(statistics: Statistics, period: Period) -> int:
    """Return how many consents were withdrawn in a period."""
    return sum(one.withdrawn is not None and period.holds(one.withdrawn) for one in statistics.passages)


def questions(statistics: Statistics, period: Period) -> Counter[str]:
    """Return how often each topic was asked for in a period; "" where there was no answer."""
    counts: Counter[str] = Counter()
    for one in statistics.questions:
        if period.holds(one.day):
            counts[one.topic] += one.count
    return counts
