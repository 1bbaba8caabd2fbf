"""What the post holds comes into the chat, by both libraries; and each fault means what it should."""

from __future__ import annotations

import pytest

from bot.channels.telegram.api import Api
from bot.channels.telegram.sender import TelegramSender
from bot.domain.message.chat import Address, Gone, Later, Operation, OutboundMessage, Rejected
from bot.domain.message.message import File, Reply, SourceLine
from tests.fakes.bot_api import BotApi, User
from tests.fakes.button import choice
from tests.handlers.talk import knowledge

WORDS = knowledge().base.words
EVERYTHING = Reply(
    "Æ, ø & å <ikke> *noe* _annet_ [a](b) `c`",
    title="Tittel",
    more="Mer",
    record="Samtykke: ja",
    sources=(SourceLine("Loven", "§ 22", "https://lov.no/?a=1&b=2"),),
    choices=(choice("a:1", "Ja"), choice("a:2", "Nei")),
)


def outbound(person: User, reply: Reply | None = EVERYTHING, **more: object) -> OutboundMessage:
    """Return a posting to a person."""
    values = {"act": Operation.SAY, "lang": "nb", "reply": reply, **more}
    return OutboundMessage(1, "key", Address("telegram", str(person.id)), **values)  # type: ignore[arg-type]


@pytest.fixture
def anna(server: BotApi) -> User:
    """Somebody who has written to the bot."""
    person = server.user()
    person.starts()
    return person


@pytest.fixture
def sender(api: Api) -> TelegramSender:
    """The carrier by each library."""
    return TelegramSender(api, WORDS)


async def test_a_reply(sender: TelegramSender, anna: User) -> None:
    """A reply stands in the chat with its formatting and buttons, and its id comes back."""
    made = await sender.carry(outbound(anna))
    assert str(anna.last.id) == made
    assert "Æ, ø & å <ikke> *noe* _annet_ [a](b) `c`" in anna.last.text
    assert {("bold", "Tittel"), ("expandable_blockquote", "Mer"), ("pre", "Samtykke: ja")} <= set(
        anna.last.marks
    )
    assert anna.last.links == ("https://lov.no/?a=1&b=2",)
    assert [[(b.text, b.data) for b in row] for row in anna.last.buttons] == [[("Ja", "a:1"), ("Nei", "a:2")]]


async def test_a_file(sender: TelegramSender, anna: User) -> None:
    """A file comes as a document, with the buttons under it."""
    file = File("samtale.ics", "text/calendar", "BEGIN:VCALENDAR\næøå")
    await sender.carry(outbound(anna, Reply("Se fila", files=(file,), choices=(choice("a:", "Ja"),))))
    assert anna.last.file == ("samtale.ics", file.text.encode())
    assert anna.last.labels == ("Ja",)
    assert anna.screen[-2].text == "Se fila"


async def test_a_long_reply(sender: TelegramSender, anna: User) -> None:
    """What is too long for one message comes as several, in order, and the server takes each."""
    await sender.carry(outbound(anna, Reply("\n\n".join(f"{n} <&> " + "ord " * 300 for n in range(12)))))
    shown = [message.text for message in anna.screen if message.by_bot]
    assert len(shown) > 3
    assert [text.split()[0] for text in shown] == sorted((t.split()[0] for t in shown), key=int)
    assert sum(text.count("ord") for text in shown) == 3600


async def test_after_a_break_it_goes_on_where_it_was(
    sender: TelegramSender, anna: User, server: BotApi
) -> None:
    """When the second of two messages fails, the next try sends that one only."""
    file = File("a.ics", "text/calendar", "x")
    server.fails("sendDocument", 500, description="Internal Server Error")
    with pytest.raises(Later):
        await sender.carry(outbound(anna, Reply("Se fila", files=(file,))))
    await sender.carry(outbound(anna, Reply("Se fila", files=(file,)), tries=2))
    assert [(m.text, bool(m.file)) for m in anna.screen if m.by_bot] == [("Se fila", False), ("", True)]


