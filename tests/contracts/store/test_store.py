"""What every storage promises: one class of tests over SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from typing import get_args

import pytest
import sqlalchemy as sa

from bot.domain.case.consent import Form, Narrowing, Receiver, Scope
from bot.domain.case.meeting import Meeting
from bot.domain.case.referral import Milestone, Reason, Referral, State
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Call, Reply, SourceLine, Tone
from bot.domain.organisation.routing import PostLoad
from bot.domain.person.person import Person, Role
from bot.domain.person.roster import Member
from bot.domain.ports.store import News, Said, StaleReferral, StoreFault
from bot.domain.turn.notice import Fact, Goal, Lead, NoticeKind, Notify, Press, Term, TermSort
from bot.domain.turn.outcome import (
    Admit,
    Audit,
    ChangeInquiry,
    ChangeReferral,
    ChooseLanguage,
    ConfirmAccess,
    CountQuestion,
    DisconnectTeam,
    Effect,
    ForgetPerson,
    Invite,
    KeepUnanswered,
    OpenInquiry,
    OpenReferral,
    OutcomeKind,
    RemindOfCourse,
    Retire,
    SetAbsence,
    SetEmail,
    SetPhoneHours,
    SettleUnanswered,
    TellTeam,
    UnlinkChats,
    Verdict,
)
from bot.domain.turn.session import OpenDialog, Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.storage.appliers import APPLIERS
from bot.storage.database import transaction
from bot.storage.repositories.questions import statistics as counting
from bot.storage.schema import tables
from bot.storage.store import Store
from tests.domain.making import NOW, TODAY, consent, inquiry, referral
from tests.fakes.button import choice

ANNA = Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn", name="Anna")
JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general", name="Jonas")
METTE = Person("mette", Role.METHOD_SUPERVISOR, post="dps-supervisor", name="Mette")
SARA = Person("sara", Role.JOB_SPECIALIST, post="askoy-fact", name="Sara")
HOUR = dt.timedelta(hours=1)


async def apply(store: Store, *effects: Effect) -> None:
    """Write effects in a transaction of their own."""
    async with store.unit() as unit:
        await unit.apply(effects, NOW)
        await unit.commit()


async def know(store: Store, *people: Person) -> None:
    """Write people."""
    async with store.unit() as unit:
        for person in people:
            await unit.person(person)
        await unit.commit()


async def snapshot(store: Store, person: Person, *codes: str, today: dt.date = TODAY) -> TurnSnapshot:
    """Return what a turn of this person may know."""
    async with store.unit(reading=True) as unit:
        return await unit.reader(person, codes, today).everything()


async def news(store: Store, person: Person, after: int = 0) -> tuple[News, ...]:
    """Return the news for a person."""
    async with store.unit(reading=True) as unit:
        return await unit.news(person, after)


async def counted(store: Store) -> list[tuple[str, int]]:
    """Return the counted questions: topic and number."""
    t = tables.question_count
    async with transaction(store.engine, reading=True) as connection:
        rows = await connection.execute(sa.select(t.c.topic, t.c["count"]).order_by(t.c.topic))
        return [(row[0], row[1]) for row in rows]


async def only(store: Store) -> Referral:
    """Return the one referral there is."""
    (found,) = await store.all_referrals()
    return found


class TestPeopleAndSessions:
    """People, their talks, and what was answered to them."""

    async def test_a_session_comes_back_as_it_was_saved(self, store: Store) -> None:
        """Every field of a session, answers in order, lasts."""
        dialog = OpenDialog("refer", {"wish": "yes", "age": "youth", "note": "æøå 👩‍⚕️"}, "age", True)
        session = Session("nn", 7, dialog, "ips.definition")
        for saved in (Session("en"), session):
            async with store.unit() as unit:
                await unit.save("anna", saved, NOW)
                await unit.commit()
        async with store.unit(reading=True) as unit:
            assert await unit.session("anna") == session
            assert await unit.session("nobody") == Session()
        assert dialog.answers.keys() == {"wish": 0, "age": 0, "note": 0}.keys()

    async def test_what_was_said_comes_back_for_the_same_update_only(self, store: Store) -> None:
        """A remembered answer is found by its channel and update, with all its parts."""
        reply = Reply(
            "a\nb",
            "title",
            ("one", "two"),
            "more",
            (SourceLine("t", "§ 1", None, "n"),),
            "record",
            (Call("Ring 113", "113"),),
            (choice("d:1:yes", "Ja"),),
            Tone.DANGER,
        )
        said = Said((reply, Reply("")), "dialog", True, "nn")
        async with store.unit() as unit:
            await unit.remember("web", "u1", said, NOW)
            await unit.commit()
        async with store.unit(reading=True) as unit:
            assert await unit.said("web", "u1") == said
            assert await unit.said("play", "u1") is None
            assert await unit.said("web", "u2") is None

    async def test_a_person_is_kept_and_brought_up_to_date(self, store: Store) -> None:
        """A new role or post replaces the old one; the chosen language and the name stay."""
        await know(store, ANNA)
        await apply(store, ChooseLanguage("anna", "nn"))
        async with store.unit() as unit:
            moved = await unit.person(Person("anna", Role.JOB_SPECIALIST, post="dps-fact"))
            await unit.commit()
        assert moved == Person("anna", Role.JOB_SPECIALIST, None, "dps-fact", "Anna", "nn")
        async with store.unit(reading=True) as unit:
            assert await unit.known("anna") == moved
            assert await unit.known("nobody") is None

    async def test_what_an_admin_changed_meanwhile_is_not_written_back(self, store: Store) -> None:
        """A turn that began with a role as it was stored goes on with the one that is stored by now."""
        await know(store, ANNA)
        async with store.unit(reading=True) as unit:
            began = await unit.known("anna")
        assert began is not None
        now = Person("anna", Role.COORDINATOR, name="Anna")
        await know(store, now)
        async with store.unit_of_one() as unit:
            assert await unit.person(began) == now
            await unit.commit()
        async with store.unit(reading=True) as unit:
            assert await unit.known("anna") == now

    async def test_whoever_was_deleted_meanwhile_is_not_made_anew(self, store: Store) -> None:
        """A turn of somebody who is no longer there is refused: its role is nobody's any more."""
        await know(store, ANNA)
        async with store.unit(reading=True) as unit:
            began = await unit.known("anna")
        assert began is not None
        await apply(store, ForgetPerson("anna"))
        async with store.unit() as unit:
            with pytest.raises(StoreFault):
                await unit.person(began)
        async with store.unit(reading=True) as unit:
            assert await unit.known("anna") is None


