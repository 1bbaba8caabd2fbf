"""The bounds of the search: when it answers, when it offers choices, when it says it doesn't know.

They stand in `knowledge_base/calibration.yaml`, found by `calibrate` on the questions of other authors, each
author left out in turn: left out line by line, their other lines would make the search too sure of itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# Highest value of each bound; the lowest is 0.
_HIGHEST: Mapping[str, float] = {
    "sharpness": 100.0,
    "head": 10.0,
    "temper": 10.0,
    "sure": 1.0,
    "likely": 1.0,
    "choice": 1.0,
    "none": 1.0,
    "aside": 1.0,
    "none_handicap": 5.0,
    "person_handicap": 5.0,
}
_MAY_BE_ZERO = frozenset({"head", "none_handicap", "person_handicap"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds for one way of searching.

    A confidence is softmax(temper * (log softmax(sharpness * score) + head * log share of the adapted
    encoder)). From `sure` on the best topic is the answer, from `likely` on it is shown as a guess; topics
    from `choice` on are offered, unless `none` or more says "none of these"; `aside` is the least
    confidence for small talk and own cases. The handicaps are taken off the logarithm of the classes "none
    of these" and "own case".
    """

    sharpness: float
    head: float
    temper: float
    sure: float
    likely: float
    choice: float
    none: float
    aside: float
    none_handicap: float = 0.0
    person_handicap: float = 0.0


WAYS = ("adapted", "dense", "lexical")
"""The ways of searching, the best one first: both encoders, the bundled one alone, letters alone."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Bounds for every way of searching, and what was measured when.

    `figures` holds shares of the questions of authors who were left out in turn: `adapted.right`,
    `adapted.surely_wrong`, …, and the same for the other ways.
    """

    adapted: Bounds
    dense: Bounds
    lexical: Bounds
    measured: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)


def bounds_from(raw: Mapping[str, object]) -> Bounds:
    """Read bounds from a mapping. Raises ValueError naming a value that is absent or out of range."""
    values: dict[str, float] = {}
    for name, highest in _HIGHEST.items():
        value = raw.get(name, 0.0 if name in _MAY_BE_ZERO else None)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValueError(f"calibration: {name} must be a number")
        if not 0.0 <= value <= highest or (value == 0.0 and name not in _MAY_BE_ZERO):
            raise ValueError(f"calibration: {name} must lie between 0 and {highest:g}")
        values[name] = float(value)
    if not values["choice"] <= values["likely"] <= values["sure"]:
        raise ValueError("calibration: choice must not exceed likely, nor likely sure")
    return Bounds(**values)


def from_mapping(raw: Mapping[str, object]) -> Calibration:
    """Read the whole file's mapping. Raises ValueError naming what is wrong."""
    parts: dict[str, Bounds] = {}
    for name in WAYS:
        part = raw.get(name)
        if not isinstance(part, Mapping):
            raise ValueError(f"calibration: {name} is missing")
        parts[name] = bounds_from(part)
    figures = raw.get("figures") or {}
    if not isinstance(figures, Mapping):
        raise ValueError("calibration: figures must be a mapping")
    numbers = {str(key): float(value) for key, value in figures.items()}
    return Calibration(**parts, measured=str(raw.get("measured", "")), figures=numbers)


def to_mapping(calibration: Calibration) -> dict[str, object]:
    """Return the mapping that `from_mapping` reads, in the order of the file."""

    def part(bounds: Bounds) -> dict[str, float]:
        return {name: round(float(getattr(bounds, name)), 3) for name in _HIGHEST}

    return {
        "measured": calibration.measured,
        **{name: part(getattr(calibration, name)) for name in WAYS},
        "figures": {name: round(value, 4) for name, value in calibration.figures.items()},
    }
