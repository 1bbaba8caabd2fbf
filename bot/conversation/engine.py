"""The order in which a turn is understood.

Identifying data and acute danger > buttons and commands > the open dialog's step > intents > knowledge > not
known. `decide` is a pure function: the same turn in the same place always leads to the same outcome.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.conversation import about, answers, carried, lesson, typed
from bot.conversation import intercept as alarm
from bot.conversation import surface as surfaces
from bot.conversation.context import Context, Handler, Knowledge, norwegian
from bot.conversation.dialog import card_answers, card_read, flow
from bot.conversation.dialog import typed_answers as flow_read
from bot.conversation.focus import thread_of
from bot.conversation.gaps import feedback, unanswered
from bot.conversation.held import proof, switched_off
from bot.domain.audit.entry import AuditAction
from bot.domain.case.code import is_code
from bot.domain.message.button_id import ButtonId, parsed
from bot.domain.message.event import Event
from bot.domain.message.message import Inbound, Reply
from bot.domain.person.person import Person
from bot.domain.referral.expiry import expired
from bot.domain.turn.off import Off
from bot.domain.turn.outcome import Audit, Outcome, OutcomeKind
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge.base.entry import Term
from bot.knowledge.base.terms import asked_for
from bot.knowledge.search import search
from bot.understanding.denied_consent import denies_consent
from bot.understanding.heard import LONGEST, Heard, Subject, topic_of, understand

LONGEST_TEXT = LONGEST

NEARBY = 3
"""Topics beside the one shown that are remembered, for whoever says that it was not the answer."""

AFTER_CONSENT, BEFORE_CONSENT = "privacy.after_consent", "privacy.before_consent"
"""The topics on what may be shared with consent and without: to take one for the other is a breach."""


def decide(
    turn: Inbound,
    session: Session,
    person: Person,
    snapshot: TurnSnapshot,
    know: Knowledge,
    now: dt.datetime,
    handlers: tuple[Handler, ...],
    heard: Heard | None = None,
    off: Off | None = None,
) -> Outcome:
    """Decide what one turn leads to. Never raises for anything a user typed or pressed.

    `heard` is what was heard in it (`understand`), where that was worked out before. A consent that ran out
    ends or pauses its referral before anything else: nobody shares upon one without. While the service is
    `off` nothing is decided. Raises NotRead where more of the world is needed.
    """
    at, here = norwegian(now), surfaces.open_to(turn.surface, handlers)
    if off is not None:
        lang = person.lang or session.lang
        listened = listened_to(turn, session, lang, know, heard)
        ctx = Context(turn, session, person, TurnSnapshot(), know, at, session.lang, here, listened)
        return switched_off.answered(_in_language(ctx, person.lang or _language(ctx)), off)
    current, ended = expired(snapshot, at, know.directory)

    def decided(session: Session) -> Outcome:
        session = flow.without_unknown(session, here)
        lang = person.lang or session.lang
        listened = listened_to(turn, session, lang, know, heard)
        first = Context(turn, session, person, current, know, at, session.lang, here, listened)
        outcome = lesson.led_on(first, proof.proved(first, _understood(_in_language(first, lang))))
        outcome = feedback.once(turn, session, outcome)
        return replace(outcome, effects=(*ended, *outcome.effects))

    return surfaces.keeping(turn.surface, session, handlers, decided)


def listened_to(turn: Inbound, session: Session, lang: str, know: Knowledge, heard: Heard | None) -> Heard:
    """Return what is heard in a turn, by the topic that this talk is about; `heard` if it went by it."""
    if heard is not None and turn.text is None:
        return heard
    thread = thread_of(know.base, know.follow_ups, lang, session.topic)
    if heard is not None and heard.focus == topic_of(thread):
        return heard
    return understand(turn, know.search, know.base.words, thread)


def _understood(ctx: Context) -> Outcome:
    turn = ctx.turn
    spoken = _in_language(ctx, ctx.person.lang or _language(ctx))
    if outcome := alarm.stopped(spoken):
        return outcome
    if turn.press is not None:
        return on_record(ctx, pressed(ctx, turn.press))
    if turn.event is not None:
        return _happened(ctx, turn.event)
    return on_record(ctx, _typed(ctx, spoken, turn.text or ""))


def on_record(ctx: Context, outcome: Outcome) -> Outcome:
    """Return the outcome with an entry in the audit trail for each referral that it shows.

    A referral is shown under its code as the title. Whatever a handler does, showing one leaves an entry.
    """
    titles = (reply.title or "" for reply in outcome.replies)
    shown = [code for code in dict.fromkeys(titles) if is_code(code) and code in ctx.snapshot.referrals]
    reads = tuple(Audit(ctx.person.id, AuditAction.READ, code) for code in shown)
    return replace(outcome, record=(*outcome.record, *reads)) if reads else outcome


def welcome(
    session: Session,
    person: Person,
    snapshot: TurnSnapshot,
    know: Knowledge,
    now: dt.datetime,
    handlers: tuple[Handler, ...],
    off: Off | None = None,
) -> Outcome:
    """Return what a person sees on coming (back): the question that waits, or a greeting. Changes nothing."""
    session = flow.without_unknown(session, handlers)
    lang = person.lang or session.lang
    turn = Inbound("", press=ButtonId("restart"))
    ctx = Context(turn, session, person, snapshot, know, norwegian(now), lang, handlers)
    if off is not None:
        return ctx.reply(switched_off.notice(ctx, off), kind=OutcomeKind.OFF)
    if flow.waits(ctx):  # a dialog that came to its end is nothing to go on with
        return ctx.reply(Reply(ctx.say("flow.resumed")), flow.here(ctx))
    greeting = next(handler for handler in handlers if handler.name == "restart").start(ctx)
    return lesson.led_on(ctx, ctx.reply(*greeting.replies))


def pressed(ctx: Context, choice_id: str) -> Outcome:
    """Answer a button. One that never existed is told from one that is merely old only by the words."""
    name, parts = parsed(choice_id) or ("", ())
    if name == flow.PREFIX:
        return card_answers.press(ctx, parts) or flow.press(ctx, parts)
    for handler in ctx.handlers:
        if handler.name == name and (outcome := handler.press(ctx, parts)):
            return _with_open_question(ctx, outcome)
    return _with_open_question(
        ctx, ctx.reply(Reply(ctx.say("flow.no_such_button")), kind=OutcomeKind.UNKNOWN)
    )


def _happened(ctx: Context, event: Event) -> Outcome:
    """Answer what the gateway found out: one handler knows each event."""
    found = (handler.happened(ctx, event) for handler in ctx.handlers)
    outcome = next((outcome for outcome in found if outcome), None)
    return _with_open_question(ctx, outcome or ctx.reply(answers.unknown_reply(ctx)))


def _in_language(ctx: Context, lang: str) -> Context:
    return replace(ctx, lang=lang, session=replace(ctx.session, lang=lang))


def _language(ctx: Context) -> str:
    said = ctx.turn.words[:LONGEST_TEXT]
    lang = typed.language(ctx.know.base.words, said, ctx.heard.language, ctx.session.lang)
    return about.language(ctx, lang)


def _typed(before: Context, ctx: Context, text: str) -> Outcome:
    """Answer typed text. `before` has the language so far: an answer to a step never changes it."""
    if len(text) > LONGEST_TEXT:
        return ctx.reply(Reply(ctx.say("flow.too_long", most=LONGEST_TEXT)), kind=OutcomeKind.UNKNOWN)
    if not typed.plain(flow_read.with_signs(ctx, text)):
        return ctx.reply(Reply(ctx.say("flow.empty")), kind=OutcomeKind.UNKNOWN)
    if ctx.turn.second_hand:
        return _second_hand(ctx, text)
    if text.lstrip().startswith("/") and (outcome := _intent(ctx, text)):
        return _with_open_question(ctx, outcome)
    if outcome := flow.answer(before, text, pressed):
        return outcome
    if outcome := _intent(ctx, text):
        return _with_open_question(ctx, outcome)
    if outcome := card_read.read(before, text) or flow_read.read(before, text):
        return outcome
    return _with_open_question(ctx, about.answered(ctx) or _knowledge(ctx, text))


def _second_hand(ctx: Context, text: str) -> Outcome:
    """Answer an edited or forwarded message. It may ask, but never answers a step and starts nothing."""
    if flow.waits(ctx) or _intent(ctx, text):
        key = "guard.edited" if ctx.turn.edited else "guard.forwarded"
        return _with_open_question(ctx, ctx.reply(Reply(ctx.say(key))))
    return about.answered(ctx) or _knowledge(ctx, text)


def _intent(ctx: Context, text: str) -> Outcome | None:
    words = ctx.know.base.words
    for handler in ctx.handlers:
        if outcome := handler.typed(ctx, text):
            return outcome
        if typed.means(words, f"intents.{handler.name}", text.lstrip().removeprefix("/")):
            outcome = handler.start(ctx)
            return replace(outcome, topics=outcome.topics or ((handler.topic,) if handler.topic else ()))
    return None


def _knowledge(ctx: Context, text: str) -> Outcome:
    subject = ctx.heard.subject
    text = subject.said or text
    if subject.parts:
        return _both(ctx, subject)
    found = _guarded(about.found(ctx), text)
    topics = tuple(hit.topic for hit in found.hits)
    if found.kind is search.MatchKind.SMALLTALK:
        return _smalltalk(ctx, found.detail)
    if found.kind is search.MatchKind.PERSON:
        return _counted(ctx, (answers.referred_to_person(ctx),), OutcomeKind.PERSON, (), found.confidence)
    if found.kind is search.MatchKind.ANSWER and (topic := ctx.know.base.topic(ctx.lang, topics[0])):
        return _counted(
            ctx, (answers.topic_reply(ctx, topic),), OutcomeKind.ANSWER, topics[:1], found.confidence
        )
    term = _term(ctx, text)
    if term and term.topic in topics[:1] and (topic := ctx.know.base.topic(ctx.lang, term.topic)):
        reply = answers.topic_reply(ctx, topic)  # the search and the glossary say the same
        return _counted(ctx, (reply,), OutcomeKind.ANSWER, topics[:1], found.confidence)
    if term:
        return _counted(
            ctx, (answers.term_reply(ctx, term),), OutcomeKind.ANSWER, (term.topic,), found.confidence
        )
    if found.kind is search.MatchKind.LIKELY and (topic := ctx.know.base.topic(ctx.lang, topics[0])):
        reply = answers.likely_reply(ctx, topic, topics[1:])
        return _counted(ctx, (reply,), OutcomeKind.LIKELY, topics, found.confidence)
    if found.kind is search.MatchKind.CHOICES:
        reply = answers.choices_reply(ctx, topics)
        return _counted(ctx, (reply,), OutcomeKind.CHOICES, topics, found.confidence)
    unknown = _counted(ctx, (answers.unknown_reply(ctx),), OutcomeKind.UNKNOWN, (), found.confidence)
    return replace(unknown, effects=(*unknown.effects, *unanswered.kept(ctx, text)))


def _both(ctx: Context, subject: Subject) -> Outcome:
    """Answer the two questions of one message, the shorter answer first."""
    known = [ctx.know.base.topic(ctx.lang, hit.topic) for hit in subject.parts]
    topics = sorted((topic for topic in known if topic), key=lambda topic: len(topic.answer))
    replies = tuple(answers.topic_reply(ctx, topic) for topic in topics)
    heard_first = sorted((topic.id for topic in topics), key=subject.topics.index)
    confidence = min(hit.confidence for hit in subject.parts)
    return _counted(ctx, replies, OutcomeKind.ANSWER, tuple(heard_first), confidence)


def _guarded(found: search.Found, text: str) -> search.Found:
    """Return what was found, but never "after consent" alone where the question says that there is none.

    Source: hpl § 22.
    """
    shown = found.kind in (search.MatchKind.ANSWER, search.MatchKind.LIKELY)
    if not shown or found.hits[0].topic != AFTER_CONSENT or not denies_consent(text):
        return found
    before = search.Hit(BEFORE_CONSENT, found.confidence)
    others = tuple(hit for hit in found.hits if hit.topic != BEFORE_CONSENT)
    return search.Found(search.MatchKind.CHOICES, (before, *others)[: search.MOST_CHOICES])


def _term(ctx: Context, text: str) -> Term | None:
    words = ctx.know.base.words
    explained = [term for term in ctx.know.base.terms if term.topic]
    return asked_for(text, explained, words.typed("term.before"), words.typed("term.after"))


def _smalltalk(ctx: Context, detail: str) -> Outcome:
    helpful = next((handler for handler in ctx.handlers if handler.name == feedback.HANDLER), None)
    ended = ctx.session.dialog is not None and not flow.waits(ctx)
    if detail == "complaint" and (ctx.session.topic or ended) and helpful:
        return helpful.start(ctx)
    key = (
        f"smalltalk.{detail}"
        if ctx.know.base.words.has(ctx.lang, f"smalltalk.{detail}")
        else "smalltalk.other"
    )
    reply = Reply(ctx.say(key), choices=(ctx.button(ButtonId("help"), "help.button"),))
    return ctx.reply(reply, kind=OutcomeKind.SMALLTALK)


def _counted(
    ctx: Context, replies: tuple[Reply, ...], kind: OutcomeKind, topics: tuple[str, ...], confidence: float
) -> Outcome:
    count = ctx.counted(topics[0] if topics else "", kind)
    shown = topics and kind in (OutcomeKind.ANSWER, OutcomeKind.LIKELY)
    hits = tuple(hit.topic for hit in ctx.heard.subject.found.hits)
    session = ctx.session
    if shown:
        nearby = tuple(hit for hit in hits if hit != topics[0])[:NEARBY]
        told = carried.told(ctx, ctx.turn.text or "")
        session = replace(session, topic=topics[0], nearby=nearby, told=told)
        asked = feedback.buttons(ctx, topics[0])
        replies = (*replies[:-1], replace(replies[-1], choices=(*replies[-1].choices, *asked)))
    return ctx.reply(
        *replies, kind=kind, topics=topics, confidence=confidence, session=session, effects=(count,)
    )


def _with_open_question(ctx: Context, outcome: Outcome) -> Outcome:
    """Show the question that waits again, as one line, below an answer that was not an answer to it.

    A number or a yes is never small talk while a question is open. What leads to a topic, to a human or to
    more about an answer is a matter of its own.
    """
    open_dialog = outcome.session.dialog
    if open_dialog is None or outcome.session.serial != ctx.session.serial or not flow.waits(ctx):
        return outcome
    text = None if outcome.about or outcome.topics else ctx.turn.text
    if text is not None and flow_read.is_no_matter(ctx, text, outcome.kind):
        return replace(
            outcome,
            replies=(Reply(ctx.say("flow.not_understood")), flow.waiting(ctx)),
            kind=OutcomeKind.DIALOG,
        )
    # the turn may have changed the language
    asked_in = replace(ctx, lang=outcome.lang, session=outcome.session)
    if flow.here(asked_in) in outcome.replies:
        return outcome
    return replace(outcome, replies=(*outcome.replies, flow.waiting(asked_in)))
