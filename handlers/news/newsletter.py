"""The newsletter: who wants it subscribes; the coordinator writes, sends, stops, resumes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import safety
from bot.conversation import typed
from bot.conversation.context import Context, Plain
from bot.domain.audit.entry import AuditAction
from bot.domain.message.button_id import Parts, only, padded
from bot.domain.message.message import Reply, Surface, Tone
from bot.domain.news.newsletter import LEGAL, Move, Newsletter
from bot.domain.person.person import Capability, Role
from bot.domain.turn.outcome import (
    Audit,
    MoveNewsletter,
    Outcome,
    OutcomeKind,
    Subscribe,
    WriteNewsletter,
)
from bot.knowledge.base.entry import LANGUAGES
from handlers.news import newsletter_views as views

ACTS = {
    Move.SEND: AuditAction.NEWSLETTER_SENT,
    Move.STOP: AuditAction.NEWSLETTER_STOPPED,
    Move.RESUME: AuditAction.NEWSLETTER_RESUMED,
    Move.DROP: AuditAction.NEWSLETTER_DROPPED,
}


class NewsletterDesk(Plain):
    """Takes "", "on", "off", "last", "write", "preview", "sure" and "<move>:<number>"."""

    name = "newsletter"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Capability.OVERSEE):
            return ctx.reply(views.reader(ctx), kind=OutcomeKind.ANSWER)
        return ctx.reply(views.desk(ctx, ctx.snapshot.newsletters.current), kind=OutcomeKind.ANSWER)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        ways: dict[str, Callable[[Context], Outcome]] = {
            "": self.start,
            "on": lambda ctx: _subscribed(ctx, wanted=True),
            "off": lambda ctx: _subscribed(ctx, wanted=False),
            "last": _last,
        }
        own: dict[str, Callable[[Context], Outcome]] = {
            "write": lambda ctx: ctx.reply(views.how_to_write(ctx)),
            "preview": _preview,
            "sure": _sure,
        }
        if (way := only(parts)) in ways:
            return ways[way](ctx)
        name, number, *more = padded(parts, 2)
        moving = not more and name in set(Move) and number.isdecimal()
        if way not in own and not moving:
            return None
        if not ctx.person.may(Capability.OVERSEE):
            return _denied(ctx)
        return own[way](ctx) if way in own else _moved(ctx, Move(name), int(number))

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. "Nyhetsbrev bokmål: …" is the text of the newsletter in that language.

        Who writes that they want it, or no more, need not press anything.
        """
        for said in ("on", "off"):
            if _means(ctx, f"newsletter.typed.{said}", text):
                return _subscribed(_spoken_to(ctx, f"newsletter.typed.{said}", text), wanted=said == "on")
        head, body = _split(text)
        lang = next((one for one in LANGUAGES if _means(ctx, f"newsletter.typed.{one}", head)), None)
        if lang is None or not body or ctx.turn.surface is not Surface.ALL:
            return None
        ctx = _spoken_to(ctx, f"newsletter.typed.{lang}", head)
        if not ctx.person.may(Capability.OVERSEE):
            return _denied(ctx)
        return _written(ctx, lang, body)


def _split(text: str) -> tuple[str, str]:
    """Return what stands before the first colon or line break, and what stands after it."""
    ends = [at for sign in ":\n" if (at := text.find(sign)) >= 0]
    return (text[: min(ends)], text[min(ends) + 1 :].strip()) if ends else (text, "")


def _means(ctx: Context, key: str, head: str) -> bool:
    return typed.plain(head) in ctx.know.base.words.typed_as(key, typed.plain)


def _spoken_to(ctx: Context, key: str, head: str) -> Context:
    """Return the turn in the language of the words before the text, whatever the text is written in."""
    phrases = ctx.know.base.words.phrases
    said = typed.plain(head)
    langs = [lang for lang in LANGUAGES if said in map(typed.plain, phrases[lang].get(key, ()))]
    lang = ctx.person.lang or next(iter(langs), ctx.lang)
    return replace(ctx, lang=lang, session=replace(ctx.session, lang=lang))


