"""A code for one use is for one use: by one update, and not after it has run out."""

from __future__ import annotations

import datetime as dt

from bot.storage.store import Store
from tests.contracts.house import ANNA
from tests.contracts.test_chat import Place
from tests.handlers.talk import say as words

LINKED = words("nb", "account.linked", name="Anna")
NO_CODE = words("nb", "account.no_code")


async def test_a_used_code_links_nobody_again(store: Store) -> None:
    """Who leaves and writes the same code again is a guest, though it stands readable in that chat."""
    place = Place(store)
    code = await place.invited(ANNA)
    assert await place.says(f"koble til {code}") == [LINKED]
    await place.says("koble fra")
    assert await place.says(f"koble til {code}") == [NO_CODE]


async def test_a_used_code_that_ran_out(store: Store) -> None:
    """Nor does it link anew days later, from the same account, without having left."""
    place = Place(store)
    code = await place.invited(ANNA)
    assert await place.says(f"koble til {code}") == [LINKED]
    place.clock.at += dt.timedelta(days=5)
    assert await place.says(f"koble til {code}") == [NO_CODE]


async def test_the_same_update_is_the_same_use(store: Store) -> None:
    """A channel that sends the update again gets the same answer: the person stays linked."""
    place = Place(store)
    code = await place.invited(ANNA)
    assert await place.arrives(f"koble til {code}", update="1")
    assert await place.arrives(f"koble til {code}", update="1")
    await place.outbox_worker.empty()
    assert place.sender.texts("chat-7") == [LINKED]
