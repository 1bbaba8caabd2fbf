"""A team's channel in Teams, over the real wire: activities in, cards out to the channel itself."""

from __future__ import annotations

import re

from bot.domain.person.person import Person, Role
from tests.channels.teams.house import TeamsHouse
from tests.channels.teams.reading import read
from tests.channels.teams.test_behaviour import refer
from tests.contracts.house import ANNA, JONAS
from tests.fakes.teams import BOT, FakeTeams, TeamsUser
from tests.handlers.talk import METTE
from tests.handlers.talk import say as words

OURS, OTHERS = "19:ours@thread.tacv2", "19:others@thread.tacv2"
NAME = "IPS Øyane DPS"
KARI = Person("kari", Role.COORDINATOR, name="Kari")


def member(house: TeamsHouse, channel: str = OURS, locale: str = "nb-NO", thread: int = 1) -> TeamsUser:
    """Return somebody who writes in a thread of a channel."""
    return TeamsUser(house.fake, f"member-{id(house)}", locale, team=f"{channel};messageid={thread}")


def code_for(house: TeamsHouse, supervisor: TeamsUser) -> str:
    """Ask for a code in the private chat."""
    house.send(supervisor.says("teamkanal"))
    (code,) = re.findall(r"er ([2-9A-Z]{4}-[2-9A-Z]{4})\.", house.texts(supervisor)[-1])
    return str(code)


def connect(house: TeamsHouse, supervisor: TeamsUser, where: TeamsUser) -> list[str]:
    """Connect the channel somebody writes in; return what is said in the thread."""
    house.send(where.mentions(f"koble til {code_for(house, supervisor)}"))
    return house.texts(where)


def shown(house: TeamsHouse, channel: str = OURS) -> list[str]:
    """Return what stands in a channel itself, each in a thread of its own."""
    return [read(one.activity).text for one in house.fake.in_chat(channel)]


def test_a_new_referral_is_told_in_the_channel(house: TeamsHouse) -> None:
    """One message in the channel, in no old thread: code, post, a link that opens; no button, no name."""
    mette, anna, jonas = house.linked(METTE), house.linked(ANNA), house.linked(JONAS)
    where = member(house)
    assert connect(house, mette, where) == [words("nb", "team_channel.connected", team=NAME)]
    assert house.texts(mette) == [words("nb", "team_channel.notice.connected", team=NAME)]
    refer(house, anna)
    (told,) = house.fake.in_chat(OURS)
    seen = read(told.activity)
    code = house.referrals()[0].code
    post = words("nb", "human.role.specialist", team=NAME, seat=" (Allmenn)")
    link = f"https://teams.microsoft.com/l/chat/0/0?users={BOT}"
    assert seen.text == words("nb", "team_channel.new", code=code, post=post, link=link)
    assert (seen.choices, list(seen.open.values()), seen.fields) == ([], [link], [])
    assert "Anna" not in str(told.activity)
    assert house.texts(where) == []
    assert code in house.texts(jonas)[-1]


def test_nothing_of_a_referral_is_shown_in_the_channel(house: TeamsHouse) -> None:
    """Whoever writes the code there, or presses what others have, is led to the private chat."""
    mette, anna = house.linked(METTE), house.linked(ANNA)
    where = member(house)
    connect(house, mette, where)
    refer(house, anna)
    code = house.referrals()[0].code
    elsewhere = words("nb", "rooms.group", link=f"https://teams.microsoft.com/l/chat/0/0?users={BOT}")
    house.send(where.mentions(code))
    assert house.texts(where) == [elsewhere]
    presses = (f"referrals:{code}", "team_channel:", "team_channel:off:ips-oyane-dps")
    for press in presses:
        house.send(where.presses(press))
        assert house.texts(where) == [elsewhere]
    assert house.rows("outbox")[-1]["text_key"] != "team_channel.notice.ended"


def test_another_channel_and_the_end(house: TeamsHouse) -> None:
    """The first is told in its language when another takes its place; `koble fra` ends the second."""
    mette, anna = house.linked(METTE), house.linked(ANNA)
    connect(house, mette, member(house, OTHERS, "en-GB"))
    connect(house, mette, member(house))
    assert shown(house, OTHERS) == [words("en", "team_channel.replaced")]
    later = member(house, thread=2)
    house.send(later.mentions("koble fra"))
    assert house.texts(later) == [words("nb", "team_channel.disconnected")]
    assert house.texts(mette)[-1] == words("nb", "team_channel.notice.ended", team=NAME)
    refer(house, anna)
    assert (shown(house), len(shown(house, OTHERS))) == ([], 1)