def _subscribed(ctx: Context, *, wanted: bool) -> Outcome:
    if ctx.person.role is Role.GUEST:
        return ctx.reply(Reply(ctx.say("newsletter.guest")), kind=OutcomeKind.ANSWER)
    text = ctx.say("newsletter.on" if wanted else "newsletter.off")
    reply = Reply(text, choices=(views.subscription(ctx, subscribed=wanted),))
    effect = Subscribe(ctx.person.id, wanted)
    return ctx.reply(reply, kind=OutcomeKind.ANSWER, effects=(effect,))


def _last(ctx: Context) -> Outcome:
    last = ctx.snapshot.newsletters.last
    if last is None:
        return ctx.reply(Reply(ctx.say("newsletter.none_sent")), kind=OutcomeKind.ANSWER)
    return ctx.reply(views.issue(ctx, last, ctx.lang), kind=OutcomeKind.ANSWER)


def _written(ctx: Context, lang: str, text: str) -> Outcome:
    known = ctx.snapshot.newsletters.current
    if known and not views.is_draft(known):
        return ctx.reply(Reply(ctx.say("newsletter.not_now"), tone=Tone.WARNING), views.desk(ctx, known))
    draft = known or views.EMPTY
    draft = replace(draft, texts={**draft.texts, lang: text})
    effect = WriteNewsletter(lang, text)
    return ctx.reply(views.issue(ctx, draft, lang), views.desk(ctx, draft), effects=(effect,))


def _preview(ctx: Context) -> Outcome:
    known = ctx.snapshot.newsletters.current
    if known is None:
        return ctx.reply(views.desk(ctx, None))
    shown = (views.issue(ctx, known, lang) for lang in LANGUAGES if lang in known.texts)
    return ctx.reply(*shown, views.desk(ctx, known))


def _sure(ctx: Context) -> Outcome:
    """Ask once more before it goes out; what points at somebody does not go out at all."""
    known = ctx.snapshot.newsletters.current
    if known is None or not views.is_ready(known):
        return ctx.reply(views.desk(ctx, known))
    return _unsafe(ctx, known) or ctx.reply(views.sure(ctx, known))


def _moved(ctx: Context, move: Move, number: int) -> Outcome:
    known = ctx.snapshot.newsletters.current
    if known is None or not known.stands_for(move, number):
        return ctx.reply(Reply(ctx.say("newsletter.stale")), views.desk(ctx, known))
    if move is Move.SEND and not views.is_ready(known):
        return ctx.reply(views.desk(ctx, known))
    if move in (Move.SEND, Move.RESUME) and (refused := _unsafe(ctx, known)):
        return refused
    readers = ctx.snapshot.newsletters.subscribers if move is Move.SEND else known.readers
    after = LEGAL[move][1]
    left = replace(known, phase=after, readers=readers) if after else None
    audit = Audit(ctx.person.id, ACTS[move], str(number))
    return ctx.reply(views.desk(ctx, left), effects=(MoveNewsletter(number, move), audit))


def _unsafe(ctx: Context, known: Newsletter) -> Outcome | None:
    """Refuse to send what the guard, as it is now, sees somebody in."""
    seen = [lang for lang, text in known.texts.items() if safety.identifying(text)]
    if not seen:
        return None
    langs = ", ".join(ctx.say(f"language.name.{lang}") for lang in seen)
    warning = Reply(ctx.say("newsletter.unsafe", langs=langs), tone=Tone.WARNING)
    return ctx.reply(warning, views.desk(ctx, known))


def _denied(ctx: Context) -> Outcome:
    denied = Audit(ctx.person.id, AuditAction.DENIED, Capability.OVERSEE)
    return ctx.reply(Reply(ctx.say("newsletter.not_for_you")), views.reader(ctx), record=(denied,))
