"""Telegram: the only place that knows aiogram and python-telegram-bot."""

from bot.channels.telegram.channel import Telegram, TelegramSettings, connect, open

__all__ = ["Telegram", "TelegramSettings", "connect", "open"]
