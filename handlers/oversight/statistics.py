"""Figures for the coordinator: three whole months against the three before, and nothing that counts a few."""

from __future__ import annotations

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.conversation.files.table import table
from bot.domain.message.button_id import ButtonId, Parts
from bot.domain.message.inbox import FigureRow, Figures, FigureTable
from bot.domain.message.message import Reply
from bot.domain.person.person import Capability
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.domain.turn.statistics import periods
from handlers.oversight.figures import Row, Section, sections

SHORT = ("referrals", "waiting", "stuck")
"""The parts that are said at once: what a coordinator asks for between two meetings."""
ALL = "all"


class Statistics(Plain):
    """Shows what matters most, with a table to keep, and everything for the asking."""

    name = "statistics"
    topic: str | None = "bot.privacy"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        return _shown(ctx, everything=False)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        return _shown(ctx, everything=bool(parts)) if parts in ((), (ALL,)) else None


def _shown(ctx: Context, *, everything: bool) -> Outcome:
    if not ctx.person.may(Capability.OVERSEE):
        return answers.explained(ctx, "bot.privacy", ctx.say("statistics.not_for_you"))
    parts = sections(ctx, ctx.snapshot.statistics)
    told = [_told(ctx, part) for part in parts if everything or part.name in SHORT]
    rest = [] if everything else [*_silent(ctx, parts), ctx.say("statistics.where")]
    reply = Reply(
        "\n\n".join((_intro(ctx), *told, *rest, ctx.say("statistics.few"))),
        title=ctx.say("statistics.title"),
        files=(table(ctx.say("statistics.file"), _cells(ctx, parts)),),
        choices=(
            *(() if everything else (ctx.button(ButtonId("statistics", ALL), "statistics.all"),)),
            ctx.button(ButtonId("unanswered"), "unanswered.button"),
            ctx.button(ButtonId("places"), "places.button"),
        ),
    )
    return ctx.reply(reply, kind=OutcomeKind.ANSWER)


def _silent(ctx: Context, parts: tuple[Section, ...]) -> list[str]:
    """Return the services and teams that no referral came from or to in the period."""
    found = {
        part.name: [row.name for row in part.rows if row.now == 0]
        for part in parts
        if part.name in ("by_service", "by_team")
    }
    told = ((name, "; ".join(names)) for name, names in found.items() if names)
    return [ctx.say(f"statistics.silent.{name}", names=names) for name, names in told]


def _intro(ctx: Context, key: str = "statistics.intro") -> str:
    now, before = periods(ctx.now.date())
    return ctx.say(
        key,
        first=ctx.day(now.first),
        last=ctx.day(now.last),
        first_before=ctx.day(before.first),
        last_before=ctx.day(before.last),
    )


def _told(ctx: Context, section: Section) -> str:
    return "\n".join((section.heading, *(_line(ctx, row) for row in section.rows)))


def _line(ctx: Context, row: Row) -> str:
    now = _number(ctx, row.now)
    if not row.compared:
        return ctx.say("statistics.line_now", name=row.name, now=now)
    return ctx.say("statistics.line", name=row.name, now=now, before=_number(ctx, row.before))


def _number(ctx: Context, count: int | None) -> str:
    return ctx.say("statistics.hidden") if count is None else str(count)


def _cells(ctx: Context, shown: tuple[Section, ...]) -> list[tuple[str, ...]]:
    head = tuple(ctx.say(f"statistics.column.{name}") for name in ("part", "what", "now", "before"))
    rows = ((part.heading, row) for part in shown for row in part.rows)
    return [
        head,
        *(
            (heading, row.name, _number(ctx, row.now), _number(ctx, row.before) if row.compared else "")
            for heading, row in rows
        ),
    ]


def page(ctx: Context) -> Figures:
    """Return what the page of figures shows: the same as is said in the chat."""
    shown = sections(ctx, ctx.snapshot.statistics)
    tables = (FigureTable(part.heading, tuple(_bar(ctx, row) for row in part.rows)) for part in shown)
    file = table(ctx.say("statistics.file"), _cells(ctx, shown))
    return Figures(ctx.lang, _intro(ctx, "statistics.page"), ctx.say("statistics.few"), tuple(tables), file)


def _bar(ctx: Context, row: Row) -> FigureRow:
    """Return a line with its bars; what must not be told has none."""
    before = _number(ctx, row.before) if row.compared else ""
    return FigureRow(row.name, _number(ctx, row.now), before, row.now or 0, row.before or 0)
