"""What the reception and the postman promise every chat channel, over every storage."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from bot.delivery.outbox_worker import OutboxWorker
from bot.delivery.retry import RetryPolicy
from bot.delivery.wording import worded
from bot.domain.audit.entry import AuditAction as AuditAct
from bot.domain.message.chat import (
    Address,
    Gone,
    InboundUpdate,
    Later,
    Operation,
    OutboundMessage,
    Rejected,
    Turn,
    at_once,
)
from bot.domain.message.message import Inbound, Surface
from bot.domain.message.pace import Limits
from bot.domain.message.rate_limit import Rate
from bot.domain.person.invitation import digest, fresh
from bot.domain.person.person import Person, Role
from bot.domain.turn.notice import NoticeKind, Notify
from bot.shell.gateway import UNLIMITED, InboundGateway
from bot.storage.database import transaction
from bot.storage.schema.tables import outbound, session
from bot.storage.store import Store
from tests.contracts.house import ANNA, JONAS, StandingClock, desk
from tests.domain.making import NOW
from tests.fakes.sender import MemorySender
from tests.handlers.talk import knowledge
from tests.handlers.talk import say as words

QUICK = RetryPolicy(look=0.01, first_wait=0.01, carry=0.2)
FAST = Limits(chat_every_s=0.0, group_a_minute=1000, all_a_second=1000)
_ids = count(1)


class Stopwatch:
    """A clock that goes on only while somebody sleeps by it, at once."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> float:
        """Return the seconds slept so far."""
        return sum(self.slept)

    async def sleep(self, seconds: float) -> None:
        """Let these seconds have passed."""
        self.slept.append(seconds)


class Place:
    """A house with one chat channel; nothing but the service itself is made up."""

    def __init__(
        self, store: Store, *, surfaces: Surface = Surface.ALL, strangers: bool = True, rate: Rate = UNLIMITED
    ) -> None:
        self.store = store
        self.clock = StandingClock()
        self.sender = MemorySender()
        know = knowledge()
        self.desk = desk(store, clock=self.clock)
        everyone = {"telegram": surfaces, "teams": Surface.ALL}
        self.gateway = InboundGateway(
            self.desk,
            store.accounts,
            know.base.words,
            self.clock,
            everyone,
            "http://web/",
            strangers,
            {"telegram": self.sender},
            rate,
        )
        self.outbox_worker = OutboxWorker(
            store.outbox_store,
            store.accounts,
            {"telegram": self.sender},
            self.clock,
            lambda news, lang: worded(know.base.words, news, lang),
            QUICK,
            FAST,
        )

    async def arrives(self, text: str = "", *, user: str = "7", press: str = "", **more: Any) -> bool:
        """Let a user of the channel write or press something."""
        group = more.pop("group", "")
        address = Address("telegram", group or f"chat-{user}", bool(group), more.pop("place", {}))
        update = more.pop("update", "") or f"u{next(_ids)}"
        lang = more.pop("lang", None)
        turn = Inbound(update, press=press, lang=lang) if press else Inbound(update, text=text, lang=lang)
        return await self.gateway.receive(InboundUpdate(user, address, turn, **more))

    async def says(self, text: str = "", *, user: str = "7", **more: Any) -> list[str]:
        """The same, and return what is said in the chat after it."""
        chat = more.get("group") or f"chat-{user}"
        before = len(self.sender.texts(chat))
        assert await self.arrives(text, user=user, **more)
        await self.outbox_worker.empty()
        return self.sender.texts(chat)[before:]

    async def invited(self, person: Person) -> str:
        """Return an invitation of somebody who is known."""
        await self.store.add_people([person])
        code = fresh(secrets.choice)
        assert await self.store.accounts.invite(person.id, digest(code), NOW + dt.timedelta(days=1))
        return code


async def rows(store: Store) -> list[dict[str, Any]]:
    """Return the post as it stands."""
    async with transaction(store.engine, reading=True) as connection:
        return [dict(r) for r in (await connection.execute(outbound.select())).mappings()]


