"""What people do and what the bot hears of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot_api.conftest import Ask
from tests.fakes.bot_api import BotApi, Shown, User

YES = {
    "inline_keyboard": [
        [{"text": "Ja", "callback_data": "yes"}, {"text": "Lov", "url": "https://lovdata.no"}]
    ]
}


async def heard(ask: Ask) -> list[dict[str, Any]]:
    """Return what waits for the bot."""
    found: list[dict[str, Any]] = (await ask("getUpdates"))["result"]
    return found


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "sticker", "contact", "location"])
async def test_everything_can_be_sent(kind: str, ask: Ask, anna: User) -> None:
    """Pictures, voice, files, stickers, contacts and places reach the bot as messages of their kind."""
    getattr(anna, f"sends_{kind}")()
    assert kind in (await heard(ask))[-1]["message"]


async def test_edit_and_forward(ask: Ask, anna: User) -> None:
    """An edited message comes as such with the same number; a forwarded one says where it is from."""
    said = anna.says("a")
    edited = anna.edits(said, "b")
    anna.forwards("c")
    *_, edit, forward = await heard(ask)
    assert edit == edited
    assert edit["edited_message"]["message_id"] == said["message"]["message_id"]
    assert "forward_origin" in forward["message"]


async def test_deep_link(ask: Ask, anna: User) -> None:
    """A deep link's payload comes after the command, and the command is marked."""
    message = anna.starts("koden-1_2")["message"]
    assert message["text"] == "/start koden-1_2"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_block_is_told(ask: Ask, anna: User) -> None:
    """Blocking and taking the block away come as changes of the bot's membership."""
    anna.blocks()
    anna.unblocks()
    changes = [update["my_chat_member"] for update in (await heard(ask))[-2:]]
    statuses = [
        (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes
    ]
    assert statuses == [("member", "kicked"), ("kicked", "member")]


async def test_in_a_group_the_bot_hears_what_is_meant_for_it(ask: Ask, api: BotApi, anna: User) -> None:
    """Mentions, commands for it and answers to it reach a bot in privacy mode, other talk does not."""
    team = api.group()
    anna.says("hei alle", to=team)
    anna.says("/help", to=team)
    anna.says("/help@another_bot", to=team)
    anna.says("hva gjelder, @ips_test_bot?", to=team)
    anna.says("/help@ips_test_bot", to=team)
    await ask("sendMessage", chat_id=team.id, text="svar")
    answer: Shown = await team.sees("svar")
    anna.says("/help", to=team)
    anna.says("takk", to=team, answering=answer)
    texts = [u["message"]["text"] for u in await heard(ask) if u["message"]["chat"]["id"] == team.id]
    assert texts == ["hva gjelder, @ips_test_bot?", "/help@ips_test_bot", "/help", "takk"]


async def test_without_privacy_the_bot_hears_all(ask: Ask, api: BotApi, anna: User) -> None:
    """A bot without privacy mode gets every message of a group."""
    api.privacy = False
    anna.says("hei alle", to=api.group())
    assert (await heard(ask))[-1]["message"]["text"] == "hei alle"


async def test_buttons(ask: Ask, anna: User) -> None:
    """A button that is there is pressed; one that went can be pressed only by who still sees it."""
    sent = await ask("sendMessage", chat_id=anna.id, text="x", reply_markup=YES)
    seen = anna.last
    assert anna.presses("Lov") == "https://lovdata.no"
    await ask("editMessageReplyMarkup", chat_id=anna.id, message_id=sent["result"]["message_id"])
    with pytest.raises(LookupError):
        anna.presses("Ja")
    anna.presses("Ja", on=seen)
    press = (await heard(ask))[-1]["callback_query"]
    assert (press["data"], "reply_markup" in press["message"]) == ("yes", False)


async def test_reply_keyboard_and_typing(ask: Ask, anna: User) -> None:
    """A keyboard in place of the person's own and chat actions are seen."""
    await ask("sendMessage", chat_id=anna.id, text="x", reply_markup={"keyboard": [["Ja", {"text": "Nei"}]]})
    assert anna.chat.keyboard == [["Ja", "Nei"]]
    await ask("sendMessage", chat_id=anna.id, text="x", reply_markup={"remove_keyboard": True})
    await ask("sendChatAction", chat_id=anna.id, action="typing")
    assert (anna.chat.keyboard, anna.chat.actions) == ([], ["typing"])
