"""The assistant inside somebody else's python-telegram-bot application."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import TypeHandler

from bot.channels.telegram.intake import Intake


def handler(intake: Intake) -> TypeHandler[Update, Any, None]:
    """Return a handler that takes whatever no handler before it in its group wanted: add it last.

    It does not block: updates of one chat wait for each other in the intake, those of others do not.
    """

    async def arrive(update: Update, context: Any) -> None:
        await intake.take_once(update.to_dict())

    return TypeHandler(Update, arrive, block=False)
