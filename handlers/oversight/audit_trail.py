"""The audit trail in words, for whoever may read it: who did what, to which referral, when."""

from __future__ import annotations

import unicodedata

from bot.conversation.context import Context, Plain, norwegian
from bot.domain.audit.chain import Chain
from bot.domain.audit.entry import GROUP, HOUSE, NOTHING, AuditAction, Line
from bot.domain.message.message import Reply, Tone
from bot.domain.person.person import Capability
from bot.domain.turn.outcome import Audit, Outcome, OutcomeKind

EVERY = "all"
MOST_OF_A_NAME = 60


class AuditTrail(Plain):
    """Shows the newest entries. Reading it is itself put on record, and so is being refused."""

    name = "audit"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Capability.REVIEW):
            denied = Audit(ctx.person.id, AuditAction.DENIED, Capability.REVIEW)
            return ctx.reply(Reply(ctx.say("audit.not_for_you")), kind=OutcomeKind.DIALOG, record=(denied,))
        read = Audit(ctx.person.id, AuditAction.TRAIL_READ, EVERY)
        return ctx.reply(*_warning(ctx), _trail(ctx), kind=OutcomeKind.DIALOG, record=(read,))


def _trail(ctx: Context) -> Reply:
    lines = [_line(ctx, line) for line in reversed(ctx.snapshot.trail)]
    text = "\n".join(lines) if lines else ctx.say("audit.empty")
    return Reply(text, title=ctx.say("audit.title"), more=ctx.say("audit.more"))


def _warning(ctx: Context) -> tuple[Reply, ...]:
    """Return a warning when the entries that are shown do not hold together."""
    chain = Chain(from_the_middle=True)
    for line in ctx.snapshot.trail:
        chain.take(line.entry)
    broken = chain.breaks()
    return (Reply(ctx.say("audit.broken"), tone=Tone.WARNING),) if broken else ()


def _line(ctx: Context, line: Line) -> str:
    entry = line.entry
    action = entry.action if entry.action in set(AuditAction) else AuditAction.EARLIER
    about = _about(ctx, action, entry.thing) if action != AuditAction.MANAGED else _whom(ctx, line)
    return ctx.say(
        "audit.line",
        number=entry.number,
        time=norwegian(entry.at).strftime("%d.%m.%Y %H:%M"),
        who=_who(ctx, line),
        act=ctx.say(f"audit.act.{action}"),
        about=about,
    )


def _about(ctx: Context, action: str, thing: str) -> str:
    """Return in brackets what an entry is about, in words where it names a right or a role."""
    if thing in {NOTHING, EVERY}:
        return ""
    words = ctx.know.base.words
    kinds = {AuditAction.DENIED: "audit.right", AuditAction.ROLE: "role"}
    key = f"{kinds[AuditAction(action)]}.{thing}" if action in kinds else ""
    return f" ({ctx.say(key) if key and words.has(ctx.lang, key) else printable(thing)})"


def _whom(ctx: Context, line: Line) -> str:
    """Return in brackets whose access was changed: the reference itself says nothing to a reader."""
    return f" ({printable(line.whom) if line.whom else ctx.say('audit.gone')})"


def _who(ctx: Context, line: Line) -> str:
    if line.entry.ref == HOUSE:
        return ctx.say("audit.house")
    if line.entry.ref == GROUP:
        return ctx.say("audit.group")
    return printable(line.who) if line.who else ctx.say("audit.gone")


def printable(text: str) -> str:
    """Return a text on one line, without line breaks, control characters and what turns the reading order."""
    shown = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in text[:MOST_OF_A_NAME])
    return " ".join(shown.split())
