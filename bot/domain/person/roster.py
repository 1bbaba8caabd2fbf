"""The list of members of staff as a table, in and out: read, judged, compared with what is known. Pure."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.domain.person.person import Role
from bot.domain.person.sign_in import WITH_POST, WITH_SERVICE
from bot.domain.text.table import BETWEEN, MARK, csv_table

COLUMNS = ("person", "name", "role", "service", "post", "email", "until")
NEEDED = ("person", "role")
YEAR = dt.timedelta(days=365)
"""How long an access holds before somebody looks at it again."""
ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
ADDRESS = re.compile(r"[^@\s<>,;:\"()\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "id": "The short name has 1 to 40 of a-z, 0-9, dot, dash and underscore.",
        "known": "{value} is known already.",
        "own": "Nobody changes the access they have themselves: {value}.",
        "guest": "A guest is nobody's part: leave the person out.",
        "service": "There is no service {value}.",
        "post": "There is no post {value}.",
        "needs_post": "Employment specialists and IPS supervisors have a post; nobody else has one.",
        "needs_service": "Clinicians and Nav counsellors have a service; nobody else has one.",
        "email": "{value} is no e-mail address.",
        "role": f"There is no role {{value!r}}. Roles: {', '.join(Role)}.",
        "day": "{value!r} is no day such as 2027-05-31 or 31.05.2027.",
        "cells": "There are more cells than columns.",
        "twice": "{value} stands here a second time.",
        "missing": f"the column {{value}} is missing. Columns: {', '.join(COLUMNS)}.",
        "strange": f"there is no column {{value!r}}. Columns: {', '.join(COLUMNS)}.",
        "quote": "a quotation mark is not closed.",
    }
)
"""What is wrong with a member or a table, as the command line says it; pages say `people.fault.<code>`."""


@dataclass(frozen=True, slots=True)
class RosterFault:
    """What is wrong: a code of `SENTENCES`, what was written, and the line of the table, if there is one."""

    code: str
    value: str = ""
    line: int = 0

    def __str__(self) -> str:
        """Return it as one sentence of the command line."""
        said = SENTENCES[self.code].format(value=self.value)
        return f"Line {self.line}: {said}" if self.line else said


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff: the part they play, and until which day."""

    person: str
    role: Role
    service: str | None = None
    post: str | None = None
    name: str = ""
    email: str | None = None
    until: dt.date | None = None

    def fault(self, services: Container[str], posts: Container[str]) -> RosterFault | None:
        """Return what is wrong with it first; None when nothing is."""
        if not ID.fullmatch(self.person):
            return RosterFault("id", self.person)
        if self.role is Role.GUEST:
            return RosterFault("guest")
        if self.service is not None and self.service not in services:
            return RosterFault("service", self.service)
        if self.post is not None and self.post not in posts:
            return RosterFault("post", self.post)
        if (self.role in WITH_POST) != (self.post is not None):
            return RosterFault("needs_post")
        if (self.role in WITH_SERVICE) != (self.service is not None):
            return RosterFault("needs_service")
        if self.email and not ADDRESS.fullmatch(self.email):
            return RosterFault("email", self.email)
        return None


