"""The inbox over HTTP: for those who handle referrals or oversee the teams; a plain word for all others."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web import pages
from bot.channels.web.context import RouteContext
from bot.channels.web.inbox import figures, plot, xlsx
from bot.channels.web.inbox import view as inbox_view
from bot.channels.web.protection.faults import Refused
from bot.channels.web.say import Say
from bot.domain.message.inbox import Figures
from bot.domain.person.person import Person
from bot.domain.ports.store import StoreFault


def router(door: RouteContext, *, table: bool) -> APIRouter:
    """Return the route of the page; with `table` the coordinator finds the table of all referrals there."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @routes.get("/u/{person_id}/inbox")
    async def inbox(request: Request, person_id: str) -> Response:
        """Show what waits; the page fetches itself anew when there is news. Looking changes nothing."""
        person = await door.page(request, person_id)
        if isinstance(person, Response):
            return person
        await door.refuse_while_off()
        if door.inbox is None:
            raise Refused(404, "web.not_found")
        if not pages.has_inbox(person):
            lang = (await door.desk.opening(person, door.lang(request))).lang
            return HTMLResponse(inbox_view.closed(door.words, lang, person), 403)
        try:
            board = await door.inbox.board(person, door.lang(request))
        except StoreFault as fault:
            raise Refused(503, "flow.fault") from fault
        if board is None:
            raise Refused(404, "web.not_found")
        out = door.login.signs_out
        return HTMLResponse(
            inbox_view.page(door.words, board, person, door.directory, table=table, signs_out=out)
        )

    async def counted(request: Request, person_id: str) -> tuple[Person, Figures] | Response:
        person = await door.page(request, person_id)
        if isinstance(person, Response):
            return person
        await door.refuse_while_off()
        try:
            found = await door.inbox.figures(person, door.lang(request)) if door.inbox else None
        except StoreFault as fault:
            raise Refused(503, "flow.fault") from fault
        if found is None:
            raise Refused(404, "web.not_found")
        return person, found

    @routes.get("/u/{person_id}/statistics")
    async def statistics(request: Request, person_id: str) -> Response:
        """Show the coordinator's figures. Looking changes nothing."""
        found = await counted(request, person_id)
        if isinstance(found, Response):
            return found
        return HTMLResponse(figures.page(door.words, found[1], found[0]))

    @routes.get("/u/{person_id}/statistics.csv")
    async def statistics_csv(request: Request, person_id: str) -> Response:
        """Return the same as a table to keep."""
        found = await counted(request, person_id)
        if isinstance(found, Response):
            return found
        file = found[1].file
        headers = {
            "Content-Type": f"{file.media}; charset=utf-8",
            "Content-Disposition": f'attachment; filename="{file.name}"',
        }
        return Response(file.text, headers=headers)

    @routes.get("/u/{person_id}/statistics.xlsx")
    async def statistics_xlsx(request: Request, person_id: str) -> Response:
        """Return the same as a workbook with plots."""
        found = await counted(request, person_id)
        if isinstance(found, Response):
            return found
        made = xlsx.workbook(Say(door.words, found[1].lang), found[1])
        name = found[1].file.name.rpartition(".")[0]
        return Response(made, media_type=xlsx.MEDIA, headers=_kept(f"{name}.xlsx"))

    @routes.get("/u/{person_id}/statistics/{number}.svg")
    async def statistics_plot(request: Request, person_id: str, number: int) -> Response:
        """Return one part as a picture for a report."""
        found = await counted(request, person_id)
        if isinstance(found, Response):
            return found
        tables = found[1].tables
        if not 1 <= number <= len(tables):
            raise Refused(404, "web.not_found")
        drawn = plot.plot(Say(door.words, found[1].lang), tables[number - 1])
        return Response(drawn, media_type="image/svg+xml", headers=_kept(f"statistics-{number}.svg"))

    return routes


def _kept(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
