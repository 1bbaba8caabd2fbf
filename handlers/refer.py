"""The referral: checks consent step by step before a referral exists at all.

The rules stand where they are enforced: `Consent` and `Referral`. This dialog only gathers what they need,
in the order of sharing.md ("Sperre før henvisning sendes").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import answers as shown
from bot.conversation import flow
from bot.conversation.context import Context, Plain
from bot.conversation.dialog import SUMMARY, Conclusion, Dialog, Question, kept
from bot.domain.audit import Act
from bot.domain.consent import Consent, ConsentFault, Form, NotAConsent, Receiver, Scope
from bot.domain.directory import COORDINATOR
from bot.domain.house_rules import HouseRules
from bot.domain.inquiry import InquiryKind
from bot.domain.message import Reply
from bot.domain.outcome import Audit, Kind, Notify, OpenReferral, Outcome
from bot.domain.person import Action, Role
from bot.domain.referral import Reason, Referral, State, open_referral
from bot.domain.routing import NoRoute, Route, Why, route
from bot.domain.session import OpenDialog
from bot.domain.sharing_facts import AGE_GROUPS
from bot.knowledge.entry import SourceRef
from handlers import inquiry_ask, inquiry_dialog, opening, team_channel
from handlers.inquiry_dialog import ASKS, DISCUSSED, STEP
from handlers.record import referral_text
from handlers.referral_history import post_name
from handlers.referral_news import WAITING, queue_place

WORDING = "2026-11-30"
"""Version of the questions about consent; changes with their meaning, and is kept with each consent."""

YES_NO = ("yes", "no")

STEPS: tuple[tuple[Question, Mapping[str, str]], ...] = (
    # each question, and which of its answers end the dialog, with what
    (Question("informed", YES_NO, consent=True), {"no": "not_informed"}),
    (Question("wish", ("yes", "unsure", "no")), {"unsure": "wish_unsure", "no": "no_wish"}),
    (Question("treatment", ("yes", "no", "unsure")), {"no": "no_treatment", "unsure": "no_treatment"}),
    (
        Question("age", ("adult", "youth", "child", "doubt"), ages=AGE_GROUPS),
        {"child": "too_young", "doubt": "capacity_doubt"},
    ),
    (Question("capacity", ("yes", "doubt"), consent=True), {"doubt": "capacity_doubt"}),
    (Question("sick_listed", ("no", "yes")), {}),
    (
        Question(STEP, ("ask", DISCUSSED, "no"), asked_of_another=True),
        {"ask": ASKS, "no": "sick_listed"},
    ),
    (
        Question("take_part", ("yes", "no", "unsure"), consent=True),
        {"no": "take_part_refused", "unsure": "consent_unsure"},
    ),
    (
        Question("scope", ("contact", "work", "diagnosis", "none"), consent=True, widening=True),
        {"none": "sharing_refused"},
    ),
    (Question("nav", YES_NO, consent=True), {}),
    (
        Question("form", ("written", "oral", "intake", "silent"), consent=True),
        {"intake": "general_clause", "silent": "consent_unsure"},
    ),
    (
        Question("when", ("today", "yesterday", flow.OLDER, "unknown"), date=True, consent=True),
        {flow.OLDER: "consent_old", "unknown": "consent_unsure"},
    ),
    (Question("recorded", YES_NO, consent=True), {"no": "not_recorded"}),
)

RECEIVERS: Mapping[str, Receiver] = {"nav": Receiver.NAV_COUNSELLOR}
"""The steps that ask for a receiver other than the job specialist: each needs a yes of its own.

