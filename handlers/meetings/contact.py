"""Finding each other: one side suggests times for a talk, the other answers with one tap.

What is suggested now stands in the referral, and only that can be agreed on; what was agreed on stands in its
history, so that it can be called off or moved. A button names who asked, so that nobody says yes to
their own suggestion, and a clinician never to a post that the referral has left. It names no version: the
first look at a referral makes a new one, and would spoil it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.conversation.files.calendar import calendar_file
from bot.domain.case.consent import Receiver
from bot.domain.case.meeting import Meeting
from bot.domain.case.referral import MeetingKind as Talked
from bot.domain.case.referral import Referral, Suggestion, Talk
from bot.domain.clock.working_days import is_working_day
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Choice, Reply
from bot.domain.organisation.access import Permission, is_author, is_handler, may
from bot.domain.person.person import Person
from bot.domain.turn.notice import CalendarMail, Goal, Lead, NoticeKind, Notify, Press
from bot.domain.turn.outcome import Audit, ChangeReferral, Outcome
from handlers.meetings import availability_words as reach_words
from handlers.meetings import cancelled as calling_off
from handlers.meetings import times as contact_times
from handlers.meetings import words as contact_words
from handlers.meetings.picked import picking, written
from handlers.referral import view

TALK, THREE = Talked.TALK, Talked.THREE
KINDS = tuple(Talked)

CLINICIAN = "-"
"""Stands in a button for the clinician as the one who asked; any other asker is a post."""

ABOUT_THREE = Press(ButtonId("topic", "referral.three_way_meeting"), "contact.about_three")
"""The button to the topic that tells what a three-way talk is."""


class Contact(Plain):
    """Takes "<code>[:<kind>[:day:<day> | :ask:<times> | :yes:<who asked>:<time> | :off[:yes]]]"."""

    name = "contact"
    topic: str | None = "org.find_each_other"

    def __init__(self, is_working_day: contact_times.WorkingDay = is_working_day) -> None:
        """Take what tells a working day."""
        self._works = is_working_day

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        mine = [r for r in ctx.snapshot.referrals.values() if _side(ctx, r) and _may_talk(ctx, r)]
        if not mine:
            return answers.explained(ctx, self.topic or "", ctx.say("contact.nothing"))
        choices = tuple(Choice(ButtonId("contact", r.code), r.code) for r in mine[: view.LISTED])
        return ctx.reply(Reply(ctx.say("contact.which"), choices=choices))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if not parts:
            return self.start(ctx)
        code, kind, *order = padded(parts, 2)
        kind = kind or TALK
        referral = view.find(ctx, code, Permission.TALK)
        if referral is None:
            return view.unknown(ctx, code)
        if kind not in KINDS:
            return None
        if not _may_talk(ctx, referral):
            return ctx.reply(Reply(ctx.say("contact.closed")), view.detail(ctx, referral))
        if kind == THREE and not referral.consent.covers(Receiver.NAV_COUNSELLOR):
            return ctx.reply(contact_words.nav_is_missing(ctx, referral))
        match order:
            case []:
                return self._days(ctx, referral, kind)
            case ["day", day]:
                return self._hours(ctx, referral, kind, day)
            case ["ask", times]:
                return self._ask(ctx, referral, kind, times)
            case ["yes", asker, time]:
                return self._yes(ctx, referral, kind, asker, time)
            case ["off", *sure]:
                return _off(ctx, referral, kind, sure)
        return None

    def _days(self, ctx: Context, referral: Referral, kind: str) -> Outcome:
        """Offer the days."""
        asked = ctx.reply(self._day_question(ctx, referral, kind))
        return picking(asked, ButtonId("contact", referral.code, kind))

    def _day_question(self, ctx: Context, referral: Referral, kind: str) -> Reply:
        days = contact_times.suggested(ctx.now, self._works)
        own = ButtonId("contact", referral.code, kind)
        choices = [
            Choice(own.then("day", contact_times.token(day)), contact_words.day(ctx, day)) for day in days
        ]
        if kind == TALK:
            choices.append(ctx.button(ButtonId("contact", referral.code, THREE), "contact.three"))
        remarks = [ctx.say(f"contact.day.{kind}", code=referral.code)]
        if lines := reach_words.other_side(ctx, referral):
            remarks.append("\n".join((ctx.say("reach.other_side"), *lines)))
        remarks.append(ctx.say("contact.or_write"))
        load = ctx.snapshot.loads.get(referral.post)
        if load and load.away and is_author(ctx.person, referral):
            remarks.append(ctx.say("contact.away"))
        keep = ctx.button(ButtonId("referrals", referral.code), "contact.leave")
        return Reply("\n\n".join(remarks), choices=(*choices, keep))

    def _hours(self, ctx: Context, referral: Referral, kind: str, what: str) -> Outcome | None:
        """Offer the hours of a day, or all of them at once."""
        day = contact_times.day_of(what)
        if day is None or not (offered := contact_times.offered(what)):
            return None
        if day not in contact_times.reachable(ctx.now, self._works):
            return self._too_late(ctx, referral, kind)
        own = ButtonId("contact", referral.code, kind)
        hours = [
            Choice(own.then("ask", contact_times.token(day, (hour,))), contact_times.clock(hour))
            for hour in offered
        ]
        if offered == contact_times.HOURS:
            hours += (
                ctx.button(own.then("ask", contact_times.token(day, contact_times.HOURS)), "contact.every"),
                ctx.button(own.then("day", contact_times.more(day)), "contact.more_hours"),
            )
        other = ctx.button(own, "contact.other_day")
        text = ctx.say("contact.hour", day=contact_words.day(ctx, day))
        asked = ctx.reply(Reply(text, choices=(*hours, other)))
        return picking(asked, own.then("day", contact_times.token(day)))

    def _ask(self, ctx: Context, referral: Referral, kind: str, what: str) -> Outcome | None:
        """Send the suggestion to the other side."""
        times = contact_times.times(what)
        if times is None:
            return None
        if not {at.date() for at in times} <= set(contact_times.reachable(ctx.now, self._works)):
            return self._too_late(ctx, referral, kind)
        asker = CLINICIAN if is_author(ctx.person, referral) else (ctx.person.post or "")
        before = contact_words.agreed_before(ctx, referral, kind)
        open_now = Suggestion(Talked(kind), times, None if asker == CLINICIAN else asker)
        own = ButtonId("contact", referral.code, kind)
        accepts = tuple(
            Press(own.then("yes", asker, contact_times.at_token(at)), label)
            for at, label in zip(times, contact_words.accepting(times), strict=False)
        )
        person, post = _other_side(referral, asker)
        notice = Notify(
            NoticeKind.CONTACT_ASKS_TO_MOVE if before else NoticeKind(f"contact.notice.asked.{kind}"),
            {
                "code": referral.code,
                "name": ctx.person.shown_name,
                **contact_words.places(times),
                **contact_words.moved_from(before, kind),
            },
            person=person,
            post=post,
            buttons=(*accepts, Press(own, "contact.none_fits")),
        )
        text = ctx.say("contact.sent", times=contact_words.listed(ctx, times))
        if before:
            text = f"{text} {ctx.say('contact.stands', **contact_words.moved_from(before, kind))}"
        if post is not None and post not in ctx.snapshot.held:
            text = f"{text} {ctx.say('handle.nobody_there')}"
        audit = Audit(ctx.person.id, f"referral.contact.asked.{kind}", referral.code)
        kept = ChangeReferral(referral.suggest(open_now), referral.version)
        said = Reply(text, choices=(contact_words.look(ctx, referral),))
        return picking(ctx.reply(said, effects=(kept, notice, audit)), "")

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. Whoever is asked for a day or a time may write it: "10:30", "tirsdag kl 12:30"."""
        found = written(ctx, text, self.name, self._works, ask="ask")
        asked = self.press(ctx, found[0]) if found else None
        if asked is None or found is None or not found[1]:
            return asked
        return replace(asked, replies=(Reply(ctx.say(found[1])), *asked.replies))

    def _yes(self, ctx: Context, referral: Referral, kind: str, asker: str, time: str) -> Outcome | None:
        """Agree on a time that the other side suggested."""
        times = contact_times.times(time)
        author = is_author(ctx.person, referral)
        if times is None or len(times) != 1 or (asker == CLINICIAN) is author:
            return None
        start = times[0]
        if not self._works(start.date()) or not (asker == CLINICIAN or asker in ctx.know.directory.posts):
            return None
        if author and not _still_lies_with(ctx, referral, asker):
            return ctx.reply(Reply(ctx.say("contact.moved")), self._day_question(ctx, referral, kind))
        if start <= ctx.now.replace(tzinfo=None):
            return self._too_late(ctx, referral, kind)
        if not _is_open(referral, kind, asker, start):
            return ctx.reply(contact_words.void(ctx, referral, kind))
        return _agreed(ctx, referral, kind, asker, start)

    def _too_late(self, ctx: Context, referral: Referral, kind: str) -> Outcome:
        return ctx.reply(Reply(ctx.say("contact.past")), self._day_question(ctx, referral, kind))


