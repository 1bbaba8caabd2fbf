"""Events: lunches, cafés, meetings and teaching, to sign up for; the coordinator announces and calls off."""

from __future__ import annotations

from collections.abc import Callable

from bot.conversation.context import Context, Plain
from bot.domain.audit.entry import AuditAction
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Reply, Tone
from bot.domain.news.event import Planned
from bot.domain.person.person import Capability, Role
from bot.domain.turn.outcome import Audit, CallOffEvent, Effect, Outcome, OutcomeKind, SignUp
from handlers.news import event_making, event_views
from handlers.news.event_days import day_of


class Events(Plain):
    """Takes "", "n[:…]" (a new one, see `event_making`) and "<deed>:<number>[:<day>]".

    The deeds: e shows one, s signs up for a day, a for all days, o off again, k gives the calendar file,
    x asks whether to call it off, y does.
    """

    name = "events"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        return ctx.reply(event_views.listed(ctx), kind=OutcomeKind.ANSWER)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if not parts:
            return self.start(ctx)
        deed, *about = parts
        if deed == "n":
            return (
                event_making.step(ctx, tuple(about)) if ctx.person.may(Capability.OVERSEE) else _denied(ctx)
            )
        number, day, *more = padded(tuple(about), 2)
        if more or deed not in DEEDS or not number.isdecimal():
            return None
        found = next((one for one in ctx.snapshot.events if one.event.number == int(number)), None)
        if found is None:
            return ctx.reply(Reply(ctx.say("events.gone")), event_views.listed(ctx))
        return DEEDS[deed](ctx, found, day)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. "Nytt arrangement 20.03.2027 12.30" begins a new one on that day."""
        about = event_making.typed_new(ctx, text)
        return None if about is None else _new(ctx, about)


def _new(ctx: Context, about: Parts) -> Outcome:
    """Go on with a new event, for whoever may announce one."""
    return event_making.step(ctx, about) if ctx.person.may(Capability.OVERSEE) else _denied(ctx)


def _shown(ctx: Context, found: Planned, day: str) -> Outcome:
    return ctx.reply(event_views.one(ctx, found, day_of(day)), kind=OutcomeKind.ANSWER)


def _signed(ctx: Context, found: Planned, day: str) -> Outcome:
    """Sign up for a day of the event, or for all; the calendar file comes with it."""
    if ctx.person.role is Role.GUEST:
        return ctx.reply(Reply(ctx.say("events.guest")), kind=OutcomeKind.ANSWER)
    on = day_of(day)
    if day and on not in set(found.event.days(ctx.now.date())):
        return ctx.reply(Reply(ctx.say("events.gone")), event_views.listed(ctx))
    effect = SignUp(ctx.person.id, found.event, wanted=True, day=on)
    return ctx.reply(event_views.signed(ctx, found, on), kind=OutcomeKind.ANSWER, effects=(effect,))


def _all(ctx: Context, found: Planned, day: str) -> Outcome:
    return _signed(ctx, found, "")


def _off(ctx: Context, found: Planned, day: str) -> Outcome:
    """Sign off: of the one day, where that alone was signed up for, else of all."""
    on = day_of(day)
    single = on if on in found.mine else None
    others = sorted(one for one in found.mine if one and one != single) if single else []
    again = (SignUp(ctx.person.id, found.event, wanted=True, day=one) for one in others)
    effects: tuple[Effect, ...] = (SignUp(ctx.person.id, found.event, wanted=False), *again)
    back = ctx.button(ButtonId("events", "e", found.event.number, day), "events.again")
    reply = Reply(ctx.say("events.signed_off", what=event_views.what(ctx, found.event)), choices=(back,))
    return ctx.reply(reply, kind=OutcomeKind.ANSWER, effects=effects)


def _calendar(ctx: Context, found: Planned, day: str) -> Outcome:
    return ctx.reply(event_views.in_calendar(ctx, found.event, day_of(day)), kind=OutcomeKind.ANSWER)


def _sure(ctx: Context, found: Planned, day: str) -> Outcome:
    if not ctx.person.may(Capability.OVERSEE):
        return _denied(ctx)
    number = found.event.number
    choices = (
        ctx.button(ButtonId("events", "y", number), "events.yes_off"),
        ctx.button(ButtonId("events", "e", number), "events.keep"),
    )
    text = ctx.say("events.sure_off", what=event_views.what(ctx, found.event), people=found.people)
    return ctx.reply(Reply(text, choices=choices, tone=Tone.WARNING))


def _called_off(ctx: Context, found: Planned, day: str) -> Outcome:
    if not ctx.person.may(Capability.OVERSEE):
        return _denied(ctx)
    audit = Audit(ctx.person.id, AuditAction.EVENT_OFF, str(found.event.number))
    reply = Reply(ctx.say("events.called_off", people=found.people))
    return ctx.reply(reply, kind=OutcomeKind.ANSWER, effects=(CallOffEvent(found.event), audit))


def _denied(ctx: Context) -> Outcome:
    denied = Audit(ctx.person.id, AuditAction.DENIED, Capability.OVERSEE)
    return ctx.reply(Reply(ctx.say("events.not_for_you")), event_views.listed(ctx), record=(denied,))


DEEDS: dict[str, Callable[[Context, Planned, str], Outcome]] = {
    "e": _shown,
    "s": _signed,
    "a": _all,
    "o": _off,
    "k": _calendar,
    "x": _sure,
    "y": _called_off,
}
