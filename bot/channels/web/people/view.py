"""Renders who has access: everybody, the yearly look, a table that is to be read. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from bot.channels.web.markup import markup, tag
from bot.channels.web.pages import render
from bot.channels.web.people import forms
from bot.channels.web.people.said import Here, day
from bot.domain.person.person import Person
from bot.domain.person.roster import Difference, Listed, Member, RosterFault, differences

SOON = dt.timedelta(days=30)
"""How long before its end an access is marked."""

PAGES = (
    ("people", "list"),
    ("people/review", "review"),
    ("people/new", "new"),
    ("people/import", "import"),
    ("directory", "directory"),
    ("doctor", "doctor"),
)
COLUMNS = ("who", "part", "place", "since", "by", "seen", "until", "chats")


def page(here: Here, person: Person, title: str, body: str, *, lead: str = "", note: str = "") -> str:
    """Return a page of these; `note` is markup."""
    say, base = here.say, f"/u/{person.id}/"
    links = "".join(forms.link(say(f"people.page.{key}"), base + path, plain=True) for path, key in PAGES)
    return render(
        "people",
        say=say,
        person=person,
        title=title,
        lead=lead,
        home=base,
        label=say("people.pages"),
        links=Markup(links),
        note=Markup(note),
        body=Markup(body),
    )


def done(text: str, *, wrong: bool = False) -> str:
    """Return what became of a deed, which is read first."""
    kind = "done done--wrong" if wrong else "done"
    return tag("p", text, class_=kind, id="done", tabindex="-1", role="alert" if wrong else "status")


def everybody(
    here: Here, person: Person, chats: Mapping[str, tuple[str, ...]], sought: str = "", note: str = ""
) -> str:
    """Return the page of all, or of those that fit what is sought."""
    say, base = here.say, f"/u/{person.id}/people"
    shown = [one for one in here.known.values() if _fits(here, one.member, sought)]
    rows = [_row(here, one, f"{base}/of/{one.member.person}", chats) for one in shown]
    find = markup(
        "form",
        forms.field("q", say("people.find"), sought)
        + tag(
            "button",
            say("people.find_button"),
            class_="aksel-button aksel-button--small",
            data_variant="secondary",
        ),
        method="get",
        action=base,
        class_="find",
        role="search",
    )
    file = forms.link(say("people.csv"), f"{base}.csv")
    count = tag("p", say("people.count", count=len(shown), all=len(here.known)), role="status")
    heads = [say(f"people.column.{name}") for name in COLUMNS]
    body = find + count + forms.table(say("people.title"), heads, rows) + markup("p", file)
    return page(here, person, say("people.title"), body, lead=say("people.lead"), note=note + _groups(here))


def _groups(here: Here) -> str:
    return tag("p", here.say("people.by_groups"), class_="alarm") if here.by_groups else ""


def _fits(here: Here, one: Member, sought: str) -> bool:
    text = " ".join((one.person, one.name, here.part(one), one.email or "")).casefold()
    return all(word in text for word in sought.casefold().split())


def _row(here: Here, one: Listed, to: str, chats: Mapping[str, tuple[str, ...]]) -> list[str]:
    say, who = here.say, one.member
    marks = ""
    if one.is_due(here.now):
        marks += tag("span", say("people.mark.review"), class_="mark")
    if who.until and who.until - here.now.date() <= SOON:
        marks += tag("span", say("people.mark.soon"), class_="mark mark--late")
    by = here.name(one.by) if one.by else say("people.house" if one.since else "people.unknown")
    return [
        forms.link(here.name(who.person), to, plain=True) + " " + marks,
        tag("span", say(f"role.{who.role}")),
        tag("span", here.place(who)),
        day(one.since) or tag("span", say("people.unknown")),
        tag("span", by),
        day(one.seen) or tag("span", say("people.never")),
        day(who.until) or tag("span", say("people.no_end")),
        tag("span", ", ".join(chats.get(who.person, ()))),
    ]


def review(here: Here, person: Person, note: str = "") -> str:
    """Return whose access nobody has looked at for a year, each to be kept or looked at."""
    say = here.say
    due = [one for one in here.known.values() if one.is_due(here.now)]
    heads = [say(f"people.column.{name}") for name in ("who", "part", "place", "confirmed", "seen", "do")]
    rows = [_due(here, person, one) for one in due]
    body = (
        forms.table(say("people.review.title"), heads, rows)
        if due
        else tag("p", say("people.review.none"), class_="quiet")
    )
    return page(here, person, say("people.review.title"), body, lead=say("people.review.lead"), note=note)


def _due(here: Here, person: Person, one: Listed) -> list[str]:
    say, who = here.say, one.member
    keep = forms.form(forms.hidden("who", who.person), say("people.review.keep", name=here.name(who.person)))
    return [
        forms.link(here.name(who.person), f"/u/{person.id}/people/of/{who.person}", plain=True),
        tag("span", say(f"role.{who.role}")),
        tag("span", here.place(who)),
        day(one.confirmed) or tag("span", say("people.unknown")),
        day(one.seen) or tag("span", say("people.never")),
        keep,
    ]


def import_form(here: Here, person: Person, text: str = "", faults: Iterable[RosterFault] = ()) -> str:
    """Return where a table is put in, with what is wrong in it."""
    say = here.say
    wrong = [tag("li", here.fault(one)) for one in faults]
    note = done(say("people.import.wrong"), wrong=True) + markup("ul", "".join(wrong)) if wrong else ""
    file = markup(
        "p",
        tag("label", say("people.import.file"), for_="file")
        + forms.void("input", type="file", id="file", accept=".csv,text/csv"),
        class_="field",
        hidden="hidden",
    )
    table = forms.area("table", say("people.import.table"), text, say("people.import.hint"), 12)
    body = forms.form(file + table, say("people.import.look"), do="look")
    return page(here, person, say("people.import.title"), body, lead=say("people.import.lead"), note=note)


def import_shown(
    here: Here, person: Person, text: str, fresh: Iterable[Member], total: int, seal: str, *, again: bool
) -> str:
    """Return what a table would change, to be written or left; `again`: others changed something since."""
    say = here.say
    rows = [
        [
            tag("span", one.name or here.name(one.person)),
            tag("span", "; ".join(here.change(d) for d in _diff(here, one))),
        ]
        for one in fresh
    ]
    counted = tag("p", say("people.import.count", count=len(rows), all=total))
    heads = (say("people.column.who"), say("people.column.change"))
    inside = forms.hidden("table", text) + forms.hidden("seal", seal)
    write = forms.form(inside, say("people.import.write", count=len(rows)), do="write") if rows else ""
    back = markup("p", forms.link(say("people.import.back"), f"/u/{person.id}/people/import", plain=True))
    note = done(say("people.import.changed"), wrong=True) if again else done(say("people.import.dry"))
    shown = forms.table(say("people.import.title"), heads, rows) if rows else ""
    return page(here, person, say("people.import.title"), counted + shown + write + back, note=note)


def _diff(here: Here, one: Member) -> tuple[Difference, ...]:
    before = here.known.get(one.person)
    return differences(before.member if before else None, one)
