"""The instruction on confidentiality: read, with a receipt; a leader sees who has read which version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.conversation import typed
from bot.conversation.context import Context, Plain, norwegian
from bot.conversation.files.table import table
from bot.domain.audit.entry import AuditAction
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Reply, Tone
from bot.domain.news.instruction import DAYS, Receipt, unasked
from bot.domain.person.person import Capability, Role
from bot.domain.sharing.rules import VERSION
from bot.domain.turn.outcome import AskToRead, Audit, NoteRead, Outcome, OutcomeKind

PRINT = "dialog.share.print"
SHOWN = 30
"""Names in one list; all of them stand in the table."""


class Instruction(Plain):
    """Takes "", "read:<version>", "who" and "ask"."""

    name = "instruction"
    topic: str | None = "privacy.staff_instruction"

    def start(self, ctx: Context) -> Outcome:
        """See Handler. Its sentences are those of the printed page."""
        heads = ("before", "remember")
        titles = {"before": "ask", "remember": "never"}
        parts = [_numbers(ctx), ctx.say(f"{PRINT}.first"), ctx.say(f"{PRINT}.child")]
        for part in heads:
            parts.append(_listed(ctx, titles[part], part))
        read = VERSION in ctx.snapshot.read_versions
        text = ctx.say("instruction.dated", date=_shown(ctx, VERSION))
        status = (ctx.say("instruction.you_read"),) if read else ()
        asks = ctx.person.role is not Role.GUEST and not read
        confirm = (
            (ctx.button(ButtonId("instruction", "read", VERSION), "instruction.confirm"),) if asks else ()
        )
        who = (ctx.button(ButtonId("instruction", "who"), "instruction.who"),) if _leads(ctx) else ()
        reply = Reply(
            "\n\n".join((text, *parts, *status)),
            title=ctx.say(f"{PRINT}.title"),
            choices=(*confirm, *who, ctx.button(ButtonId("share"), "share.button")),
        )
        return ctx.reply(reply, kind=OutcomeKind.ANSWER)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if not parts:
            return self.start(ctx)
        deed, version, *more = padded(parts, 2)
        if deed in ("who", "ask") and not version:
            return _denied(ctx) if not _leads(ctx) else (_who(ctx) if deed == "who" else _asked(ctx))
        if deed != "read" or more:
            return None
        if version != VERSION:  # the button of a version that no longer holds
            shown = self.start(ctx)
            return ctx.reply(Reply(ctx.say("instruction.newer"), tone=Tone.WARNING), *shown.replies)
        return _read(ctx)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. "Hvem har lest instruksen" is asked by a leader."""
        if typed.means(ctx.know.base.words, "instruction.typed.who", text):
            return _who(ctx) if _leads(ctx) else _denied(ctx)
        return None


def _numbers(ctx: Context) -> str:
    """Return whom to ring: what is signed for as read begins as the printed page does."""
    return _listed(ctx, "danger", "call")


def _listed(ctx: Context, title: str, part: str) -> str:
    """Return a part of the printed page: its heading, and a line for each of its sentences."""
    keys = ctx.know.base.words.keys(ctx.lang, f"{PRINT}.{part}.")
    return "\n".join((ctx.say(f"{PRINT}.{title}"), *(f"– {ctx.say(key)}" for key in keys)))


def _leads(ctx: Context) -> bool:
    return ctx.person.may(Capability.OVERSEE) or ctx.person.may(Capability.CONNECT)


def _read(ctx: Context) -> Outcome:
    if ctx.person.role is Role.GUEST:
        return ctx.reply(Reply(ctx.say("instruction.guest")), kind=OutcomeKind.ANSWER)
    reply = Reply(
        ctx.say("instruction.noted", date=_shown(ctx, VERSION)),
        choices=(
            ctx.button(ButtonId("course"), "course.button"),
            ctx.button(ButtonId("share"), "share.button"),
        ),
    )
    return ctx.reply(reply, kind=OutcomeKind.ANSWER, effects=(NoteRead(ctx.person.id, VERSION),))


