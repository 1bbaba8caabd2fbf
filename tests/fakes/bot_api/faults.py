"""What goes wrong on demand: errors, hanging, a lost answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from .errors import Refused

NGINX = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body><center><h1>{0}</h1></center></body>\r\n</html>\r\n"
)
GATEWAY = {502: "502 Bad Gateway", 503: "503 Service Temporarily Unavailable", 504: "504 Gateway Time-out"}


@dataclass
class Fault:
    """What the next calls of a method meet (every method where it is empty), so many times."""

    method: str
    times: int
    status: int = 0
    description: str = ""
    retry_after: int = 0
    hangs: bool = False
    loses_answer: bool = False
    page: bytes | None = None
    kind: str = ""


@dataclass
class Faults:
    """Waiting faults, the oldest first."""

    waiting: list[Fault] = field(default_factory=list)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    hanging: int = 0

    def next(self, method: str) -> Fault | None:
        """Return what a call meets, and count it."""
        for fault in self.waiting:
            if fault.method.lower() in {"", method}:
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None

    async def meet(self, fault: Fault) -> web.Response | None:
        """Hang, or return the answer of a gateway, or raise a refusal, or None: go on."""
        if fault.hangs:
            self.hanging += 1
            try:
                await self.released.wait()
            finally:
                self.hanging -= 1
        if fault.page is not None:
            headers = {"content-type": fault.kind} if fault.kind else {}
            return web.Response(status=fault.status, body=fault.page, headers=headers)
        if fault.status in GATEWAY and not fault.description:
            page = NGINX.format(GATEWAY[fault.status])
            return web.Response(status=fault.status, text=page, content_type="text/html")
        if fault.status:
            more = {"retry_after": fault.retry_after} if fault.retry_after else {}
            raise Refused(fault.status, fault.description or "Internal Server Error", **more)
        return None
