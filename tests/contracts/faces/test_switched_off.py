"""Switched off: in every channel people read why and where to turn; danger is answered, nothing is lost."""

from __future__ import annotations

from bot.domain.turn.off import LONGEST_REASON
from bot.domain.turn.outcome import SwitchOff, SwitchOn
from bot.storage.store import Store
from tests.contracts.faces.faces import Face, Seen
from tests.domain.making import NOW
from tests.handlers.talk import say

REASON = "Vi retter en feil i svarene."
DANGER = "Pasienten min sier at han vil ta livet sitt nå"


def switch(face: Face, effect: SwitchOff | SwitchOn) -> Store:
    """Throw the switch as the command does."""
    house = face.house
    store: Store = house._store if hasattr(house, "_store") else house.app.store
    house._run(store.apply([effect], NOW))
    return store


def text(seen: list[Seen]) -> str:
    """Return all that was seen as one text."""
    return "\n".join(one.text for one in seen)


def test_told_why_and_where_and_then_it_goes_on(face: Face) -> None:
    """Questions, steps and buttons get the same word; afterwards the talk goes on where it was."""
    began = face.says("anna", "jeg vil henvise")
    store = switch(face, SwitchOff(REASON))
    assert face.house._run(store.rows("audit"))[-1]["action"] == "service.switched_off"
    for seen in (face.says("anna", "hva er ips?"), face.says("anna", "ja")):
        assert REASON in text(seen)
        assert say("nb", "switched_off.kept") in text(seen)
        assert "metodeveilederen" in text(seen)
        assert "113" in text(seen)
        assert "116 117" in text(seen)
    assert say("nb", "danger.text") in text(face.says("anna", DANGER))
    assert say("nb", "guard.identifying").partition("(")[0] in text(
        face.says("anna", "Ola Nordmann 01019012345")
    )
    switch(face, SwitchOn())
    went_on = face.says("anna", "ja")
    assert REASON not in text(went_on)
    assert went_on != began
    assert went_on[-1].text.partition("\n")[0] == began[-1].text.partition("\n")[0]  # the same question card


def test_a_reason_has_an_end() -> None:
    """The bound that the command keeps is one that each channel shows in one message."""
    assert LONGEST_REASON <= 200
