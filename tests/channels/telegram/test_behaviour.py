"""What people live through in Telegram, by both libraries, over the real wire."""

from __future__ import annotations

import datetime as dt
import secrets
from functools import partial

import pytest

from bot.domain.message.message import Surface
from bot.domain.person.invitation import digest, fresh
from bot.domain.turn.outcome import Invite
from tests.channels.telegram.house import House
from tests.contracts.house import ANNA, JONAS, refer
from tests.fakes.bot_api import BotApi, User
from tests.handlers.talk import say


@pytest.fixture
async def anna(house: House, server: BotApi) -> User:
    """Anna, a clinician, who is known here."""
    person = server.user()
    house.polls()
    person.starts(await house.invited(ANNA))
    await person.sees(say("nb", "account.linked", name="Anna"))
    return person


async def test_a_card_is_ticked_where_it_stands(anna: User) -> None:
    """Each answer is ticked under the same message; the next card is new, and the old one does nothing."""
    anna.says("jeg vil henvise")
    card = await anna.sees(say("nb", "dialog.refer.informed.on_card.ask"))
    assert card.labels.count("1. Ja") == 1
    for label in ("1. Ja", "5. Nei", "2. Ja"):
        anna.presses(label, on=card)
        await anna.until(partial(_shows, anna, f"✓ {label}"))
    assert anna.last.id == card.id
    anna.says("3 ja, 4 voksen")
    second = await anna.sees(say("nb", "dialog.refer.take_part.on_card.ask"))
    anna.presses("1. Nei", on=card)
    await anna.sees(say("nb", "flow.stale").split(".")[0])
    await anna.until(lambda: anna.last.text == second.text)
    anna.presses(say("nb", "flow.back"), on=anna.last)
    await anna.until(lambda: say("nb", "dialog.refer.sick_listed.ask") in anna.last.text)


def _shows(person: User, label: str) -> bool:
    return label in person.last.labels


async def test_identifying_data_is_deleted(anna: User) -> None:
    """A message that shows who somebody is goes from the chat, and the person is told."""
    said = anna.says("Ola Nordmann, født 01.02.1990, trenger jobb")
    await anna.sees(say("nb", "guard.instead"))
    await anna.until(lambda: said["message"]["message_id"] not in anna.chat.messages)
    assert "Ola" not in "".join(shown.text for shown in anna.screen if shown.by_bot)


async def test_danger(anna: User) -> None:
    """Emergency numbers come first, and stand where everybody sees them."""
    anna.says("pasienten min vil ta livet sitt nå")
    shown = await anna.sees("113")
    assert ("bold", say("nb", "danger.call.113")) in shown.marks or say("nb", "danger.call.113") in shown.text
    assert shown.text.startswith("🚨")


@pytest.mark.parametrize("sends", ["photo", "voice", "document", "sticker", "contact", "location"])
async def test_what_is_no_text_is_refused_and_deleted(anna: User, sends: str) -> None:
    """A picture, a voice, a file: refused in words, and taken away."""
    before = len([shown for shown in anna.screen if shown.by_bot])
    sent = getattr(anna, f"sends_{sends}")()
    await anna.until(lambda: len([shown for shown in anna.screen if shown.by_bot]) > before)
    await anna.until(lambda: sent["message"]["message_id"] not in anna.chat.messages)


async def test_an_album_is_refused_once(anna: User) -> None:
    """Each picture is deleted, the warning stands there once; what a caption says is answered, too."""
    warning = say("nb", "guard.refused", what=say("nb", "guard.sent.photo"))
    for captions in (["", "", ""], ["", "Ola Nordmann, født 01.02.1990", "han vil ta livet sitt nå"]):
        before = sum(warning in shown.text for shown in anna.screen)
        sent = {update["message"]["message_id"] for update in anna.sends_album(captions)}
        await anna.until(partial(sent.isdisjoint, anna.chat.messages))
        anna.says("hjelp")
        await anna.hears()
        assert sum(warning in shown.text for shown in anna.screen) == before + 1
    shown = "".join(shown.text for shown in anna.screen if shown.by_bot)
    assert say("nb", "danger.call.113") in shown
    assert "Ola" not in shown


async def test_edited_and_forwarded(anna: User) -> None:
    """A changed or forwarded text is read again, and answers no question."""
    anna.says("jeg vil henvise")
    await anna.sees(say("nb", "dialog.refer.informed.on_card.ask"))
    said = anna.says("sykkelstativ")
    await anna.sees(say("nb", "flow.not_understood"))
    anna.edits(said, "ja")
    await anna.sees(say("nb", "guard.edited"))
    anna.forwards("ja")
    await anna.sees(say("nb", "guard.forwarded"))
    assert "✓" not in "".join(shown.text for shown in anna.screen)
    anna.says("ja")
    await anna.sees("✓ Ja")


