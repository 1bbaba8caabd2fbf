"""Shows what the knowledge base says: an answer with its sources, choices, or that it is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.conversation.context import Context
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Reply, SourceLine
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.knowledge.base import local
from bot.knowledge.base.citing import cited
from bot.knowledge.base.entry import SourceRef, Term, Topic

RELATED_SHOWN = 3
LIKELY_KEPT = 2
"""Buttons of a guessed answer that lead on from it; those that lead away from it come first."""


def sources(ctx: Context, refs: Iterable[SourceRef]) -> tuple[SourceLine, ...]:
    """Return the sources as shown: one line each, with title, all sections, note and link."""
    sections: dict[str, list[str]] = {}
    for ref in refs:
        sections.setdefault(ref.id, []).append(ref.section)
    return tuple(_source_line(ctx, source, places) for source, places in sections.items())


def _source_line(ctx: Context, source_id: str, sections: list[str]) -> SourceLine:
    base = ctx.know.base
    source = base.sources[source_id]
    section = cited(base.words, ctx.lang, sections)
    return SourceLine(source.title[ctx.lang], section, source.url, source.note.get(ctx.lang, ""))


def approved(ctx: Context, topic: Topic) -> str:
    """Return who of the field approved the text, or that nobody has yet."""
    if topic.reviewed_by:
        return ctx.say("answer.reviewed_by", name=topic.reviewed_by)
    return ctx.say("answer.not_reviewed")


def topic_sources(ctx: Context, topic: Topic) -> tuple[SourceLine, ...]:
    """Return the sources of a topic; the note of the first one also says who approved the text."""
    first, *others = sources(ctx, topic.sources)
    note = " ".join(part for part in (first.note, approved(ctx, topic)) if part)
    return (replace(first, note=note), *others)


def here(ctx: Context, topic: Topic) -> Iterator[str]:
    """Return what the service itself has to tell about a topic, or who must supply it."""
    for fact in local.of_topic(ctx.know.base.local, topic.id):
        what = ctx.say(f"local.what.{fact.id}")
        if fact.said:
            yield ctx.say("local.here", what=what, said=fact.said[ctx.lang])
        elif not fact.quiet:
            yield ctx.say("local.missing", what=what, who=ctx.say(f"local.who.{fact.supplied_by}"))


def topic_button(ctx: Context, topic_id: str) -> Choice | None:
    """Return the button that opens a topic, or None when there is no such topic."""
    topic = ctx.know.base.topic(ctx.lang, topic_id)
    return Choice(ButtonId("topic", topic.id), topic.question) if topic else None


def topic_buttons(ctx: Context, topic_ids: Iterable[str]) -> tuple[Choice, ...]:
    """Return buttons for those of the topics that exist."""
    return tuple(button for topic_id in topic_ids if (button := topic_button(ctx, topic_id)))


def remarks(ctx: Context, topic: Topic) -> Iterator[str]:
    """Return what must be said beside what is told of a topic: a view, past its date, another language."""
    if topic.opinion:
        yield ctx.say("answer.opinion")
    if topic.review_by < ctx.now.date():
        yield ctx.say("answer.overdue", date=ctx.day(topic.review_by))
    if topic.lang != ctx.lang:
        yield ctx.say("answer.other_language")


def topic_reply(ctx: Context, topic: Topic) -> Reply:
    """Return an answer: the direct answer first, what to do, more, sources, next steps and related topics.

    It is told as the person's role is told it, with what the service itself has to add.
    """
    topic = topic.told(ctx.person.role)
    return Reply(
        "\n\n".join((topic.answer, *here(ctx, topic), *remarks(ctx, topic))),
        title=topic.question,
        do=topic.do,
        more=topic.more,
        sources=topic_sources(ctx, topic),
        choices=(*next_steps(ctx, topic.id), *topic_buttons(ctx, topic.related[:RELATED_SHOWN])),
        pictures=ctx.know.base.figure(ctx.lang, ctx.know.base.pictures.get(topic.id, "")),
    )


def likely_reply(ctx: Context, topic: Topic, others: Iterable[str]) -> Reply:
    """Return an answer headed as a guess, with the next best topics as the first buttons."""
    reply = topic_reply(ctx, topic)
    instead = tuple(
        replace(button, label=ctx.say("answer.instead", question=button.label))
        for button in topic_buttons(ctx, others)
    )
    kept = tuple(choice for choice in reply.choices if choice.id not in {button.id for button in instead})
    title = ctx.say("answer.likely", question=topic.question)
    return replace(reply, title=title, choices=(*instead, *kept[:LIKELY_KEPT]))


def explained(ctx: Context, topic_id: str, remark: str = "") -> Outcome:
    """Return a topic as the answer to somebody who cannot do what it is about, after a remark on that."""
    topic = ctx.know.base.topic(ctx.lang, topic_id)
    remarks = (Reply(remark),) if remark else ()
    replies = (*remarks, topic_reply(ctx, topic)) if topic else remarks
    session = replace(ctx.session, topic=topic.id) if topic else ctx.session
    return ctx.reply(
        *replies, session=session, kind=OutcomeKind.ANSWER, topics=(topic.id if topic else topic_id,)
    )


def next_steps(ctx: Context, topic_id: str) -> tuple[Choice, ...]:
    """Return the buttons of what can be started from a topic."""
    names = {handler.name for handler in ctx.handlers}
    steps = ctx.know.base.next_steps.get(topic_id, ())
    return tuple(ctx.button(ButtonId(step), f"{step}.button") for step in steps if step in names)


def term_reply(ctx: Context, term: Term) -> Reply:
    """Return what a term is called, and the topic that explains it if there is one."""
    name = term.named(ctx.lang)
    lines = [ctx.say("term.text", name=name, nb=term.nb, nn=term.nn, en=term.en)]
    if term.synonyms:
        lines.append(ctx.say("term.also", names=", ".join(term.synonyms)))
    return Reply(
        "\n".join(lines),
        title=name,
        sources=sources(ctx, (SourceRef("assistenten", ctx.say("term.list")),)),
        choices=topic_buttons(ctx, (term.topic,)),
    )


def choices_reply(ctx: Context, topic_ids: Iterable[str]) -> Reply:
    """Return "did you mean" with one button a topic and a way on when none of them is meant."""
    none = ctx.button(ButtonId("topic", "none"), "answer.none_of_these")
    return Reply(ctx.say("answer.choices"), choices=(*topic_buttons(ctx, topic_ids), none))


def unknown_reply(ctx: Context) -> Reply:
    """Return that it is not known, and three ways on: ask anew, see the topics, ask a person."""
    return Reply(
        ctx.say("answer.unknown"),
        choices=(
            ctx.button(ButtonId("topics"), "topics.button"),
            ctx.button(ButtonId("human"), "human.button"),
        ),
    )


def referred_to_person(ctx: Context) -> Reply:
    """Return that a question about one person's case is for a human, and who that is."""
    return Reply(ctx.say("answer.own_case"), choices=(ctx.button(ButtonId("human"), "human.button"),))
