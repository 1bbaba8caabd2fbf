"""Says what went wrong, in the reader's language, without showing anything of the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.channels.web import pages
from bot.channels.web.protection.shield import harden
from bot.channels.web.shapes import Fault

if TYPE_CHECKING:
    from bot.channels.web.context import RouteContext

REPORTED = {401: "not logged in", 429: "too many"}
"""What whoever looks after the service is to see: nobody is named."""

SENTENCES = {404: "web.not_found", 405: "web.not_found"}


class Refused(Exception):
    """A request that is not taken: an HTTP status, and the key of the sentence that says why."""

    def __init__(self, status: int, key: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.headers = headers or {}


def told(door: RouteContext, request: Request, fault: Refused) -> Response:
    """Return the answer that says why: JSON for the page's scripts, a page for a reader."""
    if fault.status in REPORTED:
        door.refusals.refused(fault.status, REPORTED[fault.status])
    lang = door.lang(request)
    response: Response
    if "/api/" in request.url.path:
        response = JSONResponse(Fault(error=door.words.say(lang, fault.key)).model_dump(), fault.status)
    else:
        response = HTMLResponse(pages.error(door.words, lang, fault.key), fault.status)
    response.headers.update(fault.headers)
    harden(response.headers)
    return response


def register(app: FastAPI, door: RouteContext) -> None:
    """Let every fault end in a plain sentence: JSON for the page's scripts, a page for a reader."""

    def answer(request: Request, status: int, key: str) -> Response:
        return told(door, request, Refused(status, key))

    async def refused(request: Request, fault: Exception) -> Response:
        assert isinstance(fault, Refused)
        return told(door, request, fault)

    async def http(request: Request, fault: Exception) -> Response:
        assert isinstance(fault, HTTPException)
        return answer(request, fault.status_code, SENTENCES.get(fault.status_code, "web.bad_request"))

    async def invalid(request: Request, _: Exception) -> Response:
        return answer(request, 400, "web.bad_request")

    async def unexpected(request: Request, _: Exception) -> Response:
        # The framework raises the exception again after this answer, so that the log has it.
        return answer(request, 500, "flow.fault")

    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, unexpected)
