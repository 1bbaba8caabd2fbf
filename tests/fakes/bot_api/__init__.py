"""A fake Telegram Bot API server: real rules over real HTTP, and people who use the bot."""

from .chats import Button, Chat, Shown
from .people import Group, Press, User
from .server import TOKEN, BotApi
from .webhook import HEADER

__all__ = ["HEADER", "TOKEN", "BotApi", "Button", "Chat", "Group", "Press", "Shown", "User"]
