"""The bounds of the search: when it answers, when it offers choices, when it says it doesn't know.

They stand in `knowledge_base/calibration.yaml`, found by `calibrate` on the base's own questions, each
left out in turn; never on the development questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# Highest value of each bound; the lowest is 0.
_HIGHEST: Mapping[str, float] = {
    "sharpness": 100.0,
    "answer": 1.0,
    "choice": 1.0,
    "aside": 1.0,
    "none_handicap": 0.5,
    "person_handicap": 0.5,
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds for one way of searching.

    `sharpness` turns scores into confidences (0 to 1). From `answer` on the best topic is shown at once;
    topics from `choice` on are offered; `aside` is the least confidence for small talk and own cases.
    The handicaps (in score) are taken off the classes "none of these" and "own case".
    """

    sharpness: float
    answer: float
    choice: float
    aside: float
    none_handicap: float = 0.0
    person_handicap: float = 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Bounds with the encoder (`dense`) and without it (`lexical`), and what was measured when.

    `figures` holds shares of the base's own questions, left out in turn: `dense.right`, `dense.wrong`,
    `dense.none_answered`, `dense.in_three`, `dense.person`, and the same with `lexical.`.
    """

    dense: Bounds
    lexical: Bounds
    measured: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)


def bounds_from(raw: Mapping[str, object]) -> Bounds:
    """Read bounds from a mapping. Raises ValueError naming a value that is absent or out of range."""
    values: dict[str, float] = {}
    for name, highest in _HIGHEST.items():
        value = raw.get(name, 0.0 if name.endswith("_handicap") else None)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValueError(f"calibration: {name} must be a number")
        if not 0.0 <= value <= highest or (value == 0.0 and not name.endswith("_handicap")):
            raise ValueError(f"calibration: {name} must lie between 0 and {highest:g}")
        values[name] = float(value)
    if values["choice"] > values["answer"]:
        raise ValueError("calibration: choice must not exceed answer")
    return Bounds(**values)


def from_mapping(raw: Mapping[str, object]) -> Calibration:
    """Read the whole file's mapping. Raises ValueError naming what is wrong."""
    parts: dict[str, Bounds] = {}
    for name in ("dense", "lexical"):
        part = raw.get(name)
        if not isinstance(part, Mapping):
            raise ValueError(f"calibration: {name} is missing")
        parts[name] = bounds_from(part)
    figures = raw.get("figures") or {}
    if not isinstance(figures, Mapping):
        raise ValueError("calibration: figures must be a mapping")
    numbers = {str(key): float(value) for key, value in figures.items()}
    return Calibration(parts["dense"], parts["lexical"], str(raw.get("measured", "")), numbers)


def to_mapping(calibration: Calibration) -> dict[str, object]:
    """Return the mapping that `from_mapping` reads, in the order of the file."""

    def part(bounds: Bounds) -> dict[str, float]:
        return {name: round(float(getattr(bounds, name)), 3) for name in _HIGHEST}

    return {
        "measured": calibration.measured,
        "dense": part(calibration.dense),
        "lexical": part(calibration.lexical),
        "figures": {name: round(value, 4) for name, value in calibration.figures.items()},
    }
