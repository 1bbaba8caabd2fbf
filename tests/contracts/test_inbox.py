"""The inbox over SQLite and PostgreSQL: all that waits is read, nothing is changed, few questions asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa

from bot.domain.case.code import Code
from bot.domain.case.inquiry import Inquiry, InquiryKind, InquiryReason
from bot.domain.case.referral import Reason, Referral, State
from bot.domain.message.inbox import Board
from bot.domain.person.person import Person
from bot.domain.turn.notice import NoticeKind, Notify
from bot.domain.turn.outcome import OpenInquiry, OpenReferral
from bot.services.demo import PEOPLE
from bot.services.inbox import StoredInbox
from bot.storage.store import Store
from bot.storage.units.inbox import MOST_OPEN
from tests.contracts.house import StandingClock
from tests.domain.making import NOW, consent, inquiry, referral
from tests.handlers.talk import knowledge

ANNA, JONAS, SARA, METTE, KARI = (
    next(person for person in PEOPLE if person.id == name)
    for name in ("anna", "jonas", "sara", "mette", "kari")
)
HOUR = dt.timedelta(hours=1)


async def board(store: Store, person: Person) -> Board:
    """Return a person's inbox now."""
    found = await StoredInbox(store, knowledge(), StandingClock()).board(person)
    assert found is not None
    return found


async def keep(store: Store, *referrals: Referral) -> None:
    """Write referrals."""
    async with store.unit() as unit:
        await unit.apply(tuple(OpenReferral(each) for each in referrals), NOW)
        await unit.commit()


async def ask(store: Store, *inquiries: Inquiry) -> None:
    """Write inquiries."""
    async with store.unit() as unit:
        await unit.apply(tuple(OpenInquiry(each) for each in inquiries), NOW)
        await unit.commit()


def sent(code: str, hours: float = 1, **other: object) -> Referral:
    """Return a referral sent so many hours ago."""
    at = NOW - hours * HOUR
    return referral(code=code, at=at, consent=consent(given_on=at.date(), recorded_at=at), **other)


