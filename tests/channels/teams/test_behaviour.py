"""What people live through in Teams: activities in over HTTP with a signed token, cards out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.channels.teams.house import TeamsHouse
from tests.channels.teams.reading import elements, read
from tests.contracts.house import ANNA, ANSWERS, JONAS
from tests.fakes.teams import FakeTeams, TeamsUser
from tests.handlers.talk import say as words

QUESTION = "Hva er IPS?"


def test_an_answer_has_its_source(house: TeamsHouse) -> None:
    """A question is acknowledged without a word, and answered by a card with source and buttons."""
    gus = house.user("gus")
    (answer,) = house.send(gus.says(QUESTION))
    assert (answer.status_code, answer.content) == (200, b"")
    (card,) = house.new(gus)
    assert "IPS" in card["text"]
    assert words("nb", "answer.source") + ":" in card["text"]
    assert any(url.startswith("https://") for url in card["open"].values())


def test_ten_copies_are_one(house: TeamsHouse) -> None:
    """However often Teams sends an activity, it is answered once."""
    gus = house.user("gus")
    assert {answer.status_code for answer in house.send(gus.says(QUESTION), copies=10)} == {200}
    assert len(house.new(gus)) == 1


def test_buttons_go_once_used_and_old_ones_are_answered(house: TeamsHouse) -> None:
    """A pressed card stays without its buttons; pressing it again is no fault."""
    anna = house.linked(ANNA)
    house.send(anna.says("jeg vil henvise"))
    card = house.new(anna)[-1]
    yes = card_pressed(card, 0)
    house.send(anna.presses(yes, card["on"]))
    before = next(one for one in house.fake.in_chat(anna.chat) if one.id == card["on"])
    assert before.changes == 1
    assert read(before.activity).choices == []
    assert read(before.activity).text == card["text"]
    assert house.new(anna)[-1]["text"] != card["text"]
    assert house.send(anna.presses(yes, card["on"]))[0].status_code == 200
    assert house.new(anna)


def chosen(house: TeamsHouse, user: TeamsUser) -> list[str]:
    """Return what is chosen in the questions of the last card."""
    card = house.fake.in_chat(user.chat)[-1].activity["attachments"][0]["content"]
    return [one.get("value", "") for one in elements(card["body"]) if one["type"] == "Input.ChoiceSet"]


def test_typed_answers_and_back(house: TeamsHouse) -> None:
    """Answers can be typed instead of pressed: they then stand on the card; and taken back."""
    anna = house.linked(ANNA)
    house.send(anna.says("jeg vil henvise"))
    assert not any(chosen(house, anna))
    house.send(anna.says("ja"))
    assert [bool(value) for value in chosen(house, anna)] == [True, False, False, False, False]
    house.send(anna.says("tilbake"))
    assert words("nb", "dialog.refer.informed.ask") in house.texts(anna)[-1]


def test_what_identifies_is_asked_to_be_deleted(house: TeamsHouse) -> None:
    """A bot cannot delete in Teams: the person is asked to, before the warning."""
    gus = house.user("gus")
    house.send(gus.says("Ring Kari Nordmann på 91 23 45 67"))
    erase, warning = house.texts(gus)
    assert erase == words("nb", "teams.erase")
    assert "Stopp!" in warning


def test_emergency_numbers_can_be_dialled(house: TeamsHouse) -> None:
    """Acute danger brings numbers that one press dials."""
    gus = house.user("gus")
    house.send(gus.says("pasienten sier han vil ta livet sitt i kveld"))
    card = house.new(gus)[0]
    assert "tel:113" in card["open"].values()


@pytest.mark.parametrize(
    ("locale", "lang"), [("nb-NO", "nb"), ("nn-NO", "nn"), ("en-GB", "en"), ("no", "nb"), ("de-DE", "en")]
)
def test_the_clients_language(house: TeamsHouse, locale: str, lang: str) -> None:
    """The welcome comes in the language of the person's Teams."""
    user = house.user("ny", locale=locale)
    house.send(user.installs())
    assert words(lang, "restart.welcome") in house.texts(user)[0]


@pytest.mark.parametrize(
    "media",
    ["image/png", "audio/mp4", "video/mp4", "application/vnd.microsoft.teams.file.download.info", "x"],
)
def test_what_is_no_text_is_refused(house: TeamsHouse, media: str) -> None:
    """Pictures, voice, films and files are refused unopened."""
    gus = house.user("gus")
    house.send(gus.sends(media, name="bilde.png"))
    assert house.texts(gus)[-1].startswith("Stopp!")


def test_an_edited_message_is_read_anew(house: TeamsHouse) -> None:
    """An edit is an event of its own: a question is answered, an identifying text stopped."""
    gus = house.user("gus")
    said = gus.says("hei")
    house.send(said)
    house.send(gus.edits(said, "Kari Nordmann, 91 23 45 67"))
    assert "Stopp!" in house.texts(gus)[-1]


def test_formatting_characters_are_shown_as_they_are(house: TeamsHouse) -> None:
    """What somebody writes with stars, brackets, tags and æøå reaches the search, and comes back raw."""
    gus = house.user("gus")
    house.send(gus.says("<b>*hva* er [IPS](http://x)</b> for øvrig på æøå?"))
    assert house.new(gus)
    blocks = house.fake.in_chat(gus.chat)[0].activity["attachments"][0]["content"]["body"]
    assert not [block for block in blocks if block["type"] == "TextBlock"], "Markdown would count there"


