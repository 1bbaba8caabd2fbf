"""What the pages say of a member, a fault or a change, in one language. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.web.say import Say
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Role
from bot.domain.person.roster import Difference, Listed, Member, RosterFault
from bot.domain.person.sign_in import WITH_POST, WITH_SERVICE


@dataclass(frozen=True, slots=True)
class Here:
    """What every page knows: the words, the directory, the time, and everybody by short name."""

    say: Say
    directory: Directory
    now: dt.datetime
    known: Mapping[str, Listed]
    by_groups: bool = False
    """Roles come from groups of the provider: what is changed here holds until the next sign-in."""

    def name(self, person: str) -> str:
        """Return the shown name of somebody; the short name where there is none."""
        found = self.known.get(person)
        return (found.member.name if found else "") or person

    def place(self, one: Member) -> str:
        """Return the name of a member's service or post."""
        if one.service:
            return self.directory.service_name(one.service)
        return self.post(one.post) if one.post else ""

    def post(self, post: str) -> str:
        """Return the name of a post: its team, and its seat or part."""
        known = self.directory.posts.get(post)
        if known is None:
            return post
        role = self.say(f"role.{known.role}")
        leads = known.role is Role.METHOD_SUPERVISOR  # who may sit where a specialist does
        seat = role if leads or not known.seat else known.seat
        return f"{self.directory.team_name(post)} ({seat})"

    def part(self, one: Member) -> str:
        """Return role and place."""
        place = self.place(one)
        role = self.say(f"role.{one.role}")
        return f"{role}, {place}" if place else role

    def judged(self, one: Member) -> RosterFault | None:
        """Return what is wrong with a member; None when nothing is."""
        return one.fault(self.directory.services, self.directory.posts)

    def fault(self, fault: RosterFault) -> str:
        """Return what is wrong, with its line in the table if there is one."""
        said = self.say(f"people.fault.{fault.code}", value=fault.value)
        return self.say("people.fault.line", line=fault.line, fault=said) if fault.line else said

    def change(self, one: Difference) -> str:
        """Return one change in words."""
        if one.before is None:
            until = (
                f" {self.say('people.change.until_day', day=day(one.after.until))}" if one.after.until else ""
            )
            return self.say("people.change.new", part=self.part(one.after)) + until
        was, now = self._values(one)
        nothing = self.say("people.change.no_end" if one.what == "until" else "people.change.no_value")
        return self.say(f"people.change.{one.what}", before=was or nothing, after=now or nothing)

    def _values(self, one: Difference) -> tuple[str, str]:
        assert one.before is not None
        if one.what == "part":
            return self.part(one.before), self.part(one.after)
        if one.what == "until":
            return day(one.before.until), day(one.after.until)
        return str(getattr(one.before, one.what) or ""), str(getattr(one.after, one.what) or "")

    def roles(self) -> list[tuple[str, str]]:
        """Return the roles to choose from."""
        return [(role.value, self.say(f"role.{role}")) for role in Role if role is not Role.GUEST]

    def places(self) -> list[tuple[str, str]]:
        """Return services and posts to choose from, none first."""
        none = ("", self.say("people.form.no_place"))
        services = [(f"service:{id}", one.name) for id, one in self.directory.services.items()]
        posts = [(f"post:{id}", self.post(id)) for id in self.directory.posts]
        return [none, *services, *posts]


def part_of(role: Role, place: str) -> tuple[str | None, str | None]:
    """Return service and post of what was chosen in the list of places; what a role has not is left out."""
    kind, _, id = place.partition(":")
    service = id if kind == "service" and id and role in WITH_SERVICE else None
    post = id if kind == "post" and id and role in WITH_POST else None
    return service, post


def place_of(one: Member) -> str:
    """Return a member's place as the list of places has it."""
    return f"service:{one.service}" if one.service else f"post:{one.post}" if one.post else ""


def day(at: dt.date | dt.datetime | None) -> str:
    """Return a day as people in Norway write it; empty where there is none."""
    return at.strftime("%d.%m.%Y") if at else ""
