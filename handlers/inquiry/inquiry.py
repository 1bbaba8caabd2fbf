"""Inquiries: what one member of staff asks another before there is a referral, or where there can be none.

They do not say who a patient is, so they need no consent (brev punkt 3; hpl § 23).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.conversation import typed
from bot.conversation.context import Context, Plain
from bot.domain.case import code as codes
from bot.domain.case.inquiry import Inquiry, InquiryKind
from bot.domain.clock.working_days import is_working_day
from bot.domain.inquiry.steps import InquiryStep, steps
from bot.domain.message.button_id import ButtonId, Parts, only, padded
from bot.domain.message.message import Reply
from bot.domain.person.person import Capability, Role
from bot.domain.turn.outcome import Outcome
from handlers.inquiry import answer as inquiry_answer
from handlers.inquiry import ask as inquiry_ask
from handlers.inquiry import dialog as inquiry_dialog
from handlers.inquiry import view
from handlers.inquiry.times import Times
from handlers.meetings import times as contact_times
from handlers.meetings.picked import written

TYPED = (InquiryKind.MEETING, InquiryKind.SUPERVISOR, InquiryKind.TALK)
"""What can be asked for by typing."""

NAVS_OWN = {InquiryKind.MEETING: InquiryKind.NAV_MEETING, InquiryKind.TALK: InquiryKind.NAV}
"""What a Nav counsellor means by the same words."""

Act = Callable[[Context, Inquiry, str], Outcome | None]


class Ask(Plain):
    """Takes "new:<kind>", "send:<kind>:…", and "<code>[:<version>:<step>[:<detail>]]"."""

    name = "inquiry"
    topic: str | None = "org.find_each_other"

    def __init__(self, is_working_day: contact_times.WorkingDay = is_working_day) -> None:
        """Take what tells a working day."""
        self._works = is_working_day
        times = Times(is_working_day)
        self._acts: Mapping[InquiryStep, Act] = MappingProxyType(
            {
                InquiryStep.GO_ON: inquiry_dialog.go_on,
                InquiryStep.ACCEPT: times.accept,
                InquiryStep.SUGGEST: times.suggest,
                InquiryStep.AGREE: inquiry_answer.agree,
                InquiryStep.DECLINE: inquiry_answer.decline,
                InquiryStep.CLOSE: inquiry_answer.close,
            }
        )

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        ways = ctx.person.may(Capability.INQUIRE)
        more = (ctx.button(ButtonId("ways"), "ways.button"),) if ways else ()
        found = view.listed(ctx) or (Reply(ctx.say("inquiry.none"), choices=more),)
        return ctx.reply(*found)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if not parts:
            return self.start(ctx)
        first, *others = parts
        order = tuple(others)
        if first == "new":
            kind = only(order)
            return inquiry_ask.explain(ctx, InquiryKind(kind)) if kind in set(InquiryKind) else None
        if first == "send":
            return inquiry_ask.send(ctx, order)
        inquiry = view.find(ctx, first)
        if inquiry is None:
            return view.unknown(ctx)
        if not order:
            return ctx.reply(view.detail(ctx, inquiry), session=inquiry_dialog.tidied(ctx))
        return self._step(ctx, inquiry, order)

    def _step(self, ctx: Context, inquiry: Inquiry, order: Parts) -> Outcome | None:
        version, step, detail, *more = padded(order, 3)
        if more or step not in set(InquiryStep):
            return None
        if version != str(inquiry.version):
            return ctx.reply(Reply(ctx.say("inquiry.changed")), view.detail(ctx, inquiry))
        if step not in steps(ctx.person, inquiry, ctx.know.directory):
            return ctx.reply(Reply(ctx.say("inquiry.not_now")), view.detail(ctx, inquiry))
        return self._acts[InquiryStep(step)](ctx, inquiry, detail)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. A typed code shows the inquiry; phrases lead to what can be asked; a time is one."""
        found = written(
            ctx, text, self.name, self._works, ask=InquiryStep.SUGGEST, again=(InquiryStep.SUGGEST,)
        )
        if found and (asked := self.press(ctx, found[0])):
            said = (Reply(ctx.say(found[1])),) if found[1] else ()
            return replace(asked, replies=(*said, *asked.replies))
        if code := codes.first(text, codes.Prefix.INQUIRY):
            rest = typed.plain(codes.without(text))
            return self.press(ctx, (code,)) if len(rest.split()) <= 4 else None
        for kind in TYPED:
            if typed.means(ctx.know.base.words, f"inquiry.typed.{kind}", text):
                nav = ctx.person.role is Role.NAV_COUNSELLOR
                return inquiry_ask.explain(ctx, NAVS_OWN.get(kind, kind) if nav else kind)
        return None
