"""The ways to IPS for each role, before there is a referral and where there can be none."""

from __future__ import annotations

from bot.conversation import answers, typed
from bot.conversation.context import Context, Plain
from bot.domain.case.inquiry import NAVS, InquiryKind
from bot.domain.message.button_id import ButtonId, Parts, only
from bot.domain.message.message import Choice, Reply, Surface
from bot.domain.person.person import Capability, Role
from bot.domain.turn.outcome import Outcome
from bot.knowledge.base.entry import SourceRef
from handlers.inquiry.ask import buttons

SELF, WARD = "self", "ward"
"""The patient asks; a service without an agreement, such as an inpatient ward."""

SELF_SOURCES = (
    SourceRef("retningslinje", "punkt 4.1"),
    SourceRef("brev", "kulepunkt 1"),
    SourceRef("brev", "kulepunkt 2"),
)
WARD_SOURCES = (
    SourceRef("retningslinje", "punkt 2"),
    SourceRef("brev", "kulepunkt 3"),
    SourceRef("hpl", "§ 23"),
)


class Ways(Plain):
    """Shows what this person can begin, and what to do when the patient asks, or without an agreement."""

    name = "ways"
    surfaces = frozenset({Surface.ALL, Surface.QUESTIONS})
    topic: str | None = "referral.how"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        reply = Reply(
            ctx.say(f"ways.text.{_who(ctx)}"),
            title=ctx.say("ways.title"),
            choices=(
                *_refer(ctx),
                *buttons(ctx, InquiryKind.MEETING, InquiryKind.TALK, *NAVS),
                ctx.button(ButtonId("ways", SELF), "ways.self"),
                ctx.button(ButtonId("ways", WARD), "ways.ward"),
            ),
        )
        return ctx.reply(reply)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        pages = {"": self.start, SELF: _patient_asks, WARD: _no_agreement}
        page = pages.get(only(parts))
        return page(ctx) if page else None

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler."""
        for page in (SELF, WARD):
            if typed.means(ctx.know.base.words, f"ways.typed.{page}", text):
                return self.press(ctx, (page,))
        return None


def _patient_asks(ctx: Context) -> Outcome:
    """Say what staff do when the person asks for IPS. Source: retningslinje § 4.1."""
    clinician = ctx.person.role is Role.CLINICIAN
    reply = Reply(
        ctx.say(f"ways.patient.{_who(ctx)}"),
        title=ctx.say("ways.self"),
        record=ctx.say("ways.record", date=ctx.day(ctx.now.date())) if clinician else "",
        sources=answers.sources(ctx, SELF_SOURCES),
        choices=(
            *_refer(ctx),
            *buttons(ctx, InquiryKind.MEETING, *NAVS),
            *answers.topic_buttons(ctx, ("referral.patient_initiative", "ips.definition")),
        ),
    )
    return ctx.reply(reply)


def _no_agreement(ctx: Context) -> Outcome:
    """Say what is possible on wards and in services without an agreement. Source: retningslinje § 2."""
    reply = Reply(
        ctx.say("ways.no_agreement"),
        title=ctx.say("ways.ward"),
        do=tuple(ctx.say(key) for key in ctx.know.base.words.keys(ctx.lang, "ways.do_ward.")),
        sources=answers.sources(ctx, WARD_SOURCES),
        choices=(
            *buttons(ctx, InquiryKind.TALK),
            *answers.topic_buttons(ctx, ("referral.inpatient", "referral.start_conversation")),
        ),
    )
    return ctx.reply(reply)


def _refer(ctx: Context) -> tuple[Choice, ...]:
    """Return the button to the referral, for those whose service has an agreement."""
    service = ctx.know.directory.services.get(ctx.person.service or "")
    may = ctx.person.may(Capability.REFER) and service is not None and service.refers
    return (ctx.button(ButtonId("refer"), "refer.button"),) if may else ()


def _who(ctx: Context) -> str:
    """Return whose words fit: a clinician's by the service, Nav's, those of IPS, or others'."""
    if ctx.person.role is Role.NAV_COUNSELLOR:
        return "nav"
    if ctx.person.may(Capability.HANDLE):
        return "answerer"
    if ctx.person.role is not Role.CLINICIAN:
        return "other"
    if _refer(ctx):
        return "clinician"
    service = ctx.know.directory.services.get(ctx.person.service or "")
    return "no_agreement" if service is None or service.health_care else "no_health_care"
