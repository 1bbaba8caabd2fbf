"""The rules of "Can I share this?", proved over the whole cross product of inputs.

The product is laid out as one axis an input; each row of the table is a mask over it, so that every
one of the inputs is really looked at.
"""

from __future__ import annotations

import math
import random
from functools import cache
from typing import Any

import numpy as np
import pytest

from bot.domain.sharing.decision import Facts, decide, decide_known, next_input, possible, strictest
from bot.domain.sharing.facts import (
    ORDER,
    STRICTNESS,
    VALUES,
    ConsentStatus,
    Info,
    Needed,
    Ruling,
    Setting,
    To,
    Who,
)
from bot.domain.sharing.rules import ADDED, COUNTED_AS, TABLE, Row

SHAPE = tuple(len(VALUES[name]) for name in ORDER)
ALL = math.prod(SHAPE)
PERSONAL = tuple(
    info for info in Info if info not in (Info.GENERAL, Info.ANONYMISED, Info.DANGER, Info.CHILD)
)
OUTSIDE = (To.JOB_SPECIALIST, To.ZERO_POST, To.NAV_COUNSELLOR, To.EMPLOYER, To.RELATIVE)
WITHIN_NAV = {"22a", "23"}
"""What one Nav office itself knows, for its own work (Nav-loven §§ 7, 16): shared without consent."""


def axis(name: str, *values: str) -> np.ndarray:
    """Return the mask of these values on the axis of an input."""
    shape = [1] * len(ORDER)
    shape[ORDER.index(name)] = -1
    return np.array([value in values for value in VALUES[name]]).reshape(shape)


def mask(row: Row) -> np.ndarray:
    """Return where a row's cases match, alone; a 0 % post counts as a job specialist (rule 12)."""
    whole = np.zeros(SHAPE, dtype=bool)
    for case in row.when:
        hit: Any = np.ones((1,) * len(ORDER), dtype=bool)
        for name, allowed in case.items():
            zero = (To.ZERO_POST,) if name == "to" and To.JOB_SPECIALIST in allowed else ()
            left = allowed if name != "to" or zero else allowed - {To.ZERO_POST}
            hit = hit & axis(name, *left, *zero)
        whole |= hit
    return whole


@cache
def first() -> np.ndarray:
    """Return, for every input, which row of the table matches first."""
    found = np.full(SHAPE, -1, dtype=np.int8)
    for place, row in enumerate(TABLE):
        found[(found < 0) & mask(row)] = place
    return found


@cache
def outcomes() -> np.ndarray:
    """Return, for every input, the outcome with the added rules, as its place in STRICTNESS."""
    base = np.array([STRICTNESS.index(row.outcome) for row in TABLE], dtype=np.int8)[first()]
    result = base.copy()
    for row in ADDED:
        where = mask(row) & (base != STRICTNESS.index(Ruling.NO))
        result = np.where(where, np.maximum(result, STRICTNESS.index(row.outcome)), result)
    return result


def test_every_input_has_one_outcome(counted: list[str]) -> None:
    """Every input meets a row, and only the first one counts."""
    assert (first() >= 0).all()
    tally = {o: int((outcomes() == STRICTNESS.index(o)).sum()) for o in Ruling}
    assert sum(tally.values()) == ALL
    assert all(tally.values())
    shown = ", ".join(f"{outcome.value} {count:,}" for outcome, count in tally.items())
    counted.append(f"sharing: {ALL:,} inputs, one outcome each: {shown}")


def test_every_rule_is_reached_and_none_shadowed(counted: list[str]) -> None:
    """Every row, and every case of every row, is the first match somewhere."""
    reached = np.bincount(first().ravel(), minlength=len(TABLE))
    assert reached.all(), [row.id for row, count in zip(TABLE, reached, strict=True) if not count]
    assert all((mask(row) & (outcomes() != STRICTNESS.index(Ruling.NO))).any() for row in ADDED)
    for place, row in enumerate(TABLE):
        for case in row.when:
            alone = mask(Row(row.id, (case,), row.outcome, row.document, row.do))
            assert (alone & (first() == place)).any(), f"a case of {row.id} is never used: {case}"
    counted.append(f"sharing: {len(TABLE)} rows reached, {len(ADDED)} added on top, 0 shadowed")


def test_every_rule_of_the_source_is_there() -> None:
    """The numbers are those of sharing.md, 0 to 30, in its order."""
    numbers = list(dict.fromkeys(row.number for row in TABLE))
    assert numbers == [str(n) for n in range(31) if n not in (12, 19, 28)]
    assert {COUNTED_AS.number, *(row.number for row in ADDED)} == {"12", "19", "28"}


def test_no_yes_without_consent(counted: list[str]) -> None:
    """Personal information goes to nobody outside without a given consent that covers it.

    The one exception is what a Nav office itself knows, within that office; it is counted on its own.
    """
    asked = axis("info", *PERSONAL) & axis("to", *OUTSIDE) & np.ones(SHAPE, dtype=bool)
    yes = (outcomes() == STRICTNESS.index(Ruling.YES)) & asked
    not_given = axis("consent", *(c for c in ConsentStatus if c is not ConsentStatus.GIVEN))
    bare = yes & not_given
    assert {TABLE[place].id for place in np.unique(first()[bare])} == WITHIN_NAV
    nav_to = axis("to", To.JOB_SPECIALIST, To.ZERO_POST, To.NAV_COUNSELLOR)
    own = axis("who", Who.JOB_SPECIALIST, Who.NAV_COUNSELLOR) & axis("origin", "own") & nav_to
    assert not (bare & ~own).any()
    assert not (yes & axis("info", Info.UNKNOWN)).any()
    counted.append(
        f"sharing: {int(asked.sum()):,} inputs with personal information to job specialist, Nav counsellor, "
        f"employer or relatives: yes without given consent {int((bare & ~own).sum())}, "
        f"yes within one Nav office {int(bare.sum()):,}, yes with given consent {int((yes & ~bare).sum()):,}"
    )


