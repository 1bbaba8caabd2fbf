"""One referral as a person sees it, and the one sentence for those it does not concern."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from bot.conversation import answers
from bot.conversation.context import Context, norwegian
from bot.domain.audit.entry import AuditAction, thing_of
from bot.domain.case.consent import Narrowing, Receiver
from bot.domain.case.referral import Reason, Referral, State, Talk
from bot.domain.clock.working_days import is_working_day
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Reply, SourceLine
from bot.domain.organisation.access import Permission, is_author, may, may_see
from bot.domain.referral.deadlines import deadline
from bot.domain.referral.meetings import pending
from bot.domain.referral.steps import Owner, Step, owner, place_in_queue, steps
from bot.domain.turn.outcome import Audit, Outcome
from bot.knowledge.base.entry import SourceRef
from handlers.meetings import availability_words as reach_words
from handlers.referral.history import history, post_name, who
from handlers.referral.news import DECLINED, WAITING
from handlers.referral.record import referral_text, scope_text

CANCEL, WITHDRAW = "cancel", "withdraw"
ENDINGS = (CANCEL, WITHDRAW)
LISTED = 20

POSSIBLE: Mapping[Reason, tuple[str, ...]] = MappingProxyType(
    {
        # the topics that say what a clinician can do after a no or a stop, by its reason
        Reason.FULL: (DECLINED, WAITING, "referral.right_specialist"),
        Reason.OUTSIDE_TARGET_GROUP: (DECLINED, "referral.no_exclusion", "ips.target_group"),
        Reason.OTHER_TEAM: (DECLINED, "referral.right_specialist", "org.find_each_other"),
        Reason.NOT_NOW: (DECLINED, "referral.unsure_patient", "referral.wish_to_work"),
        Reason.PARTICIPANT_STOPS: (DECLINED, "referral.unsure_patient"),
        Reason.NO_CONTACT: (DECLINED, "referral.three_way_meeting"),
        Reason.OTHER_OFFER: (DECLINED,),
        Reason.MOVED: (DECLINED, "org.find_each_other"),
        Reason.CONSENT_RAN_OUT: ("privacy.consent_how", "bot.start_referral"),
    }
)


def find(ctx: Context, code: str, permission: Permission = Permission.SEE) -> Referral | None:
    """Return the referral if this person may do this with it. None says nothing about whether it exists."""
    referral = ctx.snapshot.referrals.get(code.upper())
    return referral if referral and may(ctx.person, permission, referral, ctx.know.directory) else None


def unknown(ctx: Context, code: str = "") -> Outcome:
    """Return the one sentence for a code that is not yours and for one that does not exist; on record."""
    denied = Audit(ctx.person.id, AuditAction.DENIED, thing_of(code))
    sentence = Reply(ctx.say("referrals.unknown"), choices=(list_button(ctx),))
    return ctx.reply(sentence, record=(denied,))


def visible(ctx: Context, referral: Referral) -> bool:
    """Tell whether this person sees the referral (after it was handed over, perhaps no longer)."""
    return may_see(ctx.person, referral, ctx.know.directory)


def detail(ctx: Context, referral: Referral) -> Reply:
    """Return one referral as this person sees it: state, owner, next step, history, what may be done."""
    author = is_author(ctx.person, referral)
    waits = referral.state is State.ON_HOLD
    return Reply(
        "\n".join(_lines(ctx, referral, author=author)),
        title=referral.code,
        do=(ctx.say("waiting.clinician" if author else "waiting.handler"),) if waits else (),
        more=history(ctx, referral),
        state=state(ctx, referral),
        primary=_primary(ctx, referral, author=author),
        record=referral_text(ctx, referral) if author and referral.is_open else "",
        sources=waiting_sources(ctx) if waits else (),
        choices=(*_buttons(ctx, referral, author=author), list_button(ctx)),
    )


def _lines(ctx: Context, referral: Referral, *, author: bool) -> list[str]:
    directory = ctx.know.directory
    lines = [
        ctx.say("referrals.state", state=state(ctx, referral)),
        *_talks(ctx, referral),
        *_way(ctx, referral),
        *_whose_turn(ctx, referral, author=author),
        ctx.say("referrals.from", service=directory.service_name(referral.service)),
        ctx.say("referrals.to", team=directory.team_name(referral.post)),
        ctx.say("referrals.consent", scope=scope_text(ctx, referral)),
        *_holds_until(ctx, referral),
        *_reached(ctx, referral),
    ]
    if not author:
        lines.append(ctx.say("referrals.clinician", name=who(ctx, referral.clinician)))
        lines.append(ctx.say("referrals.post", post=post_name(ctx, referral.post)))
    if referral.state is State.ON_HOLD:
        lines.append(ctx.say("waiting.guideline"))
    return lines


def _way(ctx: Context, referral: Referral) -> Iterator[str]:
    """Yield how far it has come: what was reached, and its place in the queue."""
    if referral.milestone:
        yield ctx.say("referrals.reached", milestone=ctx.say(f"milestone.{referral.milestone}"))
    if place := place_in_queue(referral, ctx.know.directory, ctx.snapshot):
        yield ctx.say("referrals.queue", place=place)


def state(ctx: Context, referral: Referral) -> str:
    """Return where a referral stands, in words; also that nothing may be shared upon it, where that is so."""
    words = ctx.say(f"state.{referral.state}")
    return ctx.say("state.paused", state=words) if referral.is_paused(ctx.now.date()) else words


def _whose_turn(ctx: Context, referral: Referral, *, author: bool) -> tuple[str, ...]:
    """Return who has to act next and with what, and what the reader has to do when that is somebody else."""
    acts = owner(referral, ctx.know.directory, ctx.now.date())
    mine = ctx.say(f"next.{_next(ctx, referral, author=author)}")
    whose = "\n".join((ctx.say("referrals.owner", owner=ctx.say(f"owner.{acts}")), *_by_when(ctx, referral)))
    if acts in {Owner.BOTH, Owner.NOBODY} or author is (acts is Owner.CLINICIAN):
        return whose, ctx.say("referrals.mine" if acts is Owner.BOTH else "referrals.next", next=mine)
    theirs = ctx.say(f"next.{_next(ctx, referral, author=not author)}")
    return whose, ctx.say("referrals.next", next=theirs), ctx.say("referrals.mine", next=mine)


def _by_when(ctx: Context, referral: Referral) -> tuple[str, ...]:
    """Return until when the next step is to be done, by the rules of the house."""
    if referral.is_paused(ctx.now.date()):
        return ()
    limit = deadline(referral, is_working_day, ctx.know.directory.rules)
    return (ctx.say("referrals.by_when", date=ctx.day(norwegian(limit.at).date())),) if limit else ()


def _primary(ctx: Context, referral: Referral, *, author: bool) -> str:
    """Return the button of what this person does next; nothing where it is the other side's turn."""
    acts = owner(referral, ctx.know.directory, ctx.now.date())
    talks = ButtonId("contact", referral.code)
    over = not referral.is_open or acts is Owner.NOBODY
    if over or (author is not (acts is Owner.CLINICIAN) and acts is not Owner.BOTH):
        return ""
    if author:
        soon = referral.is_paused(ctx.now.date()) or runs_out_soon(ctx, referral)
        return ButtonId("renew", referral.code) if soon else talks
    own = possible(ctx, referral)
    return step_button(ctx, referral, own[0]).id if own else talks


