"""The assistant inside somebody else's aiogram application."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import TelegramObject, Update

from bot.channels.telegram.intake import Intake


def router(intake: Intake) -> Router:
    """Return a router that takes whatever no router before it wanted: include it last.

    One handler without filters for each kind: a stack of filters would cost far more than the turn itself.
    """
    routes = Router(name="ips-assistant")

    async def arrive(event: TelegramObject, event_update: Update) -> None:
        plain: dict[str, Any] = event_update.model_dump(mode="json", by_alias=True, exclude_none=True)
        await intake.take_once(plain)

    for kind in (routes.message, routes.edited_message, routes.callback_query, routes.my_chat_member):
        kind.register(arrive)
    return routes
