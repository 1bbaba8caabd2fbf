"""Renders one member of staff: what they are, what can be done, and what follows if they leave. Pure."""

from __future__ import annotations

from bot.channels.web.markup import markup, tag
from bot.channels.web.people import forms
from bot.channels.web.people.said import Here, day, place_of
from bot.channels.web.people.view import done, page
from bot.domain.person.person import Person, Role
from bot.domain.person.roster import Listed, Member, RosterFault
from bot.domain.ports.people import Offboarding

NOBODY = Member("", Role.CLINICIAN)


def new(here: Here, person: Person, one: Member = NOBODY, fault: RosterFault | None = None) -> str:
    """Return the form for somebody new."""
    say = here.say
    note = done(here.fault(fault), wrong=True) if fault else ""
    short = forms.field("person", say("people.form.person"), one.person, hint=say("people.form.person_hint"))
    body = forms.form(short + _fields(here, one), say("people.form.add"), do="add")
    return page(here, person, say("people.new.title"), body, lead=say("people.new.lead"), note=note)


def one(here: Here, person: Person, who: Listed, chats: tuple[str, ...], note: str = "") -> str:
    """Return the page of one; of oneself one only looks."""
    say, member = here.say, who.member
    facts = _facts(here, who, chats)
    if member.person == person.id:
        body = facts + tag("p", say("people.own"), class_="alarm")
    else:
        body = facts + markup("div", "".join(_deeds(here, who)), class_="deeds")
    return page(here, person, here.name(member.person), body, note=note)


def _facts(here: Here, who: Listed, chats: tuple[str, ...]) -> str:
    say, member = here.say, who.member
    by = here.name(who.by) if who.by else say("people.house" if who.since else "people.unknown")
    told = {
        "who": member.person,
        "part": here.part(member),
        "email": member.email or say("people.change.no_value"),
        "since": day(who.since) or say("people.unknown"),
        "by": by,
        "confirmed": day(who.confirmed) or say("people.unknown"),
        "seen": day(who.seen) or say("people.never"),
        "until": day(member.until) or say("people.no_end"),
        "chats": ", ".join(chats) or say("people.change.no_value"),
    }
    lines = (
        markup("div", tag("dt", say(f"people.column.{key}")) + tag("dd", value), class_="fact")
        for key, value in told.items()
    )
    return markup("dl", "".join(lines), class_="facts facts--staff")


def _deeds(here: Here, who: Listed) -> list[str]:
    say, member = here.say, who.member
    today = here.now.date().isoformat()
    days = "".join(
        forms.field(name, say(f"people.form.{name}"), today, "date", required="required")
        for name in ("first", "last")
    )
    return [
        forms.section(
            say("people.deed.change"),
            forms.form(_fields(here, member), say("people.form.save"), do="change"),
            "change",
        ),
        forms.section(
            say("people.deed.access"),
            tag("p", say("people.deed.invite_text"))
            + forms.form("", say("people.deed.invite"), do="invite")
            + forms.form("", say("people.deed.confirm"), do="confirm")
            + forms.form("", say("people.deed.sign_out"), do="sign_out")
            + forms.form("", say("people.deed.unlink"), do="unlink"),
            "access",
        ),
        forms.section(
            say("people.deed.away"),
            forms.form(days, say("people.deed.away_button"), do="away"),
            "away",
        ),
        forms.section(
            say("people.deed.remove"),
            tag("p", say("people.deed.remove_text"))
            + forms.form("", say("people.deed.remove_look"), do="remove"),
            "remove",
        ),
    ]


def _fields(here: Here, one: Member) -> str:
    say = here.say
    return (
        forms.field("name", say("people.form.name"), one.name)
        + forms.select("role", say("people.form.role"), here.roles(), one.role.value)
        + forms.select(
            "place", say("people.form.place"), here.places(), place_of(one), say("people.form.place_hint")
        )
        + forms.field("email", say("people.form.email"), one.email or "", "email")
        + forms.field(
            "until",
            say("people.form.until"),
            one.until.isoformat() if one.until else "",
            "date",
            say("people.form.until_hint"),
        )
    )


def leaving(here: Here, person: Person, who: Listed, found: Offboarding, to: str = "") -> str:
    """Return what follows if somebody leaves now, and the button for it."""
    say, member = here.say, who.member
    name = here.name(member.person)
    colleagues = [
        (other.member.person, here.name(other.member.person))
        for other in here.known.values()
        if other.member.role is Role.CLINICIAN and other.member.person != member.person
    ]
    choose = ""
    if member.role is Role.CLINICIAN and (found.without_author or found.followed_up):
        options = [("", say("people.leaving.no_colleague")), *colleagues]
        choose = forms.form(
            forms.select("to", say("people.leaving.colleague"), options, to),
            say("people.leaving.look"),
            do="remove",
        )
    sure = forms.form(
        forms.hidden("to", to), say("people.leaving.sure", name=name), do="remove_sure", grave=True
    )
    back = markup(
        "p", forms.link(say("people.leaving.back"), f"/u/{person.id}/people/of/{member.person}", plain=True)
    )
    lines = markup("ul", "".join(tag("li", line) for line in _follows(here, member, found, to)))
    note = done(say("people.leaving.nothing_yet"))
    return page(here, person, say("people.leaving.title", name=name), lines + choose + sure + back, note=note)


def _follows(here: Here, member: Member, found: Offboarding, to: str) -> list[str]:
    say = here.say
    chats = ", ".join(found.chats) or say("people.leaving.no_chat")
    said = [say("people.leaving.out", browsers=found.browsers, chats=chats)]
    if found.handed_on:
        said.append(
            say("people.leaving.handed_on", count=len(found.handed_on), codes=", ".join(found.handed_on))
        )
    if found.followed_up:
        codes = ", ".join(found.followed_up)
        said.append(
            say("people.leaving.followed_up", count=len(found.followed_up), codes=codes, name=here.name(to))
        )
    if found.without_author:
        codes = ", ".join(found.without_author)
        said.append(say("people.leaving.without", count=len(found.without_author), codes=codes))
    if not (found.handed_on or found.followed_up or found.without_author):
        said.append(say("people.leaving.nothing_open"))
    if found.vacant and member.post:
        said.append(say("people.leaving.vacant", post=here.post(member.post)))
    said.append(say("people.leaving.name_stays"))
    return said