class TestReferrals:
    """Referrals, their history, their consent, and who may see them."""

    @pytest.mark.parametrize("scope", list(Scope))
    @pytest.mark.parametrize("form", list(Form))
    async def test_a_consent_comes_back_as_it_was_given(self, store: Store, scope: Scope, form: Form) -> None:
        """Every part of a consent lasts, also the zone of the time it was recorded."""
        late = dt.datetime(2026, 11, 21, 0, 30, tzinfo=dt.timezone(HOUR))
        given = consent(
            receivers=frozenset(Receiver), scope=scope, form=form, given_on=late.date(), recorded_at=late
        )
        await apply(store, OpenReferral(referral(consent=given)))
        kept = (await only(store)).consent
        assert kept == given
        assert kept.recorded_at.date() == late.date()

    async def test_history_comes_back_in_order(self, store: Store) -> None:
        """Each change lasts with its person, moment and reason, in the order in which it came."""
        await apply(store, OpenReferral(referral()))
        for hours, state, reason in (
            (1, State.RECEIVED, None),
            (2, State.ON_HOLD, Reason.FULL),
            (3, State.ACCEPTED, None),
        ):
            before = await only(store)
            after = before.change(state, "jonas", NOW + hours * HOUR, reason)
            await apply(store, ChangeReferral(after, before.version))
        kept = await only(store)
        assert [(c.to, c.by, c.at, c.reason) for c in kept.history] == [
            (State.REQUESTED, "anna", NOW, None),
            (State.RECEIVED, "jonas", NOW + HOUR, None),
            (State.ON_HOLD, "jonas", NOW + 2 * HOUR, Reason.FULL),
            (State.ACCEPTED, "jonas", NOW + 3 * HOUR, None),
        ]

    async def test_a_withdrawal_comes_back(self, store: Store) -> None:
        """A withdrawn consent stays withdrawn and the referral cancelled."""
        new = referral()
        await apply(store, OpenReferral(new), ChangeReferral(new.withdraw("anna", NOW + HOUR), 1))
        kept = await only(store)
        assert (kept.state, kept.consent.withdrawn_at) == (State.CANCELLED, NOW + HOUR)
        assert kept == new.withdraw("anna", NOW + HOUR)

    async def test_a_stale_change_is_refused_and_leaves_nothing(self, store: Store) -> None:
        """Two changes over the same version: the second is StaleReferral, with its audit undone."""
        new = referral()
        await apply(store, OpenReferral(new))
        await apply(store, ChangeReferral(new.change(State.RECEIVED, "jonas", NOW), 1))
        late = new.change(State.CANCELLED, "anna", NOW, Reason.BY_CLINICIAN)
        with pytest.raises(StaleReferral):
            await apply(store, Audit("anna", "referral.cancel", new.code), ChangeReferral(late, 1))
        assert (await only(store)).state is State.RECEIVED
        assert await store.rows("audit") == []

    async def test_everybody_sees_what_concerns_them(self, store: Store) -> None:
        """A clinician sees own ones, a specialist the post's, a supervisor the team's; others see none."""
        await apply(
            store,
            OpenReferral(referral()),
            OpenReferral(referral(code="IPS-FACT2", post="dps-fact", clinician="eva")),
            OpenReferral(
                referral(code="IPS-ASK3", post="askoy-fact", service="askoy-fact", clinician="bjorn")
            ),
        )
        codes = ("IPS-7K3F", "IPS-FACT2", "IPS-ASK3", "IPS-NONE9")
        seen = {p.id: set((await snapshot(store, p, *codes)).referrals) for p in (ANNA, JONAS, METTE, SARA)}
        assert seen == {
            "anna": {"IPS-7K3F"},
            "jonas": {"IPS-7K3F"},
            "mette": {"IPS-7K3F", "IPS-FACT2"},
            "sara": {"IPS-ASK3"},
        }
        for role in (Role.NAV_COUNSELLOR, Role.COORDINATOR, Role.NEWCOMER, Role.GUEST):
            curious = Person("anna", role, service="oyane-dps-allmenn", post="dps-general")
            assert (await snapshot(store, curious, *codes)).referrals == {}

    async def test_an_old_referral_is_found_by_its_code(self, store: Store) -> None:
        """Behind the many that a turn looks at, a referral that the turn names is there too."""
        new = [referral(code=f"IPS-A{n:03}", at=NOW + n * HOUR) for n in range(70)]
        await apply(store, *(OpenReferral(r) for r in new))
        assert "IPS-A000" not in (await snapshot(store, ANNA)).referrals
        assert (await snapshot(store, ANNA, "IPS-A000")).referrals["IPS-A000"] == new[0]

    async def test_names_are_those_people_gave(self, store: Store) -> None:
        """The handler sees the clinician's name."""
        await know(store, ANNA)
        await apply(store, OpenReferral(referral()))
        assert (await snapshot(store, JONAS)).names == {"anna": "Anna"}

    async def test_a_fresh_code_is_new_and_readable(self, store: Store) -> None:
        """A code has a letter and a digit, none that is taken for another, and no referral has it."""
        code = (await snapshot(store, ANNA)).fresh_code
        sign = code.removeprefix("IPS-")
        assert len(sign) == 4
        assert not set(sign) & set("01OIL")
        assert not sign.isalpha()
        assert not sign.isdigit()
        assert (await snapshot(store, JONAS)).fresh_code == ""


