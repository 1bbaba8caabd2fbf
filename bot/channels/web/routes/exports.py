"""Referrals in the forms of others: a FHIR bundle for those it concerns, a table for the coordinator."""

from __future__ import annotations

from typing import Any, Protocol

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.context import RouteContext
from bot.channels.web.protection.faults import Refused
from bot.channels.web.shapes import Fault
from bot.domain.person.person import Person
from bot.domain.ports.store import StoreFault

FHIR = "application/fhir+json"
CSV = "text/csv; charset=utf-8"
JSON = "application/json"
FAULTS: dict[int | str, dict[str, Any]] = {status: {"model": Fault} for status in (401, 404, 503)}


class Exports(Protocol):
    """Who may have what is decided behind this protocol, by the one policy; None means "not for you"."""

    async def fhir(self, person: Person, code: str) -> str | None:
        """Return a referral's bundle as JSON. None says nothing about whether the referral exists."""

    async def csv(self, person: Person) -> str | None:
        """Return the table of all referrals."""

    async def own_data(self, person: Person) -> str | None:
        """Return everything that is kept about a person, as JSON."""


def router(door: RouteContext, exports: Exports | None) -> APIRouter:
    """Return the routes under /u/<person>/api/ that hand out files."""
    routes = APIRouter(prefix="/u/{person_id}/api", responses=FAULTS)

    @routes.get("/referrals/{code}/fhir", response_class=Response)
    async def fhir(request: Request, person_id: str, code: str) -> Response:
        """Return one referral as a FHIR R4 Bundle."""
        person = await door.enter(request, person_id)
        await door.refuse_while_off()
        try:
            found = await exports.fhir(person, code.upper()) if exports else None
        except StoreFault as fault:
            raise Refused(503, "flow.fault") from fault
        return _file(found, FHIR, "referral.json")

    @routes.get("/referrals.csv", response_class=Response)
    async def csv(request: Request, person_id: str) -> Response:
        """Return all referrals as a table."""
        person = await door.enter(request, person_id)
        await door.refuse_while_off()
        try:
            found = await exports.csv(person) if exports else None
        except StoreFault as fault:
            raise Refused(503, "flow.fault") from fault
        return _file(found, CSV, "referrals.csv")

    @routes.get("/my-data.json", response_class=Response)
    async def my_data(request: Request, person_id: str) -> Response:
        """Return everything that is kept about the one who asks."""
        person = await door.enter(request, person_id)
        await door.refuse_while_off()
        try:
            found = await exports.own_data(person) if exports else None
        except StoreFault as fault:
            raise Refused(503, "flow.fault") from fault
        return _file(found, JSON, "my-data.json")

    return routes


def _file(content: str | None, media: str, name: str) -> Response:
    """Return a file to keep; the same refusal for what is not yours and for what is not there."""
    if content is None:
        raise Refused(404, "web.not_found")
    headers = {"Content-Type": media, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers)