class TestOnce:
    """An update is one turn, whatever the channel does."""

    async def test_ten_copies_at_once_are_one_answer(self, store: Store) -> None:
        """However often an update is handed in, and however many at once, it is answered once."""
        place = Place(store)
        assert all(await asyncio.gather(*(place.arrives("hjelp", update="1") for _ in range(10))))
        await place.outbox_worker.empty()
        assert len(place.sender.texts("chat-7")) == 1

    async def test_what_was_said_is_forgotten_when_it_was_carried(self, store: Store) -> None:
        """The post keeps no text of what it carried."""
        place = Place(store)
        await place.says("hjelp")
        assert [(r["reply"], r["carried"]) for r in await rows(store)] == [(None, True)]

    async def test_a_broken_store_is_told_and_the_update_is_not_acknowledged(self, store: Store) -> None:
        """The person is told once, and the channel is to send the update again."""
        place = Place(store)
        await place.says("hjelp")
        async with transaction(store.engine) as connection:
            await connection.exec_driver_sql("ALTER TABLE taken_update RENAME TO gone")
            await connection.commit()
        assert not await place.arrives("hjelp", update="again")
        assert not await place.arrives("hjelp", update="again")
        assert place.sender.texts("chat-7")[1:] == [words("nb", "flow.fault")]
        async with transaction(store.engine) as connection:
            await connection.exec_driver_sql("ALTER TABLE gone RENAME TO taken_update")
            await connection.commit()
        assert await place.says("hjelp", update="again")


class TestWho:
    """A stranger is a guest; an invitation makes one of the staff."""

    async def test_a_stranger_may_ask_and_nothing_else(self, store: Store) -> None:
        """A guest gets no referral dialog."""
        place = Place(store)
        assert await place.says("jeg vil henvise")
        async with transaction(store.engine, reading=True) as connection:
            states = (await connection.execute(session.select())).mappings().all()
        assert [row["state"]["dialog"] for row in states] == [None]

    async def test_strangers_can_be_kept_out(self, store: Store) -> None:
        """With the setting, a stranger is told how to become known."""
        place = Place(store, strangers=False)
        assert await place.says("hjelp") == [words("nb", "account.stranger")]

    async def test_an_invitation_links_once(self, store: Store) -> None:
        """The first user becomes the person; another one with the same code does not."""
        place = Place(store)
        code = await place.invited(ANNA)
        (said,) = await place.says(f"koble til {code.lower()}")
        assert said == words("nb", "account.linked", name="Anna")
        (refused,) = await place.says(f"koble til {code}", user="8")
        assert refused == words("nb", "account.no_code")
        assert (
            "1" in (await place.says("jeg vil henvise"))[0] or await session_dialog(store, "anna") == "refer"
        )

    async def test_the_link_in_ten_copies_still_links(self, store: Store) -> None:
        """The same update again finds the same person and is answered once."""
        place = Place(store)
        code = await place.invited(ANNA)
        for _ in range(3):
            assert await place.arrives("/start", invitation=code, update="start")
        await place.outbox_worker.empty()
        assert place.sender.texts("chat-7") == [words("nb", "account.linked", name="Anna")]

    async def test_a_role_that_changes_under_way_counts(self, store: Store) -> None:
        """Between who it is and the turn an admin changes the role: the turn writes nothing back."""
        place = Place(store)
        await place.says(f"koble til {await place.invited(JONAS)}")
        who, now = store.accounts.visit, replace(JONAS, role=Role.NEWCOMER, post=None)

        async def and_then(*args: Any) -> Person:
            found = await who(*args)
            await store.add_people([now])
            return found

        place.gateway.accounts.visit = and_then  # type: ignore[method-assign,assignment]
        assert await place.says("innboks")
        assert await store.known(JONAS.id) == now

    async def test_an_old_code_does_not_link(self, store: Store) -> None:
        """After its time an invitation is worth nothing."""
        place = Place(store)
        code = await place.invited(ANNA)
        place.clock.at = NOW + dt.timedelta(days=2)
        assert await place.says(f"koble til {code}") == [words("nb", "account.no_code")]

    async def test_guessing_ends(self, store: Store) -> None:
        """After a number of wrong codes the right one is refused, too."""
        place = Place(store)
        code = await place.invited(ANNA)
        for _ in range(10):
            await place.arrives(f"koble til {fresh(secrets.choice)}")
        assert (await place.says(f"koble til {code}"))[-1] == words("nb", "account.no_code")

    async def test_a_talk_goes_on_in_another_channel(self, store: Store) -> None:
        """What was begun on the web page is asked on in the chat, and the person can leave it again."""
        place = Place(store)
        await place.desk.take("web", "w1", ANNA, Inbound("w1", text="jeg vil henvise"))
        code = await place.invited(ANNA)
        await place.arrives(f"koble til {code}")
        assert await session_dialog(store, "anna") == "refer"
        await place.says("avbryt")
        assert await session_dialog(store, "anna") is None
        assert (await place.says("koble fra"))[-1] == words("nb", "account.unlinked")
        assert (await place.says("koble fra"))[-1] == words("nb", "account.nobody")

    async def test_the_clients_language_counts_at_first(self, store: Store) -> None:
        """A new guest is answered in the language of the client."""
        place = Place(store)
        assert await place.says("/help", lang="en") == [
            "\n\n".join((words("en", "help.guest"), words("en", "help.never")))
        ]