def _talks(ctx: Context, referral: Referral) -> tuple[str, ...]:
    """Return the talks that are agreed on and still to come."""
    agreed = (talk_line(ctx, change.talk) for change in pending(referral, ctx.now) if change.talk)
    asked = (ctx.say("contact.open", times=_times(one.starts)) for one in referral.suggested)
    return (*agreed, *(asked if referral.is_open else ()))


def _times(starts: tuple[dt.datetime, ...]) -> str:
    return ", ".join(start.strftime("%d.%m.%Y %H:%M") for start in starts)


def talk_line(ctx: Context, talk: Talk) -> str:
    """Return when a talk is held."""
    return ctx.say(f"contact.history.{talk.kind}", at=talk_time(talk))


def talk_time(talk: Talk) -> str:
    """Return day and time of a talk."""
    return talk.start.strftime("%d.%m.%Y %H:%M")


def _holds_until(ctx: Context, referral: Referral) -> tuple[str, ...]:
    if referral.is_paused(ctx.now.date()):
        return (ctx.say("referrals.paused"),)
    day = ctx.day(referral.consent.last_day)
    return (ctx.say("referrals.consent_until", date=day),) if referral.is_open else ()


def _reached(ctx: Context, referral: Referral) -> tuple[str, ...]:
    """Return when the other side can be reached, as long as contact can be asked for."""
    lines = reach_words.other_side(ctx, referral) if referral.is_open else ()
    return (ctx.say("reach.other_side"), *lines) if lines else ()


def until(ctx: Context, referral: Referral) -> str:
    """Return a referral's code with the last day of its consent, for a button."""
    return ctx.say("renew.until", code=referral.code, date=ctx.day(referral.consent.last_day))


def runs_out_soon(ctx: Context, referral: Referral) -> bool:
    """Tell whether its consent has to be given anew before long, if it is to go on."""
    left = (referral.consent.last_day - ctx.now.date()).days
    return referral.is_open and left <= ctx.know.directory.rules.consent_first_reminder_days


def _next(ctx: Context, referral: Referral, *, author: bool) -> str:
    """Return the key of the next step, under `next`, for one side."""
    side = "clinician" if author else "handler"
    if referral.is_paused(ctx.now.date()):
        return f"{side}.paused"
    if referral.history[-1].reason is Reason.CONSENT_RAN_OUT:
        return f"{side}.ran_out"
    if referral.state is State.IN_PROGRESS and referral.milestone:
        return f"{side}.{referral.milestone}"
    supervised = owner(referral, ctx.know.directory, ctx.now.date()) is Owner.SUPERVISOR
    if supervised and not author and referral.state in {State.RECEIVED, State.ON_HOLD}:
        return "handler.supervised" if referral.state is State.RECEIVED else "handler.supervised_waiting"
    return f"{side}.{referral.state}"


