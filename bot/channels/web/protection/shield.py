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
    "connect-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NEVER_FRAMED = "/login"
"""Where signing in happens: no page of others may show that inside it."""
HEADERS: dict[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000; includeSubDomains"
"""A year without encryption refused by the browser itself. Source: OWASP ASVS 5.0, 3.4.1."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""The names of this machine for itself."""

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
"""What a proxy adds. Some add nothing: see `comes_from_elsewhere`."""


def harden(headers: MutableHeaders) -> None:
    """Add the security headers, and forbid caching where the answer does not say otherwise."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "no-store")


class Shield:
    """Middleware that refuses foreign hosts and origins and hardens every answer.

    With `local` nothing that came through a proxy is let in; `https` has browsers stay with encryption.
    Pages of `framed_by` may show ours inside them.
    Without `hosts` any name will do, and nothing is asked about origins: no browser is meant there.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: tuple[str, ...],
        *,
        local: bool = False,
        https: bool = False,
        framed_by: tuple[str, ...] = (),
    ) -> None:
        self.app = app
        self.local = local
        self.https = https
        self.refusals = BoundedLog("web")
        self.hosts = frozenset(hosts)
        self.policy = POLICY.replace("ancestors 'none'", f"ancestors {' '.join(framed_by)}")
        self.framed = bool(framed_by)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                harden(headers)
                if self.framed and not scope["path"].startswith(NEVER_FRAMED):
                    headers["Content-Security-Policy"] = self.policy
                if self.local:
                    headers["Referrer-Policy"] = "same-origin"  # so that browsers say what people typed
                if self.https:
                    headers["Strict-Transport-Security"] = HSTS
            await send(message)

        await (self._refusal(scope) or self.app)(scope, receive, hardened)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        if "transfer-encoding" in headers and "content-length" in headers:
            return self._told(400, "Two lengths.", {"Connection": "close"})
        if self.local and comes_from_elsewhere(scope, headers):
            return self._told(403, "The demo login is for this machine alone, not for a proxy.")
        if not self.hosts:
            return None
        host = headers.get("host", "")
        if not scope["path"].startswith(BY_ANY_NAME) and host_name(host) not in self.hosts:
            return self._told(421, "Unknown host.")
        if scope["method"] not in {"GET", "HEAD"} and is_foreign(headers, host, strict=self.https):
            return self._told(403, "Foreign origin.")
        return None

    def _told(self, status: int, why: str, headers: Mapping[str, str] | None = None) -> ASGIApp:
        self.refusals.refused(status, why)
        return PlainTextResponse(why, status, headers)


def comes_from_elsewhere(scope: Scope, headers: Headers) -> bool:
    """Tell whether a request was not sent by a browser of this machine to this machine.

    A proxy says so by a header that it adds; nginx as it comes adds none and puts our own name in `Host`, but
    speaks HTTP/1.0, which no browser does, and hands on what the browser says of the page it is on.
    """
    if any(one in headers for one in FORWARDED) or scope.get("http_version") == "1.0":
        return True
    by_link = headers.get("sec-fetch-site") in {"cross-site", "same-site"}  # a letter may lead here
    pages = (headers.get("origin", "null"), "null" if by_link else headers.get("referer", "null"))
    return any(page != "null" and host_name(origin_host(page)) not in LOOPBACK for page in pages)


def host_name(host: str) -> str:
    """Return a Host header without its port, in small letters."""
    try:
        parts = urlsplit(f"//{host}")
        name = parts.hostname or ""
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name


def is_foreign(headers: Headers, host: str, *, strict: bool = False) -> bool:
    """Tell whether a request that changes something was sent by a page of somebody else.

    Under our own no-referrer policy a browser sends a form with `Origin: null`; then Sec-Fetch-Site, which no
    page can forge, must say that it was ours. Without both headers it is no browser: with `strict` it may
    bring no cookie then, as the provider of sign-ins brings none.
    """
    if strict and "cookie" in headers and "origin" not in headers and "sec-fetch-site" not in headers:
        return True
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
