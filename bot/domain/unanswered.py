"""A question that the assistant could not answer, as curators see it: masked, and nobody's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The same question asked `count` times, last on a day. `number` names it until it is let go."""

    number: int
    text: str
    lang: str
    count: int
    last: dt.date
