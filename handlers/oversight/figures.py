"""What the coordinator's figures are made of: parts with lines, each now and before."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.conversation.context import Context
from bot.domain.case.referral import Milestone
from bot.domain.organisation.directory import IPS
from bot.domain.person.person import Role
from bot.domain.turn import statistics as counting
from bot.domain.turn.statistics import Passage, Period, Statistics

TOPICS_SHOWN = 5
REST = "-rest"
MILESTONES = (Milestone.FIRST_MEETING, Milestone.JOB_SEARCH, Milestone.JOB)
"""What is reached, in days from the sending."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a part: what is counted, now and before; None for what must not be told.

    What stands as it is today is compared with nothing.
    """

    name: str
    now: int | None
    before: int | None = None
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong together, under a heading; `name` is what the part is called in the code."""

    name: str
    heading: str
    rows: tuple[Row, ...]


def sections(ctx: Context, known: Statistics) -> tuple[Section, ...]:
    """Return all parts that have a line."""
    now, before = counting.periods(ctx.now.date())
    sent, earlier = counting.sent_in(known, now), counting.sent_in(known, before)
    reasons = (counting.declines(known, now), counting.declines(known, before))
    asked = (counting.questions(known, now), counting.questions(known, before))
    why = {reason: ctx.say(f"reason.{reason}") for reason in (*reasons[0], *reasons[1]) if reason}
    by_service = (Counter(one.service for one in part) for part in (sent, earlier))
    by_team = (_by_team(ctx, part) for part in (sent, earlier))
    waiting = counting.told(sum(one.waits for one in known.passages))
    taken_back = (counting.told(counting.withdrawals(known, period)) for period in (now, before))
    parts = {
        "referrals": (
            Row(ctx.say("statistics.sent"), counting.told(len(sent)), counting.told(len(earlier))),
            Row(ctx.say("statistics.withdrawn"), next(taken_back), next(taken_back)),
        ),
        "waiting": (Row(ctx.say("statistics.waiting_now"), waiting, compared=False),),
        "by_service": _compared(ctx, _services(ctx), *by_service),
        "by_team": _compared(ctx, _teams(ctx), *by_team),
        "days": _days(ctx, sent, earlier),
        "stuck": _stuck(ctx, known),
        "places": _places(ctx),
        "declined": _compared(ctx, why, *reasons),
        "questions": _topics(ctx, *asked),
        "by_role": _by_role(ctx, known, now, before),
        "asked_from": _asked_from(ctx, known, now, before),
        "by_week": _weeks(ctx, known, now),
    }
    return tuple(Section(name, ctx.say(f"statistics.{name}"), rows) for name, rows in parts.items() if rows)


def _compared(
    ctx: Context,
    names: Mapping[str, str],
    now: Mapping[str, int],
    before: Mapping[str, int],
    people: Mapping[str, int] | None = None,
) -> tuple[Row, ...]:
    """Return a line for each name, guarded so that no small number can be worked out.

    What has no name here any more is counted together: left out, it would be the rest of the sum.
    """
    rests = [sum(cells.values()) - sum(cells.get(id, 0) for id in names) for cells in (now, before)]
    every = {**names, **({REST: ctx.say("statistics.rest")} if any(rests) else {})}
    shown = [
        counting.guarded({id: rest if id == REST else cells.get(id, 0) for id in every}, people)
        for cells, rest in zip((now, before), rests, strict=True)
    ]
    return tuple(Row(name, shown[0][id], shown[1][id]) for id, name in every.items())


def _services(ctx: Context) -> dict[str, str]:
    """Return the services that may refer; those that never do are seen by their nought."""
    return {one.id: one.name for one in ctx.know.directory.services.values() if one.agreement}


def _teams(ctx: Context) -> dict[str, str]:
    return {team.id: team.name for team in ctx.know.directory.teams.values() if team.kind == IPS}


def _by_team(ctx: Context, sent: tuple[Passage, ...]) -> Counter[str]:
    posts = ctx.know.directory.posts
    return Counter(posts[one.post].team if one.post in posts else REST for one in sent)


def _days(ctx: Context, sent: tuple[Passage, ...], earlier: tuple[Passage, ...]) -> tuple[Row, ...]:
    ways: dict[str, Callable[[Passage], int | None]] = {
        "opened": lambda one: one.opened,
        "answered": lambda one: one.answered,
        **{name: partial(_to, milestone=name) for name in (*MILESTONES,)},
    }
    typical = {
        name: [counting.typical([way(one) for one in part]) for part in (sent, earlier)]
        for name, way in ways.items()
    }
    return tuple(Row(ctx.say(f"statistics.{name}"), now, was) for name, (now, was) in typical.items())


