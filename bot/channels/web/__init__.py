"""The web chat: demo login, the page, turns as JSON, news as server-sent events."""

from bot.channels.web.app import create
from bot.channels.web.routes.webhooks import webhooks
from bot.channels.web.server import beside, serve
from bot.channels.web.settings import WebSettings

__all__ = ["WebSettings", "beside", "create", "serve", "webhooks"]
