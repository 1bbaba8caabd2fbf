"""What a platform asks: is it alive, is it ready, what has it counted. Some ask for the head alone (HEAD)."""

from __future__ import annotations

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.channels.web.context import RouteContext

NOT_FOR_YOU = "Who may read this is set by IPS_METRICS_FROM and IPS_METRICS_TOKEN."


def router(door: RouteContext) -> APIRouter:
    """Return the routes under /internal."""
    routes = APIRouter(prefix="/internal", default_response_class=PlainTextResponse)

    @routes.head("/isalive", include_in_schema=False)
    @routes.get("/isalive")
    async def isalive() -> PlainTextResponse:
        """Answer as long as the process runs."""
        return PlainTextResponse("alive")

    @routes.head("/isready", include_in_schema=False)
    @routes.get("/isready", responses={503: {"description": "turns cannot be taken now"}})
    async def isready() -> PlainTextResponse:
        """Tell whether turns can be taken, and which part is down: a chat channel, the sweep.

        A part that is down is no reason to take the web chat away, too: the answer is 200 all the same.
        """
        ready = not door.closing.is_set() and await door.desk.ready()
        lines = ["ready" if ready else "not ready"]
        lines += [f"{name} is down" for name, works in door.channels().items() if not works]
        return PlainTextResponse("\n".join(lines), 200 if ready else 503)

    @routes.head("/metrics", include_in_schema=False)
    @routes.get("/metrics", responses={403: {"description": "not for whoever asks"}})
    async def metrics(request: Request) -> Response:
        """Return the counters as Prometheus reads them, to whoever may read them."""
        if not door.settings.readers.include(request):
            door.refusals.refused(403, "metrics")
            return PlainTextResponse(NOT_FOR_YOU, 403)
        if door.measure is not None:
            await door.measure()
        for name, works in door.channels().items():
            door.metrics.channels.labels(name).set(works)
        return Response(generate_latest(door.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return routes
