"""A team's channel hears of new referrals: who connects it, what it reads, how it ends; on every storage."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import secrets
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.message.chat import Address, Gone, InboundUpdate, Operation
from bot.domain.message.message import Inbound, Surface
from bot.domain.person.invitation import fresh
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import StoreFault
from bot.domain.turn.outcome import ForgetPerson, TellTeam
from bot.storage.database import transaction
from bot.storage.schema import tables
from bot.storage.store import Store
from handlers.oversight import team_channel
from tests.contracts.house import ANNA, JONAS, press, refer, say
from tests.contracts.test_chat import Place, rows
from tests.domain.making import NOW, referral
from tests.fakes.sender import MemorySender
from tests.handlers.talk import METTE, context
from tests.handlers.talk import say as words

KARI = Person("kari", Role.COORDINATOR, name="Kari")
TEAM = "ips-oyane-dps"
NAME = "IPS Øyane DPS"
OURS, OTHERS, WHOLE = "19:ours@thread", "19:others@thread", "19:whole@thread"
PRIVATE = "https://teams.example/l/chat"
_ids = count(1)


class Channels(Place):
    """A house with Teams as its chat channel, and channels of a team there."""

    def __init__(self, store: Store, surface: Surface = Surface.ALL) -> None:
        super().__init__(store)
        self.sender = MemorySender("teams")
        self.gateway.senders["teams"] = self.outbox_worker.senders["teams"] = self.sender
        self.allow(surface)

    def allow(self, surface: Surface) -> None:
        """Say by policy what may be done in Teams, as the start does."""
        self.gateway.surfaces["teams"] = surface
        self.outbox_worker.tells = {"teams"} if surface is Surface.ALL else set()

    async def code(self, person: Person = METTE, team: str = "") -> str:
        """Ask for a code in the private talk."""
        said = await say(self.desk, person, "teamkanal")
        if team:
            said = await press(self.desk, person, f"team_channel:team:{team}")
        (found,) = re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}", said.replies[0].text)
        return str(found)

    async def write(self, text: str, channel: str = OURS, **more: Any) -> list[str]:
        """Write to the assistant in a thread of a channel; return what is said there after it."""
        feed = {"feed": channel, "within": WHOLE} if more.pop("closed", True) else {}
        thread = f"{channel};messageid={next(_ids)}"
        address = Address("teams", thread, True, {"private": PRIVATE, **feed})
        copies, user = more.pop("copies", 1), more.pop("user", "7")
        turn = Inbound(f"g{next(_ids)}", text=text, **more)
        arrived = InboundUpdate(user, address, turn)
        assert all(await asyncio.gather(*(self.gateway.receive(arrived) for _ in range(copies))))
        await self.outbox_worker.empty()
        return self.sender.texts(thread)

    async def connected(self, channel: str = OURS, **more: Any) -> list[str]:
        """Connect a channel by a code of the method supervisor."""
        return await self.write(f"koble til {await self.code()}", channel, **more)

    async def referral(self) -> str:
        """Let Anna refer to Jonas; return the code."""
        await say(self.desk, JONAS, "hei")
        await refer(self.desk, ANNA)
        await self.outbox_worker.empty()
        known = await self.store.all_referrals()
        return max(known, key=lambda one: one.history[0].at).code

    async def told(self, person: Person = METTE) -> list[str]:
        """Return the keys of the news for somebody."""
        return [r["text_key"] for r in await self.store.rows("outbox") if r["person"] == person.id]


async def channels(store: Store) -> list[tuple[str, str]]:
    """Return team and chat of every team's channel."""
    async with transaction(store.engine, reading=True) as connection:
        t = tables.team_channel
        return [(r.team, r.chat) for r in await connection.execute(sa.select(t.c.team, t.c.chat))]


async def trail(store: Store) -> list[tuple[str | None, str]]:
    """Return who did what to the team, by the trail."""
    lines = [one for one in await store.audit_lines(50) if one.entry.thing == TEAM]
    return [(line.who if line.entry.ref != "group" else "group", line.entry.action) for line in lines]


