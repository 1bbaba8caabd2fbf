"""What is drawn in the chat: the numbers of the text, for those who may see them; the link for a camera."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation import engine
from bot.domain.message.message import Inbound, Reply
from bot.domain.message.picture import Look, Places, QrCode
from bot.domain.organisation.routing import PostLoad
from bot.domain.person.invitation import telegram_link
from bot.domain.person.person import Person, Role
from bot.domain.turn.outcome import Invite
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge.base.entry import LANGUAGES
from handlers import ORDER
from tests.domain.making import NOW
from tests.handlers.talk import ANNA, JONAS, METTE, knowledge, say

KARI = Person("kari", Role.COORDINATOR, name="Kari")
CODE = "K7F3-9QXM"
FULL = TurnSnapshot(
    held=frozenset({"dps-general", "dps-fact", "dps-supervisor", "askoy-origo"}),
    loads={"dps-general": PostLoad(17), "dps-fact": PostLoad(4, away=True), "askoy-fact": PostLoad(2)},
    fresh_invitation=CODE,
)


def asked(person: Person, press: str, lang: str = "nb", telegram: str = "") -> tuple[Reply, ...]:
    """Return what a person is answered to a press."""
    know = replace(knowledge(), telegram=telegram)
    turn, session = Inbound("1", press=press), Session(lang=lang)
    return engine.decide(turn, session, person, FULL, know, NOW, ORDER).replies


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("person", [KARI, METTE])
def test_the_picture_shows_the_numbers_of_the_text(person: Person, lang: str) -> None:
    """The same posts with the same numbers, away and empty ones marked in both; the text needs no picture."""
    reply = asked(person, "referrals:", lang)[-1]
    (picture,) = reply.pictures
    assert isinstance(picture, Places)
    drawn = [row for group in picture.groups for row in group.rows]
    for row in drawn:
        key = {Look.PRESENT: "line", Look.AWAY: "away", Look.EMPTY: "empty"}[row.look]
        numbers = {"free": max(0, row.places - row.taken), "taken": row.taken, "all": row.places}
        assert say(lang, f"overview.{key}", role=row.name, seat="", **numbers) in reply.text
    assert reply.text.count("\n- ") == len(drawn) + len(picture.groups) * (2 if person is KARI else 1)
    assert len(drawn) == (10 if person is KARI else 2)
    looks = {row.look for row in drawn}
    assert looks == (set(Look) if person is KARI else {Look.PRESENT, Look.AWAY})


def test_a_specialist_and_a_clinician_see_no_team() -> None:
    """Who got no numbers gets no picture of them."""
    for person in (ANNA, JONAS):
        assert [reply.pictures for reply in asked(person, "referrals:") if reply.pictures] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_code_for_another_device(lang: str) -> None:
    """Where the bot has a name in Telegram, its link stands in a step and in a code for the camera."""
    (reply,) = asked(ANNA, "account:", lang, "ips_bot")
    link = "https://t.me/ips_bot?start=K7F39QXM"
    assert telegram_link("ips_bot", CODE) == link
    assert reply.do[1] == say(lang, "account.step_scan", link=link)
    (picture,) = reply.pictures
    assert picture == QrCode(say(lang, "account.qr"), link, say(lang, "account.qr_desc", link=link))
    assert link in picture.description


def test_without_a_name_there_is_no_link() -> None:
    """Where there is no Telegram nothing leads there; a stranger gets neither code nor picture."""
    (reply,) = asked(ANNA, "account:")
    assert reply.pictures == ()
    assert not [step for step in reply.do if "t.me" in step]
    (refused,) = asked(Person("gus", Role.GUEST), "account:", telegram="ips_bot")
    assert refused.pictures == ()
    assert CODE not in refused.text


def test_the_code_in_the_picture_is_the_one_that_is_stored() -> None:
    """One code a turn: text, link and picture run out together."""
    know = replace(knowledge(), telegram="ips_bot")
    turn = Inbound("1", press="account:")
    outcome = engine.decide(turn, Session(), ANNA, FULL, know, NOW, ORDER)
    assert sum(isinstance(effect, Invite) for effect in outcome.effects) == 1
    assert CODE in outcome.replies[0].text
    assert [p.text for p in outcome.replies[0].pictures if isinstance(p, QrCode)] == [
        telegram_link("ips_bot", CODE)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_leads_to_telegram_and_teams_where_they_are(lang: str) -> None:
    """Staff find the way to a chat channel under help, if there is one; guests have nothing to link."""

    def labels(person: Person, chats: bool) -> list[str]:
        know = replace(knowledge(), chats=chats)
        turn = Inbound("1", press="help:")
        (reply,) = engine.decide(turn, Session(lang=lang), person, FULL, know, NOW, ORDER).replies
        return [choice.label for choice in reply.choices]

    button = say(lang, "account.button")
    assert button in labels(ANNA, True)
    assert button not in labels(ANNA, False)
    assert button not in labels(Person("gus", Role.GUEST), True)