def test_in_a_team_only_when_spoken_to(house: TeamsHouse) -> None:
    """In a team the bot answers a mention in the thread, and leads to the private chat for referrals."""
    anna = house.linked(ANNA)
    team = TeamsUser(house.fake, anna.name, team="19:team@thread.tacv2;messageid=1")
    house.send(team.says(QUESTION))
    assert house.new(team) == []
    house.send(team.mentions(QUESTION))
    assert "IPS" in house.texts(team)[0]
    house.send(team.mentions("jeg vil henvise"))
    said = house.texts(team)[0]
    assert "https://teams.microsoft.com/l/chat/0/0?users=28:" in said


def test_a_mention_without_words_is_answered(house: TeamsHouse) -> None:
    """Who only names the bot learns what it can do."""
    gus = house.user("gus")
    team = TeamsUser(house.fake, gus.name, team="19:team@thread.tacv2;messageid=1")
    house.send(team.mentions(""))
    assert words("nb", "help.guest") in house.texts(team)[0]


def test_an_answer_that_quotes_is_an_answer(house: TeamsHouse) -> None:
    """Whoever uses "Reply" on a message of the bot is understood as whoever writes below it."""
    anna = house.linked(ANNA)
    house.send(anna.quotes("jeg vil henvise"))
    assert words("nb", "dialog.refer.informed.on_card.ask") in house.texts(anna)[-1]
    house.send(anna.quotes("ja"))
    assert [bool(value) for value in chosen(house, anna)] == [True, False, False, False, False]
    team = TeamsUser(house.fake, anna.name, team="19:team@thread.tacv2;messageid=1")
    house.send(team.quotes(QUESTION, mentions=True))
    assert "IPS" in house.texts(team)[0]


def test_a_forwarded_block_answers_no_question(house: TeamsHouse) -> None:
    """A forwarded message that comes as text is read, but is not the answer of whoever forwards it."""
    anna = house.linked(ANNA)
    house.send(anna.says("jeg vil henvise"))
    assert words("nb", "dialog.refer.informed.on_card.ask") in house.texts(anna)[-1]
    house.send(anna.forwards("ja"))
    told, again = house.texts(anna)
    assert told == words("nb", "guard.forwarded")
    assert words("nb", "dialog.refer.informed.ask") in again
    house.send(anna.forwards("Kari Nordmann, 91 23 45 67"))
    assert "Stopp!" in "".join(house.texts(anna))


def test_news_reach_the_other_side_and_its_card_changes_in_place(house: TeamsHouse) -> None:
    """A specialist gets a card about a referral; what comes later changes that card, and is told briefly."""
    jonas = house.linked(JONAS)
    anna = house.linked(ANNA)
    refer(house, anna)
    (first,) = house.new(jonas)
    assert first["choices"]
    code = house.referrals()[0].code
    house.send(anna.says(f"avbryt {code}"))
    cancel = house.new(anna)[-1]
    sure = next((one for one in cancel["choices"] if "cancel" in one["id"]), None)
    if sure:
        house.send(anna.presses(sure["id"], cancel["on"]))
    (told,) = house.new(jonas)
    shown = house.fake.in_chat(jonas.chat)[1]
    assert shown.id == first["on"]
    assert read(shown.activity).text != first["text"]
    assert words("nb", "teams.card_changed", code=code) in told["text"]
    assert house.rows("outbox")[-1]["delivered_at"]


def test_who_removes_the_bot_is_gone(house: TeamsHouse, fake: FakeTeams) -> None:
    """After removal news go another way; installing again is enough to come back."""
    jonas = house.linked(JONAS)
    anna = house.linked(ANNA)
    house.send(jonas.installs("remove"))
    refer(house, anna)
    assert house.texts(jonas) == []
    house.send(jonas.installs("add"))
    assert words("nb", "restart.welcome") in house.texts(jonas)[0]


def test_only_questions_by_policy(fake: FakeTeams) -> None:
    """Where the policy says so, referrals are made on the web page."""
    house = TeamsHouse(fake, referrals=False)
    anna = house.linked(ANNA)
    house.send(anna.says("jeg vil henvise"))
    assert house.texts(anna) == [words("nb", "rooms.questions", link="http://127.0.0.1:8080")]
    house.close()


def test_an_execute_hears_that_it_was_taken(house: TeamsHouse) -> None:
    """The kind of button that waits for an answer gets a word at once, and the card later."""
    gus = house.user("gus")
    (answer,) = house.send(gus.executes("help:"))
    assert answer.json()["value"] == words("nb", "teams.taken")
    assert words("nb", "help.guest") in house.texts(gus)[0]


CARDS = (
    ("informed", "wish", "treatment", "age", "sick_listed"),
    ("take_part", "scope", "nav"),
    ("form", "when", "recorded"),
)
"""The questions of each card of a referral; `ANSWERS` are the answers in this order."""


def card_pressed(shown: dict[str, Any], number: int) -> str:
    """Return what pressing a whole card sends, with every question of it answered."""
    steps = [step for steps in CARDS for step in steps]
    answers = dict(zip(steps, ANSWERS, strict=True))
    every = next(one["id"] for one in shown["choices"] if one["id"].endswith(":!all"))
    return "&".join((every, *(f"{step}={answers[step]}" for step in CARDS[number])))


def refer(house: TeamsHouse, anna: TeamsUser) -> None:
    """Go through the cards of the dialog, and send; the record text can then be copied."""
    house.send(anna.presses("refer:"))
    for number in range(len(CARDS)):
        card = house.new(anna)[-1]
        house.send(anna.presses(card_pressed(card, number), card["on"]))
    summary = house.new(anna)[-1]
    send = next(one["id"] for one in summary["choices"] if one["id"].endswith(":send"))
    house.send(anna.presses(send, summary["on"]))
    done = house.new(anna)
    assert any(one["fields"] and "IPS-" in one["fields"][0] for one in done), done
