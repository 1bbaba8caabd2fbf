"""What every storage promises about inquiries, and what the sweep writes of them."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.case.inquiry import Inquiry, InquiryKind, InquiryReason, InquiryState, is_code
from bot.domain.organisation.routing import PostLoad
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import StaleReferral
from bot.domain.turn.outcome import Audit, ChangeInquiry, Effect, OpenInquiry
from bot.domain.turn.session import OpenDialog, Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.storage.store import Store
from tests.contracts.house import ANNA, JONAS, StandingClock, at_once, button, desk, press, say
from tests.delivery.making import KARI, LINK, METTE, know, sweep_over, tell
from tests.domain.making import NOW, TODAY, inquiry
from tests.fakes.smtp import FakeSmtpServer

HOUR = dt.timedelta(hours=1)
MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
TIMES = (dt.datetime(2026, 11, 24, 9), dt.datetime(2026, 11, 24, 14))
SARA = Person("sara", Role.JOB_SPECIALIST, post="askoy-fact")
NORA = Person("nora", Role.NAV_COUNSELLOR, service="nav-askoy")


async def apply(store: Store, *effects: Effect) -> None:
    """Write effects in a transaction of their own."""
    async with store.unit() as unit:
        await unit.apply(effects, NOW)
        await unit.commit()


async def snapshot(store: Store, person: Person, *codes: str) -> TurnSnapshot:
    """Return what a turn of this person may know."""
    async with store.unit(reading=True) as unit:
        return await unit.reader(person, codes, TODAY).everything()


async def only(store: Store) -> Inquiry:
    """Return the one inquiry there is."""
    (found,) = await store.all_inquiries()
    return found


async def test_it_comes_back_as_it_was_written(store: Store) -> None:
    """Each step lasts: who, when, why, the times that were suggested and the one agreed on."""
    known = inquiry(service=None)
    await apply(store, OpenInquiry(known))
    suggested = known.suggest(TIMES, "jonas", NOW + HOUR)
    accepted = suggested.accept(TIMES[1], "anna", NOW + 2 * HOUR)
    refused = accepted.decline(InquiryReason.NO_TIME, "jonas", NOW + 3 * HOUR)
    for before, after in ((known, suggested), (suggested, accepted), (accepted, refused)):
        await apply(store, ChangeInquiry(after, before.version))
        assert await only(store) == after


async def test_a_stale_change_is_refused_and_leaves_nothing(store: Store) -> None:
    """Two answers to the same question: the second is refused, with its audit undone."""
    known = inquiry()
    await apply(store, OpenInquiry(known))
    await apply(store, ChangeInquiry(known.agree("jonas", NOW), 1))
    late = known.decline(InquiryReason.NO_TIME, "mette", NOW)
    with pytest.raises(StaleReferral):
        await apply(store, Audit("mette", "inquiries.agreed", known.code), ChangeInquiry(late, 1))
    assert (await only(store)).state is InquiryState.AGREED
    assert await store.rows("audit") == []


async def test_everybody_sees_what_concerns_them(store: Store) -> None:
    """Whoever asked, the post, its supervisor; a question to the supervisor no specialist; nobody else."""
    await apply(
        store,
        OpenInquiry(inquiry()),
        OpenInquiry(inquiry(code="SPM-SUP2", kind=InquiryKind.SUPERVISOR, post="dps-supervisor")),
        OpenInquiry(inquiry(code="SPM-NAV2", kind=InquiryKind.NAV, asker="nora", post="askoy-fact")),
    )
    codes = ("SPM-7K3F", "SPM-SUP2", "SPM-NAV2", "SPM-NONE")
    people = (ANNA, JONAS, METTE, SARA, NORA, KARI, Person("guest", Role.GUEST, post="dps-general"))
    seen = {p.id: set((await snapshot(store, p, *codes)).inquiries) for p in people}
    assert seen == {
        "anna": {"SPM-7K3F", "SPM-SUP2"},
        "jonas": {"SPM-7K3F"},
        "mette": {"SPM-7K3F", "SPM-SUP2"},
        "sara": {"SPM-NAV2"},
        "nora": {"SPM-NAV2"},
        "kari": set(),
        "guest": set(),
    }


async def test_who_asks_gets_a_code_and_sees_who_is_where(store: Store) -> None:
    """A code that no inquiry has; the posts with a person, also for those who have no post of their own."""
    await know(store, ANNA, JONAS, NORA)
    await apply(store, OpenInquiry(inquiry()))
    for who in (ANNA, NORA):
        found = await snapshot(store, who)
        assert is_code(found.fresh_inquiry)
        assert found.fresh_inquiry != "SPM-7K3F"
        assert found.held == {"dps-general"}
    assert (await snapshot(store, JONAS)).fresh_inquiry == ""
    assert (await snapshot(store, JONAS)).names == {"anna": "Anna"}


async def test_open_ones_come_first(store: Store) -> None:
    """Behind many that are over, an old open one is still there; an old closed one by its code."""
    closed = [inquiry(code=f"SPM-A{n:03}", at=NOW + n * HOUR) for n in range(70)]
    await apply(store, OpenInquiry(inquiry()), *(OpenInquiry(one) for one in closed))
    await apply(
        store, *(ChangeInquiry(one.close(InquiryReason.BY_ASKER, NOW + 80 * HOUR), 1) for one in closed)
    )
    assert "SPM-7K3F" in (await snapshot(store, ANNA)).inquiries
    missing = {one.code for one in closed} - set((await snapshot(store, ANNA)).inquiries)
    assert missing
    assert missing <= set((await snapshot(store, ANNA, *missing)).inquiries)


async def test_a_dialog_that_waits_outlasts_the_process(store: Store) -> None:
    """What is put aside until somebody answers is part of the session."""
    saved = Session(waiting={"SPM-7K3F": OpenDialog("refer", {"wish": "yes"})})
    async with store.unit() as unit:
        await unit.save("anna", saved, NOW)
        await unit.commit()
    async with store.unit(reading=True) as unit:
        assert await unit.session("anna") == saved


async def test_the_sweep_reminds_once(store: Store) -> None:
    """After days of standstill all that fell due is said, each to its reader, and never again."""
    await know(store, ANNA, JONAS, METTE, KARI)
    asked = inquiry(at=MONDAY)
    other = inquiry(code="SPM-AAA2", at=MONDAY).suggest(TIMES, "jonas", MONDAY)
    await apply(store, OpenInquiry(asked), OpenInquiry(other))
    sweep = sweep_over(store, StandingClock(MONDAY + dt.timedelta(days=8)))
    for _ in range(3):
        await sweep.look()
    rows = [(row["person"], row["text_key"]) for row in await store.rows("outbox")]
    assert sorted(rows) == [
        ("anna", "inquiry.reminder.your_turn"),
        ("jonas", "inquiry.reminder.unanswered"),
        ("kari", "inquiry.reminder.coordinator"),
        ("mette", "inquiry.reminder.supervisor"),
    ]


async def test_news_that_reach_nobody_go_to_the_deputy(store: Store) -> None:
    """The answer to an inquiry that nobody read goes to the team's supervisor, with a button to it."""
    await know(store, ANNA, JONAS, METTE, KARI)
    turns = desk(store)
    said = await say(turns, ANNA, "be om informasjonsmøte")
    await press(turns, ANNA, button(said, "0"))
    sweep = sweep_over(store, StandingClock(NOW + dt.timedelta(days=4)))
    await sweep.look()
    code = (await only(store)).code
    found = [row for row in await store.rows("outbox") if row["text_key"] == "reminder.deputy"]
    assert [(row["person"], row["buttons"]) for row in found] == [("mette", [["lead", "inquiry", code]])]


