"""What a turn promises, over every storage: once, in order, written before it is told."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.case.referral import State
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import Said, StaleReferral, StoreBusy, StoreFault
from bot.domain.turn.session import Session
from bot.storage import database
from bot.storage.store import Store
from tests.contracts.house import ANNA, JONAS, at_once, button, desk, press, refer, say, to_summary
from tests.domain.making import TODAY, directory, referral
from tests.fakes.units import failing, interrupted
from tests.handlers.talk import say as words

FAULT = words("nb", "flow.fault")
SENT = ["notice.requested", "notice.nobody"]
"""The news of a referral to a post that nobody reads yet: to the post, and to the coordinator."""


def texts(said: Said) -> list[str]:
    """Return the texts of the replies."""
    return [reply.text for reply in said.replies]


async def session(store: Store, person: Person) -> Session:
    """Return a person's session as it stands in the store."""
    async with store.unit(reading=True) as unit:
        return await unit.session(person.id)


async def fill(store: Store, post: str, number: int) -> None:
    """Give a post this many open referrals."""
    from bot.domain.turn.outcome import OpenReferral

    async with store.unit() as unit:
        new = (referral(code=f"IPS-F{post[-1]}{n:02}", post=post, clinician="other") for n in range(number))
        await unit.apply([OpenReferral(r) for r in new], referral().history[0].at)
        await unit.commit()


async def loads(store: Store) -> dict[str, int]:
    """Return how many open referrals each post has."""
    async with store.unit(reading=True) as unit:
        snapshot = await unit.reader(ANNA, (), referral().history[0].at.date()).everything()
    return {post: load.open_referrals for post, load in snapshot.loads.items()}


class TestOnce:
    """The same update is one turn."""

    async def test_the_same_update_twice_is_one_turn(self, store: Store) -> None:
        """The second time the same is answered and nothing is done."""
        turns = desk(store)
        send = await to_summary(turns)
        first = await press(turns, ANNA, send, "send-once")
        again = await press(turns, ANNA, send, "send-once")
        assert first == again
        assert first.replies[0].record
        assert len(await store.all_referrals()) == 1
        assert len(await store.rows("audit")) == 2  # the referral, and its consent

    async def test_ten_copies_at_once_are_one_turn(self, store: Store) -> None:
        """Copies that come at the same moment, also to several processes, all get the one answer."""
        desks = [desk(store) for _ in range(3)]
        send = await to_summary(desks[0])
        answers = await at_once(*(press(desks[n % 3], ANNA, send, "copied") for n in range(10)))
        assert {tuple(texts(said)) for said in answers} == {tuple(texts(answers[0]))}
        assert FAULT not in texts(answers[0])
        assert len(await store.all_referrals()) == 1
        assert [row["text_key"] for row in await store.rows("outbox")] == SENT

    async def test_a_new_person_who_comes_twice_at_once(self, store: Store) -> None:
        """The first row of a person is written by one of the two; the other is not turned away."""
        both = await at_once(say(desk(store), ANNA, "hjelp"), say(desk(store), ANNA, "hjelp"))
        assert all(FAULT not in texts(said) for said in both)

    async def test_an_update_of_somebody_else_is_another_update(self, store: Store) -> None:
        """An id that another person used brings neither that person's answer nor a lost turn."""
        turns = desk(store)
        sent = await press(turns, ANNA, await to_summary(turns), "shared-id")
        other = await say(turns, JONAS, "hjelp", "shared-id")
        assert sent.replies[0].record
        assert words("nb", "help.job_specialist") in texts(other)[0]