class TestLoads:
    """How full the posts are, and who is away."""

    async def test_open_referrals_count_but_not_a_waiting_list(self, store: Store) -> None:
        """Closed ones and those on hold take no place."""
        a, b, c = (referral(code=f"IPS-A{n}") for n in range(3))
        held = b.change(State.RECEIVED, "jonas", NOW)
        held = held.change(State.ON_HOLD, "jonas", NOW, Reason.FULL)
        ended = c.change(State.CANCELLED, "anna", NOW, Reason.BY_CLINICIAN)
        await apply(store, OpenReferral(a), OpenReferral(held), OpenReferral(ended))
        assert (await snapshot(store, ANNA)).loads == {"dps-general": PostLoad(1, False)}

    async def test_absence_holds_from_the_first_to_the_last_day(self, store: Store) -> None:
        """Both days are included; the days around are not; the same first day again replaces it."""
        day = dt.timedelta(days=1)
        await store.set_away("dps-fact", TODAY, TODAY + 30 * day)
        await store.set_away("dps-fact", TODAY, TODAY + 2 * day)
        away = [
            (await snapshot(store, ANNA, today=TODAY + n * day)).loads.get("dps-fact", PostLoad()).away
            for n in range(-1, 4)
        ]
        assert away == [False, True, True, True, False]


