"""How days and times of a talk are written, and what stands in the news about one."""

from __future__ import annotations

import datetime as dt

from bot.conversation import answers
from bot.conversation.context import Context
from bot.domain.access import is_author
from bot.domain.message import Choice, Reply, Tone
from bot.domain.referral import Referral

PLACES = ("first", "second", "third")
"""The places of the times in the news."""


def day(ctx: Context, date: dt.date) -> str:
    """Return a day with its weekday."""
    return ctx.say(
        "contact.on_day", weekday=ctx.say(f"contact.weekday.{date.isoweekday()}"), date=ctx.day(date)
    )


def listed(ctx: Context, times: tuple[dt.datetime, ...]) -> str:
    """Return times of one day as a reader's line."""
    return ctx.say("contact.at_time", day=day(ctx, times[0].date()), times=_clock(times))


def places(times: tuple[dt.datetime, ...]) -> dict[str, str]:
    """Return times of one day as the places of a notice, whose language is chosen later."""
    date = times[0].date()
    hours = {place: at.strftime("%H:%M") for place, at in zip(PLACES, times, strict=False)}
    return {
        "weekday": f"@contact.weekday.{date.isoweekday()}",
        "date": date.strftime("%d.%m.%Y"),
        "times": _clock(times),
        **hours,
    }


def _clock(times: tuple[dt.datetime, ...]) -> str:
    return ", ".join(at.strftime("%H:%M") for at in times)


def look(ctx: Context, referral: Referral) -> Choice:
    """Return the button to the referral."""
    return ctx.button(f"referrals:{referral.code}", "referrals.show")


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