class TestOrder:
    """One person's messages are handled in order, everybody's at the same time."""

    async def test_two_messages_that_arrive_at_once_are_handled_in_order(self, store: Store) -> None:
        """Each typed answer meets the question before it, though nobody waited for a reply."""
        turns = desk(store)
        typed = (
            "jeg vil henvise",
            "ja",
            "ja",
            "ja",
            "18",
            "nei",
            "ja",
            "jobb",
            "nei",
            "muntlig",
            "i dag",
            "ja",
        )
        answers = await at_once(*(say(turns, ANNA, line) for line in typed))
        dialog = (await session(store, ANNA)).dialog
        assert answers[-1].replies[-1].title == words("nb", "dialog.refer.summary.title")
        assert dialog is not None
        assert list(dialog.answers.values())[:7] == ["yes", "yes", "yes", "adult", "no", "yes", "work"]

    async def test_many_people_at_once_are_all_answered(self, store: Store) -> None:
        """Sixty people who ask in the same second all get an answer, over two processes."""
        desks = (desk(store), desk(store))
        people = [Person(f"guest-{n}", Role.GUEST) for n in range(60)]
        answers = await at_once(*(say(desks[n % 2], p, "Hva er IPS?") for n, p in enumerate(people)))
        assert [n for n, said in enumerate(answers) if FAULT in texts(said)] == []

    async def test_a_caller_who_gives_up_blocks_nobody(self, store: Store) -> None:
        """Browsers that close in the middle of a turn or of their news leave the database free and whole."""
        turns = desk(store)
        send = await to_summary(turns)
        for wait in (0.0, 0.001, 0.002, 0.003, 0.004, 0.006, 0.008, 0.012):
            for turn in (press(turns, ANNA, send, f"given-up-{wait}"), turns.notices(JONAS, 0)):
                job = asyncio.ensure_future(turn)
                await asyncio.sleep(wait)
                job.cancel()
                await asyncio.gather(job, return_exceptions=True)
                assert texts(await say(turns, JONAS, "hjelp")) != [FAULT]
        await press(turns, ANNA, send)
        assert (len(await store.all_referrals()), len(await store.rows("audit"))) == (1, 2)


class TestTheLastPlace:
    """A job specialist never has more than twenty."""

    async def test_two_race_for_the_last_place(self, store: Store) -> None:
        """One of two clinicians gets the twentieth place, the other the next post in line."""
        await fill(store, "dps-general", 19)
        desks = (desk(store), desk(store))
        eva = Person("eva", Role.CLINICIAN, service="oyane-dps-allmenn")
        sends = [await to_summary(d, p) for d, p in zip(desks, (ANNA, eva), strict=True)]
        both = await at_once(press(desks[0], ANNA, sends[0]), press(desks[1], eva, sends[1]))
        assert all(said.replies[0].record for said in both)
        assert await loads(store) == {"dps-general": 20, "dps-fact": 1}

    async def test_many_race_for_the_last_places(self, store: Store) -> None:
        """Of twelve at once three find a place, two the next post, and the rest wait in line."""
        await fill(store, "dps-general", 17)
        await fill(store, "dps-fact", 18)
        turns = desk(store)
        people = [Person(f"c{n}", Role.CLINICIAN, service="oyane-dps-allmenn") for n in range(12)]
        sends = await asyncio.gather(*(to_summary(turns, p) for p in people))
        answers = await at_once(*(press(turns, p, s) for p, s in zip(people, sends, strict=True)))
        assert [texts(said)[0] for said in answers if FAULT in texts(said)] == []
        assert await loads(store) == {"dps-general": 20, "dps-fact": 20}
        async with store.unit(reading=True) as unit:
            queue = (await unit.reader(ANNA, (), TODAY).everything()).queues["ips-oyane-dps"]
        assert len(set(queue)) == 7


