"""What is asked, and what may be read in an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that is open.

    `key` is where its words stand ("dialog.refer.nav"), `step` its name: what people say to a step
    stands with it for all dialogs. `labels` are the buttons' texts by option, `about` the
    question's own texts: their words say nothing against a plain answer. `consent` marks a question whose yes
    must be plain. With `dated` a day is an answer. `ages` gives the years of an option, both ends included.
    With `widening` each option holds those before it, so that the widest one named is meant. `ahead` are
    steps about which something may be said in the same breath.
    """

    key: str
    step: str
    options: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    consent: bool = False
    dated: bool = False
    ages: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    widening: bool = False
    ahead: tuple[str, ...] = ()


class Why(StrEnum):
    """Why a day cannot be taken."""

    NONE_SUCH = "none_such"
    AHEAD = "ahead"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Said:
    """A plain answer: an option, or a day as an ISO date."""

    value: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may be one of these, the likeliest first: to be asked back, never taken."""

    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoDay:
    """A day is meant, and cannot be taken. `days` are those that may be meant, for buttons."""

    why: Why
    days: tuple[dt.date, ...] = ()
    long_ago: bool = False


Reading = Said | Unclear | NoDay
