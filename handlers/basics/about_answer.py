"""What is asked about the answer itself: where it stands, simpler, more, why, an example, how sure, again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.conversation import answers, lesson
from bot.conversation.about import HANDLER
from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Choice, Reply
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.knowledge.base.entry import ABOUT_KINDS, IN_LANGUAGE, LANGUAGES, Topic
from bot.knowledge.check.prose.readability import sentences

OFFERED = ("simpler", "source", "example", "more", "sure")
"""What else may be asked, as buttons: the most wanted first."""

MOST_OFFERED = 3
SHOWS_SOURCES = ("source", "why", "sure")


class AboutAnswer(Plain):
    """Takes "[<kind>]" about the topic shown last, "[<kind>:<topic>]", and "[<kind>:<topic>:<language>]"."""

    name = HANDLER
    surfaces = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """See Handler. No phrase starts it: the search hears what is asked."""
        return _of_what(ctx)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        kind, topic_id, lang, *more = padded(parts, 3)
        if more or kind not in ABOUT_KINDS or lang not in ("", *LANGUAGES):
            return None
        wanted = kind.removeprefix(IN_LANGUAGE) if kind.startswith(IN_LANGUAGE) else lang
        spoken = replace(ctx, lang=wanted or ctx.lang)
        topic = ctx.know.base.topic(spoken.lang, topic_id or ctx.session.topic or "")
        if topic is None:
            return None if topic_id else replace(_of_what(ctx), about=kind)
        return replace(_told(spoken, kind, topic.told(ctx.person.role)), about=kind)


def _of_what(ctx: Context) -> Outcome:
    """Ask what is meant, where no answer was shown before."""
    reply = Reply(ctx.say("about.nothing"), choices=(ctx.button(ButtonId("topics"), "topics.button"),))
    return ctx.reply(reply, kind=OutcomeKind.UNKNOWN)


def _told(ctx: Context, kind: str, topic: Topic) -> Outcome:
    tell = _TELL.get(kind, _in_language)
    reply = tell(ctx, topic)
    onward = lesson.onward(ctx)
    buttons = (*reply.choices, *_others(ctx, kind, topic), *answers.next_steps(ctx, topic.id))
    choices = (*((onward,) if onward else ()), *dict.fromkeys(buttons))
    session = replace(ctx.session, topic=topic.id)
    shown = replace(reply, title=topic.question, choices=choices)
    return ctx.reply(shown, session=session, kind=OutcomeKind.ANSWER, topics=(topic.id,))


def _others(ctx: Context, kind: str, topic: Topic) -> tuple[Choice, ...]:
    """Return what else can be asked about the topic, in the language of this answer."""
    there = (one for one in OFFERED if one != kind and _offers(one, kind, topic))
    place = (topic.id,) if ctx.lang == ctx.session.lang else (topic.id, ctx.lang)
    buttons = [ctx.button(ButtonId(HANDLER, one, *place), f"about.button.{one}") for one in there]
    return tuple(buttons[:MOST_OFFERED])


def _offers(one: str, kind: str, topic: Topic) -> bool:
    """Tell whether there is something to say that was not just said."""
    if one == "source":
        return kind not in SHOWS_SOURCES
    if one == "more":
        return bool(topic.more) and kind not in ("why", "repeat") and not kind.startswith(IN_LANGUAGE)
    return one != "example" or bool(topic.example)


def _remarked(ctx: Context, topic: Topic, *said: str) -> str:
    return "\n\n".join((*said, *answers.remarks(ctx, topic)))


def _sourced(ctx: Context, topic: Topic, *said: str) -> Reply:
    """Return a text with the topic's sources, opened."""
    return Reply(_remarked(ctx, topic, *said), sources=answers.topic_sources(ctx, topic), opened=True)


def _source(ctx: Context, topic: Topic) -> Reply:
    owner = ctx.say(f"role.{topic.owner}") if ctx.know.base.words.has(ctx.lang, f"role.{topic.owner}") else ""
    said = [ctx.say("about.source", reviewed=ctx.day(topic.reviewed))]
    return _sourced(ctx, topic, *said, *([ctx.say("about.owner", owner=owner)] if owner else []))


def _simpler(ctx: Context, topic: Topic) -> Reply:
    return Reply(_remarked(ctx, topic, topic.plain or sentences(topic.answer)[0]))


def _more(ctx: Context, topic: Topic) -> Reply:
    if not topic.more:
        return _nothing(ctx, topic, "about.no_more")
    return Reply(_remarked(ctx, topic, topic.more), sources=answers.topic_sources(ctx, topic))


def _why(ctx: Context, topic: Topic) -> Reply:
    return _sourced(ctx, topic, ctx.say("about.why"), *([topic.more] if topic.more else []))


def _example(ctx: Context, topic: Topic) -> Reply:
    if not topic.example:
        return _nothing(ctx, topic, "about.no_example")
    return Reply(_remarked(ctx, topic, topic.example))


def _nothing(ctx: Context, topic: Topic, key: str) -> Reply:
    near = answers.topic_buttons(ctx, topic.related[: answers.RELATED_SHOWN])
    return Reply(ctx.say(key), choices=near)


def _sure(ctx: Context, topic: Topic) -> Reply:
    return _sourced(ctx, topic, *_how_sure(ctx, topic))


def _how_sure(ctx: Context, topic: Topic) -> Iterator[str]:
    """Return how the answer is known, what is not known, and who decides in doubt."""
    reviewed, again = ctx.day(topic.reviewed), ctx.day(topic.review_by)
    yield ctx.say("about.sure.how", reviewed=reviewed, review_by=again)
    yield ctx.say("about.sure.not_known")
    yield ctx.say("about.sure.doubt")


def _repeat(ctx: Context, topic: Topic) -> Reply:
    return replace(answers.topic_reply(ctx, topic), choices=())


def _in_language(ctx: Context, topic: Topic) -> Reply:
    """Return the topic in the language of `ctx`; where the talk has another, with the way to keep to it."""
    reply = _repeat(ctx, topic)
    if ctx.lang == ctx.session.lang or ctx.lang != topic.lang:
        return reply
    always = ctx.button(ButtonId("language", ctx.lang), "about.always")
    return replace(reply, text="\n\n".join((reply.text, ctx.say("about.once"))), choices=(always,))


_TELL: Mapping[str, Callable[[Context, Topic], Reply]] = MappingProxyType(
    {
        "source": _source,
        "simpler": _simpler,
        "more": _more,
        "why": _why,
        "example": _example,
        "sure": _sure,
        "repeat": _repeat,
    }
)
