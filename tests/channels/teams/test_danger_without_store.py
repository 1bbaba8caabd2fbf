"""Danger in Teams is answered while the database fails, over the wire, past the post."""

from __future__ import annotations

import pytest

from bot.shell import turns as turns_module
from tests.channels.teams.house import TeamsHouse
from tests.contracts import ruin
from tests.handlers.talk import say as words

DANGER = "Pasienten min sier at han vil ta livet sitt nå"


@pytest.mark.parametrize("way", [*ruin.SQLITE], ids=lambda way: way.__name__)
def test_the_numbers_come_whatever_the_file_does(
    house: TeamsHouse, way: ruin.Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Teams is told to send it again (503), and the numbers stand in the chat once, all the same."""
    monkeypatch.setattr(turns_module, "URGENT_S", 0.3)
    gus = house.user("gus", locale="nb-NO")
    house.send(gus.says("hei"))
    house.new(gus)

    async def ruined() -> ruin.Undo:
        return await way(house.app.store)

    undo = house._run(ruined())
    urgent = gus.says(DANGER)
    statuses = [house._run(house.post(urgent)).status_code for _ in range(2)]
    undo()
    shown = house.texts(gus)
    assert len([text for text in shown if "113" in text]) == 1, statuses
    assert words("nb", "danger.text") in shown[0]
