"""Who is told what when an inquiry changes: always the other side, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.conversation.context import Context
from bot.domain.audit.entry import AuditAction
from bot.domain.case.inquiry import Inquiry, InquiryState
from bot.domain.case.meeting import Meeting
from bot.domain.inquiry.steps import InquiryStep
from bot.domain.message.button_id import ButtonId
from bot.domain.organisation.access import is_asker
from bot.domain.turn.notice import Fact, Goal, Lead, NoticeButton, NoticeKind, Notify, Press, Term, TermSort
from bot.domain.turn.outcome import Audit, ChangeInquiry, Effect, OpenInquiry
from handlers.inquiry import cancelled as inquiry_off
from handlers.inquiry.view import agree_label, service_name
from handlers.meetings import times as contact_times
from handlers.meetings import words as contact_words

Buttons = tuple[NoticeButton, ...]
Values = Mapping[str, Fact]
_NONE: Values = MappingProxyType({})


def asked(ctx: Context, inquiry: Inquiry) -> tuple[Effect, ...]:
    """Return the effects of a new inquiry: its post gets it with buttons to answer."""
    own = ButtonId("inquiry", inquiry.code, inquiry.version)
    notice = Notify(
        NoticeKind(f"inquiry.notice.asked.{inquiry.kind}"),
        {**_values(ctx, inquiry), "service": service_name(ctx, inquiry)},
        post=inquiry.post,
        buttons=(
            Press(own.then(InquiryStep.AGREE), agree_label(inquiry)),
            Press(own.then(InquiryStep.SUGGEST), "inquiry.step.day"),
            Press(own.then(InquiryStep.DECLINE), "inquiry.step.decline"),
        ),
    )
    return (OpenInquiry(inquiry), notice, Audit(ctx.person.id, AuditAction.ASKED, inquiry.code))


def changed(
    ctx: Context,
    before: Inquiry,
    after: Inquiry,
    key: str,
    buttons: Buttons = (),
    values: Values = _NONE,
    meeting: Meeting | None = None,
) -> tuple[Effect, ...]:
    """Return the effects of a change: written, told to the other side as `inquiry.notice.<key>`, audited."""
    mine = is_asker(ctx.person, after)
    person = _answered_by(before) if mine else after.asker
    notice = Notify(
        NoticeKind(f"inquiry.notice.{key}"),
        {**_values(ctx, after), **values},
        person=person,
        post=None if person else after.post,
        buttons=buttons or (Lead(Goal.INQUIRY, after.code),),
        meeting=meeting,
    )
    told = [notice]
    if not mine and ctx.person.post != after.post:
        told.append(Notify(NoticeKind.INQUIRY_SUPERVISED, _values(ctx, after), post=after.post))
    audit = Audit(ctx.person.id, AuditAction(f"inquiries.{after.state}"), after.code)
    off = inquiry_off.told(ctx, before, after)
    return (ChangeInquiry(after, before.version), *told, *off, audit)


def to_choose(inquiry: Inquiry) -> tuple[Buttons, dict[str, Fact]]:
    """Return the buttons and the places of the news that times were suggested."""
    own = ButtonId("inquiry", inquiry.code, inquiry.version)
    accepts = tuple(
        Press(
            own.then(InquiryStep.ACCEPT, contact_times.at_token(at)),
            label,
        )
        for at, label in zip(inquiry.suggested, contact_words.accepting(inquiry.suggested), strict=False)
    )
    other = Press(own.then(InquiryStep.SUGGEST), "contact.none_fits")
    return (*accepts, other), contact_words.places(inquiry.suggested)


def _answered_by(inquiry: Inquiry) -> str | None:
    """Return who of the team answered last: they are told, even if it lies at another's post."""
    answers = (c.by for c in reversed(inquiry.history) if c.by != inquiry.asker)
    return next(answers, None) if inquiry.state is not InquiryState.ASKED else None


def _values(ctx: Context, inquiry: Inquiry) -> dict[str, Fact]:
    directory = ctx.know.directory
    return {
        "code": inquiry.code,
        "name": ctx.person.shown_name,
        "team": directory.team_name(inquiry.post) if inquiry.post in directory.posts else "IPS",
        "kind": Term(TermSort.INQUIRY_KIND, inquiry.kind),
    }