class TestWaiting:
    """The waiting list, who is at a post, and what a change says besides its state."""

    async def test_the_queue_is_in_the_order_of_waiting(self, store: Store) -> None:
        """First come, first in the queue, whatever happened to it since; other teams have their own."""
        late, early = (referral(code=f"IPS-A{n}", post="dps-supervisor") for n in (1, 2))
        late = late.change(State.ON_HOLD, "anna", NOW + 2 * HOUR, Reason.FULL)
        early = early.change(State.ON_HOLD, "anna", NOW + HOUR, Reason.FULL)
        early = early.hand_over("dps-fact", "mette", NOW + 3 * HOUR)
        await apply(store, OpenReferral(late), OpenReferral(early), OpenReferral(referral()))
        assert (await snapshot(store, METTE)).queues == {"ips-oyane-dps": ("IPS-A2", "IPS-A1")}
        assert (await snapshot(store, SARA)).queues == {}
        taken = early.change(State.ACCEPTED, "frida", NOW + 4 * HOUR)
        await apply(store, ChangeReferral(taken, early.version))
        assert (await snapshot(store, METTE)).queues == {"ips-oyane-dps": ("IPS-A1",)}

    async def test_posts_with_a_person(self, store: Store) -> None:
        """The coordinator sees of all posts who is there, and how full they are, but no referral."""
        await know(store, JONAS, SARA)
        await apply(store, OpenReferral(referral()))
        kari = Person("kari", Role.COORDINATOR)
        seen = await snapshot(store, kari, "IPS-7K3F")
        assert seen.held == {"dps-general", "askoy-fact"}
        assert seen.loads == {"dps-general": PostLoad(1, False)}
        assert (seen.referrals, seen.names, seen.fresh_code) == ({}, {}, "")

    async def test_what_a_change_says_comes_back(self, store: Store) -> None:
        """Milestone, post, narrower consent and the names of all who did something last."""
        await know(store, ANNA, JONAS)
        new = referral(consent=consent(scope=Scope.DIAGNOSIS))
        later = new.change(State.RECEIVED, "jonas", NOW).change(State.ACCEPTED, "jonas", NOW)
        later = later.reach(Milestone.FIRST_MEETING, "jonas", NOW).narrow(Narrowing.WORK, "anna", NOW)
        later = later.hand_over("dps-fact", "jonas", NOW)
        await apply(store, OpenReferral(new), ChangeReferral(later, 1))
        assert await only(store) == later
        assert (await snapshot(store, ANNA)).names == {"anna": "Anna", "jonas": "Jonas"}


