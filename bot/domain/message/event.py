"""What a channel itself found out, told to the assistant as a value: nobody can write or press it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AccountEvent(StrEnum):
    """What became of who somebody is in a channel."""

    LINKED = "linked"
    NO_CODE = "no_code"
    UNLINKED = "unlinked"
    NOBODY = "nobody"
    STRANGER = "stranger"


class ConnectionState(StrEnum):
    """What became of a code for a team's channel, or of a group that is to be one no longer."""

    CONNECTED = "connected"
    NO_CODE = "no_code"
    WRONG_PLACE = "wrong_place"
    NOT_HERE = "not_here"
    NOT_ALLOWED = "not_allowed"
    DISCONNECTED = "disconnected"
    NO_CHANNEL = "no_channel"


@dataclass(frozen=True, slots=True)
class TeamChannelEvent:
    """What became of a group; `team` is the one whose channel it is now."""

    became: ConnectionState
    team: str = ""


Event = AccountEvent | TeamChannelEvent
