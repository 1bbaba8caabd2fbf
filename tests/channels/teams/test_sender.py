"""Postings to Teams over real HTTP, and what its refusals mean."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from email.utils import formatdate

import pytest
from structlog.testing import capture_logs

from bot.channels import teams
from bot.channels.teams.api import waiting
from bot.channels.teams.examine import secret
from bot.channels.teams.trust.hosts import HOSTS, is_teams
from bot.domain.message.chat import Address, Gone, Later, Operation, OutboundMessage, Rejected
from bot.domain.message.message import Reply
from bot.domain.ports.health import Level
from bot.logs import only_allowed
from tests.channels.teams.house import settings
from tests.channels.teams.reading import read
from tests.fakes.button import choice
from tests.fakes.teams import BOT, SECRET, FakeTeams
from tests.handlers.talk import knowledge
from tests.handlers.talk import say as words

ASK = Reply("Ja?", choices=(choice("x:1", "Ja"),))


class Nobody:
    """Takes nothing in."""

    async def receive(self, arrived: object) -> bool:
        """See chat.Reception."""
        return True

    async def left(self, address: Address) -> bool:
        """See chat.Reception."""
        return True


def channel(fake: FakeTeams) -> teams.Teams:
    """Return the channel over the fake."""
    words_ = knowledge().base.words
    return teams.open(settings(), Nobody(), words_, cloud=fake.cloud, hosts=("127.0.0.1",))


def outbound(
    fake: FakeTeams, act: Operation = Operation.SAY, chat: str = "19:æ ?#x;messageid=5", **more: object
) -> OutboundMessage:
    """Return a posting for a chat whose name wants care."""
    address = Address("teams", chat, False, {"service": fake.service, "bot": BOT})
    reply = ASK if act is Operation.SAY else None
    return OutboundMessage(1, "key", address, act, "nb", **{"reply": reply, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "headers", "fault", "after"),
    [
        (429, {"retry-after": "7"}, Later, 7.0),
        (429, {}, Later, None),
        (500, {}, Later, None),
        (502, {}, Later, None),
        (503, {"retry-after": "2"}, Later, 2.0),
        (412, {}, Later, None),
        (403, {}, Gone, None),
        (404, {}, Gone, None),
        (400, {}, Rejected, None),
        (413, {}, Rejected, None),
    ],
)
async def test_refusals(
    fake: FakeTeams, status: int, headers: dict[str, str], fault: type[Exception], after: float | None
) -> None:
    """Each refusal of Teams means: nobody there, not now (and not before a while), or never."""
    sender = channel(fake).sender
    fake.faults.append((status, headers))
    with pytest.raises(fault) as raised:
        await sender.carry(outbound(fake))
    assert getattr(raised.value, "after_s", None) == after
    assert await sender.carry(outbound(fake)) == fake.in_chat("19:æ ?#x;messageid=5")[0].id


async def test_nobody_answers(fake: FakeTeams) -> None:
    """When nothing can be reached it is for later."""
    to = Address("teams", "a", False, {"service": "http://127.0.0.1:9/", "bot": BOT})
    with pytest.raises(Later):
        await channel(fake).sender.carry(OutboundMessage(1, "k", to, Operation.SAY, "nb", reply=ASK))


async def test_the_token_is_shown_to_teams_only(fake: FakeTeams) -> None:
    """A chat whose service URL is somewhere else is not written to."""
    to = Address("teams", "a", False, {"service": "https://evil.example/", "bot": BOT})
    with pytest.raises(Rejected):
        await channel(fake).sender.carry(OutboundMessage(1, "k", to, Operation.SAY, "nb", reply=ASK))


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://smba.trafficmanager.net/emea/aaaa/", True),
        ("https://smba.infra.gcc.teams.microsoft.com/", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net:8443/", False),
        ("https://smba.trafficmanager.net.evil.example/", False),
        ("https://evil.example/smba.trafficmanager.net", False),
        ("https://smba.trafficmanager.net@evil.example/", False),
        ("https://user@smba.trafficmanager.net/", False),
        ("https://evilteams.microsoft.com/", False),
        ("https://[x", False),
        ("http://127.0.0.1/", False),
        ("", False),
    ],
)
def test_where_teams_is(url: str, known: bool) -> None:
    """Only Teams' own hosts, over https."""
    assert is_teams(url, HOSTS) is known


async def test_one_token_serves_many(fake: FakeTeams) -> None:
    """The bot's token is fetched once, and anew when Teams refuses it."""
    sender = channel(fake).sender
    before = fake.tokens_given
    for number in range(3):
        await sender.carry(outbound(fake, chat=f"c{number}"))
    assert fake.tokens_given - before == 1
    fake.faults.append((401, {}))
    with pytest.raises(Later):
        await sender.carry(outbound(fake))
    await sender.carry(outbound(fake))
    assert fake.tokens_given - before == 2


@pytest.mark.parametrize(
    ("code", "setting"),
    [
        ("AADSTS7000215", "IPS_TEAMS_CLIENT_SECRET"),
        ("AADSTS7000222", "IPS_TEAMS_CLIENT_SECRET"),
        ("AADSTS700016", "IPS_TEAMS_CLIENT_ID"),
        ("AADSTS90002", "IPS_TEAMS_TENANT"),
        ("AADSTS1", "IPS_TEAMS_CLIENT_ID / IPS_TEAMS_CLIENT_SECRET / IPS_TEAMS_TENANT"),
    ],
)
async def test_what_is_wrong_is_said(fake: FakeTeams, code: str, setting: str) -> None:
    """The start and the doctor say in one sentence which setting Microsoft does not like."""
    fake.sign_in_fault = (401, code)
    found = (await channel(fake).examine())[0]
    assert found.level is Level.FAULT
    said = words("nb", found.key, **{name: str(value) for name, value in found.values.items()})
    assert setting in said
    assert code in said
    with pytest.raises(Later):
        await channel(fake).sender.carry(outbound(fake))
    fake.sign_in_fault = None
    assert (await channel(fake).examine())[0].level is Level.OK


