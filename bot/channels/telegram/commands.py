"""What the bot offers and says of itself in Telegram's own places: the menu of commands, the description."""

from __future__ import annotations

from collections.abc import Iterable

from bot.channels.telegram.api import Api
from bot.knowledge.base.entry import Words

ASKING = ("help", "topics", "share", "course", "human", "language", "restart")
REFERRING = ("refer", "referrals")
IN_GROUPS = ("help", "topics")

CLIENTS = {"": "nb", "nb": "nb", "no": "nb", "nn": "nn", "en": "en"}
"""The language that a client in a language is shown; "" is any other. This is a service for Norway."""


async def register(api: Api, words: Words, *, referrals: bool) -> None:
    """Say in every language what can be done here. Raises ApiFault."""
    names = (*ASKING[:1], *REFERRING, *ASKING[1:]) if referrals else ASKING
    for client, lang in CLIENTS.items():
        await api.set_commands(offered(words, lang, names), "private", client)
        await api.set_commands(offered(words, lang, IN_GROUPS), "group", client)
        await api.describe(words.say(lang, "telegram.about"), words.say(lang, "telegram.short"), client)


def offered(words: Words, lang: str, names: Iterable[str]) -> list[tuple[str, str]]:
    """Return commands as (name, what for) in a language. Each name is a phrase that starts what it names."""
    return [
        (words.say(lang, f"telegram.command.{name}"), words.say(lang, f"telegram.use.{name}"))
        for name in names
    ]