class TestNews:
    """The outbox."""

    async def test_news_for_a_post_goes_to_its_holders(self, store: Store) -> None:
        """Everybody who holds the post gets a row; nobody else does."""
        kari = Person("kari", Role.JOB_SPECIALIST, post="dps-general")
        await know(store, JONAS, kari, SARA)
        button = (Lead(Goal.OPEN, "IPS-7K3F"), Press(ButtonId("human"), "human.button"))
        said: dict[str, Fact] = {"code": "IPS-7K3F", "role": Term(TermSort.OWNER, "supervisor")}
        talk = Meeting("IPS-7K3F", "talk", NOW.replace(tzinfo=None), NOW)
        notice = Notify(NoticeKind.REQUESTED, said, post="dps-general", buttons=button)
        await apply(store, replace(notice, meeting=talk, called_off=NOW))
        (for_jonas,) = await news(store, JONAS)
        assert (for_jonas.person, for_jonas.post, for_jonas.kind) == (
            "jonas",
            "dps-general",
            "notice.requested",
        )
        assert (dict(for_jonas.values), for_jonas.buttons, for_jonas.at) == (
            said,
            button,
            NOW,
        )
        assert (for_jonas.meeting, for_jonas.called_off) == (talk, NOW)
        assert len(await news(store, kari)) == 1
        assert await news(store, SARA) == ()

    async def test_news_for_an_empty_post_waits_for_its_holder(self, store: Store) -> None:
        """A post that nobody holds keeps its news until somebody comes."""
        await apply(store, Notify(NoticeKind.REQUESTED, {}, post="dps-general"))
        assert [n.person for n in await news(store, JONAS)] == [None]
        assert await news(store, SARA) == ()

    async def test_news_is_numbered_in_order_and_read_from_a_number(self, store: Store) -> None:
        """Numbers grow; a reader gets those above the last one, oldest first, in the reader's language."""
        await know(store, ANNA)
        await apply(store, ChooseLanguage("anna", "en"))
        for n in range(3):
            await apply(store, Notify(NoticeKind.RECEIVED, {"n": str(n)}, person="anna"))
        rows = await news(store, ANNA)
        assert [row.values["n"] for row in rows] == ["0", "1", "2"]
        assert [row.values["n"] for row in await news(store, ANNA, rows[1].number)] == ["2"]
        assert {row.lang for row in rows} == {"en"}
        async with store.unit() as unit:
            assert await unit.news_since(rows[0].number) == rows[1:]
            await unit.delivered([rows[1].number], NOW)
            assert await unit.news_since(0) == (rows[0], rows[2])

    async def test_the_language_of_the_talk_counts_until_one_is_chosen(self, store: Store) -> None:
        """Without a choice, news comes in the language in which the reader last wrote."""
        await know(store, ANNA)
        async with store.unit() as unit:
            await unit.save("anna", Session("nn"), NOW)
            await unit.apply((Notify(NoticeKind.RECEIVED, {}, person="anna"),), NOW)
            await unit.commit()
        assert [row.lang for row in await news(store, ANNA)] == ["nn"]

    async def test_no_reader_overtakes_news_that_is_still_being_written(self, store: Store) -> None:
        """Numbers become visible in order: whoever has read number 2 has not missed number 1."""

        async def second() -> None:
            await apply(store, Notify(NoticeKind.RECEIVED, {"n": "second"}, person="anna"))

        async with store.unit() as first:
            await first.apply((Notify(NoticeKind.RECEIVED, {"n": "first"}, person="anna"),), NOW)
            other = asyncio.create_task(second())
            await asyncio.wait({other}, timeout=0.3)
            early = await news(store, ANNA)
            await first.commit()
        await other
        rows = await news(store, ANNA)
        assert early == ()
        assert [row.values["n"] for row in rows] == ["first", "second"]

    async def test_delivery_is_marked_once(self, store: Store) -> None:
        """The moment of the first delivery stays; other rows are not touched."""
        for _ in range(2):
            await apply(store, Notify(NoticeKind.RECEIVED, {}, person="anna"))
        number = (await news(store, ANNA))[0].number
        for at in (NOW, NOW + HOUR):
            async with store.unit() as unit:
                await unit.delivered([number], at)
                await unit.commit()
        assert [row["delivered_at"] for row in await store.rows("outbox")] == [NOW, None]


