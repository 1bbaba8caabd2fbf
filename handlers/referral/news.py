"""Who is told what when a referral changes: both sides, always, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.context import Context
from bot.domain.case.referral import Referral, State
from bot.domain.message.button_id import ButtonId
from bot.domain.referral.steps import place_in_queue
from bot.domain.turn.notice import Fact, Goal, Lead, NoticeButton, NoticeKind, Notify, Press, Term, TermSort
from bot.domain.turn.outcome import Audit, ChangeReferral, Effect
from handlers.meetings import cancelled as calling_off
from handlers.oversight import team_channel
from handlers.referral.history import seat

DECLINED, WAITING = "referral.declined", "referral.waiting_list"
"""The topics that say what a clinician can do after a no, and while a patient waits."""


def effects(ctx: Context, before: Referral, after: Referral, name: str) -> tuple[Effect, ...]:
    """Return the effects of a handler's change: written, told to both sides, put on record as `name`."""
    told = [_to_clinician(ctx, after, name)]
    if before.post != after.post:
        told.append(_to_receiver(ctx, before, after))
    if before.post != ctx.person.post:
        told.append(Notify(NoticeKind.SUPERVISED, _values(ctx, after), post=before.post))
    return (
        ChangeReferral(after, before.version),
        *told,
        *team_channel.told_if_new(ctx, before, after),
        *calling_off.told(ctx, before, after),
        Audit(ctx.person.id, f"referral.{name}", after.code),
    )


def to_all_receivers(referral: Referral, kind: NoticeKind, **values: Fact) -> tuple[Notify, ...]:
    """Return news for every post where the referral lies or has lain: they all know something."""
    look = (Lead(Goal.REFERRAL, referral.code),)
    return tuple(
        Notify(
            kind, {"code": referral.code, **values}, post=post, buttons=look if post == referral.post else ()
        )
        for post in referral.posts
    )


def said(keys: Mapping[str, str]) -> dict[str, Fact]:
    """Return keys of the words as values of a notice: its reader's language says what they become."""
    split = {place: key.rpartition(".") for place, key in keys.items()}
    return {place: Term(TermSort(sort), name) for place, (sort, _, name) in split.items()}


def queue_place(ctx: Context, referral: Referral) -> int:
    """Return the place on the waiting list; somebody who comes new is the last."""
    team = ctx.know.directory.posts[referral.post].team
    return (
        place_in_queue(referral, ctx.know.directory, ctx.snapshot)
        or len(ctx.snapshot.queues.get(team, ())) + 1
    )


def _to_clinician(ctx: Context, after: Referral, name: str) -> Notify:
    buttons: list[NoticeButton] = [Lead(Goal.REFERRAL, after.code)]
    if after.state is State.REJECTED:
        buttons.append(Press(ButtonId("topic", DECLINED), "notice.what_now"))
    if after.state is State.ON_HOLD:
        buttons.append(Press(ButtonId("topic", WAITING), "notice.meanwhile"))
    return Notify(
        NoticeKind(f"notice.{name}"), _values(ctx, after), person=after.clinician, buttons=tuple(buttons)
    )


def _to_receiver(ctx: Context, before: Referral, after: Referral) -> Notify:
    queued = after.state is State.ON_HOLD and before.state is not State.ON_HOLD
    look = (Lead(Goal.OPEN, after.code),)
    return Notify(
        NoticeKind.WAITING if queued else NoticeKind.GIVEN, _values(ctx, after), post=after.post, buttons=look
    )


def _values(ctx: Context, after: Referral) -> dict[str, Fact]:
    directory = ctx.know.directory
    reason = after.history[-1].reason
    return {
        "code": after.code,
        "team": directory.team_name(after.post),
        "name": ctx.person.shown_name,
        "reason": Term(TermSort.REASON, reason) if reason else "",
        "role": Term(TermSort.OWNER, "supervisor" if _supervised(ctx, after) else "specialist"),
        "seat": seat(ctx, after.post),
        "place": str(queue_place(ctx, after)) if after.state is State.ON_HOLD else "",
    }


def _supervised(ctx: Context, referral: Referral) -> bool:
    posts = ctx.know.directory.posts
    supervisor = ctx.know.directory.supervisor_of(posts[referral.post].team)
    return supervisor is not None and supervisor.id == referral.post
