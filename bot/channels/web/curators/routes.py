"""The curators' pages over HTTP. Looking changes nothing; what is proposed is only a proposal."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bot.channels.web.context import RouteContext
from bot.channels.web.curators import board_view, change_view
from bot.channels.web.curators.said import Reading, reading
from bot.channels.web.protection.faults import Refused
from bot.channels.web.say import Say
from bot.channels.web.sign_in.demo import form
from bot.domain.curating.board import Board, Curating
from bot.domain.curating.change import Kind, Proposal, Stage, paragraphs
from bot.domain.person.person import Person
from bot.domain.ports.store import StoreFault
from bot.knowledge.base.entry import LANGUAGES

MOST = 64 * 1024
DECISIONS = {"accept": Stage.ACCEPTED, "decline": Stage.DECLINED}

T = TypeVar("T")


def router(door: RouteContext, curating: Curating | None) -> APIRouter:
    """Return the routes under /u/<person>/curators."""
    routes = APIRouter(
        prefix="/u/{person_id}/curators", default_response_class=HTMLResponse, include_in_schema=False
    )

    async def enter(request: Request, person_id: str) -> tuple[Person, Board, Reading] | Response:
        """Let a curator in; to all others there is no such page."""
        person = await door.page(request, person_id)
        if isinstance(person, Response):
            return person
        board = await told(curating.board(person, door.lang(request))) if curating else None
        if board is None:
            raise Refused(404, "web.not_found")
        return person, board, reading(Say(door.words, board.lang), person, board)

    def desk() -> Curating:
        if curating is None:
            raise Refused(404, "web.not_found")
        return curating

    @routes.get("")
    async def overview(request: Request, person_id: str) -> Response:
        """Show what had no answer, what missed, what is proposed, what is due."""
        came = await enter(request, person_id)
        return came if isinstance(came, Response) else HTMLResponse(board_view.board(came[2], came[1]))

    @routes.get("/groups/{number}")
    async def group(request: Request, person_id: str, number: int) -> Response:
        """Show a group of questions, and the ways on."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        found = next((one for one in came[1].groups if one.number == number), None)
        if found is None:
            return RedirectResponse(came[2].base, 303)
        return HTMLResponse(board_view.group(came[2], found))

    @routes.post("/groups/{number}")
    async def act(request: Request, person_id: str, number: int) -> Response:
        """Propose what a group should lead to, or let go of it."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        person, board, read = came
        given = await form(request, MOST)
        if given.get("do") == "settle":
            await told(desk().settle(person, number))
            return RedirectResponse(read.base, 303)
        known = {text for one in board.groups if one.number == number for text in one.numbers}
        kind = Kind.TOPIC if given.get("do") == "topic" else Kind.VARIANT
        texts = {given["lang"]: given.get("questions", "")} if given.get("lang") in LANGUAGES else {}
        what = Proposal(
            kind,
            given.get("new" if kind is Kind.TOPIC else "topic", "").strip(),
            _lines(texts),
            tuple(sorted(known)),
        )
        return await propose(person, read, what, f"{read.base}/groups/{number}")

    @routes.get("/answer/{topic}")
    async def answer(request: Request, person_id: str, topic: str) -> Response:
        """Show the form for another answer."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        texts = await told(desk().answers(came[0], topic))
        if texts is None:
            raise Refused(404, "web.not_found")
        return HTMLResponse(change_view.answer(came[2], topic, texts))

    @routes.post("/answer/{topic}")
    async def other_answer(request: Request, person_id: str, topic: str) -> Response:
        """Propose another answer."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        person, _, read = came
        given = await form(request, MOST)
        texts = {lang: "\n\n".join(paragraphs(given.get(f"answer_{lang}", ""))) for lang in LANGUAGES}
        what = Proposal(Kind.ANSWER, topic, texts)
        number = await told(desk().propose(person, what))
        if number is None:
            return HTMLResponse(change_view.answer(read, topic, texts, read.say("curating.fault")), 400)
        return RedirectResponse(f"{read.base}/changes/{number}", 303)

    async def propose(person: Person, read: Reading, what: Proposal, back: str) -> Response:
        number = await told(desk().propose(person, what))
        return RedirectResponse(back if number is None else f"{read.base}/changes/{number}", 303)

    @routes.get("/changes/{number}.patch")
    async def patch(request: Request, person_id: str, number: int) -> Response:
        """Return a change as `git apply` takes it."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        found = next((one for one in came[1].changes if one.number == number), None)
        if found is None or not found.patch:
            raise Refused(404, "web.not_found")
        named = {"Content-Disposition": f'attachment; filename="change-{number}.patch"'}
        return PlainTextResponse(found.patch, headers=named)

    @routes.get("/changes/{number}")
    async def change(request: Request, person_id: str, number: int) -> Response:
        """Show a change, what it would do, and how the files will be."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        found = next((one for one in came[1].changes if one.number == number), None)
        if found is None:
            raise Refused(404, "web.not_found")
        return HTMLResponse(change_view.change(came[2], found))

    @routes.post("/changes/{number}")
    async def decide(request: Request, person_id: str, number: int) -> Response:
        """Accept or decline a change."""
        came = await enter(request, person_id)
        if isinstance(came, Response):
            return came
        stage = DECISIONS.get((await form(request)).get("do", ""))
        if stage is not None:
            await told(desk().decide(came[0], number, stage))
        return RedirectResponse(f"{came[2].base}/changes/{number}", 303)

    return routes


def _lines(texts: Mapping[str, str]) -> dict[str, str]:
    """Return questions line by line, without what is empty or stands there twice."""
    return {
        lang: "\n".join(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
        for lang, text in texts.items()
    }


async def told(work: Awaitable[T]) -> T:
    """Return what the store says, or refuse plainly while it cannot be used."""
    try:
        return await work
    except StoreFault as fault:
        raise Refused(503, "flow.fault") from fault