async def test_two_answers_at_once_are_one(store: Store) -> None:
    """Post and supervisor press at the same moment: one answer stands, the other is told that it changed."""
    await know(store, ANNA, JONAS, METTE)
    await apply(store, OpenInquiry(inquiry()))
    turns = desk(store)
    await at_once(*(press(turns, who, "inquiry:SPM-7K3F:1:agree") for who in (JONAS, METTE)))
    _, answer = (await only(store)).history
    assert answer.by in {"jonas", "mette"}
    told = [row["text_key"] for row in await store.rows("outbox") if row["person"] == "anna"]
    assert told == ["inquiry.notice.agreed.talk"]


async def test_absence_is_seen_by_whoever_chooses(store: Store) -> None:
    """A Nav counsellor, who has no posts of their own, sees who is away today, and only then."""
    await store.set_away("askoy-fact", TODAY, TODAY)
    assert (await snapshot(store, NORA)).loads == {"askoy-fact": PostLoad(0, away=True)}
    assert (await snapshot(store, ANNA)).loads["askoy-fact"].away
    await store.set_away("askoy-fact", TODAY - dt.timedelta(days=3), TODAY - dt.timedelta(days=1))
    assert (await snapshot(store, JONAS)).loads == {}


async def test_a_letter_names_the_inquiry_and_nothing_else(store: Store) -> None:
    """E-mail about an inquiry has its code and a link, as that about a referral has."""
    await know(store, ANNA)
    await tell(store, MONDAY, "anna", code="SPM-7K3F")
    clock = StandingClock(MONDAY + HOUR)
    async with FakeSmtpServer() as office:
        assert await sweep_over(store, clock, office.port).once() == 1
    (letter,) = office.letters
    assert letter["Subject"] == "Nytt om SPM-7K3F"
    assert letter.get_content().strip() == f"Nytt om SPM-7K3F: {LINK}"


async def test_the_coordinator_is_told_how_many_wait_and_nothing_more(store: Store) -> None:
    """Since when they wait, by post, a talk to come counted; neither codes nor who asked, and only to her."""
    start = dt.datetime(2026, 11, 24, 9)
    talked = inquiry(code="SPM-AAA2", kind=InquiryKind.SUPERVISOR, post="dps-supervisor")
    talked = talked.suggest((start,), "mette", NOW).accept(start, "anna", NOW)
    answered = inquiry(code="SPM-AAA3").agree("jonas", NOW)
    old, new = inquiry(code="SPM-AAA4", at=NOW - 48 * HOUR), inquiry(code="SPM-AAA5", at=NOW - HOUR)
    await apply(store, *(OpenInquiry(one) for one in (talked, answered, new, old)))
    seen = await snapshot(store, KARI)
    assert seen.asked == {
        "dps-supervisor": (dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC),),
        "dps-general": (NOW - 48 * HOUR, NOW - HOUR),
    }
    assert not seen.inquiries
    assert "SPM-" not in repr(seen.asked)
    for who in (JONAS, METTE, ANNA):
        assert not (await snapshot(store, who)).asked
