"""Activities as Teams sends them, and what they become."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.channels.teams.parse import Left, parse
from bot.domain.message.chat import Address, InboundUpdate
from bot.domain.message.message import Inbound, Unsupported
from tests.fakes.teams import BOT, CLIENT_ID, TENANT, FakeTeams, TeamsUser, aad

FAKE = FakeTeams()
FAKE.url = "http://127.0.0.1:1"
ANNA = TeamsUser(FAKE, "anna")
TEAM = TeamsUser(FAKE, "anna", team="19:x@thread.tacv2;messageid=5")


def arrived(activity: dict[str, Any]) -> InboundUpdate:
    """Return what an activity becomes, which must be something."""
    found = parse(activity)
    assert isinstance(found, InboundUpdate)
    return found


def turn(activity: dict[str, Any]) -> Inbound:
    """Return the turn of an activity."""
    return arrived(activity).turn


def test_who_and_where() -> None:
    """A person is tenant and Entra object id; the chat keeps where Teams is to be reached."""
    said = ANNA.says("hei")
    found = arrived(said)
    assert found.user == f"{TENANT}/{aad('anna')}"
    assert found.address == Address("teams", "a:anna", False, {"service": FAKE.service, "bot": BOT})
    assert (found.message, found.turn.text, found.turn.lang) == (said["id"], "hei", "nb")


def test_no_name_goes_further() -> None:
    """Teams sends a person's name with everything; it ends here."""
    assert "Navnesen" not in repr(parse(ANNA.says("hei")))


def test_two_chats_may_use_the_same_number() -> None:
    """Teams numbers messages in each chat anew; an edit keeps the number and is an update of its own."""
    said = ANNA.says("hei")
    other = {**said, "conversation": {**said["conversation"], "id": "a:other"}}
    edits = [ANNA.edits(said, "hei der"), {**ANNA.edits(said, "hei du"), "timestamp": "2026-11-22T10:00:00Z"}]
    assert len({arrived(one).turn.update_id for one in (said, other, *edits)}) == 4
    assert arrived(said) == arrived(dict(said))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hei &nbsp;der\xa0", "hei  der"),
        ("5 < 6 && **x** [y](z)", "5 < 6 && **x** [y](z)"),
        ("æøå Ã …", "æøå Ã …"),
        ("hei\x00 \ud800", "hei ?"),
    ],
)
def test_text_as_it_was_written(text: str, words: str) -> None:
    """Nothing of what was written is taken for markup; what no database takes is left out."""
    assert turn(ANNA.says(text, attachments=[])).text == words


def test_xml_text_without_its_tags() -> None:
    """Where Teams says that a text is markup, the tags go."""
    said = ANNA.says("<at>IPS</at> <b>5 &lt; 6</b>", textFormat="xml", attachments=[])
    assert turn(said).text == "5 < 6"


def test_buttons() -> None:
    """Both kinds of buttons are presses; a form of somebody else's is nothing."""
    pressed = arrived(ANNA.presses("help:", "77"))
    assert (pressed.turn.press, pressed.pressed_on, pressed.message) == ("help:", "77", "")
    assert turn(ANNA.executes("help:")).press == "help:"
    for value in ({}, {"press": 5}, {"press": ""}, {"press": "x" * 201}, "help:", []):
        assert parse(ANNA.activity("message", value=value, text="help:")) is None


@pytest.mark.parametrize(
    ("media", "kind"),
    [
        ("image/png", Unsupported.PHOTO),
        ("image/*", Unsupported.PHOTO),
        ("audio/mp4", Unsupported.VOICE),
        ("application/vnd.microsoft.card.audio", Unsupported.VOICE),
        ("video/mp4", Unsupported.VIDEO),
        ("application/vnd.microsoft.teams.file.download.info", Unsupported.FILE),
        ("application/pdf", Unsupported.FILE),
        ("application/vnd.microsoft.card.adaptive", Unsupported.OTHER),
    ],
)
def test_what_is_attached(media: str, kind: Unsupported) -> None:
    """Each kind of attachment is refused as what it is, with its caption and name for the guard."""
    found = turn(ANNA.sends(media, "epikrise.pdf", "se her"))
    assert (found.unsupported, found.caption, found.file_name) == (kind, "se her", "epikrise.pdf")