async def test_news_to_others(house: House, server: BotApi, anna: User) -> None:
    """A referral from elsewhere is news in the specialist's Telegram, with buttons that work."""
    jonas = server.user("Jonas")
    jonas.starts(await house.invited(JONAS))
    await jonas.sees(say("nb", "account.linked", name="Jonas"))
    await refer(house.desk)
    house.outbox_worker.wake()
    news = await jonas.sees("IPS-")
    jonas.presses(news.labels[0])
    await jonas.until(lambda: jonas.last.id != news.id)
    assert "IPS-" in jonas.last.text


async def test_in_a_group(house: House, server: BotApi, anna: User) -> None:
    """In a group it answers what is said to it, starts no referral, and says where that is done."""
    team = server.group()
    anna.says("hva er IPS?", to=team)
    anna.says("@ips_test_bot hva er IPS?", to=team)
    await team.sees("IPS")
    answers = len([shown for shown in team.screen if shown.by_bot])
    assert answers == 1
    anna.says("/henvis@ips_test_bot", to=team)
    await team.sees("https://t.me/ips_test_bot")
    assert say("nb", "dialog.refer.informed.on_card.ask") not in "".join(shown.text for shown in team.screen)


async def test_a_group_is_no_teams_channel(house: House, server: BotApi, anna: User) -> None:
    """Groups in Telegram are open to anybody: a team's code is refused there in words, and stays good."""
    code = fresh(secrets.choice)
    invite = Invite("anna", digest(code), house.clock.now() + dt.timedelta(minutes=15), "ips-oyane-dps")
    async with house.store.unit() as unit:
        await unit.apply([invite], house.clock.now())
        await unit.commit()
    team = server.group()
    anna.says(f"@ips_test_bot koble til {code}", to=team)
    await team.sees(say("nb", "team_channel.not_here"))
    assert await house.store.accounts.for_team(digest(code), house.clock.now())


@pytest.mark.parametrize("text", ["@ips_test_bot Ola Nordmann, født 01.02.1990, trenger jobb"])
async def test_where_the_bot_may_not_delete(house: House, server: BotApi, anna: User, text: str) -> None:
    """In a group where the bot is no admin, whoever wrote it is asked to delete it, before the warning."""
    team = server.group()
    anna.says(text, to=team)
    await team.sees(say("nb", "guard.instead"))
    said = [shown.text for shown in team.screen if shown.by_bot]
    assert said[0] == say("nb", "telegram.erase")
    server.bot_is_admin = True
    anna.says(text, to=team)
    await team.sees(say("nb", "guard.instead"))
    assert [shown.text for shown in team.screen if shown.by_bot].count(said[0]) == 1


async def test_who_writes_in_the_name_of_a_chat_is_heard(house: House, server: BotApi, anna: User) -> None:
    """Anonymous admins and channels are people, too: danger is answered, and what identifies is stopped."""
    team = server.group()
    anna.says_as(team.chat.info(), "@ips_test_bot pasienten min vil ta livet sitt nå", to=team)
    await team.sees("113")
    anna.says_as({"id": -1009, "type": "channel", "title": "IPS"}, "@ips_test_bot hva er IPS?", to=team)
    await team.sees(say("nb", "answer.source"))


@pytest.mark.parametrize("fault", ["message thread not found", "TOPIC_CLOSED"])
async def test_a_topic_that_cannot_be_written_in(
    house: House, server: BotApi, anna: User, fault: str
) -> None:
    """An answer that its topic does not take stands in the group itself."""
    team = server.group()
    server.fails("sendMessage", 400, description=f"Bad Request: {fault}")
    anna.says("@ips_test_bot hva er IPS?", to=team, topic=77)
    await team.sees("IPS")
    threads = [call.fields.get("message_thread_id", "") for call in server.called("sendMessage")]
    assert threads[-2:] == ["77", ""]


async def test_a_policy_of_questions(house: House, server: BotApi, anna: User) -> None:
    """Where only questions are wanted, staff are told where to refer."""
    house.surfaces["telegram"] = Surface.QUESTIONS
    anna.says("jeg vil henvise")
    await anna.sees("http://web/")
    anna.says("hva er IPS?")
    await anna.sees("IPS")


async def test_somebody_who_left_gets_no_more(house: House, server: BotApi, anna: User) -> None:
    """Whoever blocked the bot has left the channel; nothing is tried there any more."""
    anna.blocks()
    await server.idle()
    (channel,) = await house.store.accounts.channels()
    assert channel["left_at"]


async def test_formatting_characters(anna: User) -> None:
    """What looks like formatting in a question breaks nothing."""
    for text in ("<b>hva er IPS", "*hva* _er_ `IPS` [x](y) & <", "æøå ÆØÅ 😀 <script>", "</b>"):
        before = anna.last.id
        anna.says(text)
        await anna.until(lambda before=before: anna.last.id != before)  # type: ignore[misc]
    assert anna.last.by_bot
