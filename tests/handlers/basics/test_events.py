"""What the gateway found out is told by a value that nobody can write or press."""

from __future__ import annotations

import pytest

from bot.domain.message.event import AccountEvent, ConnectionState, Event, TeamChannelEvent
from bot.domain.message.message import Inbound
from bot.domain.turn.outcome import OutcomeKind
from bot.domain.turn.session import Session
from tests.handlers.talk import ANNA, decide, say

EVENTS: tuple[tuple[str, Event], ...] = (
    *((f"account.{event}", event) for event in AccountEvent),
    *((f"team_channel.{state}", TeamChannelEvent(state, "ips-askoy")) for state in ConnectionState),
)


@pytest.mark.parametrize(("key", "event"), EVENTS)
def test_an_event_has_words(key: str, event: Event) -> None:
    """Each is answered in its own words."""
    (reply,) = decide(Inbound("1", event=event), Session()).replies
    assert reply.text == say("nb", key, name=ANNA.shown_name, team="IPS Askøy")


@pytest.mark.parametrize(("key", "event"), EVENTS)
def test_nobody_can_press_an_event(key: str, event: Event) -> None:
    """A press that looks like one is a button that does not exist, and so is one with a team's name."""
    handler, _, name = key.partition(".")
    for press in (f"{handler}:{name}", f"{handler}:{name}:ips-askoy"):
        outcome = decide(Inbound("1", press=press), Session())
        assert outcome.kind is OutcomeKind.UNKNOWN
        assert outcome.replies[0].text == say("nb", "flow.no_such_button")
