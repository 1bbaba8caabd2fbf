"""Teams, posts and services over HTTP: for admins alone; checked before it is written."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web.context import RouteContext
from bot.channels.web.people import directory_view, view
from bot.channels.web.people.directory_view import SERVE
from bot.channels.web.people.enter import Came, admins, told
from bot.channels.web.protection.faults import Refused
from bot.channels.web.sign_in.demo import MOST_BYTES, form
from bot.domain.organisation.changing import (
    DirectoryFault,
    Entry,
    EntryChange,
    Kind,
    bare,
    entries,
    from_value,
)
from bot.domain.ports.directory import DirectoryDesk
from bot.domain.ports.people import People

NEW = "_new"
MOST_FIELDS = 20


def router(door: RouteContext, people: People | None, desk: DirectoryDesk | None) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/u/{person_id}", default_response_class=HTMLResponse, include_in_schema=False)
    enter = admins(door, people if desk is not None else None)

    @routes.get("/directory")
    async def everything(request: Request, person_id: str) -> Response:
        """Show who serves whom."""
        came = await enter(request, person_id)
        return (
            came
            if isinstance(came, Response)
            else HTMLResponse(directory_view.everything(came.here, came.person))
        )

    @routes.get("/directory/{kind}/{entry}")
    async def look(request: Request, person_id: str, kind: Kind, entry: str) -> Response:
        """Show one entry, or the form for a new one."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        known = entries(came.here.directory, kind).get(entry)
        if known is None and entry != NEW:
            raise Refused(404, "web.not_found")
        return HTMLResponse(directory_view.entry(came.here, came.person, kind, known))

    @routes.post("/directory/{kind}/{entry}")
    async def save(request: Request, person_id: str, kind: Kind, entry: str) -> Response:
        """Write an entry, or take it out."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        given = await form(request, MOST_BYTES, MOST_FIELDS)
        assert desk is not None
        return await _save(came, desk, kind, entry, given)

    return routes


async def _save(
    came: Came, desk: DirectoryDesk, kind: Kind, entry: str, given: Mapping[str, str]
) -> Response:
    here, person = came.here, came.person
    there = entries(here.directory, kind)
    if entry != NEW and entry not in there:
        raise Refused(404, "web.not_found")
    id = given.get("id", "").strip() if entry == NEW else entry
    before = there.get(id)
    if given.get("do") == "remove":
        wrong = await told(desk.write([EntryChange(kind, id, None)], person.id))
        if wrong:
            return HTMLResponse(directory_view.entry(here, person, kind, before, wrong), 409)
        return HTMLResponse(
            directory_view.everything(here, person, view.done(here.say("directory.removed", id=id)))
        )
    wanted = _entry(kind, id, given)
    if isinstance(wanted, DirectoryFault):
        return HTMLResponse(directory_view.entry(here, person, kind, before, [wanted]), 400)
    if entry == NEW and before is not None:
        return HTMLResponse(
            directory_view.entry(here, person, kind, wanted, [DirectoryFault("known", id)]), 400
        )
    if before is not None and bare(before) == wanted:
        return HTMLResponse(directory_view.everything(here, person, view.done(here.say("people.done.same"))))
    wrong = await told(desk.write([EntryChange(kind, id, wanted)], person.id))
    if wrong:
        return HTMLResponse(directory_view.entry(here, person, kind, wanted, wrong), 400)
    return HTMLResponse(
        directory_view.everything(here, person, view.done(here.say("directory.saved", id=id)))
    )


def _entry(kind: Kind, id: str, given: Mapping[str, str]) -> Entry | DirectoryFault:
    """Return the entry that a form describes; whether it fits the others is not judged here."""
    served = [given.get(f"serves{n}", "") for n in range(SERVE)]
    value = {
        **{
            name: " ".join(given.get(name, "").split())
            for name in ("name", "kind", "team", "role", "seat", "sector")
        },
        "capacity": given.get("capacity", "0"),
        "agreement": given.get("agreement") == "yes",
        "health_care": given.get("health_care") == "yes",
        "served_by": [post for post in served if post],
    }
    try:
        found = from_value(kind, id, value)
    except ValueError:
        return DirectoryFault("unreadable", id)
    return found