def test_refused_or_withdrawn_is_never_yes() -> None:
    """A no, or a consent taken back, never ends in yes or anonymous towards those outside."""
    against = (
        axis("consent", ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN)
        & axis("to", *OUTSIDE)
        & axis("info", *PERSONAL)
    )
    assert (outcomes()[against & np.ones(SHAPE, dtype=bool)] == STRICTNESS.index(Ruling.NO)).all()


def test_not_knowing_is_never_milder() -> None:
    """Where consent, age or need is not known, the outcome is never milder than for every known value."""
    for name in ("consent", "age", "needed", "origin", "recognisable"):
        place = ORDER.index(name)
        values = np.moveaxis(outcomes(), place, 0)
        unknown = VALUES[name].index("unknown")
        known = np.delete(values, unknown, axis=0)
        assert (values[unknown] >= known.min(axis=0)).all(), name


@pytest.mark.parametrize("seed", range(4))
def test_decide_agrees_with_the_whole_product(seed: int) -> None:
    """What the program decides is what the masks say, on 5,000 inputs drawn at random."""
    draw = random.Random(seed)
    for _ in range(5_000):
        place = tuple(draw.randrange(size) for size in SHAPE)
        known = {name: VALUES[name][n] for name, n in zip(ORDER, place, strict=True)}
        decision = decide_known(known)
        assert decision.row is TABLE[first()[place]], known
        assert decision.outcome is STRICTNESS[outcomes()[place]], known
        assert possible(known) == {decision.outcome}


def test_strictest_is_the_order_of_the_source() -> None:
    """NEI > SPØR > ANONYMT > JA."""
    assert strictest(Ruling.YES, Ruling.ASK, Ruling.NO, Ruling.ANONYMOUS) is Ruling.NO
    assert strictest(Ruling.YES, Ruling.ASK, Ruling.ANONYMOUS) is Ruling.ASK
    assert strictest(Ruling.YES, Ruling.ANONYMOUS) is Ruling.ANONYMOUS


CASES: tuple[tuple[dict[str, str], Ruling, str], ...] = (
    # as a clinician would tell them; what is left out is not known
    ({"info": "danger", "setting": "message"}, Ruling.EMERGENCY, "0"),
    ({"info": "child"}, Ruling.REPORT, "1"),
    ({"info": "general", "setting": "message"}, Ruling.YES, "3"),
    ({"info": "diagnosis", "who": "clinician", "to": "person", "setting": "bot"}, Ruling.NO, "2"),
    (
        {"info": "is_patient", "who": "clinician", "to": "job_specialist", "consent": "none"},
        Ruling.NO,
        "15a",
    ),
    ({"info": "is_patient", "who": "clinician", "to": "zero_post", "consent": "none"}, Ruling.NO, "15a"),
    (
        {"info": "diagnosis", "who": "clinician", "to": "nav_counsellor", "consent": "narrower"},
        Ruling.NO,
        "17",
    ),
    (
        {"info": "diagnosis", "who": "clinician", "to": "nav_counsellor", "consent": "unsure"},
        Ruling.NO,
        "16",
    ),
    ({"info": "function", "who": "clinician", "to": "employer", "consent": "none"}, Ruling.NO, "15a"),
    ({"info": "function", "who": "job_specialist", "to": "employer", "consent": "none"}, Ruling.NO, "26"),
    ({"info": "diagnosis", "who": "clinician", "to": "nav_order"}, Ruling.ASK, "9"),
)


@pytest.mark.parametrize(("given", "outcome", "row"), CASES)
def test_as_told(given: dict[str, str], outcome: Ruling, row: str) -> None:
    """The cases that people tell end as sharing.md says."""
    decision = decide_known({name: type(VALUES[name][0])(value) for name, value in given.items()})
    assert (decision.outcome, decision.row.id) == (outcome, row)


FUNCTION_GIVEN = Facts(
    info=Info.FUNCTION,
    who=Who.CLINICIAN,
    to=To.JOB_SPECIALIST,
    consent=ConsentStatus.GIVEN,
    age=VALUES["age"][0],  # type: ignore[arg-type]
    needed=Needed.YES,
    setting=Setting.TALK,
)


@pytest.mark.parametrize(
    ("setting", "outcome", "added"),
    [
        (Setting.TALK, Ruling.YES, ()),
        (Setting.MEETING_CONSENTED, Ruling.YES, ("19a",)),
        (Setting.MEETING_MIXED, Ruling.ANONYMOUS, ("19b",)),
        (Setting.MESSAGE, Ruling.ASK, ("28",)),
        (Setting.UNKNOWN, Ruling.ASK, ("28",)),
        (Setting.RECORD, Ruling.NO, ()),
    ],
)
def test_meeting_and_channel_are_added(setting: Setting, outcome: Ruling, added: tuple[str, ...]) -> None:
    """Meeting and channel make a yes stricter, and are named."""
    facts = Facts(**{**FUNCTION_GIVEN.as_known(), "setting": setting})  # type: ignore[arg-type]
    decision = decide(facts)
    assert decision.outcome is outcome
    assert tuple(row.id for row in decision.added) == added


def test_what_is_decided_is_not_asked() -> None:
    """A refused consent ends it; what could not change the outcome is never asked."""
    known = {"info": Info.FUNCTION, "who": Who.CLINICIAN, "to": To.JOB_SPECIALIST}
    assert next_input(known) == "consent"
    assert next_input({**known, "consent": ConsentStatus.REFUSED}) is None
    assert next_input({"info": Info.GENERAL}) is None
