"""Who is told what when an inquiry changes: always the other side, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.conversation.context import Context
from bot.domain.access import is_asker
from bot.domain.audit import Act
from bot.domain.inquiry import Inquiry, InquiryState
from bot.domain.inquiry_handling import InquiryStep
from bot.domain.outcome import Audit, ChangeInquiry, Effect, Notify, OpenInquiry
from handlers import contact_times, contact_words, inquiry_off
from handlers.inquiry_view import agree_label, service_name

Buttons = tuple[tuple[str, str], ...]
Values = Mapping[str, str]
_NONE: Values = MappingProxyType({})


def asked(ctx: Context, inquiry: Inquiry) -> tuple[Effect, ...]:
    """Return the effects of a new inquiry: its post gets it with buttons to answer."""
    own = f"inquiry:{inquiry.code}:{inquiry.version}"
    notice = Notify(
        f"inquiry.notice.asked.{inquiry.kind}",
        {**_values(ctx, inquiry), "service": service_name(ctx, inquiry)},
        post=inquiry.post,
        buttons=(
            (f"{own}:{InquiryStep.AGREE}", agree_label(inquiry)),
            (f"{own}:{InquiryStep.SUGGEST}", "inquiry.step.day"),
            (f"{own}:{InquiryStep.DECLINE}", "inquiry.step.decline"),
        ),
    )
    return (OpenInquiry(inquiry), notice, Audit(ctx.person.id, Act.ASKED, inquiry.code))


def changed(
    ctx: Context, before: Inquiry, after: Inquiry, key: str, buttons: Buttons = (), values: Values = _NONE
) -> tuple[Effect, ...]:
    """Return the effects of a change: written, told to the other side as `inquiry.notice.<key>`, audited."""
    mine = is_asker(ctx.person, after)
    person = _answered_by(before) if mine else after.asker
    notice = Notify(
        f"inquiry.notice.{key}",
        {**_values(ctx, after), **values},
        person=person,
        post=None if person else after.post,
        buttons=buttons or ((f"inquiry:{after.code}", "inquiry.show"),),
    )
    told = [notice]
    if not mine and ctx.person.post != after.post:
        told.append(Notify("inquiry.notice.supervised", _values(ctx, after), post=after.post))
    audit = Audit(ctx.person.id, Act(f"inquiries.{after.state}"), after.code)
    off = inquiry_off.told(ctx, before, after)
    return (ChangeInquiry(after, before.version), *told, *off, audit)


def to_choose(inquiry: Inquiry) -> tuple[Buttons, dict[str, str]]:
    """Return the buttons and the places of the news that times were suggested."""
    own = f"inquiry:{inquiry.code}:{inquiry.version}"
    accepts = tuple(
        (
            f"{own}:{InquiryStep.ACCEPT}:{contact_times.token(at.date(), (at.hour,))}",
            f"contact.accept.{place}",
        )
        for at, place in zip(inquiry.suggested, contact_words.PLACES, strict=False)
    )
    other = (f"{own}:{InquiryStep.SUGGEST}", "contact.none_fits")
    return (*accepts, other), contact_words.places(inquiry.suggested)


def _answered_by(inquiry: Inquiry) -> str | None:
    """Return who of the team answered last: they are told, even if it lies at another's post."""
    answers = (c.by for c in reversed(inquiry.history) if c.by != inquiry.asker)
    return next(answers, None) if inquiry.state is not InquiryState.ASKED else None


def _values(ctx: Context, inquiry: Inquiry) -> dict[str, str]:
    directory = ctx.know.directory
    return {
        "code": inquiry.code,
        "name": ctx.person.shown_name,
        "team": directory.team_name(inquiry.post) if inquiry.post in directory.posts else "IPS",
        "kind": f"@inquiry.kind.{inquiry.kind}",
    }
