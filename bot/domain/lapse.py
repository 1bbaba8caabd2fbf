"""A consent that ran out ends its referral. No person has to be there: nothing open stands without a consent.

It is cancelled, not put on hold: on hold it would still be open, and whoever works with it could go on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.domain.audit import Act
from bot.domain.norway import norwegian
from bot.domain.outcome import Audit, ChangeReferral, Effect, Notify
from bot.domain.referral import CLOCK, Referral
from bot.domain.talks import called_off
from bot.domain.world import World


def has_run_out(referral: Referral, now: dt.datetime) -> bool:
    """Tell whether it is open while its consent is too old. Days are Norwegian ones."""
    return referral.is_open and not referral.consent.is_current(norwegian(now).date())


def lapse(referral: Referral, now: dt.datetime) -> tuple[Referral, tuple[Effect, ...]]:
    """Return a referral as its consent's running out leaves it, with the news to everybody it concerns.

    Every post where it lies or has lain is told to stop, the clinician that it takes a new referral now.
    """
    after = referral.run_out(now)
    values, look = {"code": after.code}, ((f"referrals:{after.code}", "referrals.show"),)
    stop = (
        Notify("notice.ran_out", values, post=post, buttons=look if post == after.post else ())
        for post in after.posts
    )
    asks = Notify("notice.ran_out_clinician", values, person=after.clinician, buttons=look)
    written = (ChangeReferral(after, referral.version), Audit(CLOCK, Act.RAN_OUT, after.code))
    return after, (*written, asks, *stop, *called_off(referral, after, now))


def lapsed(world: World, now: dt.datetime) -> tuple[World, tuple[Effect, ...]]:
    """Return the world after every consent that ran out has ended its referral, and the effects of that."""
    ended = {code: lapse(one, now) for code, one in world.referrals.items() if has_run_out(one, now)}
    if not ended:
        return world, ()
    queues = {
        team: tuple(code for code in codes if code not in ended) for team, codes in world.queues.items()
    }
    known = {**world.referrals, **{code: after for code, (after, _) in ended.items()}}
    effects = tuple(effect for _, found in ended.values() for effect in found)
    return replace(world, referrals=known, queues=queues), effects