class TestConnecting:
    """Whoever decides for a team gets a code, which connects the channel it is written in."""

    async def test_a_new_referral_is_told_by_its_code(self, store: Store) -> None:
        """The channel reads the code, the post and where it is opened; no button, nothing about a patient."""
        place = Channels(store)
        assert await place.connected() == [words("nb", "team_channel.connected", team=NAME)]
        code = await place.referral()
        (outbound,) = (p for p in place.sender.carried if p.act is Operation.TELL)
        post = words("nb", "human.role.specialist", team=NAME, seat=" (Allmenn)")
        text = words("nb", "team_channel.new", code=code, post=post, link=PRIVATE)
        assert outbound.reply == replace(team_channel.told(context(), referral()).replies["nb"], text=text)
        assert (outbound.reply.choices, outbound.reply.sources, outbound.thing) == ((), (), "")
        assert outbound.address.chat == OURS
        assert await place.told() == ["team_channel.notice.connected"]
        left = await rows(store)
        assert all(code not in str(row["reply"]) for row in left)

    async def test_without_a_channel_nothing_is_posted(self, store: Store) -> None:
        """A referral goes its way where no team has a channel."""
        place = Channels(store)
        assert await place.referral()
        assert await rows(store) == []

    async def test_the_channel_is_told_in_its_language(self, store: Store) -> None:
        """The language of whoever connected it counts, not that of whoever refers."""
        place = Channels(store)
        await place.connected(lang="en")
        assert (await place.referral()) in place.sender.texts(OURS)[0]
        assert place.sender.texts(OURS)[0].startswith("New referral")

    async def test_the_coordinator_connects_any_team(self, store: Store) -> None:
        """The team is chosen first; what comes to another team is not told there."""
        place = Channels(store)
        await say(place.desk, METTE, "hei")
        said = await say(place.desk, KARI, "teamkanal")
        assert len(said.replies[0].choices) == 4
        code = await place.code(KARI, "ips-askoy")
        assert await place.write(f"koble til {code}") == [
            words("nb", "team_channel.connected", team="IPS Askøy")
        ]
        await place.referral()
        assert place.sender.texts(OURS) == []
        assert await channels(store) == [("ips-askoy", OURS)]

    async def test_ten_copies_connect_once(self, store: Store) -> None:
        """An update that comes again connects nothing anew, and is answered once."""
        place = Channels(store)
        assert len(await place.connected(copies=10)) == 1
        assert await place.told() == ["team_channel.notice.connected"]
        assert await trail(store) == [("Mette", "team.code"), ("Mette", "team.connected")]

    async def test_another_channel_takes_the_place_of_the_first(self, store: Store) -> None:
        """One channel a team: the first is told that it hears no more, and hears no more."""
        place = Channels(store)
        await place.connected(OTHERS, lang="nn")
        await place.connected()
        assert place.sender.texts(OTHERS) == [words("nn", "team_channel.replaced")]
        await place.referral()
        assert (len(place.sender.texts(OTHERS)), len(place.sender.texts(OURS))) == (1, 1)
        assert await channels(store) == [(TEAM, OURS)]

    async def test_the_private_reply_says_how_it_stands(self, store: Store) -> None:
        """Without a channel there is nothing to disconnect; with one there is."""
        place = Channels(store)
        before = (await say(place.desk, METTE, "teamkanal")).replies[0]
        await place.connected()
        after = (await say(place.desk, METTE, "teamkanal")).replies[0]
        assert (before.choices, [c.id for c in after.choices]) == ((), [f"team_channel:off:{TEAM}"])
        assert words("nb", "team_channel.has", team=NAME) in after.text