def _off(ctx: Context, referral: Referral, kind: str, sure: list[str]) -> Outcome | None:
    """Ask once more, then call the agreed talk off in both calendars."""
    agreed = contact_words.agreed_before(ctx, referral, kind)
    if sure not in ([], ["yes"]):
        return None
    if agreed is None:
        return ctx.reply(Reply(ctx.say("contact.off.none")), view.detail(ctx, referral))
    about = contact_words.moved_from(agreed, kind)
    own = ButtonId("contact", referral.code, kind, "off", "yes")
    if not sure:
        keep = ctx.button(ButtonId("referrals", referral.code), "contact.off.keep")
        text = ctx.say("contact.off.ask", code=referral.code, **about)
        return ctx.reply(Reply(text, choices=(ctx.button(own, f"contact.off.button.{kind}"), keep)))
    after = referral.call_off(Talked(kind), ctx.person.id, ctx.now)
    done = Reply(
        ctx.say("contact.off.done", code=referral.code, **about),
        choices=(
            ctx.button(ButtonId("contact", referral.code, kind), "contact.another_time"),
            contact_words.look(ctx, referral),
        ),
    )
    audit = Audit(ctx.person.id, f"referral.contact.off.{kind}", referral.code)
    effects = (ChangeReferral(after, referral.version), *calling_off.told(ctx, referral, after), audit)
    return picking(ctx.reply(done, *calling_off.own(ctx, referral, after), effects=effects), "")


