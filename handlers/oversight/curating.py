"""What curators do in the chat: look at a group of questions, propose a change, see its effect, decide."""

from __future__ import annotations

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.conversation.gaps.nearest import nearest
from bot.conversation.gaps.unanswered import is_whole
from bot.domain.audit.entry import AuditAction
from bot.domain.curating.change import KbChange, Kind, Proposal, Stage
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Choice, Reply
from bot.domain.person.person import Capability
from bot.domain.turn.outcome import Audit, DecideChange, Outcome, OutcomeKind, ProposeChange
from bot.domain.turn.unanswered import Group
from bot.knowledge.search.groups import by_letters
from handlers.oversight import curating_words as told

SHOWN = 8
DECISIONS = {"accept": Stage.ACCEPTED, "decline": Stage.DECLINED}
ACTS = {Stage.ACCEPTED: AuditAction.TEXT_ACCEPTED, Stage.DECLINED: AuditAction.TEXT_DECLINED}


class Curating(Plain):
    """Takes "group:<n>", "variant:<n>:<topic>", "change:<n>", "accept:<n>" and "decline:<n>"."""

    name = "curate"
    topic: str | None = "bot.privacy"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Capability.OVERSEE):
            return answers.explained(ctx, "bot.privacy", ctx.say("curating.not_for_you"))
        changes = ctx.snapshot.kb_changes[:SHOWN]
        lines = [told.line(ctx, one) for one in changes]
        text = "\n".join((ctx.say("curating.intro"), *lines)) if lines else ctx.say("curating.none")
        see = (
            ctx.button(ButtonId("curate", "change", one.number), "curating.see", number=one.number)
            for one in changes
        )
        choices = (ctx.button(ButtonId("unanswered"), "unanswered.button"), *see)
        return ctx.reply(
            Reply(text, title=ctx.say("curating.button"), choices=choices), kind=OutcomeKind.ANSWER
        )

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if not parts or not ctx.person.may(Capability.OVERSEE):
            return self.start(ctx)
        step, number, topic, *more = padded(parts, 3)
        if more or not (number.isascii() and number.isdigit()):
            return None
        if step in {"group", "variant"}:
            group = next((g for g in by_letters(ctx.snapshot.unanswered) if g.number == int(number)), None)
            if group is None:
                return self._gone(ctx)
            return _shown(ctx, group) if step == "group" else _proposed(ctx, group, topic)
        change = next((one for one in ctx.snapshot.kb_changes if one.number == int(number)), None)
        if change is None:
            return self._gone(ctx)
        if step == "change":
            return ctx.reply(_preview(ctx, change), kind=OutcomeKind.ANSWER)
        return _decided(ctx, change, DECISIONS[step]) if step in DECISIONS else None

    def _gone(self, ctx: Context) -> Outcome:
        back = (ctx.button(ButtonId("unanswered"), "unanswered.button"),)
        return ctx.reply(Reply(ctx.say("curating.gone"), choices=back))


def _shown(ctx: Context, group: Group) -> Outcome:
    first, *others = group.questions
    near = nearest(ctx.know.search, ctx.know.base, ctx.lang, first.text)
    lines = [ctx.say("curating.group", text=first.text, count=group.count, day=ctx.day(group.last))]
    if others:
        lines.append(ctx.say("curating.alike", texts="; ".join(f"«{one.text}»" for one in others[:SHOWN])))
    why = [told.near(ctx, one) for one in near] or [ctx.say("curating.no_near")]
    lines.append("\n".join((ctx.say("curating.nearest"), *why)))
    whole = is_whole(first.text)
    if not whole:
        lines.append(ctx.say("curating.hidden"))
    add = (
        ctx.button(
            ButtonId("curate", "variant", group.number, one.topic), "curating.variant", title=one.title
        )
        for one in near
        if whole
    )
    done = ctx.button(ButtonId("unanswered", "done", group.number), "curating.settle")
    back = ctx.button(ButtonId("unanswered"), "unanswered.button")
    return ctx.reply(Reply("\n\n".join(lines), choices=(*add, done, back)), kind=OutcomeKind.ANSWER)


def _proposed(ctx: Context, group: Group, topic: str) -> Outcome | None:
    """Propose the most asked question of a group as a new way to ask for a topic."""
    first = group.questions[0]
    if ctx.know.base.topic(ctx.lang, topic) is None or not is_whole(first.text):
        return None
    topic = ctx.know.base.current(topic)
    what = Proposal(Kind.VARIANT, topic, {first.lang: first.text}, tuple(q.number for q in group.questions))
    known = any(one.proposal.texts == what.texts and one.proposal.topic == topic for one in _open(ctx))
    reply = Reply(
        ctx.say("curating.known" if known else "curating.proposed"),
        choices=(
            ctx.button(ButtonId("curate"), "curating.button"),
            ctx.button(ButtonId("unanswered"), "unanswered.button"),
        ),
    )
    if known:
        return ctx.reply(reply)
    effects = (ProposeChange(what, ctx.person.id), Audit(ctx.person.id, AuditAction.TEXT_PROPOSED, topic))
    return ctx.reply(reply, effects=effects, kind=OutcomeKind.ANSWER)


def _open(ctx: Context) -> tuple[KbChange, ...]:
    return tuple(c for c in ctx.snapshot.kb_changes if c.stage in {Stage.PROPOSED, Stage.MEASURED})


def _preview(ctx: Context, change: KbChange) -> Reply:
    return Reply(told.preview(ctx, change), title=told.title(ctx, change), choices=_ways(ctx, change))


def _ways(ctx: Context, change: KbChange) -> tuple[Choice, ...]:
    """Return what can be done with a change now."""
    number = change.number
    ways = []
    if change.stage is Stage.PROPOSED:
        ways.append(ctx.button(ButtonId("curate", "change", number), "curating.again"))
    if change.can_be_accepted:
        ways.append(ctx.button(ButtonId("curate", "accept", number), "curating.accept"))
    if change.stage in {Stage.PROPOSED, Stage.MEASURED, Stage.ACCEPTED}:
        ways.append(ctx.button(ButtonId("curate", "decline", number), "curating.decline"))
    return (*ways, ctx.button(ButtonId("curate"), "curating.button"))


def _decided(ctx: Context, change: KbChange, stage: Stage) -> Outcome:
    """Accept or decline; a press that comes too late shows how the change stands."""
    late = change.stage in {Stage.DECLINED, Stage.TAKEN_IN, stage}
    if late or (stage is Stage.ACCEPTED and not change.can_be_accepted):
        return ctx.reply(Reply(ctx.say("curating.not_now")), _preview(ctx, change))
    effects = (
        DecideChange(change.number, stage, ctx.person.id),
        Audit(ctx.person.id, ACTS[stage], change.proposal.topic),
    )
    said = ctx.say(f"curating.{stage}", number=change.number)
    back = (ctx.button(ButtonId("curate"), "curating.button"),)
    return ctx.reply(Reply(said, choices=back), effects=effects, kind=OutcomeKind.ANSWER)