class TestRefused:
    """What connects nothing says so, and where it belongs."""

    async def test_a_persons_code_in_a_channel(self, store: Store) -> None:
        """It makes nobody anybody there, is not used up, and links in the private chat afterwards."""
        place = Channels(store)
        code = await place.invited(ANNA)
        assert await place.write(f"koble til {code}") == [words("nb", "team_channel.no_code")]
        assert await channels(store) == []
        assert await place.arrives(f"koble til {code}")
        assert "anna" in [one["person"] for one in await store.accounts.channels()]

    async def test_a_teams_code_in_a_private_chat(self, store: Store) -> None:
        """It links nobody, says where to write it, and works there afterwards."""
        place = Channels(store)
        place.outbox_worker.senders["telegram"] = alone = MemorySender()
        code = await place.code()
        assert await place.arrives(f"koble til {code}")
        await place.outbox_worker.empty()
        assert alone.texts("chat-7") == [words("nb", "team_channel.wrong_place")]
        assert "mette" not in [one["person"] for one in await store.accounts.channels()]
        assert await place.write(f"koble til {code}") == [words("nb", "team_channel.connected", team=NAME)]

    async def test_a_group_that_is_open_to_others(self, store: Store) -> None:
        """A group without a team behind it, such as one in Telegram, is refused in clear words."""
        place = Channels(store)
        assert await place.connected(closed=False) == [words("nb", "team_channel.not_here")]
        assert await channels(store) == []

    async def test_a_code_works_once_and_not_for_long(self, store: Store) -> None:
        """Used, or older than a quarter of an hour, it connects nothing."""
        place = Channels(store)
        code = await place.code()
        await place.write(f"koble til {code}")
        assert await place.write(f"koble til {code}", OTHERS) == [words("nb", "team_channel.no_code")]
        old = await place.code()
        place.clock.at += dt.timedelta(minutes=16)
        assert await place.write(f"koble til {old}", OTHERS) == [words("nb", "team_channel.no_code")]
        assert await channels(store) == [(TEAM, OURS)]

    async def test_guessing_ends_in_whatever_thread(self, store: Store) -> None:
        """After ten wrong codes of one person the right one is refused; another one's is taken."""
        place = Channels(store)
        for _ in range(10):
            await place.write(f"koble til {fresh(secrets.choice)}")
        code = await place.code()
        assert await place.write(f"koble til {code}") == [words("nb", "team_channel.no_code")]
        assert await place.write(f"koble til {code}", user="8") != [words("nb", "team_channel.no_code")]

    @pytest.mark.parametrize("how", ["edited", "forwarded"])
    async def test_what_is_not_said_anew(self, store: Store, how: str) -> None:
        """An edited or forwarded message connects and disconnects nothing."""
        place = Channels(store)
        await place.connected(**{how: True})
        assert await channels(store) == []
        await place.connected()
        await place.write("koble fra", **{how: True})
        assert await channels(store) == [(TEAM, OURS)]

    async def test_who_no_longer_decides(self, store: Store) -> None:
        """A code of somebody who has another part by now connects nothing."""
        place = Channels(store)
        code = await place.code()
        await store.add_people([replace(METTE, role=Role.JOB_SPECIALIST, post="dps-fact")])
        assert await place.write(f"koble til {code}") == [words("nb", "team_channel.no_code")]

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.METHOD_SUPERVISOR, Role.COORDINATOR}))
    async def test_others_get_no_code(self, store: Store, role: Role) -> None:
        """Nobody else gets one, by words or by buttons; that one tried is on record, once an hour."""
        place = Channels(store)
        person = Person("x", role, service="oyane-dps-allmenn", post="dps-general")
        for answer in (
            await say(place.desk, person, "teamkanal"),
            await press(place.desk, person, f"team_channel:team:{TEAM}"),
            await press(place.desk, person, f"team_channel:off:{TEAM}"),
        ):
            assert [reply.text for reply in answer.replies] == [words("nb", "team_channel.not_for_you")]
        assert [row["thing"] for row in await store.rows("audit")] == ["connect"]

    async def test_a_supervisor_decides_for_no_other_team(self, store: Store) -> None:
        """The button of another team does nothing."""
        place = Channels(store)
        said = await press(place.desk, METTE, "team_channel:team:ips-askoy")
        assert said.replies[0].text == words("nb", "team_channel.not_for_you")


