"""Pictures in Telegram: photos by its rules, the words below them, never twice, never instead of words."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.channels.telegram.html import units
from bot.channels.telegram.render import CAPTION, Photo, Text, render
from bot.channels.telegram.sender import TelegramSender
from bot.domain.message.chat import Gone, Later
from bot.domain.message.message import Reply
from bot.domain.message.picture import Group, Places, QrCode, Row
from tests.channels.telegram.telegram_html import read
from tests.channels.telegram.test_sender import WORDS, outbound
from tests.deep import deep
from tests.fakes.bot_api import BotApi, User
from tests.fakes.button import choice

ROW = Row("Jobbspesialist <Origo> & co", "17 av 20 opptatt, 3 ledige", 17, 20)
PLACES = Places("Ledige plasser", "Én rute for hver plass.", (Group("IPS Askøy", (ROW,)),))
CODE = QrCode("QR-kode", "https://t.me/ips_bot?start=K7F39QXM", "Koden åpner https://t.me/ips_bot")
YES = (choice("a:1", "Ja"),)
SHORT = Reply("- <Origo>: 3 av 20", title="Ledige plasser", pictures=(PLACES,), choices=YES)
LONG = Reply("Linje. " * 200, pictures=(PLACES, CODE), choices=YES)


@pytest.fixture
def anna(server: BotApi) -> User:
    """Somebody who has written to the bot."""
    person = server.user()
    person.starts()
    return person


@pytest.fixture
def sender(api: object) -> TelegramSender:
    """The carrier by each library."""
    return TelegramSender(api, WORDS)  # type: ignore[arg-type]


def new(anna: User) -> list[tuple[str, bool, tuple[str, ...]]]:
    """Return what the bot has said: the words, whether a picture is above them, the buttons below."""
    return [(one.text, one.file is not None, one.labels) for one in anna.screen if one.by_bot]


def test_a_short_reply_stands_below_its_picture() -> None:
    """One message, with title, text and buttons: nothing can come twice or apart."""
    (photo,) = render(SHORT, WORDS, "nb")
    assert isinstance(photo, Photo)
    assert read(photo.html).inside == [("b", "Ledige plasser")]
    assert "- <Origo>: 3 av 20" in photo.plain
    assert photo.buttons == (YES,)
    assert photo.content.startswith(b"\x89PNG")


def test_a_long_reply_comes_before_its_pictures() -> None:
    """What is too long for a caption comes first; each picture then says what it shows."""
    text, places, code = render(LONG, WORDS, "nb")
    assert isinstance(text, Text)
    assert isinstance(places, Photo)
    assert isinstance(code, Photo)
    assert (places.plain, code.plain) == (PLACES.description, CODE.description)
    assert (text.buttons, places.buttons, code.buttons) == ((), (), (YES,))


def test_what_telegram_would_not_take_is_left_out() -> None:
    """A picture that is too tall for a photo is not tried; the text says it all."""
    (text,) = render(Reply("Tall", pictures=(Places("", "", (Group("", (ROW,) * 90),)),)), WORDS, "nb")
    assert text == Text("Tall", "Tall")


@settings(max_examples=deep(40), deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60), st.integers(1, 60), st.integers(0, 12))
def test_any_caption_is_short_enough(text: str, times: int, rows: int) -> None:
    """However long text and description are, no caption is longer than Telegram takes; no text is lost."""
    shown = Places(text, text, (Group(text, (Row(text * 3, text, 3, 20),) * rows),))
    reply = Reply(text * times, pictures=(shown, CODE))
    made = render(reply, WORDS, "nb")
    assert all(units(one.plain) <= CAPTION for one in made if isinstance(one, Photo))
    assert all(
        read(one.html).text == one.plain for one in made if isinstance(one, Photo) and "\x00" not in text
    )
    assert sum(isinstance(one, Photo) for one in made) == 2


async def test_it_is_shown(sender: TelegramSender, anna: User) -> None:
    """Picture, words with their tags, and buttons are one message, whose id comes back."""
    made = await sender.carry(outbound(anna, SHORT))
    assert str(anna.last.id) == made
    assert new(anna) == [("Ledige plasser\n\n- <Origo>: 3 av 20", True, ("Ja",))]
    assert anna.last.marks == (("bold", "Ledige plasser"),)
    assert anna.last.file is not None
    with Image.open(BytesIO(anna.last.file[1])) as image:
        assert image.format == "PNG"


async def test_after_a_break_nothing_comes_twice(sender: TelegramSender, anna: User, server: BotApi) -> None:
    """When the second picture is put off, the text and the first are not sent again."""
    server.fails("sendPhoto", 429, retry_after=7)
    with pytest.raises(Later):
        await sender.carry(outbound(anna, LONG))
    assert [picture for _, picture, _ in new(anna)] == [False]
    await sender.carry(outbound(anna, LONG))
    assert [picture for _, picture, _ in new(anna)] == [False, True, True]


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (400, "Bad Request: not enough rights to send photos to the chat"),
        (400, "Bad Request: IMAGE_PROCESS_FAILED"),
        (413, "Request Entity Too Large"),
    ],
)
async def test_a_refused_picture_leaves_the_words(
    sender: TelegramSender, anna: User, server: BotApi, code: int, description: str
) -> None:
    """Where Telegram takes no picture the words come without, with their buttons."""
    server.fails("sendPhoto", code, description=description)
    await sender.carry(outbound(anna, SHORT))
    assert new(anna) == [("Ledige plasser\n\n- <Origo>: 3 av 20", False, ("Ja",))]


async def test_tags_that_are_refused_below_a_picture(
    sender: TelegramSender, anna: User, server: BotApi
) -> None:
    """If Telegram will not take the tags, the same words stand there without, below the picture."""
    server.fails("sendPhoto", 400, description="Bad Request: can't parse entities: x")
    await sender.carry(outbound(anna, SHORT))
    assert new(anna) == [("Ledige plasser\n\n- <Origo>: 3 av 20", True, ("Ja",))]
    assert anna.last.marks == ()


async def test_who_blocked_the_bot_gets_no_picture_either(sender: TelegramSender, anna: User) -> None:
    """A block is a block."""
    anna.blocks()
    with pytest.raises(Gone):
        await sender.carry(outbound(anna, SHORT))
    assert new(anna) == []
