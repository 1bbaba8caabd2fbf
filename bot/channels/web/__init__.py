"""The web chat: demo login, the page, turns as JSON, news as server-sent events."""

from bot.channels.web.app import create
from bot.channels.web.server import beside, serve
from bot.channels.web.settings import WebSettings
from bot.channels.web.webhooks import webhooks

__all__ = ["WebSettings", "beside", "create", "serve", "webhooks"]
