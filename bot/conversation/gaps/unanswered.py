"""What is kept of a question without an answer: a masked text, so that a curator can write the answer."""

from __future__ import annotations

import re

from bot import safety
from bot.conversation.context import Context
from bot.conversation.typed import plain
from bot.domain.turn.outcome import KeepUnanswered

LONGEST = 200
"""Characters; a longer text tells a story, and stories are about somebody."""

_CODE = re.compile(r"[\w-]*\d[\w-]*")
"""A number, or a word with one in it: an age, a referral's code, a case, a room."""

_HIDDEN = "▮"


def kept(ctx: Context, text: str) -> tuple[KeepUnanswered, ...]:
    """Return the effect that keeps an unanswered question, or nothing.

    Nothing while a dialog is open (what is typed there is about a case), when the service has switched it
    off, when the text is long or the guard sees anything, and when no word is left after masking.
    """
    if not ctx.know.keep_unanswered or ctx.session.dialog or ctx.session.paused:
        return ()
    masked = masked_text(text)
    return (KeepUnanswered(masked, plain(masked), ctx.lang),) if masked else ()


def is_whole(masked: str) -> bool:
    """Tell whether nothing of a masked text is hidden, so that it may stand as a way to ask."""
    return _HIDDEN not in masked and "#" not in masked


def masked_text(text: str) -> str:
    """Return the text with numbers, codes and possible names hidden; empty when it is not to be kept."""
    if len(text) > LONGEST or safety.stops(text):
        return ""
    masked = " ".join(safety.mask(_CODE.sub(_HIDDEN, text)).split())
    return masked if plain(masked.replace("#", " ").replace(_HIDDEN, " ")) else ""
