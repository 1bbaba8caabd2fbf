"""A text as it is seen, and as it is compared: one form for what can be written in many."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

HIDDEN: Final = "\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""What nobody sees, for a class of a pattern: soft hyphens, zero width, direction marks, byte order marks."""

_HIDDEN: Final = re.compile(f"[{HIDDEN}]")
_APART: Final = re.compile(r"[^\w\s/-]")


def visible(text: str) -> str:
    """Return a text in NFKC, without what nobody sees."""
    return _HIDDEN.sub("", unicodedata.normalize("NFKC", text))


def compared(text: str) -> str:
    """Return a text as it is compared: visible, lower-cased, without punctuation and doubled spaces."""
    return " ".join(_APART.sub(" ", visible(text).casefold()).split())
