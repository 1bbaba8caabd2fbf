"""An echo bot on aiogram, as its documentation writes one.

Arguments: token, address of the API, and for a webhook its port and secret.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

dispatcher = Dispatcher()
KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Ja", callback_data="yes"),
            InlineKeyboardButton(text="Nei", callback_data="no"),
        ]
    ]
)


@dispatcher.message(CommandStart())
async def start(message: Message) -> None:
    """Greet, with buttons."""
    await message.answer("Hei <b>der</b>", parse_mode="HTML", reply_markup=KEYBOARD)


@dispatcher.callback_query()
async def pressed(query: CallbackQuery) -> None:
    """Say what was pressed in place of the buttons."""
    await query.answer("OK")
    await query.message.edit_text(f"Du valgte {query.data}")


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say what was said."""
    await message.answer(message.text)


def main(token: str, root: str, port: str = "", secret: str = "") -> None:
    """Run by long polling, or by a webhook where there is a port."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(root)))
    if not port:
        asyncio.run(dispatcher.start_polling(bot))
        return

    async def register() -> None:
        await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token=secret)

    dispatcher.startup.register(register)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=secret).register(app, path="/hook")
    setup_application(app, dispatcher, bot=bot)
    web.run_app(app, host="127.0.0.1", port=int(port), print=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
