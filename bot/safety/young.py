"""Whether a text speaks of a child or of somebody under 18, whose helpline is another."""

from __future__ import annotations

import re
from typing import Final

_YOUNG: Final = re.compile(
    r"\b(?:barn(?:et|a|e\w*)?|jente[an]?|jenta|gutt(?:en)?|gut(?:en)?|tenåring(?:en)?|ungdom(?:men)?|"
    r"elev(?:en)?|child(?:ren)?|kid|teen(?:ager)?|toddler|baby(?:en)?|"
    r"(?:datter|dotter|sønn|son|daughter)(?:en|a|i|s)?|"
    r"(?:[1-9]|1[0-7])[ -]?(?:år(?:ing|ig)?\w*|years?[ -]olds?))\b"
)


def speaks_of_the_young(lowered: str) -> bool:
    """Tell whether a plain lower-case text speaks of somebody young."""
    return _YOUNG.search(lowered) is not None
