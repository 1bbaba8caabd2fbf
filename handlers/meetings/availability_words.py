"""How it is written when somebody can be reached."""

from __future__ import annotations

from itertools import pairwise

from bot.conversation.context import Context
from bot.domain.case.referral import Referral
from bot.domain.organisation.access import is_author
from bot.domain.person.availability import Absence, PhoneHours, Reach


def lines(ctx: Context, reach: Reach) -> tuple[str, ...]:
    """Return phone hours and days away, a line each; nothing for what is not known."""
    hours = (ctx.say("reach.hours", hours=hours_text(ctx, reach.hours)),) if reach.hours else ()
    return (*hours, *(ctx.say("reach.away", days=days_text(ctx, absence)) for absence in reach.away))


def days_text(ctx: Context, absence: Absence) -> str:
    """Return days away as people write them."""
    first = ctx.day(absence.first)
    return first if absence.first == absence.last else f"{first}–{ctx.day(absence.last)}"


def hours_text(ctx: Context, hours: PhoneHours) -> str:
    """Return phone hours as people write them."""
    names = [ctx.say(f"reach.weekday.{day}") for day in hours.days]
    row = len(names) > 2 and all(after - before == 1 for before, after in pairwise(hours.days))
    days = f"{names[0]}–{names[-1]}" if row else ", ".join(names)
    return ctx.say("reach.at", days=days, first=f"{hours.first:%H:%M}", last=f"{hours.last:%H:%M}")


def other_side(ctx: Context, referral: Referral) -> tuple[str, ...]:
    """Return when the other side of a referral can be reached: the post, or the clinician."""
    if is_author(ctx.person, referral):
        return lines(ctx, ctx.snapshot.reach.get(referral.post, Reach()))
    return lines(ctx, ctx.snapshot.people_reach.get(referral.clinician, Reach()))


def own(ctx: Context) -> Reach:
    """Return what is known of the person who is talking."""
    if ctx.person.post:
        return ctx.snapshot.reach.get(ctx.person.post, Reach())
    return ctx.snapshot.people_reach.get(ctx.person.id, Reach())
