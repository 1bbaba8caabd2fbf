"""Renders the inbox. Every value is escaped; every word comes from the words files. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.channels.web import pages
from bot.channels.web.inbox.team import legend, team_card
from bot.channels.web.inbox.words import day, hour, length, limit
from bot.channels.web.pages import part, render
from bot.channels.web.say import Say
from bot.domain.message.inbox import Board, Item, VacantPosts
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Capability, Person
from bot.knowledge.base.entry import Words

OVERSEERS_PAGES = (
    ("statistics", "statistics.button"),
    ("people", "people.title"),
    ("curators", "curating.title"),
    ("newsletter", "newsletter.title"),
)

AT_ONCE = 20
"""How many lines a list shows before one asks for more."""

PARTS = "inbox_parts"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: an id to jump to, a heading, what stands in it."""

    id: str
    heading: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Line:
    """A case in a list: pairs of a word's key and a value; `primary` where it waits for the reader."""

    item: Item
    facts: tuple[tuple[str, str], ...]
    primary: bool


def page(
    words: Words,
    board: Board,
    person: Person,
    directory: Directory | None,
    *,
    table: bool,
    signs_out: bool = False,
) -> str:
    """Return the inbox of one person; with `table` a coordinator may fetch the table of all referrals.

    With `signs_out` one can sign out here.
    """
    say = Say(words, board.lang)
    oversees = board.waits is None
    return render(
        "inbox",
        say=say,
        person=person,
        title=say("inbox.title"),
        lead=say("inbox.lead_oversee" if person.may(Capability.OVERSEE) else "inbox.lead"),
        signs_out=signs_out,
        newest=board.newest,
        alarms=_alarms(say, board),
        links=_links(person),
        table=table and board.faults is not None,
        left=_oversee(say, board) if oversees else _work(say, board),
        right=[] if oversees else _team(say, board),
        updated=say("inbox.updated", time=hour(board.at)),
    )


def closed(words: Words, lang: str, person: Person) -> str:
    """Return the page for roles without an inbox: what they can use instead. It knows of no referral."""
    say = Say(words, lang)
    follows = person.may(Capability.FOLLOW_OWN)
    return render(
        "inbox_closed",
        say=say,
        title=say("inbox.closed.title"),
        text=say(f"inbox.closed.{person.role}"),
        link=f"./#{pages.REFERRALS}" if follows else "./",
        to=say("referrals.button" if follows else "inbox.back"),
    )


def _links(person: Person) -> list[tuple[str, str]]:
    """Return the pages that this person has besides, as address and key of the name."""
    receipts = ("instruction", "instruction.who")
    if person.may(Capability.OVERSEE):
        return [*OVERSEERS_PAGES, receipts]
    return [receipts] if person.may(Capability.CONNECT) else []


def _alarms(say: Say, board: Board) -> list[str]:
    """Return what has to be known before anything else."""
    found = [say("inbox.no_post")] if board.waits is not None and not board.teams else []
    return [*found, say("inbox.left_out", count=board.left_out)] if board.left_out else found


def _work(say: Say, board: Board) -> list[Section]:
    """Return what waits, what is in progress, and what lies with others in the team."""
    waits, mine = board.waits or (), board.mine or ()
    found = [
        _listed(say, "waits", "inbox.waits", "inbox.nothing_waits", waits, primary=True),
        _listed(say, "mine", "inbox.mine", "inbox.nothing_mine", mine),
    ]
    if board.elsewhere:
        count = sum(len(other.items) for other in board.elsewhere)
        bodies = [
            part(
                PARTS,
                "more",
                f"else-{number}",
                say("inbox.heading", name=_upper(other.post), count=len(other.items)),
                _items(say, other.items, f"else-{number}"),
            )
            for number, other in enumerate(board.elsewhere)
        ]
        heading = say("inbox.heading", name=say("inbox.elsewhere"), count=count)
        found.append(Section("elsewhere", heading, Markup().join(bodies)))
    return found


def _team(say: Say, board: Board) -> list[Section]:
    body = Markup().join(team_card(say, team) for team in board.teams)
    return [Section("team", say("inbox.team"), body + legend(say))] if board.teams else []


def _oversee(say: Say, board: Board) -> list[Section]:
    """Return the faults and all teams."""
    faults = board.faults or ()
    heading = say("inbox.heading", name=say("inbox.faults"), count=sum(len(f.posts) for f in faults))
    teams = part(PARTS, "teams", Markup().join(team_card(say, team) for team in board.teams))
    return [
        Section("faults", heading, _faults(say, faults)),
        Section("teams", say("inbox.teams"), legend(say) + teams),
    ]


def _faults(say: Say, faults: Sequence[VacantPosts]) -> Markup:
    return part(PARTS, "faults", say, faults) if faults else _quiet(say, "inbox.no_faults")


def _listed(
    say: Say, key: str, name: str, nothing: str, items: Sequence[Item], *, primary: bool = False
) -> Section:
    heading = say("inbox.heading", name=say(name), count=len(items))
    body = _items(say, items, key, primary=primary) if items else _quiet(say, nothing)
    return Section(key, heading, body)


def _items(say: Say, items: Sequence[Item], key: str, *, primary: bool = False) -> Markup:
    """Return a list, the rest of a long one folded away."""
    lines = [Line(item, _facts(say, item, primary=primary), primary) for item in items]
    first = part(PARTS, "items", say, lines[:AT_ONCE])
    if len(lines) <= AT_ONCE:
        return first
    text = say("inbox.more", count=len(lines) - AT_ONCE)
    return first + part(PARTS, "more", f"more-{key}", text, part(PARTS, "items", say, lines[AT_ONCE:]))


def _facts(say: Say, item: Item, *, primary: bool) -> tuple[tuple[str, str], ...]:
    since = say("inbox.since", length=length(say, item.waited), date=day(item.since), time=hour(item.since))
    deadline = limit(say, item.deadline, exact=item.exact) if item.deadline else ""
    told = (
        ("inbox.about", item.about),
        ("inbox.waited" if primary or item.place else "inbox.stood", since),
        ("inbox.deadline", deadline),
        ("inbox.talk", item.talk),
        ("inbox.service", item.service),
        ("inbox.place", str(item.place) if item.place else ""),
        ("inbox.post", item.post),
    )
    return tuple((key, value) for key, value in told if value or key == "inbox.service")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _quiet(say: Say, key: str) -> Markup:
    return part(PARTS, "note", say(key), "quiet")
