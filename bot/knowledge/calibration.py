"""The bounds of the search: when it answers, when it offers choices, when it says it doesn't know.

The figures stand in `knowledge_base/calibration.yaml`, measured by leaving each of the base's own
questions out in turn (never on the development questions).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds for one way of searching; all but `sharpness` are confidences between 0 and 1.

    `sharpness` turns scores into confidences; from `answer` on the best topic is shown at once; topics
    from `choice` on are offered; `aside` is the least confidence for small talk and for own cases.
    """

    sharpness: float
    answer: float
    choice: float
    aside: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Bounds with the encoder (`dense`) and without it (`lexical`), and what was measured when."""

    dense: Bounds
    lexical: Bounds
    measured: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)


def bounds_from(raw: Mapping[str, object]) -> Bounds:
    """Read bounds from a mapping. Raises ValueError naming a value that is absent or out of range."""
    values: dict[str, float] = {}
    for name in ("sharpness", "answer", "choice", "aside"):
        value = raw.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValueError(f"calibration: {name} must be a number")
        highest = 100.0 if name == "sharpness" else 1.0
        if not 0.0 < value <= highest:
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
    return Calibration(**parts, measured=str(raw.get("measured", "")), figures=numbers)
