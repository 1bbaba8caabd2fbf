"""What a consent that ran out does by itself: no person has to be there, nothing is shared without a consent.

Where somebody follows the participant up, the sharing is paused, and the referral stays: the participant's
own consent to IPS did not run out (EF § 3-2), and a forgotten day tears nobody out of a job. Where nobody
does yet, the referral ends: nothing lies about without a consent. See docs/adr/0021.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.domain.audit import Act
from bot.domain.directory import COORDINATOR, Directory
from bot.domain.norway import norwegian
from bot.domain.outcome import Audit, ChangeReferral, Effect, Notify
from bot.domain.referral import CLOCK, Referral
from bot.domain.talks import called_off
from bot.domain.world import World


def has_run_out(referral: Referral, now: dt.datetime) -> bool:
    """Tell whether its consent is too old, and nobody was told so yet. Days are Norwegian ones."""
    return referral.has_run_out(norwegian(now).date())


def lapse(referral: Referral, now: dt.datetime, directory: Directory) -> tuple[Referral, tuple[Effect, ...]]:
    """Return a referral as its consent's running out leaves it, with the news to everybody it concerns."""
    after = referral.run_out(now)
    act = Act.PAUSED if after.is_open else Act.RAN_OUT
    told = _paused(after, directory) if after.is_open else _ended(after)
    written = (ChangeReferral(after, referral.version), Audit(CLOCK, act, after.code))
    return after, (*written, *told, *called_off(referral, after, now))


def _ended(after: Referral) -> tuple[Notify, ...]:
    """Return the news of an end: every post where it has lain stops, its clinician may send a new one."""
    look = _look(after)
    asks = Notify("notice.ran_out_clinician", {"code": after.code}, person=after.clinician, buttons=look)
    stop = (
        Notify("notice.ran_out", {"code": after.code}, post=post, buttons=look if post == after.post else ())
        for post in after.posts
    )
    return (asks, *stop)


def _paused(after: Referral, directory: Directory) -> tuple[Notify, ...]:
    """Return the news of a pause: the clinician renews, every post stops sharing, two others see it."""
    values, look = {"code": after.code}, _look(after)
    renew = ((f"renew:{after.code}", "renew.button"), *look)
    told = [Notify("notice.paused_clinician", values, person=after.clinician, buttons=renew)]
    told += [
        Notify("notice.paused", values, post=post, buttons=look if post == after.post else ())
        for post in after.posts
    ]
    known = directory.posts.get(after.post)
    team = {"team": directory.team_name(after.post) if known else ""}
    supervisor = directory.supervisor_of(known.team) if known else None
    if supervisor and supervisor.id not in after.posts:
        told.append(Notify("notice.paused_overseen", values | team, post=supervisor.id, buttons=look))
    told.append(Notify("notice.paused_overseen", values | team, post=COORDINATOR))
    return tuple(told)


def _look(after: Referral) -> tuple[tuple[str, str], ...]:
    return ((f"referrals:{after.code}", "referrals.show"),)


def lapsed(world: World, now: dt.datetime, directory: Directory) -> tuple[World, tuple[Effect, ...]]:
    """Return the world after every consent that ran out has done what it does, and the effects of that."""
    found = {
        code: lapse(one, now, directory) for code, one in world.referrals.items() if has_run_out(one, now)
    }
    if not found:
        return world, ()
    ended = {code for code, (after, _) in found.items() if not after.is_open}
    queues = {
        team: tuple(code for code in codes if code not in ended) for team, codes in world.queues.items()
    }
    known = {**world.referrals, **{code: after for code, (after, _) in found.items()}}
    effects = tuple(effect for _, made in found.values() for effect in made)
    return replace(world, referrals=known, queues=queues), effects
