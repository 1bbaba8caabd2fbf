"""What every answer carries and every request must fulfil: security headers, a known host, our own origin."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.bounded_log import BoundedLog

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: dict[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BY_ANY_NAME = "/internal/"
"""A platform's probes come by address, not by name, and nothing there concerns a person."""

FORWARDED = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-port",
    "x-forwarded-server",
    "x-real-ip",
    "x-original-forwarded-for",
    "cf-connecting-ip",
    "true-client-ip",
)
"""What a proxy adds. Some add nothing: this is one fence, and no door is put behind it alone."""


def harden(headers: MutableHeaders) -> None:
    """Add the security headers, and forbid caching where the answer does not say otherwise."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "no-store")


class Shield:
    """Middleware that refuses foreign hosts and origins and hardens every answer.

    With `local` nothing that came through a proxy is let in. Without `hosts` any name will do, and nothing is
    asked about origins: no browser is meant there.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], *, local: bool = False) -> None:
        self.app = app
        self.local = local
        self.refusals = BoundedLog("web")
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                harden(MutableHeaders(scope=message))
            await send(message)

        await (self._refusal(scope) or self.app)(scope, receive, hardened)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        if "transfer-encoding" in headers and "content-length" in headers:
            return self._told(400, "Two lengths.", {"Connection": "close"})
        if self.local and any(one in headers for one in FORWARDED):
            return self._told(403, "The demo login is for this machine alone, not for a proxy.")
        if not self.hosts:
            return None
        host = headers.get("host", "")
        if not scope["path"].startswith(BY_ANY_NAME) and host_name(host) not in self.hosts:
            return self._told(421, "Unknown host.")
        if scope["method"] not in {"GET", "HEAD"} and is_foreign(headers, host):
            return self._told(403, "Foreign origin.")
        return None

    def _told(self, status: int, why: str, headers: Mapping[str, str] | None = None) -> ASGIApp:
        self.refusals.refused(status, why)
        return PlainTextResponse(why, status, headers)


def host_name(host: str) -> str:
    """Return a Host header without its port, in small letters."""
    try:
        parts = urlsplit(f"//{host}")
        name = parts.hostname or ""
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name


def is_foreign(headers: Headers, host: str) -> bool:
    """Tell whether a request that changes something was sent by a page of somebody else.

    Under our own no-referrer policy a browser sends a form with `Origin: null`; then Sec-Fetch-Site, which no
    page can forge, must say that it was ours. Without both headers it is no browser.
    """
    site = headers.get("sec-fetch-site")
    if site not in {None, "same-origin", "none"}:
        return True
    origin = headers.get("origin")
    if origin == "null":
        return site is None
    return origin is not None and origin_host(origin) != host.lower()


def origin_host(origin: str) -> str:
    """Return the host and port of an Origin header; empty for nonsense."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
