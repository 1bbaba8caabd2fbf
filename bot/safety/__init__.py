"""The guard: danger that cannot wait for an answer, and what must not be stored, logged or searched.

Pure functions; word lists, phrases and learned weights are files in `data/`, made by scripts in `tools/`.
"""

from bot.safety.danger.kinds import Danger
from bot.safety.inspection import Inspection, Seen, about_the_young, acute, identifying, inspect, stops
from bot.safety.mask import mask, spaced

__all__ = [
    "Danger",
    "Inspection",
    "Seen",
    "about_the_young",
    "acute",
    "identifying",
    "inspect",
    "mask",
    "spaced",
    "stops",
]