async def session_dialog(store: Store, person: str) -> str | None:
    """Return the name of a person's open dialog."""
    async with store.unit(reading=True) as unit:
        dialog = (await unit.session(person)).dialog
    return dialog.name if dialog else None


async def linking(store: Store) -> list[tuple[str, str]]:
    """Return what the trail says about invitations and links, oldest first."""
    acts = {AuditAct.INVITED, AuditAct.LINKED, AuditAct.UNLINKED}
    lines = await store.audit_lines(50)
    return [(line.entry.action, line.entry.thing) for line in lines if line.entry.action in acts]


class TestTrail:
    """Who becomes known where stands in the audit trail."""

    async def test_invited_linked_and_unlinked_are_entries(self, store: Store) -> None:
        """Each stands there once, with the channel; a copy of an update, or a stranger, adds nothing."""
        place = Place(store)
        code = await place.invited(ANNA)
        for _ in range(2):
            await place.arrives(f"koble til {code}")
        for _ in range(2):
            await place.arrives("koble fra")
        await place.arrives(f"koble til {await place.invited(ANNA)}", user="8")
        assert await store.accounts.forget("anna") == 1
        once = [("person.invited", "-"), ("person.linked", "telegram"), ("person.unlinked", "telegram")]
        assert await linking(store) == once * 2

    async def test_a_lost_telephone_is_unlinked_from_the_web_page(self, store: Store) -> None:
        """Asked once, then nobody is known there: what waited is not shown there, no code works any more."""
        place = Place(store)
        await place.says(f"koble til {await place.invited(JONAS)}")
        unused = await place.invited(JONAS)
        async with store.unit() as unit:
            await unit.apply([Notify(NoticeKind.CANCEL, {"code": "IPS-7K3F"}, person="jonas")], NOW)
            await unit.commit()
        asked = await place.desk.take("web", "w1", JONAS, Inbound("w1", text="koble fra"))
        (sure,) = asked.replies[0].choices
        assert len(await store.accounts.channels()) == 1
        done = await place.desk.take("web", "w2", JONAS, Inbound("w2", press=sure.id))
        assert done.replies[0].text == words("nb", "account.unlinked_all")
        await place.outbox_worker.empty()
        assert not any("IPS-7K3F" in text for text in place.sender.texts("chat-7"))
        assert [row["delivered_at"] for row in await store.rows("outbox")] == [None]
        assert await place.says(f"koble til {unused}") == [words("nb", "account.no_code")]
        assert (await linking(store))[-1] == ("person.unlinked", "telegram")

    async def test_what_waits_for_a_lost_telephone_comes_where_the_person_still_is(
        self, store: Store
    ) -> None:
        """Unlinked from one channel on the command line: the news goes to the other one, once."""
        place = Place(store)
        await place.says(f"koble til {await place.invited(JONAS)}")
        away = InboundUpdate(
            "8", Address("teams", "chat-8"), Inbound("t1", text=f"koble til {await place.invited(JONAS)}")
        )
        assert await place.gateway.receive(away)
        other = MemorySender()
        place.outbox_worker.senders["teams"] = other
        await place.outbox_worker.empty()
        await place.says("hei")  # Telegram is used last
        async with store.unit() as unit:
            await unit.apply([Notify(NoticeKind.CANCEL, {"code": "IPS-7K3F"}, person="jonas")], NOW)
            await unit.commit()
        assert await store.accounts.forget("jonas", "telegram") == 1
        await place.outbox_worker.empty()
        assert not any("IPS-7K3F" in text for text in place.sender.texts("chat-7"))
        assert sum("IPS-7K3F" in text for text in other.texts("chat-8")) == 1

    async def test_without_a_trail_nobody_becomes_known(self, store: Store) -> None:
        """The entry and the link are one transaction: the update is not taken, the invitation not used."""
        place = Place(store)
        code = await place.invited(ANNA)
        async with transaction(store.engine) as connection:
            await connection.exec_driver_sql("ALTER TABLE audit_head RENAME TO gone")
            await connection.commit()
        assert not await place.arrives(f"koble til {code}", update="again")
        assert await store.accounts.channels() == []
        async with transaction(store.engine) as connection:
            await connection.exec_driver_sql("ALTER TABLE gone RENAME TO audit_head")
            await connection.commit()
        assert await place.says(f"koble til {code}", update="again")
        assert [one["person"] for one in await store.accounts.channels()] == ["anna"]


