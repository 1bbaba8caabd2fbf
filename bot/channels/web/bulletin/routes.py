"""The pages of newsletter and instruction over HTTP: for those who oversee, and who lead a team."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.bulletin import newsletter_view, receipts_view
from bot.channels.web.bulletin.newsletter_view import Told
from bot.channels.web.context import RouteContext
from bot.channels.web.curators.routes import told as said
from bot.channels.web.protection.faults import Refused
from bot.channels.web.say import Say
from bot.channels.web.sign_in.demo import form
from bot.domain.news.desk import Bulletin, NewsletterSight
from bot.domain.news.newsletter import Move
from bot.domain.person.person import Person
from bot.knowledge.base.entry import LANGUAGES

T = TypeVar("T")
MOST = 128 * 1024
SAVED, SENT, SURE = "saved", "sent", "sure"
"""What an address says of what was just done, or is to be decided."""


def router(door: RouteContext, bulletin: Bulletin | None) -> APIRouter:
    """Return the routes /u/<person>/newsletter and /u/<person>/instruction."""
    routes = APIRouter(prefix="/u/{person_id}", default_response_class=HTMLResponse, include_in_schema=False)

    def desk() -> Bulletin:
        if bulletin is None:
            raise Refused(404, "web.not_found")
        return bulletin

    async def let_in(
        request: Request, person_id: str, look: Callable[[Person, str], Awaitable[T | None]]
    ) -> tuple[Person, T] | Response:
        """Return who asks and what they see; to whom nothing is shown there is no such page."""
        person = await door.page(request, person_id)
        if isinstance(person, Response):
            return person
        await door.refuse_while_off()
        sight = await said(look(person, door.lang(request)))
        if sight is None:
            raise Refused(404, "web.not_found")
        return person, sight

    def shown(came: tuple[Person, NewsletterSight], told: Told, status: int = 200) -> Response:
        return HTMLResponse(newsletter_view.view(door.words, came[1], came[0], told), status)

    @routes.get("/newsletter")
    async def newsletter(request: Request, person_id: str) -> Response:
        """Show the newsletter in hand. Looking changes nothing."""
        came = await let_in(request, person_id, lambda *who: desk().newsletter(*who))
        if isinstance(came, Response):
            return came
        say, last = Say(door.words, came[1].lang), came[1].news.last
        notes = {SAVED: say("newsletter.page.saved")}
        if last is not None:
            notes[SENT] = say("newsletter.last_sent", readers=last.readers)
        asked = request.url.query
        return shown(came, Told(note=notes.get(asked, ""), sure=asked == SURE))

    @routes.post("/newsletter")
    async def act(request: Request, person_id: str) -> Response:
        """Keep the texts, or take a step with them."""
        came = await let_in(request, person_id, lambda *who: desk().newsletter(*who))
        if isinstance(came, Response):
            return came
        given = await form(request, MOST)
        if given.get("do") == "save":
            return await saved(came, given)
        return await moved(came, given.get("do", ""), given.get("number", ""))

    async def saved(came: tuple[Person, NewsletterSight], given: Mapping[str, str]) -> Response:
        """Keep the texts; what is too long, or shows who somebody is, stays in its field unkept."""
        say = Say(door.words, came[1].lang)
        texts = {lang: given.get(f"text_{lang}", "").replace("\r\n", "\n") for lang in LANGUAGES}
        if any(len(text) > newsletter_view.MOST for text in texts.values()):
            note = say("newsletter.page.too_long", most=newsletter_view.MOST)
            return shown(came, Told(note, wrong=True, typed=texts), 400)
        if seen := await said(desk().write(came[0], texts)):
            return shown(came, Told(_unsafe(say, "page.unsafe", seen), wrong=True, typed=texts), 400)
        return back(came[0], SAVED)

    async def moved(came: tuple[Person, NewsletterSight], deed: str, number: str) -> Response:
        """Take a step, or ask once more before it goes out."""
        if deed not in set(Move) or not number.isdecimal():
            return back(came[0], SURE if deed == SURE else "")
        if seen := await said(desk().move(came[0], int(number[:9]), Move(deed))):
            unsafe = _unsafe(Say(door.words, came[1].lang), "unsafe", seen)
            return shown(came, Told(unsafe, wrong=True), 400)
        return back(came[0])

    def back(person: Person, query: str = "") -> Response:
        return RedirectResponse(f"/u/{person.id}/newsletter" + (f"?{query}" if query else ""), 303)

    @routes.get("/instruction")
    async def receipts(request: Request, person_id: str) -> Response:
        """Show who has read the instruction; that it was looked at goes on record."""
        came = await let_in(request, person_id, lambda *who: desk().receipts(*who))
        if isinstance(came, Response):
            return came
        asked = request.query_params.get("asked", "")
        count = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
        return HTMLResponse(receipts_view.view(door.words, came[1], came[0], count))

    @routes.get("/instruction.csv")
    async def table(request: Request, person_id: str) -> Response:
        """Return the same as a table to keep."""
        came = await let_in(request, person_id, lambda *who: desk().receipts(*who))
        if isinstance(came, Response):
            return came
        file = receipts_view.file(door.words, came[1])
        named = f'attachment; filename="{file.name}"'
        kind = f"{file.media}; charset=utf-8"
        return Response(file.text, headers={"Content-Type": kind, "Content-Disposition": named})

    @routes.post("/instruction")
    async def ask(request: Request, person_id: str) -> Response:
        """Ask those to read it who have not, once."""
        came = await let_in(request, person_id, lambda *who: desk().receipts(*who))
        if isinstance(came, Response):
            return came
        asks = (await form(request)).get("do") == "ask"
        count = await said(desk().ask(came[0])) if asks else 0
        return RedirectResponse(f"/u/{came[0].id}/instruction?asked={count}", 303)

    return routes


def _unsafe(say: Say, key: str, seen: tuple[str, ...]) -> str:
    langs = ", ".join(say(f"language.name.{lang}") for lang in seen)
    return say(f"newsletter.{key}", langs=langs)
