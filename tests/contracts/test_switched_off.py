"""The off-switch over both databases: it holds in every replica, over a restart, and closes the pages."""

from __future__ import annotations

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.domain.ports.store import StoreFault
from bot.domain.turn.off import Off
from bot.domain.turn.outcome import SwitchOff, SwitchOn
from bot.services.exports import Exports
from bot.services.inbox import StoredInbox
from bot.services.off_switch import OffSwitch
from bot.shell.turns import Turns
from bot.storage.store import Store
from tests.contracts.house import JONAS, StandingClock, desk, say
from tests.domain.making import NOW, directory
from tests.handlers.talk import knowledge

REASON = "Vi retter en feil."


async def test_it_holds_elsewhere_and_after_a_restart(store: Store, address: str) -> None:
    """Another process sees it, a new one starts off, and switched on twice is on once."""
    await store.apply([SwitchOff("Først dette.")], NOW)
    await store.apply([SwitchOff(REASON)], NOW)
    other = Store(address, directory())
    assert await other.off() == Off(NOW, REASON)
    await other.apply([SwitchOn()], NOW)
    await other.apply([SwitchOn()], NOW)
    assert await store.off() is None
    actions = [row["action"] for row in await store.rows("audit")]
    assert actions == ["service.switched_off", "service.switched_off", "service.switched_on"]
    await other.close()


async def test_it_is_read_once_a_second_and_stands_while_nothing_can_be_read() -> None:
    """A thousand turns read it once; a store that fails does not switch the service on."""
    now, asked = 0.0, 0
    found: list[Off | StoreFault | None] = [Off(NOW, REASON), StoreFault("gone"), None]

    async def read() -> Off | None:
        nonlocal asked
        asked += 1
        one = found[min(asked, len(found)) - 1]
        if isinstance(one, StoreFault):
            raise one
        return one

    switch = OffSwitch(read, lambda: now)
    assert [await switch.now() for _ in range(1000)] == [Off(NOW, REASON)] * 1000
    assert asked == 1
    now = 1.5
    assert await switch.now() == Off(NOW, REASON)
    now = 3.0
    assert await switch.now() is None
    assert asked == 3


def off_desk(store: Store) -> Turns:
    """Return the desk with the switch read anew at each turn."""
    turns = desk(store)
    turns._off = store.off
    return turns


@pytest.mark.parametrize("path", ["inbox", "api/referrals.csv", "api/my-data.json", "statistics"])
async def test_pages_and_files_are_closed(store: Store, path: str) -> None:
    """Nothing is shown or handed out meanwhile; the chat itself tells why."""
    turns = off_desk(store)
    await say(turns, JONAS, "hei")
    know = knowledge()
    app = create(
        turns,
        know.base.words,
        (JONAS,),
        WebSettings("secret"),
        directory(),
        exports=Exports(store, directory(), StandingClock()),
        inbox=StoredInbox(store, know, StandingClock()),
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as browser:
        await browser.post("/login", data={"person": "jonas"})
        await store.apply([SwitchOff(REASON)], NOW)
        closed = await browser.get(f"/u/jonas/{path}")
        assert closed.status_code == 503
        assert know.base.words.say("nb", "switched_off.page") in closed.text
        opening = await turns.opening(JONAS)
        assert REASON in opening.replies[0].text
        await store.apply([SwitchOn()], NOW)
        assert (await browser.get(f"/u/jonas/{path}")).status_code != 503
