"""Renders the inbox. Every value is escaped; every word comes from the words files. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.web import pages
from bot.channels.web.inbox_team import legend, team_card
from bot.channels.web.inbox_words import Say, day, hour, length, limit
from bot.channels.web.pages import render
from bot.domain.directory import Directory
from bot.domain.inbox import Board, Item, Unheld
from bot.domain.person import Action, Person
from bot.knowledge.entry import Words

AT_ONCE = 20
"""How many lines a list shows before one asks for more."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: an id to jump to, a heading, what stands in it."""

    id: str
    heading: str
    body: str


def page(words: Words, board: Board, person: Person, directory: Directory | None, *, table: bool) -> str:
    """Return the inbox of one person; with `table` a coordinator may fetch the table of all referrals."""
    say = Say(words, board.lang)
    lead = "inbox.lead_oversee" if person.may(Action.OVERSEE) else "inbox.lead"
    return render(
        "inbox",
        {"board": _board(say, board, table=table)},
        lang=board.lang,
        id=person.id,
        name=person.shown_name,
        role=say(f"role.{person.role}"),
        app=say("web.title"),
        title=say("inbox.title"),
        back=say("inbox.back"),
        lead=say(lead),
        offline=say("inbox.offline"),
        online=say("web.online"),
        news=say("web.news"),
        newest=str(board.newest),
        updated=say("inbox.updated", time=hour(board.at)),
    )


def closed(words: Words, lang: str, person: Person) -> str:
    """Return the page for roles without an inbox: what they can use instead. It knows of no referral."""
    say = Say(words, lang)
    follows = person.may(Action.FOLLOW_OWN)
    return render(
        "inbox_closed",
        {},
        lang=lang,
        app=say("web.title"),
        title=say("inbox.closed.title"),
        text=say(f"inbox.closed.{person.role}"),
        link=f"./#{pages.REFERRALS}" if follows else "./",
        to=say("referrals.button" if follows else "inbox.back"),
    )


def _board(say: Say, board: Board, *, table: bool) -> str:
    left, right = (
        (_oversee(say, board), []) if board.waits is None else (_work(say, board), _team(say, board))
    )
    notes = [_note(say("inbox.no_post"), "alarm")] if board.waits is not None and not board.teams else []
    if board.left_out:
        notes.append(_note(say("inbox.left_out", count=board.left_out), "alarm"))
    if board.faults is not None and table:
        notes.append(render("inbox_csv", {}, text=say("inbox.csv"), about=say("inbox.csv_text")))
    links = "\n".join(render("inbox_jump", {}, id=s.id, text=s.heading) for s in (*left, *right))
    return render(
        "inbox_board",
        {"notes": "\n".join(notes), "links": links, "left": _sections(left), "right": _sections(right)},
        label=say("inbox.sections"),
        columns="2" if right else "1",
    )


def _sections(sections: Sequence[Section]) -> str:
    return "\n".join(render("inbox_section", {"body": s.body}, id=s.id, heading=s.heading) for s in sections)


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
            render(
                "inbox_more",
                {"body": _items(say, other.items, f"else-{number}")},
                id=f"else-{number}",
                text=say("inbox.heading", name=_upper(other.post), count=len(other.items)),
            )
            for number, other in enumerate(board.elsewhere)
        ]
        heading = say("inbox.heading", name=say("inbox.elsewhere"), count=count)
        found.append(Section("elsewhere", heading, "\n".join(bodies)))
    return found


def _team(say: Say, board: Board) -> list[Section]:
    body = "\n".join(team_card(say, team) for team in board.teams)
    return [Section("team", say("inbox.team"), body + legend(say))] if board.teams else []


def _oversee(say: Say, board: Board) -> list[Section]:
    """Return the faults and all teams."""
    faults = board.faults or ()
    heading = say("inbox.heading", name=say("inbox.faults"), count=sum(len(f.posts) for f in faults))
    teams = render("inbox_teams", {"teams": "\n".join(team_card(say, team) for team in board.teams)})
    return [
        Section(
            "faults", heading, _faults(say, faults) if faults else _note(say("inbox.no_faults"), "quiet")
        ),
        Section("teams", say("inbox.teams"), legend(say) + teams),
    ]


def _faults(say: Say, faults: Sequence[Unheld]) -> str:
    lines = [
        render(
            "inbox_fault",
            {},
            team=say("inbox.whole_team", team=f.team) if f.whole else f.team,
            posts=", ".join(f.posts),
        )
        for f in faults
    ]
    return render("inbox_faults", {"teams": "\n".join(lines)}, text=say("inbox.faults_text"))


def _listed(
    say: Say, key: str, name: str, nothing: str, items: Sequence[Item], *, primary: bool = False
) -> Section:
    heading = say("inbox.heading", name=say(name), count=len(items))
    body = _items(say, items, key, primary=primary) if items else _note(say(nothing), "quiet")
    return Section(key, heading, body)


def _items(say: Say, items: Sequence[Item], key: str, *, primary: bool = False) -> str:
    """Return a list, the rest of a long one folded away."""
    drawn = [_item(say, item, primary=primary) for item in items]
    first = render("inbox_list", {"items": "\n".join(drawn[:AT_ONCE])})
    if len(drawn) <= AT_ONCE:
        return first
    rest = render("inbox_list", {"items": "\n".join(drawn[AT_ONCE:])})
    count = len(drawn) - AT_ONCE
    return first + render("inbox_more", {"body": rest}, id=f"more-{key}", text=say("inbox.more", count=count))


def _item(say: Say, item: Item, *, primary: bool) -> str:
    facts = [
        (
            "inbox.waited" if primary or item.place else "inbox.stood",
            say("inbox.since", length=length(say, item.waited), date=day(item.since), time=hour(item.since)),
        ),
    ]
    if item.about:
        facts.insert(0, ("inbox.about", item.about))
    if item.deadline:
        facts.append(("inbox.deadline", limit(say, item.deadline, exact=item.exact)))
    if item.talk:
        facts.append(("inbox.talk", item.talk))
    facts.append(("inbox.service", item.service))
    if item.place:
        facts.append(("inbox.place", str(item.place)))
    if item.post:
        facts.append(("inbox.post", item.post))
    flag = render("inbox_late", {}, text=say("inbox.late")) if item.late else ""
    drawn = "\n".join(render("inbox_fact", {}, name=say(name), value=value) for name, value in facts)
    return render(
        "inbox_item",
        {"flag": flag, "facts": drawn},
        code=item.code,
        press=item.press,
        state=item.state,
        next_label=say("inbox.next"),
        next=item.next,
        late=str(item.late).lower(),
        variant="primary" if primary else "secondary",
        open=say("inbox.open", code=item.code),
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _note(text: str, kind: str) -> str:
    return render("inbox_note", {}, text=text, kind=kind)
