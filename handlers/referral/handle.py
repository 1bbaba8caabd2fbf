"""What a job specialist or method supervisor does with a referral, from the first look to the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.conversation.context import Context, Plain
from bot.domain.case.referral import DECLINE_REASONS, STOP_REASONS, Milestone, Reason, Referral, State
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Reply
from bot.domain.organisation.access import Permission, may
from bot.domain.referral.steps import Step, true_reasons
from bot.domain.turn.outcome import Effect, Outcome
from handlers.meetings import cancelled as calling_off
from handlers.referral import hand_over, news, view

YES = "yes"
"""The detail of a step that was asked about once more."""

Act = Callable[[Context, Referral, str], Outcome | None]


class HandleReferral(Plain):
    """Takes the presses on a referral's buttons: "<code>:<version>:<step>[:<detail>]"."""

    name = "handle"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        return ctx.reply(Reply(ctx.say("handle.list"), choices=(view.list_button(ctx),)))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        code, version, step, detail, *more = padded(parts, 4)
        referral = view.find(ctx, code, Permission.HANDLE)
        if referral is None:
            return view.unknown(ctx, code)
        if version != str(referral.version):
            return ctx.reply(Reply(ctx.say("handle.changed")), view.detail(ctx, referral))
        if more or step not in set(Step):
            return None
        if step not in view.possible(ctx, referral):
            return ctx.reply(Reply(ctx.say("handle.not_now")), view.detail(ctx, referral))
        return ACTS[Step(step)](ctx, referral, detail)


def opened(ctx: Context, referral: Referral) -> tuple[Referral, tuple[Effect, ...]]:
    """Return the referral as received when whoever holds its post looks for the first time, with the effects.

    A supervisor's look at the post of a specialist opens nothing: it would stop the clock for nobody's work.
    """
    if referral.state is not State.REQUESTED or referral.post != ctx.person.post:
        return referral, ()
    if not may(ctx.person, Permission.HANDLE, referral, ctx.know.directory):
        return referral, ()
    changed = referral.change(State.RECEIVED, ctx.person.id, ctx.now)
    return changed, news.effects(ctx, referral, changed, changed.state)


def _surely(step: Step, act: Act) -> Act:
    """Return the act, asked once more before it is done: others are told at once, nothing takes it back."""

    def asked(ctx: Context, referral: Referral, detail: str) -> Outcome | None:
        if detail == YES:
            return act(ctx, referral, "")
        if detail:
            return None
        what = ctx.say(f"handle.{step}")
        sure = ctx.button(
            ButtonId("handle", referral.code, referral.version, step, YES), "handle.surely", step=what
        )
        keep = ctx.button(ButtonId("referrals", referral.code), "handle.not_yet")
        return ctx.reply(Reply(ctx.say("handle.really", code=referral.code, step=what), choices=(sure, keep)))

    return asked


def _accept(ctx: Context, referral: Referral, detail: str) -> Outcome | None:
    return _changed(ctx, referral, referral.change(State.ACCEPTED, ctx.person.id, ctx.now), State.ACCEPTED)


def _reached(milestone: Milestone) -> Act:
    def act(ctx: Context, referral: Referral, detail: str) -> Outcome | None:
        return _changed(ctx, referral, referral.reach(milestone, ctx.person.id, ctx.now), milestone)

    return act


def _complete(ctx: Context, referral: Referral, detail: str) -> Outcome | None:
    if detail == YES:
        after = referral.change(State.COMPLETED, ctx.person.id, ctx.now)
        return _changed(ctx, referral, after, State.COMPLETED)
    if detail:
        return None
    sure = view.step_button(ctx, referral, Step.COMPLETE, YES, label="handle.complete_sure")
    return ctx.reply(
        Reply(ctx.say("handle.sure", code=referral.code), choices=(sure, view.keep(ctx, referral)))
    )


def _ended(step: Step, state: State, reasons: tuple[Reason, ...], question: str) -> Act:
    def act(ctx: Context, referral: Referral, detail: str) -> Outcome | None:
        true = true_reasons(reasons, referral, ctx.know.directory, ctx.snapshot)
        if not detail:
            return ctx.reply(view.why(ctx, referral, step, true, question))
        if detail not in true:
            return None
        return _changed(ctx, referral, referral.change(state, ctx.person.id, ctx.now, Reason(detail)), state)

    return act


def _changed(ctx: Context, before: Referral, after: Referral, name: str) -> Outcome:
    done = Reply(ctx.say(f"handle.done.{name}", code=after.code))
    off = calling_off.own(ctx, before, after)
    return ctx.reply(done, *off, view.detail(ctx, after), effects=news.effects(ctx, before, after, name))


ACTS: Mapping[Step, Act] = MappingProxyType(
    {
        Step.ACCEPT: _surely(Step.ACCEPT, _accept),
        Step.MEETING: _surely(Step.MEETING, _reached(Milestone.FIRST_MEETING)),
        Step.SEARCH: _surely(Step.SEARCH, _reached(Milestone.JOB_SEARCH)),
        Step.JOB: _surely(Step.JOB, _reached(Milestone.JOB)),
        Step.EDUCATION: _surely(Step.EDUCATION, _reached(Milestone.EDUCATION)),
        Step.TAKE: _surely(Step.TAKE, hand_over.take),
        Step.GIVE: hand_over.give,
        Step.WAIT: hand_over.wait,
        Step.COMPLETE: _complete,
        Step.STOP: _ended(Step.STOP, State.FAILED, STOP_REASONS, "handle.why_stop"),
        Step.DECLINE: _ended(Step.DECLINE, State.REJECTED, DECLINE_REASONS, "handle.why"),
    }
)
