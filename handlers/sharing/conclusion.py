"""What the guide "Can I share this?" shows at its end: the outcome in one word, then why and what now."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation import answers as shown
from bot.conversation.context import Context, norwegian
from bot.conversation.gaps import feedback
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Call, Choice, Reply, Tone
from bot.domain.person.person import Capability
from bot.domain.sharing.decision import Decision, Known, decide_known
from bot.domain.sharing.facts import Ruling, To, Who
from bot.domain.sharing.rules import COUNTED_AS, VERSION, Document, Row
from bot.knowledge.base.entry import SourceRef
from handlers.sharing.steps import known_from

KEY = "dialog.share"
TONES: Mapping[Ruling, Tone] = {
    Ruling.EMERGENCY: Tone.DANGER,
    Ruling.REPORT: Tone.WARNING,
    Ruling.NO: Tone.WARNING,
    Ruling.ASK: Tone.WARNING,
}
TOPIC = "privacy.what_can_i_share"
GRAVE = (Ruling.EMERGENCY, Ruling.REPORT)
"""Where nothing is asked of whoever has to act at once."""

ON_CONSENT = ("privacy.consent_how", "privacy.consent_scope")
READ_ON: Mapping[str, tuple[str, ...]] = {
    # by what to do now: the topics that help with it
    "emergency": ("privacy.danger",),
    "report": ("privacy.danger",),
    "not_here": ("privacy.chat_email",),
    "inform": ("privacy.duty_to_inform", "ips.definition"),
    "tell": ("privacy.duty_to_inform",),
    "own_system": ("privacy.specialist_not_in_record", "privacy.specialist_record_system"),
    "anonymously": ("privacy.anonymous_discussion", *ON_CONSENT),
    "legal_basis": ("privacy.nav_sharing",),
    "advice": ("referral.age",),
    "capacity": ("privacy.consent_age",),
    "respect": ("privacy.consent_refused", "privacy.anonymous_discussion"),
    "stop": ("privacy.consent_withdraw",),
    "ask_consent": ON_CONSENT,
    "clarify": ON_CONSENT,
    "within": ("privacy.consent_scope",),
    "share": ("privacy.after_consent", "privacy.consent_document"),
    "ask_participant": ON_CONSENT,
    "info_meeting": ("referral.info_meeting", "referral.nav_initiative"),
    "general_only": ("privacy.employer_sharing",),
    "keep": ("privacy.consent_scope",),
    "meeting": ("privacy.treatment_meeting",),
    "channel": ("privacy.chat_email",),
}
RECORDS: Mapping[Document, str] = {Document.REFUSED: "refused", Document.WITHDRAWN: "withdrawn"}
MAY_REFER_ON = frozenset({To.JOB_SPECIALIST, To.ZERO_POST})


def conclusion(ctx: Context, answers: Mapping[str, str]) -> Reply:
    """Return the end of the guide for these answers."""
    known = known_from(answers)
    decision = decide_known(known)
    return Reply(
        "\n\n".join(_reasons(ctx, decision)),
        title=ctx.say(f"{KEY}.outcome.{decision.outcome}"),
        verdict=True,
        do=tuple(_to_do(ctx, decision)),
        more=_small_print(ctx, decision),
        sources=shown.sources(ctx, (SourceRef(*s) for s in _sources(decision))),
        record=_record(ctx, decision, known),
        calls=_calls(ctx) if decision.outcome is Ruling.EMERGENCY else (),
        tone=TONES.get(decision.outcome, Tone.PLAIN),
        choices=_choices(ctx, decision, known),
    )


def _rows(decision: Decision) -> tuple[Row, ...]:
    return (decision.row, *decision.added)


def _reasons(ctx: Context, decision: Decision) -> list[str]:
    reasons = [ctx.say(f"{KEY}.why.{row.why}") for row in _rows(decision)]
    if decision.counted_as:
        reasons.append(ctx.say(f"{KEY}.counted"))
    if decision.outcome is Ruling.ASK:
        reasons.append(ctx.say(f"{KEY}.decides"))
    return reasons


def _to_do(ctx: Context, decision: Decision) -> list[str]:
    """Return what to do now, with the strictest row first, and where to document."""
    rows = sorted(_rows(decision), key=lambda row: row.outcome is not decision.outcome)
    places = dict.fromkeys(row.document for row in _rows(decision))
    if len(places) > 1:
        places.pop(Document.AS_BEFORE, None)
    where = " ".join(ctx.say(f"{KEY}.document.{place}") for place in places)
    steps = dict.fromkeys(ctx.say(f"{KEY}.do.{row.do}") for row in rows)
    return [*steps, f"{ctx.say(f'{KEY}.document.label')} {where}"]


def _small_print(ctx: Context, decision: Decision) -> str:
    at = norwegian(ctx.now)
    rule = ctx.say(
        f"{KEY}.version",
        rules=", ".join(decision.rules),
        name=ctx.say(f"{KEY}.rule.{decision.row.number}"),
        version=VERSION,
        date=ctx.day(at.date()),
        time=f"{at:%H:%M}",
    )
    return f"{ctx.say(f'{KEY}.support')}\n{rule}"


def _sources(decision: Decision) -> dict[tuple[str, str], None]:
    rows = (*_rows(decision), *((COUNTED_AS,) if decision.counted_as else ()))
    return dict.fromkeys(source for row in rows for source in row.sources)


def _calls(ctx: Context) -> tuple[Call, ...]:
    numbers = ctx.know.base.words.keys(ctx.lang, "danger.call.")
    return tuple(Call(ctx.say(key), key.removeprefix("danger.call.").replace("_", " ")) for key in numbers)


def _record(ctx: Context, decision: Decision, known: Known) -> str:
    """Return a text for the record where something is shared with consent, refused or withdrawn."""
    key = RECORDS.get(decision.row.document, "")
    if decision.outcome is Ruling.YES and decision.row.do == "share":
        key = "shared"
    if not key:
        return ""
    return ctx.say(
        f"{KEY}.record.{key}",
        date=ctx.day(norwegian(ctx.now).date()),
        to=ctx.say(f"{KEY}.to.options.{known['to']}"),
        info=ctx.say(f"{KEY}.info.options.{known['info']}"),
    )


def _choices(ctx: Context, decision: Decision, known: Known) -> tuple[Choice, ...]:
    topics = dict.fromkeys(topic for row in _rows(decision) for topic in READ_ON.get(row.do, ()))
    if not topics:
        topics = dict.fromkeys((TOPIC,))
    may_refer = known.get("who") is Who.CLINICIAN and ctx.person.may(Capability.REFER)
    refer = decision.row.do == "share" and known.get("to") in MAY_REFER_ON and may_refer
    own = (ctx.button(ButtonId("refer"), "refer.button"),) if refer else ()
    ask = (ctx.button(ButtonId("human"), "human.button"),) if decision.outcome is Ruling.ASK else ()
    asked = () if decision.outcome in GRAVE else feedback.of_verdict(ctx, TOPIC)
    return (*own, *shown.topic_buttons(ctx, topics), *ask, *asked)