class TestInbox:
    """What the page reads."""

    async def test_the_next_to_run_out_comes_first(self, store: Store) -> None:
        """Then the longest waiting; each with what the chat says comes next, and its deadline."""
        await store.add_people(PEOPLE)
        received = (
            sent(code, hours).change(State.RECEIVED, "jonas", NOW - HOUR)
            for code, hours in (("IPS-AAA5", 50), ("IPS-AAA4", 100))
        )
        await keep(store, sent("IPS-AAA2", 3), sent("IPS-AAA3", 200), *received)
        waits = (await board(store, JONAS)).waits or ()
        assert [(item.code, item.late) for item in waits] == [
            ("IPS-AAA3", True),
            ("IPS-AAA2", False),
            ("IPS-AAA4", False),
            ("IPS-AAA5", False),
        ]
        assert [item.next for item in waits[1:3]] == ["Åpne henvisningen.", "Svar ja eller nei."]
        limits = [item.deadline for item in waits if item.deadline]
        assert len(limits) == len(waits)  # nothing waits without a clock
        assert limits == sorted(limits)
        assert waits[0].press == "referrals:IPS-AAA3"

    async def test_each_sees_their_own(self, store: Store) -> None:
        """The post its own, the supervisor the team's, another team nothing, the coordinator no referral."""
        await store.add_people(PEOPLE)
        await keep(store, sent("IPS-AAA2"), sent("IPS-AAA3", post="dps-fact"))
        assert [item.code for item in (await board(store, JONAS)).waits or ()] == ["IPS-AAA2"]
        mette = await board(store, METTE)
        assert [item.code for item in mette.waits or ()] == ["IPS-AAA3"]  # nobody holds that post
        assert [[item.code for item in other.items] for other in mette.elsewhere] == [["IPS-AAA2"]]
        assert (await board(store, SARA)).waits == ()
        kari = await board(store, KARI)
        assert (kari.waits, kari.mine, kari.elsewhere) == (None, None, ())
        assert "IPS-AAA" not in repr(kari)
        assert "IPS-AAA3" not in repr(await board(store, JONAS))

    async def test_the_team_and_its_queue(self, store: Store) -> None:
        """Places, absence, empty posts; the codes of the waiting list for the supervisor only."""
        await store.add_people(PEOPLE)
        waiting = sent("IPS-AAA3", 9).change(State.ON_HOLD, "jonas", NOW, Reason.FULL, post="dps-supervisor")
        await keep(store, sent("IPS-AAA2"), waiting)
        (team,) = (await board(store, METTE)).teams
        assert [(s.taken, s.free, s.held) for s in team.seats] == [(1, 19, True), (0, 0, False)]
        assert ([item.code for item in team.queue], team.waiting) == (["IPS-AAA3"], 1)
        await store.set_away("dps-general", NOW.date(), NOW.date())
        (team,) = (await board(store, JONAS)).teams
        assert [(s.away, s.free) for s in team.seats] == [(True, 0), (False, 0)]
        assert (team.queue, team.waiting) == ((), 1)

    async def test_the_coordinator_sees_every_team_and_fault(self, store: Store) -> None:
        """All IPS teams, and each post without a person, also of teams to which nothing is referred."""
        await store.add_people(PEOPLE)
        kari = await board(store, KARI)
        directory = knowledge().directory
        assert len(kari.teams) == sum(team.kind == "ips" for team in directory.teams.values())
        held = {person.post for person in PEOPLE if person.post}
        assert sum(len(fault.posts) for fault in kari.faults or ()) == len(set(directory.posts) - held)
        assert [fault.whole for fault in kari.faults or ()] == [True, False, True, False]

    async def test_very_many(self, store: Store) -> None:
        """More than a page holds: the oldest stand there, and how many do not is told."""
        await store.add_people(PEOPLE)
        signs = "ABCDEFGHJKLMNPQRSTUVWXYZ"
        codes = [f"IPS-{a}{b}{c}2" for a in "AB" for b in signs for c in signs][: MOST_OPEN + 7]
        await keep(store, *(sent(code, 1 + n / 60) for n, code in enumerate(codes)))
        jonas = await board(store, JONAS)
        assert (len(jonas.waits or ()), jonas.left_out) == (MOST_OPEN, 7)
        assert (jonas.waits or ())[0].code == codes[-1]

    async def test_looking_changes_nothing(self, store: Store) -> None:
        """No referral is opened by it, no row written; even the person need not be known."""
        await keep(store, sent("IPS-AAA2"))
        for person in (JONAS, METTE, KARI):
            await board(store, person)
        (after,) = await store.all_referrals()
        assert after.state is State.REQUESTED
        assert not await store.rows("audit")
        assert not await store.rows("outbox")
        async with store.unit(reading=True) as unit:
            assert await unit.known("jonas") is None

    async def test_the_number_of_the_last_news(self, store: Store) -> None:
        """The page goes on from the last news of this person, not of others."""
        async with store.unit() as unit:
            for post in ("dps-general", "askoy-fact"):
                await unit.apply((Notify(NoticeKind.CANCEL, {"code": "IPS-AAA2"}, post=post),), NOW)
            await unit.commit()
        assert [(await board(store, who)).newest for who in (JONAS, SARA, METTE)] == [1, 2, 0]

    async def test_its_cost_does_not_grow_with_the_list(self, store: Store) -> None:
        """One referral or sixty: the same number of questions to the database."""
        counts = []
        sa.event.listen(store.engine.sync_engine, "before_cursor_execute", lambda *_: counts.append(1))
        await keep(store, sent("IPS-AAA2"))
        asked = []
        for more in (0, 60):
            await keep(store, *(sent(f"IPS-B{n:02}X") for n in range(more)))
            counts.clear()
            await board(store, METTE)
            asked.append(len(counts))
        assert asked[0] == asked[1]

    async def test_inquiries_stand_among_the_referrals(self, store: Store) -> None:
        """In one list by how long they wait, each with what it is about, its limit, and its next step."""
        await store.add_people(PEOPLE)
        await keep(store, sent("IPS-AAA2", 3))
        times = (dt.datetime(2026, 11, 24, 9),)
        late, fresh = inquiry(at=NOW - 120 * HOUR), inquiry(code="SPM-AAA3", at=NOW - HOUR)
        suggested = inquiry(code="SPM-AAA4").suggest(times, "jonas", NOW - 2 * HOUR)
        over = inquiry(code="SPM-AAA5").agree("jonas", NOW).close(InquiryReason.BY_ASKER, NOW)
        await ask(store, late, fresh, suggested, over)
        jonas = await board(store, JONAS)
        assert [(item.code, item.late) for item in jonas.waits or ()] == [
            ("SPM-7K3F", True),
            ("IPS-AAA2", False),
            ("SPM-AAA3", False),
        ]
        first = (jonas.waits or ())[0]
        assert (first.press, first.about) == ("inquiry:SPM-7K3F", "Informasjonsmøte om IPS")
        assert first.next == "Svar ja eller nei, eller foreslå en tid."
        assert first.deadline is not None
        assert [(item.code, item.deadline) for item in jonas.mine or ()] == [("SPM-AAA4", None)]

    async def test_a_supervisor_answers_what_others_do_not(self, store: Store) -> None:
        """What is asked at the own post, what waited three days, what lies where nobody is."""
        await store.add_people(PEOPLE)
        own = inquiry(code="SPM-AAA2", kind=InquiryKind.SUPERVISOR, post="dps-supervisor", at=NOW - HOUR)
        old, new = inquiry(code="SPM-AAA3", at=NOW - 150 * HOUR), inquiry(code="SPM-AAA4", at=NOW - HOUR)
        vacant = inquiry(code="SPM-AAA5", post="dps-fact", at=NOW - HOUR)
        await ask(store, own, old, new, vacant)
        mette = await board(store, METTE)
        waits = {item.code: item.next for item in mette.waits or ()}
        assert waits == {
            "SPM-AAA3": "Den er ikke besvart på 3 arbeidsdager. Du kan svare på den.",
            "SPM-AAA2": "Svar ja eller nei, eller foreslå en tid.",
            "SPM-AAA5": "Stillingen har ingen person. Svar på den selv.",
        }
        assert [[item.code for item in other.items] for other in mette.elsewhere] == [["SPM-AAA4"]]
        assert [item.code for item in (await board(store, JONAS)).waits or ()] == ["SPM-AAA3", "SPM-AAA4"]
        assert (await board(store, SARA)).waits == ()
        assert "SPM-AAA" not in repr(await board(store, KARI))

    async def test_a_talk_to_come_is_no_waiting(self, store: Store) -> None:
        """With a talk agreed on before the answer, the question waits from then on, not before."""
        await store.add_people(PEOPLE)
        asked = inquiry(kind=InquiryKind.SUPERVISOR, post="dps-supervisor", at=NOW - HOUR)
        ahead, gone = (dt.datetime(2026, 11, 24, 9), dt.datetime(2026, 11, 20, 9))
        talks = [
            replace(asked, code=Code(code)).suggest((at,), "mette", NOW - HOUR).accept(at, "anna", NOW - HOUR)
            for code, at in (("SPM-AAA2", ahead), ("SPM-AAA3", gone))
        ]
        await ask(store, *talks)
        mette = await board(store, METTE)
        assert [item.code for item in mette.waits or ()] == ["SPM-AAA3"]
        assert [(item.code, item.waited) for item in mette.mine or ()] == [("SPM-AAA2", dt.timedelta())]

    async def test_very_many_inquiries(self, store: Store) -> None:
        """The oldest stand there, however many came after them, and how many do not is told."""
        await store.add_people(PEOPLE)
        signs = "ABCDEFGHJKLMNPQRSTUVWXYZ"
        codes = [f"SPM-{a}{b}{c}2" for a in "AB" for b in signs for c in signs][: MOST_OPEN + 3]
        await ask(store, *(inquiry(code=code, at=NOW - (1 + n / 60) * HOUR) for n, code in enumerate(codes)))
        jonas = await board(store, JONAS)
        assert (len(jonas.waits or ()), jonas.left_out) == (MOST_OPEN, 3)
        assert (jonas.waits or ())[0].code == codes[-1]