def test_without_a_mention_nothing_ends(house: TeamsHouse) -> None:
    """What people write to each other is none of the bot's business."""
    mette, anna = house.linked(METTE), house.linked(ANNA)
    where = member(house)
    connect(house, mette, where)
    house.send(where.says("koble fra"))
    refer(house, anna)
    assert len(shown(house)) == 1


def test_the_coordinator_disconnects_by_a_button(house: TeamsHouse) -> None:
    """In the private chat, after choosing the team; the channel and its supervisor are told."""
    mette, kari = house.linked(METTE), house.linked(KARI)
    connect(house, mette, member(house))
    house.new(mette)
    house.send(kari.says("teamkanal"))
    for label in (NAME, words("nb", "team_channel.disconnect")):
        card = house.new(kari)[-1]
        press = next(one["id"] for one in card["choices"] if one["label"] == label)
        house.send(kari.presses(press, card["on"]))
    assert house.texts(kari)[-1] == words("nb", "team_channel.off_done", team=NAME)
    assert shown(house) == [words("nb", "team_channel.farewell", team=NAME)]
    assert house.texts(mette) == [words("nb", "team_channel.notice.by_another", name="Kari", team=NAME)]


def test_the_bot_is_taken_out_of_the_team(house: TeamsHouse) -> None:
    """Teams says so in the team's first channel; the connected one hears no more, its supervisor knows."""
    mette, anna = house.linked(METTE), house.linked(ANNA)
    where = member(house)
    connect(house, mette, where)
    house.send(where.removes())
    assert house.texts(mette)[-1] == words("nb", "team_channel.notice.ended", team=NAME)
    refer(house, anna)
    assert shown(house) == []


def test_the_channel_was_deleted(house: TeamsHouse) -> None:
    """The connector takes nothing any more: the feed ends, and the supervisor knows."""
    mette, anna = house.linked(METTE), house.linked(ANNA)
    connect(house, mette, member(house))
    house.fake.closed.add(OURS)
    refer(house, anna)
    told = words("nb", "team_channel.notice.ended", team=NAME)
    assert any(told in text for text in house.texts(mette))


def test_codes_in_the_wrong_place(house: TeamsHouse) -> None:
    """A person's code in the channel, and the team's in a private chat, are refused in words."""
    mette = house.linked(METTE)
    where, gus = member(house), house.user("gus")
    house.send(mette.says("koble til"))
    code = re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}", house.texts(mette)[-1])[0]
    house.send(where.mentions(f"koble til {code}"))
    assert house.texts(where) == [words("nb", "team_channel.no_code")]
    house.send(gus.says(f"koble til {code_for(house, mette)}"))
    assert house.texts(gus) == [words("nb", "team_channel.wrong_place")]


def test_a_group_chat_is_no_teams_channel(house: TeamsHouse) -> None:
    """A chat of some people, behind which no team stands, is refused."""
    mette, where = house.linked(METTE), member(house)
    text = f"koble til {code_for(house, mette)}"
    several = where.mentions(text)
    several["conversation"]["conversationType"] = "groupChat"
    del several["channelData"]["team"]
    house.send(several)
    assert house.texts(where) == [words("nb", "team_channel.not_here")]


def test_only_questions_by_policy(fake: FakeTeams) -> None:
    """Where the policy is `questions`, a code cannot even be had in Teams, and connects nothing."""
    house = TeamsHouse(fake, referrals=False)
    mette, where = house.linked(METTE), member(house)
    house.send(mette.says("teamkanal"))
    assert house.texts(mette) == [words("nb", "rooms.questions", link="http://127.0.0.1:8080")]
    said = house.play({"id": "mette", "role": "method_supervisor", "post": "dps-supervisor"}, say="teamkanal")
    (code,) = re.findall(r"er ([2-9A-Z]{4}-[2-9A-Z]{4})\.", said["replies"][0]["text"])
    house.send(where.mentions(f"koble til {code}"))
    assert house.texts(where) == [words("nb", "team_channel.not_allowed")]
    house.close()
