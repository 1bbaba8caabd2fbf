"""People who refer again and again on a channel, whatever falls over meanwhile."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from bench.kills.counts import Counts
from bot.domain.person.invitation import digest, fresh
from bot.domain.person.person import Person, Role
from bot.services import demo
from bot.storage.store import Store
from tests.channels.teams.reading import read
from tests.fakes.bot_api import BotApi, User
from tests.fakes.teams import FakeTeams, TeamsUser
from tests.process.people import TYPED

PATIENCE_S = 600.0
"""How long somebody sends the same again, or waits for an answer, until it counts as lost."""

SERVICES = ("oyane-dps-allmenn", "askoy-fact")
CODE = re.compile(r"IPS-[0-9A-Z]{4}")


@dataclass
class Around:
    """What is there besides the program. `pages` and `hooks` are where the balancers are reached."""

    settings: Mapping[str, str]
    api: BotApi | None
    teams: FakeTeams | None
    pages: str = ""
    hooks: str = ""


Talks = list[Coroutine[Any, Any, None]]


async def on_the_web(world: Around, store: Store, over: asyncio.Event, counts: Counts) -> Talks:
    """Return the talks of those who use the page."""
    people = [person.id for person in demo.PEOPLE if person.service in SERVICES]
    return [_page(world.pages, person, over, counts) for person in people]


async def _page(base: str, person: str, over: asyncio.Event, counts: Counts) -> None:
    numbers = itertools.count()
    while not over.is_set():
        for say in TYPED:
            answer = await _taken(base, person, say, f"{person}-kill-{next(numbers):06}", counts)
        codes = [reply["record"] for reply in answer["replies"] if reply.get("record")]
        if len(codes) != 1:
            said = " / ".join(str(reply["text"])[:200] for reply in answer["replies"])
            counts.faults.append(f"{person}: the talk did not go on to its end: {answer['kind']}: {said}")
            return
        counts.told["web"] += CODE.findall(codes[0])[:1]


async def _taken(base: str, person: str, say: str, update: str, counts: Counts) -> dict[str, Any]:
    """Send a turn until it is answered, each time over a new connection."""

    async def send() -> dict[str, Any] | None:
        async with httpx.AsyncClient(base_url=base, timeout=30, headers={"origin": base}) as browser:
            await browser.post("/login", data={"person": person})
            answer = await browser.post(f"/u/{person}/api/turn", json={"update": update, "say": say})
        found: dict[str, Any] = answer.json() if answer.status_code == 200 else {"kind": "fault"}
        return None if found["kind"] == "fault" else found

    taken: dict[str, Any] = await _insisted("web", f"{person}: no answer to {say!r}", send, counts)
    return taken


async def in_teams(world: Around, store: Store, over: asyncio.Event, counts: Counts) -> Talks:
    """Return the talks of those who use Teams."""
    assert world.teams is not None
    talks: Talks = []
    for number, service in enumerate(SERVICES):
        user = TeamsUser(world.teams, f"killed-{number}")
        code = await _invited(store, f"teams-{number}", service)
        talks.append(_teams(world, user, code, over, counts))
    return talks


async def _teams(world: Around, user: TeamsUser, code: str, over: asyncio.Event, counts: Counts) -> None:
    teams = user.teams

    async def handed_in(text: str) -> None:
        activity = user.says(text)
        headers = {"authorization": f"Bearer {teams.token()}"}

        async def send() -> bool | None:
            async with httpx.AsyncClient(timeout=30, headers=headers) as web:
                answer = await web.post(f"{world.hooks}/teams/messages", json=activity)
            return answer.status_code == 200 or None

        await _insisted("teams", f"{user.name}: {text!r} was not taken", send, counts)

    def shown() -> list[str]:
        cards = [read(one.activity) for one in list(teams.in_chat(user.chat))]
        return ["\n".join([card.text, *card.fields]) for card in cards]

    await handed_in(f"koble til {code}")
    await _chat("teams", user.name, handed_in, shown, over, counts)


async def in_telegram(world: Around, store: Store, over: asyncio.Event, counts: Counts) -> Talks:
    """Return the talks of those who use Telegram; it hands out anew by itself what nobody confirmed."""
    assert world.api is not None
    talks: Talks = []
    for number, service in enumerate(SERVICES):
        user = world.api.user(f"Killed {number}")
        code = await _invited(store, f"telegram-{number}", service)
        talks.append(_telegram(user, code, over, counts))
    return talks


async def _telegram(user: User, code: str, over: asyncio.Event, counts: Counts) -> None:
    async def handed_in(text: str) -> None:
        user.says(text)
        counts.turns["telegram"] += 1

    def shown() -> list[str]:
        return [one.text for one in user.screen if one.by_bot]

    await handed_in(f"koble til {code}")
    await _chat("telegram", user.name, handed_in, shown, over, counts)


async def _chat(
    channel: str,
    name: str,
    handed_in: Callable[[str], Awaitable[None]],
    shown: Callable[[], list[str]],
    over: asyncio.Event,
    counts: Counts,
) -> None:
    """Refer again and again in a chat; a referral that was begun is sent, and its code is read."""
    known: list[str] = []
    while not over.is_set():
        for say in TYPED:
            await handed_in(say)
        began = time.monotonic()
        while not (new := [code for code in _codes(shown()) if code not in known]):
            if time.monotonic() - began > PATIENCE_S:
                counts.faults.append(f"{channel}, {name}: no referral was told; last: {shown()[-1:]}")
                return
            await asyncio.sleep(0.1)
        known += new
        counts.told[channel] += new
    counts.twice[channel] += len([one for one in shown() if CODE.search(one)]) - len(known)


def _codes(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(code for text in texts for code in CODE.findall(text)))


async def _invited(store: Store, person: str, service: str) -> str:
    """Return a code by which a clinician is known in a chat."""
    await store.add_people([Person(person, Role.CLINICIAN, service=service, name=person)])
    code = fresh(secrets.choice)
    assert await store.accounts.invite(person, digest(code), dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
    return code


async def _insisted(
    channel: str, fault: str, send: Callable[[], Awaitable[Any | None]], counts: Counts
) -> Any:
    """Do it again until it is taken, however often a replica is killed in the middle. Raises TimeoutError."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_S:
        try:
            if (found := await send()) is not None:
                counts.turns[channel] += 1
                return found
        except (httpx.HTTPError, OSError):
            pass
        counts.again[channel] += 1
        await asyncio.sleep(0.3)
    raise TimeoutError(fault)


CHANNELS: Mapping[str, Callable[[Around, Store, asyncio.Event, Counts], Awaitable[Talks]]] = {
    "web": on_the_web,
    "telegram": in_telegram,
    "teams": in_teams,
}
