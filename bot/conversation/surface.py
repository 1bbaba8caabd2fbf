"""Where not everything may be done: a channel for questions only, and groups.

What is not done here is answered with where it is done. An open dialog is left as it is, for that place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.conversation.context import Context, Handler
from bot.conversation.dialog.dialog import Dialog
from bot.domain.message.button_id import Parts
from bot.domain.message.event import Event
from bot.domain.message.message import Reply, Surface
from bot.domain.turn.outcome import Outcome
from bot.domain.turn.session import Session


class Elsewhere:
    """Stands in for a handler that may not be used here, and says where it may."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self.name = handler.name
        self.topic = handler.topic
        self.surfaces = handler.surfaces

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        return elsewhere(ctx)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        return self.start(ctx)

    def happened(self, ctx: Context, event: Event) -> Outcome | None:
        """See Handler."""
        return self._handler.happened(ctx, event)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler."""
        return self.start(ctx) if self._handler.typed(ctx, text) else None

    def dialog(self) -> Dialog | None:
        """See Handler."""
        return None

    def conclude(self, ctx: Context, answers: Mapping[str, str], conclusion: str) -> Outcome:
        """See Handler."""
        return self.start(ctx)

    def ahead(self, ctx: Context) -> str:
        """See Handler."""
        return ""


def elsewhere(ctx: Context) -> Outcome:
    """Return where that is done which is not done in this room."""
    return ctx.reply(Reply(ctx.say(f"rooms.{ctx.turn.surface}", link=ctx.turn.elsewhere).strip()))


def open_to(surface: Surface, handlers: tuple[Handler, ...]) -> tuple[Handler, ...]:
    """Return the handlers, those that may not be used in this room with a stand-in."""
    return tuple(handler if surface in handler.surfaces else Elsewhere(handler) for handler in handlers)


def keeping(
    surface: Surface, session: Session, handlers: tuple[Handler, ...], decide: Callable[[Session], Outcome]
) -> Outcome:
    """Decide with the dialogs that may be led in this room; the others come back untouched."""
    here = {d.name for h in handlers if surface in h.surfaces and (d := h.dialog())}
    led = {d.name for h in handlers if (d := h.dialog())}
    hidden = [d for d in (session.dialog, session.paused) if d and d.name in led - here]
    if not hidden:
        return decide(session)
    shown = next((d for d in (session.dialog, session.paused) if d and d.name in here), None)
    outcome = decide(replace(session, dialog=shown, paused=None))
    after = outcome.session
    kept = replace(after, dialog=after.dialog or hidden[0], paused=hidden[0] if after.dialog else None)
    if after.dialog is None and len(hidden) > 1:
        kept = replace(kept, paused=hidden[1])
    return replace(outcome, session=kept)