class TestPolicy:
    """Where only questions are allowed, nothing is told."""

    async def test_no_channel_is_connected(self, store: Store) -> None:
        """The refusal says who decided so, and the code is not used up."""
        place = Channels(store, Surface.QUESTIONS)
        code = await place.code()
        assert await place.write(f"koble til {code}") == [words("nb", "team_channel.not_allowed")]
        place.allow(Surface.ALL)
        assert await place.write(f"koble til {code}") == [words("nb", "team_channel.connected", team=NAME)]

    async def test_later_nothing_more_is_posted(self, store: Store) -> None:
        """A channel that was connected before stays silent, also about what waited in the post."""
        place = Channels(store)
        await place.connected()
        place.allow(Surface.QUESTIONS)
        await place.referral()
        assert place.sender.texts(OURS) == []
        place.allow(Surface.ALL)
        await place.outbox_worker.empty()
        assert place.sender.texts(OURS) == []


class TestEnding:
    """A feed is ended by anybody in the channel, by whoever decides, or when the bot is gone."""

    async def test_in_the_channel(self, store: Store) -> None:
        """Whoever writes it there ends it; the supervisor is told, the trail knows that it was somebody."""
        place = Channels(store)
        await place.connected()
        assert await place.write("koble fra") == [words("nb", "team_channel.disconnected")]
        assert await place.write("koble fra") == [words("nb", "team_channel.no_channel")]
        await place.referral()
        assert place.sender.texts(OURS) == []
        assert await place.told() == ["team_channel.notice.connected", "team_channel.notice.ended"]
        assert (await trail(store))[-1] == ("group", "team.disconnected")
        shown = (await say(place.desk, KARI, "vis revisjonssporet")).replies[0].text
        assert words("nb", "audit.group") in shown
        assert words("nb", "audit.act.team.connected") in shown

    async def test_only_in_the_channel_itself(self, store: Store) -> None:
        """Another channel of the same team in Teams, even its first, ends nothing."""
        place = Channels(store)
        await place.connected()
        for other in (OTHERS, WHOLE):
            assert await place.write("koble fra", other) == [words("nb", "team_channel.no_channel")]
        assert await channels(store) == [(TEAM, OURS)]

    async def test_a_used_code_does_not_come_back(self, store: Store) -> None:
        """After the end the old code connects nothing, not even where it was used."""
        place = Channels(store)
        code = await place.code()
        await place.write(f"koble til {code}")
        await place.write("koble fra")
        assert await place.write(f"koble til {code}") == [words("nb", "team_channel.no_code")]
        assert await channels(store) == []

    @pytest.mark.parametrize("person", [METTE, KARI], ids=lambda person: person.role)
    async def test_in_the_private_talk(self, store: Store, person: Person) -> None:
        """The channel gets a last word; the supervisor is told if it was somebody else."""
        place = Channels(store)
        await place.connected()
        said = await press(place.desk, person, f"team_channel:off:{TEAM}")
        await place.outbox_worker.empty()
        assert said.replies[0].text == words("nb", "team_channel.off_done", team=NAME)
        assert place.sender.texts(OURS) == [words("nb", "team_channel.farewell", team=NAME)]
        told = ["team_channel.notice.by_another"] if person is KARI else []
        assert (await place.told())[1:] == told
        again = await press(place.desk, person, f"team_channel:off:{TEAM}")
        assert again.replies[0].text == words("nb", "team_channel.has_none", team=NAME)
        assert (await trail(store))[-1] == (person.name, "team.disconnected")

    async def test_when_the_bot_is_taken_out(self, store: Store) -> None:
        """Out of the whole team, its channel is none any more; out of another chat, nothing happens."""
        place = Channels(store)
        await place.connected()
        assert await place.gateway.left(Address("teams", OTHERS, True))
        assert await place.gateway.left(Address("telegram", OURS, True))
        assert await channels(store) == [(TEAM, OURS)]
        assert await place.gateway.left(Address("teams", WHOLE, True))
        assert await channels(store) == []
        assert (await place.told())[-1] == "team_channel.notice.ended"

    async def test_when_the_channel_is_gone(self, store: Store) -> None:
        """Teams says so when the next one is told; then the supervisor knows, and nothing waits any more."""
        place = Channels(store)
        await place.connected()
        place.sender.gone[OURS] = Gone("404")
        await place.referral()
        await place.referral()
        assert await channels(store) == []
        assert (await place.told()).count("team_channel.notice.ended") == 1
        assert all(row["done_at"] and not row["reply"] for row in await rows(store) if row["act"] == "tell")

    async def test_what_waits_is_not_told_after_the_end(self, store: Store) -> None:
        """What stands in the post when a channel is disconnected does not come after it."""
        place = Channels(store)
        await place.connected()
        place.sender.hanging.add(OURS)
        await refer(place.desk, ANNA)
        await place.write("koble fra")
        place.sender.hanging.clear()
        place.clock.at += dt.timedelta(minutes=5)
        await place.outbox_worker.empty()
        assert place.sender.texts(OURS) == []


