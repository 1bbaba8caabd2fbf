"""What can be sent, what is refused, and in which words."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.bot_api.conftest import Ask, Clock
from tests.fakes.bot_api import BotApi, User

BROKEN = {
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "x</b>": "Unexpected end tag at byte offset 1",
    "<b><i>x</b></i>": 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    "æ <p>x</p>": 'Unsupported start tag "p" at byte offset 3',
    "1 < 2": "Unclosed start tag at byte offset 2",
    '<span class="x">x</span>': 'Tag "span" must have class "tg-spoiler"',
}
WHOLE: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "<b>æ</b> &amp; &lt;i&gt; & &uuml;": ("æ & <i> & &uuml;", [("bold", "æ")]),
    "  <i>🙂 a</i>\n": ("🙂 a", [("italic", "🙂 a")]),
    '<a href="https://lovdata.no">Loven</a>': ("Loven", [("text_link", "Loven")]),
    "<blockquote expandable>x</blockquote>": ("x", [("expandable_blockquote", "x")]),
    '<pre><code class="language-py">x</code></pre>': ("x", [("pre", "x")]),
    "se https://nav.no/ips.": ("se https://nav.no/ips.", [("url", "https://nav.no/ips")]),
    "<b>a<i>b</i></b>": ("ab", [("bold", "ab"), ("italic", "b")]),
}


def keyboard(**button: Any) -> dict[str, Any]:
    """Return an inline keyboard of one button."""
    return {"inline_keyboard": [[{"text": "Ja"} | button]]}


@pytest.mark.parametrize("source", BROKEN)
async def test_broken_html_is_refused(source: str, ask: Ask, anna: User) -> None:
    """Broken HTML is refused with the place of the fault, and nothing is shown."""
    answer = await ask("sendMessage", chat_id=anna.id, text=source, parse_mode="HTML")
    assert answer["description"] == f"Bad Request: can't parse entities: {BROKEN[source]}"
    assert [shown.by_bot for shown in anna.screen] == [False]


@pytest.mark.parametrize("source", WHOLE)
async def test_html_becomes_text_and_marks(source: str, ask: Ask, anna: User) -> None:
    """A person sees the text without tags, and the marks where they belong."""
    await ask("sendMessage", chat_id=anna.id, text=source, parse_mode="HTML")
    assert (anna.last.text, [*anna.last.marks]) == WHOLE[source]


async def test_text_ends_at_4096_units(ask: Ask, anna: User) -> None:
    """A text may have 4,096 UTF-16 units, tags not counted; one more is refused, and so is none."""
    fits = "<b>" + "🙂" * 2048 + "</b>"
    assert (await ask("sendMessage", chat_id=anna.id, text=fits, parse_mode="HTML"))["ok"]
    longer = await ask("sendMessage", chat_id=anna.id, text="a" + "🙂" * 2048)
    assert longer["description"] == "Bad Request: message is too long"
    for text in ("", " \n"):
        empty = await ask("sendMessage", chat_id=anna.id, text=text)
        assert empty["description"] == "Bad Request: message text is empty"


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (keyboard(callback_data="æ" * 33), "BUTTON_DATA_INVALID"),
        (keyboard(callback_data=""), "BUTTON_DATA_INVALID"),
        (
            keyboard(),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard(url="http://localhost/x"),
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
    ],
)
async def test_keyboards_are_checked(markup: Any, description: str, ask: Ask, anna: User) -> None:
    """A button without a use, with too much data or with a bad address is refused."""
    answer = await ask("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    assert answer["description"] == f"Bad Request: {description}"


async def test_data_of_64_bytes_is_taken(ask: Ask, anna: User) -> None:
    """A button holds 64 bytes; pressing it brings them."""
    await ask("sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard(callback_data="æ" * 32))
    press = anna.presses("Ja")
    assert press.update["callback_query"]["data"] == "æ" * 32


@pytest.mark.parametrize("way", ["json", "form", "query", "multipart"])
async def test_parameters_come_in_every_way(way: str, api: BotApi, anna: User) -> None:
    """JSON, form, multipart and the address's query mean the same."""
    markup = json.dumps(keyboard(callback_data="yes"))
    fields = {"chat_id": str(anna.id), "text": "æøå", "reply_markup": markup}
    given: dict[str, Any] = {
        "form": {"data": fields},
        "query": {"params": fields},
        "json": {"json": fields},
    }.get(way, {"files": {name: (None, value) for name, value in fields.items()}})
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{api.url}/bot{api.token}/sendmessage", **given)
    assert answer.json()["ok"]
    assert (anna.last.text, anna.last.labels) == ("æøå", ("Ja",))


