"""The fakes of others work here too: teremok in process, telemelya over HTTP."""

from __future__ import annotations

import pytest
from aiogram.exceptions import TelegramBadRequest
from telemelya.server.state import state_manager
from teremok import MockBot, MockCallbackQuery, MockMessageText

from tests.fakes.bot_api import TOKEN
from tests.fakes.telemelya_pure import Telemelya
from tests.foreign import aiogram_echo
from tests.foreign.test_echo_bots import CLIENTS, SECRET, running


async def test_teremok_takes_an_aiogram_bot() -> None:
    """An aiogram bot runs in process; what it sends is kept, and what breaks Telegram's rules is refused."""
    bot = MockBot(aiogram_echo.dispatcher)
    await bot.dispatch(MockMessageText("/start"))
    await bot.dispatch(MockCallbackQuery("yes"))
    assert bot.requests.send_message[0].text == "Hei <b>der</b>"
    assert bot.requests.edit_message_text[0].text == "Du valgte yes"
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await bot.send_message(1, "<b>x", parse_mode="HTML")


@pytest.mark.parametrize("client", CLIENTS)
async def test_telemelya_takes_a_bot_by_webhook(client: str) -> None:
    """A bot with a secret webhook answers, is pressed, and edits, without Redis and MinIO."""
    async with Telemelya(TOKEN, SECRET) as fake, running(client, fake.url, by_webhook=True):
        await fake.until(lambda: state_manager.get_webhook(TOKEN))
        await fake.says(7, "/start")
        (greeting,) = await fake.answers(1)
        assert greeting["text"] == "Hei <b>der</b>"
        await fake.presses(7, "yes", greeting["message_id"])
        answers = await fake.answers(3)
    assert sorted(answer["method"] for answer in answers[1:]) == ["answerCallbackQuery", "editMessageText"]
