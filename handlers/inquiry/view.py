"""One inquiry as a person sees it, the list of them, and the one sentence for those it does not concern."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.conversation.context import Context, norwegian
from bot.domain.audit.entry import NOTHING, AuditAction
from bot.domain.case.inquiry import Inquiry, InquiryChange, InquiryKind, InquiryState
from bot.domain.inquiry.steps import InquiryStep, steps
from bot.domain.message.button_id import ButtonId, Parts
from bot.domain.message.message import Choice, Reply
from bot.domain.organisation.access import is_asker, may_see_inquiry
from bot.domain.turn.outcome import Audit, Outcome
from handlers.meetings import times as contact_times
from handlers.meetings import words as contact_words
from handlers.referral.history import post_name

LISTED = 20


def find(ctx: Context, code: str) -> Inquiry | None:
    """Return the inquiry if this person may see it. None says nothing about whether it exists."""
    inquiry = ctx.snapshot.inquiries.get(code.upper())
    return inquiry if inquiry and may_see_inquiry(ctx.person, inquiry, ctx.know.directory) else None


def unknown(ctx: Context) -> Outcome:
    """Return the one sentence for a code that is not yours and for one that does not exist."""
    reply = Reply(ctx.say("inquiry.unknown"), choices=(ctx.button(ButtonId("inquiry"), "inquiry.list"),))
    return replace(ctx.reply(reply), record=(Audit(ctx.person.id, AuditAction.DENIED, NOTHING),))


def listed(ctx: Context) -> tuple[Reply, ...]:
    """Return the inquiries of this person with their next steps, open ones first, if there are any."""
    mine = [i for i in ctx.snapshot.inquiries.values() if may_see_inquiry(ctx.person, i, ctx.know.directory)]
    if not mine:
        return ()
    mine.sort(key=lambda i: (not i.is_open, -i.changed_at.timestamp()))
    lines = [ctx.say("inquiry.count", count=sum(i.is_open for i in mine))]
    for inquiry in mine[:LISTED]:
        kind, state = ctx.say(f"inquiry.kind.{inquiry.kind}"), ctx.say(f"inquiry.state.{inquiry.state}")
        lines.append(ctx.say("inquiry.line", code=inquiry.code, kind=kind, state=state))
        if inquiry.is_open:
            lines.append(ctx.say("referrals.next", next=next_step(ctx, inquiry)))
    choices = tuple(Choice(ButtonId("inquiry", i.code), i.code) for i in mine[:LISTED])
    return (Reply("\n".join(lines), title=ctx.say("inquiry.title"), choices=choices),)


def detail(ctx: Context, inquiry: Inquiry) -> Reply:
    """Return one inquiry as this person sees it: what, where it stands, whose turn, what may be done."""
    record = _record(ctx, inquiry)
    return Reply(
        "\n".join(_lines(ctx, inquiry)),
        title=inquiry.code,
        do=(ctx.say("inquiry.do_record"),) if record else (),
        record=record,
        more="\n".join(_change(ctx, change) for change in inquiry.history),
        choices=(*_buttons(ctx, inquiry), ctx.button(ButtonId("inquiry"), "inquiry.list")),
    )


def _record(ctx: Context, inquiry: Inquiry) -> str:
    """Return the words for the record when an information meeting is agreed on, for whoever asked for it.

    What health personnel do together with the job specialist is documented as usual. Source: brev punkt 5.
    """
    agreed = inquiry.history[-1]
    meets = inquiry.kind is InquiryKind.MEETING and agreed.to is InquiryState.AGREED
    if not meets or agreed.start is None or not is_asker(ctx.person, inquiry):
        return ""
    return ctx.say(
        "inquiry.record.agreed",
        date=ctx.day(norwegian(agreed.at).date()),
        day=ctx.day(agreed.start.date()),
        time=agreed.start.strftime("%H:%M"),
    )


def step_button(ctx: Context, inquiry: Inquiry, what: Parts, label: str, **values: object) -> Choice:
    """Return a button that names the version it was made for, so that an old one does nothing."""
    return ctx.button(ButtonId("inquiry", inquiry.code, inquiry.version, *what), label, **values)


def agree_label(inquiry: Inquiry) -> str:
    """Return the key of what a yes is called: going on with the referral, or a talk."""
    own = "supervisor" if inquiry.kind is InquiryKind.SUPERVISOR else "talk"
    return f"inquiry.agree.{own}"


def service_name(ctx: Context, inquiry: Inquiry) -> str:
    """Return the name of the service that asks; IPS where the directory has none."""
    service = ctx.know.directory.services.get(inquiry.service or "")
    return service.name if service else "IPS"


def _lines(ctx: Context, inquiry: Inquiry) -> list[str]:
    name = ctx.snapshot.names.get(inquiry.asker, inquiry.asker)
    lines = [
        ctx.say("inquiry.about", kind=ctx.say(f"inquiry.kind.{inquiry.kind}")),
        ctx.say("referrals.state", state=_state(ctx, inquiry.history[-1])),
        ctx.say("referrals.next", next=next_step(ctx, inquiry)),
        ctx.say("inquiry.from", name=name, service=service_name(ctx, inquiry)),
        ctx.say("inquiry.to", post=post_name(ctx, inquiry.post)),
    ]
    if inquiry.start and inquiry.is_open:
        lines.insert(2, ctx.say("inquiry.agreed_time", time=contact_words.listed(ctx, (inquiry.start,))))
    if inquiry.suggested:
        lines.insert(2, ctx.say("inquiry.suggested", times=contact_words.listed(ctx, inquiry.suggested)))
    return lines


def _state(ctx: Context, change: InquiryChange) -> str:
    reason = f" ({ctx.say(f'inquiry.reason.{change.reason}')})" if change.reason else ""
    return ctx.say(f"inquiry.state.{change.to}") + reason


def next_step(ctx: Context, inquiry: Inquiry) -> str:
    """Return what comes next, as the side of this person is told it."""
    side = "asker" if is_asker(ctx.person, inquiry) else "answerer"
    name: str = inquiry.state
    if inquiry.state is InquiryState.AGREED and inquiry.kind is InquiryKind.SUPERVISOR:
        name = "go_on"
    return ctx.say(f"inquiry.next.{side}.{name}")


def _change(ctx: Context, change: InquiryChange) -> str:
    parts = [_state(ctx, change)]
    if times := (*change.times, *((change.start,) if change.start else ())):
        parts.append(contact_words.listed(ctx, times))
    at = norwegian(change.at).strftime("%d.%m.%Y %H:%M")
    who = (
        ctx.person.shown_name if change.by == ctx.person.id else ctx.snapshot.names.get(change.by, change.by)
    )
    return ctx.say("referrals.change", at=at, who=who, what=". ".join(parts))


def _buttons(ctx: Context, inquiry: Inquiry) -> tuple[Choice, ...]:
    found = steps(ctx.person, inquiry, ctx.know.directory)
    times = accepts(ctx, inquiry) if InquiryStep.ACCEPT in found else ()
    labels = {InquiryStep.AGREE: agree_label(inquiry)}
    plain = (step for step in found if step is not InquiryStep.ACCEPT)
    return (
        *times,
        *(step_button(ctx, inquiry, (step,), labels.get(step, f"inquiry.step.{step}")) for step in plain),
    )


def accepts(ctx: Context, inquiry: Inquiry) -> tuple[Choice, ...]:
    """Return a button for each time that waits for a yes."""
    clock = {place: at.strftime("%H:%M") for place, at in _placed(inquiry)}
    return tuple(
        step_button(ctx, inquiry, (InquiryStep.ACCEPT, token), f"contact.accept.{place}", **clock)
        for place, token in ((place, contact_times.at_token(at)) for place, at in _placed(inquiry))
    )


def _placed(inquiry: Inquiry) -> tuple[tuple[str, dt.datetime], ...]:
    return tuple(zip(contact_words.PLACES, inquiry.suggested, strict=False))
