"""What follows a verdict: "and to Nav?" goes on with what was said, with the receiver changed.

A consent belongs to a receiver and to information: of another one it is asked anew, but for the one that
nobody has asked for yet.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.dialog.dialog import Conclusion, kept, replay
from bot.domain.sharing.facts import ConsentStatus
from bot.domain.turn.session import Session
from bot.understanding.sharing import Said
from handlers.sharing.steps import NAME, UNKNOWN, ShareDialog

OF_CONSENT = frozenset({"to", "info"})
"""What a consent is given for."""


def followed(session: Session, said: Said) -> dict[str, str]:
    """Return all that is known after a message that follows a verdict; nothing where it follows none.

    While a question is open it follows only by naming another receiver or other information.
    """
    before, decided = _before(session)
    changed = {name: value for name, value in said.facts.items() if before.get(name) != value}
    if not before or not said.follows or not changed:
        return {}
    if not decided and not OF_CONSENT & changed.keys() & before.keys():
        return {}
    return {**_still_true(before, changed), **changed}


def _before(session: Session) -> tuple[dict[str, str], bool]:
    """Return what was known where this was spoken of last, and no topic since, and whether it was decided."""
    last = session.dialog
    if last is None or last.name != NAME or session.topic is not None:
        return {}, False
    place = replay(ShareDialog(), last.answers)
    return kept(ShareDialog(), last.answers), isinstance(place.now, Conclusion)


def _still_true(before: Mapping[str, str], changed: Mapping[str, str]) -> dict[str, str]:
    """Return what still holds: what the receiver needs depends on the receiver, a consent on both."""
    gone = {name for name, value in before.items() if value == UNKNOWN}
    if OF_CONSENT & changed.keys():
        gone |= {name for name in before if name.partition("_")[0] == "needed"}
        gone |= {"consent"} if before.get("consent") != ConsentStatus.NONE else set()
    return {name: value for name, value in before.items() if name not in gone}
