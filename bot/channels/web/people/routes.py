"""The pages of who has access, over HTTP: for admins alone; a change may ask for a fresh sign-in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.context import RouteContext
from bot.channels.web.people import deeds, person_view, view
from bot.channels.web.people.enter import Came, admins, told
from bot.channels.web.protection.faults import Refused
from bot.channels.web.sign_in.demo import form
from bot.domain.person.roster import Member, RosterFault, changes, differences, read, write
from bot.domain.ports.people import People

MOST_TABLE = 512 * 1024
"""Bytes of a table as a form sends it: a few thousand people."""

T = TypeVar("T")


def router(door: RouteContext, people: People | None) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/u/{person_id}", default_response_class=HTMLResponse, include_in_schema=False)

    enter = admins(door, people)

    @routes.get("/people")
    async def everybody(request: Request, person_id: str, q: str = "") -> Response:
        """Show who has access."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        person, them, here = came.person, came.people, came.here
        return HTMLResponse(view.everybody(here, person, await told(them.chats()), q[:80]))

    @routes.get("/people.csv")
    async def table(request: Request, person_id: str) -> Response:
        """Return everybody as a table to keep."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        text = write(one.member for one in came.here.known.values())
        headers = {
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": 'attachment; filename="people.csv"',
        }
        return Response(text, headers=headers)

    @routes.get("/people/new")
    async def new(request: Request, person_id: str) -> Response:
        """Show the form for somebody new."""
        came = await enter(request, person_id)
        return came if isinstance(came, Response) else HTMLResponse(person_view.new(came.here, came.person))

    @routes.post("/people/new")
    async def add(request: Request, person_id: str) -> Response:
        """Let somebody new in; the page of that person has the rest."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        person, them, here = came.person, came.people, came.here
        given = await form(request)
        short = given.get("person", "").strip().lower()
        one = deeds.member_of(given, short)
        fault = one if isinstance(one, RosterFault) else here.judged(one)
        if isinstance(one, Member) and not fault and short in here.known:
            fault = RosterFault("known", short)
        if fault or isinstance(one, RosterFault):
            shown = one if isinstance(one, Member) else person_view.NOBODY
            return HTMLResponse(person_view.new(here, person, shown, fault), 400)
        await told(them.admit([one], person.id))
        return RedirectResponse(f"/u/{person.id}/people/of/{short}", 303)

    @routes.get("/people/of/{who}")
    async def look(request: Request, person_id: str, who: str) -> Response:
        """Show one."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        return HTMLResponse(await _one(came, who))

    @routes.post("/people/of/{who}")
    async def deed(request: Request, person_id: str, who: str) -> Response:
        """Do what the form says with one, and show what became of it."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        person, them, here = came.person, came.people, came.here
        found = here.known.get(who)
        if found is None or who == person.id:
            raise Refused(404 if found is None else 403, "web.not_found")
        given = await form(request)
        do, to = given.get("do", ""), given.get("to", "")
        colleague = to if to in here.known and to != who else ""
        if do == "remove":
            leaving = await told(them.leaving(who, colleague or None))
            return HTMLResponse(person_view.leaving(here, person, found, leaving, colleague))
        if do == "remove_sure":
            codes = await told(them.remove(who, colleague or None, person.id))
            said = here.say("people.done.removed", name=here.name(who), count=len(codes))
            here = (await came.anew()).here
            return HTMLResponse(view.everybody(here, person, await told(them.chats()), note=view.done(said)))
        if do == "change":
            note = await told(deeds.change(here, them, found.member, given, person.id))
        elif do == "away":
            note = await told(deeds.away(here, them, found.member, given, person.id))
        elif do in deeds.SMALL:
            note = await told(deeds.small(here, them, found.member, do, person.id))
        else:
            raise Refused(400, "web.bad_request")
        return HTMLResponse(await _one(await came.anew(), who, note))

    @routes.get("/people/review")
    async def review(request: Request, person_id: str) -> Response:
        """Show whose access nobody has looked at for a year."""
        came = await enter(request, person_id)
        return came if isinstance(came, Response) else HTMLResponse(view.review(came.here, came.person))

    @routes.post("/people/review")
    async def keep(request: Request, person_id: str) -> Response:
        """Say that somebody keeps the access."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        person, them, here = came.person, came.people, came.here
        who = (await form(request)).get("who", "")
        if who not in here.known:
            raise Refused(404, "web.not_found")
        await told(them.confirm(who, person.id))
        after = (await came.anew()).here
        note = view.done(here.say("people.review.kept", name=here.name(who)))
        return HTMLResponse(view.review(after, person, note))

    @routes.get("/people/import")
    async def import_form(request: Request, person_id: str) -> Response:
        """Show where a table is put in."""
        came = await enter(request, person_id)
        return came if isinstance(came, Response) else HTMLResponse(view.import_form(came.here, came.person))

    @routes.post("/people/import")
    async def import_table(request: Request, person_id: str) -> Response:
        """Show what a table would change; write it when that is what was shown."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        person, them, here = came.person, came.people, came.here
        given = await form(request, MOST_TABLE)
        text = given.get("table", "")
        found = read(text, here.directory.services, here.directory.posts)
        before = {id: one.member for id, one in here.known.items()}
        fresh = changes(before, found.members)
        own = [RosterFault("own", person.id)] if any(one.person == person.id for one in fresh) else []
        if faults := (*found.faults, *own):
            return HTMLResponse(view.import_form(here, person, text, faults), 400)
        now = seal(before, fresh)
        if given.get("do") == "write" and given.get("seal") == now and fresh:
            await told(them.admit(fresh, person.id))
            here = (await came.anew()).here
            note = view.done(here.say("people.import.written", count=len(fresh)))
            return HTMLResponse(view.everybody(here, person, await told(them.chats()), note=note))
        again = given.get("do") == "write"
        total = len(found.members)
        return HTMLResponse(view.import_shown(here, person, text, fresh, total, now, again=again))

    return routes


async def _one(came: Came, who: str, note: str = "") -> str:
    found = came.here.known.get(who)
    if found is None:
        raise Refused(404, "web.not_found")
    chats = (await told(came.people.chats())).get(who, ())
    return person_view.one(came.here, came.person, found, chats, note)


def seal(before: Mapping[str, Member], fresh: tuple[Member, ...]) -> str:
    """Return what tells a shown difference again: written is only what was seen."""
    shown = repr([differences(before.get(one.person), one) for one in fresh])
    return hashlib.sha256(shown.encode()).hexdigest()
