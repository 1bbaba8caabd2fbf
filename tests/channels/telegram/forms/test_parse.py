"""What Telegram sends, as what arrived; and nothing that it sends can break anything."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.parse import Left, chat_of, language, parse, query_of
from bot.domain.message.chat import Address, InboundUpdate
from bot.domain.message.message import Inbound, Unsupported
from tests.channels.telegram.updates import ANNA, GROUP, ME, PRIVATE, member, message, named, press
from tests.deep import deep

HERE = Address("telegram", "7")
THERE = Address("telegram", "-100", group=True, place={"private": "https://t.me/ips_bot"})


def said(update: dict[str, Any]) -> str | None:
    """Return the text that arrived, None if nothing did."""
    arrived = parse(update, ME)
    return arrived.turn.text if isinstance(arrived, InboundUpdate) else None


def test_a_text() -> None:
    """A text in a private chat: who, where, what, in which language."""
    arrived = parse(message(3, text="Kva er IPS? æøå 😀"), ME)
    assert arrived == InboundUpdate(
        "7", HERE, Inbound("3", text="Kva er IPS? æøå 😀", lang="nb"), message="13"
    )


def test_a_press() -> None:
    """A press: which button, and under which message, so that its buttons can be taken away."""
    assert parse(press(4, "d:1:yes"), ME) == InboundUpdate(
        "7", HERE, Inbound("4", press="d:1:yes", lang="nb"), pressed_on="5"
    )
    assert query_of(press(4)) == "q4"
    assert query_of(message(text="a")) == ""


def test_a_press_under_a_message_that_telegram_forgot() -> None:
    """Old messages come without their text (date 0): the press counts all the same."""
    arrived = parse(press(message={"message_id": 5, "date": 0, "chat": PRIVATE}), ME)
    assert isinstance(arrived, InboundUpdate)
    assert arrived.pressed_on == "5"


@pytest.mark.parametrize(
    ("text", "invitation", "turn"),
    [
        ("/start Ab-9_x", "Ab-9_x", "/start"),
        ("/start", "", "/start"),
        ("/start@IPS_bot Ab9", "Ab9", "/start"),
        ("/start to ord", "", "/start to ord"),
        ("/start " + "a" * 65, "", "/start " + "a" * 65),
        ("/starter Ab9", "", "/starter Ab9"),
        ("/hjelp@ips_bot", "", "/hjelp"),
        ("se /start Ab9", "", "se /start Ab9"),
    ],
)
def test_commands_in_a_private_chat(text: str, invitation: str, turn: str) -> None:
    """A code that came with a link is an invitation; the bot's name behind a command is cut off."""
    arrived = parse(message(text=text), ME)
    assert isinstance(arrived, InboundUpdate)
    assert (arrived.invitation, arrived.turn.text) == (invitation, turn)


def test_a_command_for_another_bot_is_nothing() -> None:
    """A command with somebody else's name is not ours, wherever it is said."""
    assert said(message(text="/help@other_bot")) is None
    assert said(message(text="/help@other_bot", chat=GROUP)) is None


ANSWER = {"message_id": 1, "date": 1, "chat": GROUP, "from": {"id": 42, "is_bot": True}, "text": "a"}