@dataclass(frozen=True, slots=True)
class Listed:
    """A member of staff as the list shows them."""

    member: Member
    since: dt.datetime | None
    by: str
    confirmed: dt.datetime | None
    seen: dt.datetime | None

    def is_due(self, now: dt.datetime) -> bool:
        """Tell whether nobody has looked at this access for a year."""
        return self.confirmed is None or now - self.confirmed > YEAR


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a table: the members, and what is wrong, each with its line."""

    members: tuple[Member, ...] = ()
    faults: tuple[RosterFault, ...] = ()


def read(text: str, services: Container[str], posts: Container[str]) -> Read:
    """Read a table as a spreadsheet saves it: with a byte order mark or without, semicolons or commas."""
    plain = text.removeprefix(MARK)
    between = BETWEEN if BETWEEN in plain.partition("\n")[0] else ","
    rows = csv.DictReader(io.StringIO(plain, newline=""), delimiter=between, strict=True)
    try:
        return _rows(rows, services, posts)
    except csv.Error:
        return Read(faults=(RosterFault("quote", line=rows.line_num),))


def _rows(rows: csv.DictReader[str], services: Container[str], posts: Container[str]) -> Read:
    names = [(name or "").strip().lower() for name in rows.fieldnames or ()]
    rows.fieldnames = names
    if missing := [name for name in NEEDED if name not in names]:
        return Read(faults=(RosterFault("missing", missing[0], 1),))
    if strange := [name for name in names if name not in COLUMNS]:
        return Read(faults=(RosterFault("strange", strange[0], 1),))
    members: dict[str, Member] = {}
    faults: list[RosterFault] = []
    for row in rows:
        if not any((value or "").strip() for value in row.values() if not isinstance(value, list)):
            continue
        found = _member(row)
        said = found if isinstance(found, RosterFault) else found.fault(services, posts)
        if isinstance(found, Member) and not said and found.person in members:
            said = RosterFault("twice", found.person)
        if said or isinstance(found, RosterFault):
            faults.append(replace(said or RosterFault("cells"), line=rows.line_num))
        else:
            members[found.person] = found
    return Read(tuple(members.values()), tuple(faults))


def _member(row: Mapping[str, str | None]) -> Member | RosterFault:
    if None in row:
        return RosterFault("cells")
    cells = {name: (value or "").strip() for name, value in row.items()}
    role, until = cells.get("role", ""), cells.get("until", "")
    if role not in set(Role):
        return RosterFault("role", role)
    day = day_of(until)
    if until and day is None:
        return RosterFault("day", until)
    return Member(
        cells["person"].lower(),
        Role(role),
        cells.get("service") or None,
        cells.get("post") or None,
        cells.get("name", "").removeprefix("'"),
        cells.get("email") or None,
        day,
    )


def day_of(text: str) -> dt.date | None:
    """Read a day as people write it; None for what is none."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def write(members: Iterable[Member]) -> str:
    """Return the table, as it can be read again."""
    rows = (
        (one.person, one.name, one.role.value, one.service, one.post, one.email, one.until) for one in members
    )
    return csv_table([COLUMNS, *([str(cell) if cell is not None else "" for cell in row] for row in rows)])


def changes(known: Mapping[str, Member], wanted: Iterable[Member]) -> tuple[Member, ...]:
    """Return who is to be written: the new, and the changed. An empty name or address changes nothing."""
    found = []
    for one in wanted:
        before = known.get(one.person)
        if before is None or told(before, one):
            found.append(one)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changes for one: `what` is `new`, `part`, `name`, `email` or `until`."""

    what: str
    before: Member | None
    after: Member


def differences(before: Member | None, after: Member) -> tuple[Difference, ...]:
    """Return what changes for one."""
    if before is None:
        return (Difference("new", None, after),)
    changed = {
        "part": _part(before) != _part(after),
        "name": after.name and after.name != before.name,
        "email": after.email and after.email != before.email,
        "until": before.until != after.until,
    }
    return tuple(Difference(what, before, after) for what, differs in changed.items() if differs)


def told(before: Member | None, after: Member) -> str:
    """Return in words of the command line what changes for one; empty when nothing does."""
    return "; ".join(_told(one) for one in differences(before, after))


def _told(one: Difference) -> str:
    before, after = one.before, one.after
    if before is None:
        return f"new: {_part(after)}{f', until {after.until}' if after.until else ''}"
    if one.what == "part":
        return f"{_part(before)} -> {_part(after)}"
    if one.what == "until":
        return f"until: {before.until or 'no end'} -> {after.until or 'no end'}"
    return f"{one.what}: {getattr(before, one.what) or 'none'} -> {getattr(after, one.what)}"


def _part(one: Member) -> str:
    place = one.service or one.post
    return f"{one.role} {place}" if place else one.role.value
