"""A new event, one press after the other: day, hour, kind, length, how often, how long, place, announced.

All that was chosen stands in the button, so there is nothing to keep until it is announced. No text is
typed: what is said of an event are words of ours, in each reader's language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversation import typed
from bot.conversation.context import Context
from bot.domain.audit.entry import AuditAction
from bot.domain.clock.working_days import is_working_day
from bot.domain.message.button_id import ButtonId, Parts
from bot.domain.message.message import Choice, Reply
from bot.domain.news.event import Event, EventKind, Every
from bot.domain.turn.outcome import AnnounceEvent, Audit, Outcome
from handlers.news import event_views
from handlers.news.event_days import day_of, months_on, time_of

DAYS = 10
HOURS = range(8, 18)
LENGTHS = (30, 60, 90, 120, 180)
SIGNS = {"o": Every.ONCE, "w": Every.WEEKLY, "f": Every.FORTNIGHTLY, "m": Every.MONTHLY}
MONTHS = (3, 6, 12)
DIGITAL = "digital"
YES = "y"
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\D{1,6}(\d{1,2})[.:](\d{2}))?\s*$")
_OFTEN = re.compile(r"o|[wfm](3|6|12)?")


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What was chosen so far, as it stands in the button."""

    time: str = ""
    kind: str = ""
    minutes: str = ""
    often: str = ""
    place: str = ""
    yes: str = ""

    def event(self, ctx: Context) -> Event | None:
        """Return the event, None where something in the button is none of ours."""
        start = time_of(self.time)
        known = self.kind in set(EventKind) and self.minutes in map(str, LENGTHS)
        if start is None or not known or start < ctx.now.replace(tzinfo=None):
            return None
        if not _OFTEN.fullmatch(self.often) or (where := _place(ctx, self.place)) is None:
            return None
        every, months = SIGNS[self.often[0]], int(self.often[1:] or 0)
        until = months_on(start.date(), months)
        return Event(0, EventKind(self.kind), where, start, int(self.minutes), every, until)


def step(ctx: Context, about: Parts) -> Outcome:
    """Ask for what is not chosen yet; announce it when all is."""
    if len(about) > 6:
        return ctx.reply(_days(ctx))
    chosen = _Chosen(*about)
    if day_of(chosen.time):
        return ctx.reply(_hours(ctx, chosen.time))
    if time_of(chosen.time) is None:
        return ctx.reply(_days(ctx))
    if not chosen.kind:
        return ctx.reply(_asked(ctx, "kind", about, ((k, f"events.kind.{k}") for k in EventKind)))
    if not chosen.minutes:
        return ctx.reply(_lengths(ctx, about))
    if not chosen.often:
        return ctx.reply(_asked(ctx, "often", about, ((s, f"events.often.{e}") for s, e in SIGNS.items())))
    if chosen.often in SIGNS and chosen.often != "o":
        return ctx.reply(_months(ctx, about))
    if not chosen.place:
        return ctx.reply(_places(ctx, about))
    event = chosen.event(ctx)
    if event is None:
        return ctx.reply(Reply(ctx.say("events.past")), _days(ctx))
    if chosen.yes != YES:
        return ctx.reply(_preview(ctx, event, about))
    audit = Audit(ctx.person.id, AuditAction.EVENT_ANNOUNCED, f"event:{event.kind}")
    done = Reply(ctx.say("events.announced"), choices=(ctx.button(ButtonId("events"), "events.button"),))
    return ctx.reply(done, effects=(AnnounceEvent(event), audit))


def typed_new(ctx: Context, text: str) -> Parts | None:
    """Return what of a new event was typed, as it stands in a button; None for anything else."""
    found = _DAY.search(text)
    head = text[: found.start()] if found else text
    if typed.plain(head) not in ctx.know.base.words.typed_as("events.typed.new", typed.plain):
        return None
    if found is None:
        return ()
    day, month, year, hour, minute = found.groups()
    try:
        at = dt.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0))
    except ValueError:
        return ()
    return (f"{at:%y%m%d%H%M}" if hour else f"{at:%y%m%d}",)


def _days(ctx: Context) -> Reply:
    days: list[dt.date] = []
    day = ctx.now.date()
    while len(days) < DAYS:
        day += dt.timedelta(days=1)
        if is_working_day(day):
            days.append(day)
    choices = tuple(
        Choice(
            ButtonId("events", "n", f"{day:%y%m%d}"),
            ctx.say("events.day", weekday=ctx.say(f"events.weekday.{day.isoweekday()}"), day=f"{day:%d.%m.}"),
        )
        for day in days
    )
    return Reply(
        ctx.say("events.ask.day"),
        title=ctx.say("events.new"),
        do=(ctx.say("events.other_day"),),
        choices=choices,
    )


def _hours(ctx: Context, day: str) -> Reply:
    choices = tuple(Choice(ButtonId("events", "n", f"{day}{hour:02}00"), f"{hour:02}.00") for hour in HOURS)
    return Reply(ctx.say("events.ask.hour"), title=ctx.say("events.new"), choices=choices)


def _asked(ctx: Context, what: str, about: Parts, options: Iterable[tuple[str, str]]) -> Reply:
    choices = tuple(ctx.button(ButtonId("events", "n", *about, sign), key) for sign, key in options)
    return Reply(ctx.say(f"events.ask.{what}"), title=ctx.say("events.new"), choices=choices)


def _lengths(ctx: Context, about: Parts) -> Reply:
    choices = tuple(
        ctx.button(ButtonId("events", "n", *about, n), "events.minutes", count=n) for n in LENGTHS
    )
    return Reply(ctx.say("events.ask.length"), title=ctx.say("events.new"), choices=choices)


def _months(ctx: Context, about: Parts) -> Reply:
    choices = tuple(
        ctx.button(ButtonId("events", "n", *about[:-1], f"{about[-1]}{n}"), "events.months", count=n)
        for n in MONTHS
    )
    return Reply(ctx.say("events.ask.months"), title=ctx.say("events.new"), choices=choices)


def _places(ctx: Context, about: Parts) -> Reply:
    own = (
        Choice(ButtonId("events", "n", *about, one.id), one.name)
        for one in ctx.know.directory.services.values()
    )
    choices = (ctx.button(ButtonId("events", "n", *about, DIGITAL), "events.digital"), *own)
    return Reply(ctx.say("events.ask.place"), title=ctx.say("events.new"), choices=choices)


def _place(ctx: Context, place: str) -> str | None:
    if place == DIGITAL:
        return "@events.digital"
    service = ctx.know.directory.services.get(place)
    return service.name if service else None


def _preview(ctx: Context, event: Event, about: Parts) -> Reply:
    lines = [
        event_views.when(ctx, event, next(event.days(event.start.date()), event.start.date())),
        event_views.place(ctx, event),
    ]
    if event.every is not Every.ONCE:
        lines.append(ctx.say(f"events.every.{event.every}", until=ctx.day(event.until)))
    choices = (
        ctx.button(ButtonId("events", "n", *about, YES), "events.announce"),
        ctx.button(ButtonId("events", "n"), "events.anew"),
    )
    return Reply("\n".join(lines), title=event_views.what(ctx, event), choices=choices)