class TestCommitThenSpeak:
    """Nothing is told that was not written."""

    @pytest.mark.parametrize("fault", [StoreFault("disk full"), OSError("gone"), RuntimeError("a bug")])
    async def test_a_failed_commit_says_so_and_does_nothing(self, store: Store, fault: Exception) -> None:
        """When the commit fails the person hears that nothing was sent, and nothing was."""

        async def fail() -> None:
            raise fault

        send = await to_summary(desk(store))
        before = await session(store, ANNA)
        said = await press(desk(store, failing(store, fail)), ANNA, send, "the-same")
        assert texts(said) == [FAULT]
        assert await store.all_referrals() == ()
        assert await store.rows("outbox") == await store.rows("audit") == []
        assert await session(store, ANNA) == before
        assert (await press(desk(store), ANNA, send, "the-same")).replies[0].record

    async def test_a_meeting_of_two_is_tried_again(self, store: Store) -> None:
        """A commit that failed because two turns met is begun anew, and done once."""

        async def meet() -> None:
            raise StoreBusy("two turns met")

        send = await to_summary(desk(store))
        said = await press(desk(store, failing(store, meet, meet)), ANNA, send)
        assert said.replies[0].record
        assert len(await store.all_referrals()) == 1
        assert [row["text_key"] for row in await store.rows("outbox")] == SENT

    async def test_another_process_that_does_not_come_to_an_end(
        self, address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever waits too long for another writer is told so; when that one is gone, all is well."""
        monkeypatch.setattr(database, "BUSY_MS", 50)
        monkeypatch.setattr(database, "PRAGMAS", ("busy_timeout=50", *database.PRAGMAS[1:]))
        stuck, store = Store(address, directory()), Store(address, directory())
        send = await to_summary(desk(store))
        async with stuck.unit():
            assert texts(await press(desk(store), ANNA, send)) == [FAULT]
        assert len(await store.all_referrals()) == 0
        assert (await press(desk(store), ANNA, send)).replies[0].record
        assert len(await store.all_referrals()) == 1
        await stuck.close()
        await store.close()

    async def test_trying_again_ends(self, store: Store) -> None:
        """A meeting that never ends leads to the words for a fault, not to an endless turn."""

        async def meet() -> None:
            raise StaleReferral("IPS-7K3F")

        said = await say(desk(store, failing(store, *([meet] * 99))), ANNA, "hjelp")
        assert texts(said) == [FAULT]

    async def test_the_fault_is_told_in_the_persons_language(self, store: Store) -> None:
        """Somebody who chose English is told in English, although nothing can be read."""

        async def fail() -> None:
            raise StoreFault("disk full")

        person = Person("eve", Role.GUEST, lang="en")
        said = await say(desk(store, failing(store, fail)), person, "help")
        assert (texts(said), said.lang) == ([words("en", "flow.fault")], "en")


class TestStale:
    """A decision on something that has changed since is taken anew."""

    async def test_a_change_in_between_is_decided_anew(self, store: Store) -> None:
        """The specialist accepts while the clinician cancels: the one who comes second sees how it stands."""
        await refer(desk(store))
        code = (await store.all_referrals())[0].code
        opened = await press(desk(store), JONAS, f"referrals:{code}")
        accept = button(opened, "accept")

        async def cancel() -> None:
            await press(desk(store), ANNA, f"end:{code}:cancel:yes")

        said = await press(desk(store, interrupted(store, cancel)), JONAS, accept)
        (kept,) = await store.all_referrals()
        assert texts(said)[0] == words("nb", "handle.changed")
        assert [change.to for change in kept.history] == [State.REQUESTED, State.RECEIVED, State.CANCELLED]
        assert [row["text_key"] for row in await store.rows("outbox")] == [
            *SENT,
            "notice.received",
            "notice.cancel",
        ]

    async def test_accept_and_withdraw_at_once(self, store: Store) -> None:
        """However the two meet, the withdrawal holds and the history is a legal one."""
        await refer(desk(store))
        code = (await store.all_referrals())[0].code
        accept = button(await press(desk(store), JONAS, f"referrals:{code}"), "accept")
        both = await at_once(
            press(desk(store), JONAS, accept), press(desk(store), ANNA, f"end:{code}:withdraw:yes")
        )
        (kept,) = await store.all_referrals()
        assert all(FAULT not in texts(said) for said in both)
        assert kept.state is State.CANCELLED
        assert kept.consent.withdrawn_at is not None

    async def test_an_old_code_typed_carelessly_is_found(self, store: Store) -> None:
        """A clinician with very many referrals finds the oldest by its code, however it is typed."""
        from bot.domain.turn.outcome import OpenReferral

        new = [referral(code=f"IPS-A{n:03}") for n in range(70)]
        async with store.unit() as unit:
            await unit.apply([OpenReferral(r) for r in new], new[0].history[0].at)
            await unit.commit()
        hidden = ({r.code for r in new} - set(await seen(store))).pop()
        for typed in (hidden, hidden.lower(), hidden.replace("-", " "), hidden.replace("-", "").lower()):
            assert (await say(desk(store), ANNA, typed)).replies[0].title == hidden


async def seen(store: Store) -> list[str]:
    """Return the codes that a turn of Anna's looks at by itself."""
    async with store.unit(reading=True) as unit:
        return list((await unit.reader(ANNA, (), referral().history[0].at.date()).everything()).referrals)


class TestNews:
    """What others caused."""

    async def test_news_wakes_its_reader(self, store: Store) -> None:
        """Whoever waits is woken by the turn that causes the news, and reads it in words."""
        turns = desk(store)
        send = await to_summary(turns)
        await say(turns, JONAS, "hei")
        waiting = asyncio.create_task(turns.wait(JONAS, 30))
        await asyncio.sleep(0)
        await press(turns, ANNA, send)
        await asyncio.wait_for(waiting, 5)
        (notice,) = await turns.notices(JONAS, 0)
        code = (await store.all_referrals())[0].code
        assert code in notice.reply.text
        assert notice.to == "jonas"
        assert await turns.notices(JONAS, notice.number) == ()
        assert (await store.rows("outbox"))[0]["delivered_at"] is not None

    def test_the_directory_is_the_real_one(self) -> None:
        """The places that are raced for are those of the real directory."""
        assert directory().services[ANNA.service or ""].served_by == ("dps-general", "dps-fact")