@pytest.mark.parametrize(
    ("update", "text"),
    [
        (message(chat=GROUP, text="hva er IPS?"), None),
        (message(chat=GROUP, text="/help"), None),
        (message(chat=GROUP, text="ips_bot hva er IPS?"), None),
        (named("@other_bot hva er IPS?", "@other_bot"), None),
        (named("@IPS_bot hva er IPS?", "@IPS_bot"), "hva er IPS?"),
        (named("hei 😀 @ips_bot, hva er IPS?"), "hei 😀, hva er IPS?"),
        (named("hva er IPS, @ips_bot"), "hva er IPS"),
        (named("Ips hva er IPS?", "Ips", "text_mention", user={"id": 42}), "hva er IPS?"),
        (named("Per hva er IPS?", "Per", "text_mention", user={"id": 43}), None),
        (message(chat=GROUP, text="/help@ips_bot"), "/help"),
        (message(chat=GROUP, text="/help@ips_bot nå"), "/help nå"),
        (message(chat=GROUP, text="hva er IPS?", reply_to_message=ANSWER), "hva er IPS?"),
        (
            message(chat=GROUP, text="hva?", reply_to_message={**ANSWER, "from": {"id": 43, "is_bot": True}}),
            None,
        ),
        (message(chat=GROUP, text="/start@ips_bot Ab9"), "/start Ab9"),
    ],
)
def test_in_a_group_only_what_is_said_to_it(update: dict[str, Any], text: str | None) -> None:
    """Its name, an answer to it, a command with its name; the name is cut out. A code counts for nobody."""
    arrived = parse(update, ME)
    assert said(update) == text
    if isinstance(arrived, InboundUpdate):
        assert arrived.address == THERE
        assert arrived.invitation == ""


def test_a_topic_of_a_group_is_answered_there() -> None:
    """A group with topics is answered in the topic where it was asked."""
    arrived = parse(
        message(chat={**GROUP}, text="/a@ips_bot", message_thread_id=9, is_topic_message=True), ME
    )
    assert isinstance(arrived, InboundUpdate)
    assert arrived.address.place == {"private": "https://t.me/ips_bot", "thread": "9"}


@pytest.mark.parametrize(
    ("status", "left"), [("kicked", True), ("left", True), ("member", False), ("administrator", False)]
)
def test_blocked_or_removed(status: str, left: bool) -> None:
    """A person who blocks the bot, or a group that puts it out, has left."""
    assert parse(member(status), ME) == (Left(HERE) if left else None)
    assert parse(member(status, GROUP), ME) == (Left(THERE) if left else None)


@pytest.mark.parametrize(
    ("code", "lang"),
    [("nb", "nb"), ("no", "nb"), ("nn-NO", "nn"), ("nb_NO", "nb"), ("en", "en"), ("pl", "en"), (None, None)],
)
def test_the_language_of_the_client(code: str | None, lang: str | None) -> None:
    """Norwegian in any of its names; any other language reads English; none tells nothing."""
    assert language(code) == lang


@pytest.mark.parametrize(
    "update",
    [
        message(kind="channel_post", text="a"),
        message(text="a", chat={"id": -5, "type": "channel"}),
        {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": PRIVATE, "text": "a"}},
        {"update_id": 1, "message": {**message(text="a")["message"], "from": {**ANNA, "is_bot": True}}},
        {"update_id": 1, "poll": {"id": "1"}},
        {"message": message(text="a")["message"]},
        message(new_chat_members=[ANNA], chat=GROUP),
        message(chat=GROUP, photo=[{"file_id": "x"}]),
        press(message=None),
        press(data=None),
        press(data=""),
    ],
)
def test_what_is_nothing(update: dict[str, Any]) -> None:
    """Broadcasts, other bots, service messages, games, unknown kinds: nothing arrives."""
    assert parse(update, ME) is None


NAMES = """update_id message from chat id type text caption entities offset length user is_bot data
edited_message callback_query my_chat_member reply_to_message photo forward_origin document
message_thread_id is_topic_message new_chat_member status language_code""".split()  # noqa: SIM905
LEAVES = st.sampled_from(
    ["private", "supergroup", "/start x", "@ips_bot", "mention", "\ud800", "\x00", 0, True]
)
VALUES = st.recursive(
    st.none() | st.integers() | st.floats() | st.text(max_size=5) | LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=30,
)
BENT = st.tuples(
    st.sampled_from([message(text="/start x"), press(), member("kicked"), named("a @ips_bot b")]),
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5),
)


@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5))
@settings(max_examples=deep(300), deadline=None)
def test_any_json_can_be_read(update: dict[str, Any]) -> None:
    """Whatever JSON comes, reading it gives something or nothing, and never raises."""
    assert isinstance(parse(update, ME), InboundUpdate | Left | None)
    assert isinstance(chat_of(update) + query_of(update), str)


