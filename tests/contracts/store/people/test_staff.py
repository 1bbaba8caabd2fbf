"""Members of staff come, change and leave: everywhere at once, on record; SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.person import invitation
from bot.domain.person.person import Person, Role
from bot.domain.person.roster import Member
from bot.domain.person.sign_in import Account
from bot.domain.turn.outcome import Admit, ConfirmAccess, OpenReferral
from bot.storage.store import Store
from tests.contracts.store.test_store import ANNA, JONAS, know
from tests.domain.making import NOW, TODAY, referral

DAY = dt.timedelta(days=1)
METTE = Person("mette", Role.METHOD_SUPERVISOR, post="dps-supervisor", name="Mette")
OLA = Member("ola", Role.CLINICIAN, "askoy-fact", None, "Ola", "ola@example.org", TODAY + 30 * DAY)


async def acts(store: Store) -> list[tuple[str, str]]:
    """Return what is on record, with the things."""
    return [(row["action"], row["thing"]) for row in await store.rows("audit")]


async def test_somebody_is_admitted_changed_and_confirmed(store: Store) -> None:
    """Since when, by whom and until when is kept; each change of the part is on record, and nothing else."""
    await store.apply([Admit(OLA, "kari")], NOW)
    (one,) = await store.people()
    assert (one.member, one.since, one.by, one.confirmed, one.seen) == (OLA, NOW, "kari", NOW, None)
    await store.apply(
        [Admit(replace(OLA, role=Role.COORDINATOR, service=None, name="", email=None))], NOW + DAY
    )
    (one,) = await store.people()
    assert (one.member.name, one.member.email) == (OLA.name, OLA.email)
    assert (one.since, one.by, one.confirmed) == (NOW, "kari", NOW + DAY)
    await store.apply([ConfirmAccess("ola", "kari")], NOW + 2 * DAY)
    assert (await store.people())[0].confirmed == NOW + 2 * DAY
    assert await acts(store) == [
        ("person.admitted", "clinician"),
        ("person.role", "coordinator"),
        ("person.service", "-"),
        ("person.confirmed", "-"),
    ]


async def test_nothing_is_half_done(store: Store) -> None:
    """One that cannot be written leaves none of them."""
    bad = replace(OLA, person="kari", role=Role.COORDINATOR, service="no such\nthing")
    await know(store, Person("kari", Role.NEWCOMER))
    with pytest.raises(ValueError, match="never a text"):
        await store.apply([Admit(OLA), Admit(bad)], NOW)
    assert [one.member.person for one in await store.people()] == ["kari"]


async def test_who_leaves_is_out_everywhere(store: Store) -> None:
    """Sessions, account, codes, address and part are gone at once; the name stays in the history."""
    await know(store, JONAS, METTE)
    await signed_in(store, "jonas")
    await store.set_email("jonas", "jonas@example.org")
    assert await store.retire(JONAS, NOW) == ()
    assert await store.sign_ins.session("jonas's") is None
    assert await store.sign_ins.begin(Account("jonas", "", "", NOW), "new", NOW) is None
    assert [one.member.person for one in await store.people()] == ["mette"]
    gone = await store.known("jonas")
    assert (gone and gone.role, gone and gone.post, gone and gone.name) == (Role.GUEST, None, "Jonas")
    assert ("person.retired", "-") in await acts(store)


async def test_what_a_post_had_goes_to_the_supervisor(store: Store) -> None:
    """Once nobody holds it; as long as a colleague does, it stays where it is."""
    other = Person("per", Role.JOB_SPECIALIST, post="dps-general", name="Per")
    await know(store, ANNA, JONAS, other, METTE)
    await store.apply([OpenReferral(referral())], NOW)
    assert await store.retire(JONAS, NOW) == ()
    assert await store.retire(other, NOW) == ("IPS-7K3F",)
    (moved,) = await store.all_referrals()
    assert (moved.post, moved.is_open) == ("dps-supervisor", True)
    told = {(row["person"], row["text_key"]) for row in await store.rows("outbox")}
    assert {("mette", "notice.given"), ("anna", "notice.handed_over")} <= told


async def test_what_a_clinician_sent_gets_a_colleague(store: Store) -> None:
    """Who follows it up from now on; without one, the supervisor is told that it has no author."""
    colleague = Person("bjorn", Role.CLINICIAN, service=ANNA.service, name="Bjørn")
    await know(store, ANNA, JONAS, METTE, colleague)
    await store.apply([OpenReferral(referral())], NOW)
    assert await store.retire(ANNA, NOW, "bjorn") == ("IPS-7K3F",)
    (kept,) = await store.all_referrals()
    assert (kept.clinician, kept.is_open) == ("bjorn", True)
    assert ("referral.author", "IPS-7K3F") in await acts(store)
    assert await store.retire(colleague, NOW) == ()
    told = [(row["person"], row["text_key"]) for row in await store.rows("outbox")]
    assert told == [("mette", "notice.author_left")]


async def test_access_runs_out(store: Store) -> None:
    """The day after its last one, and not before; those without a last day stay."""
    await know(store, METTE)
    await store.apply([Admit(replace(OLA, until=TODAY))], NOW)
    await signed_in(store, "ola")
    assert await store.end_expired(NOW) == 0
    assert await store.end_expired(NOW + DAY) == 1
    assert await store.end_expired(NOW + DAY) == 0
    assert await store.sign_ins.session("ola's") is None
    assert [one.member.person for one in await store.people()] == ["mette"]


async def signed_in(store: Store, person: str) -> None:
    """Let somebody be signed in, with an account of their name and a token of theirs."""
    code = "K7F3-QXM9"
    await store.accounts.invite(person, invitation.digest(code), NOW + DAY)
    account = Account(person, "", "", NOW)
    assert await store.sign_ins.attach(account, code, NOW)
    assert await store.sign_ins.begin(account, f"{person}'s", NOW)