No employer is among them: there is none yet, and a consent is specific (pjl § 20; pvf art. 4 (11)). One who
is named is added later, with the participant (`handlers/employer_consent.py`).
"""

ONLY_AFTER: Mapping[str, tuple[str, str]] = {
    # a step that is asked only after this answer to an earlier one
    "capacity": ("age", "youth"),
    STEP: ("sick_listed", "yes"),
}

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

SENT = (SourceRef("brev", "kulepunkt 5"), SourceRef("retningslinje", "punkt 4.4"))
WAITS = (SourceRef("retningslinje", "punkt 3"),)

NOT_CARE = (SourceRef("ef", "§ 3-1"), SourceRef("hpl", "§ 3"), SourceRef("hpl", "§ 39"))
"""IPS is for those who get treatment; a patient record is kept by whoever gives health care."""

ROUTE_INSTEAD = (
    "referral.inpatient",
    "referral.who_can_refer",
    "referral.info_meeting",
    "privacy.anonymous_discussion",
)


class ReferralDialog:
    """The steps before a referral is sent."""

    name = "refer"
    questions = tuple(question for question, _ in STEPS)

    def next(self, answers: Mapping[str, str]) -> Question | Conclusion:
        """Return the first open question, or what the answers lead to."""
        for question, ends in STEPS:
            if not _is_asked(question.step, answers):
                continue
            answer = answers.get(question.step)
            if answer is None:
                return question
            if answer in ends:
                return Conclusion(ends[answer])
        return (
            Conclusion("send", final=True) if answers.get(SUMMARY) == "send" else Question(SUMMARY, ("send",))
        )


def _is_asked(step: str, answers: Mapping[str, str]) -> bool:
    condition = ONLY_AFTER.get(step)
    return condition is None or answers.get(condition[0]) == condition[1]


class Refer(Plain):
    """Leads a clinician to a referral, or to why there is none and what is possible instead."""

    name = "refer"
    topic: str | None = "bot.start_referral"

    def dialog(self) -> Dialog | None:
        """See Handler."""
        return ReferralDialog()

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Action.REFER):
            return _not_for_role(ctx)
        way = _way(ctx)
        return _no_route(ctx, way) if isinstance(way, NoRoute) else flow.begin(ctx, self)

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler. "change" lists the answers that were read from an opening sentence."""
        if rest == opening.CHANGE:
            return opening.listed(ctx, self)
        return super().press(ctx, rest)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. A sentence that begins a referral and tells of the patient fills in what it says."""
        told = opening.told(ctx, self, text) if ctx.person.may(Action.REFER) else {}
        if not told:
            return None
        way = _way(ctx)
        return _no_route(ctx, way) if isinstance(way, NoRoute) else opening.begin(ctx, self, told)

    def conclude(self, ctx: Context, answers: Mapping[str, str], conclusion: str) -> Outcome:
        """See Handler."""
        if conclusion == ASKS:
            return ctx.reply(inquiry_dialog.question(ctx))
        return _send(ctx, kept(ReferralDialog(), answers)) if conclusion == "send" else _end(ctx, conclusion)


def _end(ctx: Context, conclusion: str) -> Outcome:
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


def _not_for_role(ctx: Context) -> Outcome:
    key = "nav" if ctx.person.role is Role.NAV_COUNSELLOR else "other"
    topics = ("referral.nav_initiative",) if key == "nav" else ("referral.who_can_refer", "referral.how")
    reply = Reply(
        ctx.say(f"refer.not_for.{key}"),
        sources=shown.sources(ctx, NOT_FOR_ROLE[key]),
        choices=(*inquiry_ask.buttons(ctx, InquiryKind.NAV), *shown.topic_buttons(ctx, topics)),
    )
    denied = Audit(ctx.person.id, Act.DENIED, Action.REFER)
    return ctx.reply(reply, kind=Kind.DIALOG, record=(denied,))


def _no_route(ctx: Context, why: NoRoute) -> Outcome:
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


def consent_from(answers: Mapping[str, str], person: str, now: dt.datetime, rules: HouseRules) -> Consent:
    """Return the consent that the answers describe. Raises NotAConsent, or KeyError when one is missing."""
    others = {step: receiver for step, receiver in RECEIVERS.items() if answers[step] == "yes"}
    made = Consent(
        participation=answers["take_part"] == "yes",
        receivers=frozenset({Receiver.JOB_SPECIALIST, *others.values()}),
        scope=Scope(answers["scope"]),
        form=Form(answers["form"]),
        given_on=flow.given_day(answers["when"], now.date()),
        in_patient_record=answers["recorded"] == "yes",
        recorded_by=person,
        recorded_at=now,
        wording=WORDING,
        holds_days=rules.consent_days,
    )
    return made.checked()


def _way(ctx: Context) -> Route | NoRoute:
    world = ctx.world
    return route(ctx.person.service, ctx.know.directory, world.loads, held=world.held)


def _send(ctx: Context, answers: Mapping[str, str]) -> Outcome:
    way = _way(ctx)
    if isinstance(way, NoRoute) or not ctx.person.may(Action.REFER):
        return _no_route(ctx, way if isinstance(way, NoRoute) else NoRoute.UNKNOWN_SERVICE)
    if not inquiry_dialog.carries(ctx, answers):
        session = inquiry_dialog.asked_again(ctx.session, answers)
        return ctx.reply(flow.here(replace(ctx, session=session)), session=session)
    try:
        consent = consent_from(answers, ctx.person.id, ctx.now, ctx.know.directory.rules)
    except NotAConsent as none:
        return asked_again(ctx, ReferralDialog.name, answers, none.fault)
    referral = open_referral(
        code=ctx.world.fresh_code,
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


def _sent(ctx: Context, referral: Referral, way: Route) -> Outcome:
    waits = referral.state is State.ON_HOLD
    read = way.post in ctx.world.held
    place = queue_place(ctx, referral) if waits else 0
    sent = ctx.say(
        "refer.sent.text",
        code=referral.code,
        receiver=post_name(ctx, referral.post),
        why=ctx.say(f"route.{way.why}" if read else "route.nobody"),
    )
    queue = f"\n{ctx.say('refer.sent.queue', place=place)} {ctx.say('waiting.guideline')}" if waits else ""
    meanwhile = (ctx.say("waiting.clinician"),) if waits else ()
    reply = Reply(
        f"{sent}{queue}\n{ctx.say('refer.sent.next')}",
        title=ctx.say("refer.sent.title"),
        do=(*meanwhile, ctx.say("refer.sent.record")),
        record=referral_text(ctx, referral),
        sources=shown.sources(ctx, (*SENT, *(WAITS if waits else ()))),
        choices=(
            ctx.button(f"referrals:{referral.code}", "referrals.show", code=referral.code),
            *(shown.topic_buttons(ctx, (WAITING,)) if waits else ()),
        ),
    )
    service = ctx.know.directory.services[referral.service].name
    notice = Notify(
        "notice.queued" if waits else "notice.requested",
        {"code": referral.code, "service": service, "place": str(place)},
        post=referral.post,
        buttons=((f"referrals:{referral.code}", "handle.open"),),
    )
    opened, given = (Audit(ctx.person.id, act, referral.code) for act in (Act.OPEN, Act.CONSENT_GIVEN))
    team = ctx.know.directory.team_name(referral.post)
    alone = Notify("notice.nobody", {"code": referral.code, "team": team}, post=COORDINATOR)
    told = (notice, team_channel.told(ctx, referral), *(() if read else (alone,)))
    effects = (OpenReferral(referral), *told, opened, given)
    return ctx.reply(reply, session=ctx.session.closed(), effects=effects)
