"""What is shown of a newsletter: to its readers, and to the coordinator who writes and sends it."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Reply, Tone
from bot.domain.message.picture import Group, Places, Row
from bot.domain.news.markdown import readable
from bot.domain.news.newsletter import Newsletter, Phase
from bot.domain.person.person import Role
from bot.knowledge.base.entry import LANGUAGES

EMPTY = Newsletter(0, Phase.DRAFT)
SQUARES = 20
"""Of the bar that shows how far a newsletter came."""


def is_draft(known: Newsletter) -> bool:
    """Tell whether its texts may still be changed."""
    return known.phase is Phase.DRAFT


def is_ready(known: Newsletter) -> bool:
    """Tell whether it is written in every language."""
    return known.is_ready(LANGUAGES)


def reader(ctx: Context) -> Reply:
    """Return what a reader can do: subscribe or not any more, and read the last one."""
    known = ctx.snapshot.newsletters
    guest = ctx.person.role is Role.GUEST
    way = subscription(ctx, subscribed=known.subscribed)
    last = (ctx.button(ButtonId("newsletter", "last"), "newsletter.last"),) if known.last else ()
    key = "guest" if guest else "you_have" if known.subscribed else "you_have_not"
    return Reply(
        ctx.say(f"newsletter.{key}"),
        title=ctx.say("newsletter.title"),
        choices=(*(() if guest else (way,)), *last, ctx.button(ButtonId("events"), "events.button")),
    )


def subscription(ctx: Context, *, subscribed: bool) -> Choice:
    """Return the button that subscribes, or the one that ends it."""
    if subscribed:
        return ctx.button(ButtonId("newsletter", "off"), "newsletter.unsubscribe")
    return ctx.button(ButtonId("newsletter", "on"), "newsletter.subscribe")


def issue(ctx: Context, known: Newsletter, lang: str) -> Reply:
    """Return a newsletter as its readers see it, in a language."""
    text = readable(known.texts.get(lang) or next(iter(known.texts.values()), ""))
    return Reply(text, title=ctx.say("newsletter.in", language=ctx.say(f"language.name.{lang}")))


def how_to_write(ctx: Context) -> Reply:
    """Return how a text is handed in."""
    return Reply(
        ctx.say("newsletter.how"),
        title=ctx.say("newsletter.write"),
        do=tuple(ctx.say(f"newsletter.example.{lang}") for lang in LANGUAGES),
        more=ctx.say("newsletter.markdown"),
    )


def sure(ctx: Context, known: Newsletter) -> Reply:
    """Return the question before it goes out."""
    count = _subscribers(ctx)
    return Reply(
        ctx.say("newsletter.sure", count=count),
        choices=(
            ctx.button(ButtonId("newsletter", "send", known.number), "newsletter.yes_send", count=count),
            ctx.button(ButtonId("newsletter"), "newsletter.not_yet"),
        ),
    )


def desk(ctx: Context, known: Newsletter | None) -> Reply:
    """Return how the newsletter in hand stands, and what can be done with it."""
    title = ctx.say("newsletter.title")
    if known is None or known.phase is Phase.SENT:
        last = ctx.snapshot.newsletters.last
        sent = (ctx.say("newsletter.last_sent", readers=last.readers),) if last else ()
        text = "\n\n".join((*sent, ctx.say("newsletter.no_draft", count=_subscribers(ctx))))
        choices = (ctx.button(ButtonId("newsletter", "write"), "newsletter.write"), *_own(ctx))
        return Reply(text, title=title, choices=choices)
    if is_draft(known):
        return Reply(_draft(ctx, known), title=title, choices=_ways_of_draft(ctx, known))
    share = min(known.told * SQUARES // known.readers, SQUARES) if known.readers else 0
    text = ctx.say(f"newsletter.phase.{known.phase}", told=known.told, readers=known.readers)
    row = Row(title, text, share, SQUARES)
    picture = Places(
        ctx.say("newsletter.progress"), ctx.say("newsletter.progress_lead"), (Group("", (row,)),)
    )
    move = "stop" if known.phase is Phase.SENDING else "resume"
    choices = (
        ctx.button(ButtonId("newsletter", move, known.number), f"newsletter.{move}"),
        ctx.button(ButtonId("newsletter"), "newsletter.refresh"),
    )
    tone = Tone.WARNING if known.phase is Phase.STOPPED else Tone.PLAIN
    return Reply(text, title=title, choices=choices, pictures=(picture,), tone=tone)


def _subscribers(ctx: Context) -> int:
    return ctx.snapshot.newsletters.subscribers


def _own(ctx: Context) -> tuple[Choice, ...]:
    """Return the buttons of the coordinator as a reader."""
    known = ctx.snapshot.newsletters
    last = (ctx.button(ButtonId("newsletter", "last"), "newsletter.last"),) if known.last else ()
    return (*last, subscription(ctx, subscribed=known.subscribed))


def _draft(ctx: Context, known: Newsletter) -> str:
    def named(langs: list[str]) -> str:
        return ", ".join(ctx.say(f"language.name.{lang}") for lang in langs)

    written = named([lang for lang in LANGUAGES if lang in known.texts])
    left = named([lang for lang in LANGUAGES if lang not in known.texts])
    if left:
        return ctx.say("newsletter.draft", written=written, left=left)
    return ctx.say("newsletter.ready", count=_subscribers(ctx))


def _ways_of_draft(ctx: Context, known: Newsletter) -> tuple[Choice, ...]:
    send = (ctx.button(ButtonId("newsletter", "sure"), "newsletter.send"),) if is_ready(known) else ()
    drop = (
        (ctx.button(ButtonId("newsletter", "drop", known.number), "newsletter.drop"),) if known.number else ()
    )
    return (
        *send,
        ctx.button(ButtonId("newsletter", "preview"), "newsletter.preview"),
        ctx.button(ButtonId("newsletter", "write"), "newsletter.write"),
        *drop,
    )
