"""Renders teams, posts and services: the picture, the tables, and a form for each entry. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.channels.web.markup import markup, tag
from bot.channels.web.people import forms
from bot.channels.web.people.said import Here
from bot.channels.web.people.serves import picture
from bot.channels.web.people.view import done, page
from bot.domain.organisation.changing import (
    KINDS,
    MOST_OF_A_NAME,
    POST_ROLES,
    SECTORS,
    DirectoryFault,
    Entry,
    Kind,
    entries,
)
from bot.domain.organisation.directory import MOST_PARTICIPANTS, Post, Service, Team
from bot.domain.person.person import Person, Role

SERVE = 5
"""How many posts a form can name for a service."""

BLANK: Mapping[Kind, Entry] = {
    Kind.TEAM: Team("", "", KINDS[0]),
    Kind.POST: Post("", "", Role.JOB_SPECIALIST, capacity=MOST_PARTICIPANTS),
    Kind.SERVICE: Service("", "", SECTORS[0]),
}


def everything(here: Here, person: Person, note: str = "") -> str:
    """Return the picture and a table of each kind."""
    say = here.say
    legend = tag("p", say("directory.picture.legend"), class_="quiet")
    tables = "".join(_table(here, person, kind) for kind in Kind)
    title = say("directory.title")
    return page(here, person, title, picture(here) + legend + tables, lead=say("directory.lead"), note=note)


def _table(here: Here, person: Person, kind: Kind) -> str:
    say, base = here.say, f"/u/{person.id}/directory/{kind}"
    columns = ("name", *COLUMNS[kind])
    heads = [say(f"directory.column.{name}") for name in columns]
    rows = [
        [
            forms.link(_name(here, one), f"{base}/{id}", plain=True),
            *(tag("span", cell) for cell in _cells(here, one)),
        ]
        for id, one in entries(here.directory, kind).items()
    ]
    title = say(f"directory.{kind}.many")
    add = markup("p", forms.link(say(f"directory.{kind}.new"), f"{base}/_new"))
    return forms.section(title, forms.table(title, heads, rows) + add, f"all-{kind}")


COLUMNS: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEAM: ("kind", "id"),
    Kind.POST: ("team", "role", "capacity", "holders", "id"),
    Kind.SERVICE: ("sector", "agreement", "health_care", "served_by", "id"),
}


def _name(here: Here, one: Entry) -> str:
    return here.post(one.id) if isinstance(one, Post) else one.name


def _cells(here: Here, one: Entry) -> list[str]:
    say = here.say
    if isinstance(one, Team):
        return [say(f"directory.kind.{one.kind}"), one.id]
    if isinstance(one, Post):
        holders = [here.name(who) for who, found in here.known.items() if found.member.post == one.id]
        room = str(one.capacity) if one.role is Role.JOB_SPECIALIST else ""
        team = here.directory.team_name(one.id)
        return [team, say(f"role.{one.role}"), room, ", ".join(holders) or say("directory.nobody"), one.id]
    served = ", ".join(here.post(post) for post in one.served_by) or say("directory.nobody")
    return [
        say(f"directory.sector.{one.sector}"),
        _yes(here, on=one.agreement),
        _yes(here, on=one.health_care),
        served,
        one.id,
    ]


def _yes(here: Here, *, on: bool) -> str:
    return here.say("directory.yes" if on else "directory.no")


def entry(
    here: Here, person: Person, kind: Kind, one: Entry | None, faults: Iterable[DirectoryFault] = ()
) -> str:
    """Return the form of an entry; without one, for a new one."""
    say = here.say
    shown = one or BLANK[kind]
    known = shown.id in entries(here.directory, kind)
    wrong = [tag("li", fault(here, found)) for found in faults]
    note = done(say("directory.wrong"), wrong=True) + markup("ul", "".join(wrong)) if wrong else ""
    short = forms.hidden("id", shown.id) if known else _id(here, shown.id)
    body = forms.form(short + _fields(here, shown), say("people.form.save"), do="save")
    if known:
        gone = forms.form(forms.hidden("id", shown.id), say("directory.remove"), do="remove", grave=True)
        body += forms.section(
            say("directory.remove_title"), tag("p", say("directory.remove_text")) + gone, "gone"
        )
    title = _name(here, shown) if known else say(f"directory.{kind}.new")
    return page(here, person, title, body, lead=say(f"directory.{kind}.lead"), note=note)


def _id(here: Here, id: str) -> str:
    return forms.field("id", here.say("directory.column.id"), id, hint=here.say("directory.id_hint"))


def _fields(here: Here, one: Entry) -> str:
    say = here.say
    if isinstance(one, Post):
        teams = [(id, team.name) for id, team in here.directory.teams.items()]
        roles = [(role.value, say(f"role.{role}")) for role in POST_ROLES]
        hint = say("directory.capacity_hint", most=MOST_PARTICIPANTS)
        return (
            forms.select("team", say("directory.column.team"), teams, one.team)
            + forms.select("role", say("directory.column.role"), roles, one.role.value)
            + forms.field("seat", say("directory.seat"), one.seat, maxlength=str(MOST_OF_A_NAME))
            + forms.field("capacity", say("directory.column.capacity"), str(one.capacity), "number", hint)
        )
    name = forms.field("name", say("directory.column.name"), one.name, maxlength=str(MOST_OF_A_NAME))
    if isinstance(one, Team):
        kinds = [(kind, say(f"directory.kind.{kind}")) for kind in KINDS]
        return name + forms.select("kind", say("directory.column.kind"), kinds, one.kind)
    sectors = [(sector, say(f"directory.sector.{sector}")) for sector in SECTORS]
    return (
        name
        + forms.select("sector", say("directory.column.sector"), sectors, one.sector)
        + forms.check("agreement", say("directory.column.agreement"), on=one.agreement)
        + forms.check("health_care", say("directory.column.health_care"), on=one.health_care)
        + "".join(_serving(here, one, n) for n in range(SERVE))
    )


def _serving(here: Here, one: Service, n: int) -> str:
    posts = [(id, here.post(id)) for id in here.directory.posts if here.directory.is_ips(id)]
    chosen = one.served_by[n] if n < len(one.served_by) else ""
    label = here.say("directory.serves", number=n + 1)
    return forms.select(f"serves{n}", label, [("", here.say("directory.nobody")), *posts], chosen)


def fault(here: Here, found: DirectoryFault) -> str:
    """Return what is wrong in words."""
    return here.say(f"directory.fault.{found.code}", id=found.id, value=found.value)
