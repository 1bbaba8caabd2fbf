"""What the page's scripts talk to: the start, a turn, the news."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Any, TypeVar

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from bot.channels.web import pages
from bot.channels.web.context import RouteContext
from bot.channels.web.protection.body import read
from bot.channels.web.protection.faults import Refused
from bot.channels.web.protection.limits import refused_before, too_fast
from bot.channels.web.routes import news
from bot.channels.web.settings import WebSettings
from bot.channels.web.shapes import Answer, Fault, Holds, Seen, Start, Turn, Who, answer, holds, shown, turned
from bot.conversation import intercept as alarm
from bot.domain.message.message import Inbound
from bot.domain.person.person import Person
from bot.domain.ports.store import FAULT, Said, StoreFault
from bot.knowledge.base.entry import LANGUAGES
from bot.listening import is_urgent

CHANNEL = "web"
Shape = TypeVar("Shape", bound=BaseModel)
FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": Fault} for status in (400, 401, 404, 408, 413, 415, 429, 503)
}
TURN_BODY = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": Turn.model_json_schema()}}}
}
SEEN_BODY = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": Seen.model_json_schema()}}}
}


def router(door: RouteContext) -> APIRouter:
    """Return the routes under /u/<person>/api/."""
    routes = APIRouter(prefix="/u/{person_id}/api", responses=FAULTS)
    streams = news.Streams(door.settings.streams)

    @routes.get("/start")
    async def start(request: Request, person_id: str) -> Start:
        """Return who this is, the words, and what to show first."""
        person = await door.enter(request, person_id)
        try:
            opening = await door.desk.opening(person, door.lang(request))
            past = await door.desk.past(person, CHANNEL)
        except StoreFault as fault:
            raise Refused(503, "flow.fault") from fault
        return Start(
            person=Who(
                id=person.id,
                name=person.shown_name,
                role=person.role,
                place=pages.place(person, door.directory),
            ),
            lang=opening.lang,
            words={lang: pages.page_words(door.words, lang) for lang in LANGUAGES},
            replies=[shown(reply) for reply in opening.replies],
            titles=dict(door.titles),
            past=[turned(turn) for turn in past],
        )

    @routes.post("/turn", openapi_extra=TURN_BODY)
    async def turn(request: Request, person_id: str) -> Answer:
        """Take one turn. The same update id again gives the same answer and does nothing."""
        try:
            visit = await door.login.visit(request, person_id)
        except Refused as fault:
            return await _unaided(door, request, fault)
        person = visit.person
        refusal = refused_before(request) or too_fast(door.limiter, person.id)
        inbound = (await read_turn(request, door.settings)).inbound(door.lang(request))
        inbound = replace(inbound, unproved=not visit.fresh)
        if refusal and not await is_urgent(inbound.words):
            raise refusal
        began = time.perf_counter()
        said = await _taken(door, person, inbound)
        if said.kind == FAULT:
            door.metrics.faults.inc()
        if said.kind == FAULT and not said.urgent:  # so that the page keeps what was typed, to be sent again
            raise Refused(503, "flow.fault")
        door.metrics.seconds.observe(time.perf_counter() - began)
        door.metrics.turns.labels(str(said.kind)).inc()
        return answer(said)

    @routes.get("/login")
    async def login(request: Request, person_id: str) -> Holds:
        """Tell whether and how long the login still holds: asking does not put its end off."""
        return holds(await door.login.visit(request, person_id, used=False))

    @routes.post("/login")
    async def stay(request: Request, person_id: str) -> Holds:
        """Put the end of the login off, as far as that can be."""
        return holds(await door.login.visit(request, person_id))

    @routes.post("/seen", status_code=204, openapi_extra=SEEN_BODY)
    async def seen(request: Request, person_id: str) -> None:
        """Take note that a page in view has shown the news up to a number: now they are delivered."""
        person = await door.enter(request, person_id, used=False)
        shown_now = await _json(request, door.settings, Seen)
        try:
            await door.desk.seen(person, shown_now.number)
        except StoreFault as fault:
            raise Refused(503, "flow.fault") from fault

    @routes.get("/news", response_class=StreamingResponse)
    async def stream(request: Request, person_id: str, after: str | None = None) -> StreamingResponse:
        """Return the news after `after` (or the header Last-Event-ID), and go on as they come."""
        person = await door.enter(request, person_id, used=False)
        begin = news.start_after(request.headers.get("last-event-id"), after)
        lang = door.lang(request)

        async def events() -> AsyncGenerator[str]:
            mine = streams.open(person.id)
            watch = asyncio.create_task(_watch(door, request, person_id, mine))
            sent, beat = door.metrics.news.inc, door.settings.heartbeat
            own = news.stream(door.desk, person, begin, beat, door.closing, sent, lang, mine)
            try:
                async with aclosing(own):
                    async for event in own:
                        yield event
            finally:
                watch.cancel()
                streams.close(person.id, mine)

        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(events(), media_type="text/event-stream", headers=headers)

    return routes


async def _watch(door: RouteContext, request: Request, person_id: str, mine: asyncio.Event) -> None:
    """End a stream when the login no longer holds: it was open before, and nobody asks it again."""
    while not mine.is_set():
        await asyncio.sleep(door.settings.asks_again)
        try:
            await door.login.visit(request, person_id, used=False)
        except Refused as refused:
            if refused.status != 503:  # a store that fails says nothing about the login
                mine.set()


async def _taken(door: RouteContext, person: Person, inbound: Inbound) -> Said:
    """Take the turn. Danger is answered even when nothing else works; Raises Refused when nothing does."""
    try:
        return await door.desk.take(CHANNEL, f"{person.id}:{inbound.update_id}", person, inbound)
    except Exception as fault:
        if said := alarm.unaided(door.words, inbound, person.lang):
            return said
        if isinstance(fault, StoreFault):
            door.metrics.faults.inc()
            raise Refused(503, "flow.fault") from fault
        raise


async def _unaided(door: RouteContext, request: Request, fault: Refused) -> Answer:
    """Answer danger when the store cannot even say who is there. Raises the fault for anything else."""
    if fault.status == 503:
        inbound = (await read_turn(request, door.settings)).inbound(door.lang(request))
        if said := alarm.unaided(door.words, inbound, None):
            return answer(said)
    raise fault


async def read_turn(request: Request, settings: WebSettings) -> Turn:
    """Return the turn in a request's body. Raises Refused: see `_json`."""
    return await _json(request, settings, Turn)


async def _json(request: Request, settings: WebSettings, shape: type[Shape]) -> Shape:
    """Return a request's body. Raises Refused: 415 not JSON, 400 not of this shape; see also `read`."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Refused(415, "web.bad_request")
    try:
        return shape.model_validate_json(await read(request, settings.most_bytes, settings.body_lasts))
    except ValidationError as fault:
        raise Refused(400, "web.bad_request") from fault
