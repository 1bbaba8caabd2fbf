"""What the doctor finds, as a page for admins."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web.context import RouteContext
from bot.channels.web.markup import markup, tag
from bot.channels.web.people import forms, view
from bot.channels.web.people.enter import Came, admins
from bot.channels.web.protection.faults import Refused
from bot.domain.clock.norway import norwegian
from bot.domain.ports.health import Finding, Health, Level
from bot.domain.ports.people import People

WORST_FIRST = (Level.FAULT, Level.WARNING, Level.OK)


def router(door: RouteContext, people: People | None, health: Health | None) -> APIRouter:
    """Return the route. Looking changes nothing, and asks nobody anew within half a minute."""
    routes = APIRouter(prefix="/u/{person_id}", default_response_class=HTMLResponse, include_in_schema=False)
    enter = admins(door, people)

    @routes.get("/doctor")
    async def doctor(request: Request, person_id: str) -> Response:
        """Show what is wrong first, each with how to mend it."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        if health is None:
            raise Refused(404, "web.not_found")
        at, found = await health.looked()
        say = came.here.say
        lead = say("doctor.page.lead", time=f"{norwegian(at):%d.%m.%Y %H:%M}")
        return HTMLResponse(
            view.page(came.here, came.person, say("doctor.page.title"), _parts(came, found), lead=lead)
        )

    return routes


def _parts(came: Came, found: tuple[Finding, ...]) -> str:
    parts = [(level, [one for one in found if one.level is level]) for level in WORST_FIRST]
    return "".join(_part(came, level, here) for level, here in parts if here)


def _part(came: Came, level: Level, found: list[Finding]) -> str:
    say = came.here.say
    lines = "".join(tag("li", say(one.key, **one.values)) for one in found)
    return forms.section(say(f"doctor.page.{level}", count=len(found)), markup("ul", lines), f"is-{level}")