async def test_erase_and_unbutton(sender: TelegramSender, anna: User) -> None:
    """A person's message goes; buttons that were used go; a second time is no fault."""
    said = anna.says("Ola Nordmann")
    message = str(said["message"]["message_id"])
    for _ in range(2):
        assert await sender.carry(outbound(anna, None, act=Operation.ERASE, message=message)) == ""
    assert "Ola Nordmann" not in [shown.text for shown in anna.screen]
    made = await sender.carry(outbound(anna))
    for _ in range(2):
        assert await sender.carry(outbound(anna, None, act=Operation.UNBUTTON, message=made)) == ""
    assert anna.last.labels == ()
    anna.deletes(anna.last)
    assert await sender.carry(outbound(anna, None, act=Operation.UNBUTTON, message=made)) == ""


@pytest.mark.parametrize(
    ("fault", "raised", "after_s"),
    [
        ({"status": 429, "description": "Too Many Requests: retry after 7", "retry_after": 7}, Later, 7.0),
        ({"status": 502}, Later, None),
        ({"status": 500, "description": "Internal Server Error"}, Later, None),
        ({"status": 403, "description": "Forbidden: bot was blocked by the user"}, Gone, None),
        ({"status": 400, "description": "Bad Request: chat not found"}, Gone, None),
        (
            {"status": 400, "description": "Bad Request: not enough rights to send text messages"},
            Rejected,
            None,
        ),
        ({"status": 413, "description": "Request Entity Too Large"}, Rejected, None),
        ({"status": 401, "description": "Unauthorized"}, Later, 60.0),
        ({"status": 409, "description": "Conflict: something"}, Later, None),
    ],
    ids=lambda value: str(value.get("status")) if isinstance(value, dict) else None,
)
async def test_faults(
    sender: TelegramSender,
    anna: User,
    server: BotApi,
    fault: dict[str, object],
    raised: type[Exception],
    after_s: float | None,
) -> None:
    """Each fault of the Bot API is what the post takes it for; none names the token."""
    server.fails("sendMessage", **fault)  # type: ignore[arg-type]
    with pytest.raises(raised) as caught:
        await sender.carry(outbound(anna))
    assert getattr(caught.value, "after_s", None) == after_s
    assert server.token not in f"{caught.value}{caught.value.__cause__}"


async def test_people_who_are_gone(sender: TelegramSender, anna: User, server: BotApi) -> None:
    """Blocked, deleted, never met: there is nobody."""
    anna.blocks()
    with pytest.raises(Gone):
        await sender.carry(outbound(anna))
    ola = server.user("Ola")
    ola.vanishes()
    with pytest.raises(Gone):
        await sender.carry(outbound(ola))
    with pytest.raises(Gone):
        await sender.carry(outbound(server.user("Per")))


async def test_a_broken_line_and_a_lost_answer(sender: TelegramSender, anna: User, server: BotApi) -> None:
    """Whether the server is away or only its answer is lost: later."""
    server.loses_answer("sendMessage")
    with pytest.raises(Later):
        await sender.carry(outbound(anna))
    await server.stop()
    with pytest.raises(Later):
        await sender.carry(outbound(anna))


async def test_tags_that_are_refused(sender: TelegramSender, anna: User, server: BotApi) -> None:
    """If Telegram will not take the tags, the reader gets the text without, once."""
    server.fails("sendMessage", 400, description="Bad Request: can't parse entities: Unsupported start tag")
    await sender.carry(outbound(anna))
    assert "Æ, ø & å <ikke>" in anna.last.text
    assert not [kind for kind, _ in anna.last.marks if kind == "bold"]
    assert anna.last.labels == ("Ja", "Nei")
    server.fails("sendMessage", 400, times=2, description="Bad Request: can't parse entities: x")
    with pytest.raises(Rejected):
        await sender.carry(outbound(anna))


async def test_a_message_that_may_not_be_deleted(sender: TelegramSender, anna: User, server: BotApi) -> None:
    """Where the bot may not delete in a group, the people there are asked to."""
    group = server.group()
    said = anna.says("@ips_test_bot Ola Nordmann", to=group)
    place = Address("telegram", str(group.id), group=True)
    erase = OutboundMessage(1, "k", place, Operation.ERASE, "nb", message=str(said["message"]["message_id"]))
    made = await sender.carry(erase)
    assert group.chat.shown(int(made)).text == WORDS.say("nb", "telegram.erase")
