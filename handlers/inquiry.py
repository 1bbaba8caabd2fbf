"""Inquiries: what one member of staff asks another before there is a referral, or where there can be none.

They do not say who a patient is, so they need no consent (brev punkt 3; hpl § 23).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.conversation import typed
from bot.conversation.context import Context, Plain
from bot.domain import code as codes
from bot.domain.inquiry import Inquiry, InquiryKind
from bot.domain.inquiry_handling import InquiryStep, steps
from bot.domain.message import Reply
from bot.domain.outcome import Outcome
from bot.domain.person import Action, Role
from bot.domain.working_days import is_working_day
from handlers import contact_times, inquiry_answer, inquiry_ask, inquiry_dialog
from handlers import inquiry_view as view
from handlers.inquiry_times import Times

TYPED = (InquiryKind.MEETING, InquiryKind.SUPERVISOR, InquiryKind.TALK)
"""What can be asked for by typing; a Nav counsellor gets the Nav counsellor's own way."""

Act = Callable[[Context, Inquiry, str], Outcome | None]


class Ask(Plain):
    """Takes "new:<kind>", "send:<kind>:…", and "<code>[:<version>:<step>[:<detail>]]"."""

    name = "inquiry"
    topic: str | None = "org.find_each_other"

    def __init__(self, is_working_day: contact_times.WorkingDay = is_working_day) -> None:
        """Take what tells a working day."""
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
        ways = ctx.person.may(Action.INQUIRE)
        more = (ctx.button("ways:", "ways.button"),) if ways else ()
        found = view.listed(ctx) or (Reply(ctx.say("inquiry.none"), choices=more),)
        return ctx.reply(*found)

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler."""
        if not rest:
            return self.start(ctx)
        first, _, order = rest.partition(":")
        if first == "new":
            return inquiry_ask.explain(ctx, InquiryKind(order)) if order in set(InquiryKind) else None
        if first == "send":
            return inquiry_ask.send(ctx, order)
        inquiry = view.find(ctx, first)
        if inquiry is None:
            return view.unknown(ctx)
        if not order:
            return ctx.reply(view.detail(ctx, inquiry), session=inquiry_dialog.tidied(ctx))
        return self._step(ctx, inquiry, order)

    def _step(self, ctx: Context, inquiry: Inquiry, order: str) -> Outcome | None:
        version, _, what = order.partition(":")
        step, _, detail = what.partition(":")
        if step not in set(InquiryStep):
            return None
        if version != str(inquiry.version):
            return ctx.reply(Reply(ctx.say("inquiry.changed")), view.detail(ctx, inquiry))
        if step not in steps(ctx.person, inquiry, ctx.know.directory):
            return ctx.reply(Reply(ctx.say("inquiry.not_now")), view.detail(ctx, inquiry))
        return self._acts[InquiryStep(step)](ctx, inquiry, detail)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. A typed code shows the inquiry; phrases lead to what can be asked."""
        if code := codes.first(text, codes.Prefix.INQUIRY):
            rest = typed.plain(codes.without(text))
            return self.press(ctx, code) if len(rest.split()) <= 4 else None
        for kind in TYPED:
            if typed.means(ctx.know.base.words, f"inquiry.typed.{kind}", text):
                own = kind is InquiryKind.SUPERVISOR or ctx.person.role is not Role.NAV_COUNSELLOR
                return inquiry_ask.explain(ctx, kind if own else InquiryKind.NAV)
        return None
