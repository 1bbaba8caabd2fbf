"""Signing in by OpenID Connect: who is here, and how the first page leads in. The routes: see `routes`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.protection.faults import Refused
from bot.channels.web.sign_in import goal
from bot.channels.web.sign_in.begun import Seal
from bot.channels.web.sign_in.config import Oidc
from bot.channels.web.sign_in.port import Now, Visit
from bot.channels.web.sign_in.provider import Provider, utc_now
from bot.domain.person.person import Person
from bot.domain.person.sign_in import NOTED, Session, SignIns
from bot.domain.ports.store import StoreFault

if TYPE_CHECKING:
    from bot.channels.web.context import RouteContext

NAME = "__Host-ips"
"""The cookie that holds the token of a session; the store knows its digest only."""

IN_TAB = "__Host-ips-tab"
"""The same of a session inside the tab in Teams: a page of ours in a page of others, and nowhere else."""


class OidcLogin:
    """See port.Login. One session a browser, kept in the store: it can be ended from anywhere."""

    signs_out = True

    def __init__(
        self, oidc: Oidc, sign_ins: SignIns, provider: Provider | None = None, now: Now = utc_now
    ) -> None:
        self.oidc = oidc
        self.sign_ins = sign_ins
        self.now = now
        self.provider = provider or Provider(oidc, now)
        self.seal = Seal(oidc.secret)

    @property
    def way_home(self) -> str:
        """Where the provider sends whoever signed out there."""
        return f"{self.oidc.base_url.rstrip('/')}/"

    async def visit(self, request: Request, person_id: str, *, used: bool = True) -> Visit:
        """See port.Login. Somebody else's page is as closed as to nobody: it does not say who there is."""
        session = await self.session(request, used=used)
        if session is None or session.person.id != person_id:
            raise Refused(401, "web.logged_out")
        lasts, now = self.oidc.lasts, self.now()
        prolonged = session.may_be_prolonged(lasts)
        left = session.ends_at(lasts) - now
        return Visit(session.person, left, prolonged, session.is_fresh(lasts, now))

    async def session(self, request: Request, *, used: bool = False) -> Session | None:
        """Return the session of this browser, if it holds. Raises Refused (503)."""
        try:
            for token in self.tokens(request):
                if found := await self._session(token, used=used):
                    return found
        except StoreFault as fault:
            raise Refused(503, "flow.fault") from fault
        return None

    def tokens(self, request: Request) -> tuple[str, ...]:
        """Return the tokens that a browser shows: its own, or inside Teams that of the tab."""
        names = (NAME, IN_TAB) if self.oidc.tenants else (NAME,)
        return tuple(token for name in names if (token := request.cookies.get(name)))

    def is_in_tab(self, request: Request) -> bool:
        """Tell whether a page is asked for inside Teams, where the provider shows no sign-in."""
        return bool(self.oidc.tenants) and request.headers.get("sec-fetch-dest") == "iframe"

    async def _session(self, token: str, *, used: bool) -> Session | None:
        found, now = await self.sign_ins.session(token), self.now()
        if found is None:
            return None
        if found.ends_at(self.oidc.lasts) <= now:
            await self.sign_ins.end(token)
            return None
        if used and now - found.seen_at >= NOTED:
            await self.sign_ins.used(token, now)
            return Session(found.person, found.begun_at, now, found.proved_at)
        return found

    async def person(self, request: Request) -> Person | None:
        """Return who is signed in in this browser."""
        session = await self.session(request)
        return session.person if session else None

    def way_in(self, path: str, query: str) -> str:
        """See port.Login."""
        return f"/?to={quote(goal.of(path, query), safe='/')}"

    def again(self, path: str) -> str:
        """See port.Login."""
        return f"/login/start?to={quote(goal.safe(path), safe='/')}"

    def keep(self, response: Response, token: str) -> None:
        """Give a browser its token."""
        most = int(self.oidc.lasts.most / dt.timedelta(seconds=1))
        response.set_cookie(NAME, token, most, path="/", secure=True, httponly=True, samesite="lax")

    def keep_in_tab(self, response: Response, token: str) -> None:
        """Give the tab in Teams its token: no page outside Teams gets it along."""
        most = int(self.oidc.lasts.most / dt.timedelta(seconds=1))
        cookie = f"{IN_TAB}={token}; Max-Age={most}; Path=/; Secure; HttpOnly; SameSite=None; Partitioned"
        response.headers.append("set-cookie", cookie)

    def drop_in_tab(self, response: Response) -> None:
        """Take it back."""
        cookie = f"{IN_TAB}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=None; Partitioned"
        response.headers.append("set-cookie", cookie)

    def drop(self, response: Response, name: str = NAME) -> None:
        """Take a cookie back."""
        response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")

    def routes(self, door: RouteContext) -> APIRouter:
        """See port.Login."""
        from bot.channels.web.sign_in.routes import router

        return router(door, self)