def _who(ctx: Context) -> Outcome:
    """Show who has read which version."""
    found = ctx.snapshot.receipts
    done = [one for one in found if one.version == VERSION]
    older = [one for one in found if one.version and one.version != VERSION]
    none = [one for one in found if not one.version]
    parts = [
        ctx.say("instruction.count", read=len(done), all=len(found), date=_shown(ctx, VERSION)),
        *(_list(ctx, "read", done), _list(ctx, "older", older), _list(ctx, "none", none)),
    ]
    left = unasked(found, VERSION)
    ask = (
        (ctx.button(ButtonId("instruction", "ask"), "instruction.ask_button", count=len(left)),)
        if left
        else ()
    )
    reply = Reply(
        "\n\n".join(part for part in parts if part),
        title=ctx.say("instruction.who"),
        choices=(*ask, ctx.button(ButtonId("instruction"), "instruction.open")),
        files=(table(ctx.say("instruction.file"), _cells(ctx, found)),),
    )
    record = (Audit(ctx.person.id, AuditAction.RECEIPTS_READ, VERSION),)
    return ctx.reply(reply, kind=OutcomeKind.ANSWER, record=record)


def _list(ctx: Context, kind: str, people: Sequence[Receipt]) -> str:
    if not people:
        return ""
    lines = [_line(ctx, kind, one) for one in people[:SHOWN]]
    more = [ctx.say("instruction.more", count=len(people) - SHOWN)] if len(people) > SHOWN else []
    return "\n".join((ctx.say(f"instruction.head.{kind}"), *lines, *more))


def _line(ctx: Context, kind: str, one: Receipt) -> str:
    if one.asked_until and kind != "read":
        late = "late" if one.asked_until < ctx.now.date() else "asked"
        return ctx.say(f"instruction.line.{late}", name=one.name, until=ctx.day(one.asked_until))
    if kind == "none":
        return ctx.say("instruction.line.none", name=one.name)
    return ctx.say("instruction.line.read", name=one.name, at=_at(ctx, one), version=_shown(ctx, one.version))


def _cells(ctx: Context, found: Sequence[Receipt]) -> list[tuple[str, ...]]:
    head = tuple(ctx.say(f"instruction.column.{name}") for name in ("name", "version", "at", "until"))
    rows = (
        (
            one.name,
            _shown(ctx, one.version) if one.version else "",
            _at(ctx, one),
            ctx.day(one.asked_until) if one.asked_until else "",
        )
        for one in found
    )
    return [head, *rows]


def _asked(ctx: Context) -> Outcome:
    """Ask those who have not read it, and were not asked."""
    left = unasked(ctx.snapshot.receipts, VERSION)
    if not left:
        return ctx.reply(Reply(ctx.say("instruction.all_asked")), kind=OutcomeKind.ANSWER)
    until = ctx.now.date() + dt.timedelta(days=DAYS)
    effect = AskToRead(ctx.person.id, VERSION, until, left)
    audit = Audit(ctx.person.id, AuditAction.READING_ASKED, VERSION)
    text = ctx.say("instruction.asked", count=len(left), until=ctx.day(until))
    return ctx.reply(Reply(text), kind=OutcomeKind.ANSWER, effects=(effect, audit))


def _at(ctx: Context, one: Receipt) -> str:
    return ctx.day(norwegian(one.read_at).date()) if one.read_at else ""


def _shown(ctx: Context, version: str) -> str:
    return ctx.day(dt.date.fromisoformat(version))


def _denied(ctx: Context) -> Outcome:
    denied = Audit(ctx.person.id, AuditAction.DENIED, Capability.OVERSEE)
    choices = (ctx.button(ButtonId("instruction"), "instruction.open"),)
    return ctx.reply(Reply(ctx.say("instruction.not_for_you"), choices=choices), record=(denied,))