@pytest.mark.parametrize("body", ["{", "[]", '"x"', "\x00"])
async def test_malformed_json_is_refused(body: str, api: BotApi) -> None:
    """A body that is no JSON object is refused."""
    async with httpx.AsyncClient() as client:
        headers = {"Content-Type": "application/json"}
        answer = await client.post(f"{api.url}/bot{api.token}/getMe", content=body, headers=headers)
    assert answer.json()["error_code"] == 400


async def test_document_arrives_whole_and_can_be_fetched(api: BotApi, anna: User) -> None:
    """A file that is sent stands in the chat, and its bytes come back by getFile."""
    root = f"{api.url}/bot{api.token}"
    async with httpx.AsyncClient() as client:
        sent = await client.post(
            f"{root}/sendDocument",
            data={"chat_id": anna.id, "caption": "<b>Til journal</b>", "parse_mode": "HTML"},
            files={"document": ("æ.txt", b"\x00\xff tekst")},
        )
        document = sent.json()["result"]["document"]
        told = await client.get(f"{root}/getFile", params={"file_id": document["file_id"]})
        path = told.json()["result"]["file_path"]
        fetched = await client.get(f"{api.url}/file/bot{api.token}/{path}")
    assert (anna.last.file, anna.last.text) == (("æ.txt", b"\x00\xff tekst"), "Til journal")
    assert fetched.content == b"\x00\xff tekst"
    assert document["file_name"] == "æ.txt"


async def test_who_cannot_be_written_to(ask: Ask, api: BotApi, anna: User) -> None:
    """Strangers are not found; a block, a closed account and a group without the bot answer 403."""
    stranger, closed, team = api.user("Per"), api.user("Kari"), api.group()
    closed.starts()
    closed.vanishes()
    anna.blocks()
    team.removes_bot()
    answers = {
        stranger.id: "Bad Request: chat not found",
        12: "Bad Request: chat not found",
        anna.id: "Forbidden: bot was blocked by the user",
        closed.id: "Forbidden: user is deactivated",
        team.id: "Forbidden: bot was kicked from the supergroup chat",
    }
    for chat_id, description in answers.items():
        answer = await ask("sendMessage", chat_id=chat_id, text="x")
        assert answer["description"] == description
    anna.unblocks()
    assert (await ask("sendMessage", chat_id=anna.id, text="x"))["ok"]


