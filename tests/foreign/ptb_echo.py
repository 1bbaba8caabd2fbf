"""An echo bot on python-telegram-bot, as its documentation writes one; the webhook is its Starlette example.

Arguments: token, address of the API, and for a webhook its port and secret.
"""

import asyncio
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Ja", callback_data="yes"), InlineKeyboardButton("Nei", callback_data="no")]]
)


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Greet, with buttons."""
    await update.message.reply_text("Hei <b>der</b>", parse_mode="HTML", reply_markup=KEYBOARD)


async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was pressed in place of the buttons."""
    await update.callback_query.answer("OK")
    await update.callback_query.edit_message_text(f"Du valgte {update.callback_query.data}")


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    await update.message.reply_text(update.message.text)


def built(token: str, root: str, updater: bool) -> Application:
    """Return the application with its handlers; a webhook of one's own has no updater."""
    builder = Application.builder().token(token).base_url(f"{root}/bot")
    application = builder.build() if updater else builder.updater(None).build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(MessageHandler(filters.TEXT, echo))
    return application


async def by_webhook(application: Application, port: int, secret: str) -> None:
    """Take updates by a webhook until the end."""

    async def taken(request: Request) -> Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != secret:
            return Response(status_code=403)
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return Response()

    app = Starlette(routes=[Route("/telegram", taken, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    async with application:
        await application.bot.set_webhook(f"http://127.0.0.1:{port}/telegram", secret_token=secret)
        await application.start()
        await server.serve()
        await application.stop()


def main(token: str, root: str, port: str = "", secret: str = "") -> None:
    """Run by long polling, or by a webhook where there is a port."""
    application = built(token, root, updater=not port)
    if port:
        asyncio.run(by_webhook(application, int(port), secret))
    else:
        application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