@pytest.mark.parametrize("fault", [(401, "AADSTS7000215"), (503, "AADSTS90033"), None])
async def test_the_start_says_whether_the_bot_may_write(
    fake: FakeTeams, fault: tuple[int, str] | None
) -> None:
    """The channel's own work is to say so in the log once, and to let go of its lines at the end."""
    fake.sign_in_fault = fault
    one = channel(fake)
    stop, before = asyncio.Event(), fake.sign_ins
    with capture_logs() as logged:
        running = asyncio.create_task(one.run(stop))
        while fake.sign_ins == before:
            await asyncio.sleep(0.01)
        stop.set()
        await running
    assert [entry["event"] for entry in logged] == (["teams cannot be written to"] if fault else [])
    assert SECRET not in str(logged)
    lines = [{name: value for name, value in entry.items() if name != "log_level"} for entry in logged]
    assert [only_allowed(None, "", dict(line)) for line in lines] == lines
    assert one.web.is_closed


async def test_sign_in_that_does_not_work(fake: FakeTeams) -> None:
    """A fault of Microsoft's own is not taken for a wrong setting."""
    fake.sign_in_fault = (503, "AADSTS90033")
    assert (await channel(fake).examine())[0].key == "teams.doctor.silent"


@pytest.mark.parametrize(
    ("days", "level"),
    [
        (400, Level.OK),
        (31, Level.OK),
        (30, Level.WARNING),
        (1, Level.WARNING),
        (0, Level.FAULT),
        (-9, Level.FAULT),
    ],
)
def test_how_long_the_secret_lasts(days: int, level: Level) -> None:
    """The doctor warns from 30 days before the secret runs out."""
    today = dt.date(2026, 11, 22)
    assert secret(today + dt.timedelta(days=days), today).level is level


def test_a_secret_without_a_day() -> None:
    """When nobody wrote down how long the secret lasts, that is a warning."""
    assert secret(None, dt.date(2026, 11, 22)).level is Level.WARNING


async def test_long_answers_are_not_said_twice(fake: FakeTeams) -> None:
    """When the second card of an answer fails, only it is sent again."""
    sender = channel(fake).sender
    long = outbound(fake, chat="long", reply=Reply("ord " * 10_000))
    fake.faults.extend([(200, {}), (429, {"retry-after": "1"})][1:])
    with pytest.raises(Later):
        await sender.carry(long)
    await sender.carry(long)
    texts = [read(one.activity).text for one in fake.in_chat("long")]
    assert len(texts) > 1
    assert " ".join(texts).split() == ["ord"] * 10_000


async def test_erase_asks_the_person(fake: FakeTeams) -> None:
    """A bot cannot delete what people write in Teams; the person is asked, in the own language."""
    await channel(fake).sender.carry(outbound(fake, Operation.ERASE, message="5"))
    assert read(fake.in_chat("19:æ ?#x;messageid=5")[0].activity).text == words("nb", "teams.erase")


async def test_a_referrals_card_changes_in_place(fake: FakeTeams) -> None:
    """News about the same referral change its card; buttons used on either message go from both."""
    sender = channel(fake).sender
    first = await sender.carry(outbound(fake, chat="r", thing="IPS-7K3F"))
    changed = Reply("Åpnet.", choices=(choice("x:2", "Vis"),))
    made = await sender.carry(outbound(fake, chat="r", thing="IPS-7K3F", before=first, reply=changed))
    card, told = fake.in_chat("r")
    assert made == first == card.id
    assert read(card.activity).text == "Åpnet."
    assert "IPS-7K3F" in read(told.activity).text
    await sender.carry(outbound(fake, Operation.UNBUTTON, chat="r", message=told.id))
    assert [read(one.activity).choices for one in (card, told)] == [[], []]


async def test_a_deleted_card_is_made_anew(fake: FakeTeams) -> None:
    """Where the card is not there any more, the news come as a new one."""
    made = await channel(fake).sender.carry(outbound(fake, chat="d", thing="IPS-7K3F", before="999"))
    assert [one.id for one in fake.in_chat("d")] == [made]


async def test_buttons_of_unknown_cards_stay(fake: FakeTeams) -> None:
    """After a restart nothing is known of old cards: nothing is done, and nothing fails."""
    sender = channel(fake).sender
    assert await sender.carry(outbound(fake, Operation.UNBUTTON, message="5")) == ""
    assert fake.calls == []
    message = await sender.carry(outbound(fake, chat="g"))
    fake.chats["g"].clear()
    assert await sender.carry(outbound(fake, Operation.UNBUTTON, chat="g", message=message)) == ""


def test_retry_after() -> None:
    """Seconds or a date; nonsense is nothing."""
    assert waiting("12") == 12.0
    now = time.time()
    left, passed = waiting(formatdate(now + 3600, usegmt=True)), time.time() - now
    assert 3599 - passed <= (left or 0) <= 3600
    assert [waiting(value) for value in (None, "", "soon", "-5")] == [None] * 4
