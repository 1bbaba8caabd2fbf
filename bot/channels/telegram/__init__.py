"""Telegram: the only place that knows aiogram and python-telegram-bot."""

from bot.channels.telegram.channel import Refused, Telegram, TelegramSettings, connect, open

__all__ = ["Refused", "Telegram", "TelegramSettings", "connect", "open"]
