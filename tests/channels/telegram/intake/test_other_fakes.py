"""The channel on two fakes of other people's: teremok (in process, strict) and telemelya (webhooks)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage
from telemelya.server.state import state_manager
from teremok import MockBot

from bot.channels.telegram import TelegramSettings
from bot.channels.telegram.libraries.aiogram_api import AiogramApi
from bot.channels.telegram.sender import TelegramSender
from bot.conversation.answers import topic_reply
from bot.domain.message.chat import Address, Operation, OutboundMessage, Rejected
from bot.domain.message.message import Reply
from bot.knowledge.base.entry import LANGUAGES
from tests.channels.telegram.conftest import LIBRARIES
from tests.channels.telegram.house import House, Web
from tests.fakes.button import choice
from tests.fakes.databases import sqlite_file
from tests.fakes.telemelya_pure import Telemelya
from tests.handlers.talk import context, knowledge, say

WORDS = knowledge().base.words
TOKEN = "42:TEST"


def outbound(reply: Reply, lang: str = "nb", key: str = "k") -> OutboundMessage:
    """Return a posting to somebody."""
    return OutboundMessage(1, key, Address("telegram", "7"), Operation.SAY, lang, reply=reply)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_answer_keeps_teremoks_rules(lang: str) -> None:
    """Every answer of the knowledge base, with its sources and buttons, is valid for a second judge."""
    bot = MockBot(token=TOKEN)
    sender = TelegramSender(AiogramApi(bot), WORDS)
    base, ctx = knowledge().base, context(lang=lang)
    for topic_id in base.topic_ids():
        topic = base.topic(lang, topic_id)
        assert topic
        await sender.carry(outbound(topic_reply(ctx, topic), lang, topic_id))
    assert len(bot.requests.send_message) == len(base.topic_ids())
    assert all(sent.parse_mode == "HTML" for sent in bot.requests.send_message)


async def test_formatting_characters_and_long_texts_on_teremok() -> None:
    """Everything that looks like a tag, and a text of several messages, is taken with its tags intact."""
    bot = MockBot(token=TOKEN)
    sender = TelegramSender(AiogramApi(bot), WORDS)
    odd = "<b>&amp; </i> & < > \"x\" 'y' <script> " * 5
    reply = Reply(odd + "\n\n" + "ord og ord. " * 700, title=odd, more=odd, record=odd, do=(odd,))
    await sender.carry(outbound(reply))
    assert len(bot.requests.send_message) > 1


async def test_what_teremok_refuses() -> None:
    """Its 400 comes back as what the post understands; and it does refuse what is wrong."""
    bot = MockBot(token=TOKEN)
    sender = TelegramSender(AiogramApi(bot), WORDS)
    bot.add_result(SendMessage, ok=False, error_code=400, description="Bad Request: message thread not found")
    with pytest.raises(Rejected):
        await sender.carry(outbound(Reply("hei", choices=(choice("a:", "Ja"),))))
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(7, "<b>hei", parse_mode="HTML")


@pytest.mark.parametrize("library", LIBRARIES)
async def test_a_talk_on_telemelya(library: str, tmp_path: Path) -> None:
    """By webhook, on a fake that knows nothing of ours: a question, an answer, a press, an answer."""
    async with Telemelya(TOKEN, "geheim_-1") as fake:
        web = Web(TelegramSettings(TOKEN, library, server=fake.url, referrals=True))  # type: ignore[arg-type]
        settings = replace(web.settings, mode="webhook")
        async with House(settings, sqlite_file(tmp_path / "ips.sqlite")) as house:
            await web.serve(house.channel)
            house.runs()
            await fake.until(lambda: state_manager.get_webhook(TOKEN))
            await fake.says(7, "/hjelp")
            (answer,) = await fake.answers(1)
            assert say("en", "help.title") in answer["text"] or say("nb", "help.title") in answer["text"]
            button = answer["reply_markup"]["inline_keyboard"][0][0]
            await fake.presses(7, button["callback_data"], answer["message_id"])
            answers = await fake.answers(4)
            methods = {entry["method"] for entry in answers}
            assert {"sendMessage", "answerCallbackQuery", "editMessageReplyMarkup"} <= methods
            await web.close()