def _to(one: Passage, milestone: Milestone) -> int | None:
    return one.reached.get(milestone)


def _stuck(ctx: Context, known: Statistics) -> tuple[Row, ...]:
    """Return how many stand still, by where they stand today."""
    found = counting.stuck(known, ctx.now.date())
    shown = counting.guarded({state.value: found[state] for state in counting.STANDS})
    return tuple(Row(ctx.say(f"state.{name}"), count, compared=False) for name, count in shown.items())


def _places(ctx: Context) -> tuple[Row, ...]:
    """Return the places that there are, and how many are taken, by team; what counts a few is not told."""
    posts = [post for post in ctx.know.directory.posts.values() if post.role is Role.JOB_SPECIALIST]
    loads = ctx.snapshot.loads
    taken = Counter[str]()
    for post in posts:
        taken[post.team] += loads[post.id].open_referrals if post.id in loads else 0
    names = {id: name for id, name in _teams(ctx).items() if any(post.team == id for post in posts)}
    shown = counting.guarded({id: taken[id] for id in names})
    all_ = sum(post.capacity for post in posts)
    rows = (
        Row(ctx.say("statistics.taken_of", team=name), shown[id], compared=False)
        for id, name in names.items()
    )
    return (Row(ctx.say("statistics.all_places"), all_, compared=False), *rows)


def _roles(ctx: Context) -> dict[str, str]:
    return {
        role.value: ctx.say(f"role.{role}")
        for role in Role
        if ctx.know.base.words.has(ctx.lang, f"role.{role}")
    }


def _by_role(ctx: Context, known: Statistics, now: Period, before: Period) -> tuple[Row, ...]:
    """Return how many questions each role asked; how many guests there are, nobody knows."""
    names = _roles(ctx)
    staffed = [id for id in names if id != Role.GUEST]
    people = None if known.in_role is None else {id: known.in_role.get(id, 0) for id in staffed}
    asked = (counting.by_role(known, now), counting.by_role(known, before))
    return _compared(ctx, names, *asked, people=people)


def _asked_from(ctx: Context, known: Statistics, now: Period, before: Period) -> tuple[Row, ...]:
    """Return how many questions came from each service, and from those who belong to none."""
    services = {one.id: one.name for one in ctx.know.directory.services.values()}
    names = {**services, "": ctx.say("statistics.no_service")}
    people = None
    if known.staff is not None:
        elsewhere = sum(count for id, count in known.staff.items() if id not in names)
        people = {**{id: known.staff.get(id, 0) for id in names}, REST: elsewhere}
    asked = (counting.by_service(known, now), counting.by_service(known, before))
    return _compared(ctx, names, *asked, people=people)


def _weeks(ctx: Context, known: Statistics, now: Period) -> tuple[Row, ...]:
    """Return the questions of each week, the first one first; a week without any is told, too."""
    counts = counting.by_week(known, now)
    first = now.first - dt.timedelta(days=now.first.weekday())
    weeks = [first + dt.timedelta(weeks=n) for n in range((now.last - first).days // 7 + 1)]
    shown = counting.guarded({week.isoformat(): counts[week] for week in weeks})
    return tuple(
        Row(ctx.say("statistics.week", week=week.isocalendar().week), shown[week.isoformat()], compared=False)
        for week in weeks
    )


def _topics(ctx: Context, now: Counter[str], before: Counter[str]) -> tuple[Row, ...]:
    """Return the topics asked for most, and how many questions had no answer."""
    now, before = (_as_today(ctx, counts) for counts in (now, before))
    most = [topic for topic, _ in now.most_common() if topic][:TOPICS_SHOWN]
    known = {id: topic.question for id in most if (topic := ctx.know.base.topic(ctx.lang, id))}
    names = {**known, "": ctx.say("statistics.unanswered")}
    return tuple(Row(name, counting.told(now[id]), counting.told(before[id])) for id, name in names.items())


def _as_today(ctx: Context, counts: Counter[str]) -> Counter[str]:
    """Return the counts by the topics that stand today: those of a merged topic are the new one's."""
    found: Counter[str] = Counter()
    for id, count in counts.items():
        found[ctx.know.base.current(id)] += count
    return found
