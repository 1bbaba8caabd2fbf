"""What a consent that ran out does by itself: no person has to be there, nothing is shared without a consent.

Where somebody follows the participant up, the sharing is paused, and the referral stays: the participant's
own consent to IPS did not run out (EF § 3-2), and a forgotten day tears nobody out of a job. Where nobody
does yet, the referral ends: nothing lies about without a consent. See docs/adr/0021.
"""

from __future__ import annotations

import datetime as dt

from bot.domain.audit.entry import AuditAction
from bot.domain.case.referral import CLOCK, Referral
from bot.domain.clock.norway import norwegian
from bot.domain.organisation.directory import COORDINATOR, Directory
from bot.domain.referral.meetings import called_off
from bot.domain.turn.notice import Goal, Lead, NoticeKind, Notify
from bot.domain.turn.outcome import Audit, ChangeReferral, Effect
from bot.domain.turn.snapshot import TurnSnapshot, changed, is_read


def has_run_out(referral: Referral, now: dt.datetime) -> bool:
    """Tell whether its consent is too old, and nobody was told so yet. Days are Norwegian ones."""
    return referral.has_run_out(norwegian(now).date())


def expiry(referral: Referral, now: dt.datetime, directory: Directory) -> tuple[Referral, tuple[Effect, ...]]:
    """Return a referral as its consent's running out leaves it, with the news to everybody it concerns."""
    after = referral.run_out(now)
    act = AuditAction.PAUSED if after.is_open else AuditAction.RAN_OUT
    told = _paused(after, directory) if after.is_open else _ended(after)
    written = (ChangeReferral(after, referral.version), Audit(CLOCK, act, after.code))
    return after, (*written, *told, *called_off(referral, after, now))


def _ended(after: Referral) -> tuple[Notify, ...]:
    """Return the news of an end: every post where it has lain stops, its clinician may send a new one."""
    look = _look(after)
    asks = Notify(NoticeKind.RAN_OUT_CLINICIAN, {"code": after.code}, person=after.clinician, buttons=look)
    stop = (
        Notify(
            NoticeKind.RAN_OUT, {"code": after.code}, post=post, buttons=look if post == after.post else ()
        )
        for post in after.posts
    )
    return (asks, *stop)


def _paused(after: Referral, directory: Directory) -> tuple[Notify, ...]:
    """Return the news of a pause: the clinician renews, every post stops sharing, two others see it."""
    values, look = {"code": after.code}, _look(after)
    renew = (Lead(Goal.RENEW, after.code), *look)
    told = [Notify(NoticeKind.PAUSED_CLINICIAN, values, person=after.clinician, buttons=renew)]
    told += [
        Notify(NoticeKind.PAUSED, values, post=post, buttons=look if post == after.post else ())
        for post in after.posts
    ]
    known = directory.posts.get(after.post)
    overseen = {**values, "team": directory.team_name(after.post) if known else ""}
    supervisor = directory.supervisor_of(known.team) if known else None
    if supervisor and supervisor.id not in after.posts:
        told.append(Notify(NoticeKind.PAUSED_OVERSEEN, overseen, post=supervisor.id, buttons=look))
    told.append(Notify(NoticeKind.PAUSED_OVERSEEN, overseen, post=COORDINATOR))
    return tuple(told)


def _look(after: Referral) -> tuple[Lead, ...]:
    return (Lead(Goal.REFERRAL, after.code),)


def expired(
    snapshot: TurnSnapshot, now: dt.datetime, directory: Directory
) -> tuple[TurnSnapshot, tuple[Effect, ...]]:
    """Return the world after every consent that ran out has done what it does, and the effects of that.

    Where a turn looks at no referral there is nothing to say: the sweep writes it down.
    """
    if not is_read(snapshot, "referrals"):
        return snapshot, ()
    found = {
        code: expiry(one, now, directory) for code, one in snapshot.referrals.items() if has_run_out(one, now)
    }
    if not found:
        return snapshot, ()
    ended = {code for code, (after, _) in found.items() if not after.is_open}
    queues = {
        team: tuple(code for code in codes if code not in ended) for team, codes in snapshot.queues.items()
    }
    known = {**snapshot.referrals, **{code: after for code, (after, _) in found.items()}}
    effects = tuple(effect for _, made in found.values() for effect in made)
    return changed(snapshot, referrals=known, queues=queues), effects
