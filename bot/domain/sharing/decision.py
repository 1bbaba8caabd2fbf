"""The guide "Can I share this?": what is known of a sharing, and what the rules decide.

The rules themselves are the table in `sharing_rules`; this file reads it. A value that is not known counts
as unsure, never as given. Decision support for staff: the person who shares decides, with leader and data
protection officer where the rules say ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from types import MappingProxyType

from bot.domain.sharing.facts import (
    ORDER,
    STRICTNESS,
    VALUES,
    Age,
    Box,
    ConsentStatus,
    Fact,
    Info,
    Needed,
    Origin,
    Recognisable,
    Ruling,
    Setting,
    To,
    Who,
)
from bot.domain.sharing.rules import ADDED, COUNTED_AS, TABLE, Row

Known = Mapping[str, Fact]
"""What has been answered so far, by the name of the input."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules look at. What is left out is not known."""

    info: Info = Info.UNKNOWN
    who: Who = Who.UNKNOWN
    to: To = To.UNKNOWN
    consent: ConsentStatus = ConsentStatus.UNKNOWN
    origin: Origin = Origin.UNKNOWN
    age: Age = Age.UNKNOWN
    needed: Needed = Needed.UNKNOWN
    recognisable: Recognisable = Recognisable.UNKNOWN
    setting: Setting = Setting.UNKNOWN

    def as_known(self) -> Known:
        """Return the values by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say: the row that matched first, the rows added on top, and the outcome of them all.

    `counted_as` names rule 12 when the receiver was taken for a job specialist because of it.
    """

    row: Row
    added: tuple[Row, ...]
    outcome: Ruling
    counted_as: str = ""

    @property
    def rules(self) -> tuple[str, ...]:
        """The numbers of every rule that took part, as in sharing.md."""
        own = (self.counted_as,) if self.counted_as else ()
        return (self.row.number, *own, *(row.number for row in self.added))


def decide(facts: Facts) -> Decision:
    """Return what the rules say of these facts. Every input has exactly one decision."""
    specialist = facts.to is To.ZERO_POST
    values = {**facts.as_known(), **({"to": To.JOB_SPECIALIST} if specialist else {})}
    row = next(row for row in TABLE if _hits(row, values))
    # a no needs nothing on top: nothing is shared, so neither meeting nor channel matters
    added = tuple(r for r in ADDED if row.outcome is not Ruling.NO and _hits(r, values))
    return Decision(
        row,
        added,
        strictest(row.outcome, *(r.outcome for r in added)),
        COUNTED_AS.number if specialist else "",
    )


def strictest(*outcomes: Ruling) -> Ruling:
    """Return the outcome that wins where several apply: no > ask > only anonymous > yes."""
    return max(outcomes, key=STRICTNESS.index)


def decide_known(known: Known) -> Decision:
    """Return the decision where what is missing is not known."""
    return decide(Facts(**known))  # type: ignore[arg-type] # each name has its own enum, see VALUES


def next_input(known: Known) -> str | None:
    """Return the first input, in asking order, that can still change the outcome; None when decided."""
    return _next_input(frozenset(known.items()))


def possible(known: Known) -> frozenset[Ruling]:
    """Return the outcomes that the inputs not yet known can still lead to."""
    return _possible(frozenset(known.items()))


@lru_cache(maxsize=20_000)
def _next_input(items: frozenset[tuple[str, Fact]]) -> str | None:
    known = dict(items)
    missing = [name for name in ORDER if name not in known]
    for name in missing:
        ways = (_possible(items | {(name, value)}) for value in VALUES[name])
        first = next(ways)
        if any(way != first for way in ways):
            return name
    # inputs that matter only together with another one: ask the first
    return missing[0] if missing and len(_possible(items)) > 1 else None


@lru_cache(maxsize=100_000)
def _possible(items: frozenset[tuple[str, Fact]]) -> frozenset[Ruling]:
    known = dict(items)
    if known.get("to") is To.ZERO_POST:
        known["to"] = To.JOB_SPECIALIST
    box = {name: frozenset({known[name]}) if name in known else VALUES_SET[name] for name in ORDER}
    return frozenset(
        strictest(row.outcome, *added) for row, part in _parts(box) for added in _added_outcomes(row, part)
    )


VALUES_SET: Box = MappingProxyType({name: frozenset(values) for name, values in VALUES.items()})


def _hits(row: Row, values: Known) -> bool:
    return any(all(values[name] in allowed for name, allowed in case.items()) for case in row.when)


def _added_outcomes(row: Row, box: Box) -> frozenset[tuple[Ruling, ...]]:
    """Return which outcomes are added on top somewhere in the box; each addition asks two inputs at most."""
    if row.outcome is Ruling.NO:
        return frozenset({()})
    return frozenset(
        tuple(r.outcome for r in ADDED if _hits(r, {"info": info, "setting": setting}))
        for info in box["info"]
        for setting in box["setting"]
    )


def _parts(box: Box) -> Iterator[tuple[Row, Box]]:
    """Cut a set of inputs into parts that each match one row first."""
    rest: list[Box] = [box]
    for row in TABLE:
        for case in row.when:
            uncut: list[Box] = []
            for piece in rest:
                inside, outside = _cut(piece, case)
                uncut.extend(outside)
                if inside is not None:
                    yield row, inside
            rest = uncut
        if not rest:
            return


def _cut(box: Box, case: Box) -> tuple[Box | None, list[Box]]:
    """Return the part of the box that the case takes, and the parts that it leaves."""
    if any(not (box[name] & allowed) for name, allowed in case.items()):
        return None, [box]
    inside: dict[str, frozenset[Fact]] = dict(box)
    outside: list[Box] = []
    for name, allowed in case.items():
        if left := inside[name] - allowed:
            outside.append({**inside, name: left})
        inside[name] = inside[name] & allowed
    return inside, outside