def next_step(ctx: Context, referral: Referral) -> str:
    """Return what comes next, in words, for whoever handles the referral."""
    return ctx.say(f"next.{_next(ctx, referral, author=False)}")


def possible(ctx: Context, referral: Referral) -> tuple[Step, ...]:
    """Return what this person may do with the referral as its handler."""
    sent = norwegian(referral.arrived_at)
    return steps(ctx.person, referral, ctx.know.directory, ctx.snapshot, ctx.now, sent)


def narrowings(ctx: Context, referral: Referral) -> tuple[Narrowing, ...]:
    """Return how its clinician may narrow the consent now."""
    stands = referral.is_open and not referral.is_paused(ctx.now.date())
    return referral.consent.narrowings() if stands else ()


def may_name_employer(ctx: Context, referral: Referral) -> bool:
    """Tell whether a consent for one employer can be added to its consent now."""
    stands = referral.is_open and not referral.is_paused(ctx.now.date())
    return stands and not referral.consent.covers(Receiver.EMPLOYER)


def endings(referral: Referral) -> tuple[str, ...]:
    """Return how its clinician may end it. A consent may be withdrawn at any time, also afterwards.

    Source: pvf art. 7.
    """
    if referral.is_open:
        return ENDINGS
    return () if referral.consent.withdrawn_at else (WITHDRAW,)


def list_button(ctx: Context) -> Choice:
    """Return the button back to the list of referrals."""
    return ctx.button(ButtonId("referrals"), "referrals.button")


def step_button(ctx: Context, referral: Referral, step: Step, *detail: str, label: str = "") -> Choice:
    """Return a handler's button. It names the version it was made for, so that an old one does nothing."""
    own = ButtonId("handle", referral.code, referral.version, step, *detail)
    return ctx.button(own, label or f"handle.{step}")


def keep(ctx: Context, referral: Referral) -> Choice:
    """Return the button that leaves the referral as it is."""
    return ctx.button(ButtonId("referrals", referral.code), "handle.keep")


def why(ctx: Context, referral: Referral, step: Step, reasons: Iterable[Reason], question: str) -> Reply:
    """Return the question for the reason of a step, which is what asks once more, too."""
    buttons = (step_button(ctx, referral, step, r, label=f"reason.{r}") for r in reasons)
    return Reply(ctx.say(question, code=referral.code), choices=(*buttons, keep(ctx, referral)))


def waiting_sources(ctx: Context) -> tuple[SourceLine, ...]:
    """Return where it stands what a waiting list must and must not be."""
    return answers.sources(ctx, (SourceRef("retningslinje", "punkt 3"),))


def waiting_topics(ctx: Context) -> tuple[Choice, ...]:
    """Return the topics for somebody whose patient waits."""
    return answers.topic_buttons(ctx, (WAITING,))


def _buttons(ctx: Context, referral: Referral, *, author: bool) -> tuple[Choice, ...]:
    talks = referral.is_open and not referral.is_paused(ctx.now.date())
    contact = _contact(ctx, referral) if talks else ()
    if not author:
        return (*(step_button(ctx, referral, step) for step in possible(ctx, referral)), *contact)
    code = referral.code
    narrow = (ctx.button(ButtonId("narrow", code), "narrow.button"),) if narrowings(ctx, referral) else ()
    renew = (ctx.button(ButtonId("renew", code), "renew.button"),) if referral.is_open else ()
    named = may_name_employer(ctx, referral)
    employer = (ctx.button(ButtonId("employer", code), "employer.button"),) if named else ()
    ends = (ctx.button(ButtonId("end", code, action), f"end.{action}") for action in endings(referral))
    return (*_what_now(ctx, referral), *contact, *renew, *employer, *narrow, *ends)


def _contact(ctx: Context, referral: Referral) -> tuple[Choice, ...]:
    """Return the button that arranges a talk, or moves one, and one for each talk that can be called off."""
    own = ButtonId("contact", referral.code)
    agreed = [change.talk.kind for change in pending(referral, ctx.now) if change.talk]
    off = (ctx.button(own.then(kind, "off"), f"contact.off.button.{kind}") for kind in agreed)
    return (ctx.button(own, "contact.button"), *off)


def _what_now(ctx: Context, referral: Referral) -> tuple[Choice, ...]:
    """Return the topics that say what is possible after a no, a stop, or while a patient waits."""
    if referral.state is State.ON_HOLD:
        return waiting_topics(ctx)
    reason = referral.history[-1].reason
    return answers.topic_buttons(ctx, POSSIBLE.get(reason, ()) if reason else ())