@given(BENT)
@settings(max_examples=deep(300), deadline=None)
def test_a_bent_update_can_be_read(parts: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """A real update with other fields in it never raises, and what it says can be written down."""
    update, other = parts
    bent = {k: {**v, **other} if isinstance(v, dict) else v for k, v in update.items()}
    arrived = parse(bent, ME)
    if isinstance(arrived, InboundUpdate):
        ((arrived.turn.text or "") + (arrived.turn.press or "") + arrived.invitation).encode()


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"photo": [{"file_id": "x"}]}, Unsupported.PHOTO),
        ({"voice": {"file_id": "x"}}, Unsupported.VOICE),
        ({"audio": {"file_id": "x"}}, Unsupported.VOICE),
        ({"video_note": {"file_id": "x"}}, Unsupported.VIDEO),
        ({"document": {"file_id": "x"}, "animation": {"file_id": "x"}}, Unsupported.VIDEO),
        ({"document": {"file_id": "x"}}, Unsupported.FILE),
        ({"sticker": {"file_id": "x"}}, Unsupported.STICKER),
        ({"location": {"latitude": 1, "longitude": 1}, "venue": {"title": "x"}}, Unsupported.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "x"}}, Unsupported.CONTACT),
        ({"poll": {"id": "1"}}, Unsupported.OTHER),
    ],
)
def test_what_is_no_text(fields: dict[str, Any], kind: Unsupported) -> None:
    """Whatever is sent in place of words is named, and never fetched; words that came along are handed on."""
    arrived = parse(message(**fields, caption="Ola æ"), ME)
    assert isinstance(arrived, InboundUpdate)
    assert arrived.turn == Inbound("1", unsupported=kind, caption="Ola æ", lang="nb")


def test_the_name_of_a_file() -> None:
    """A file's name may show who somebody is, so it is read."""
    arrived = parse(message(document={"file_id": "x", "file_name": "ola.pdf"}), ME)
    assert isinstance(arrived, InboundUpdate)
    assert (arrived.turn.file_name, arrived.turn.caption) == ("ola.pdf", "")


def test_a_picture_in_a_group_is_for_us_only_with_our_name() -> None:
    """A picture in a group concerns the bot when its caption names it, or when it answers the bot."""
    entity = {"type": "mention", "offset": 0, "length": 8}
    photo = {"photo": [{"file_id": "x"}], "chat": GROUP}
    arrived = parse(message(**photo, caption="@ips_bot se", caption_entities=[entity]), ME)
    assert isinstance(arrived, InboundUpdate)
    assert arrived.turn.caption == "se"
    assert isinstance(parse(message(**photo, reply_to_message=ANSWER), ME), InboundUpdate)
    assert parse(message(**photo), ME) is None


def test_edited_and_forwarded() -> None:
    """An edited text and a forwarded one are marked; who wrote it first is not handed over."""
    edited = parse(message(9, kind="edited_message", text="nei"), ME)
    assert isinstance(edited, InboundUpdate)
    assert edited.turn == Inbound("9", text="nei", edited=True, lang="nb")
    origin = {"type": "hidden_user", "sender_user_name": "Kari", "date": 1}
    forwarded = parse(message(text="les dette", forward_origin=origin), ME)
    assert isinstance(forwarded, InboundUpdate)
    assert forwarded.turn == Inbound("1", text="les dette", forwarded=True, lang="nb")
    assert "Kari" not in repr(forwarded)


def test_somebody_on_the_move() -> None:
    """A place that changes by itself is no edit."""
    assert parse(message(kind="edited_message", location={"latitude": 1, "longitude": 1}), ME) is None


def test_the_chat_of_an_update() -> None:
    """What must be taken in order has the same chat; what has none waits for nobody."""
    assert [chat_of(u) for u in (message(text="a"), press(), member("left", GROUP))] == ["7", "7", "-100"]
    assert chat_of({"update_id": 1, "poll": {}}) == ""