def test_the_formatted_copy_is_no_file() -> None:
    """Teams sends ordinary text a second time as text/html; only a picture without words is a sticker."""
    picture = [{"contentType": "text/html", "content": '<p><img src="x" alt="gif"></p>'}]
    emoji = [{"contentType": "text/html", "content": '<img itemtype="http://schema.skype.com/Emoji">'}]
    assert turn(ANNA.says("hei")).text == "hei"
    assert turn(ANNA.says("hei", attachments=picture)).text == "hei"
    assert turn(ANNA.says("", attachments=picture)).unsupported is Unsupported.STICKER
    assert parse(ANNA.says("", attachments=emoji)) is None


def test_forwarded() -> None:
    """Of a forwarded message the words come through, not whose they were."""
    content = {"originalMessageContent": "<p>Ring <b>Kari</b></p>", "originalMessageSender": "Per Person"}
    found = turn(ANNA.sends("forwardedMessageReference", **content))
    assert found.forwarded
    assert (found.text or "").split() == ["Ring", "Kari"]
    assert turn(ANNA.sends("forwardedMessageReference")).unsupported is Unsupported.OTHER


def test_edits() -> None:
    """An edit is one; that a message was taken back and put back is nothing."""
    said = ANNA.says("hei")
    assert turn(ANNA.edits(said, "hva er ips")).edited
    undone = {**ANNA.edits(said, "hei"), "channelData": {"eventType": "undeleteMessage"}}
    assert parse(undone) is None


def test_groups() -> None:
    """In a team only what is said to the bot is heard, without the mention; the private chat is named."""
    found = arrived(TEAM.mentions("hva er ips?"))
    assert (found.turn.text, found.address.group) == ("hva er ips?", True)
    assert found.address.place["private"].endswith(f"users=28:{CLIENT_ID}")
    other = {"type": "mention", "mentioned": {"id": "29:per"}, "text": "<at>Per</at>"}
    assert parse(TEAM.says("hva er ips?")) is None
    assert parse(TEAM.says("<at>Per</at> hei", entities=[other])) is None
    assert parse(TEAM.sends("image/png")) is None
    assert arrived(TEAM.presses("help:")).address.group


def test_where_news_for_a_team_begin() -> None:
    """A channel's news begin in no thread and end with its team; other chats have none."""
    found = arrived(TEAM.mentions("hei")).address
    assert (found.place["feed"], found.place["within"]) == ("19:x@thread.tacv2", TEAM.whole)
    assert parse(TEAM.removes()) == Left(
        replace(found, chat=TEAM.whole, place={**found.place, "feed": TEAM.whole})
    )
    several = {**TEAM.mentions("hei")}
    several["conversation"] = {**several["conversation"], "conversationType": "groupChat"}
    assert not {"feed", "within"} & set(arrived(several).address.place)
    assert not {"feed", "within"} & set(arrived(ANNA.says("hei")).address.place)


def test_coming_and_going() -> None:
    """Installing says hello in private; removal, by either kind of activity, is leaving."""
    assert turn(ANNA.installs()).press == "restart:"
    assert parse(TEAM.installs()) is None
    assert parse(ANNA.installs("add-upgrade")) is None
    gone = Left(Address("teams", "a:anna", False, {"service": FAKE.service, "bot": BOT}))
    assert parse(ANNA.installs("remove")) == gone
    assert parse(ANNA.activity("conversationUpdate", membersRemoved=[{"id": BOT}])) == gone
    assert parse(ANNA.activity("conversationUpdate", membersRemoved=[{"id": "29:per"}])) is None


@pytest.mark.parametrize(
    ("locale", "lang"),
    [("nb-NO", "nb"), ("NN-no", "nn"), ("no", "nb"), ("en-US", "en"), ("sv-SE", "en"), ("", None)],
)
def test_languages(locale: str, lang: str | None) -> None:
    """The client's language, or none if it does not say."""
    assert turn({**ANNA.says("hei"), "locale": locale}).lang == lang


@pytest.mark.parametrize("missing", ["id", "serviceUrl", "conversation", "recipient", "from"])
def test_what_is_not_whole_is_nothing(missing: str) -> None:
    """Without an id, a place or a person nothing arrives."""
    said = ANNA.says("hei")
    del said[missing]
    assert parse(said) is None


def test_a_card_comes_back_with_all_that_was_chosen() -> None:
    """Answers of the card's own questions come with its button; whatever else stands in it does not."""
    chosen = {"informed": "d:7:informed=yes", "age": "d:7:age=adult", "record0": "d:6:age=child", "x": "ja"}
    sent = ANNA.activity("message", value={"press": "d:7:!all", **chosen})
    assert turn(sent).press == "d:7:!all&informed=yes&age=adult"
