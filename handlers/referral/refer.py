"""The referral: it begins with its questions, and is sent when they allow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import answers as shown
from bot.conversation.context import Context, Plain
from bot.conversation.dialog import flow
from bot.conversation.dialog.dialog import SUMMARY, Dialog, kept
from bot.domain.audit.entry import AuditAction
from bot.domain.case.consent import ConsentFault, NotAConsent
from bot.domain.case.referral import Reason, Referral, State, open_referral
from bot.domain.message.button_id import ButtonId, Parts
from bot.domain.message.message import Reply
from bot.domain.organisation.directory import COORDINATOR
from bot.domain.organisation.routing import NoRoute, Route, Why, route
from bot.domain.person.person import Capability
from bot.domain.turn.notice import Goal, Lead, NoticeKind, Notify
from bot.domain.turn.outcome import Audit, OpenReferral, Outcome
from bot.domain.turn.session import OpenDialog
from bot.knowledge.base.entry import SourceRef
from handlers.inquiry import dialog as inquiry_dialog
from handlers.inquiry.dialog import ASKS
from handlers.oversight import team_channel
from handlers.referral.beginning import no_referral, opening
from handlers.referral.beginning.questions import ENDS, ReferralDialog, consent_from
from handlers.referral.history import post_name
from handlers.referral.news import WAITING, queue_place
from handlers.referral.record import referral_text

SENT = (
    SourceRef("pjforskrift", "§ 7"),
    SourceRef("brev", "kulepunkt 5"),
    SourceRef("retningslinje", "punkt 4.4"),
)
WAITS = (SourceRef("retningslinje", "punkt 3"),)


class Refer(Plain):
    """Leads a clinician to a referral, or to why there is none and what is possible instead."""

    name = "refer"
    topic: str | None = "bot.start_referral"

    def dialog(self) -> Dialog | None:
        """See Handler."""
        return ReferralDialog()

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Capability.REFER):
            return no_referral.not_for_role(ctx)
        way = _way(ctx)
        if isinstance(way, NoRoute):
            return no_referral.no_route(ctx, way)
        carried = opening.carried_over(ctx, self)
        told = {step: said for step, said in carried.items() if said not in ENDS[step]}
        return opening.begin(ctx, self, told) if told else flow.begin(ctx, self)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler. "change" lists the answers that were read from an opening sentence."""
        if parts == (opening.CHANGE,):
            return opening.listed(ctx, self)
        return super().press(ctx, parts)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. A sentence that begins a referral and tells of the patient fills in what it says."""
        told = opening.told(ctx, self, text) if ctx.person.may(Capability.REFER) else {}
        if not told:
            return None
        way = _way(ctx)
        return no_referral.no_route(ctx, way) if isinstance(way, NoRoute) else opening.begin(ctx, self, told)

    def ahead(self, ctx: Context) -> str:
        """See Handler: who will get it, and whether there is room."""
        way = _way(ctx)
        if isinstance(way, NoRoute):
            return ""
        why = f"route.{way.why}" if way.post in ctx.snapshot.held else "route.nobody"
        return ctx.say("refer.goes", receiver=post_name(ctx, way.post), why=ctx.say(why))

    def conclude(self, ctx: Context, answers: Mapping[str, str], conclusion: str) -> Outcome:
        """See Handler."""
        if conclusion == ASKS:
            return ctx.reply(inquiry_dialog.question(ctx))
        return (
            _send(ctx, kept(ReferralDialog(), answers))
            if conclusion == "send"
            else no_referral.ended(ctx, conclusion)
        )


def _way(ctx: Context) -> Route | NoRoute:
    snapshot = ctx.snapshot
    return route(ctx.person.service, ctx.know.directory, snapshot.loads, held=snapshot.held)


def _send(ctx: Context, answers: Mapping[str, str]) -> Outcome:
    way = _way(ctx)
    if isinstance(way, NoRoute) or not ctx.person.may(Capability.REFER):
        return no_referral.no_route(ctx, way if isinstance(way, NoRoute) else NoRoute.UNKNOWN_SERVICE)
    if not inquiry_dialog.carries(ctx, answers):
        session = inquiry_dialog.asked_again(ctx.session, answers)
        return ctx.reply(flow.here(replace(ctx, session=session)), session=session)
    try:
        consent = consent_from(answers, ctx.person.id, ctx.now, ctx.know.directory.rules)
    except NotAConsent as none:
        return asked_again(ctx, ReferralDialog.name, answers, none.fault)
    referral = open_referral(
        code=ctx.snapshot.fresh_code,
        service=ctx.person.service or "",
        clinician=ctx.person.id,
        post=way.post,
        consent=consent,
        at=ctx.now,
    )
    if way.why is Why.SUPERVISOR:
        referral = referral.change(State.ON_HOLD, ctx.person.id, ctx.now, Reason.FULL)
    sent = _sent(ctx, referral, way)
    return replace(sent, effects=(*sent.effects, *inquiry_dialog.used(ctx, answers)))


def asked_again(ctx: Context, name: str, answers: Mapping[str, str], fault: ConsentFault) -> Outcome:
    """Lead back to the day of the consent, saying why it cannot stand.

    It became too old while the summary stood open, or lies in the future: then the clock was put back.
    """
    about = ctx.session.dialog.about if ctx.session.dialog else ""
    future = fault is ConsentFault.IN_FUTURE
    left = {step: answer for step, answer in answers.items() if step not in {"when", SUMMARY}}
    left |= {} if future else {"when": flow.OLDER}
    session = ctx.session.asking(OpenDialog(name, left, about=about))
    why = (Reply(ctx.say("flow.in_future")),) if future else ()
    return ctx.reply(*why, flow.here(replace(ctx, session=session)), session=session)


def _why_there(ctx: Context, way: Route) -> str:
    """Return why it went there, where that is not what was said before it was sent: there is room."""
    if way.post not in ctx.snapshot.held:
        return ctx.say("route.nobody")
    return "" if way.why is Why.FIRST else ctx.say(f"route.{way.why}")


def _sent(ctx: Context, referral: Referral, way: Route) -> Outcome:
    waits = referral.state is State.ON_HOLD
    read = way.post in ctx.snapshot.held
    place = queue_place(ctx, referral) if waits else 0
    queue = f"{ctx.say('refer.sent.queue', place=place)} {ctx.say('waiting.guideline')}" if waits else ""
    said = (_why_there(ctx, way), queue, ctx.say("refer.sent.next"))
    tell = (ctx.say("refer.sent.tell", receiver=post_name(ctx, referral.post)),) if read else ()
    meanwhile = (ctx.say("waiting.clinician"),) if waits else ()
    reply = Reply(
        "\n".join(line for line in said if line),
        title=ctx.say("refer.sent.title", code=referral.code),
        do=(*tell, *meanwhile),
        record=referral_text(ctx, referral),
        sources=shown.sources(ctx, (*SENT, *(WAITS if waits else ()))),
        choices=(
            ctx.button(ButtonId("referrals", referral.code), "referrals.show", code=referral.code),
            *(shown.topic_buttons(ctx, (WAITING,)) if waits else ()),
        ),
    )
    service = ctx.know.directory.services[referral.service].name
    notice = Notify(
        NoticeKind.QUEUED if waits else NoticeKind.REQUESTED,
        {"code": referral.code, "service": service, "place": str(place)},
        post=referral.post,
        buttons=(Lead(Goal.OPEN, referral.code),),
    )
    opened, given = (
        Audit(ctx.person.id, act, referral.code) for act in (AuditAction.OPEN, AuditAction.CONSENT_GIVEN)
    )
    team = ctx.know.directory.team_name(referral.post)
    alone = Notify(NoticeKind.NOBODY, {"code": referral.code, "team": team}, post=COORDINATOR)
    told = (notice, team_channel.told(ctx, referral), *(() if read else (alone,)))
    effects = (OpenReferral(referral), *told, opened, given)
    return ctx.reply(reply, session=ctx.session.closed(), effects=effects)
