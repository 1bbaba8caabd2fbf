"""How days and times of a talk are written, and what stands in the news about one."""

from __future__ import annotations

import datetime as dt

from bot.conversation import answers
from bot.conversation.context import Context
from bot.domain.case.referral import Referral, Talk
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Reply, Tone
from bot.domain.organisation.access import is_author
from bot.domain.referral.meetings import pending
from bot.domain.turn.notice import Fact, Term, TermSort

PLACES = ("first", "second", "third")
"""The places of the times in the news."""


def day(ctx: Context, date: dt.date) -> str:
    """Return a day with its weekday."""
    return ctx.say(
        "contact.on_day", weekday=ctx.say(f"contact.weekday.{date.isoweekday()}"), date=ctx.day(date)
    )


def listed(ctx: Context, times: tuple[dt.datetime, ...]) -> str:
    """Return times as a reader's line, each day once."""
    own = {date: tuple(at for at in times if at.date() == date) for date in (at.date() for at in times)}
    lines = (ctx.say("contact.at_time", day=day(ctx, date), times=_clock(of)) for date, of in own.items())
    return ", ".join(lines)


def places(times: tuple[dt.datetime, ...]) -> dict[str, Fact]:
    """Return times as the places of a notice, whose language is chosen later.

    Where they are of several days, each stands with its day.
    """
    date = times[0].date()
    form = "%d.%m.%Y %H:%M" if _several(times) else "%H:%M"
    hours = {place: at.strftime(form) for place, at in zip(PLACES, times, strict=False)}
    return {
        "weekday": Term(TermSort.WEEKDAY, str(date.isoweekday())),
        "date": date.strftime("%d.%m.%Y"),
        "times": _clock(times),
        **hours,
    }


def accepting(times: tuple[dt.datetime, ...]) -> tuple[str, ...]:
    """Return the keys of the buttons that say yes, one for each time."""
    return tuple(f"contact.accept{'_day' if _several(times) else ''}.{place}" for place in PLACES)


def _several(times: tuple[dt.datetime, ...]) -> bool:
    return len({at.date() for at in times}) > 1


def agreed_before(ctx: Context, referral: Referral, kind: str) -> Talk | None:
    """Return the talk of this kind that is agreed on and still to come: a new one takes its place."""
    found = (change.talk for change in pending(referral, ctx.now) if change.talk)
    return next((talk for talk in found if talk.kind == kind), None)


def moved_from(before: Talk | None, kind: str) -> dict[str, Fact]:
    """Return the time that a new one replaces, and what is held then, as the places of a text."""
    if before is None:
        return {}
    return {"what": Term(TermSort.WHAT, kind), "old": before.start.strftime("%d.%m.%Y %H:%M")}


def void(ctx: Context, referral: Referral, kind: str) -> Reply:
    """Return that a suggestion no longer stands: nothing is agreed by it. A new time can be suggested."""
    before = agreed_before(ctx, referral, kind)
    stands = f" {ctx.say('contact.stands', **moved_from(before, kind))}" if before else ""
    other = ctx.button(ButtonId("contact", referral.code, kind), "contact.another_time")
    return Reply(ctx.say("contact.void") + stands, choices=(other, look(ctx, referral)))


def _clock(times: tuple[dt.datetime, ...]) -> str:
    """Return hours; of each further day with its date, since a weekday has no language yet."""
    first = times[0].date()
    return ", ".join(at.strftime("%H:%M" if at.date() == first else "%d.%m.%Y %H:%M") for at in times)


def look(ctx: Context, referral: Referral) -> Choice:
    """Return the button to the referral."""
    return ctx.button(ButtonId("referrals", referral.code), "referrals.show")


def nav_is_missing(ctx: Context, referral: Referral) -> Reply:
    """Return that the consent does not cover the Nav counsellor, and what is needed. Source: hpl § 22."""
    side = "clinician" if is_author(ctx.person, referral) else "handler"
    return Reply(
        ctx.say("contact.nav.missing", code=referral.code),
        do=(ctx.say(f"contact.nav.needed.{side}"),),
        tone=Tone.WARNING,
        choices=(
            look(ctx, referral),
            *answers.topic_buttons(ctx, ("referral.three_way_meeting", "privacy.nav_sharing")),
        ),
    )
