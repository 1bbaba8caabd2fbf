"""What an admin does with one member, from what a form says: each ends in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.web.people.said import Here, day, part_of
from bot.channels.web.people.view import done
from bot.domain.person.availability import Absence
from bot.domain.person.person import Role
from bot.domain.person.roster import Member, RosterFault, day_of, differences
from bot.domain.ports.people import People


def member_of(form: Mapping[str, str], person: str) -> Member | RosterFault:
    """Return the member that a form describes; it is not judged yet."""
    role, until = form.get("role", ""), form.get("until", "").strip()
    if role not in set(Role):
        return RosterFault("role", role)
    last = day_of(until)
    if until and last is None:
        return RosterFault("day", until)
    service, post = part_of(Role(role), form.get("place", ""))
    name = " ".join(form.get("name", "").split())[:80]
    return Member(person, Role(role), service, post, name, form.get("email", "").strip() or None, last)


async def change(here: Here, people: People, before: Member, form: Mapping[str, str], by: str) -> str:
    """Change the part, name, address or end of somebody; return what became of it, as markup."""
    after = member_of(form, before.person)
    fault = after if isinstance(after, RosterFault) else here.judged(after)
    if fault or isinstance(after, RosterFault):
        return done(here.fault(fault or RosterFault("cells")), wrong=True)
    changed = differences(before, after)
    gone = bool(before.email) and not after.email
    if not changed and not gone:
        return done(here.say("people.done.same"))
    if changed:
        await people.admit([after], by)
    if gone:
        await people.email(before.person, None, by)
    said = [here.change(one) for one in changed] + ([here.say("people.done.no_email")] if gone else [])
    return done(here.say("people.done.changed", changes="; ".join(said)))


async def away(here: Here, people: People, one: Member, form: Mapping[str, str], by: str) -> str:
    """Record an absence."""
    first, last = day_of(form.get("first", "")), day_of(form.get("last", ""))
    if first is None or last is None or last < first:
        return done(here.say("people.done.wrong_days"), wrong=True)
    await people.away(one, Absence(first, last), by)
    return done(here.say("people.done.away", first=day(first), last=day(last)))


async def small(here: Here, people: People, one: Member, do: str, by: str) -> str:
    """Do one of the deeds that need nothing more than a press."""
    say, who = here.say, one.person
    if do == "confirm":
        await people.confirm(who, by)
        return done(say("people.done.confirmed"))
    if do == "sign_out":
        return done(say("people.done.signed_out", count=await people.sign_out(who, by)))
    if do == "unlink":
        await people.unlink(who, by)
        return done(say("people.done.unlinked"))
    code = await people.invite(who, by)
    return done(say("people.done.invited", code=code, name=here.name(who)))


SMALL = frozenset({"confirm", "sign_out", "unlink", "invite"})