class TestEffects:
    """Everything a turn can lead to is written, all of it or nothing."""

    def test_every_effect_has_an_applier(self) -> None:
        """An effect that nobody writes would be lost in silence."""
        assert set(APPLIERS) == set(get_args(Effect))

    async def test_many_kinds_of_effects_in_one_transaction(self, store: Store) -> None:
        """Many kinds are written together and can be read again; each kind there is has its applier."""
        await know(store, ANNA, JONAS)
        new = referral()
        effects: tuple[Effect, ...] = (
            OpenReferral(new),
            ChangeReferral(new.change(State.RECEIVED, "jonas", NOW), 1),
            Notify(NoticeKind.RECEIVED, {"code": new.code}, person="anna"),
            ChooseLanguage("anna", "en"),
            CountQuestion("ips.definition", OutcomeKind.ANSWER, "nb", "clinician"),
            Audit("jonas", "referral.received", new.code),
            Invite("anna", "digest", NOW),
            UnlinkChats("anna"),
            TellTeam("ips-oyane-dps", {}),
            DisconnectTeam("anna", "ips-oyane-dps", {}),
            SetPhoneHours("anna", None),
            SetAbsence("anna", None, None, TODAY),
            KeepUnanswered("hva med ▮", "hva med", "nb"),
            SettleUnanswered(1),
            RemindOfCourse("anna", True),
            Admit(Member("ola", Role.NEWCOMER)),
            ConfirmAccess("ola"),
            SetEmail("ola", None),
            Retire("ola"),
            ForgetPerson("nobody"),
            OpenInquiry(inquiry()),
            ChangeInquiry(inquiry().agree("jonas", NOW), 1),
        )
        assert set(APPLIERS) >= set(get_args(Effect))
        await apply(store, *effects)
        assert (await only(store)).state is State.RECEIVED
        assert [row.lang for row in await news(store, ANNA)] == ["en"]
        assert await counted(store) == [("ips.definition", 1)]
        entries = await store.rows("audit")
        (entry,) = (one for one in entries if not one["action"].startswith("person."))
        own = [one["action"].removeprefix("person.") for one in entries if one != entry]
        assert own == ["invited", "admitted", "confirmed", "email", "retired"], (
            "these put themselves on record"
        )
        assert (entry["person"], entry["action"], entry["thing"], entry["at"]) == (
            "jonas",
            "referral.received",
            "IPS-7K3F",
            NOW,
        )

    async def test_without_commit_nothing_lasts(self, store: Store) -> None:
        """A unit that is left, or left by a fault, undoes everything."""
        for fault in (None, RuntimeError("no")):
            try:
                async with store.unit() as unit:
                    await unit.person(ANNA)
                    await unit.save("anna", Session("en", 3), NOW)
                    await unit.remember("web", "u", Said((), "answer"), NOW)
                    await unit.apply(
                        (OpenReferral(referral()), Audit("anna", "referral.open", "IPS-7K3F")), NOW
                    )
                    if fault:
                        raise fault
            except RuntimeError:
                pass
        async with store.unit(reading=True) as unit:
            assert await unit.known("anna") is None
            assert await unit.session("anna") == Session()
            assert await unit.said("web", "u") is None
        assert await store.all_referrals() == ()
        assert await store.rows("audit") == []

    async def test_questions_are_counted_by_topic_and_day(self, store: Store) -> None:
        """The same question again adds one; another topic has its own count."""
        one = CountQuestion("ips.definition", OutcomeKind.ANSWER, "nb", "guest")
        await apply(store, one, one, CountQuestion("", OutcomeKind.UNKNOWN, "nb", "guest"))
        await apply(store, one)
        assert await counted(store) == [("", 1), ("ips.definition", 3)]

    async def test_questions_are_counted_by_service_apart_from_their_topics(self, store: Store) -> None:
        """What a service asked is one number a day; what was said of an answer is no question."""
        dps = CountQuestion("ips.definition", OutcomeKind.ANSWER, "nb", "clinician", "oyane-dps-allmenn")
        missed = CountQuestion("ips.definition", Verdict.MISSED, "nb", "clinician", "oyane-dps-allmenn")
        await apply(store, dps, dps, missed, CountQuestion("", OutcomeKind.UNKNOWN, "nb", "guest"))
        t = tables.service_question_count
        async with transaction(store.engine, reading=True) as connection:
            rows = await connection.execute(sa.select(t.c.service, t.c["count"]).order_by(t.c.service))
            assert [tuple(row) for row in rows] == [("", 1), ("oyane-dps-allmenn", 2)]

    async def test_how_many_work_where_is_known_to_who_counts(self, store: Store) -> None:
        """The questions of a few people are not told: their number is read beside them."""
        kari = Person("kari", Role.COORDINATOR)
        bo = Person("bo", Role.CLINICIAN, service="oyane-dps-allmenn")
        await store.add_people((ANNA, bo, kari))
        async with transaction(store.engine, reading=True) as connection:
            known = await counting.read(connection, TODAY)
        assert known.staff == {"oyane-dps-allmenn": 2, "": 1}
        assert known.in_role == {"clinician": 2, "coordinator": 1}

    async def test_questions_without_an_answer_are_grouped(self, store: Store) -> None:
        """Like ones count together, the most asked first; dealt with, all like it are gone."""
        bus, boat = (KeepUnanswered(f"{text}?", text, "nb") for text in ("hva med bussen", "hva med båten"))
        await apply(store, bus, boat, KeepUnanswered("Hva med båten", "hva med båten", "nb"))
        found = await store.unanswered(10)
        assert [(q.text.lower().strip("?"), q.count, q.last) for q in found] == [
            ("hva med båten", 2, TODAY),
            ("hva med bussen", 1, TODAY),
        ]
        assert len(await store.unanswered(1)) == 1
        kari = Person("kari", Role.COORDINATOR)
        assert (await snapshot(store, kari)).unanswered == found
        assert (await snapshot(store, ANNA)).unanswered == ()
        await apply(store, SettleUnanswered(found[0].number), SettleUnanswered(999))
        assert [q.number for q in await store.unanswered(10)] == [found[1].number]
        assert await store.settle_unanswered(found[1].number)
        assert not await store.settle_unanswered(found[1].number)

    async def test_the_audit_keeps_its_order(self, store: Store) -> None:
        """Entries come in the order in which they were written."""
        acts = ("referral.open", "referral.read", "denied", "referral.read", "referral.cancel")
        for act in acts:
            await apply(store, Audit("anna", act, "IPS-7K3F"))
        assert tuple(row["action"] for row in await store.rows("audit")) == acts

    async def test_a_time_without_a_zone_is_refused(self, store: Store) -> None:
        """A naive time would mean something else on another machine."""
        with pytest.raises(Exception, match="zone"):
            async with store.unit() as unit:
                await unit.save("anna", Session(), dt.datetime(2026, 1, 1))


class TestOneReferral:
    """A referral by its code, for those who take it out."""

    async def test_a_referral_is_found_by_its_code_alone(self, store: Store) -> None:
        """The one with this very code, with its history and consent; None for any other."""
        sent = referral().change(State.RECEIVED, "jonas", NOW + HOUR)
        await apply(store, OpenReferral(sent), OpenReferral(referral(code="IPS-8K3F")))
        assert await store.referral("IPS-7K3F") == sent
        assert await store.referral("IPS-9K3F") is None
        assert await store.referral("ips-7k3f") is None