class TestRooms:
    """Where not everything may be done."""

    async def test_a_channel_for_questions_starts_no_referral(self, store: Store) -> None:
        """The person is shown where to do it, and a dialog from there stays as it is."""
        place = Place(store, surfaces=Surface.QUESTIONS)
        await place.desk.take("web", "w1", ANNA, Inbound("w1", text="jeg vil henvise"))
        await place.says(f"koble til {await place.invited(ANNA)}")
        elsewhere = words("nb", "rooms.questions", link="http://web/")
        assert await place.says("jeg vil henvise") == [elsewhere]
        assert await place.says("mine henvisninger") == [elsewhere]
        assert await place.says(press="d:1:yes") != []
        assert await session_dialog(store, "anna") == "refer"

    async def test_a_group_is_nobody(self, store: Store) -> None:
        """In a group a linked person refers nothing, and is led to the private chat."""
        place = Place(store)
        await place.says(f"koble til {await place.invited(ANNA)}")
        said = await place.says("jeg vil henvise", group="g1", place={"private": "https://me/bot"})
        assert said == [words("nb", "rooms.group", link="https://me/bot")]
        assert await session_dialog(store, "anna") is None


class TestRate:
    """Nobody keeps the assistant from the others."""

    async def test_too_much_is_taken_and_answered_once_a_minute(self, store: Store) -> None:
        """Above the rate nothing is done or written, others are answered, and after a while it goes on."""
        place = Place(store, rate=Rate(3))
        for _ in range(3):
            assert await place.says("hjelp")
        written = await rows(store)
        slow = words("en", "reception.too_many")
        assert [await place.says("hjelp", lang="en") for _ in range(5)] == [[slow], [], [], [], []]
        assert await rows(store) == written
        assert slow not in await place.says("hjelp", user="8")
        place.clock.at += dt.timedelta(seconds=61)
        assert slow not in await place.says("hjelp")

    async def test_too_much_does_not_link(self, store: Store) -> None:
        """A right code that comes too fast is not used up, and works later."""
        place = Place(store, rate=Rate(1))
        code = await place.invited(ANNA)
        await place.says("hjelp")
        assert await place.says(f"koble til {code}") == [words("nb", "reception.too_many")]
        place.clock.at += dt.timedelta(seconds=61)
        assert await place.says(f"koble til {code}") == [words("nb", "account.linked", name="Anna")]


