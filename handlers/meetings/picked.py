"""A day or a time for a talk that is written where it is asked for, as the button that says the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.conversation.context import Context
from bot.domain.message.button_id import Parts, is_of, parts_in
from bot.domain.turn.outcome import Outcome
from handlers.meetings import times as contact_times
from handlers.meetings import typed_time

DAY = "day"
"""Stands in a button before the day that it is about."""


def picking(outcome: Outcome, what: str) -> Outcome:
    """Remember which button's day or time is asked for now, so that it may be written; "" for none."""
    return replace(outcome, session=replace(outcome.session, picking=what))


def written(
    ctx: Context, text: str, handler: str, works: contact_times.WorkingDay, *, ask: str, again: Parts = ()
) -> tuple[Parts, str] | None:
    """Return what the fitting button holds behind the handler's name, and the key of a remark, if any.

    None where this handler asks for nothing, or the text is no day and no time. `ask` is the step that takes
    a day with its hours, `again` what asks for the day.
    """
    if not is_of(ctx.session.picking, handler):
        return None
    words = ctx.know.base.words
    fillers, names = words.typed("contact.typed.fillers"), words.typed("contact.typed.days")
    if many := typed_time.several(text, fillers, names, words.typed("contact.typed.between")):
        return _several(ctx, many, works, ask=ask, again=again)
    found = typed_time.read(text, fillers, names)
    if found is None:
        return None
    picked = parts_in(ctx.session.picking)
    own, before = picked[:2], picked[3] if picked[2:3] == (DAY,) and len(picked) > 3 else ""
    days = contact_times.reachable(ctx.now, works)
    day = typed_time.day_among(found, days, contact_times.day_of(before) if before else None)
    if day is None:
        return (*own, *again), "contact.odd_day" if found.names_day else "contact.day_first"
    if found.time is None:
        return (*own, DAY, contact_times.token(day)), ""
    slot = contact_times.slot_of(found.time)
    if slot not in contact_times.SLOTS:
        return (*own, DAY, contact_times.token(day)), "contact.odd_time"
    return (*own, ask, contact_times.token(day, (slot,))), ""


def _several(
    ctx: Context,
    many: tuple[typed_time.Typed, ...],
    works: contact_times.WorkingDay,
    *,
    ask: str,
    again: Parts,
) -> tuple[Parts, str]:
    """Return the step that suggests times of several days at once, or what is wrong with one of them."""
    picked = parts_in(ctx.session.picking)
    own, before = picked[:2], picked[3] if picked[2:3] == (DAY,) and len(picked) > 3 else ""
    asked = contact_times.day_of(before) if before else None
    days = contact_times.reachable(ctx.now, works)
    starts: set[dt.datetime] = set()
    for one in many:
        day = asked = typed_time.day_among(one, days, asked)
        if day is None:
            return (*own, *again), "contact.odd_day" if one.names_day else "contact.day_first"
        if one.time is None or contact_times.slot_of(one.time) not in contact_times.SLOTS:
            return (*own, *again), "contact.odd_time"
        starts.add(dt.datetime.combine(day, one.time))
    if len(starts) > contact_times.MOST:
        return (*own, *again), "contact.most_times"
    return (*own, ask, contact_times.all_of(starts)), ""
