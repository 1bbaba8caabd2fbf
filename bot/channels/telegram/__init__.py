"""Telegram: the only place that knows aiogram and python-telegram-bot."""
