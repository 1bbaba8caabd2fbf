"""Why there is no referral, with the sources, and what is possible instead."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation import answers as shown
from bot.conversation.context import Context
from bot.domain.audit.entry import AuditAction
from bot.domain.case.inquiry import NAVS, InquiryKind
from bot.domain.message.message import Reply
from bot.domain.organisation.routing import NoRoute
from bot.domain.person.person import Capability, Role
from bot.domain.turn.outcome import Audit, Outcome, OutcomeKind
from bot.knowledge.base.entry import SourceRef
from handlers.inquiry import ask as inquiry_ask
from handlers.inquiry import dialog as inquiry_dialog
from handlers.inquiry.dialog import ASKS

WHY: Mapping[str, tuple[SourceRef, ...]] = {
    "not_informed": (SourceRef("brev", "kulepunkt 1"), SourceRef("pbrl", "§ 3-2")),
    "wish_unsure": (SourceRef("retningslinje", "punkt 3"), SourceRef("retningslinje", "punkt 4.3.2")),
    "no_wish": (SourceRef("retningslinje", "punkt 3"),),
    "no_treatment": (SourceRef("ef", "§ 3-1"),),
    "too_young": (SourceRef("ef", "§ 3-1"), SourceRef("ressursmiljo", "Workshop")),
    "capacity_doubt": (SourceRef("hpl", "§ 22"), SourceRef("pbrl", "§§ 4-3–4-5")),
    "sick_listed": (SourceRef("retningslinje", "punkt 3"),),
    ASKS: inquiry_dialog.SOURCES,
    "take_part_refused": (SourceRef("ef", "§ 3-2"),),
    "sharing_refused": (SourceRef("brev", "kulepunkt 2"), SourceRef("hpl", "§§ 21, 22")),
    "consent_unsure": (SourceRef("pjl", "§ 20"),),
    "general_clause": (SourceRef("pjl", "§ 20"), SourceRef("retningslinje", "punkt 4.3.1")),
    "consent_old": (SourceRef("pjl", "§ 20"), SourceRef("assistenten", "Samtykke")),
    "not_recorded": (SourceRef("brev", "kulepunkt 5"), SourceRef("pjforskrift", "§ 7")),
}

INSTEAD: Mapping[str, tuple[str, ...]] = {
    # the topics that say what is possible instead
    "not_informed": ("privacy.duty_to_inform", "ips.definition", "referral.info_meeting"),
    "wish_unsure": ("referral.info_meeting", "referral.unsure_patient"),
    "no_wish": ("referral.start_conversation", "referral.wish_to_work"),
    "no_treatment": ("ips.target_group", "referral.criteria"),
    "too_young": ("referral.age",),
    "capacity_doubt": ("privacy.consent_age",),
    "sick_listed": ("referral.sick_listed", "role.method_supervisor"),
    ASKS: ("referral.sick_listed",),
    "take_part_refused": ("referral.unsure_patient", "referral.info_meeting"),
    "sharing_refused": ("privacy.consent_refused", "privacy.anonymous_discussion", "referral.info_meeting"),
    "consent_unsure": ("privacy.consent_how", "referral.info_meeting", "privacy.anonymous_discussion"),
    "general_clause": ("privacy.consent_form", "privacy.consent_how"),
    "consent_old": ("privacy.consent_how",),
    "not_recorded": ("privacy.consent_document", "privacy.clinician_documents"),
}

ASK: Mapping[str, tuple[InquiryKind, ...]] = {
    # what can be asked instead, without anything about the patient
    "not_informed": (InquiryKind.MEETING,),
    "wish_unsure": (InquiryKind.MEETING, InquiryKind.TALK),
    "no_treatment": (InquiryKind.TALK,),
    "sick_listed": (InquiryKind.TALK,),
    "take_part_refused": (InquiryKind.TALK, InquiryKind.MEETING),
    "sharing_refused": (InquiryKind.MEETING, InquiryKind.TALK),
    "consent_unsure": (InquiryKind.MEETING, InquiryKind.TALK),
}

INFORMED = ("wish_unsure", "no_wish", "take_part_refused", "sharing_refused")
"""Where the patient was informed and there is still no referral: the record says so (brev punkt 1)."""

NOT_FOR_ROLE: Mapping[str, tuple[SourceRef, ...]] = {
    "nav": (SourceRef("retningslinje", "punkt 4.2"), SourceRef("brev", "kulepunkt 2")),
    "other": (SourceRef("retningslinje", "punkt 4.4"),),
}

NOT_CARE = (SourceRef("ef", "§ 3-1"), SourceRef("hpl", "§ 3"), SourceRef("hpl", "§ 39"))
"""IPS is for those who get treatment; a patient record is kept by whoever gives health care."""

ROUTE_INSTEAD = (
    "referral.inpatient",
    "referral.who_can_refer",
    "referral.info_meeting",
    "privacy.anonymous_discussion",
)


def ended(ctx: Context, conclusion: str) -> Outcome:
    """Say why the answers lead to no referral; where the patient was informed, with words for the record."""
    today = ctx.day(ctx.now.date())
    reply = Reply(
        ctx.say(f"dialog.refer.end.{conclusion}.text"),
        title=ctx.say("dialog.refer.end.title"),
        do=(ctx.say(f"dialog.refer.end.{conclusion}.instead"),),
        record=ctx.say(f"informed.{conclusion}", date=today) if conclusion in INFORMED else "",
        sources=shown.sources(ctx, WHY[conclusion]),
        choices=(
            *inquiry_ask.buttons(ctx, *ASK.get(conclusion, ())),
            *shown.topic_buttons(ctx, INSTEAD[conclusion]),
        ),
    )
    return ctx.reply(reply)


def not_for_role(ctx: Context) -> Outcome:
    """Say who refers, to somebody whose role does not."""
    key = "nav" if ctx.person.role is Role.NAV_COUNSELLOR else "other"
    topics = ("referral.nav_initiative",) if key == "nav" else ("referral.who_can_refer", "referral.how")
    reply = Reply(
        ctx.say(f"refer.not_for.{key}"),
        sources=shown.sources(ctx, NOT_FOR_ROLE[key]),
        choices=(*inquiry_ask.buttons(ctx, *NAVS), *shown.topic_buttons(ctx, topics)),
    )
    denied = Audit(ctx.person.id, AuditAction.DENIED, Capability.REFER)
    return ctx.reply(reply, kind=OutcomeKind.DIALOG, record=(denied,))


def no_route(ctx: Context, why: NoRoute) -> Outcome:
    """Say why there is no team that a referral of this service could go to; an open dialog ends."""
    no_care = why is NoRoute.NO_HEALTH_CARE
    instead = "no_health_care" if no_care else "instead"
    kinds = (InquiryKind.TALK, InquiryKind.MEETING) if no_care else (InquiryKind.TALK,)
    reply = Reply(
        ctx.say(f"refer.no_route.{why}"),
        title=ctx.say("dialog.refer.end.title"),
        do=(ctx.say(f"refer.no_route_do.{instead}"),),
        sources=shown.sources(ctx, NOT_CARE if no_care else (SourceRef("retningslinje", "punkt 2"),)),
        choices=(*inquiry_ask.buttons(ctx, *kinds), *shown.topic_buttons(ctx, ROUTE_INSTEAD)),
    )
    return ctx.reply(reply, session=ctx.session.closed())
