"""What is shown of events: the list, one of them, what comes of signing up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from bot.conversation.context import Context
from bot.conversation.files.event_file import event_file
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Reply
from bot.domain.news.event import Event, Every, Planned
from bot.domain.person.person import Capability, Role

SHOWN = 8
"""How many days are listed."""


def what(ctx: Context, event: Event) -> str:
    """Return what people meet for."""
    return ctx.say(f"events.kind.{event.kind}")


def place(ctx: Context, event: Event) -> str:
    """Return where; a place that is no service stands as a key of the words."""
    return ctx.say(event.place[1:]) if event.place.startswith("@") else event.place


def when(ctx: Context, event: Event, day: dt.date) -> str:
    """Return a day of an event with its hours."""
    end = event.start + dt.timedelta(minutes=event.minutes)
    weekday = ctx.say(f"events.weekday.{day.isoweekday()}")
    values = {"weekday": weekday, "day": ctx.day(day)}
    return ctx.say("events.when", **values, start=f"{event.start:%H.%M}", end=f"{end:%H.%M}")


def listed(ctx: Context) -> Reply:
    """Return the days to come, each with a button."""
    days = sorted(_days(ctx), key=lambda one: (one[1], one[0].event.start.time(), one[0].event.number))
    shown = days[:SHOWN]
    new = (ctx.button(ButtonId("events", "n"), "events.new"),) if ctx.person.may(Capability.OVERSEE) else ()
    lines = (_line(ctx, planned, day) for planned, day in shown)
    buttons = (_button(ctx, planned.event, day) for planned, day in shown)
    text = "\n".join((ctx.say("events.list"), *lines)) if shown else ctx.say("events.none")
    letter = ctx.button(ButtonId("newsletter"), "newsletter.button")
    return Reply(text, title=ctx.say("events.title"), choices=(*buttons, *new, letter))


def _days(ctx: Context) -> Iterable[tuple[Planned, dt.date]]:
    today = ctx.now.date()
    return ((one, day) for one in ctx.snapshot.events for day in islice(one.event.days(today), SHOWN))


def _line(ctx: Context, planned: Planned, day: dt.date) -> str:
    event = planned.event
    values = {"what": what(ctx, event), "when": when(ctx, event, day), "place": place(ctx, event)}
    return ctx.say("events.line_coming" if planned.goes(day) else "events.line", **values)


def _button(ctx: Context, event: Event, day: dt.date) -> Choice:
    token = ButtonId("events", "e", event.number, f"{day:%y%m%d}")
    return ctx.button(token, "events.one", what=what(ctx, event), day=f"{day:%d.%m.}")


def one(ctx: Context, planned: Planned, day: dt.date | None) -> Reply:
    """Return one event on one of its days, with what can be done."""
    event = planned.event
    days = list(islice(event.days(ctx.now.date()), 100))
    on = day if day in days else (days[0] if days else event.start.date())
    lines = [when(ctx, event, on), place(ctx, event)]
    if event.every is not Every.ONCE:
        lines.append(ctx.say(f"events.every.{event.every}", until=ctx.day(event.until)))
    if planned.mine:
        lines.append(ctx.say("events.you_come" if planned.goes(on) else "events.you_come_elsewhen"))
    if ctx.person.may(Capability.OVERSEE):
        lines.append(ctx.say("events.people", people=planned.people))
    return Reply("\n".join(lines), title=what(ctx, event), choices=_ways(ctx, planned, on))


def _ways(ctx: Context, planned: Planned, on: dt.date) -> tuple[Choice, ...]:
    number, token = planned.event.number, f"{on:%y%m%d}"
    series = planned.event.every is not Every.ONCE
    ways: list[Choice] = []
    if planned.goes(on):
        ways.append(ctx.button(ButtonId("events", "o", number, token), "events.not_coming"))
    elif ctx.person.role is not Role.GUEST:
        ways.append(ctx.button(ButtonId("events", "s", number, token), "events.come"))
    if series and None not in planned.mine and ctx.person.role is not Role.GUEST:
        ways.append(ctx.button(ButtonId("events", "a", number), "events.come_always"))
    ways.append(ctx.button(ButtonId("events", "k", number), "events.calendar"))
    if ctx.person.may(Capability.OVERSEE):
        ways.append(ctx.button(ButtonId("events", "x", number), "events.call_off"))
    return (*ways, ctx.button(ButtonId("events"), "events.button"))


def signed(ctx: Context, planned: Planned, day: dt.date | None) -> Reply:
    """Return what comes of signing up: a reminder, and the file for one's calendar."""
    event = planned.event
    first = day or next(event.days(ctx.now.date()), event.start.date())
    values = {"what": what(ctx, event), "when": when(ctx, event, first), "place": place(ctx, event)}
    text = ctx.say("events.signed" if day else "events.signed_all", **values)
    off = ctx.button(ButtonId("events", "o", event.number, f"{first:%y%m%d}"), "events.not_coming")
    return replace(in_calendar(ctx, event, day), text=text, choices=(off,))


def in_calendar(ctx: Context, event: Event, day: dt.date | None) -> Reply:
    """Return the calendar file of an event: of one day of it, or of the whole series."""
    file = event_file(event, what(ctx, event), place(ctx, event), ctx.now, day=day)
    return Reply(ctx.say("events.in_calendar"), title=what(ctx, event), files=(file,))