async def test_edit_and_delete(ask: Ask, anna: User, clock: Clock) -> None:
    """An edit that changes nothing is refused; one without buttons takes them away; deleted is gone."""
    sent = await ask("sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard(callback_data="a"))
    place = {"chat_id": anna.id, "message_id": sent["result"]["message_id"]}
    same = await ask("editMessageText", **place, text="x", reply_markup=keyboard(callback_data="a"))
    assert same["description"].startswith("Bad Request: message is not modified: ")
    assert (await ask("editMessageReplyMarkup", **place))["ok"]
    assert (anna.last.labels, anna.last.text, anna.last.edited) == ((), "x", True)
    assert "not modified" in (await ask("editMessageReplyMarkup", **place))["description"]
    own = {"chat_id": anna.id, "message_id": anna.screen[0].id}
    assert "can't be edited" in (await ask("editMessageText", **own, text="y"))["description"]
    assert (await ask("deleteMessage", **own))["ok"]
    assert [shown.text for shown in anna.screen] == ["x"]
    clock.seconds += 48 * 3600 + 1
    assert "can't be deleted" in (await ask("deleteMessage", **place))["description"]
    gone = await ask("editMessageText", **own, text="y")
    assert gone["description"] == "Bad Request: message to edit not found"


async def test_press_is_answered_once_it_exists(ask: Ask, anna: User) -> None:
    """A press is answered once, by its id; a second answer and an id that nobody gave are refused."""
    await ask("sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard(callback_data="a"))
    press = anna.presses("Ja")
    assert (await ask("answerCallbackQuery", callback_query_id=press.id, text="Takk"))["ok"]
    assert (press.answered, press.text) == (True, "Takk")
    for number in (press.id, "0"):
        answer = await ask("answerCallbackQuery", callback_query_id=number)
        assert "query is too old" in answer["description"]


async def test_commands_and_descriptions_by_language(ask: Ask, api: BotApi) -> None:
    """A person is offered the commands of the own language, others the common ones."""
    for code, words in {"": "Help", "nb": "Hjelp", "nn": "Hjelp meg"}.items():
        commands = [{"command": "help", "description": words}]
        assert (await ask("setMyCommands", commands=commands, language_code=code))["ok"]
        assert (await ask("setMyDescription", description=words, language_code=code))["ok"]
    assert [api.user(language=code).menu[0][1] for code in ("nb", "nn", "pl")] == [
        "Hjelp",
        "Hjelp meg",
        "Help",
    ]
    assert api.profile.text("description", "nn") == "Hjelp meg"
    assert (await ask("getMyCommands", language_code="pl"))["result"] == []
    scoped = await ask("getMyCommands", scope={"type": "all_private_chats"}, language_code="nb")
    assert scoped["result"] == []
    bad = await ask("setMyCommands", commands=[{"command": "Hjelp", "description": "x"}])
    assert bad["description"] == "Bad Request: BOT_COMMAND_INVALID"


async def test_unknown_method_and_wrong_token(api: BotApi, ask: Ask) -> None:
    """A method that does not exist answers 404, a token that is another's 401."""
    assert (await ask("sendNonsense"))["error_code"] == 404
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{api.url}/bot1:AAA/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


def png(width: int, height: int) -> bytes:
    """Return a white picture."""
    out = BytesIO()
    Image.new("1", (width, height), 1).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "description"),
    [
        (png(600, 400), ""),
        (png(100, 2000), ""),
        (png(100, 2001), "PHOTO_INVALID_DIMENSIONS"),
        (png(5001, 5000), "PHOTO_INVALID_DIMENSIONS"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (png(20, 20)[:45], "IMAGE_PROCESS_FAILED"),
        (b"", "file must be non-empty"),
        (
            bytes(10 * 2**20 + 1),
            "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
    ids=("fits", "slim", "too slim", "too large", "no picture", "broken", "empty", "too many bytes"),
)
async def test_photos_are_checked(data: bytes, description: str, api: BotApi, anna: User) -> None:
    """A photo is a picture that can be read, of bounded size and sides; its caption has tags like a text."""
    async with httpx.AsyncClient() as client:
        sent = await client.post(
            f"{api.url}/bot{api.token}/sendPhoto",
            data={"chat_id": anna.id, "caption": "<b>Plasser</b>", "parse_mode": "HTML"},
            files={"photo": ("x.png", data)},
        )
    answer = sent.json()
    if description:
        assert answer["description"] == f"Bad Request: {description}"
        assert [shown.by_bot for shown in anna.screen] == [False]
    else:
        assert (anna.last.file, anna.last.text) == (("x.png", data), "Plasser")
        assert anna.last.marks == (("bold", "Plasser"),)
        largest = answer["result"]["photo"][-1]
        with Image.open(BytesIO(data)) as image:
            assert (largest["width"], largest["height"]) == image.size


async def test_a_caption_ends_at_1024_units(api: BotApi, anna: User) -> None:
    """A caption is shorter than a text: 1,024 UTF-16 units, tags not counted."""
    async with httpx.AsyncClient() as client:
        for length, taken in ((512, True), (513, False)):
            caption = {"chat_id": anna.id, "caption": "🙂" * length}
            files = {"photo": ("x.png", png(20, 20))}
            answer = await client.post(f"{api.url}/bot{api.token}/sendPhoto", data=caption, files=files)
            assert answer.json()["ok"] is taken