class TestNews:
    """News reach people where they are."""

    async def news(self, store: Store, person: str = "jonas", code: str = "IPS-7K3F") -> None:
        """Put news into the outbox."""
        async with store.unit() as unit:
            await unit.apply([Notify(NoticeKind.CANCEL, {"code": code}, person=person)], NOW)
            await unit.commit()

    async def test_a_carrier_gets_turns_for_all_that_a_posting_becomes(self, store: Store) -> None:
        """Whoever sends three messages for one posting waits twice, by the pace of that chat."""
        place = Place(store)
        watch = Stopwatch()
        place.outbox_worker.limits = Limits(chat_every_s=3.0)
        place.outbox_worker.ticks, place.outbox_worker.sleep = watch.now, watch.sleep

        class InPieces(MemorySender):
            """Sends everything in three messages."""

            async def carry(self, outbound: OutboundMessage, turn: Turn = at_once) -> str:
                """See chat.Carrier."""
                for _ in range(2):
                    await turn()
                return await super().carry(outbound)

        place.sender = place.outbox_worker.senders["telegram"] = InPieces()
        assert await place.says("hei")
        assert watch.slept == [3.0, 3.0]

    async def test_news_come_in_order_and_count_as_delivered(self, store: Store) -> None:
        """A linked person gets them in the chat; nothing is left for e-mail."""
        place = Place(store)
        await place.says(f"koble til {await place.invited(JONAS)}")
        for sign in "ABC":
            await self.news(store, code=f"IPS-777{sign}")
        await place.outbox_worker.empty()
        said = place.sender.texts("chat-7")[1:]
        assert [next(s for s in "ABC" if f"777{s}" in text) for text in said] == ["A", "B", "C"]
        assert all(row["delivered_at"] for row in await store.rows("outbox"))

    async def test_who_blocked_the_bot_has_left(self, store: Store) -> None:
        """News then wait for another way, and coming back is enough to be reached again."""
        place = Place(store)
        await place.says(f"koble til {await place.invited(JONAS)}")
        place.sender.gone["chat-7"] = Gone()
        await self.news(store)
        await self.news(store)
        await place.outbox_worker.empty()
        assert [row["delivered_at"] for row in await store.rows("outbox")] == [None, None]
        place.sender.gone.clear()
        await place.says("hei")
        await self.news(store)
        await place.outbox_worker.empty()
        assert (await store.rows("outbox"))[-1]["delivered_at"]

    async def test_the_next_channel_takes_over(self, store: Store) -> None:
        """News that one chat did not take go to the other."""
        place = Place(store)
        await place.says(f"koble til {await place.invited(JONAS)}", user="7")
        place.clock.at += dt.timedelta(minutes=1)
        await place.says(f"koble til {await place.invited(JONAS)}", user="8")
        place.sender.gone["chat-8"] = Gone()
        await self.news(store)
        await place.outbox_worker.empty()
        assert "IPS-7K3F" in place.sender.texts("chat-7")[-1]

    async def test_later_is_tried_again_and_order_is_kept(self, store: Store) -> None:
        """A full service delays what comes after, too."""
        place = Place(store)
        place.sender.faults = [Later("429", 3.0), Later("500")]
        await place.arrives("hjelp", update="a")
        await place.arrives("hei", update="b")
        await place.outbox_worker.empty()
        assert place.sender.texts("chat-7") == []
        place.clock.at += dt.timedelta(seconds=2)
        await place.outbox_worker.empty()
        assert place.sender.tried == place.sender.tried[:1], "the service asked for three seconds"
        for _ in range(3):
            place.clock.at += dt.timedelta(seconds=40)
            await place.outbox_worker.empty()
        assert len(place.sender.texts("chat-7")) == 2
        assert len(set(place.sender.tried)) == 2

    async def test_what_is_rejected_blocks_nothing(self, store: Store) -> None:
        """One message that the service will never take is let go; the next one comes."""
        place = Place(store)
        place.sender.faults = [Rejected("bad")]
        await place.arrives("hjelp")
        assert len(await place.says("hei")) == 1

    async def test_a_chat_that_hangs_holds_up_no_other(self, store: Store) -> None:
        """Somebody else is answered while one chat does not take anything."""
        place = Place(store)
        place.sender.hanging.add("chat-1")
        await place.arrives("hjelp", user="1")
        await place.arrives("hjelp", user="2")
        stop = asyncio.Event()
        running = asyncio.create_task(place.outbox_worker.forever(stop))
        async with asyncio.timeout(5):
            while not place.sender.texts("chat-2"):
                await asyncio.sleep(0.01)
        assert place.sender.texts("chat-1") == []
        stop.set()
        await running


@pytest.mark.parametrize("erase", [True, False])
async def test_what_must_not_stand_is_deleted_and_used_buttons_go(store: Store, erase: bool) -> None:
    """Before the answer comes the deletion of an identifying message, or of the buttons that were used."""
    place = Place(store)
    if erase:
        await place.says("ring meg på 91 23 45 67", message="55")
    else:
        await place.says(press="help:", pressed_on="54")
    acts = [(p.act, p.message) for p in place.sender.carried]
    assert acts == [(Operation.ERASE, "55") if erase else (Operation.UNBUTTON, "54"), (Operation.SAY, "")]


@pytest.mark.parametrize("strangers", [True, False])
async def test_danger_is_answered_above_the_limit_and_to_strangers(store: Store, strangers: bool) -> None:
    """Whoever writes too much, or is nobody here, still gets the emergency numbers at once."""
    place = Place(store, strangers=strangers, rate=Rate(1))
    await place.says("hjelp")
    (said,) = await place.says("pasienten sier at han skal ta livet sitt i kveld")
    assert said == words("nb", "danger.text")