class TestOneTransaction:
    """What a channel is told stands in the post together with the referral, or neither does."""

    async def test_without_commit_nothing_is_told(self, store: Store) -> None:
        """A turn that is killed before its commit leaves nothing for the channel."""
        place = Channels(store)
        await place.connected()
        before = await rows(store)
        async with store.unit() as unit:
            await unit.apply([team_channel.told(context(), referral())], NOW)
        assert await rows(store) == before
        async with store.unit() as unit:
            await unit.apply([team_channel.told(context(), referral())], NOW)
            await unit.commit()
        assert [row["act"] for row in await rows(store)][len(before) :] == ["tell"]

    async def test_without_a_trail_nothing_is_connected_or_ended(self, store: Store) -> None:
        """The entry and the change are one transaction."""
        place = Channels(store)
        await place.connected()
        code = await place.code()
        await rename(store, "audit_head", "gone")
        update = Inbound("again", text=f"koble til {code}")
        where = Address("teams", f"{OTHERS};messageid=1", True, {"feed": OTHERS, "within": WHOLE})
        assert not await place.gateway.receive(InboundUpdate("7", where, update))
        assert not await place.gateway.left(Address("teams", WHOLE, True))
        with pytest.raises(StoreFault):
            await store.accounts.disconnect(replace(where, place={"feed": OURS}), NOW)
        assert await channels(store) == [(TEAM, OURS)]
        await rename(store, "gone", "audit_head")
        assert await place.gateway.receive(InboundUpdate("7", where, update))
        assert await channels(store) == [(TEAM, OTHERS)]

    async def test_who_connected_it_can_be_forgotten(self, store: Store) -> None:
        """The channel stays the team's; nothing in its row names anybody."""
        place = Channels(store)
        await place.connected()
        async with store.unit() as unit:
            await unit.apply([ForgetPerson("mette")], NOW)
            await unit.commit()
        async with transaction(store.engine, reading=True) as connection:
            for table in (tables.team_channel, tables.invitation):
                found = (await connection.execute(sa.select(table))).all()
                assert "mette" not in str(found).lower()
        assert await channels(store) == [(TEAM, OURS)]


def test_a_referral_that_moves_to_another_team_is_told_there() -> None:
    """Handed over inside the team it is not told again; into another team it is, to that one."""
    before = referral(post="dps-general")
    inside = before.hand_over("dps-fact", "mette", NOW)
    outside = before.hand_over("askoy-fact", "mette", NOW)
    assert team_channel.told_if_new(context(), before, inside) == ()
    (told,) = team_channel.told_if_new(context(), before, outside)
    assert isinstance(told, TellTeam)
    assert told.team == "ips-askoy"


async def rename(store: Store, table: str, to: str) -> None:
    """Rename a table, so that nothing can be written to it."""
    async with transaction(store.engine) as connection:
        await connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {to}")
        await connection.commit()