def _may_talk(ctx: Context, referral: Referral) -> bool:
    """Tell whether the two may talk about it: it is open, and its consent holds (hpl § 22)."""
    return referral.is_open and not referral.is_paused(ctx.now.date())


def _side(ctx: Context, referral: Referral) -> bool:
    """Tell whether this person is one of the two sides; who merely may look is not."""
    return may(ctx.person, Permission.TALK, referral, ctx.know.directory)


def _other_side(referral: Referral, asker: str) -> tuple[str | None, str | None]:
    """Return whom a suggestion goes to: a person, or a post."""
    return (None, referral.post) if asker == CLINICIAN else (referral.clinician, None)


def _still_lies_with(ctx: Context, referral: Referral, post: str) -> bool:
    known = ctx.know.directory.posts.get(post)
    if known is None:
        return False
    holder = Person("", known.role, post=post)
    return is_handler(holder, referral, ctx.know.directory)


def _is_open(referral: Referral, kind: str, asker: str, start: dt.datetime) -> bool:
    """Tell whether this is what the other side suggests now, and not earlier, or made up."""
    found = referral.suggestion(Talked(kind))
    who = None if asker == CLINICIAN else asker
    return found is not None and found.asker == who and start in found.starts


def _agreed(ctx: Context, referral: Referral, kind: str, asker: str, start: dt.datetime) -> Outcome:
    post = (ctx.person.post or referral.post) if asker == CLINICIAN else asker
    before = contact_words.agreed_before(ctx, referral, kind)
    after = referral.agree(Talk(Talked(kind), start, post), ctx.person.id, ctx.now)
    meeting = Meeting(referral.code, kind, start, ctx.now)
    text = ctx.say("contact.agreed", code=referral.code, time=contact_words.listed(ctx, (start,)))
    if before:
        text = f"{text} {ctx.say('contact.replaces', **contact_words.moved_from(before, kind))}"
    reply = Reply(
        text,
        files=(calendar_file(meeting),),
        choices=(contact_words.look(ctx, referral),),
    )
    if kind == THREE and asker != CLINICIAN:
        about = ctx.button(*ABOUT_THREE)
        reply = replace(reply, do=(ctx.say("contact.nav.invite"),), choices=(*reply.choices, about))
    audit = Audit(ctx.person.id, f"referral.contact.agreed.{kind}", referral.code)
    kept = ChangeReferral(after, referral.version)
    mail = CalendarMail(meeting, (referral.clinician,), post)
    return ctx.reply(reply, effects=(kept, _told(ctx, referral, asker, meeting, before), mail, audit))


def _told(ctx: Context, referral: Referral, asker: str, meeting: Meeting, before: Talk | None) -> Notify:
    """Return the news to whoever asked: the clinician, or the very post (a supervisor may ask, too).

    It says so when the talk takes the place of one that was agreed on `before`.
    """
    to_clinician = asker == CLINICIAN
    reader = "clinician" if to_clinician else "handler"
    about = (ABOUT_THREE,) if to_clinician and meeting.kind == THREE else ()
    return Notify(
        NoticeKind.CONTACT_MOVED if before else NoticeKind(f"contact.notice.agreed.{meeting.kind}.{reader}"),
        {
            "code": referral.code,
            "name": ctx.person.shown_name,
            **contact_words.places((meeting.start,)),
            **contact_words.moved_from(before, meeting.kind),
        },
        person=referral.clinician if to_clinician else None,
        post=None if to_clinician else asker,
        buttons=(Lead(Goal.REFERRAL, referral.code), *about),
        meeting=meeting,
    )
