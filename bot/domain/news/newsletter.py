"""A newsletter: written in Markdown in each language, sent to those who subscribe, stopped and resumed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Phase(StrEnum):
    """Where a newsletter stands."""

    DRAFT = "draft"
    SENDING = "sending"
    STOPPED = "stopped"
    SENT = "sent"


class Move(StrEnum):
    """What may be done with one."""

    SEND = "send"
    STOP = "stop"
    RESUME = "resume"
    DROP = "drop"


LEGAL: Mapping[Move, tuple[Phase, Phase | None]] = {
    Move.SEND: (Phase.DRAFT, Phase.SENDING),
    Move.STOP: (Phase.SENDING, Phase.STOPPED),
    Move.RESUME: (Phase.STOPPED, Phase.SENDING),
    Move.DROP: (Phase.DRAFT, None),
}
"""From where each move leads to where; None: the draft is thrown away."""

NUMBER = "newsletter"
"""The place of a notice that names the newsletter which it brings."""


@dataclass(frozen=True, slots=True)
class Newsletter:
    """`texts` is Markdown by language. `told` of `readers` have it in their post."""

    number: int
    phase: Phase
    texts: Mapping[str, str] = field(default_factory=dict)
    told: int = 0
    readers: int = 0

    def is_ready(self, languages: Collection[str]) -> bool:
        """Tell whether it is a draft, written in every language."""
        return self.phase is Phase.DRAFT and set(self.texts) == set(languages)

    def stands_for(self, move: Move, number: int) -> bool:
        """Tell whether it is this one, and stands where a move begins."""
        return self.number == number and self.phase is LEGAL[move][0]


@dataclass(frozen=True, slots=True)
class Newsletters:
    """What a turn may know of newsletters: the one in hand, the last that was sent, and who subscribes.

    `current` and `subscribers` are for the coordinator; `subscribed` is about whoever asks.
    """

    current: Newsletter | None = None
    last: Newsletter | None = None
    subscribed: bool = False
    subscribers: int = 0
